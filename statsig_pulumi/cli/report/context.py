"""The live project, and what refers to what once the change is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ...errors import ApiError
from ...kind import Kind, all_kinds
from ...schema.json_types import Doc
from ...schema.values import from_wire
from .preview import Change, Preview
from .references import Reference, references

if TYPE_CHECKING:
    from ...client.client import Client

_ALWAYS = ("Gate", "DynamicConfig", "Experiment", "Layer", "Segment", "Holdout")
"""The kinds whose objects may depend on what changes."""
PRODUCTION = frozenset({"production"})
"""What production is called where the project does not tell."""


@dataclass(frozen=True)
class Live:
    """What the live project has.

    Attributes:
        documents: the documents by kind and id, in the API's names; a kind that was not read is not in it.
        missing: the kinds that could not be read, and why.
        production: the names of the environments that are production.
    """

    documents: Mapping[str, Mapping[str, Doc]] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    production: frozenset[str] = PRODUCTION

    def knows(self, kind: str) -> bool:
        """Return whether the objects of a kind were read."""
        return kind in self.documents

    def doc(self, kind: str, id: str) -> Doc:
        """Return the document of an object; an empty one where it is not there or not known."""
        return self.documents.get(kind, {}).get(id, {})

    def inputs(self, kind: type[Kind], id: str) -> Doc:
        """Return an object in the program's names; nothing where it is not there or not known."""
        doc = self.doc(kind.__name__, id)
        return from_wire(kind.shape(), kind.from_wire(doc)) if doc else {}


def needed_kinds(preview: Preview) -> list[type[Kind]]:
    """Return the kinds of which the live objects matter for a preview, and which the API lists."""
    changed = {change.kind_name for change in preview.changes}
    names = dict.fromkeys([*_ALWAYS, *sorted(changed)]) if changed else {}
    kinds = all_kinds()
    return [kinds[name] for name in names if _path(kinds[name])]


def _path(kind: type[Kind]) -> str:
    """Return the path of the list of a kind's objects; "" where there is none, or where its ids are secrets."""
    listing = str(getattr(kind.routes, "list_", "") or "")
    return "" if "{" in listing or kind.secret_outputs() else listing.removeprefix("GET ")


def read_live(client: Client, kinds: Iterable[type[Kind]], progress: Callable[[str], None]) -> Live:
    """Return what the live project has, by one list for each kind.

    Args:
        client: the client.
        kinds: the kinds that are read.
        progress: is told what is read next.

    Raises:
        ApiError: no kind could be read.
    """
    documents: dict[str, dict[str, Doc]] = {}
    missing: dict[str, str] = {}
    for kind in kinds:
        progress(f"reading {kind.__name__}")
        try:
            documents[kind.__name__] = {_id(kind, doc): doc for doc in _members(client, kind)}
        except ApiError as error:
            if error.status not in (403, 404):
                raise
            missing[kind.__name__] = str(error)
    return Live(documents, missing, _production(client) if documents else PRODUCTION)


def _members(client: Client, kind: type[Kind]) -> Iterator[Doc]:
    archived = {"includeArchived": True} if kind.__name__ in ("Gate", "DynamicConfig") else {}
    return (doc for doc in client.paginate(_path(kind), params=archived) if isinstance(doc, dict))


def _id(kind: type[Kind], doc: Doc) -> str:
    return str(doc.get(getattr(kind.routes, "id_field", "id")) or doc.get("id") or doc.get("name"))


def _production(client: Client) -> frozenset[str]:
    """Return the names of the environments that are production."""
    try:
        found = client.request("GET", "/environments")
    except ApiError:
        return PRODUCTION
    environments = found.get("environments") if isinstance(found, dict) else found
    names = {str(one.get("name")) for one in environments or [] if isinstance(one, dict) and one.get("isProduction")}
    return frozenset(names) or PRODUCTION


@dataclass(frozen=True)
class Dependent:
    """An object that refers to another one, and by what."""

    kind: str
    id: str
    reference: Reference


@dataclass(frozen=True)
class Objects:
    """The live objects and those of the preview, as they will be after the run."""

    preview: Preview
    live: Live

    @cached_property
    def after(self) -> Mapping[tuple[str, str], Doc]:
        """The objects by kind and id, in the program's names. Of what the program leaves out, what is live counts."""
        kinds, found = all_kinds(), dict[tuple[str, str], Doc]()
        for name, documents in self.live.documents.items():
            found |= {(name, id): self.live.inputs(kinds[name], id) for id in documents}
        for change in self.preview.resources:
            key = (change.kind_name, change.id)
            if change.op == "delete" and change.removes:
                found.pop(key, None)
            elif change.op != "delete":
                found[key] = {**found.get(key, {}), **change.new}
        return found

    @cached_property
    def _dependents(self) -> Mapping[tuple[str, str], list[Dependent]]:
        kinds, found = all_kinds(), dict[tuple[str, str], list[Dependent]]()
        for (kind, id), inputs in self.after.items():
            for reference in references(kinds[kind].shape(), inputs):
                found.setdefault((reference.kind, reference.id), []).append(Dependent(kind, id, reference))
        return found

    def dependents(self, change: Change) -> list[Dependent]:
        """Return what refers to an object, each once."""
        found = self._dependents.get((change.kind_name, change.id), [])
        return [*{(one.kind, one.id): one for one in found}.values()]

    def exists(self, kind: str, id: str) -> bool:
        """Return whether an object will be there, as far as it can be known."""
        return not self.live.knows(kind) or (kind, id) in self.after

    def is_deleted(self, kind: str, id: str) -> bool:
        """Return whether the run deletes an object."""
        return (kind, id) in self._deleted

    @cached_property
    def _deleted(self) -> set[tuple[str, str]]:
        return {(one.kind_name, one.id) for one in self.preview.changes if one.op == "delete" and one.removes}

    def live_value(self, change: Change, wire: str) -> Any:
        """Return a field of the live document; None where it is not known."""
        return self.live.doc(change.kind_name, change.id).get(wire)

    def live_inputs(self, change: Change) -> Doc:
        """Return the live object in the program's names; nothing where it is not known."""
        return self.live.inputs(change.kind, change.id)
