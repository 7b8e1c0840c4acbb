"""Calls of functions and uses of their results that both type checkers have to accept."""

from collections.abc import Iterator

import pulumi

import statsig_pulumi as statsig
from statsig_pulumi.config import Settings
from statsig_pulumi.functions.results import (
    DynamicConfigResult,
    EnvironmentResult,
    ExperimentResult,
    GateResult,
    GateRuleResult,
    KeyResult,
    MetricResult,
)

name: pulumi.Output[str] = pulumi.Output.from_input("new_checkout")
eu = statsig.Provider("eu", console_api_key=pulumi.Config().require_secret("key"))
notebook = Settings(console_api_key="console-x")

gate: GateResult = statsig.get_gate("new_checkout", provider=notebook)
share: float = gate.rules[0].pass_percentage
changed: float | None = gate.last_modified_time
apps: str | list[str] | None = gate.target_apps
everything: object = gate.raw["somethingNew"]
rules: list[GateRuleResult] = statsig.get_gate_rules("new_checkout")
stale: Iterator[GateResult] = statsig.list_gates(
    id_type=["userID", "stableID"], type="STALE", type_reason="STALE_NO_RULES", pass_rate=["0", "100"], tags=["a"]
)
dependants: list[ExperimentResult] = statsig.get_gate_references("new_checkout").experiments
values: dict[str, object] | None = statsig.get_dynamic_config("limits").default_value
running = [experiment.groups[0].size for experiment in statsig.list_experiments(status=["active", "setup"])]
email: str = statsig.get_team_by_name("Checkout").members[0].email
on: bool = statsig.get_ingestion("s3", "Events", "orders").enabled
hour: float = statsig.get_ingestion_schedule("Events").scheduled_hour_pst
metrics: Iterator[MetricResult] = statsig.get_event_metrics("add_to_cart")
ids: Iterator[str] = statsig.list_segment_ids("testers")
environments: list[EnvironmentResult] = statsig.get_environments()
value: str | None = statsig.get_key("secret-x").key
parameter: object = statsig.get_param_store("mobile").parameters[0].pass_value
changes = statsig.list_audit_logs(action_type="gate_create", action_types=["gate_update"], sort_order="asc")
failed = statsig.get_ingestion_status("2024-09-01", "2024-09-02", statuses=["QUERY_ERROR"])
pulse = statsig.get_experiment_pulse("copy", control="a", test="b", cuped=True, confidence=90)
rows: list[dict[str, object]] = statsig.pulse_rows(pulse, group="Test") + statsig.value_rows(
    statsig.list_metric_values("2024-09-01", metric_name="purchase")
)
report: str = statsig.get_usage_report(end=1_727_740_800_000)

later: pulumi.Output[GateResult] = statsig.get_gate_output(name, provider=eu)
shares: pulumi.Output[float] = later.apply(lambda found: found.rules[0].pass_percentage)
all_of_them: pulumi.Output[list[GateResult]] = statsig.list_gates_output(
    type="STALE", tags=["checkout", name], creator_name=name
)
configs: pulumi.Output[list[DynamicConfigResult]] = statsig.list_dynamic_configs_output(tags="a")
tagged = statsig.list_experiments_output(tags=pulumi.Output.from_input(["a"]), status="active")
statsig.get_ingestion_output("s3", "Events", name)
key: pulumi.Output[KeyResult] = statsig.get_key_output(name)
used: pulumi.Output[str] = statsig.get_usage_report_output(end=pulumi.Output.from_input(5))
