"""Which objects are exported: by kind and name, and by what they say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from ...kind import Kind, all_kinds
from .declaration import Declaration
from .families import FAMILIES


@dataclass(frozen=True)
class Selection:
    """A choice of objects. Patterns are ``Kind.name`` or ``Kind``, with ``*`` and ``?``.

    Args:
        include: one of them has to match, where there are any.
        exclude: none of them may match.
        tags, teams, target_apps, statuses: one of each has to be the object's, where there are any.
    """

    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    tags: Sequence[str] = ()
    teams: Sequence[str] = ()
    target_apps: Sequence[str] = ()
    statuses: Sequence[str] = ()

    def kinds(self) -> list[type[Kind]]:
        """Return the kinds that can hold chosen objects, in the order of the program."""
        known = all_kinds()
        names = [name for kinds in FAMILIES.values() for name in kinds]
        return [known[name] for name in names if not self.include or any(is_of_kind(p, name) for p in self.include)]

    def names_kind(self, kind: type[Kind]) -> bool:
        """Return whether a kind was asked for by its name."""
        return any(pattern.partition(".")[0] == kind.__name__ for pattern in self.include)

    def has(self, one: Declaration, statuses: Collection[object]) -> bool:
        """Return whether an object is chosen, which has one of these statuses."""
        name, key = one.kind.__name__, one.key
        if self.include and not any(matches(p, name, key) for p in self.include):
            return False
        if any(matches(p, name, key) for p in self.exclude):
            return False
        said = (
            (self.tags, one.inputs.get("tags") or ()),
            (self.teams, [one.inputs.get("team")]),
            (self.target_apps, one.inputs.get("target_apps") or ()),
            (self.statuses, statuses),
        )
        return all(not wanted or {*wanted} & {*values} for wanted, values in said)


def is_of_kind(pattern: str, kind: str) -> bool:
    """Return whether a pattern can match objects of a kind."""
    return fnmatchcase(kind, pattern.partition(".")[0])


def matches(pattern: str, kind: str, name: str) -> bool:
    """Return whether an object is as a pattern says, which is ``Kind`` or ``Kind.name`` with ``*`` and ``?``."""
    of_kind, dot, of_name = pattern.partition(".")
    return fnmatchcase(kind, of_kind) and (not dot or fnmatchcase(name, of_name))
