"""Kinds and functions are imported when they are asked for, and all of them can be."""

from __future__ import annotations

import subprocess
import sys

import pytest

import statsig_pulumi as statsig


def loaded(code: str) -> set[str]:
    """The modules of the package that a fresh process has loaded after running some code."""
    told = "import sys; print(*(name for name in sys.modules if name.startswith('statsig_pulumi')))"
    done = subprocess.run([sys.executable, "-c", f"{code}; {told}"], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("name", statsig.__all__)
def test_every_name_can_be_had(name: str) -> None:
    assert getattr(statsig, name) is not None


def test_a_program_loads_the_kinds_that_it_uses_and_no_others() -> None:
    modules = loaded("from statsig_pulumi import Tag")
    assert "statsig_pulumi.kinds.tag" in modules
    assert not {"statsig_pulumi.kinds.metric", "statsig_pulumi.results"} & modules


def test_the_provider_loads_the_one_kind_that_it_serves() -> None:
    modules = loaded("from statsig_pulumi.provider import StatsigProvider; StatsigProvider('Tag').kind")
    assert {name for name in modules if name.startswith("statsig_pulumi.kinds.")} == {
        "statsig_pulumi.kinds.common",
        "statsig_pulumi.kinds.tag",
    }


def test_a_name_that_is_misspelt_is_told_the_right_one() -> None:
    with pytest.raises(AttributeError, match=r"has no attribute 'Gatee'; did you mean 'Gate'\?"):
        _ = statsig.Gatee  # type: ignore[attr-defined]
