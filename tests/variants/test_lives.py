"""Under every server that the documentation allows, nothing is lost, is there twice, or differs without end."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from statsig_pulumi import redactor
from statsig_pulumi.emulator.variants import VARIANTS
from tests.resources import CASES

from .impossible import IMPOSSIBLE, is_impossible
from .lives import Life, Refused
from .subjects import Subject, subjects

SEED = os.environ.get("VARIANTS_SEED", "0")
MIXES = int(os.environ.get("VARIANTS_MIXES", "3"))
FIELDS = int(os.environ.get("VARIANTS_FIELDS", "0"))
"""How many fields of each kind are tried under each variant; 0: one of two kinds, under some of the variants."""
SINGLE = [f"{name}={value}" for name, variant in VARIANTS.items() for value in variant.values]
FEW = ("Gate", "Experiment", "DynamicConfigRule", "GateOverrides", "SegmentIds", "Key", "Layer", "Team")
TELLING = ("description", "tags", "rules", "name", "team")
"""The fields that tell most: they can be empty, or follow from others."""


def told(subject: Subject, variants: dict[str, str], folder: Path) -> list[str]:
    """Return what is wrong with a life, but for what is impossible."""
    try:
        found = [*Life(subject, variants, Path(mkdtemp(dir=folder))).run()]
    except Refused as refused:
        text = str(refused)
        assert "bug in statsig-pulumi" not in text, (subject, variants, text)
        assert "\n" not in text
        found = [text]
    return [f"{subject.kind}.{subject.path}: {one}" for one in found if not is_impossible(subject, variants, one)]


def chosen(count: int, seed: str) -> Iterator[Subject]:
    """Yield some fields of each kind, the telling ones first; without a count those of a few kinds alone."""
    rng = random.Random(seed)
    for kind in CASES if FIELDS else rng.sample(FEW, 1):
        mine = [one for one in subjects() if one.kind == kind]
        rng.shuffle(mine)
        mine.sort(key=lambda one: one.path not in TELLING)
        yield from mine[: max(1, count)]


def mix(seed: str) -> dict[str, str]:
    """Return several variants at once."""
    rng = random.Random(seed)
    names = rng.sample([*VARIANTS], rng.randint(2, 6))
    return {name: rng.choice([*VARIANTS[name].values]) for name in names}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path))
    monkeypatch.setattr(redactor, "redact", redactor.Redactor())  # no secret of one life is one in another
    return tmp_path


@pytest.mark.parametrize("variant", SINGLE if FIELDS else SINGLE[::8])
def test_a_life_under_one_variant(variant: str, folder: Path) -> None:
    name, _, value = variant.partition("=")
    wrong = [one for subject in chosen(FIELDS, SEED + variant) for one in told(subject, {name: value}, folder)]
    assert wrong == []


@pytest.mark.parametrize("number", range(MIXES))
def test_a_life_under_several_variants(number: int, folder: Path) -> None:
    variants = mix(f"{SEED} {number}")
    wrong = [one for subject in chosen(FIELDS, f"{SEED} {number}") for one in told(subject, variants, folder)]
    assert wrong == [], variants


def test_the_table_of_what_is_impossible_names_variants_that_exist() -> None:
    assert {one.variant for one in IMPOSSIBLE} <= {"", *SINGLE}


@pytest.mark.parametrize(
    ("variant", "subject", "said"),
    [
        ("update-with-empty-text=refused", Subject("Gate", "description"), "Must not be empty"),
        ("update-with-empty-text=ignored", Subject("Gate", "description"), "left description as before"),
        ("update-with-empty-list=refused", Subject("Gate", "tags"), "Must not be empty"),
        ("update-with-empty-list=ignored", Subject("Gate", "tags"), "left tags as before"),
        ("update-with-null=refused", Subject("Gate", "team"), "Must not be empty"),
        ("update-with-null=ignored", Subject("Gate", "team"), "left team as before"),
        ("fractional-percentage=refused", Subject("Holdout", "pass_percentage"), "whole number"),
        ("id-beside-name=ignored", Subject("Gate", "description"), "already in use"),
        ("key-shown-again=hidden", Subject("Key", "scopes"), "does not show"),
    ],
)
def test_what_is_impossible_is_one_clear_error(variant: str, subject: Subject, said: str, folder: Path) -> None:
    name, _, value = variant.partition("=")
    with pytest.raises(Refused, match=said) as refused:
        list(Life(subject, {name: value}, folder).run())
    assert "\n" not in str(refused.value)
