"""``statsig-pulumi probe`` tells the variants that have a row from the emulator."""

from __future__ import annotations

import os

import pytest

from statsig_pulumi.cli.probe.families import all_experiments
from statsig_pulumi.emulator.variants import VARIANTS
from tests.unit.test_probe import Sandbox

WITH_ROW = [
    (name, value) for name, variant in VARIANTS.items() if name in all_experiments() for value in variant.values
]
SOME = WITH_ROW if "VARIANTS_FIELDS" in os.environ else WITH_ROW[::5]
ALIKE = {
    ("unknown-fields", "reject"),  # which is the emulator's own way
    ("archived-in-list", "none"),
    ("pages", "numbers"),
    ("defaults-returned", "no-nulls"),
    ("defaults-returned", "nulls"),
    ("sent-rollouts", "refused"),
    ("overrides-added", "replaced"),
}
"""Values of which the experiment of the row sees nothing."""
UNTOLD = {("tag-by-name", "not-found"), ("renamed-metric", "old-name"), ("delete-bodies", "refused")}
"""Values that end the experiment of the row."""


@pytest.mark.parametrize(("name", "value"), SOME)
def test_the_probe_says_that_the_row_of_a_variant_differs(name: str, value: str) -> None:
    sandbox = Sandbox()
    sandbox.emulator.settings(variants={name: value})
    verdict = "holds" if (name, value) in ALIKE else "could not tell" if (name, value) in UNTOLD else "differs"
    assert sandbox.verdicts(name) == {name: verdict}
