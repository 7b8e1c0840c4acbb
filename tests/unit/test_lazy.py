"""A program imports only the resources and functions that it uses."""

from __future__ import annotations

import subprocess
import sys

import pytest

import statsig_pulumi as statsig

RESOURCES_OF_A_TAG = {"statsig_pulumi.resources.shared_types", "statsig_pulumi.resources.tag"}


def loaded(code: str) -> set[str]:
    """Return the modules of the package that a new process has loaded after running some code."""
    listing = "import sys; print(*(name for name in sys.modules if name.startswith('statsig_pulumi')))"
    done = subprocess.run([sys.executable, "-c", f"{code}; {listing}"], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("name", statsig.__all__)
def test_every_public_name_can_be_imported(name: str) -> None:
    assert getattr(statsig, name) is not None


def test_a_program_loads_only_the_resources_that_it_uses() -> None:
    modules = loaded("from statsig_pulumi import Tag")
    assert {name for name in modules if name.startswith("statsig_pulumi.resources.")} == RESOURCES_OF_A_TAG
    assert not {name for name in modules if name.startswith(("statsig_pulumi.functions.", "statsig_pulumi.emulator"))}
    assert "statsig_pulumi.client.client" not in modules


def test_the_provider_loads_only_the_kind_that_it_serves() -> None:
    modules = loaded("from statsig_pulumi.provider import StatsigProvider; StatsigProvider('Tag').kind")
    assert {name for name in modules if name.startswith("statsig_pulumi.resources.")} == RESOURCES_OF_A_TAG


def test_a_misspelt_name_is_answered_with_the_right_one() -> None:
    with pytest.raises(AttributeError, match=r"has no attribute 'Gatee'; did you mean 'Gate'\?"):
        _ = statsig.Gatee
