"""The overrides of a whole project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..context import Context, Success
from ..store import Doc
from . import autotunes, experiments, gates, holdouts, layers
from .registry import handles

_SECTIONS = {
    "gates": gates.OVERRIDES,
    "holdouts": holdouts.OVERRIDES,
    "experiments": experiments.OVERRIDES,
    "autotunes": autotunes.OVERRIDES,
    "layers": layers.OVERRIDES,
}
_IDS = ("ids", "passingIDs", "failingIDs")


@handles("GET /overrides")
def _read(context: Context) -> Success:
    """List what has overrides, of each kind; with ``userId``, what has some for this id."""
    wanted = context.param("userId"), _folded(context.param("idType", "userID"))
    data = {name: [*_matching(context, overrides, *wanted)] for name, overrides in _SECTIONS.items()}
    return Success("Overrides read successfully.", data)


def _folded(unit: str) -> str:
    """Return the same for ``userID`` and ``user_id``."""
    return re.sub(r"_", "", unit).casefold()


def _matching(context: Context, overrides: Any, id: str, unit: str) -> Iterator[Doc]:
    for doc in overrides.collection.all(context):
        found = overrides.of(context, doc)
        lists = {name: [*_narrowed(name, found[name], id, unit, doc)] if id else found[name] for name in found}
        if any(lists.values()):
            yield {"id": doc["id"], "name": doc.get("name", doc["id"]), **lists}


def _narrowed(name: str, entries: list[Any], id: str, unit: str, doc: Doc) -> Iterator[Any]:
    """Yield what is for one id; overrides of gates and segments are for none."""
    for entry in entries:
        if isinstance(entry, str):
            own = "userID" if "User" in name else doc["idType"]
            if entry == id and _folded(own) == unit:
                yield entry
            continue
        own = next((entry[field] for field in ("unitID", "unitType", "idType") if entry.get(field)), doc["idType"])
        if _folded(own) == unit and any(id in entry.get(ids, []) for ids in _IDS):
            yield {**entry, **{ids: [one for one in entry[ids] if one == id] for ids in _IDS if ids in entry}}
