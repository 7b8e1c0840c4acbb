"""An experiment from setup to a decision: say where it stands with `pulumi config set stage active`."""

import pulumi

import statsig_pulumi as statsig
from statsig_pulumi import Decision, ExperimentMetric, Group

stage = pulumi.Config().get("stage") or "setup"
WINNER = "Short"

audience = statsig.Gate("paying_customers", rules=[statsig.Rule(name="all", pass_percentage=100)])

experiment = statsig.Experiment(
    "button_text",
    hypothesis="A shorter text on the button sells more",
    targeting_gate_id=audience.id,
    primary_metrics=[ExperimentMetric(name="purchase", type="event_count_custom", direction="increase")],
    groups=[
        Group(name="Control", size=50, parameter_values={"text": "Buy these items now"}),
        Group(name=WINNER, size=50, parameter_values={"text": "Buy"}),
    ],
    status="decision_made" if stage == "decided" else "active" if stage == "active" else "setup",
    decision=Decision(group=WINNER, reason="5 % more purchases") if stage == "decided" else None,
    # So that the example can be destroyed at any stage; leave it out where it matters.
    force_destroy=True,
)

pulumi.export("groups", experiment.group_ids)
