"""The live project, and what refers to what once the change is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ...controller.inventory import Live, Progress, read_project
from ...errors import ApiError
from ...kind import Kind, all_kinds
from ...schema.json_types import Doc
from ..references import Referred, references
from .preview import Change, Preview
from .rollouts import effective

if TYPE_CHECKING:
    from ...client.client import Client

_ALWAYS = ("Gate", "DynamicConfig", "Experiment", "Layer", "Segment", "Holdout")
"""The kinds whose objects may depend on what changes."""
PRODUCTION = frozenset({"production"})
"""What production is called where the project does not tell."""


@dataclass(frozen=True)
class LiveProject:
    """What the live project has.

    Attributes:
        objects: the objects by kind and id.
        kinds: the kinds that were read in full.
        missing: what could not be read.
        production: the names of the environments that are production.
    """

    objects: Mapping[tuple[str, str], Live] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    production: frozenset[str] = PRODUCTION

    def doc(self, change: Change) -> Doc:
        """Return the document of an object; an empty one where it is not there or not known."""
        found = self.objects.get((change.kind_name, change.id))
        return found.doc if found else {}

    def inputs(self, kind: str, id: str) -> Doc:
        """Return an object in the program's names; nothing where it is not there or not known."""
        found = self.objects.get((kind, id))
        return found.inputs if found else {}


def needed_kinds(preview: Preview) -> list[type[Kind]]:
    """Return the kinds of which the live objects matter for a preview. Keys do not: their ids are secrets."""
    changed = {change.kind_name for change in preview.changes}
    kinds = all_kinds()
    names = dict.fromkeys([*_ALWAYS, *sorted(changed)]) if changed else {}
    return [kinds[name] for name in names if kinds[name].routes.can_read and not kinds[name].secret_outputs()]


def read_live(client: Client, kinds: list[type[Kind]], progress: Progress) -> LiveProject:
    """Return what the live project has.

    Args:
        client: the client.
        kinds: the kinds that are read.
        progress: is told of each object.

    Raises:
        ApiError: the API cannot be reached, or rejects the key.
    """
    client.project_id()
    found = read_project(client, kinds, progress)
    missing = tuple(name for name, _ in found.failures)
    whole = {kind.__name__ for kind in kinds} - {name.split(" ", 1)[0] for name in missing}
    objects = {(one.kind.__name__, one.id): one for one in found.objects}
    return LiveProject(objects, frozenset(whole), missing, _production(client))


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
    reference: Referred


@dataclass(frozen=True)
class Objects:
    """The live objects and those of the preview, as they will be after the run."""

    preview: Preview
    live: LiveProject

    @cached_property
    def after(self) -> Mapping[tuple[str, str], Doc]:
        """The objects by kind and id, in the program's names. Of what the program leaves out, what is live counts."""
        found = {key: one.inputs for key, one in self.live.objects.items()}
        for change in self.preview.resources:
            if self.is_deleted(change.kind_name, change.id):
                found.pop((change.kind_name, change.id), None)
            if change.op != "delete":
                key = (change.kind_name, change.new_id)
                found[key] = effective(change, found.get(key, {}))
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
        return kind not in self.live.kinds or (kind, id) in self.after

    def is_deleted(self, kind: str, id: str) -> bool:
        """Return whether the run deletes an object, and makes none of that id anew."""
        return (kind, id) in self._deleted

    @cached_property
    def _deleted(self) -> set[tuple[str, str]]:
        gone = (one for one in self.preview.changes if one.removes and (one.op == "delete" or one.new_id != one.id))
        return {(one.kind_name, one.id) for one in gone}

    def live_value(self, change: Change, wire: str) -> Any:
        """Return a field of the live document; None where it is not known."""
        return self.live.doc(change).get(wire)
