"""Keys: the value is the id, so that a new value is another key."""

from __future__ import annotations

from ..context import Answer, Call
from ..store import Doc
from .common import NOT_FOUND, new_id
from .named_collection import Administered
from .registry import on

_PREFIXES = {"SERVER": "secret", "CLIENT": "client", "CONSOLE": "console", "SCIM": "scim", "ORG": "org"}
_RENAMED = {"targetAppID": "primaryTargetApp", "secondaryTargetAppIDs": "secondaryTargetApps"}


def _value(type: str) -> str:
    return f"{_PREFIXES[type]}-{new_id()}{new_id()}"


def _kept(body: Doc) -> Doc:
    return {_RENAMED.get(name, name): value for name, value in body.items()}


def _make(_call: Call, body: Doc) -> Doc:
    return {"scopes": [], "status": "active", **_kept(body), "key": _value(body["type"])}


def _change(_call: Call, doc: Doc, body: Doc) -> Doc:
    return {**doc, **_kept(body)}


KEYS = Administered(
    path="/keys",
    noun="Key",
    make=_make,
    change=_change,
    filters={"primaryTargetApp": "primaryTargetApp", "environment": "environments"},
    id=lambda _call, doc: str(doc["key"]),
    missing=NOT_FOUND,
    taken="",
    attributed=False,
    untold=("id",),
)
KEYS.register()


@on("PATCH /keys/{id}/deactivate")
def _deactivate(call: Call) -> Answer:
    KEYS.save(call, {**KEYS.found(call), "status": "deactivated"})
    return Answer("Key deactivated successfully.")


@on("PATCH /keys/{id}/rotate")
def _rotate(call: Call) -> Answer:
    """Everything but the value stays; the old value is no key any more."""
    old = KEYS.found(call)
    value = _value(old["type"])
    call.project.delete(KEYS.family, old["id"])
    return Answer("Key rotated successfully.", KEYS.told(KEYS.save(call, {**old, "id": value, "key": value})))
