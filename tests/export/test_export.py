"""``statsig-pulumi export``: what it writes, and what it says of what it cannot write."""

from __future__ import annotations

import ast
import builtins
import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result

from statsig_pulumi.cli.commands import group
from statsig_pulumi.cli.export.families import FAMILIES
from statsig_pulumi.cli.export.names import unique_names, variables
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.kind import all_kinds
from statsig_pulumi.rest.action import Action
from tests.export import seeding

KEY = "console-export"
NOT_LISTED: Mapping[str, str] = {
    "Ingestion": "the API lists none; `statsig-pulumi import Ingestion TYPE/DATASET/SOURCE`",
    "IngestionSchedule": "the API lists none; `statsig-pulumi import IngestionSchedule DATASET`",
    "DatabricksConnection": "the API never returns it",
    "WarehouseConnection": "the API never returns it",
    "TargetAppAssignment": "the API never returns it; each object says its target apps",
    "PromptVersion": "the API never returns it",
    "UserInvite": "the API never returns it",
    "GateRule": "the Gate has its rules",
    "GateRules": "the Gate has its rules",
    "DynamicConfigRule": "the DynamicConfig has its rules",
}
"""The kinds that are not exported, besides those that run an operation, and why."""


class Project:
    """A Statsig project, and a folder that it is exported into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.emulator = Emulator(str(folder / "emulator.db"))
        self.emulator.settings(rate_limit=False)
        self.objects = folder / "infra" / "statsig_objects"
        self.objects.parent.mkdir()
        self.import_file = folder / "infra" / "import.json"
        self.env = {
            "STATSIG_API_URL": f"emulator:{folder / 'emulator.db'}",
            "STATSIG_CONSOLE_KEY": KEY,
            "STATSIG_RETRY_DEADLINE": "1",
        }
        transport = EmulatorTransport(self.emulator)
        headers = {"STATSIG-API-KEY": KEY}
        self.http = httpx.Client(transport=transport, base_url="http://emulator.invalid/console/v1", headers=headers)

    def make(self, family: str, name: str, **body: Any) -> None:
        """Make an object over HTTP."""
        response = self.http.post(family, json={"name": name, **body})
        assert response.status_code < 300, response.text

    def export(self, *arguments: str, status: int = 0) -> Result:
        """Run the command."""
        command = ["export", str(self.objects), "--file", str(self.import_file), *arguments]
        result = CliRunner().invoke(group, command, env=self.env)
        assert result.exit_code == status, result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    def text(self, file: str = "gates") -> str:
        """What a file of the program holds."""
        return (self.objects / f"{file}.py").read_text(encoding="utf-8")

    def files(self) -> dict[str, str]:
        """All that is written."""
        written = [*sorted(self.objects.iterdir()), self.import_file]
        return {file.name: file.read_text(encoding="utf-8") for file in written}

    def entries(self) -> list[dict[str, Any]]:
        """The entries of the import file."""
        return list(json.loads(self.import_file.read_text(encoding="utf-8"))["resources"])

    def declared(self) -> Iterator[tuple[str, str]]:
        """The kinds and names that the program declares."""
        for file in self.objects.glob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(ast.Attribute(ast.Name("statsig"), kind), [ast.Constant(name)]):
                        yield kind, name


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def gate_rule(**condition: Any) -> dict[str, Any]:
    """A rule with one condition."""
    return {"name": "r", "passPercentage": 100, "conditions": [condition]}


def test_every_kind_is_exported_or_there_is_a_reason() -> None:
    exported = {kind for kinds in FAMILIES.values() for kind in kinds}
    left = {name for name, kind in all_kinds().items() if name not in exported and not isinstance(kind.routes, Action)}
    assert left == NOT_LISTED.keys()
    assert not exported & NOT_LISTED.keys()


class TestProgram:
    def test_it_reads_as_a_person_writes(self, project: Project) -> None:
        project.make("tags", "checkout", description="Cart")
        project.make("segments", "staff", type="rule_based")
        email = {"type": "email", "operator": "str_contains_any", "targetValue": ["@example.com"]}
        staff = {"name": "staff", "passPercentage": 100, "conditions": [email]}
        segment = {
            "name": "segment",
            "passPercentage": 12.5,
            "conditions": [{"type": "passes_segment", "targetValue": "staff"}],
        }
        project.make("gates", "new_checkout", description="One page", tags=["checkout"], rules=[staff, segment])
        project.make("gates", "plain")
        project.export("--include", "Gate", "--include", "Tag", "--include", "Segment")
        assert project.text() == (
            '''"""Objects of Statsig: gates."""

import statsig_pulumi as statsig
from statsig_pulumi import conditions as when

from . import segments, tags

new_checkout = statsig.Gate(
    "new_checkout",
    description="One page",
    rules=[
        statsig.Rule(name="staff", conditions=[when.email_contains("@example.com")]),
        statsig.Rule(name="segment", pass_percentage=12.5, conditions=[when.in_segment(segments.staff.id)]),
    ],
    tags=[tags.checkout.name],
)
plain = statsig.Gate("plain")
'''
        )

    def test_two_runs_write_the_same_however_the_lists_are_ordered(self, project: Project) -> None:
        for name in "bcade":
            project.make("gates", f"gate_{name}", tags=[f"t{i}" for i in random.Random(name).sample(range(9), 5)])
        project.export()
        before = project.files()
        for doc in project.emulator.all(KEY, "gates"):
            tags = doc["tags"][::-1]
            project.emulator.delete(KEY, "gates", doc["id"])
            project.emulator.seed(KEY, "gates", {**doc, "tags": tags})
        other = Path(f"{project.objects}_2")
        project.objects, first = other, project.objects
        project.export()
        assert {**project.files(), "import.json": ""} == {**before, "import.json": ""}
        assert project.files()["import.json"] == before["import.json"]
        assert first.exists()

    def test_the_program_and_the_import_file_name_the_same_objects(self, project: Project) -> None:
        seeding.odd(project.emulator, KEY, project.http)
        project.export()
        entries = [(one["type"].rpartition(":")[2], one["logicalName"]) for one in project.entries()]
        assert sorted(entries) == sorted(project.declared())
        assert len(entries) == len({*entries}) > 100

    def test_names_that_differ_in_what_no_variable_has_get_variables_of_their_own(self, project: Project) -> None:
        project.make("gates", "new-checkout")
        project.make("gates", "new_checkout")
        project.export("--include", "Gate")
        before = project.text().splitlines()
        assert 'new_checkout = statsig.Gate("new_checkout")' in before
        project.make("gates", "new.checkout")
        project.export("--include", "Gate")
        assert {*before} <= {*project.text().splitlines()}

    @pytest.mark.parametrize(
        "name", ["2fa", "class", "statsig", "when", "pulumi", "print", "tags", "gates", "match", "🛒", "_", ""]
    )
    def test_a_variable_hides_nothing(self, name: str) -> None:
        (variable,) = variables([name], "gate", {}, FAMILIES).values()
        ast.parse(f"{variable} = 1")
        assert variable not in {"statsig", "when", "pulumi", *FAMILIES, *dir(builtins)}

    def test_odd_names_and_values_survive(self, project: Project) -> None:
        for i, text in enumerate(seeding.ODD_TEXTS):
            project.make("gates", f"gate_{i}", description=text)
            project.make("tags", text, description="d")
        project.export("--include", "Gate", "--include", "Tag")
        constants = {n.value for n in ast.walk(ast.parse(project.text())) if isinstance(n, ast.Constant)}
        assert {*seeding.ODD_TEXTS} <= constants
        assert "\u202e" not in project.text() + project.text("tags")
        assert {*seeding.ODD_TEXTS} <= {name for kind, name in project.declared() if kind == "Tag"}

    def test_references_in_a_circle_and_to_nothing_are_texts(self, project: Project) -> None:
        for name, other in {"gate_a": "gate_b", "gate_b": "gate_c", "gate_c": "gate_a", "gate_d": "nobody"}.items():
            project.make("gates", name, rules=[gate_rule(type="passes_gate", targetValue=other)])
        project.export("--include", "Gate")
        text = project.text()
        assert 'when.passes_gate("nobody")' in text
        assert sum(f"when.passes_gate({name}.id)" in text for name in ("gate_a", "gate_b", "gate_c")) == 2
        names: set[str] = set()
        for node in ast.parse(text).body:
            if isinstance(node, ast.Assign):
                used = {
                    n.value.id
                    for n in ast.walk(node.value)
                    if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name)
                }
                assert used <= names | {"statsig", "when"}
                names |= {target.id for target in node.targets if isinstance(target, ast.Name)}

    def test_a_text_that_equals_an_id_is_no_reference(self, project: Project) -> None:
        project.make("gates", "gate_a")
        project.make(
            "gates",
            "gate_b",
            description="gate_a",
            rules=[gate_rule(type="user_id", operator="any", targetValue=["gate_a"])],
        )
        project.export("--include", "Gate")
        assert 'description="gate_a"' in project.text()
        assert 'when.user_in("gate_a")' in project.text()

    def test_a_gate_and_an_experiment_of_one_name_both_come_in(self, project: Project) -> None:
        project.make("gates", "checkout")
        project.make("experiments", "checkout")
        project.export()
        assert {("Gate", "checkout"), ("Experiment", "checkout")} <= {*project.declared()}

    def test_a_file_for_each_team(self, project: Project) -> None:
        project.make("gates", "gate_a")
        project.emulator.edit(KEY, "gates", "gate_a", {"team": "Cart & Pay"})
        project.make("gates", "gate_b")
        project.export("--include", "Gate", "--by", "team")
        assert "gate_a" in project.text("cart_pay")
        assert "gate_b" in project.text("gates")

    def test_what_statsig_makes_by_itself_is_passed_over(self, project: Project) -> None:
        project.make("experiments", "experiment")
        project.export()
        assert not (project.objects / "layers.py").exists()
        assert not (project.objects / "metrics.py").exists()
        assert "layer_id" not in project.text("experiments")
        assert "control_group_id" not in project.text("experiments")


class TestSelection:
    @pytest.fixture(autouse=True)
    def _three(self, project: Project) -> None:
        project.make("gates", "gate_a", tags=["core"])
        project.make("gates", "gate_b", targetApps=["web"])
        project.make("gates", "other")
        project.http.put("gates/other/archive", json={})
        project.emulator.edit(KEY, "gates", "gate_b", {"team": "Cart", "type": "STALE"})

    @pytest.mark.parametrize(
        ("arguments", "chosen"),
        [
            (["--include", "Gate.gate_*"], {"gate_a", "gate_b"}),
            (["--include", "Gate", "--exclude", "*.gate_a"], {"gate_b", "other"}),
            (["--include", "Gate", "--tag", "core"], {"gate_a"}),
            (["--include", "Gate", "--team", "Cart"], {"gate_b"}),
            (["--include", "Gate", "--target-app", "web"], {"gate_b"}),
            (["--include", "Gate", "--status", "Archived"], {"other"}),
            (["--include", "Gate", "--status", "STALE"], {"gate_b"}),
        ],
    )
    def test_objects_are_chosen(self, project: Project, arguments: list[str], chosen: set[str]) -> None:
        project.export(*arguments)
        assert {name for _, name in project.declared()} == chosen

    def test_a_long_list_of_ids_is_written_only_where_it_is_asked_for(self, project: Project) -> None:
        project.make("segments", "everybody", type="id_list")
        ids = [f"user-{i}" for i in range(1001)]
        assert project.http.patch("segments/everybody/id_list", json={"ids": ids}).status_code == 200
        assert "1001 ids" in project.export().output
        assert ("SegmentIds", "everybody") not in {*project.declared()}
        project.export("--include", "SegmentIds")
        assert ("SegmentIds", "everybody") in {*project.declared()}

    def test_a_filter_that_matches_nothing_writes_nothing(self, project: Project) -> None:
        result = project.export("--include", "Gate.nobody_*", status=1)
        assert "nothing is written" in result.output
        assert not project.objects.exists()
        assert not project.import_file.exists()

    def test_a_pattern_of_no_kind_is_an_error(self, project: Project) -> None:
        assert "Gaet" in project.export("--include", "Gaet", status=1).output

    def test_only_what_is_chosen_is_read(self, project: Project) -> None:
        project.emulator.clear_log()
        project.export("--include", "Gate")
        assert {entry.path.removeprefix("/console/v1") for entry in project.emulator.log()} == {"/gates", "/project"}


class TestSecondExport:
    @pytest.fixture(autouse=True)
    def _first(self, project: Project) -> None:
        project.make("gates", "gate_a", description="a")
        project.make("gates", "gate_b", description="b")
        project.export("--include", "Gate")

    def edit(self, project: Project, old: str, new: str) -> None:
        """Change the program by hand."""
        text = project.text()
        assert old in text
        (project.objects / "gates.py").write_text(text.replace(old, new))

    def test_it_brings_what_has_changed_in_statsig(self, project: Project) -> None:
        project.http.patch("gates/gate_a", json={"description": "new"})
        project.make("gates", "gate_c")
        project.http.delete("gates/gate_b")
        result = project.export("--include", "Gate")
        assert 'description="new"' in project.text()
        assert "Gate 'gate_b': gone from Statsig" in result.output
        assert "Gate 'gate_c': new" in result.output
        assert {name for _, name in project.declared()} == {"gate_a", "gate_c"}
        assert {one["id"] for one in project.entries()} == {"gate_a", "gate_c"}

    def test_what_was_edited_by_hand_stays(self, project: Project) -> None:
        self.edit(project, 'description="a"', 'description="a", type="PERMANENT"')
        self.edit(project, "import statsig_pulumi as statsig\n", "import statsig_pulumi as statsig\n\n# ours\nX = 1\n")
        project.make("gates", "gate_c", rules=[gate_rule(type="public")])
        result = project.export("--include", "Gate")
        text = project.text()
        assert 'type="PERMANENT"' in text
        assert "# ours\nX = 1\n" in text
        assert "gate_c" in text
        assert "conditions as when" in text
        assert "Gate 'gate_a': edited by hand, left as it is" in result.output
        compile(text, "gates.py", "exec")
        before = project.files()
        project.export("--include", "Gate")
        assert project.files() == before

    def test_what_people_wrote_where_the_package_begins_stays(self, project: Project) -> None:
        init = project.objects / "__init__.py"
        init.write_text(f'{init.read_text()}\nOURS = ["a"]  # ours\n')
        project.make("tags", "tag", description="d")
        for _ in range(2):
            project.export("--include", "Gate", "--include", "Tag")
            text = init.read_text()
            assert 'OURS = ["a"]  # ours' in text
            assert text.count("from . import tags as tags") == text.count("from . import gates as gates") == 1

    def test_what_both_have_changed_is_said(self, project: Project) -> None:
        self.edit(project, 'description="a"', 'description="by hand"')
        project.http.patch("gates/gate_a", json={"description": "in the console"})
        result = project.export("--include", "Gate")
        assert "Gate 'gate_a': edited by hand and changed in Statsig" in result.output
        assert "by hand" in project.text()
        project.export("--include", "Gate", "--force")
        assert "in the console" in project.text()

    def test_what_was_taken_out_by_hand_stays_out(self, project: Project) -> None:
        self.edit(project, 'gate_b = statsig.Gate("gate_b", description="b")\n', "")
        assert "taken out by hand" in project.export("--include", "Gate").output
        assert {name for _, name in project.declared()} == {"gate_a"}
        project.export("--include", "Gate", "--force")
        assert {name for _, name in project.declared()} == {"gate_a", "gate_b"}

    def test_what_was_moved_by_hand_stays_there(self, project: Project) -> None:
        line = 'gate_b = statsig.Gate("gate_b", description="b")\n'
        self.edit(project, line, "")
        (project.objects / "ours.py").write_text(f"import statsig_pulumi as statsig\n\n{line}")
        for _ in range(2):
            project.export("--include", "Gate")
            assert sorted(project.declared()) == [("Gate", "gate_a"), ("Gate", "gate_b")]

    @pytest.mark.parametrize("where", ["moved to another file", "under another variable", "under none"])
    def test_what_was_edited_by_hand_is_referred_to_by_what_it_is_called(self, project: Project, where: str) -> None:
        line = 'gate_a = statsig.Gate("gate_a", description="a")\n'
        after = {"moved to another file": "", "under another variable": f"ours_{line}", "under none": line[9:]}[where]
        self.edit(project, line, after)
        if not after:
            (project.objects / "ours.py").write_text(f"import statsig_pulumi as statsig\n\n{line}")
        project.make("gates", "gate_c", rules=[gate_rule(type="passes_gate", targetValue="gate_a")])
        for _ in range(2):
            project.export("--include", "Gate")
            assert (
                f"when.passes_gate({'ours_gate_a.id' if 'another v' in where else chr(34) + 'gate_a' + chr(34)})"
                in (project.text())
            )

    def test_a_statement_of_a_deleted_object_that_was_edited_stays(self, project: Project) -> None:
        self.edit(project, 'description="b"', 'description="mine"')
        project.http.delete("gates/gate_b")
        assert "Gate 'gate_b': gone from Statsig" in project.export("--include", "Gate").output
        assert 'description="mine"' in project.text()

    def test_a_narrower_export_takes_nothing_out(self, project: Project) -> None:
        project.export("--include", "Gate.gate_a")
        assert {name for _, name in project.declared()} == {"gate_a", "gate_b"}
        assert {one["id"] for one in project.entries()} == {"gate_a", "gate_b"}

    def test_what_could_not_be_read_is_not_gone(self, project: Project) -> None:
        project.emulator.fail(kind="status", status=403, path="/gates", method="GET")
        project.make("tags", "tag", description="d")
        result = project.export(status=1)
        assert "gone" not in result.output
        assert {name for _, name in project.declared()} >= {"gate_a", "gate_b"}

    def test_a_file_that_is_no_python_is_one_line(self, project: Project) -> None:
        (project.objects / "gates.py").write_text("def (")
        result = project.export(status=1)
        assert "gates.py is no Python" in result.output
        assert (project.objects / "gates.py").read_text() == "def ("

    def test_a_file_of_somebody_else_is_not_overwritten(self, project: Project) -> None:
        (project.objects / "tags.py").write_text("X = 1\n")
        project.make("tags", "tag", description="d")
        assert "tags.py is in the way" in project.export(status=1).output
        assert (project.objects / "tags.py").read_text() == "X = 1\n"


class TestNewProject:
    @pytest.mark.parametrize(("environment", "said"), [("elsewhere", ""), ("infra/.venv", "virtualenv: .venv")])
    def test_no_path_of_this_machine_is_written(
        self, project: Project, monkeypatch: pytest.MonkeyPatch, environment: str, said: str
    ) -> None:
        monkeypatch.setattr("sys.prefix", str(project.folder / environment))
        project.make("gates", "gate_a")
        project.export("--include", "Gate")
        text = (project.objects.parent / "Pulumi.yaml").read_text()
        assert str(project.folder) not in text
        assert ("virtualenv" in text) == bool(said)
        assert said in text
        assert "import statsig_objects" in (project.objects.parent / "__main__.py").read_text()

    def test_a_project_that_is_there_stays(self, project: Project) -> None:
        (project.objects.parent / "Pulumi.yaml").write_text("name: ours\n")
        project.make("gates", "gate_a")
        project.export("--include", "Gate")
        assert (project.objects.parent / "Pulumi.yaml").read_text() == "name: ours\n"
        assert not (project.objects.parent / "__main__.py").exists()


class TestFailures:
    def test_one_kind_that_is_forbidden_is_named_and_the_rest_is_written(self, project: Project) -> None:
        project.make("gates", "gate_a")
        project.emulator.fail(kind="status", status=403, path="/dynamic_configs", method="GET")
        result = project.export(status=1)
        assert "DynamicConfig could not be read" in result.output
        assert ("Gate", "gate_a") in {*project.declared()}

    def test_waiting_for_the_limit_changes_nothing(self, project: Project) -> None:
        for name in ("gate_a", "gate_b"):
            project.make("gates", name)
        project.export()
        before = project.files()
        project.emulator.fail(kind="status", status=429, path="/gates", method="GET", count=2)
        project.env["STATSIG_RETRY_DEADLINE"] = "30"
        project.export()
        assert project.files() == before

    def test_no_secret_is_written(self, project: Project) -> None:
        created = project.http.post("keys", json={"description": "ci", "type": "SERVER", "scopes": []}).json()["data"]
        result = project.export()
        written = "".join(project.files().values()) + result.output
        assert created["key"] not in written
        assert KEY not in written
        assert ("Key", "ci") in {*project.declared()}

    def test_twins_are_left_out_and_said(self, project: Project) -> None:
        for _ in range(2):
            project.make("alerts", "Few purchases")
        project.make("alerts", "Alone")
        result = project.export()
        assert result.output.count("ToplineAlert 'Few purchases' (id ") == 2
        assert {name for kind, name in project.declared() if kind == "ToplineAlert"} == {"Alone"}

    def test_two_rules_of_one_name_are_left_to_the_console_and_said_first(self, project: Project) -> None:
        rules = [
            {"id": str(i), "baseID": str(i), "name": "Same", "passPercentage": i, "conditions": []} for i in (1, 2)
        ]
        project.make("gates", "gate_a", description="d")
        project.emulator.edit(KEY, "gates", "gate_a", {"rules": rules})
        output = project.export().output
        assert output.index("rules is left to the console: two entries are named 'Same'") < output.index("Wrote")
        assert 'statsig.Gate("gate_a", description="d")' in project.text()

    def test_a_folder_that_cannot_be_a_package_is_refused(self, project: Project) -> None:
        project.objects = project.objects.with_name("not-a-package")
        assert "no name for a Python package" in project.export(status=1).output

    def test_a_broken_record_is_one_line(self, project: Project) -> None:
        project.make("gates", "gate_a")
        project.export()
        for text in ("", "{", "[]", '{"objects": [{}]}', "[" * 100_000):
            (project.objects / ".statsig-export.json").write_text(text)
            assert "is not what an export has written" in project.export(status=1).output


class TestTerraform:
    def test_what_a_state_manages_is_exported_under_its_names(self, project: Project) -> None:
        for name in ("gate_a", "gate_b"):
            project.make("gates", name)
        project.make("tags", "Core tag", description="d")
        key = project.http.post("keys", json={"description": "ci", "type": "SERVER", "scopes": []}).json()["data"][
            "key"
        ]
        resources = [
            ("statsig_gate", "checkout", {"id": "gate_a", "name": "gate_a"}),
            ("statsig_gate", "lost", {"id": "nobody", "name": "nobody"}),
            ("statsig_tag", "core", {"id": "x", "name": "Core tag"}),
            ("statsig_keys", "backend", {"key": key, "description": "ci"}),
            ("statsig_future", "new", {"id": "x"}),
        ]
        state = {
            "version": 4,
            "resources": [
                {"mode": "managed", "type": type, "name": name, "instances": [{"attributes": attributes}]}
                for type, name, attributes in resources
            ],
        }
        file = project.folder / "terraform.tfstate"
        file.write_text(json.dumps(state))
        output = project.export("--from-terraform", str(file), status=1).output
        assert sorted(project.declared()) == [("Gate", "gate_a"), ("Key", "ci"), ("Tag", "Core tag")]
        assert 'checkout = statsig.Gate("gate_a")' in project.text()
        assert 'core = statsig.Tag("Core tag"' in project.text("tags")
        assert {one["id"] for one in project.entries()} >= {"gate_a", project.emulator.all(KEY, "tags")[0]["id"]}
        assert "Gate 'nobody' could not be read" in output
        assert "statsig_future.new is left out" in output
        assert key not in output + "".join(project.files().values())


class TestNames:
    def test_of_several_that_want_one_name_none_gets_it(self) -> None:
        names = unique_names({"1": "a", "2": "a", "3": "b"}, {})
        assert names["3"] == "b"
        assert len({*names.values()}) == 3
        assert "a" not in names.values()

    def test_a_name_stays_when_another_wants_it(self) -> None:
        assert unique_names({"1": "a", "2": "a"}, {"1": "a"})["1"] == "a"

    def test_names_are_distinct_whatever_they_are(self) -> None:
        wanted: Mapping[str, str] = {str(i): text for i, text in enumerate(["a", "a", "a-", "", "", "a-4dff4e"])}
        assert len({*unique_names(wanted, {}).values()}) == len(wanted)
