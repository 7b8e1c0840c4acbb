"""A comparison as text, as Markdown and as JSON. Names and values are other people's: in each they are literal text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ...redactor import clean, each_text, redact
from ..differences import ABSENT
from .differences import Comparison, Difference, Field
from .expectations import Expectation

Projects = tuple[str, str]
"""What the first and the second project are called."""
_SIDES = ("from", "to")
"""What they are called in JSON."""
_LONGEST = 160
"""The characters of a value that people are shown; JSON has all of it."""
_PLAIN = " -,;\"'(){}=%/+?"
"""The signs that mean nothing to Markdown or HTML."""


def summary(comparison: Comparison, projects: Projects) -> str:
    """Return one line with what was found."""
    counts = [sum(1 for one in comparison.differences if one.only_in == where) for where in (None, 0, 1)]
    parts = [f"{counts[0]} differ", *(f"{counts[i + 1]} only in {projects[i]}" for i in (0, 1))]
    parts.append(f"{comparison.same} the same")
    parts += [f"{len(comparison.expected)} differ as expected"] if comparison.expected else []
    parts += [f"{len(comparison.unread)} could not be read"] if comparison.unread else []
    return f"{projects[0]} and {projects[1]}: {', '.join(parts)}"


# -- text ------------------------------------------------------------------------------------------------------


def text(comparison: Comparison, projects: Projects, idle: Sequence[Expectation] = ()) -> str:
    """Return it for a terminal: a line for each field that differs, the count last."""
    lines = [line for _, found in _sections(comparison, projects) for line in _lines(found)]
    unread = (f"? {what} in {projects[side]} could not be read: {error}" for side, what, error in comparison.unread)
    never = (f"expected, and not found: {one.kind} {one.name} {one.field}" for one in idle)
    lines += map(clean, (*unread, *never))
    return "\n".join([*lines, clean(summary(comparison, projects))])


def _sections(comparison: Comparison, projects: Projects) -> Iterator[tuple[str, list[Difference]]]:
    titles = {0: f"Only in {projects[0]}", 1: f"Only in {projects[1]}", None: "Different"}
    for where, title in titles.items():
        yield title, [one for one in comparison.differences if one.only_in == where]
    yield "Different as expected", list(comparison.expected)


def _lines(found: Sequence[Difference]) -> Iterator[str]:
    for one in found:
        mark = "=" if one.reason else {0: "-", 1: "+", None: "~"}[one.only_in]
        yield clean(f"{mark} {one}{f' ({one.reason})' if one.reason else ''}")
        for field in one.fields if not one.reason else ():
            yield f"    {clean(field.path)}: {_shown(field.before)} -> {_shown(field.after)}"


def _shown(value: Any) -> str:
    shown = "(none)" if value is ABSENT else clean(json.dumps(value, ensure_ascii=False))
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}... ({len(shown)} characters)"


# -- Markdown --------------------------------------------------------------------------------------------------


def markdown(comparison: Comparison, projects: Projects) -> str:
    """Return it as Markdown, for a comment or a summary."""
    lines = [f"**{_literal(summary(comparison, projects))}**", ""]
    for title, found in _sections(comparison, projects):
        if found:
            lines += [f"### {_literal(title)}", "", *_markdown_lines(found, projects), ""]
    if comparison.unread:
        lines += ["### Could not be read", ""]
        lines += [f"- {_code(what)} in {_code(projects[side])}: {_code(str(e))}" for side, what, e in comparison.unread]
    return "\n".join(lines).rstrip() + "\n"


def _markdown_lines(found: Sequence[Difference], projects: Projects) -> Iterator[str]:
    for one in found:
        yield f"- {_code(str(one))}{f': {_literal(one.reason)}' if one.reason else ''}"
        if one.fields and not one.reason:
            yield from ("", f"  | Field | {_literal(projects[0])} | {_literal(projects[1])} |", "  |---|---|---|")
            for field in one.fields:
                yield f"  | {_code(field.path)} | {_code(_shown(field.before))} | {_code(_shown(field.after))} |"
            yield ""


def _code(text: str) -> str:
    return f"<code>{_literal(text)}</code>"


def _literal(text: str) -> str:
    """Return a text of which Markdown and HTML make nothing: no tag, no link, no table, no mention."""
    return "".join(c if c.isalnum() or c in _PLAIN or not c.isascii() else f"&#{ord(c)};" for c in clean(text))


# -- JSON ------------------------------------------------------------------------------------------------------


def as_json(comparison: Comparison, projects: Projects, idle: Sequence[Expectation] = ()) -> str:
    """Return it as JSON: ``from``, ``to``, ``same``, ``only_in_from``, ``only_in_to``, ``differing``, ``expected``,
    ``not_found``, ``unread`` and ``exit``. A value that one project does not have has no key."""
    only = [[_object(one) for one in comparison.differences if one.only_in == side] for side in (0, 1)]
    content = {
        "from": projects[0],
        "to": projects[1],
        "same": comparison.same,
        "only_in_from": only[0],
        "only_in_to": only[1],
        "differing": [_object(one) for one in comparison.differences if one.only_in is None],
        "expected": [_object(one) for one in comparison.expected],
        "not_found": [one.model_dump() for one in idle],
        "unread": [{"project": projects[i], "what": w, "error": str(e)} for i, w, e in comparison.unread],
        "exit": comparison.exit_code,
    }
    return json.dumps(each_text(content, redact), indent=2)


def _object(one: Difference) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": one.kind, "name": one.name}
    found |= {"number": one.number} if one.number else {}
    found |= {"only_in": _SIDES[one.only_in]} if one.only_in is not None else {}
    found |= {"fields": [_field(field) for field in one.fields]} if one.fields else {}
    return {**found, "reason": one.reason} if one.reason else found


def _field(field: Field) -> dict[str, Any]:
    values = zip(_SIDES, (field.before, field.after), strict=True)
    return {"path": field.path, **{side: value for side, value in values if value is not ABSENT}}
