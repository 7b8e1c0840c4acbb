"""What families share: collections, ids, members of lists, attribution."""

from __future__ import annotations

import secrets
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..call import Answer, Call
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
    return [value] if isinstance(value, str) else value


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


@dataclass(frozen=True)
class Collection:
    """A family with the usual operations.

    Args:
        path: the collection's path, which is the family's name in the store as well.
        noun: what messages call one of them.
        make: the document of a new object; gets the call and the body.
        change: the document after an update; gets the call, the document and the body.
        filters: the query parameters of the list, and the fields they look at.
        archived: the status of archived objects, which cannot be changed.
        narrow: whether an object fits what the query asks beyond the filters.
    """

    path: str
    noun: str
    make: Callable[[Call, Doc], Doc]
    change: Callable[[Call, Doc, Doc], Doc]
    filters: Mapping[str, str]
    archived: str = ""
    narrow: Callable[[Call, Doc], bool] = lambda _call, _doc: True

    @property
    def family(self) -> str:
        """The family's name in the store."""
        return self.path.strip("/")

    def register(self) -> None:
        """Answer to the usual operations."""
        on(f"GET {self.path}")(self.list)
        on(f"POST {self.path}")(self.create)
        on(f"GET {self.path}/{{id}}")(self.read)
        on(f"POST {self.path}/{{id}}", f"PATCH {self.path}/{{id}}")(self.update)
        on(f"DELETE {self.path}/{{id}}")(self.delete)

    def found(self, call: Call) -> Doc:
        """The object that the path names."""
        return call.found(self.family, call.ids["id"], f"{self.noun} not found.")

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
        doc = {**doc, **touched(call)}
        if "version" in doc:
            doc["version"] += 1
        call.project.put(self.family, doc["id"], doc)
        return doc

    def list(self, call: Call) -> Answer:
        """GET of the collection."""
        found = [doc for doc in matching(call.project.all(self.family), call, self.filters) if self.narrow(call, doc)]
        return call.page(found, f"{self.noun}s listed successfully.")

    def create(self, call: Call) -> Answer:
        """POST to the collection."""
        if "name" not in call.body:
            raise bad_request(("name", "Required"))
        id = id_of(call.body)
        if call.project.get(self.family, id) is not None:
            raise Refusal(400, "Name is already in use")
        doc = {**self.make(call, call.body), "id": id}
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
        call.project.delete(self.family, call.ids["id"])
        return Answer(f"{self.noun} deleted successfully.", doc if call.operation.returns_data else None)

    def versions(self, call: Call) -> Answer:
        """GET of an object's versions."""
        self.found(call)
        return call.page(
            call.project.versions(self.family, call.ids["id"]), f"{self.noun} versions listed successfully."
        )
