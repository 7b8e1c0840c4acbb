"""The case of ``ReleasePipeline``."""

from __future__ import annotations

from .case import KindCase
from .shapes import EMAIL, SERVER_IDS

PHASE = {"name": "first", "rules": [{"name": "a", "conditions": [EMAIL]}]}
CASE = KindCase(
    kind="ReleasePipeline",
    family="release_pipelines",
    fields={
        "name": ("Pipeline A", "Pipeline B"),
        "trigger_notice": ("Tell support", "Tell sales"),
        "phases": ([PHASE], [PHASE, {"name": "last"}]),
        "phases[0].name": ("first", "renamed"),
        "phases[0].time_interval_ms": (1000, 2000),
        "phases[0].required_review": (True, False),
        "phases[0].rules": ([{"name": "a"}], [{"name": "a"}, {"name": "b"}]),
        "phases[0].rules[0].name": ("a", "renamed"),
        "phases[0].rules[0].conditions": ([EMAIL], [EMAIL, {"type": "public"}]),
        "phases[0].rules[0].environments": (["production"], ["production", "staging"]),
    },
    inside={
        "phases[0]": {"phases": [PHASE, {"name": "last"}]},
        "phases[0].rules[0]": {"phases": [PHASE, {"name": "last"}]},
    },
    left_out={"phases.id": SERVER_IDS, "phases.rules.id": SERVER_IDS},
)
