"""A report as the body of an issue: one for each stack, which is found again by its first line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from ...redactor import clean
from ..markdown import code, fenced, fitting, size
from . import words
from .report import Change, Changed, Report, Verdict

LIMIT = 60_000
"""The bytes that a body has at most; GitHub takes 65,536 characters."""
_LONGEST = 300
_MOST_LINES = 100
_TITLES: dict[tuple[Verdict, bool], str] = {
    ("none", False): "No drift",
    ("drift", True): "Changed outside of the stack",
    ("unknown", True): "Changed outside of the stack, as far as could be told",
    ("unknown", False): "Whether there is drift could not be told",
}
"""The titles, by the verdict and whether anything has changed."""


def marker(report: Report) -> str:
    """Return the hidden line by which the issue of a stack is found."""
    return f"<!-- statsig-pulumi-drift {quote(report.project, safe='')}/{quote(report.stack, safe='')} -->"


def as_markdown(report: Report) -> str:
    """Return the body. Where it would be too long, resources are named only, and then counted only."""
    title, stack = _TITLES[report.verdict, bool(report.changed)], code(f"{report.project}/{report.stack}")
    head = f"{marker(report)}\n## {title}: {stack}\n\n{report.summary}\n"
    tail = _limited(_tail(report), LIMIT // 4)
    room = LIMIT - size(head + tail) - 200
    sections, left = [], 0
    for one in report.changed:
        section = next((text for text in (_section(one), _short_section(one)) if size(text) <= room), None)
        if section is None:
            left += 1
        else:
            sections.append(section)
            room -= size(section)
    more = f"\nAnd {left} more resources: `statsig-pulumi drift` shows them.\n" if left else ""
    return "".join([head, *sections, more, tail])


def _limited(lines: Iterable[str], room: int) -> str:
    """Return as many lines as there is room for, in bytes."""
    known = [*lines]
    taken = fitting(known, room)
    more = ["\nThere is more: `statsig-pulumi drift` shows it.\n"] if taken < len(known) else []
    return "\n".join([*known[:taken], *more])


def _section(one: Changed) -> str:
    return "\n".join(
        ["", _title(one), *_deleted(one), *(line for c in one.changes for line in _change(c)), *_back(one)]
    )


def _short_section(one: Changed) -> str:
    return "\n".join(["", _title(one), f"{len(one.changes)} differences: too many to show here.", *_back(one)])


def _title(one: Changed) -> str:
    stored = one.stored
    return f"### {stored.kind} {code(stored.name)}\n\n{code(stored.urn)}, id {code(stored.id)}\n"


def _deleted(one: Changed) -> Iterator[str]:
    if one.deleted:
        yield f"**Deleted**, {_author(one)}."


def _back(one: Changed) -> Iterator[str]:
    yield f"\n{'To create it again' if one.deleted else 'To put it back'}:\n"
    yield fenced(one.restore, "sh")
    yield ""


def _change(change: Change) -> Iterator[str]:
    old, new = words.values(change.difference, _LONGEST)
    order = " (order)" * change.difference.is_order
    yield f"* {code(change.path)}{order}: {code(old)} → {code(new)}, {_author(change)}"
    lines = change.keep.splitlines()
    if 0 < len(lines) <= _MOST_LINES:
        where = f", in {code(change.where)}" if change.where else ""
        yield f"\n  To keep it{where}:\n"
        yield re.sub(r"^", "  ", fenced(change.keep, "python"), flags=re.MULTILINE)
        yield ""


def _author(one: Change | Changed) -> str:
    known = words.author(one)
    if known is None:
        return words.NO_AUTHOR
    by, at, action, doubt = known
    return f"by {code(by)}, {code(at)} ({code(action)}){doubt}"


def _tail(report: Report) -> Iterator[str]:
    if report.unreadable:
        yield "\n### Could not be read\n"
    for reason, names in words.reasons(report):
        yield f"* {code(clean(reason))}: {', '.join(map(code, names[:50]))}"
        if len(names) > 50:
            yield f"  and {len(names) - 50} more"
    if report.not_applied:
        yield "\n### Not applied yet\n\nThe program says something else than the state. That is no drift.\n"
        for one in report.not_applied[:50]:
            yield f"* {one.op} {code(one.urn)}{': ' * bool(one.fields)}{', '.join(map(code, one.fields))}"
    if report.ignored:
        yield f"\n{len(report.ignored)} differences are ignored."
    yield from (f"\n{code(clean(note))}" for note in report.notes)
    yield ""
