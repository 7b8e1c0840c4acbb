"""One stack of the plan: the gates of a team, or what the teams of a Statsig project share."""

from pathlib import Path

import pulumi
from plan import Plan

import statsig_pulumi as statsig
from statsig_pulumi import Rule
from statsig_pulumi import conditions as when

stack = Plan.read(Path(__file__).with_name("plan.yaml")).stacks()[pulumi.get_stack()]

if stack.after is None:
    segment = statsig.Segment(
        "staff", type="rule_based", rules=[Rule(name="mail", conditions=[when.email_contains("@example.com")])]
    )
    pulumi.export("staff", segment.id)
else:
    # The id comes from the other stack's outputs. Before its first `up` it has none, which only a preview may meet.
    shared = pulumi.StackReference(f"{pulumi.get_organization()}/{pulumi.get_project()}/{stack.after}")
    staff = shared.get_output("staff") if pulumi.runtime.is_dry_run() else shared.require_output("staff")
    for name in stack.gates:
        statsig.Gate(f"{stack.team}_{name}", rules=[Rule(name="staff", conditions=[when.in_segment(staff)])])
