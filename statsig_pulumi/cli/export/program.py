"""The whole program: which object stands in which file, under which names, and in which order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..references import Reference, reference_at
from .declaration import Declaration
from .families import FAMILIES
from .names import digest, unique_names, variables
from .statement import Writer

_OTHERS = "objects"
"""The file of what an export does not list, and an import takes by its id."""
Identity = tuple[str, str]
"""The kind and the id of an object."""


@dataclass(frozen=True)
class Known:
    """What an earlier export has made of an object.

    Args:
        name, variable, file: where it stands, and under which names.
        text: a digest of its statement, as it was written.
        inputs: a digest of the inputs.
    """

    name: str
    variable: str | None
    file: str
    text: str = ""
    inputs: str = ""


@dataclass
class Item:
    """An object in the program."""

    declaration: Declaration
    name: str
    variable: str | None
    file: str
    place: tuple[int, int] = (0, 0)
    left: list[tuple[str, str]] = field(default_factory=list)
    """The fields that are left to the console, and why."""

    @property
    def identity(self) -> Identity:
        """The kind and the id."""
        return self.declaration.kind.__name__, self.declaration.id

    @property
    def key(self) -> tuple[str, str]:
        """The kind and the resource's name."""
        return self.declaration.kind.__name__, self.name

    @property
    def inputs_digest(self) -> str:
        """What changes with the object."""
        return digest(json.dumps(self.declaration.inputs, sort_keys=True))


class Program:
    """The objects, with their names, files and places.

    Args:
        declarations: the objects.
        known: what an earlier export has made of them.
        file_of: the file of an object that is new; by default that of its family.
        order: the resources of a file in the order in which they stand there already.
        wishes: what the variables of some objects are made of, in place of their names.
    """

    def __init__(
        self,
        declarations: Sequence[Declaration],
        known: Mapping[Identity, Known],
        file_of: Callable[[Declaration], str] | None = None,
        order: Mapping[str, Sequence[tuple[str, str]]] | None = None,
        wishes: Mapping[Identity, str] | None = None,
    ) -> None:
        self._known, self._wishes = known, wishes or {}
        self._file_of = file_of or _family
        self.items = [*self._named(declarations)]
        self._by_value = self._index()
        self.files = self._files()
        for file, items in self._by_file().items():
            self._arrange(items, [*(order or {}).get(file, ())], self.files.index(file))
        for item in self.items:
            self._leave_out_foreign_ids(item)

    def in_file(self, file: str) -> list[Item]:
        """Return the objects of a file in their order."""
        return sorted(self._by_file()[file], key=lambda item: item.place)

    def statement(self, item: Item) -> tuple[str, frozenset[str]]:
        """Return an object's statement, and the other files that it refers to."""
        modules: set[str] = set()

        def resolve(reference: Reference, value: str) -> str | None:
            target = self._target(reference, value)
            if target is None or target.place >= item.place:
                return None
            if target.file == item.file:
                return f"{target.variable}.{reference.attribute}"
            modules.add(target.file)
            return f"{target.file}.{target.variable}.{reference.attribute}"

        text = Writer(resolve).statement(item.declaration, item.name, item.variable)
        return text, frozenset(modules)

    # -- names and files -------------------------------------------------------------------------------------------

    def _named(self, declarations: Sequence[Declaration]) -> Iterator[Item]:
        by_kind: dict[str, list[Declaration]] = {}
        for one in declarations:
            by_kind.setdefault(one.kind.__name__, []).append(one)
        items: dict[str, list[tuple[Declaration, str]]] = {}
        for kind, members in by_kind.items():
            earlier = {id: known.name for (k, id), known in self._known.items() if k == kind}
            names = unique_names({one.id: one.key or one.id for one in members}, earlier)
            for one in members:
                items.setdefault(self._file(one), []).append((one, names[one.id]))
        for file, members_of_file in items.items():
            yield from self._with_variables(file, members_of_file)

    def _file(self, one: Declaration) -> str:
        known = self._known.get((one.kind.__name__, one.id))
        return known.file if known else self._file_of(one)

    def _with_variables(self, file: str, members: Sequence[tuple[Declaration, str]]) -> Iterator[Item]:
        named = {(one.kind.__name__, name): one for one, name in members if _is_referred_to(one)}
        earlier = {
            key: known.variable
            for key, one in named.items()
            if (known := self._known.get((key[0], one.id))) and known.variable
        }
        found: dict[tuple[str, str], str] = {}
        for kind in dict.fromkeys(kind for kind, _ in named):
            names = [name for k, name in named if k == kind]
            known_here = {name: variable for (k, name), variable in earlier.items() if k == kind}
            others = {*found.values(), *(v for (k, _), v in earlier.items() if k != kind), *FAMILIES}
            wishes = {name: wish for name in names if (wish := self._wish(kind, named[kind, name].id, name))}
            chosen = variables(names, _snake(kind), known_here, others, wishes)
            found |= {(kind, name): variable for name, variable in chosen.items()}
        for one, name in members:
            yield Item(one, name, found.get((one.kind.__name__, name)), file, left=[*one.problems])

    def _wish(self, kind: str, *ids: str) -> str | None:
        """Return what the variable of an object is to be made of, which is known by its id or its name."""
        return next((self._wishes[kind, id] for id in ids if (kind, id) in self._wishes), None)

    # -- references and order --------------------------------------------------------------------------------------

    def _index(self) -> dict[tuple[str, str, str], Item | None]:
        """Return the objects by what refers to them; None where it could be several."""
        found: dict[tuple[str, str, str], Item | None] = {}
        for item in self.items:
            kind, one = item.declaration.kind.__name__, item.declaration
            for attribute, value in {("id", one.id), ("name", one.id if kind == "Metric" else one.key)}:
                key = (kind, attribute, value)
                found[key] = None if key in found else item
        return found

    def _target(self, reference: Reference, value: str) -> Item | None:
        item = self._by_value.get((reference.kind, reference.attribute, value))
        return item if item and item.variable else None

    def _files(self) -> list[str]:
        order = [*FAMILIES]
        present = dict.fromkeys(item.file for item in self.items)
        return sorted(present, key=lambda file: (order.index(file) if file in order else len(order), file))

    def _by_file(self) -> dict[str, list[Item]]:
        files: dict[str, list[Item]] = {file: [] for file in self.files}
        for item in self.items:
            files[item.file].append(item)
        return files

    def _arrange(self, items: list[Item], order: list[tuple[str, str]], number: int) -> None:
        """Give each object of a file its place: where it stands already, else after what it refers to."""
        ranks = {key: i for i, key in enumerate(order)}
        new = [item for item in items if item.key not in ranks]
        ranks_of_kinds = {kind: i for i, kind in enumerate(kind for family in FAMILIES.values() for kind in family)}
        new.sort(key=lambda item: (ranks_of_kinds.get(item.identity[0], 0), item.name, item.identity))
        for item in items:
            item.place = (number, ranks.get(item.key, 0))
        done: dict[int, None] = {}
        for first in new:
            self._place_after_references(first, {id(one) for one in new}, done)
        places = {one: len(order) + i for i, one in enumerate(done)}
        for item in new:
            item.place = (number, places[id(item)])

    def _place_after_references(self, first: Item, new: set[int], done: dict[int, None]) -> None:
        """Note an object after those of the same file that it refers to; in a circle, some reference stays a text."""
        stack: list[tuple[Item, Iterator[Item]]] = [(first, iter(self._references(first)))]
        begun = {id(first)}
        while stack:
            item, others = stack[-1]
            other = next(others, None)
            if other is None:
                done.setdefault(id(item))
                stack.pop()
            elif id(other) in new and id(other) not in done and id(other) not in begun:
                begun.add(id(other))
                stack.append((other, iter(self._references(other))))

    def _references(self, item: Item) -> list[Item]:
        found: list[Item] = []

        def note(reference: Reference, value: str) -> str | None:
            if (target := self._target(reference, value)) and target.file == item.file:
                found.append(target)
            return None

        Writer(note).statement(item.declaration, item.name, item.variable)
        return found

    def _leave_out_foreign_ids(self, item: Item) -> None:
        """Leave to the console what holds an id of the server's own for an object that the program has not."""
        foreign: set[str] = set()
        for name, value in item.declaration.inputs.items():
            reference = reference_at(item.declaration.kind.shape(), name, item.declaration.inputs)
            if reference and reference.is_made_by_server and not self._comes_before(item, reference, value):
                foreign.add(name)
                item.left.append(
                    (name, f"it is the id of a {reference.kind} that does not stand before it in the program")
                )
        if foreign:
            kept = {name: value for name, value in item.declaration.inputs.items() if name not in foreign}
            item.declaration = replace(item.declaration, inputs=kept)

    def _comes_before(self, item: Item, reference: Reference, value: object) -> bool:
        targets = [self._target(reference, str(one)) for one in (value if isinstance(value, list) else [value])]
        return all(target is not None and target.place < item.place for target in targets)


def _family(one: Declaration) -> str:
    return next((file for file, kinds in FAMILIES.items() if one.kind.__name__ in kinds), _OTHERS)


def _is_referred_to(one: Declaration) -> bool:
    """Return whether an object gets a variable: whether other objects can refer to it."""
    return bool(one.kind.shape().marked("key"))


def _snake(kind: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in kind).lstrip("_")


def by_team(declarations: Iterable[Declaration]) -> dict[Identity, str]:
    """Return a file for each object: that of its team."""
    teams = {str(one.inputs["team"]) for one in declarations if "team" in one.inputs}
    files = variables(sorted(teams), "team", {}, FAMILIES)
    return {(one.kind.__name__, one.id): files.get(str(one.inputs.get("team")), _family(one)) for one in declarations}
