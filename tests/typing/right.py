"""What a program may say: both type checkers have to accept all of it."""

from collections.abc import Awaitable, Mapping
from typing import Any

import pulumi

import statsig_pulumi as statsig
from statsig_pulumi import ConfigRule, Decision, EventsMapping, Group, Rule
from statsig_pulumi import conditions as when

emails: list[str] = ["ada@example.com"]
ids = ["a", "b"]

staff = statsig.Gate(
    "staff",
    rules=[Rule(name="a", pass_percentage=1, conditions=[when.email_contains("@example.com"), when.user_in(*ids)])],
    tags=["x"],
    is_enabled=True,
    opts=pulumi.ResourceOptions(protect=True),
    adopt=True,
    on_destroy="archive",
)
statsig.Gate(
    "dependent",
    team_id=statsig.Team("Checkout", members=emails).id,
    description=pulumi.Output.concat("after ", staff.id),
    target_apps="web",
    rules=[
        Rule(
            name="staff",
            pass_percentage=pulumi.Output.from_input(12.5),
            conditions=[
                when.passes_gate(staff.id),
                statsig.Condition(type="custom_field", operator="any", field="plan", target_value=["pro", staff.id]),
                statsig.Condition(type="custom_field", operator="gt", field="age", target_value=31),
            ],
        )
    ],
)
statsig.DynamicConfig(
    "limits", default_value={"a": [1, {"b": None}]}, rules=[ConfigRule(name="a", return_value={"x": 1})]
)
copy = statsig.Experiment(
    "copy",
    groups=[Group(name="Control", size=50, parameter_values={}), Group(name="Test", size=50, parameter_values={})],
    status="decision_made",
    decision=Decision(group="Test", reason="better"),
    targeting_gate_id=staff.id,
)
statsig.Ingestion(
    "orders",
    type="s3",
    dataset="Events",
    column_mapping=EventsMapping(event_name="n", timestamp="t", ids={"userID": "u"}),
)
eu = statsig.Provider("eu", console_api_key=pulumi.Config().require_secret("key"))
statsig.Gate("elsewhere", opts=pulumi.ResourceOptions(provider=eu))

status: pulumi.Output[str] = staff.current_status
groups: pulumi.Output[dict[str, str]] = copy.group_ids
existing: statsig.Gate = statsig.Gate.get("theirs", "their_gate")

# Every argument is an output as well: None where the program may leave it out.
shouted: pulumi.Output[str] = staff.description.apply(lambda text: (text or "").upper())
rules: pulumi.Output[list[dict[str, Any]] | None] = staff.rules
percentage: pulumi.Output[float] = staff.rules.apply(lambda given: given[0]["pass_percentage"] if given else 0)
enabled: pulumi.Output[bool | None] = staff.is_enabled
tag_name: pulumi.Output[str] = statsig.Tag("checkout").name
apps: pulumi.Output[str | list[str] | None] = staff.target_apps
values: pulumi.Output[dict[str, Any] | None] = statsig.DynamicConfig("limits").default_value
type_of_key: pulumi.Output[str] = statsig.Key("backend", type="SERVER").type
theirs: pulumi.Output[str | None] = statsig.Gate.get("theirs", "their_gate").description
statsig.GateRule("partners", gate_id=staff.gate_id, conditions=[when.everyone()])
statsig.Gate("tagged", tags=[tag_name], description=tag_name)


async def looked_up() -> str:
    """What a program awaits, it can hand on as well."""
    return "eu"


statsig.Gate("awaited", description=looked_up())


class Feature(pulumi.ComponentResource):
    """A component hands on what it is given."""

    def __init__(
        self,
        name: str,
        description: pulumi.Input[str],
        on: pulumi.Input[bool],
        size: Awaitable[float],
        tags: list[pulumi.Input[str]],
        users: pulumi.Input[list[str]],
        value: Mapping[str, object],
        team: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__("shop:Feature", name)
        conditions = [statsig.Condition(type="user_id", operator="any", target_value=users)]
        self.gate = statsig.Gate(
            name,
            description=description,
            is_enabled=on,
            team=team,
            tags=tags,
            rules=[Rule(name=description, pass_percentage=size, conditions=conditions)],
            opts=pulumi.ResourceOptions(parent=self),
        )
        statsig.DynamicConfig(name, default_value=dict(value), description=self.gate.gate_id)
