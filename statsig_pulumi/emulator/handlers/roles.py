"""Roles: sets of permissions that people have."""

from __future__ import annotations

from ..context import Call
from ..contract import document
from ..http import Refusal, bad_request
from ..store import Doc
from .named_collection import Administered

BUILT_IN = ("Admin", "Member", "Read Only")


def known_role(call: Call, field: str, name: str) -> None:
    """Refuse a role that there is not.

    Raises:
        Refusal: 400.
    """
    if name not in BUILT_IN and call.project.get(ROLES.family, name) is None:
        raise bad_request((field, f"Role {name} does not exist"))


def _permissions(body: Doc) -> Doc:
    """All permissions; those that are not sent are not given."""
    schemas = document()["$defs"]
    schema = schemas["RoleContractDto"]["properties"]["permissions"]["$ref"].rsplit("/", 1)[1]
    return {**dict.fromkeys(schemas[schema]["properties"], False), **body["permissions"]}


def _make(_call: Call, body: Doc) -> Doc:
    if body["name"] in BUILT_IN:
        raise Refusal(400, ROLES.taken)
    return {**body, "permissions": _permissions(body)}


ROLES = Administered(
    path="/roles",
    noun="Role",
    make=_make,
    change=lambda _call, doc, body: {**doc, "permissions": _permissions(body)},
    id=lambda _call, doc: str(doc["name"]),
    attributed=False,
    untold=("id",),
)
ROLES.register()
