"""What a program may say: both type checkers have to accept all of it."""

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
