"""Single rules of a gate or a dynamic config that is managed elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..client.paths import placeholders
from ..errors import NotFound
from ..replies import documented_shape
from ..schema.documents import three_way_merge
from ..schema.json_types import Doc
from ..schema.shape import Shape
from .contents import Contents, no_parent, refuse_others
from .operations import Routes, Target, invoke, soon, unless_gone

if TYPE_CHECKING:
    from ..client.client import Client


def _listed(client: Client, path: str, **ids: Any) -> list[Doc] | None:
    """Return the rules of an object; None where there is no such object.

    A gate's come in one entry that holds them: in a list of one, says the API's schema, by itself, says its example.
    """
    found: Any = unless_gone(lambda: client.request("GET", path, **ids))
    if found is None:
        return None
    entries = found if isinstance(found, list) else [found]
    with documented_shape(path):
        rules = [rule for entry in entries for rule in entry.get("rules", [entry] if "name" in entry else [])]
        if all(isinstance(rule["id"], str) for rule in rules):
            return rules
        raise TypeError("an id that is no text")


def _lasting_id(doc: Doc) -> str:
    """Return the id that stays: a rule's own moves with its percentage, ``<baseID>:<percentage>:<n>``."""
    return str(doc.get("baseID") or doc["id"].partition(":")[0])


def _is(doc: Doc, id: str) -> bool:
    """Return whether a member is the one with an id, which may be of an earlier percentage."""
    return id == doc["id"] or id.partition(":")[0] == _lasting_id(doc)


def _locked(client: Client, member: str, parent: str) -> AbstractContextManager[None]:
    """Let all changes of one object's rules wait for each other; ``member`` is the path of a rule."""
    return client.locked(f"{member.partition('/{')[0]}/{parent}")


@dataclass(frozen=True)
class SubResource(Routes):
    """One member of a list inside an object: a rule of a gate or a dynamic config that is managed elsewhere.

    The ``Path`` field says which object, the ``Key`` which member. The id that Pulumi keeps is both ids.

    Args:
        list_: lists the members.
        create: adds one; where there is no such operation, the PATCH of the object, which takes the whole list.
        member: the path of a member; the first placeholder is the object's id, the second the member's.
    """

    list_: str
    create: str
    member: str
    tells_creation = False

    def find(self, client: Client, target: Target) -> tuple[str, Doc] | None:
        """Find it by its name."""
        for doc in self._members(client, target.parent):
            if doc.get(target.key_wire) == target.key:
                return f"{target.parent}/{_lasting_id(doc)}", doc
        return None

    def read_object(self, client: Client, id: str, target: Target) -> Doc | None:
        """Find it by its id, in the list."""
        parent, _, own = id.rpartition("/")
        return next((doc for doc in self._members(client, parent) if _is(doc, own)), None)

    def create_object(self, client: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """Add it.

        Raises:
            AlreadyExists: there is one of this name.
            NotFound: there is no such object.
        """
        method, path = self.create.split(" ", 1)
        ids: Doc = {placeholders(path)[0]: target.parent}
        with _locked(client, self.member, target.parent):  # two rules of one object may be on their way at once
            if method == "PATCH":
                body = {"rules": [*self._members(client, target.parent), body]}
            client.request(method, path, body=body, **ids)
            found = soon(client, lambda: self.find(client, target), bool)  # before the next one reads the whole list
        if found is None:
            raise NotFound("it has been added and is not there", method=method, path=path)
        return found

    def update_object(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """PATCH it."""
        with _locked(client, self.member, id.rpartition("/")[0]):
            client.request("PATCH", self.member, body=body, **self._path_ids(client, id))
        return {}

    def delete_object(self, client: Client, id: str, target: Target) -> None:
        """Remove it."""
        with _locked(client, self.member, id.rpartition("/")[0]):
            unless_gone(lambda: client.request("DELETE", self.member, **self._path_ids(client, id)))

    def operations(self, shape: Shape) -> Mapping[str, str]:
        """Return those of the list and of a member."""
        return {
            self.create: "create",
            self.list_: "read",
            f"PATCH {self.member}": "update",
            f"DELETE {self.member}": "delete",
        }

    def inputs_from_id(self, id: str, shape: Shape) -> Doc:
        """Return the object that it belongs to."""
        return {shape.marked("path")[0].name: id.rpartition("/")[0]}

    def _members(self, client: Client, parent: str) -> list[Doc]:
        path = self.list_.split(" ", 1)[1]
        return _listed(client, path, **dict.fromkeys(placeholders(path), parent)) or []

    def _path_ids(self, client: Client, id: str) -> Doc:
        """Return the ids of a member's path; the member's own is the present one."""
        parent, _, own = id.rpartition("/")
        present = next((doc["id"] for doc in self._members(client, parent) if _is(doc, own)), own)
        return dict(zip(placeholders(self.member), (parent, present), strict=True))


@dataclass(frozen=True)
class SubResources(Contents):
    """Several members of a list inside an object, matched by their names; the others are neither read nor changed.

    Args:
        field: the field that holds them, alike in the program and on the wire.
        list_: lists all members.
        create: adds one.
        member: the path of a member.
    """

    field: str
    list_: str
    create: str
    member: str

    def read_object(self, client: Client, id: str, target: Target) -> Doc | None:
        """Return those that the program has, in its order."""
        live = self._live(client, id)
        if live is None:
            return None
        wanted = target.body.get(self.field)
        return {self.field: [live[m["name"]] for m in wanted if m["name"] in live] if wanted else [*live.values()]}

    def create_object(self, client: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """Add them.

        Raises:
            AlreadyExists: there is one of these names.
            NotFound: there is no such object.
        """
        id, path = target.parent, self.list_.split(" ", 1)[1].format(id=target.parent)
        live = self._live(client, id)
        if live is None:
            raise no_parent(path, target.shape)
        if not target.resumes:
            refuse_others(path, [m for m in body[self.field] if m["name"] in live], target)
        return id, self.update_object(client, id, target, body, {})

    def update_object(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """Remove, change and add.

        Raises:
            AlreadyExists: there is one of a name that the program did not have before, and it is not as the program
                says.
        """
        with _locked(client, self.member, id):
            client.change(lambda: self._update(client, id, target, body, old), converges=True)
        return {}

    def _update(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> None:
        path, live = self.list_.split(" ", 1)[1].format(id=id), self._live(client, id)
        if live is None:
            raise no_parent(path, target.shape)
        if old:
            refuse_others(path, [*self._others(live, body, old)], target)
        self._bring(client, id, live, self._merged(live, target, body), old)

    def _others(self, live: dict[str, Doc], body: Doc, old: Doc) -> Iterator[Doc]:
        """Yield what is there of a name that the program adds. What is as it says may be from a lost attempt."""
        before = {member["name"] for member in old.get(self.field, [])}
        for member in body.get(self.field, []):
            there = live.get(member["name"], {}) if member["name"] not in before else {}
            if any(there.get(name, value) != value for name, value in member.items()):
                yield there

    def _merged(self, live: dict[str, Doc], target: Target, body: Doc) -> Doc:
        """Return the body with what is live in place of what the program leaves unchanged, or does not set."""
        item = target.shape.properties[self.field].shape.item
        old, new = ({m["name"]: m for m in inputs.get(self.field, [])} for inputs in (target.old, target.state))
        members = []
        for member in body.get(self.field, []):
            name = member["name"]
            if item and name in new and name in live:
                merged = three_way_merge(item, old.get(name, {}), new[name], live[name])
                members.append({field: merged.get(field, value) for field, value in member.items()})
            else:
                members.append(member)
        return {**body, self.field: members}

    def _bring(self, client: Client, id: str, live: dict[str, Doc], body: Doc, old: Doc) -> None:
        wanted = {member["name"]: member for member in body.get(self.field, [])}
        before = {member["name"]: member for member in old.get(self.field, [])}
        for name in [name for name in before if name not in wanted and name in live]:
            self._remove(client, id, live[name])
        for name, member in wanted.items():
            doc = live.get(name)
            if doc is None:
                invoke(client, self.create, {placeholders(self.create)[0]: id}, body=member)
            elif member != before.get(name) and any(value != doc.get(field) for field, value in member.items()):
                invoke(client, f"PATCH {self.member}", self._ids(id, doc), body=member)

    def delete_object(self, client: Client, id: str, target: Target) -> None:
        """Remove them."""
        for member in (self.read_object(client, id, target) or {self.field: []})[self.field]:
            if member["name"] in target.held:
                continue
            self._remove(client, id, member)

    def is_unique(self, inputs: Doc) -> bool:
        """Return False: several resources can have rules of one object."""
        return False

    def parts(self, body: Doc) -> frozenset[str] | None:
        """Return the names of the rules."""
        return frozenset(member["name"] for member in body.get(self.field, []))

    def operations(self, shape: Shape) -> Mapping[str, str]:
        """Return those of the list and of a member."""
        return {
            self.list_: "read",
            self.create: "create, update",
            f"PATCH {self.member}": "update",
            f"DELETE {self.member}": "delete, update",
        }

    def _live(self, client: Client, id: str) -> dict[str, Doc] | None:
        members = _listed(client, self.list_.split(" ", 1)[1], id=id)
        return None if members is None else {member["name"]: member for member in members}

    def _remove(self, client: Client, id: str, member: Doc) -> None:
        unless_gone(lambda: invoke(client, f"DELETE {self.member}", self._ids(id, member)))

    def _ids(self, id: str, member: Doc) -> Doc:
        return dict(zip(placeholders(self.member), (id, member["id"]), strict=True))
