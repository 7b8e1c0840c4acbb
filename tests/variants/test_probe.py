"""``statsig-pulumi probe`` tells the variants that have a row from the emulator."""

from __future__ import annotations

import pytest

from statsig_pulumi.cli.probe.families import all_experiments
from statsig_pulumi.emulator.variants import VARIANTS
from tests.unit.test_probe import Sandbox

WITH_ROW = [
    (name, value) for name, variant in VARIANTS.items() if name in all_experiments() for value in variant.values
]
ALIKE = {
    ("unknown-fields", "reject"),  # which is the emulator's own way
    ("archived-in-list", "none"),
    ("pages", "numbers"),
    ("defaults-returned", "no-nulls"),
    ("defaults-returned", "nulls"),
}
"""Values of which the experiment of the row sees nothing; another value of each it sees."""


@pytest.mark.parametrize(("name", "value"), WITH_ROW)
def test_the_probe_says_that_the_row_of_a_variant_differs(name: str, value: str) -> None:
    sandbox = Sandbox()
    sandbox.emulator.settings(variants={name: value})
    assert sandbox.verdicts(name) == {name: "holds" if (name, value) in ALIKE else "differs"}
