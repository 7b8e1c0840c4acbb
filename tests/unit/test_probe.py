"""``statsig-pulumi probe``: every row is tried or excused, each verdict can be both, and nothing is left behind."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result

from statsig_pulumi.cli.commands import group
from statsig_pulumi.cli.probe import run as running
from statsig_pulumi.cli.probe.families import all_experiments
from statsig_pulumi.cli.probe.lab import IDS, Lab
from statsig_pulumi.cli.probe.reasons import REASONS
from statsig_pulumi.cli.probe.registry import Experiment, Seen
from statsig_pulumi.cli.probe.run import exit_code, run, verify_project
from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.errors import Interrupted, StatsigError
from tests.clock import Clock

KEY = "console-sandbox"
DOCUMENT = Path(__file__).parents[2] / "docs" / "emulator.md"
TABLE = "| Row | Question | Here |"
Alter = Callable[[httpx.Request, httpx.Response, Any], Any]
"""Returns the response that another Statsig would send, from the emulator's and its document."""
ROWS = sorted(all_experiments())


class Altered(httpx.BaseTransport):
    """An emulator whose responses, or requests, are another's."""

    def __init__(self, emulator: Emulator, alter: Alter) -> None:
        self._inside, self._alter = EmulatorTransport(emulator), alter

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._inside.handle_request(request)
        try:
            document = json.loads(response.content)
        except ValueError:
            return response
        changed = self._alter(request, response, document)
        return changed if isinstance(changed, httpx.Response) else httpx.Response(response.status_code, json=changed)


class Sandbox:
    """A sandbox project with the experiments' lab."""

    def __init__(self, alter: Alter | None = None) -> None:
        self.emulator = Emulator()
        inside = EmulatorTransport(self.emulator)
        self.transport: httpx.BaseTransport = Altered(self.emulator, alter) if alter else inside
        plenty = 1_000_000
        limits = dict.fromkeys(("mutations_per_10s", "mutations_per_15min"), plenty)
        segments = dict.fromkeys(("segment_mutations_per_10s", "segment_mutations_per_15min"), plenty)
        settings = Settings(KEY, retry_deadline=1, **limits, **segments)
        self.client = Client(settings, transport=self.transport, clock=Clock(0.0), notify=lambda _text: None)
        self.lab = Lab(self.client, "probe_sandbox_")

    def verdicts(self, *rows: str) -> dict[str, str]:
        chosen = [all_experiments()[row] for row in rows or all_experiments()]
        return {result.row: result.verdict for result in run(self.lab, chosen, lambda _result: None)}

    def remains(self) -> list[str]:
        """The objects that are there."""
        return [f"{path} {doc['id']}" for path in IDS for doc in self.emulator.all(KEY, path.strip("/"))]


# -- the rows ----------------------------------------------------------------------------------------------------------


def documented() -> list[str]:
    """The ids of the rows of decisions."""
    inside, found = False, []
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        inside = line == TABLE or (inside and line.startswith("|"))
        if inside and line != TABLE and not line.startswith("|---"):
            cells = line.split(" | ")
            assert re.fullmatch(r"\| `[a-z0-9]+(-[a-z0-9]+)*`", cells[0]), line
            found.append(cells[0][3:-1])
    return found


def test_every_row_of_the_document_has_an_experiment_or_a_reason_and_no_other_has() -> None:
    excused = [row for rows in REASONS.values() for row in rows]
    assert sorted(documented()) == sorted([*all_experiments(), *excused])


def test_no_table_of_decisions_is_without_ids() -> None:
    assert "\n| Question | Here |" not in DOCUMENT.read_text(encoding="utf-8")


def test_every_belief_is_a_sentence() -> None:
    assert all(re.fullmatch(r"[A-Z`].{10,150}\.", one.belief) for one in all_experiments().values())


# -- the emulator itself -----------------------------------------------------------------------------------------------


def test_all_beliefs_hold_on_the_emulator_and_nothing_is_left() -> None:
    sandbox = Sandbox()
    verdicts = sandbox.verdicts()
    assert {row: verdict for row, verdict in verdicts.items() if verdict != "holds"} == {}
    assert len(verdicts) >= 100
    assert sandbox.remains() == []
    assert sandbox.lab.left == []


# -- others than the emulator ------------------------------------------------------------------------------------------


def _everything_accepted(request: httpx.Request, response: httpx.Response, document: Any) -> Any:
    """A server that refuses nothing."""
    if response.status_code in (400, 403, 404, 409) and "/project" not in request.url.path:
        return httpx.Response(200, json={"message": "ok", "data": {}})
    return document


def _most_refused(request: httpx.Request, _response: httpx.Response, document: Any) -> Any:
    """A server that refuses all changes, and creations that refer to something or repeat a name."""
    body = json.loads(request.content or b"{}")
    creates = request.method == "POST" and request.url.path.removeprefix("/console/v1") in IDS
    odd = isinstance(body, dict) and ({"rules", "owner", "hypothesis"} & {*body} or "_1" not in str(body.get("name")))
    if request.method not in ("GET", "DELETE") and not (creates and not odd):
        return httpx.Response(400, json={"status": 400, "message": "Refused"})
    return document


def _refusing(*methods: str) -> Alter:
    """A server that refuses requests with these methods."""

    def alter(request: httpx.Request, _response: httpx.Response, document: Any) -> Any:
        if request.method in methods:
            return httpx.Response(400, json={"status": 400, "message": "Refused"})
        return document

    return alter


def _full_updates_refused(request: httpx.Request, _response: httpx.Response, document: Any) -> Any:
    """A server that refuses a POST to what exists."""
    if request.method == "POST" and request.url.path.removeprefix("/console/v1") not in IDS:
        return httpx.Response(400, json={"status": 400, "message": "Refused"})
    return document


def _other_values(method: str) -> Alter:
    """A server with other texts, numbers and lists in its responses to a method."""

    def alter(request: httpx.Request, _response: httpx.Response, document: Any) -> Any:
        if request.method == method and "data" in document:
            return {**document, "data": _changed(document["data"])}
        return document

    return alter


def _changed(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _changed(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_changed(inner, name) for inner in reversed(value)] + (["more"] if not value else [])
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    return value if name in ("id", "name", "baseID", "key") else f"{value}x"


def _other_names(request: httpx.Request, _response: httpx.Response, document: Any) -> Any:
    """A server that reads ids and names in another form."""
    if request.method != "GET" or not isinstance(document.get("data"), dict):
        return document
    renamed = {name: f"{value}y" for name, value in document["data"].items() if name in ("name", "key")}
    return {**document, "data": {**document["data"], **renamed}}


def _ids_kept(request: httpx.Request, _response: httpx.Response, document: Any) -> Any:
    """A server in which rules, groups and variants have the id that follows from their names."""

    def named(value: Any) -> Any:
        if isinstance(value, dict):
            inner = {key: named(one) for key, one in value.items()}
            is_member = {"passPercentage", "size", "json"} & {*inner}
            return {**inner, "id": f"id-{inner['name']}", "baseID": "b"} if is_member and "name" in inner else inner
        return [named(one) for one in value] if isinstance(value, list) else value

    return named(document)


def _other_base_ids(request: httpx.Request, _response: httpx.Response, document: Any) -> Any:
    """A server whose rules have another `baseID` when they are read."""
    text = json.dumps(document)
    return json.loads(text.replace('"baseID": "', '"baseID": "z')) if request.method == "GET" else document


def _names_for_ever() -> Alter:
    """A server in which a name is taken once and for all, by whatever it is of."""
    taken: set[str] = set()

    def alter(request: httpx.Request, _response: httpx.Response, document: Any) -> Any:
        if request.method == "POST" and request.url.path.removeprefix("/console/v1") in IDS:
            name = str(json.loads(request.content).get("name"))
            if name in taken:
                return httpx.Response(400, json={"status": 400, "message": "Name is already in use"})
            taken.add(name)
        return document

    return alter


def _ids_lost(_request: httpx.Request, _response: httpx.Response, document: Any) -> Any:
    """A server that gives every member another id whenever it is read."""
    text = json.dumps(document)
    return json.loads(re.sub(r'"(id|baseID)": "([A-Za-z0-9:.]{20,40})"', lambda m: f'"{m[1]}": "{id(m)}{m[2]}"', text))


def _lists(change: Callable[[list[Any]], list[Any]]) -> Alter:
    """A server with other lists."""

    def alter(request: httpx.Request, _response: httpx.Response, document: Any) -> Any:
        if request.method == "GET" and isinstance(document.get("data"), list):
            return {**document, "data": change(document["data"])}
        return document

    return alter


def _list_of_archived() -> Alter:
    """A server whose lists have what was archived or deleted."""
    seen: dict[str, Any] = {}

    def alter(request: httpx.Request, _response: httpx.Response, document: Any) -> Any:
        data = document.get("data")
        if isinstance(data, dict) and "id" in data:
            seen[data["id"]] = data
        if request.method == "GET" and request.url.path.endswith("/gates"):
            return {**document, "data": [*seen.values()]}
        return document

    return alter


def _absolute_links(_request: httpx.Request, _response: httpx.Response, document: Any) -> Any:
    """A server whose links are absolute, with pages of ten."""
    pages = document.get("pagination")
    if not pages:
        return document
    pages = {**pages, "itemsPerPage": 10, "nextPage": None if not pages["nextPage"] else "https://x.example/?page=2"}
    return {**document, "pagination": pages}


def _changes_ignored() -> Alter:
    """A server that reads an object as it was at first, whatever was changed."""
    first: dict[str, Any] = {}

    def alter(request: httpx.Request, response: httpx.Response, document: Any) -> Any:
        if request.method == "GET" and response.status_code < 300 and isinstance(document.get("data"), dict):
            return first.setdefault(str(request.url), document)
        if request.method == "POST" and isinstance(document.get("data"), dict) and "id" in document["data"]:
            first.setdefault(f"{request.url}/{document['data']['id']}", document)
        return document

    return alter


def _echo() -> Alter:
    """A server that keeps what was sent last, and nothing else."""
    sent: dict[str, Any] = {}

    def alter(request: httpx.Request, response: httpx.Response, document: Any) -> Any:
        if request.method in ("POST", "PATCH") and request.content and response.status_code < 300:
            data, body = document.get("data"), json.loads(request.content)
            if isinstance(data, dict) and isinstance(body, dict):
                last = {**data, **body} if "id" not in body else {**data, **body, "id": data.get("id")}
                sent[request.url.path.removesuffix(f"/{data.get('id')}") + f"/{data.get('id')}"] = last
        if request.method == "GET" and request.url.path in sent:
            return {**document, "data": sent[request.url.path]}
        return document

    return alter


def _missing_answers(request: httpx.Request, _response: httpx.Response, document: Any) -> Any:
    """A server that knows nothing when it is asked for one object."""
    path = request.url.path.removeprefix("/console/v1")
    if request.method == "GET" and path.count("/") > 1 and path not in IDS:
        return httpx.Response(404, json={"status": 404, "message": "Not found"})
    return document


OTHERS: Mapping[str, Callable[[], Alter]] = {
    "accepts everything": lambda: _everything_accepted,
    "refuses changes": lambda: _most_refused,
    "refuses PATCH": lambda: _refusing("PATCH"),
    "refuses full updates": lambda: _full_updates_refused,
    "other values": lambda: _other_values("GET"),
    "other values of what is new": lambda: _other_values("POST"),
    "other base ids": lambda: _other_base_ids,
    "names for ever": _names_for_ever,
    "other names": lambda: _other_names,
    "ids by names": lambda: _ids_kept,
    "new ids": lambda: _ids_lost,
    "lists turned": lambda: _lists(lambda items: items[::-1]),
    "lists empty": lambda: _lists(lambda _items: []),
    "lists repeat": lambda: _lists(lambda items: [*items, {"id": "Admin", "name": "Admin"}]),
    "lists have the dead": _list_of_archived,
    "absolute links": lambda: _absolute_links,
    "changes ignored": _changes_ignored,
    "keeps the last": _echo,
    "knows nothing": lambda: _missing_answers,
}


def test_each_belief_can_differ() -> None:
    left = {*ROWS}
    for make in OTHERS.values():  # what has differed once need not be tried on the others
        verdicts = Sandbox(make()).verdicts(*sorted(left)) if left else {}
        left -= {row for row, verdict in verdicts.items() if verdict == "differs"}
    assert left == set()


@pytest.mark.parametrize(
    ("other", "row"),
    [
        ("ids by names", "members-without-ids"),
        ("ids by names", "groups-without-ids"),
        ("lists turned", "list-order"),
        ("lists have the dead", "archived-in-list"),
        ("absolute links", "pages"),
        ("accepts everything", "delete-twice"),
        ("accepts everything", "unknown-fields"),
        ("keeps the last", "sent-rollouts"),
    ],
)
def test_what_differs_is_what_is_different(other: str, row: str) -> None:
    assert Sandbox(OTHERS[other]()).verdicts(row) == {row: "differs"}
    assert Sandbox().verdicts(row) == {row: "holds"}


# -- a run -------------------------------------------------------------------------------------------------------------


def stopping(lab: Lab, error: BaseException) -> Experiment:
    """An experiment that is stopped after it has made something."""

    def go(lab: Lab) -> Seen:
        lab.make("/gates")
        lab.make("/tags", description="x")
        raise error

    return Experiment("stopped", "A belief.", go)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), Interrupted(), RuntimeError("a bug")])
def test_what_an_interrupted_experiment_has_made_is_removed(error: BaseException) -> None:
    sandbox = Sandbox()
    with contextlib.suppress(type(error)):
        run(sandbox.lab, [stopping(sandbox.lab, error)], lambda _result: None)
    assert sandbox.remains() == []
    assert sandbox.lab.left == []


def test_an_object_whose_creation_was_lost_is_removed() -> None:
    sandbox = Sandbox()
    sandbox.emulator.fail(1, method="POST", path="/gates", kind="drop", after_effect=True)
    sandbox.emulator.fail(1, method="POST", path="/tags", kind="drop", after_effect=True)
    assert sandbox.verdicts("archived-in-list", "tag-by-name")["tag-by-name"] == "could not tell"
    assert sandbox.remains() == []


def test_what_cannot_be_removed_is_named() -> None:
    sandbox = Sandbox()
    sandbox.emulator.fail(1000, method="DELETE", path="/gates/*", status=403)
    sandbox.verdicts("disabled-status")
    (remains,) = sandbox.remains()
    (left,) = sandbox.lab.left
    assert left == remains.lstrip("/")


def test_a_second_interruption_names_what_is_left() -> None:
    def removal_interrupted(request: httpx.Request, response: httpx.Response, document: Any) -> Any:
        if request.method == "DELETE":
            raise KeyboardInterrupt
        return document

    sandbox = Sandbox(removal_interrupted)
    with pytest.raises(KeyboardInterrupt):
        sandbox.verdicts("disabled-status")
    assert sandbox.lab.left


def test_others_objects_stay() -> None:
    sandbox = Sandbox()
    sandbox.client.request("POST", "/gates", body={"name": "probe_of_somebody"})
    sandbox.verdicts("disabled-status", "list-order")
    assert sandbox.remains() == ["/gates probe_of_somebody"]


@pytest.mark.parametrize("status", [401, 403, 429, 500])
def test_a_failure_of_another_kind_says_nothing(status: int) -> None:
    sandbox = Sandbox()
    sandbox.emulator.fail(1000, method="PATCH", status=status)
    assert set(sandbox.verdicts("archived-update", "unknown-fields", "rule-names").values()) == {"could not tell"}


@pytest.mark.parametrize("data", [None, [], {}, "x", 5])
def test_a_response_of_another_form_is_no_reason_to_stop(data: Any) -> None:
    def alter(request: httpx.Request, response: httpx.Response, document: Any) -> Any:
        return {"message": "ok", "data": data}

    assert len(Sandbox(alter).verdicts()) == len(ROWS)


def test_the_worst_verdict_decides_on_the_exit_code() -> None:
    holds, differs, unclear = (running.Result("x", "", v, "") for v in ("holds", "differs", "could not tell"))  # type: ignore[arg-type]
    assert exit_code([holds, unclear]) == 0
    assert exit_code([holds, differs]) == 2
    assert exit_code([unclear]) == 1


# -- the command -------------------------------------------------------------------------------------------------------


@pytest.fixture
def command(tmp_path: Path) -> Callable[..., Result]:
    """Run the command on an emulator of its own."""
    db = tmp_path / "e.db"
    env = {"STATSIG_API_URL": f"emulator:{db}", "STATSIG_CONSOLE_KEY": KEY}

    def invoke(*arguments: str, input: str = "") -> Result:
        return CliRunner().invoke(group, ["probe", *arguments], env=env, input=input)

    return invoke


def project() -> str:
    """The id of the sandbox, which follows from its key."""
    return Sandbox().client.project_id()


def test_another_project_than_the_named_one_is_not_touched(command: Callable[..., Result]) -> None:
    result = command("--project", "production", "--yes")
    assert result.exit_code == 1
    assert "nothing has been tried" in result.output


def test_a_project_that_the_api_does_not_name_is_not_touched() -> None:
    sandbox = Sandbox(lambda _request, _response, _document: {"message": "ok", "data": {}})
    with pytest.raises(StatsigError, match="nothing is tried"):
        verify_project(sandbox.lab, "None")


def test_without_yes_it_asks(command: Callable[..., Result]) -> None:
    assert command("--project", project(), "--only", "rule-id", input="n\n").exit_code == 1
    assert command("--project", project(), "--only", "rule-id", input="y\n").exit_code == 0


def test_with_json_nothing_else_is_on_stdout(command: Callable[..., Result]) -> None:
    result = command("--project", project(), "--yes", "--json", "--only", "rule-id", "--only", "team-names")
    document = json.loads(result.stdout)
    assert result.exit_code == document["exit"] == 0
    assert [(one["row"], one["verdict"]) for one in document["results"]] == [
        ("rule-id", "holds"),
        ("team-names", "holds"),
    ]
    assert document["left"] == []


def test_an_unknown_row_is_refused_with_those_that_there_are(command: Callable[..., Result]) -> None:
    result = command("--project", project(), "--yes", "--only", "nonsense")
    assert result.exit_code == 1
    assert "rule-id" in result.output


def test_the_sandbox_has_to_be_named(command: Callable[..., Result]) -> None:
    result = command("--yes")
    assert result.exit_code == 1
    assert "--project" in result.output


def test_no_key_is_printed(command: Callable[..., Result]) -> None:
    result = command("--project", project(), "--yes", "--only", "rotated-key", "--only", "key-shown-again")
    assert result.exit_code == 0, result.output
    assert not re.search(r"\b(client|console|secret)-\w{10,}", result.output)


@pytest.mark.parametrize("signal_sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_and_what_it_made_is_removed(tmp_path: Path, signal_sent: signal.Signals) -> None:
    db = tmp_path / "e.db"
    env = {**os.environ, "STATSIG_API_URL": f"emulator:{db}", "STATSIG_CONSOLE_KEY": KEY}
    command = [sys.executable, "-m", "statsig_pulumi.cli", "probe", "--project", project(), "--yes"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stdout
        assert run.stdout.readline().startswith("holds")
        run.send_signal(signal_sent)
        _, errors = run.communicate(timeout=60)
    assert run.returncode == 1
    assert "Traceback" not in errors
    emulator = Emulator(str(db))
    assert [doc["id"] for path in IDS for doc in emulator.all(KEY, path.strip("/"))] == []
