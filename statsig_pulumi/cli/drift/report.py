"""What a look at a stack has found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..differences import Difference, dotted
from ..state import Stored

Verdict = Literal["none", "drift", "unknown"]
EXIT_CODES: dict[Verdict, int] = {"none": 0, "unknown": 1, "drift": 2}


@dataclass(frozen=True)
class Author:
    """Who has changed something, as the audit log says.

    Attributes:
        by: the person, or the key.
        at: when, in UTC; in the log's own words where these cannot be read.
        action: what the log calls the change, such as ``gate_update``.
        certain: whether the log says that it was this change, and not another one of the object.
    """

    by: str
    at: str
    action: str
    certain: bool


@dataclass(frozen=True)
class Change:
    """One difference.

    Attributes:
        difference: what differs.
        author: who has made it; None: it is not known.
        keep: the lines of Python that keep what is live, or what to take out; "" where no program can say it.
        where: in which part of the program's resource the lines belong; "" is the resource itself.
    """

    difference: Difference
    author: Author | None = None
    keep: str = ""
    where: str = ""

    @property
    def path(self) -> str:
        """Where it is."""
        return dotted(self.difference.path)


@dataclass(frozen=True)
class Changed:
    """A resource whose object has been changed or deleted outside.

    Attributes:
        stored: the resource.
        changes: what differs; empty where the object was deleted.
        restore: the command that puts it back, or creates it again.
        deleted: whether it was deleted.
        author: who has deleted it; None: it is not known, or it was not deleted.
    """

    stored: Stored
    changes: tuple[Change, ...]
    restore: str
    deleted: bool = False
    author: Author | None = None


@dataclass(frozen=True)
class Unreadable:
    """A resource that could not be compared, and why."""

    stored: Stored
    reason: str


@dataclass(frozen=True)
class NotApplied:
    """A resource that the next ``pulumi up`` changes, because the program says something else than the state.

    Attributes:
        urn: the resource.
        op: Pulumi's word for the step: ``create``, ``update``, ``replace``, ``delete``.
        fields: the paths of the fields that change.
    """

    urn: str
    op: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """What was found.

    Attributes:
        project, stack: of Pulumi.
        total: how many Statsig resources the state has.
        changed: those that have been changed or deleted outside.
        unreadable: those of which that could not be told.
        ignored: the paths of differences that are ignored, with type and name before them.
        not_applied: what the program would change; None where no preview was given.
        notes: what else is to be said, such as that nobody knows who has changed something, and why.
        restore: the command that puts everything back.
    """

    project: str
    stack: str
    total: int
    changed: tuple[Changed, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    ignored: tuple[str, ...] = ()
    not_applied: tuple[NotApplied, ...] | None = None
    notes: tuple[str, ...] = field(default=())
    restore: str = ""

    @property
    def verdict(self) -> Verdict:
        """``unknown`` where anything could not be told, whatever else was found."""
        if self.unreadable:
            return "unknown"
        return "drift" if self.changed else "none"

    @property
    def summary(self) -> str:
        """One sentence."""
        if not self.total:
            return "The state holds no Statsig resources."
        gone = sum(one.deleted for one in self.changed)
        changed = (
            f"{len(self.changed) - gone} changed and {gone} deleted" if self.changed else "none changed or deleted"
        )
        unreadable = f"; {len(self.unreadable)} could not be read" if self.unreadable else ""
        return f"Of {self.total} Statsig resources, {changed} outside of the stack{unreadable}."
