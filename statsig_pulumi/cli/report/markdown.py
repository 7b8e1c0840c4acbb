"""The report as Markdown, for a comment on a pull request and the summary of a job.

A comment has a limit in bytes, and what is cut has to stay whole: so a report is made of blocks, each of which closes
what it opens, and is taken or left. Counts are exact and every risk is named, whatever is left out.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from itertools import groupby

from ...redactor import clean
from ..markdown import code, escaped, fenced, fitting, size
from .differences import Difference
from .entries import Entry, Report, title
from .risks import Finding
from .rollouts import Bar
from .text import number, parts

SMALLEST = 8192
"""The smallest limit, in bytes: what a report says in any case has room in it."""
MARKS = {"high": "🔴", "medium": "🟠", "low": "🟡"}
SIGNS = {"create": "+", "import": "+", "update": "~", "replace": "±", "delete": "-"}
_MOST_LINES = 200
_OPEN_UP_TO = 10
"""With more changes than this, ``auto`` opens none."""


def marker(project: str, stack: str, tag: str = "") -> str:
    """Return the hidden line by which a comment is found again: one for each stack of each project, and each tag."""
    words = [_in_comment(f"{project}/{stack}"), *([_in_comment(tag)] if tag else [])]
    return f"<!-- statsig-pulumi {' '.join(words)} -->"


def _in_comment(text: str) -> str:
    """Return a text as it may stand in a comment of HTML."""
    return clean(text).replace(">", "&gt;")


def markdown(report: Report, own: str, details: str, limit: int) -> str:
    """Return the report.

    Args:
        report: the report.
        own: the hidden line that it begins with.
        details: ``open``, ``closed``, or ``auto`` for those with a risk among a few.
        limit: the most bytes of it in UTF-8, at least ``SMALLEST``.
    """
    head = "\n\n".join([own, *_head(report)])
    foot = f"<sub>{report.basis}</sub>"
    left = limit - size(head) - size(foot) - 8
    risks = _risks(report, left * 2 // 3)
    body = _fitting(report, details, left - size(risks) - 2)
    return "\n\n".join(filter(None, [head, risks, body, foot])) + "\n"


# -- texts -----------------------------------------------------------------------------------------------------


def in_markdown(text: str) -> str:
    """Return a text for a paragraph: what others have written as code, in which nothing has a meaning."""
    return "".join(code(part) if others else escaped(part) for others, part in parts(text))


def in_html(text: str) -> str:
    """Return a text for a line of HTML within Markdown."""
    return "".join(f"<code>{html.escape(part)}</code>" if others else html.escape(part) for others, part in parts(text))


# -- parts of the report ---------------------------------------------------------------------------------------


def _head(report: Report) -> Iterator[str]:
    yield f"## {report.heading}"
    yield f"Stack {code(report.stack_label)}: {report.summary}."
    if report.preview.errors:
        yield "What would change is not known in full, because the preview failed:"
        yield fenced("\n".join(report.error_lines), "text")


def _risks(report: Report, limit: int) -> str:
    """Return the risks: each in a line of its own, or grouped where these do not fit."""
    if not report.findings:
        return "No risks found." if report.entries and not report.preview.errors else ""
    heading = f"### Risks: {number(len(report.findings))}"
    each = "\n".join([f"{heading}\n", *map(_finding, report.findings)])
    return each if size(each) <= limit else "\n".join([f"{heading}\n", *_grouped(report.findings, limit)])


def _finding(finding: Finding) -> str:
    what = f"{title(finding.change)}: " if finding.change else ""
    return f"- {MARKS[finding.risk.level]} **{finding.risk.name}** {in_markdown(what + finding.text)}"


def _grouped(findings: Iterable[Finding], limit: int) -> Iterator[str]:
    """Yield a line for each risk: how often it was found, and the first of what has it."""
    groups = [[*found] for _, found in groupby(sorted(findings, key=_by_risk), key=_by_risk)]
    room = max(limit // len(groups) - 120, 0)
    for found in groups:
        names = [in_markdown(title(one.change)) for one in found if one.change]
        taken = fitting(names, min(room, 1500), 2)
        rest = [f"{number(len(found) - taken)} more"] * (taken < len(found))
        told = ", ".join([*names[:taken], *rest])
        risk = found[0].risk
        yield f"- {MARKS[risk.level]} **{risk.name}** {number(len(found))} times: {told}"


def _by_risk(finding: Finding) -> tuple[int, str]:
    return [*MARKS].index(finding.risk.level), finding.risk.name


def _fitting(report: Report, details: str, room: int) -> str:
    """Return the changes: in full as far as there is room, then in a line, then how many more there are."""
    full = [_full(entry, is_open(entry, report, details)) for entry in report.entries]
    short = [_short(entry) for entry in report.entries]
    if sum(size(text) + 2 for text in full) <= room:
        return "\n\n".join(full)
    shown = fitting(short, room - 400, 2)
    spare = room - 400 - sum(size(text) + 2 for text in short[:shown])
    blocks: list[str] = []
    lines: list[str] = []
    for text, line in zip(full[:shown], short, strict=False):
        more = size(text) - size(line)
        if shown == len(short) and more <= spare:
            blocks.append(text)
            spare -= more
        else:
            lines.append(line)
    hidden = len(short) - shown
    note = (
        f"{number(hidden)} more changes are counted above and not shown: there is no room for them." if hidden else ""
    )
    rest = ["In a line each, for want of room:", "\n".join(lines)] if lines else []
    return "\n\n".join(filter(None, [*blocks, *rest, note]))


def is_open(entry: Entry, report: Report, details: str) -> bool:
    """Return whether the details of a change are shown at once."""
    few = len(report.entries) <= _OPEN_UP_TO
    return details == "open" or (details == "auto" and few and entry.level in ("high", "medium"))


def _short(entry: Entry) -> str:
    mark = f"{MARKS[entry.level]} " if entry.level else ""
    return f"- {mark}`{SIGNS[entry.change.op]}` {in_markdown(f'{entry.title}: {entry.effect}')}"


def _full(entry: Entry, is_open: bool) -> str:
    mark = f"{MARKS[entry.level]} " if entry.level else ""
    summary = f"{mark}<b>{SIGNS[entry.change.op]}</b> {in_html(f'{entry.title}: {entry.effect}')}"
    opening = f"<details{' open' if is_open else ''}><summary>{summary}</summary>"
    return "\n\n".join(filter(None, [opening, *_inside(entry), "</details>"]))


def _inside(entry: Entry) -> Iterator[str]:
    told = [*map(_bar, entry.bars), *(f"- {in_markdown(note)}" for note in entry.notes)]
    for one in entry.accesses:
        told.append(f"- **{'gains' if one.gains else 'loses'} access**: {in_markdown(one.text)}")
    yield "\n".join(told)
    if lines := [line for one in entry.differences for line in difference_lines(one)]:
        more = [f"  ... {number(len(lines) - _MOST_LINES)} more lines"] * (len(lines) > _MOST_LINES)
        yield fenced("\n".join([*lines[:_MOST_LINES], *more]), "diff")


def difference_lines(one: Difference) -> Iterator[str]:
    """Yield a difference as lines of a diff."""
    if one.before is not None:
        yield f"- {one.path}: {one.before}"
    if one.after is not None:
        yield f"+ {one.path}: {one.after}"


def _bar(bar: Bar) -> str:
    who = f" of {in_markdown(bar.who)}" if bar.who else ""
    shown = bar.before if bar.after is None else bar.after
    return f"- {in_markdown(bar.name)} {_blocks(shown)} {change_words(bar)}{who}"


def change_words(bar: Bar) -> str:
    """Return the percentages of a bar: ``10 → 50 %``."""
    if bar.before is None and bar.after is None:
        return "not known yet"
    if bar.before is None:
        return f"new: {number(bar.after or 0)} %"
    if bar.after is None:
        return f"was {number(bar.before)} %"
    return f"{number(bar.after)} %" if bar.before == bar.after else f"{number(bar.before)} → {number(bar.after)} %"


def _blocks(percentage: float | None) -> str:
    filled = round(min(max(percentage or 0, 0), 100) / 10)
    return "▓" * filled + "░" * (10 - filled)
