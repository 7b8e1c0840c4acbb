"""What text and Markdown say alike, in words. Values and names are others': they are escaped by who prints them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ...redactor import SECRET
from ..differences import ABSENT, Difference
from .report import Change, Changed, Report

_CONTEXT = 20
"""How many characters are shown before the place where two long values part."""
NO_AUTHOR = "who has made the change is not known"
CREATE = "it was deleted; to create it again"
PUT_BACK = "to put it back"


def values(difference: Difference, limit: int) -> tuple[str, str]:
    """Return the old and the new value, each at most about so many characters long."""
    if difference.secret:
        return SECRET, SECRET
    old, new = _text(difference.old), _text(difference.new)
    if max(len(old), len(new)) <= limit:
        return old, new
    if entries := _entries(difference.old, difference.new):
        return _shortened(entries[0], limit), _shortened(entries[1], limit)
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = max(0, same - _CONTEXT)
    return _shortened(old, limit, start), _shortened(new, limit, start)


def _text(value: Any) -> str:
    return "(not set)" if value is ABSENT else json.dumps(value, ensure_ascii=False)


def _entries(old: Any, new: Any) -> tuple[str, str] | None:
    """Return what only the old and only the new of two long lists has."""
    if not isinstance(old, list) or not isinstance(new, list):
        return None
    before, after = (Counter(map(_text, value)) for value in (old, new))
    gone, added = [*(before - after).elements()], [*(after - before).elements()]
    if not gone and not added:
        return None
    return f"{len(old)} entries, with {', '.join(gone) or 'none'}", f"{len(new)}, with {', '.join(added) or 'none'}"


def _shortened(text: str, limit: int, start: int = 0) -> str:
    end = start + limit
    return ("..." if start else "") + text[start:end] + ("..." if end < len(text) else "")


def author(one: Change | Changed) -> tuple[str, str, str, str] | None:
    """Return who, when, the action and what is uncertain; None where nothing is known."""
    found = one.author
    if found is None:
        return None
    return found.by, found.at, found.action, "" if found.certain else ", perhaps: it is the last change of the object"


def reasons(report: Report) -> Iterator[tuple[str, list[str]]]:
    """Yield why resources could not be read, and which."""
    by_reason: dict[str, list[str]] = {}
    for one in report.unreadable:
        by_reason.setdefault(one.reason, []).append(f"{one.stored.kind} {one.stored.name}")
    yield from by_reason.items()
