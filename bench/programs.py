"""The programs that are compared: the same gates of two rules each, the same config of two megabytes."""

from __future__ import annotations

NOOP = """
import os
from bench.noop import Gate

for n in range(int(os.environ["BENCH_GATES"])):
    Gate(
        f"gate_{n}",
        description=f"The gate of number {n}",
        rules=[
            {
                "name": "staff",
                "conditions": [
                    {"type": "email", "operator": "str_contains_any", "target_value": ["@example.com"]}
                ],
            },
            {
                "name": "rollout",
                "pass_percentage": float(os.environ["BENCH_PERCENTAGE"]),
                "conditions": [{"type": "public"}],
            },
        ],
    )
"""

BARE = NOOP.replace("bench.noop", "bench.bare")

STATSIG = """
import os
import statsig_pulumi as statsig
from statsig_pulumi import Rule, conditions as when

for n in range(int(os.environ["BENCH_GATES"])):
    statsig.Gate(
        f"gate_{n}",
        description=f"The gate of number {n}",
        rules=[
            Rule(name="staff", conditions=[when.email_contains("@example.com")]),
            Rule(
                name="rollout",
                pass_percentage=float(os.environ["BENCH_PERCENTAGE"]),
                conditions=[when.everyone()],
            ),
        ],
    )
"""

LARGE = """
value = {
    f"country_{n}": {
        "name": f"Country {n}",
        "enabled": n % 2 == 0,
        "limit": n,
        "hosts": [f"host-{n}-{i}" for i in range(50)],
    }
    for n in range(2400)
}
"""
NOOP_LARGE = f"""{LARGE}
from bench.noop import DynamicConfig

DynamicConfig("large", default_value=value)
"""
STATSIG_LARGE = f"""{LARGE}
import statsig_pulumi as statsig

statsig.DynamicConfig("large", default_value=value)
"""
