"""Which objects are exported: by kind and name, and by what they say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ...kind import Kind, all_kinds
from ..patterns import Chosen
from .declaration import Declaration
from .families import FAMILIES


@dataclass(frozen=True)
class Selection(Chosen):
    """A choice of objects. Patterns are ``Kind.name`` or ``Kind``, with ``*`` and ``?``.

    Args:
        include: one of them has to match, where there are any.
        exclude: none of them may match.
        tags, teams, target_apps, statuses: one of each has to be the object's, where there are any.
    """

    tags: Sequence[str] = ()
    teams: Sequence[str] = ()
    target_apps: Sequence[str] = ()
    statuses: Sequence[str] = ()

    def kinds(self) -> list[type[Kind]]:
        """Return the kinds that can hold chosen objects, in the order of the program."""
        known = all_kinds()
        names = [name for kinds in FAMILIES.values() for name in kinds]
        return [known[name] for name in names if self.may_have(name)]

    def names_kind(self, kind: type[Kind]) -> bool:
        """Return whether a kind was asked for by its name."""
        return any(pattern.partition(".")[0] == kind.__name__ for pattern in self.include)

    def holds(self, one: Declaration, statuses: Collection[object]) -> bool:
        """Return whether an object is chosen, which has one of these statuses."""
        said = (
            (self.tags, one.inputs.get("tags") or ()),
            (self.teams, [one.inputs.get("team")]),
            (self.target_apps, one.inputs.get("target_apps") or ()),
            (self.statuses, statuses),
        )
        return self.has(one.kind.__name__, one.key) and all(
            not wanted or {*wanted} & {*values} for wanted, values in said
        )
