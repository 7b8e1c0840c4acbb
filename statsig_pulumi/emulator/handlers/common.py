"""Parts that the families share: collections, ids, members of lists, attribution."""

from __future__ import annotations

import secrets
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote

from ..context import Context, Success
from ..contract import operations
from ..http import HTTPError, bad_request
from ..store import Doc
from ..variants import chosen_variant
from .registry import handles, stores
from .synthetic import date_param, day_of, synthetic_id

_LETTERS = string.ascii_letters + string.digits
ACTOR = "CONSOLE API"
"""The name that changes through the API are attributed to."""
OWNER: Doc = {"ownerID": "key", "ownerType": "SDK_KEY", "ownerName": ACTOR, "ownerEmail": ""}
NOT_FOUND = "Not Found. The requested resource could not be found."


def new_id() -> str:
    """Return a new id in the server's format: 22 letters and digits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(22))


def id_of(body: Mapping[str, Any]) -> str:
    """Return the id in a body, or the one that follows from its name."""
    return str(body.get("id") or _id_of_name(str(body["name"])))


def _id_of_name(name: str) -> str:
    how = chosen_variant("derived-ids")
    if how == "opaque":
        return new_id()
    if how == "as-named" or chosen_variant("names-case") == "distinct":
        return name if how else name.replace(" ", "_")
    return name.lower().replace(" ", "-" if how == "dashes" else "_")


def creation_fields(context: Context) -> Doc:
    """Return the fields that say who created an object, and when."""
    return {
        "createdTime": context.now,
        "creatorID": None,
        "creatorName": ACTOR,
        "creatorEmail": None,
        "owner": OWNER,
        "version": 1,
        **modification_fields(context),
    }


def modification_fields(context: Context) -> Doc:
    """Return the fields that say who changed an object last, and when."""
    return {
        "lastModifierID": "key",
        "lastModifiedTime": context.now,
        "lastModifierName": ACTOR,
        "lastModifierEmail": None,
    }


def company_id(context: Context) -> str:
    """Return the id of the project. Some operations call it a company."""
    return synthetic_id("company", context.project.id)


def permalink(context: Context, page: str, id: str) -> str:
    """Return the console's address of an object, which is on a page such as ``gates``."""
    return f"https://console.statsig.com/{company_id(context)}/{page}/{quote(id, safe='')}"


def require_warehouse(context: Context) -> None:
    """Check that the project is Warehouse Native.

    Raises:
        HTTPError: 400, it is not.
    """
    if not context.warehouse_native:
        raise HTTPError(400, "This endpoint is only available for Warehouse Native projects")


def check_warehouse_only(context: Context, body: Mapping[str, Any], names: Iterable[str]) -> None:
    """Check that a body has no Warehouse Native fields in another project. What Statsig does with them is not known.

    Raises:
        HTTPError: 400, it has some.
    """
    wrong = [(name, "Warehouse Native only") for name in names if body.get(name)]
    if wrong and not context.warehouse_native:
        raise bad_request(*wrong)


def with_ids(members: Iterable[Doc], *names: str) -> list[Doc]:
    """Return the members of a list, each with an id in these fields.

    A member without an id gets a new one. Whether Statsig does the same or keeps the old one is not known; a new id is
    the worse case, and a program that loses ids should notice.
    """
    given = []
    for member in members:
        id = member.get(names[0]) or new_id()
        given.append({**member, **{name: member.get(name) or id for name in names}})
    return given


def check_ids(members: Iterable[Doc], before: Iterable[Doc], what: str) -> None:
    """Check that the ids of the members existed before.

    Raises:
        HTTPError: 400, one did not.
    """
    known = {member.get("id") for member in before}
    for member in members:
        if member.get("id") and member["id"] not in known:
            raise HTTPError(400, f"A provided {what} ID does not match an existing {what} ID")


def check_distinct_names(members: Iterable[Doc], where: str, what: str) -> None:
    """Check that the names of the members are unique.

    Raises:
        HTTPError: 400, two are equal.
    """
    names = [member["name"] for member in members]
    if len(names) != len(set(names)):
        raise bad_request((where, f"Duplicate {what} name(s) given"))


def as_list(value: Any) -> Any:
    """Return a value as a list, unless it is one already."""
    return value if value is None or isinstance(value, list) else [value]


def without_nulls(body: Doc, defaults: Mapping[str, Any]) -> Doc:
    """Return a body with the default in place of each null."""
    return {name: defaults.get(name) if value is None else value for name, value in body.items()}


def apply_filters(docs: Sequence[Doc], context: Context, filters: Mapping[str, str]) -> list[Doc]:
    """Return the documents that match the query; ``filters`` maps parameters to fields."""

    def fits(doc: Doc) -> bool:
        for parameter, name in filters.items():
            wanted = context.query.get(parameter)
            if wanted and not set(
                as_list(str(doc.get(name))) if not isinstance(doc.get(name), list) else doc[name]
            ) & set(wanted):
                return False
        return True

    return [doc for doc in docs if fits(doc)]


def has_target_app(context: Context, doc: Doc) -> bool:
    """Return whether an object has the target app whose id the query names; objects refer to it by its name."""
    id = context.param("targetAppID")
    app = context.project.get("target_app", id) if id else None
    return not id or (app is not None and app["name"] in doc["targetApps"])


def _kept(_context: Context, body: Doc) -> Doc:
    return body


def _replaced(_context: Context, doc: Doc, body: Doc) -> Doc:
    return {**doc, **body}


@dataclass(frozen=True)
class Collection:
    """A family with the usual operations, as far as the contract has them.

    Args:
        path: the collection's path, which is also the family's name in the store.
        noun: the name of an object in messages.
        build: return the document of a new object, from the context and the body.
        apply: return the document after an update; gets the context, the document and the body.
        filters: the query parameters of the list, and the fields that they filter by.
        archived: the status of archived objects, which cannot be updated.
        matches: whether an object matches the rest of the query.
        id: return the id of a new object, from the context and its document; by default the id or the name in the body.
        key: the name of the path parameter and of the field with the id.
        item_path: the path of an object, if it does not follow from the collection's.
        list_path: the path of the list, if it is not the collection's.
        not_found: the message of a 404.
        name_taken: the message of a 400 for a name that is in use.
        attributed: whether a document has the fields that say who created and changed it.
        console: the console's page of its objects; "" if they have no permalink.
    """

    path: str
    noun: str
    build: Callable[[Context, Doc], Doc] = _kept
    apply: Callable[[Context, Doc, Doc], Doc] = _replaced
    filters: Mapping[str, str] = field(default_factory=dict)
    archived: str = ""
    matches: Callable[[Context, Doc], bool] = lambda _context, _doc: True
    id: Callable[[Context, Doc], str] = lambda _context, doc: id_of(doc)
    key: str = "id"
    item_path: str = ""
    list_path: str = ""
    not_found: str = ""
    name_taken: str = "Name is already in use"
    attributed: bool = True
    console: str = ""

    @property
    def family(self) -> str:
        """The family's name in the store."""
        return self.path.strip("/")

    def register(self) -> None:
        """Register the family and the handlers of the usual operations."""
        stores(self.family)
        known = {operation.name for operation in operations()}
        member = self.item_path or f"{self.path}/{{{self.key}}}"
        usual = {
            f"GET {self.list_path or self.path}": self.list,
            f"POST {self.path}": self.create,
            f"GET {member}": self.read,
            f"POST {member}": self.update,
            f"PATCH {member}": self.update,
            f"DELETE {member}": self.delete,
        }
        for operation in known & set(usual):
            handles(operation)(usual[operation])

    def by_id(self, context: Context, id: str) -> Doc:
        """Return an object by its id.

        Raises:
            HTTPError: 404, it does not exist.
        """
        return self.seen(context, context.get_or_404(self.family, id, self.not_found or f"{self.noun} not found."))

    def seen(self, context: Context, doc: Doc) -> Doc:
        """Return a stored document as it is now."""
        return {**doc, "permalink": permalink(context, self.console, doc[self.key])} if self.console else doc

    def get_or_404(self, context: Context) -> Doc:
        """Return the object in the path, or raise a 404."""
        return self.by_id(context, context.path_params[self.key])

    def editable(self, context: Context) -> Doc:
        """Return the object in the path for an update.

        Raises:
            HTTPError: 400, it is archived. What the API does then is not known.
        """
        doc = self.get_or_404(context)
        if self.archived and doc.get("status") == self.archived and chosen_variant("archived-update") != "accepted":
            raise HTTPError(400, f"{self.noun} is archived: unarchive it before changing it")
        return doc

    def save(self, context: Context, doc: Doc) -> Doc:
        """Store an updated document."""
        if self.attributed:
            doc = {**doc, **modification_fields(context)}
        if "version" in doc:
            doc["version"] += 1
        context.project.put(self.family, doc[self.key], doc)
        return doc

    def list(self, context: Context) -> Success:
        """Handle GET of the collection."""
        return context.paginate(self.filtered(context), f"{self.noun}s listed successfully.")

    def filtered(self, context: Context) -> Sequence[Doc]:
        """Return the objects that match the query."""
        return [doc for doc in apply_filters(self.all(context), context, self.filters) if self.matches(context, doc)]

    def all(self, context: Context) -> Sequence[Doc]:
        """Return all objects."""
        return [self.seen(context, doc) for doc in context.project.all(self.family)]

    def create(self, context: Context) -> Success:
        """Handle POST to the collection."""
        if "name" not in context.body and self.name_taken:
            raise bad_request(("name", "Required"))
        doc = self.build(context, context.body)
        id = self.id(context, {**doc, **context.body})
        if context.project.get(self.family, id) is not None:
            raise HTTPError(400, self.name_taken)
        doc = self.seen(context, {**doc, self.key: id})
        context.project.put(self.family, id, doc)
        return Success(f"{self.noun} created successfully.", doc)

    def read(self, context: Context) -> Success:
        """Handle GET of an object."""
        return Success(f"{self.noun} read successfully.", self.get_or_404(context))

    def update(self, context: Context) -> Success:
        """Handle POST or PATCH of an object. Both keep the fields that the body leaves out."""
        doc = self.editable(context)
        return Success(f"{self.noun} updated successfully.", self.save(context, self.apply(context, doc, context.body)))

    def delete(self, context: Context) -> Success:
        """Handle DELETE of an object."""
        doc = self.get_or_404(context)
        context.project.delete(self.family, doc[self.key])
        return Success(f"{self.noun} deleted successfully.", doc if context.operation.returns_data else None)

    def versions(self, context: Context) -> Success:
        """Handle GET of an object's versions, those last changed on the days that the query names."""
        self.get_or_404(context)
        days = [date_param(context, name) for name in ("startDate", "endDate")]
        found = [
            Collection.seen(self, context, doc)
            for doc in context.project.versions(self.family, context.path_params[self.key])
            if days == [None, None] or _is_between(doc["lastModifiedTime"], *days)
        ]
        return context.paginate(found, f"{self.noun} versions listed successfully.")


def _is_between(milliseconds: float, first: date | None, last: date | None) -> bool:
    day = day_of(milliseconds)
    return (first is None or day >= first) and (last is None or day <= last)
