"""Differences of random inputs: there are some where a refresh would show some, and each is where it says."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
from hypothesis import given

from statsig_pulumi.cli.differences import ABSENT, Difference, Member, compare, dotted
from statsig_pulumi.cli.patterns import covers
from statsig_pulumi.kind import kind_named
from statsig_pulumi.schema.values import changed_fields

SHAPE = kind_named("DynamicConfig").shape()
names = st.sampled_from(["a", "b", "c", "ü[", "x.y"])
json = st.recursive(
    st.none() | st.integers(0, 2) | names, lambda inner: st.lists(inner) | st.dictionaries(names, inner), max_leaves=5
)
rules = st.lists(
    st.fixed_dictionaries(
        {"name": names},
        optional={
            "pass_percentage": st.integers(0, 2),
            "conditions": st.lists(st.fixed_dictionaries({"type": names}, optional={"operator": names}), max_size=2),
            "return_value": st.dictionaries(names, json, max_size=2),
        },
    ),
    max_size=4,
)
inputs = st.fixed_dictionaries(
    {},
    optional={
        "description": names | st.just(""),
        "tags": st.lists(names, max_size=3),
        "default_value": st.dictionaries(names, json, max_size=3),
        "rules": rules,
    },
)


@given(old=inputs, new=inputs)
def test_there_are_differences_where_a_refresh_would_show_one_and_each_is_where_it_says(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    found = compare(SHAPE, old, new)
    assert {one.path[0] for one in found} == {*changed_fields(SHAPE, old, new)}
    for one in found:
        assert one.old is not ABSENT or one.new is not ABSENT or one.is_order
        if one.old is not ABSENT and not one.is_order:
            assert at(old, one) == one.old
    places = [(dotted(one.path, by_index=True), one.is_order, one.old is ABSENT) for one in found]
    assert len({*places}) == len(places)


def at(inputs: Any, difference: Difference) -> Any:
    """What stands at a path of the old inputs."""
    for step in difference.path:
        inputs = inputs[step.index if isinstance(step, Member) else step]
    return inputs


@given(pattern=st.text(max_size=8), text=st.text(max_size=8))
def test_a_pattern_means_itself_and_what_is_within_it(pattern: str, text: str) -> None:
    assert covers(pattern, pattern)
    assert covers(pattern, f"{pattern}.{text}")
    assert covers(pattern, f"{pattern}[{text}")
    assert covers("*", text)
