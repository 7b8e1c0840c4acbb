"""Values that nobody expects, and changes that put them anywhere into values that are right.

All of it is JSON, so that what was found can be kept in a file. ``UNKNOWN`` stands for a value that a preview does not
know yet.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import hypothesis.strategies as st
from pulumi.output import UNKNOWN as PULUMIS_UNKNOWN

UNKNOWN = "\x00unknown"
GONE = "\x00gone"
"""Takes a value out, in place of giving another."""

HOSTILE_TEXTS = (
    "",
    " ",
    ".",
    "..",
    "../../../etc/passwd",
    "a/b?c=d#e%2F%00",
    '__import__("os").system("touch pwned")',
    "\"\"\"\nimport os\n'''\\",
    "\\",
    "\u2028\u2029\x85\x0b\x0c\r\n",
    "\x1b[2J\x1b]0;owned\x07\x9b31m",
    "\u202ereversed\u202c\u2066\ufeff",
    "--><script>alert(1)</script><!--",
    "```\n</details>\n| a | b |",
    "${{ github.token }} ::set-output name=a::b",
    "{{ 7*7 }} {% raw %} {0.__class__} %s %(a)s",
    "\ud800",
    "\x00",
    "é" * 40,
    "a" * 5000,
    "nan",
    "1e999",
    "9" * 400,
    "[secret]",
    "=cmd|' /C calc'!A0",
    "__proto__",
    "4dabf18193072939515e22adb298388d",
)
ODD_NUMBERS = (0, -1, 1, 2**31, 2**53 + 1, 2**64, 10**400, -0.0, 1.5, 1e308, float("inf"), float("-inf"), float("nan"))

texts = st.sampled_from(HOSTILE_TEXTS) | st.text(max_size=12) | st.text("\ud800\udfff\x00\n{}[]'\"\\", max_size=4)
leaves = st.none() | st.booleans() | st.sampled_from(ODD_NUMBERS) | st.integers() | st.floats() | texts
values: st.SearchStrategy[Any] = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=12
)
"""Any JSON, and what Python's parser takes for it."""


def changes(new: st.SearchStrategy[Any] = values, most: int = 4) -> st.SearchStrategy[list[list[Any]]]:
    """Return changes for ``changed``."""
    return st.lists(st.tuples(st.integers(0, 10_000), new | st.just(GONE)).map(list), max_size=most)


def changed(value: Any, wanted: Iterable[list[Any]]) -> Any:
    """Return a value with changes made in it: ``[number, new]`` puts something in the place of that number."""
    holder = {"value": copy.deepcopy(value)}
    for number, new in wanted:
        if places := [*_places(holder)]:
            places[number % len(places)](copy.deepcopy(new))
    return holder.get("value")


def _places(holder: dict[str, Any] | list[Any]) -> Iterator[Callable[[Any], None]]:
    """Yield what puts a value into each place."""
    for key, inner in [*(holder.items() if isinstance(holder, dict) else enumerate(holder))]:
        yield lambda new, key=key: _put(holder, key, new)
        if isinstance(inner, (dict, list)):
            yield from _places(inner)


def _put(holder: Any, key: Any, new: Any) -> None:
    if new == GONE:
        del holder[key]
    else:
        holder[key] = new


def with_unknowns(value: Any) -> Any:
    """Return a value with what Pulumi has in place of ``UNKNOWN``."""
    if isinstance(value, dict):
        return {key: with_unknowns(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_unknowns(inner) for inner in value]
    return PULUMIS_UNKNOWN if value == UNKNOWN else value
