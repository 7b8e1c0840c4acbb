"""Conditions and texts in plain words."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from statsig_pulumi.cli.report.text import as_json, counted, listed, plain, said
from statsig_pulumi.cli.report.words import audience
from statsig_pulumi.resources.rule import Operator

from .previews import Doc, condition


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        ([], "everybody"),
        ([condition("public")], "everybody"),
        ([condition("country", "any", ["US", "CA"])], "users in US or CA"),
        ([condition("country", "none", "US")], "users not in US"),
        ([condition("os_name", "any", ["iOS"]), condition("country", "any", ["SE"])], "users on iOS in SE"),
        ([condition("passes_gate", None, "a"), condition("fails_gate", None, "b")],
         "users who pass the gate a and who do not pass the gate b"),
        ([condition("passes_segment", None, "s")], "users in the segment s"),
        ([condition("email", "str_contains_any", ["@x"])], "users whose e-mail address contains @x"),
        ([condition("custom_field", "gt", 5, field="age")], "users whose age is above 5"),
        ([condition("custom_field", "is_null", field="plan")], "users whose plan is missing"),
        ([condition("app_version", "version_gte", "1.2")], "users whose app version is at least 1.2"),
        ([condition("time", "after", 1735689600000)], "users after 2025-01-01 00:00 UTC"),
        ([condition("custom_field", "before", "soon", field="end")], "users whose end is before soon"),
        ([condition("experiment_group", "any", ["B"], field="exp")], "users in the group B of the experiment exp"),
        ([condition("user_id", "any", list("abcdefgh"))], "users whose user id is a, b, c, d or 4 more"),
        ([condition("brand_new", "like", "x")], "users whose brand_new like x"),
        ("[secret]", "users that are not shown"),
        ("nonsense", "everybody"),
    ],
)  # fmt: skip
def test_conditions_say_who(conditions: Any, words: str) -> None:
    assert plain(audience(conditions)) == words


def test_other_units_are_named() -> None:
    assert audience([], "companyID") == "all companies"
    assert plain(audience([condition("country", "any", ["US"])], "storeID")) == "units of storeID in US"


@pytest.mark.parametrize("operator", get_args(Operator))
def test_every_operator_has_words(operator: str) -> None:
    one: Doc = condition("custom_field", operator, "v", field="f")
    assert operator not in plain(audience([one])).split() or operator in ("on", "after", "before")


def test_numbers_and_lists_read_well() -> None:
    assert counted(1, "gate") == "one gate"
    assert counted(1200, "gate") == "1,200 gates"
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"


def test_what_others_write_is_cut_and_stays_on_one_line() -> None:
    assert len(plain(said("x" * 10_000))) == 120
    assert plain(said("a\nb")) == "a b"
    assert plain(said("")) == '""'
    assert as_json({"a": "b\nc"}) == '{"a": "b\\nc"}'
