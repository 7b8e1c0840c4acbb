"""A rollout: staff first, then two countries, then a growing share of everybody else."""

import pulumi

import statsig_pulumi as statsig
from statsig_pulumi import Rollout, Rule
from statsig_pulumi import conditions as when

SHARE = pulumi.Config().get_float("share") or 0.5

gate = statsig.Gate(
    "new_search",
    description="Search over product reviews",
    tags=["search"],
    rules=[
        Rule(name="staff", conditions=[when.email_contains("@example.com")]),
        Rule(
            name="nordics",
            pass_percentage=10,
            conditions=[when.in_country("SE", "NO"), when.app_version_at_least("4.2.0")],
            # Statsig raises the share by itself; the preview does not call that a difference.
            pending_automated_rollouts=[Rollout(time=1893456000000, pass_percent=50)],
        ),
        Rule(name="everybody", pass_percentage=SHARE, conditions=[when.everyone()]),
    ],
    # The gate is kept for its history when it goes from this program.
    on_destroy="archive",
)

pulumi.export("gate", gate.id)
pulumi.export("status", gate.current_status)
