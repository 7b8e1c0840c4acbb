"""Roles: sets of permissions."""

from __future__ import annotations

from ..context import Context
from ..contract import document
from ..http import HTTPError, bad_request
from ..store import Doc
from .named_collection import NamedCollection

BUILT_IN = ("Admin", "Member", "Read Only")


def require_role(context: Context, field: str, name: str) -> None:
    """Check that a role exists.

    Raises:
        HTTPError: 400, it does not.
    """
    if name not in BUILT_IN and context.project.get(ROLES.family, name) is None:
        raise bad_request((field, f"Role {name} does not exist"))


def _permissions(body: Doc) -> Doc:
    """Return all permissions; those that the body leaves out are not granted."""
    schemas = document()["$defs"]
    schema = schemas["RoleContractDto"]["properties"]["permissions"]["$ref"].rsplit("/", 1)[1]
    return {**dict.fromkeys(schemas[schema]["properties"], False), **body["permissions"]}


def _build(_context: Context, body: Doc) -> Doc:
    if body["name"] in BUILT_IN:
        raise HTTPError(400, ROLES.name_taken)
    return {**body, "permissions": _permissions(body)}


ROLES = NamedCollection(
    path="/roles",
    noun="Role",
    build=_build,
    apply=lambda _context, doc, body: {**doc, "permissions": _permissions(body)},
    id=lambda _context, doc: str(doc["name"]),
    attributed=False,
    hidden_fields=("id",),
    built_in=tuple(
        {"name": name, "description": "", "permissions": _permissions({"permissions": {}})} for name in BUILT_IN
    ),
)
ROLES.register()
