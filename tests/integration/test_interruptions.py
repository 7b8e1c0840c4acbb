"""Runs that are killed, rate limited or left without a response: the next `up` reaches the desired state."""

from __future__ import annotations

import pytest

from .harness import KEY, Stack

pytestmark = pytest.mark.engine

PROGRAM = """
staff = statsig.Gate("staff", rules=[Rule(name="a", conditions=[when.everyone()])], status="Launched")
statsig.DynamicConfig("limits", default_value={"a": 1})
statsig.Team("Checkout", members=["a@x.org"])
statsig.Ingestion("orders", type="s3", dataset="Events", query="q")
statsig.Experiment("copy", targeting_gate_id=staff.id, status="active", force_destroy=True)
"""
REQUESTS = (
    ("POST", "/gates"),
    ("PUT", "/gates/staff/launch"),
    ("POST", "/dynamic_configs"),
    ("POST", "/users/teams"),
    ("POST", "/ingestion"),
    ("POST", "/experiments"),
    ("PUT", "/experiments/copy/start"),
)
CHANGED = (
    PROGRAM.replace('name="a"', 'name="a", pass_percentage=50')
    .replace('{"a": 1}', '{"a": 2}')
    .replace("a@x.org", "b@x.org")
    .replace('"q"', '"p"')
    .replace('status="active"', 'status="active", hypothesis="h"')
)


def as_declared(stack: Stack) -> None:
    """Everything is there once and in its state, and Pulumi knows it."""
    found = {
        family: [doc.get("name") or doc["source_name"] for doc in stack.emulator.all(KEY, family)]
        for family in ("gates", "dynamic_configs", "users/teams", "ingestion", "experiments")
    }
    assert found == {
        "gates": ["staff"],
        "dynamic_configs": ["limits"],
        "users/teams": ["Checkout"],
        "ingestion": ["orders"],
        "experiments": ["copy"],
    }
    gate, copy = stack.emulator.get(KEY, "gates", "staff"), stack.emulator.get(KEY, "experiments", "copy")
    assert gate
    assert copy
    assert (gate["status"], copy["status"]) == ("Launched", "active")
    assert set(stack.state()) == {"staff", "limits", "Checkout", "orders", "copy"}


def gone(stack: Stack) -> bool:
    """Nothing is left."""
    return not any(
        stack.emulator.all(KEY, f) for f in ("gates", "dynamic_configs", "users/teams", "ingestion", "experiments")
    )


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param({"kind": "timeout", "after_effect": True}, id="no response although it was done"),
        pytest.param(
            {"kind": "status", "status": 500, "after_effect": True},
            id="a 500 although it was done",
            marks=pytest.mark.long,
        ),
        pytest.param({"kind": "drop"}, id="a broken connection before it was done", marks=pytest.mark.long),
    ],
)
def test_a_failure_of_every_request_leaves_no_duplicate_and_no_remainder(
    stack: Stack, fault: dict[str, object]
) -> None:
    for method, path in REQUESTS:
        stack.emulator.fail(method=method, path=path, **fault)  # type: ignore[arg-type]
    stack.up(PROGRAM)
    as_declared(stack)
    assert stack.preview(None, "--refresh").ops() == {}
    stack.destroy()
    assert gone(stack)


@pytest.mark.long
def test_a_burst_of_429_is_waited_out(stack: Stack) -> None:
    stack.emulator.fail(8, status=429, retry_after=0.2)
    run = stack.up(PROGRAM)
    as_declared(stack)
    assert run.ok
    stack.emulator.fail(6, status=429, retry_after=0.2, method="PATCH")
    stack.up(CHANGED)
    assert stack.preview(None, "--refresh").ops() == {}


def test_an_update_that_failed_half_way_is_completed_by_the_next_run(stack: Stack) -> None:
    stack.up(PROGRAM)
    stack.config["statsig:retryDeadline"] = "0.1"
    stack.emulator.fail(2, status=500, after_effect=True, method="PATCH")
    stack.up(CHANGED, ok=False)
    stack.up()
    assert stack.preview(None, "--refresh").ops() == {}
    as_declared(stack)


def test_a_create_without_a_response_is_found_by_the_next_run(stack: Stack) -> None:
    stack.config["statsig:retryDeadline"] = "0.1"
    stack.emulator.fail(2, kind="timeout", after_effect=True, method="POST", path="/gates")
    stack.emulator.fail(3, status=500, method="GET", path="/gates/*")
    run = stack.up(PROGRAM, ok=False)
    assert "no response within" in run.text or "answered 500" in run.text
    stack.emulator.clear_faults()
    stack.up()
    as_declared(stack)


@pytest.mark.long
def test_the_error_for_a_create_that_cannot_be_rolled_back_names_the_remainder(stack: Stack) -> None:
    stack.emulator.fail(1, status=403, method="PUT", path="/gates/staff/launch")
    stack.emulator.fail(1, status=403, method="DELETE", path="/gates/staff")
    run = stack.up(PROGRAM, ok=False)
    assert "The object had been created and could not be deleted again" in run.text
    stack.up(PROGRAM.replace('status="Launched"', 'adopt=True, status="Launched"'))
    as_declared(stack)


@pytest.mark.long
def test_a_create_is_rolled_back_when_its_transition_fails(stack: Stack) -> None:
    stack.emulator.fail(1, status=403, method="PUT", path="/gates/staff/launch")
    stack.up(PROGRAM, ok=False)
    assert stack.emulator.get(KEY, "gates", "staff") is None
    stack.up()
    as_declared(stack)


@pytest.mark.parametrize(
    ("path", "family", "id"),
    [
        ("/gates", "gates", "staff"),
        pytest.param("/users/teams", "users/teams", None, marks=pytest.mark.long),
        pytest.param("/ingestion", "ingestion", "s3/Events/orders", marks=pytest.mark.long),
        pytest.param("/experiments", "experiments", "copy", marks=pytest.mark.long),
    ],
)
def test_a_create_that_was_killed_before_the_response_is_adopted_by_the_next_run(
    stack: Stack, path: str, family: str, id: str | None
) -> None:
    stack.program(PROGRAM)
    stack.emulator.fail(kind="hang", after_effect=True, method="POST", path=path, seconds=120)
    stack.killed_up(lambda: bool(stack.emulator.all(KEY, family)))
    created = [doc["id"] for doc in stack.emulator.all(KEY, family)]
    stack.emulator.clear_faults()
    run = stack.up()
    assert "was being created when a run was interrupted: adopted" in run.text
    as_declared(stack)
    assert [doc["id"] for doc in stack.emulator.all(KEY, family)] == created
    assert stack.preview(None, "--refresh").ops() == {}
    stack.destroy()
    assert gone(stack)


def test_a_create_that_was_killed_in_a_transition_is_adopted_by_the_next_run(stack: Stack) -> None:
    stack.program(PROGRAM)
    stack.emulator.fail(kind="hang", after_effect=True, method="PUT", path="/experiments/copy/start", seconds=120)
    stack.killed_up(lambda: (stack.emulator.get(KEY, "experiments", "copy") or {}).get("status") == "active")
    stack.emulator.clear_faults()
    stack.up()
    as_declared(stack)
    assert stack.preview(None, "--refresh").ops() == {}


@pytest.mark.long
def test_a_delete_whose_response_is_late_is_completed(stack: Stack) -> None:
    stack.up(PROGRAM)
    stack.emulator.fail(kind="hang", after_effect=True, method="DELETE", path="/gates/staff", seconds=1)
    stack.destroy()
    assert gone(stack)


THREE_GATES = """
for number in range(3):
    statsig.Gate(f"gate{number}")
"""


@pytest.mark.parametrize(
    "waiting",
    [
        "for a response",
        pytest.param("because of a 429", marks=pytest.mark.long),
        pytest.param("for the rate limit", marks=pytest.mark.long),
    ],
)
def test_ctrl_c_ends_a_wait_and_the_next_run_goes_on(stack: Stack, waiting: str) -> None:
    stack.program(THREE_GATES)
    if waiting == "because of a 429":
        stack.emulator.fail(100, status=429, retry_after=250, method="POST", path="/gates")
    elif waiting == "for the rate limit":
        stack.config["statsig:mutationsPer15min"] = "1"
    else:
        stack.emulator.fail(3, kind="hang", after_effect=True, method="POST", path="/gates", seconds=250)
    stack.config["statsig:retryDeadline"] = "300"
    text = stack.cancelled_up(lambda: any(entry.method == "POST" for entry in stack.emulator.log()))
    assert "the run was cancelled" in text
    assert "Traceback" not in text
    assert "bug in statsig-pulumi" not in text
    stack.emulator.clear_faults()
    stack.config.pop("statsig:mutationsPer15min", None)
    for file in (stack.folder / "home" / "statsig-pulumi").glob("windows.db*"):
        file.unlink()  # the pause that the server has asked for holds for the next run as well
    stack.up()
    assert set(stack.state()) == {doc["id"] for doc in stack.emulator.all(KEY, "gates")} == {"gate0", "gate1", "gate2"}
    assert stack.preview(None, "--refresh").ops() == {}
    stack.destroy()
    assert stack.emulator.all(KEY, "gates") == []
