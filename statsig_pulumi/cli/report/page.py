"""The report as one page of HTML: no script, nothing from elsewhere, everything escaped unless it is said not to be.

Its policy allows the one style sheet that is in it, by its hash.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from .entries import Entry, Report, title
from .markdown import SIGNS, change_words, difference_lines, is_open
from .risks import RISKS, Finding
from .rollouts import Bar
from .text import number, parts, plain

_TEMPLATES = files(__name__.rpartition(".")[0]) / "templates"


def page(report: Report, details: str) -> str:
    """Return the page.

    Args:
        report: the report.
        details: ``open``, ``closed``, or ``auto`` for those with a risk among a few.
    """
    style = (_TEMPLATES / "page.css").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"marked": marked, "plain": plain, "number": number}
    template = environment.from_string((_TEMPLATES / "page.html").read_text(encoding="utf-8"))
    return template.render(
        report=report,
        style=Markup(style),  # noqa: S704 - a file of this package
        style_hash=_hash(style),
        risks=[*_by_risk(report)],
        risk_of=RISKS,
        anchors={id(entry.change): f"c{index}" for index, entry in enumerate(report.entries)},
        signs=SIGNS,
        is_open=lambda entry: is_open(entry, report, details),
        lines=_lines,
        title=title,
        id=id,
        change_words=change_words,
        width=_width,
    )


def marked(text: str) -> Markup:
    """Return a text with what others have written as code."""
    return Markup("").join(
        Markup("<code><bdi>{}</bdi></code>").format(part) if others else escape(part) for others, part in parts(text)
    )


def _hash(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _by_risk(report: Report) -> Iterator[tuple[str, list[Finding]]]:
    names = [*RISKS]
    for name, found in groupby(
        sorted(report.findings, key=lambda f: names.index(f.risk.name)), key=lambda f: f.risk.name
    ):
        yield name, [*found]


def _lines(entry: Entry) -> list[str]:
    return [line for one in entry.differences for line in difference_lines(one)]


def _width(bar: Bar, side: str) -> float:
    """Return the length of one side of a bar, 0 to 100."""
    value = bar.before if side == "before" else bar.after
    return min(max(value or 0.0, 0.0), 100.0)
