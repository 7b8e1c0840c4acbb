"""Keys. The value is the id, so a rotated key has a new id."""

from __future__ import annotations

from ..context import Context, Success
from ..store import Doc
from .common import NOT_FOUND, new_id
from .named_collection import NamedCollection
from .registry import handles

_PREFIXES = {"SERVER": "secret", "CLIENT": "client", "CONSOLE": "console", "SCIM": "scim", "ORG": "org"}
_RENAMED = {"targetAppID": "primaryTargetApp", "secondaryTargetAppIDs": "secondaryTargetApps"}


def _value(type: str) -> str:
    return f"{_PREFIXES[type]}-{new_id()}{new_id()}"


def _stored_fields(body: Doc) -> Doc:
    return {_RENAMED.get(name, name): value for name, value in body.items()}


def _build(_context: Context, body: Doc) -> Doc:
    # Whoever uses the key acts under this id, also after a rotation.
    acts_as = {"actorID": new_id(), "lastUsed": None}
    return {"scopes": [], "status": "active", **_stored_fields(body), "key": _value(body["type"]), **acts_as}


def _apply(_context: Context, doc: Doc, body: Doc) -> Doc:
    return {**doc, **_stored_fields(body)}


KEYS = NamedCollection(
    path="/keys",
    noun="Key",
    build=_build,
    apply=_apply,
    filters={"primaryTargetApp": "primaryTargetApp", "environment": "environments"},
    id=lambda _context, doc: str(doc["key"]),
    not_found=NOT_FOUND,
    name_taken="",
    attributed=False,
    hidden_fields=("id", "actorID"),
)
KEYS.register()


@handles("PATCH /keys/{id}/deactivate")
def _deactivate(context: Context) -> Success:
    KEYS.save(context, {**KEYS.get_or_404(context), "status": "deactivated"})
    return Success("Key deactivated successfully.")


@handles("PATCH /keys/{id}/rotate")
def _rotate(context: Context) -> Success:
    """Replace the value of a key, and nothing else."""
    old = KEYS.get_or_404(context)
    value = _value(old["type"])
    context.project.delete(KEYS.family, old["id"])
    return Success(
        "Key rotated successfully.", KEYS.visible_fields(KEYS.save(context, {**old, "id": value, "key": value}))
    )
