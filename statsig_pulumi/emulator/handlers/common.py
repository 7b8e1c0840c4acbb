"""What families share: collections, ids, members of lists, attribution."""

from __future__ import annotations

import secrets
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..context import Answer, Call
from ..contract import operations
from ..http import Refusal, bad_request
from ..store import Doc
from .registry import on

_LETTERS = string.ascii_letters + string.digits
MAKER = "CONSOLE API"
NOT_FOUND = "Not Found. The requested resource could not be found."


def new_id() -> str:
    """An id as the server makes them: 22 letters and digits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(22))


def id_of(body: Mapping[str, Any]) -> str:
    """The id that a body asks for, or the one that follows from its name."""
    return str(body.get("id") or str(body["name"]).lower().replace(" ", "_"))


def made(call: Call) -> Doc:
    """Who made it, and when."""
    return {
        "createdTime": call.now,
        "creatorID": None,
        "creatorName": MAKER,
        "creatorEmail": None,
        "owner": {"ownerID": "key", "ownerType": "SDK_KEY", "ownerName": MAKER, "ownerEmail": ""},
        "version": 1,
        **touched(call),
    }


def touched(call: Call) -> Doc:
    """Who changed it last, and when."""
    return {
        "lastModifierID": "key",
        "lastModifiedTime": call.now,
        "lastModifierName": MAKER,
        "lastModifierEmail": None,
    }


def need_warehouse(call: Call) -> None:
    """Refuse what only a Warehouse Native project has.

    Raises:
        Refusal: 400.
    """
    if not call.warehouse_native:
        raise Refusal(400, "This endpoint is only available for Warehouse Native projects")


def only_in_a_warehouse(call: Call, body: Mapping[str, Any], names: Iterable[str]) -> None:
    """Refuse fields that the document calls Warehouse Native only in a project that is none; how Statsig takes them is
    unknown.

    Raises:
        Refusal: 400.
    """
    wrong = [(name, "Warehouse Native only") for name in names if body.get(name)]
    if wrong and not call.warehouse_native:
        raise bad_request(*wrong)


def with_ids(members: Iterable[Doc], *names: str) -> list[Doc]:
    """Members of a list, each with an id under these names; one that comes without an id gets a new one.

    Whether Statsig gives a rule that is sent without its id a new one is not known. The emulator does, because that
    is the worse of the two.
    """
    given = []
    for member in members:
        id = member.get(names[0]) or new_id()
        given.append({**member, **{name: member.get(name) or id for name in names}})
    return given


def known_ids(members: Iterable[Doc], before: Iterable[Doc], what: str) -> None:
    """Refuse a member with an id that none had before.

    Raises:
        Refusal: 400.
    """
    known = {member.get("id") for member in before}
    for member in members:
        if member.get("id") and member["id"] not in known:
            raise Refusal(400, f"A provided {what} ID does not match an existing {what} ID")


def distinct(members: Iterable[Doc], where: str, what: str) -> None:
    """Refuse two members of one name.

    Raises:
        Refusal: 400.
    """
    names = [member["name"] for member in members]
    if len(names) != len(set(names)):
        raise bad_request((where, f"Duplicate {what} name(s) given"))


def rules_of(body: Doc, before: Doc | None) -> list[Doc]:
    """A body's rules, as the server keeps them."""
    distinct(body["rules"], "rules", "rule")
    if before is not None:
        known_ids(body["rules"], before["rules"], "rule")
    filled = ({"passPercentage": 100, "environments": None, **rule} for rule in body["rules"])
    rollouts: Doc = {"completedAutomatedRollouts": [], "pendingAutomatedRollouts": []}
    return [{**rollouts, **rule} for rule in with_ids(filled, "id", "baseID")]


def as_list(value: Any) -> Any:
    """One or several, always as a list."""
    return value if value is None or isinstance(value, list) else [value]


def without_nulls(body: Doc, defaults: Mapping[str, Any]) -> Doc:
    """A body in which null asks for the default."""
    return {name: defaults.get(name) if value is None else value for name, value in body.items()}


def matching(docs: Sequence[Doc], call: Call, filters: Mapping[str, str]) -> list[Doc]:
    """The documents that fit the query; ``filters`` leads from parameters to fields."""

    def fits(doc: Doc) -> bool:
        for parameter, name in filters.items():
            wanted = call.query.get(parameter)
            if wanted and not set(
                as_list(str(doc.get(name))) if not isinstance(doc.get(name), list) else doc[name]
            ) & set(wanted):
                return False
        return True

    return [doc for doc in docs if fits(doc)]


def _kept(_call: Call, body: Doc) -> Doc:
    return body


def _replaced(_call: Call, doc: Doc, body: Doc) -> Doc:
    return {**doc, **body}


@dataclass(frozen=True)
class Collection:
    """A family with the usual operations: those of them that the contract has.

    Args:
        path: the collection's path, which is the family's name in the store as well.
        noun: what messages call one of them.
        make: the document of a new object; gets the call and the body.
        change: the document after an update; gets the call, the document and the body.
        filters: the query parameters of the list, and the fields they look at.
        archived: the status of archived objects, which cannot be changed.
        narrow: whether an object fits what the query asks beyond the filters.
        id: the id of a new object, from the call and its document; by default the one the body asks for, or its name.
        key: the name of the id in the paths, and of the field that holds it.
        member: the path of one of them, where it does not follow from the collection's.
        listed: the path of the list, where it is not the collection's.
        missing: what a 404 says.
        taken: what the refusal of a second one of that name says.
        attributed: whether a document says who made it and changed it.
    """

    path: str
    noun: str
    make: Callable[[Call, Doc], Doc] = _kept
    change: Callable[[Call, Doc, Doc], Doc] = _replaced
    filters: Mapping[str, str] = field(default_factory=dict)
    archived: str = ""
    narrow: Callable[[Call, Doc], bool] = lambda _call, _doc: True
    id: Callable[[Call, Doc], str] = lambda _call, doc: id_of(doc)
    key: str = "id"
    member: str = ""
    listed: str = ""
    missing: str = ""
    taken: str = "Name is already in use"
    attributed: bool = True

    @property
    def family(self) -> str:
        """The family's name in the store."""
        return self.path.strip("/")

    def register(self) -> None:
        """Answer to the usual operations."""
        known = {operation.name for operation in operations()}
        member = self.member or f"{self.path}/{{{self.key}}}"
        usual = {
            f"GET {self.listed or self.path}": self.list,
            f"POST {self.path}": self.create,
            f"GET {member}": self.read,
            f"POST {member}": self.update,
            f"PATCH {member}": self.update,
            f"DELETE {member}": self.delete,
        }
        for operation in known & set(usual):
            on(operation)(usual[operation])

    def at(self, call: Call, id: str) -> Doc:
        """The object of an id.

        Raises:
            Refusal: 404, there is none.
        """
        return call.found(self.family, id, self.missing or f"{self.noun} not found.")

    def found(self, call: Call) -> Doc:
        """The object that the path names."""
        return self.at(call, call.ids[self.key])

    def editable(self, call: Call) -> Doc:
        """The object that the path names, which is not archived.

        Raises:
            Refusal: 400, it is. What the API does is not known.
        """
        doc = self.found(call)
        if self.archived and doc.get("status") == self.archived:
            raise Refusal(400, f"{self.noun} is archived: unarchive it before changing it")
        return doc

    def save(self, call: Call, doc: Doc) -> Doc:
        """Keep a changed document."""
        if self.attributed:
            doc = {**doc, **touched(call)}
        if "version" in doc:
            doc["version"] += 1
        call.project.put(self.family, doc[self.key], doc)
        return doc

    def list(self, call: Call) -> Answer:
        """GET of the collection."""
        return call.page(self.fitting(call), f"{self.noun}s listed successfully.")

    def fitting(self, call: Call) -> Sequence[Doc]:
        """Those that fit the query."""
        return [doc for doc in matching(self.all(call), call, self.filters) if self.narrow(call, doc)]

    def all(self, call: Call) -> Sequence[Doc]:
        """All there are."""
        return call.project.all(self.family)

    def create(self, call: Call) -> Answer:
        """POST to the collection."""
        if "name" not in call.body and self.taken:
            raise bad_request(("name", "Required"))
        doc = self.make(call, call.body)
        id = self.id(call, {**doc, **call.body})
        if call.project.get(self.family, id) is not None:
            raise Refusal(400, self.taken)
        doc = {**doc, self.key: id}
        call.project.put(self.family, id, doc)
        return Answer(f"{self.noun} created successfully.", doc)

    def read(self, call: Call) -> Answer:
        """GET by id."""
        return Answer(f"{self.noun} read successfully.", self.found(call))

    def update(self, call: Call) -> Answer:
        """POST or PATCH by id. What a POST leaves out is kept, like what a PATCH leaves out."""
        doc = self.editable(call)
        return Answer(f"{self.noun} updated successfully.", self.save(call, self.change(call, doc, call.body)))

    def delete(self, call: Call) -> Answer:
        """DELETE by id."""
        doc = self.found(call)
        call.project.delete(self.family, doc[self.key])
        return Answer(f"{self.noun} deleted successfully.", doc if call.operation.returns_data else None)

    def versions(self, call: Call) -> Answer:
        """GET of an object's versions."""
        self.found(call)
        return call.page(
            call.project.versions(self.family, call.ids[self.key]), f"{self.noun} versions listed successfully."
        )
