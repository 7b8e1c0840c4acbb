"""Whose object it is: nothing of others is taken, nothing of one's own is lost. Under the real engine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .harness import KEY, Stack, console

pytestmark = pytest.mark.engine

RENAMED = {
    "Gate": ("gates", 'gate_id="obj"'),
    "DynamicConfig": ("dynamic_configs", 'config_id="obj"'),
    "Experiment": ("experiments", 'experiment_id="obj"'),
    "Tag": ("tags", 'name="obj"'),
    "Segment": ("segments", 'segment_id="obj", type="id_list"'),
    "Team": ("users/teams", 'name="obj"'),
    "Layer": ("layers", 'name="obj", id_type="userID"'),
}


URN = "urn:pulumi:dev::t::pulumi-python:dynamic/statsig:Gate"


def double(stack: Stack, *, without: tuple[str, ...] = ()) -> None:
    """Let the state hold two resources, a and b, that stand for one gate, as one of an older version can.

    Args:
        stack: the stack.
        without: the hidden properties that such a state does not have.
    """
    stack.up('statsig.Gate("a", gate_id="obj")')
    stack.command("stack", "select", "dev")  # such a state does not name it
    state = stack.folder / ".pulumi" / "stacks" / "t" / "dev.json"
    doc = json.loads(state.read_text())
    resources = doc["checkpoint"]["latest"]["resources"]
    first = next(r for r in resources if r["urn"].endswith("::a"))
    for bag in (first["inputs"], first["outputs"]):
        for name in without:
            bag.pop(name, None)
    resources.append({**first, "urn": f"{URN}::b"})
    state.write_text(json.dumps(doc))


def overrides(stack: Stack) -> dict[str, Any]:
    found: dict[str, Any] = console(stack).get("/gates/obj/overrides").json()["data"]
    return found


class TestRenames:
    def test_a_rename_with_adopt_keeps_the_object(self, stack: Stack) -> None:
        def program(version: str) -> str:
            return "\n".join(
                f'statsig.{kind}("{kind} {version}", {args}, adopt=True)' for kind, (_, args) in RENAMED.items()
            )

        def found() -> dict[str, list[Any]]:
            return {family: stack.emulator.all(KEY, family) for family, _ in RENAMED.values()}

        stack.up(program("v1"))
        before = found()
        run = stack.up(program("v2"))
        assert run.ops() == {f"{kind} {v}": op for kind in RENAMED for v, op in (("v1", "delete"), ("v2", "create"))}
        assert found() == before
        left = [m for m in run.messages if "another resource of this stack has it" in m]
        assert len(left) == len(RENAMED)
        assert stack.up().ops() == {}
        stack.destroy()
        assert {family: len(docs) for family, docs in found().items()} == {
            family: len(docs) - 1 for family, docs in before.items()
        }

    @pytest.mark.long
    def test_a_move_into_a_component_with_adopt_keeps_the_object(self, stack: Stack) -> None:
        stack.up('statsig.Gate("g", gate_id="obj", adopt=True)')
        stack.up(
            """
            team = pulumi.ComponentResource("a:b:C", "c")
            statsig.Gate("g", gate_id="obj", adopt=True, opts=ResourceOptions(parent=team))
            """
        )
        assert stack.emulator.get(KEY, "gates", "obj") is not None
        assert stack.up().ops() == {}

    @pytest.mark.long
    def test_a_rename_without_adopt_names_aliases_first(self, stack: Stack) -> None:
        stack.up('statsig.Gate("v1", gate_id="obj")')
        run = stack.up('statsig.Gate("v2", gate_id="obj")', ok=False)
        assert any("aliases" in m for m in run.messages)
        assert stack.emulator.get(KEY, "gates", "obj") is not None

    @pytest.mark.long
    def test_a_rename_to_another_provider_of_the_same_project_keeps_the_object(self, stack: Stack) -> None:
        stack.up('statsig.Gate("v1", gate_id="obj", adopt=True)')
        stack.up(
            f"""
            same = statsig.Provider("same", console_api_key="{KEY}")
            statsig.Gate("v2", gate_id="obj", adopt=True, opts=ResourceOptions(provider=same))
            """
        )
        assert stack.emulator.get(KEY, "gates", "obj") is not None
        assert stack.up().ops() == {}

    def test_entries_of_a_renamed_resource_stay_and_are_removed_with_its_successor(self, stack: Stack) -> None:
        gate = 'statsig.Gate("obj");'
        stack.up(gate)
        stack.up(f'{gate} statsig.GateOverrides("v1", gate_id="obj", passing_user_ids=["a"], exclusive=False)')
        stack.up(f'{gate} statsig.GateOverrides("v2", gate_id="obj", passing_user_ids=["a"], exclusive=False)')
        assert overrides(stack)["passingUserIDs"] == ["a"]
        stack.up(gate)
        assert overrides(stack)["passingUserIDs"] == []

    @pytest.mark.long
    def test_ids_of_a_renamed_resource_stay_and_are_removed_with_its_successor(self, stack: Stack) -> None:
        segment = 'statsig.Segment("seg", type="id_list");'
        stack.up(segment)
        for name in ("v1", "v2"):
            stack.up(f'{segment} statsig.SegmentIds("{name}", segment_id="seg", ids=["a", "b"], exclusive=False)')
            listed = console(stack).get("/segments/seg/id_list").json()["data"]
            assert sorted(listed["ids"] if isinstance(listed, dict) else listed[0]["ids"]) == ["a", "b"]
        stack.up(segment)
        listed = console(stack).get("/segments/seg/id_list").json()["data"]
        assert not (listed["ids"] if isinstance(listed, dict) else listed and listed[0]["ids"])

    @pytest.mark.long
    def test_groups_that_a_renamed_resource_disables_stay_disabled(self, stack: Stack) -> None:
        groups = ", ".join(f'statsig.Group(name="{n}", size=50, parameter_values={{}})' for n in "AB")
        running = f'e = statsig.Experiment("exp", groups=[{groups}], status="active", force_destroy=True);'
        for name in ("d1", "d2"):
            stack.up(f'{running} statsig.DisabledGroups("{name}", experiment_id=e.id, group_names=["B"])')
            doc = stack.emulator.get(KEY, "experiments", "exp")
            assert doc
            assert [g.get("disabled", False) for g in doc["groups"]] == [False, True]
        stack.up(running)
        doc = stack.emulator.get(KEY, "experiments", "exp")
        assert doc
        assert [g.get("disabled", False) for g in doc["groups"]] == [False, False]

    @pytest.mark.long
    def test_a_renamed_setting_is_restored_to_what_it_was_before_both(self, stack: Stack) -> None:
        before = console(stack).get("/settings/project").json()["data"]
        for name in ("p1", "p2"):
            stack.up(f'statsig.ProjectSettings("{name}", name="One", visibility="OPEN", on_destroy="restore")')
            assert console(stack).get("/settings/project").json()["data"]["name"] == "One"
        stack.up("")
        assert console(stack).get("/settings/project").json()["data"] == before


class TestRefreshes:
    """A refresh compares every object in the process that deletes afterwards what the program no longer has."""

    def test_what_is_taken_out_is_deleted_by_an_up_that_refreshes(self, stack: Stack) -> None:
        gate = 'g = statsig.Gate("obj");'
        more = (
            'statsig.Gate("other"); statsig.GateOverrides("o", gate_id=g.id, passing_user_ids=["a"], exclusive=False)'
        )
        stack.up(gate + more)
        stack.up(gate, "--refresh")
        assert [gate["id"] for gate in stack.emulator.all(KEY, "gates")] == ["obj"]
        assert overrides(stack)["passingUserIDs"] == []

    def test_a_destroy_that_refreshes_deletes(self, stack: Stack) -> None:
        stack.up('statsig.Gate("obj")')
        stack.destroy("--refresh")
        assert stack.emulator.all(KEY, "gates") == []


class TestTwoResources:
    def test_two_in_a_program_are_an_error_that_names_both(self, stack: Stack) -> None:
        run = stack.up('statsig.Gate("a", gate_id="obj"); statsig.Gate("b", gate_id="obj")', ok=False)
        assert any("two resources are Gate 'obj' ('a' and 'b')" in m for m in run.messages)

    def test_two_whose_names_are_outputs_are_an_error_in_the_preview(self, stack: Stack) -> None:
        program = """
            name = pulumi.Output.from_input("obj")
            statsig.Gate("a", gate_id=name)
            statsig.Gate("b", gate_id=name)
            """
        assert any("two resources are Gate 'obj'" in m for m in stack.preview(program, ok=False).messages)
        assert stack.mutations() == []

    def test_one_of_two_that_an_older_state_holds_can_be_taken_out(self, stack: Stack) -> None:
        double(stack)
        stack.up('statsig.Gate("a", gate_id="obj")')
        assert stack.emulator.get(KEY, "gates", "obj") is not None
        assert list(stack.state()) == ["a"]

    @pytest.mark.parametrize(
        ("command", "flags"),
        [
            ("up", ()),
            ("destroy", ("--refresh",)),
            pytest.param("up", ("--target-dependents",), marks=pytest.mark.long),
            pytest.param("up", ("--refresh",), marks=pytest.mark.long),
            pytest.param("destroy", (), marks=pytest.mark.long),
            pytest.param("destroy", ("--target-dependents",), marks=pytest.mark.long),
        ],
    )
    def test_one_of_two_that_a_state_holds_can_be_a_target(
        self, stack: Stack, command: str, flags: tuple[str, ...]
    ) -> None:
        double(stack, without=("__stack", "__project", "__endpoint"))
        stack.run(command, "--yes", "--skip-preview", "--target", f"{URN}::b", *flags)
        assert stack.emulator.get(KEY, "gates", "obj") is not None
        assert list(stack.state()) == ["a"]
        stack.destroy()
        assert stack.emulator.all(KEY, "gates") == []

    def test_two_that_a_state_holds_are_deleted_together(self, stack: Stack) -> None:
        double(stack)
        stack.destroy()
        assert stack.emulator.all(KEY, "gates") == []

    def test_entries_that_two_resources_have_stay_until_both_are_destroyed(self, stack: Stack) -> None:
        first = 'statsig.GateOverrides("a", gate_id="obj", passing_user_ids=["u1", "u2"], exclusive=False);'
        second = 'statsig.GateOverrides("b", gate_id="obj", passing_user_ids=["u2", "u3"], exclusive=False);'
        console(stack).post("/gates", json={"name": "obj"})
        stack.up(first)
        stack.up(first + second)
        stack.destroy("--target", f"{URN}Overrides::a")
        assert overrides(stack)["passingUserIDs"] == ["u2", "u3"]
        stack.destroy()
        assert overrides(stack)["passingUserIDs"] == []

    @pytest.mark.long
    def test_two_keys_of_one_description_are_two_keys(self, stack: Stack) -> None:
        both = (
            'statsig.Key("a", type="SERVER", description="same"); statsig.Key("b", type="SERVER", description="same")'
        )
        stack.up(both)
        assert len({r["id"] for r in stack.resources()}) == 2
        stack.up('statsig.Key("a", type="SERVER", description="same")')
        (left,) = [k for k in stack.emulator.all(KEY, "keys") if k["description"] == "same"]
        assert left

    @pytest.mark.long
    def test_a_forced_replacement_is_no_second_resource(self, stack: Stack) -> None:
        program = (
            'statsig.Gate("g", gate_id="obj", description="{}", opts=ResourceOptions('
            'replace_on_changes=["description"], delete_before_replace=True))'
        )
        stack.up(program.format("x"))
        stack.up(program.format("y"))
        doc = stack.emulator.get(KEY, "gates", "obj")
        assert doc
        assert doc["description"] == "y"


class TestOthers:
    def test_entries_that_others_had_made_are_not_claimed(self, stack: Stack) -> None:
        gate = 'statsig.Gate("obj");'
        stack.up(gate)
        console(stack).post("/gates/obj/overrides", json={"passingUserIDs": ["theirs"], "failingUserIDs": []})
        mine = f'{gate} statsig.GateOverrides("o", gate_id="obj", passing_user_ids=["theirs", "ours"], exclusive=False)'
        stack.up(mine)
        assert stack.up().ops() == {}
        assert stack.preview(None, "--refresh").ops() == {}
        stack.up(gate)
        assert overrides(stack)["passingUserIDs"] == ["theirs"]

    @pytest.mark.long
    def test_becoming_exclusive_is_refused_where_others_have_entries(self, stack: Stack) -> None:
        gate = 'statsig.Gate("obj");'
        stack.up(gate)
        console(stack).post("/gates/obj/overrides", json={"passingUserIDs": ["theirs"], "failingUserIDs": []})
        mine = 'statsig.GateOverrides("o", gate_id="obj", passing_user_ids=["ours"], exclusive={})'
        stack.up(gate + mine.format(False))
        run = stack.up(gate + mine.format(True), ok=False)
        assert any("there are entries already" in m for m in run.messages)
        assert sorted(overrides(stack)["passingUserIDs"]) == ["ours", "theirs"]

    @pytest.mark.long
    def test_an_object_that_differs_in_what_cannot_change_is_not_adopted(self, stack: Stack) -> None:
        console(stack).post("/segments", json={"name": "obj", "type": "rule_based", "description": "theirs"})
        run = stack.up('statsig.Segment("obj", type="id_list", adopt=True)', ok=False)
        assert any("it differs in what cannot change: type is 'rule_based' there" in m for m in run.messages)
        assert [m for m in stack.mutations() if m[1] != "/segments"] == []


class TestProjects:
    @pytest.mark.long
    def test_a_preview_without_a_change_sends_nothing(self, stack: Stack) -> None:
        stack.up('statsig.Gate("obj")')
        stack.requests()
        assert stack.preview().ops() == {}
        assert stack.requests() == []

    @pytest.mark.long
    def test_a_rotated_key_is_no_change(self, stack: Stack) -> None:
        stack.up('statsig.Gate("obj")')
        stack.emulator.add_key("console-rotated", KEY)
        stack.config["statsig:consoleApiKey"] = "console-rotated"
        stack.requests()
        assert stack.preview().ops() == {}
        assert {path for _, path in stack.requests()} == {"/project"}
        assert stack.up('statsig.Gate("obj", description="x")').ops() == {"obj": "update"}
        stack.requests()
        assert stack.preview().ops() == {}
        assert stack.requests() == []

    def test_another_projects_key_is_an_error_and_nothing_is_made_or_dropped(self, stack: Stack) -> None:
        stack.up('statsig.Gate("obj")')
        stack.config["statsig:consoleApiKey"] = "console-another"
        for run in (stack.up(ok=False), stack.refresh(ok=False), stack.destroy(ok=False)):
            assert any("and this run's key is for the project" in m for m in run.messages)
        assert list(stack.state()) == ["obj"]
        assert stack.emulator.all("console-another", "gates") == []
        assert stack.emulator.get(KEY, "gates", "obj") is not None

    @pytest.mark.long
    def test_a_resource_that_is_moved_to_another_provider_is_refused(self, stack: Stack) -> None:
        stack.up('statsig.Gate("obj")')
        run = stack.up(
            'eu = statsig.Provider("eu", console_api_key="console-eu");'
            'statsig.Gate("obj", opts=ResourceOptions(provider=eu))',
            ok=False,
        )
        assert any("and this run's key is for the project" in m for m in run.messages)
        assert stack.emulator.get(KEY, "gates", "obj") is not None

    @pytest.mark.long
    def test_an_explicit_provider_takes_the_stacks_address(self, stack: Stack) -> None:
        stack.up(
            'eu = statsig.Provider("eu", console_api_key="console-eu");'
            'statsig.Gate("obj", opts=ResourceOptions(provider=eu))'
        )
        assert stack.emulator.get("console-eu", "gates", "obj") is not None

    @pytest.mark.long
    def test_every_call_knows_the_stack(self, stack: Stack) -> None:
        stack.up('statsig.Gate("obj")')
        stack.refresh()
        (gate,) = stack.resources()
        assert gate["inputs"]["__stack"] == gate["outputs"]["__stack"] == "t/dev"

    def test_two_stacks_with_one_key_do_not_take_from_each_other(self, stack: Stack, tmp_path: Path) -> None:
        stack.up('statsig.Gate("obj")')
        other = stack.beside()
        other.environment["PULUMI_HOME"] = str(stack.folder / "home")
        run = other.up('statsig.Gate("obj")', ok=False)
        assert any("already" in m for m in run.messages)


class TestGone:
    def test_a_proxys_answer_is_no_deletion(self, stack: Stack) -> None:
        stack.config["statsig:retryDeadline"] = "1"
        stack.up('statsig.Gate("obj"); statsig.Tag("tag")')
        pages: list[dict[str, Any]] = [{"kind": "html", "status": 404}, {"kind": "html", "status": 200}]
        for fault in (*pages, {"kind": "truncated"}, {"kind": "empty"}):
            stack.emulator.fail(method="GET", count=1000, **fault)
            stack.refresh(ok=False)
            assert sorted(stack.state()) == ["obj", "tag"], fault
            stack.emulator.clear_faults()
        assert stack.refresh().ops() == {}

    def test_a_wrong_address_is_no_deletion(self, stack: Stack) -> None:
        stack.up('statsig.Gate("obj")')
        stack.emulator.fail(method="GET", path="/gates/{id}", status=404, kind="html", count=1000)
        run = stack.refresh(ok=False)
        assert any("apiUrl" in message for message in run.messages)
        assert list(stack.state()) == ["obj"]
