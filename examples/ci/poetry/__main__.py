"""A gate, in a project of Poetry."""

import statsig_pulumi as statsig
from statsig_pulumi import Rule
from statsig_pulumi import conditions as when

statsig.Gate(
    "new_checkout",
    description="One-page checkout",
    rules=[Rule(name="everyone", pass_percentage=10, conditions=[when.everyone()])],
)
