"""Overrides of gates and holdouts: the API repeats the plain lists in entries without an environment."""

from __future__ import annotations

from collections.abc import Sequence

from ..schema.json_types import Doc

_ENTRIES = "environmentOverrides"
_LISTS = {"passingIDs": ("passingUserIDs", "passingCustomIDs"), "failingIDs": ("failingUserIDs", "failingCustomIDs")}
"""The lists of an entry, and the plain lists that they repeat."""


def told_once(live: Doc, wanted: Doc) -> Doc:
    """Return live overrides in which every id stands once: in an entry where the program has it there, else in a plain
    list."""
    ours = [entry for entry in wanted.get(_ENTRIES) or [] if not entry.get("environment")]
    plain = {
        name: [id for id in live.get(name) or [] if id in (wanted.get(name) or []) or not _holds(ours, ids, id)]
        for ids, names in _LISTS.items()
        for name in names
    }
    entries = [part for entry in live.get(_ENTRIES) or [] if (part := _own_part(entry, ours, live))]
    return {**live, **plain, _ENTRIES: entries}


def _holds(entries: Sequence[Doc], ids: str, id: str) -> bool:
    return any(id in (entry.get(ids) or []) for entry in entries)


def _own_part(entry: Doc, ours: Sequence[Doc], live: Doc) -> Doc | None:
    """Return an entry without what it repeats; None where nothing is left.

    The API says the unit of an entry, which the program may leave out.
    """
    if entry.get("environment"):
        return entry
    same = [one for one in ours if one.get("unitID") in (entry.get("unitID"), None)]
    part = {ids: [id for id in entry.get(ids) or [] if _is_own(id, ids, same, live)] for ids in _LISTS}
    mine = next((one for one in same if any(_holds([one], ids, id) for ids in part for id in part[ids])), entry)
    return {**entry, **part, "unitID": mine.get("unitID")} if any(part.values()) else None


def _is_own(id: str, ids: str, ours: Sequence[Doc], live: Doc) -> bool:
    """Return whether an id stands in an entry because the program has it there, or else in no plain list."""
    return _holds(ours, ids, id) or not any(id in (live.get(name) or []) for name in _LISTS[ids])
