"""Test what all functions share, on the emulator: types, pages, errors and outputs."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast

import hypothesis.strategies as st
import pulumi
import pytest
from hypothesis import given, settings

import statsig_pulumi as statsig
from statsig_pulumi.client.client import Client, client_for
from statsig_pulumi.config import Settings
from statsig_pulumi.emulator import Emulator, contract
from statsig_pulumi.errors import ConfigError, InvalidInput, NotFound
from statsig_pulumi.functions import results
from statsig_pulumi.functions._record import Record, _fields

RULE = {"name": "a", "passPercentage": 12.5, "conditions": [{"type": "passes_gate", "targetValue": "staff"}]}


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    """Return a project with objects of many kinds."""
    settings = Settings(console_api_key="console-functions", api_url=f"emulator:{tmp_path / 'db'}")
    request = client_for(settings).request
    request("POST", "/gates", body={"name": "staff"})
    request("POST", "/gates", body={"name": "new_checkout", "rules": [RULE], "tags": ["checkout"]})
    request("PATCH", "/gates/{id}", id="new_checkout", body={"description": "changed"})
    request("POST", "/gates/{id}/overrides", id="staff", body={"passingUserIDs": ["ada"], "failingUserIDs": []})
    config_rule = {**RULE, "returnValue": {"a": 1}}
    config = {"name": "limits", "defaultValue": {"x": {"y": 1}}, "rules": [config_rule]}
    request("POST", "/dynamic_configs", body=config)
    request("POST", "/experiments", body={"name": "copy", "targetingGateID": "staff"})
    lists = ["members", "admins", "defaultGateMetrics", "defaultExperimentPrimaryMetrics", "defaultTargetApplications"]
    more = ["defaultExperimentSecondaryMetrics", "defaultHoldoutMetrics"]
    who = {"changeTeamConfigs": "anyone", "reviewApproval": "anyone"}
    request("POST", "/users/teams", body={"name": "Checkout", **{name: [] for name in lists + more}, **who})
    request("POST", "/ingestion", body={"type": "s3", "dataset": "Events", "source_name": "orders", "query": "q"})
    return settings


def emulator_of(project: Settings) -> Emulator:
    """Return the emulator of a project."""
    return Emulator(project.api_url.removeprefix("emulator:"))


def add_gates(project: Settings, count: int) -> None:
    """Add gates to fill several pages."""
    emulator = emulator_of(project)
    template = emulator.get(project.console_api_key, "gates", "staff") or {}
    for n in range(count):
        emulator.seed(project.console_api_key, "gates", {**template, "id": f"gate_{n}", "name": f"gate {n}"})


class TestGates:
    def test_fields_are_in_snake_case_at_every_depth(self, project: Settings) -> None:
        gate = statsig.get_gate("new_checkout", provider=project)
        assert (gate.id, gate.description, gate.is_enabled, gate.target_apps) == ("new_checkout", "changed", True, [])
        rule = gate.rules[0]
        assert (rule.pass_percentage, rule.conditions[0].target_value) == (12.5, "staff")
        assert gate.raw["idType"] == gate.id_type == "userID"
        assert gate.owner is not None
        assert gate.owner.owner_type == "SDK_KEY"
        assert "pass_percentage=12.5" in repr(gate)

    def test_a_missing_gate_is_a_one_line_error(self, project: Settings) -> None:
        with pytest.raises(NotFound, match=r"There is no gate 'nothing' in the project of this key: [^\n]+$"):
            statsig.get_gate("nothing", provider=project)

    def test_an_empty_id_does_not_read_the_list(self, project: Settings) -> None:
        with pytest.raises(InvalidInput, match=r"GET /gates/\{id\}: id is empty"):
            statsig.get_gate("", provider=project)

    def test_an_undeclared_attribute_is_an_error(self, project: Settings) -> None:
        with pytest.raises(AttributeError, match="GateResult has no 'colour'"):
            _ = cast("Any", statsig.get_gate("staff", provider=project)).colour

    def test_lists_are_filtered_and_read_to_the_last_page(self, project: Settings) -> None:
        add_gates(project, 230)
        assert len([*statsig.list_gates(provider=project)]) == 232
        assert [g.id for g in statsig.list_gates(tags=["checkout"], provider=project)] == ["new_checkout"]
        assert [g.id for g in statsig.list_gates(tags="checkout", provider=project)] == ["new_checkout"]
        assert [g.id for g in statsig.list_gates(pass_rate="INBETWEEN", provider=project)] == ["new_checkout"]

    def test_a_page_is_read_when_it_is_needed(self, project: Settings) -> None:
        add_gates(project, 120)
        emulator = emulator_of(project)
        emulator.clear_log()
        gates = statsig.list_gates(provider=project)
        pages = [len(emulator.log()) for _ in itertools.islice(gates, 101)]
        assert (pages[0], pages[99], pages[100]) == (1, 1, 2)

    def test_references_are_all_objects_that_depend_on_a_gate(self, project: Settings) -> None:
        found = statsig.get_gate_references("staff", provider=project)
        assert [g.id for g in found.gates] == ["new_checkout"]
        assert [c.id for c in found.dynamic_configs] == ["limits"]
        assert [e.id for e in found.experiments] == ["copy"]
        assert found
        assert not statsig.get_gate_references("new_checkout", provider=project)

    def test_rules_versions_and_overrides(self, project: Settings) -> None:
        assert [r.name for r in statsig.get_gate_rules("new_checkout", provider=project)] == ["a"]
        versions = [*statsig.list_gate_versions("new_checkout", provider=project)]
        assert [v.description for v in versions] == ["changed", ""]
        assert statsig.get_gate_overrides("staff", provider=project).passing_user_ids == ["ada"]


class TestOtherObjects:
    def test_dynamic_configs(self, project: Settings) -> None:
        config = statsig.get_dynamic_config("limits", provider=project)
        assert config.default_value == {"x": {"y": 1}}
        assert config.rules[0].return_value == {"a": 1}
        assert [c.id for c in statsig.list_dynamic_configs(provider=project)] == ["limits"]
        assert [r.name for r in statsig.get_dynamic_config_rules("limits", provider=project)] == ["a"]
        assert len([*statsig.list_dynamic_config_versions("limits", provider=project)]) == 1

    def test_experiments(self, project: Settings) -> None:
        experiment = statsig.get_experiment("copy", provider=project)
        assert [(g.name, g.size) for g in experiment.groups] == [("Control", 50), ("Test", 50)]
        assert [e.id for e in statsig.list_experiments(status=["setup", "active"], provider=project)] == ["copy"]
        assert [*statsig.list_experiments(status="active", provider=project)] == []
        assert statsig.get_experiment_overrides("copy", provider=project).user_id_overrides == []

    def test_teams(self, project: Settings) -> None:
        team = statsig.get_team_by_name("Checkout", provider=project)
        assert statsig.get_team(team.id, provider=project).name == "Checkout"
        assert [t.name for t in statsig.list_teams(provider=project)] == ["Checkout"]
        with pytest.raises(NotFound, match="no team named 'Nobody'"):
            statsig.get_team_by_name("Nobody", provider=project)

    def test_ingestion(self, project: Settings) -> None:
        source = statsig.get_ingestion("s3", "Events", "orders", provider=project)
        assert (source.enabled, source.data["query"]) == (False, "q")
        assert statsig.get_ingestion_schedule("Events", provider=project).scheduled_hour_pst == 10

    def test_events_and_every_page_of_their_metrics(self, project: Settings) -> None:
        assert statsig.get_event("purchase", provider=project).name == "purchase"
        assert "add_to_cart" in [e.name for e in statsig.list_events(provider=project)]
        metrics = [*statsig.get_event_metrics("add_to_cart", provider=project)]
        assert len(metrics) == 8
        assert metrics[0].lineage.events == ["add_to_cart"]
        with pytest.raises(NotFound, match="There is no event 'nothing'"):
            next(statsig.get_event_metrics("nothing", provider=project))

    def test_the_address_of_the_next_page_may_be_a_query_alone(
        self, project: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("statsig_pulumi.client.client._PAGE", 3)
        emulator = emulator_of(project)
        emulator.clear_log()
        assert len({m.id for m in statsig.get_event_metrics("add_to_cart", provider=project)}) == 8
        assert len(emulator.log()) == 3

    def test_an_empty_list_in_place_of_an_event_means_not_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Client, "request", lambda *_, **__: [])
        settings = Settings(console_api_key="console-functions", api_url="emulator:")
        with pytest.raises(NotFound, match="There is no event 'add_to_cart'"):
            statsig.get_event("add_to_cart", provider=settings)


class TestProject:
    def test_the_environment_is_enough_outside_of_a_program(
        self, project: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("STATSIG_CONSOLE_KEY", project.console_api_key)
        monkeypatch.setenv("STATSIG_API_URL", project.api_url)
        assert statsig.get_gate("staff").id == "staff"

    def test_no_key_is_one_clear_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("STATSIG_CONSOLE_KEY", raising=False)
        with pytest.raises(ConfigError, match="no Statsig Console API key"):
            statsig.get_gate("staff")

    def test_a_list_without_a_key_fails_before_it_is_iterated(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("STATSIG_CONSOLE_KEY", raising=False)
        with pytest.raises(ConfigError, match="no Statsig Console API key"):
            statsig.list_gates()


def loaded(code: str) -> set[str]:
    """Return the modules that a new process has loaded after it ran some code."""
    command = [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"]
    return set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())


class TestImports:
    def test_importing_the_package_loads_neither_httpx_nor_a_form_for_outputs(self) -> None:
        assert not {"httpx", "statsig_pulumi.functions.outputs"} & loaded("import statsig_pulumi")

    def test_a_function_does_not_load_the_forms_for_outputs(self) -> None:
        assert "statsig_pulumi.functions.outputs" not in loaded("from statsig_pulumi import get_gate")

    def test_a_form_for_outputs_loads_a_function_when_it_is_called(self) -> None:
        modules = loaded("from statsig_pulumi import get_segment_output")
        assert "statsig_pulumi.functions.outputs" in modules
        assert not {"httpx", "statsig_pulumi.functions.segments"} & modules


class Mocks(pulumi.runtime.Mocks):
    """Mock resources whose outputs are their inputs."""

    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        return args.name, args.inputs

    def call(self, args: pulumi.runtime.MockCallArgs) -> Any:
        return {}


def run(program: Callable[[], pulumi.Output[Any]], *, preview: bool = False) -> Any:
    """Run a program that returns an output, and return the output's value."""
    pulumi.runtime.set_mocks(Mocks(), project="p", stack="s", preview=preview)
    found: list[Any] = []
    pulumi.runtime.test(lambda: program().apply(found.append, True))()  # type: ignore[no-untyped-call]
    return found[0]


def known_and_secret(output: pulumi.Output[Any]) -> pulumi.Output[tuple[bool, bool]]:
    """Return whether an output is known and whether it is secret."""

    async def flags() -> tuple[bool, bool]:
        return await output.is_known(), await output.is_secret()

    awaitable: Awaitable[tuple[bool, bool]] = flags()
    return pulumi.Output.from_input(awaitable)


def unknown() -> pulumi.Output[str]:
    """Return an output that is unknown, as in a preview."""

    async def resolved(value: Any) -> Any:
        return value

    return pulumi.Output(set(), resolved("?"), resolved(False))


class TestOutputs:
    def test_a_form_takes_outputs_and_returns_one(self, project: Settings) -> None:
        def program() -> pulumi.Output[Any]:
            tag = pulumi.Output.from_input("checkout")
            return pulumi.Output.all(
                statsig.get_gate_output(pulumi.Output.from_input("staff"), provider=project).apply(lambda g: g.id),
                statsig.list_gates_output(tags=tag.apply(lambda t: [t]), provider=project).apply(len),
                statsig.list_gates_output(tags=["other", tag], provider=project).apply(len),
                statsig.get_gate_references_output("staff", provider=project).apply(lambda r: len(r.gates)),
                statsig.list_teams_output(provider=project).apply(len),
                statsig.get_event_metrics_output("purchase", provider=project).apply(len),
                statsig.get_team_by_name_output("Checkout", provider=project).apply(lambda t: t.name),
                statsig.get_ingestion_output("s3", "Events", "orders", provider=project).apply(lambda i: i.type),
            )

        assert run(program) == ["staff", 1, 1, 1, 1, 8, "Checkout", "s3"]

    def test_fields_of_an_output_are_outputs(self, project: Settings) -> None:
        def program() -> Any:
            gate = cast("Any", statsig.get_gate_output("new_checkout", provider=project))
            return gate.rules[0].pass_percentage

        assert run(program) == 12.5

    def test_the_secret_key_of_an_explicit_provider_does_not_make_results_secret(self, project: Settings) -> None:
        def program() -> pulumi.Output[Any]:
            key = pulumi.Output.secret(project.console_api_key)
            eu = statsig.Provider("eu", console_api_key=key, api_url=project.api_url)
            with pytest.raises(ConfigError, match="use the function's _output form"):
                statsig.get_gate("staff", provider=eu)
            gate = statsig.get_gate_output("staff", provider=eu)
            return pulumi.Output.all(gate.apply(lambda g: g.id), known_and_secret(gate))

        assert run(program) == ["staff", (True, False)]

    def test_a_provider_whose_settings_are_plain_needs_no_form_for_outputs(self, project: Settings) -> None:
        def program() -> pulumi.Output[Any]:
            eu = statsig.Provider("eu", console_api_key=project.console_api_key, api_url=project.api_url)
            return pulumi.Output.from_input(statsig.get_gate("staff", provider=eu).id)

        assert run(program) == "staff"

    def test_the_result_of_a_secret_input_is_secret(self, project: Settings) -> None:
        def program() -> pulumi.Output[Any]:
            return known_and_secret(statsig.get_gate_output(pulumi.Output.secret("staff"), provider=project))

        assert run(program) == (True, True)

    def test_an_input_unknown_in_a_preview_makes_an_unknown_output(self, project: Settings) -> None:
        def program() -> pulumi.Output[Any]:
            return pulumi.Output.all(
                known_and_secret(statsig.get_gate_output(unknown(), provider=project)),
                known_and_secret(statsig.list_gates_output(tags=["a", unknown()], provider=project)),
            )

        assert [known for known, _ in run(program, preview=True)] == [False, False]

    def test_a_provider_unknown_in_a_preview_is_not_read(self) -> None:
        def program() -> pulumi.Output[Any]:
            eu = statsig.Provider("eu", console_api_key=unknown())
            return known_and_secret(statsig.get_gate_output("staff", provider=eu))

        assert run(program, preview=True)[0] is False


CLASSES = [c for c in vars(results).values() if isinstance(c, type) and issubclass(c, Record) and c is not Record]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "name", "x"]), inner, max_size=2)
    ),
    max_leaves=5,
)


class TestLeniency:
    @pytest.mark.parametrize("record", CLASSES, ids=lambda c: c.__name__)
    def test_any_object_can_be_read(self, record: type[Record]) -> None:
        wires = [wire for wire, *_ in _fields(record).values()]

        @settings(max_examples=10)  # of each of two hundred classes
        @given(st.dictionaries(st.sampled_from([*wires, "somethingNew"]), JSON))
        def check(raw: dict[str, Any]) -> None:
            assert repr(record(raw))

        check()

    def test_every_field_of_the_contract_has_an_attribute(self) -> None:
        gate = results.GateResult({})
        schema = contract.document()["$defs"]["ExternalGateDto"]
        names = {wire for wire, *_ in _fields(type(gate)).values()}
        assert names == set(schema["properties"])
