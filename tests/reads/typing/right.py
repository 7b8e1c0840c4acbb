"""What a program may ask for and do with it: both type checkers have to accept all of it."""

from collections.abc import Iterator

import pulumi

import statsig_pulumi as statsig
from statsig_pulumi.config import Settings
from statsig_pulumi.results import DynamicConfigResult, ExperimentResult, GateResult, GateRuleResult, MetricResult

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

later: pulumi.Output[GateResult] = statsig.get_gate_output(name, provider=eu)
shares: pulumi.Output[float] = later.apply(lambda found: found.rules[0].pass_percentage)
all_of_them: pulumi.Output[list[GateResult]] = statsig.list_gates_output(
    type="STALE", tags=["checkout", name], creator_name=name
)
configs: pulumi.Output[list[DynamicConfigResult]] = statsig.list_dynamic_configs_output(tags="a")
tagged = statsig.list_experiments_output(tags=pulumi.Output.from_input(["a"]), status="active")
statsig.get_ingestion_output("s3", "Events", name)
