"""A rollout: staff first, then two countries, then a growing share of everybody else."""

import pulumi

import statsig_pulumi as statsig
from statsig_pulumi import GradualRollout, RolloutPhase, Rule
from statsig_pulumi import conditions as when

DAY = 24 * 60 * 60 * 1000
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
        ),
        Rule(name="everybody", pass_percentage=SHARE, conditions=[when.everyone()]),
    ],
    # A higher share is reached in phases: Statsig raises it by itself, and the preview does not call that a difference.
    gradual_rollout_strategy=GradualRollout(
        type="gradual", phases=[RolloutPhase(pass_percent=share, phase_duration_ms=DAY) for share in (1, 10, 50)]
    ),
    # The gate is kept for its history when it goes from this program.
    on_destroy="archive",
)

pulumi.export("gate", gate.id)
pulumi.export("status", gate.current_status)
