"""Kinds and functions are imported when a program uses them, and every public name can be imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

import statsig_pulumi as statsig


def loaded(code: str) -> set[str]:
    """The modules of the package that a fresh process has loaded after running some code."""
    listing = "import sys; print(*(name for name in sys.modules if name.startswith('statsig_pulumi')))"
    done = subprocess.run([sys.executable, "-c", f"{code}; {listing}"], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("name", statsig.__all__)
def test_every_public_name_can_be_imported(name: str) -> None:
    assert getattr(statsig, name) is not None


def test_a_program_loads_only_the_kinds_that_it_uses() -> None:
    modules = loaded("from statsig_pulumi import Tag")
    assert "statsig_pulumi.resources.tag" in modules
    assert not {"statsig_pulumi.resources.metric", "statsig_pulumi.functions.results"} & modules


def test_the_provider_loads_only_the_kind_that_it_serves() -> None:
    modules = loaded("from statsig_pulumi.provider import StatsigProvider; StatsigProvider('Tag').kind")
    assert {name for name in modules if name.startswith("statsig_pulumi.resources.")} == {
        "statsig_pulumi.resources.shared_types",
        "statsig_pulumi.resources.tag",
    }


def test_the_error_for_a_misspelt_name_suggests_the_right_one() -> None:
    with pytest.raises(AttributeError, match=r"has no attribute 'Gatee'; did you mean 'Gate'\?"):
        _ = statsig.Gatee  # type: ignore[attr-defined]
