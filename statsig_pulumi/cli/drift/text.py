"""A report for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from ...redactor import clean, literal
from . import words
from .report import Change, Changed, Report

_LONGEST = 200
_MOST_LINES = 30


def as_text(report: Report) -> str:
    """Return the report in lines."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    for one in report.changed:
        yield from _changed(one)
        yield ""
    for reason, names in words.reasons(report):
        yield f"Could not be read: {clean(reason)}"
        yield from (f"  {literal(name)}" for name in names)
        yield ""
    yield from _not_applied(report)
    if report.ignored:
        yield f"Ignored: {literal(', '.join(report.ignored))}"
    yield from (f"Note: {clean(note)}" for note in report.notes)
    yield report.summary
    if len(report.changed) > 1:
        yield f"To put everything back: {report.restore}"


def _changed(one: Changed) -> Iterator[str]:
    stored = one.stored
    yield literal(f"{stored.kind} {stored.name}")
    yield literal(f"  {stored.urn}, id {stored.id}")
    if one.deleted:
        yield f"  {_author(one)}"
    for change in one.changes:
        yield from _change(change)
    yield f"  {words.CREATE if one.deleted else words.PUT_BACK}: {one.restore}"


def _change(change: Change) -> Iterator[str]:
    old, new = words.values(change.difference, _LONGEST)
    yield literal(f"  {change.path}{' (order)' * change.difference.is_order}: {old} -> {new}")
    yield f"    {_author(change)}"
    lines = change.keep.splitlines()
    where = f", in {literal(change.where)}" if change.where else ""
    if len(lines) == 1:
        yield f"    to keep it{where}: {lines[0]}"
    elif lines:
        yield f"    to keep it{where}:"
        yield from (f"      {line}" for line in lines[:_MOST_LINES])
        if len(lines) > _MOST_LINES:
            yield f"      ... and {len(lines) - _MOST_LINES} more lines: see --json"


def _author(one: Change | Changed) -> str:
    known = words.author(one)
    if known is None:
        return words.NO_AUTHOR
    by, at, action, doubt = known
    return literal(f"by {by}, {at} ({action}){doubt}")


def _not_applied(report: Report) -> Iterator[str]:
    if report.not_applied:
        yield "Not applied yet, which is no drift: the program says something else than the state"
        for one in report.not_applied:
            yield literal(f"  {one.op} {one.urn}{': ' * bool(one.fields)}{', '.join(one.fields)}")
        yield ""
