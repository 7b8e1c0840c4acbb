"""A small product team in code: who they are, what they roll out, what they try, what they measure."""

import pulumi

import statsig_pulumi as statsig
from statsig_pulumi import ConfigRule, EventsMapping, Group, Rule
from statsig_pulumi import conditions as when

team = statsig.Team(
    "Checkout",
    description="Cart, payment and everything between them",
    members=["ada@example.com", "grace@example.com"],
    admins=["ada@example.com"],
)

staff = statsig.Gate(
    "staff",
    description="People who work here",
    team_id=team.id,
    rules=[
        Rule(name="employees", conditions=[when.email_contains("@example.com")]),
        Rule(name="partners", conditions=[when.custom_field("company", "any", ["Acme", "Initech"])]),
    ],
)

new_checkout = statsig.Gate(
    "new_checkout",
    description="One-page checkout",
    team_id=team.id,
    tags=["checkout"],
    rules=[
        Rule(name="staff", conditions=[when.passes_gate(staff.id)]),
        Rule(name="nordics", pass_percentage=12.5, conditions=[when.in_country("SE", "NO", "DK")]),
        Rule(name="everyone else", pass_percentage=0.25, conditions=[when.everyone()]),
    ],
)

statsig.Gate(
    "express_payment",
    description="One-click payment, rolled out to everybody in June",
    team_id=team.id,
    status="Launched",
)

statsig.DynamicConfig(
    "checkout_limits",
    description="What one order may hold",
    team_id=team.id,
    json_schema='{"type": "object", "properties": {"max_items": {"type": "integer", "minimum": 1}}}',
    default_value_json5="""{
  // The warehouse packs at most this many into one parcel.
  max_items: 20,
}""",
    rules=[ConfigRule(name="staff", conditions=[when.passes_gate(staff.id)], return_value={"max_items": 500})],
)

checkout_copy = statsig.Experiment(
    "checkout_copy",
    hypothesis="The shorter the button's text, the more people press it",
    team_id=team.id,
    targeting_gate_id=new_checkout.id,
    groups=[
        Group(name="Control", size=33.3, parameter_values={"button": "Buy these items now"}),
        Group(name="Short", size=33.3, parameter_values={"button": "Buy now"}),
        Group(name="Shortest", size=33.4, parameter_values={"button": "Buy"}),
    ],
    # setup -> active -> decision_made: say the next status here when it is time, with
    # decision=Decision(group="Short", reason="...") for the last one.
    status="active",
    # `make down` takes everything away, even an experiment that runs. Leave this out where it matters.
    force_destroy=True,
)

statsig.Ingestion(
    "orders",
    type="snowflake-v2",
    dataset="Events",
    query="select name, placed_at, user_id from orders",
    column_mapping=EventsMapping(event_name="name", timestamp="placed_at", ids={"userID": "user_id"}),
    enabled=True,
)
statsig.IngestionSchedule("events", dataset="Events", scheduled_hour_pst=3)

pulumi.export("gate", new_checkout.id)
pulumi.export("groups", checkout_copy.group_ids)
