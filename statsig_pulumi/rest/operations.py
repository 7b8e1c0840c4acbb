"""What the engine asks of a family of routes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import TYPE_CHECKING, Any

from ..errors import NotFound

if TYPE_CHECKING:
    from ..client.client import Client  # httpx is slow to import, and a preview does not need it

Doc = dict[str, Any]


@dataclass(frozen=True)
class Target:
    """The object that a request is for."""

    said: Doc = field(default_factory=dict)
    """What the program says and what is known of the object from before (its computed outputs), in the program's
    names."""
    body: Doc = field(default_factory=dict)
    """What the program says, in the API's names."""


class Routes(ABC):
    """What the engine asks of a family of routes. Documents and bodies are in the API's names."""

    key: str
    """The field that names the object in the program, which takes the resource's name when the program leaves it out;
    "" where there is one object of the kind."""
    whole: bool = False
    """Whether an update has to send everything, because the API cannot change a part."""
    full: bool = False
    """Whether the API has an update that replaces everything besides the one that changes a part."""
    carried: frozenset[str] = frozenset()
    """Fields of the live document that such an update needs, though no argument of the program is sent as them."""
    carries: bool = True
    """Whether what the program never said is carried over from the live document when everything is sent."""
    later: frozenset[str] = frozenset()
    """The fields that a create does not take, so that an update has to bring them."""
    update_excludes: frozenset[str] = frozenset()
    """The fields that the update of a part does not take, so that a change of them replaces everything."""
    blind: bool = False
    """Whether the API never tells what it holds, so that the value of record is the one in state."""
    removable: bool = True
    """Whether the API can delete an object."""
    findable: bool = True
    """Whether the API can tell of an object whose id is not known that it exists."""

    @abstractmethod
    def find(self, api: Client, target: Target) -> tuple[str, Doc] | None:
        """The id and document of the object that the program describes, if it exists."""

    @abstractmethod
    def get(self, api: Client, id: str, target: Target) -> Doc | None:
        """The live document; None when it is gone."""

    @abstractmethod
    def create(self, api: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """Make the object; its id and document."""

    @abstractmethod
    def update(self, api: Client, id: str, target: Target, body: Doc, was: Doc) -> Doc:
        """Change the object; its document, or ``{}`` where the API does not return it. ``was`` is what the program
        said before, in the API's names."""

    @abstractmethod
    def delete(self, api: Client, id: str, target: Target) -> None:
        """Delete the object; it may be gone already."""

    @abstractmethod
    def operations(self) -> Mapping[str, str]:
        """The operations that it uses, as the API's document names them (``POST /gates``), and what for."""

    def exists(self) -> bool:
        """Whether it exists always, so that making it is changing it."""
        return False

    def destroy_operation(self, how: str) -> str | None:
        """The operation that ``on_destroy`` asks for, where it says something besides ``delete`` and ``retain``."""
        return None

    def name(self, said: Doc) -> str:
        """What the program calls an object; "" where there is one of its kind."""
        return str(said.get(self.key) or "") if self.key else ""

    def is_authoritative(self, said: Doc) -> bool:
        """Whether the program manages what it does not say as well: it is kept at its default."""
        return bool(said.get("exhaustive"))

    def inputs_from_id(self, id: str) -> Doc:
        """The fields of the program that an id stands for."""
        return {}

    def replace(self, api: Client, id: str, target: Target, body: Doc) -> Doc:
        """The update that replaces everything, where ``full`` says that there is one."""
        raise NotImplementedError

    def dry_run(self, api: Client, target: Target, body: Doc, exists: bool) -> None:
        """Have the server look at a create or an update without keeping it, where it can.

        Raises:
            ApiError: it would not take it.
        """
        raise NotImplementedError

    def invoke(self, api: Client, operation: str, id: str, target: Target) -> Doc:
        """An ending, or another operation that takes nothing but the id."""
        return invoke(api, operation, dict.fromkeys(placeholders(operation), id))


class Blind(Routes):
    """What the API never tells: it can neither be looked for nor read."""

    carries = False
    blind = True
    findable = False

    def find(self, api: Client, target: Target) -> tuple[str, Doc] | None:
        """The API cannot say."""
        return None

    def get(self, api: Client, id: str, target: Target) -> Doc | None:
        """Nothing but that it may be there."""
        return {}


def placeholders(path: str) -> list[str]:
    """The names in braces."""
    return [name for _, name, _, _ in Formatter().parse(path) if name]


def invoke(api: Client, operation: str, ids: Doc, body: Any = None, **options: Any) -> Doc:
    """One operation, named as in the API's document: ``PUT /gates/{id}/launch``."""
    method, path = operation.split(" ", 1)
    doc: Any = api.call(method, path, body=body, **options, **ids)
    return doc if isinstance(doc, dict) else {}


def unless_gone(call: Callable[[], Any]) -> Doc | None:
    """What a call returns; None where it finds nothing."""
    try:
        doc: Doc = call()
        return doc
    except NotFound:
        return None


def address(path: str, said: Doc, fields: Mapping[str, str]) -> Doc:
    """The values of a path's placeholders; ``fields`` leads to the program's fields that are called otherwise."""
    return {name: str(said[fields.get(name, name)]) for name in placeholders(path)}
