"""Who gains and who loses access: keys, roles, teams, people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ...schema.json_types import Doc
from .context import Objects
from .preview import Change
from .text import listed, said
from .words import environments


@dataclass(frozen=True)
class Access:
    """What somebody gains, or loses."""

    gains: bool
    text: str


def accesses(change: Change, objects: Objects) -> list[Access]:
    """Return who gains and who loses what by a change."""
    found = _KINDS.get(change.kind_name)
    return [*found(change, objects)] if found else []


def _key(change: Change, _objects: Objects) -> Iterator[Access]:
    old, new = change.old, change.new
    if change.op in ("delete", "replace"):
        yield Access(False, f"whoever uses the {said(old.get('type', ''))} key {said(old.get('description', ''))}")
    if change.op in ("create", "replace"):
        scopes = f" with the scopes {listed(map(said, _list(new, 'scopes')))}" if _list(new, "scopes") else ""
        where = environments(new.get("environments"))
        yield Access(True, f"whoever gets the new {said(new.get('type', ''))} key, for {where}{scopes}")
    if change.op == "update":
        yield from _members(old, new, "scopes", "the key may {}")
        yield from _environments(old, new)
        if "rotate_triggers" in change.fields:
            yield Access(False, "whoever uses the old value of the key: it is rotated")


def _environments(old: Doc, new: Doc) -> Iterator[Access]:
    was, becomes = _list(old, "environments"), _list(new, "environments")
    if was and (not becomes or {*becomes} - {*was}):
        yield Access(True, f"whoever uses the key, in {environments([e for e in becomes if e not in was])}")
    if becomes and (not was or {*was} - {*becomes}):
        lost = environments([e for e in was if e not in becomes]) if was else "all other environments"
        yield Access(False, f"whoever uses the key, in {lost}")


def _role(change: Change, objects: Objects) -> Iterator[Access]:
    old, new = _permissions(change.old), _permissions(change.new)
    who = _people(objects, str((change.new or change.old).get("name", change.name)))
    for gains, permissions in ((True, new - old), (False, old - new)):
        if permissions:
            yield Access(gains, f"{who}: {listed((p.replace('_', ' ') for p in sorted(permissions)), most=12)}")


def _permissions(inputs: Doc) -> set[str]:
    permissions = inputs.get("permissions")
    return {name for name, may in permissions.items() if may is True} if isinstance(permissions, dict) else set()


def _people(objects: Objects, role: str) -> str:
    """Return who has a role: those of the stack, by their addresses."""
    emails = [
        said(one.get("email", ""))
        for (kind, _), one in objects.after.items()
        if kind == "UserRole" and one.get("role") == role
    ]
    return f"people with the role {said(role)}" + (f", {listed(emails)} among them" if emails else "")


def _team(change: Change, _objects: Objects) -> Iterator[Access]:
    team = said((change.new or change.old).get("name", change.name))
    yield from _members(change.old, change.new, "members", "{}: a member of the team " + team)
    yield from _members(change.old, change.new, "admins", "{}: an administrator of the team " + team)


def _members(old: Doc, new: Doc, name: str, text: str) -> Iterator[Access]:
    """Yield what is added to a list, and what goes. A list that nobody manages any more stays as it is."""
    was, becomes = _folded(old, name), _folded(new, name)
    if name in new or not new:
        added, removed = ([v for k, v in a.items() if k not in b] for a, b in ((becomes, was), (was, becomes)))
        for gains, members in ((True, added), (False, removed)):
            if members:
                yield Access(gains, text.replace("{}", listed(map(said, members), most=12)))


def _folded(inputs: Doc, name: str) -> dict[str, Any]:
    return {str(one).casefold(): one for one in _list(inputs, name)}


def _list(inputs: Doc, name: str) -> list[Any]:
    value = inputs.get(name)
    return value if isinstance(value, list) else []


def _user_role(change: Change, _objects: Objects) -> Iterator[Access]:
    who, was, becomes = (
        said((change.new or change.old).get("email", "")),
        change.old.get("role"),
        change.new.get("role"),
    )
    if becomes is not None and was != becomes:
        before = f" in place of {said(was)}" if was is not None else ""
        yield Access(True, f"{who}: the role {said(becomes)}{before}")


def _invite(change: Change, _objects: Objects) -> Iterator[Access]:
    if change.op in ("create", "replace"):
        yield Access(
            True, f"{said(change.new.get('email', ''))} is invited with the role {said(change.new.get('role', ''))}"
        )


_KINDS: dict[str, Callable[[Change, Objects], Iterable[Access]]] = {
    "Key": _key,
    "Role": _role,
    "Team": _team,
    "UserRole": _user_role,
    "UserInvite": _invite,
}
