"""A look at a stack: its state, what is live, who has changed it, and what to do."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from ...errors import StatsigError
from ...redactor import clean
from ..differences import Difference, dotted
from ..patterns import covers
from ..progress import Progress
from ..state import State, Stored
from .audit import AuditLog
from .live import Compared, by_client, compare_all
from .program import lines_that_keep
from .report import Author, Change, Changed, NotApplied, Report, Unreadable

if TYPE_CHECKING:
    from ...client.client import Client

_MOST_TARGETS = 20
"""Up to how many resources a command names each."""


@dataclass(frozen=True)
class Options:
    """What a look is asked for.

    Attributes:
        ignore: the patterns of what is not to be shown: ``TYPE.NAME`` or ``TYPE.NAME.field``.
        stack: the stack's name, as it was given.
        cwd: the program's folder, as it was given.
        not_applied: what the program would change; None where that is not known.
    """

    ignore: tuple[str, ...] = ()
    stack: str = ""
    cwd: str = ""
    not_applied: tuple[NotApplied, ...] | None = None


def look(state: State, client_of: Callable[[Stored], Client], options: Options, progress: Progress) -> Report:
    """Return what has changed outside of a stack.

    Args:
        state: the stack's state.
        client_of: returns what a resource is read with.
        options: see there.
        progress: is told how far it is.
    """
    ignored = [_named(one) for one in state.resources if _is_ignored(options.ignore, _named(one))]
    looked_at = [one for one in state.resources if not _is_ignored(options.ignore, _named(one))]
    read = compare_all(looked_at, client_of, progress)
    compared = [_without_ignored(one, options.ignore, ignored) for one in read if isinstance(one, Compared)]
    differing = [one for one in compared if one.differs]
    notes: list[str] = [*_blind(compared), *_unused(options.ignore, ignored)]
    progress.say("reading the audit log")
    changed = {one.stored.urn: one for one in _with_authors(differing, options, notes)}
    in_order = tuple(changed[one.stored.urn] for one in differing)
    return Report(
        project=state.project,
        stack=state.stack or options.stack,
        total=len(state.resources),
        changed=in_order,
        unreadable=tuple(one for one in read if isinstance(one, Unreadable)),
        ignored=tuple(ignored),
        not_applied=options.not_applied,
        notes=tuple(notes),
        restore=up_command([one.stored.urn for one in in_order], options) if in_order else "",
    )


# -- what is ignored ---------------------------------------------------------------------------------------------------


def _named(stored: Stored) -> str:
    return f"{stored.kind}.{stored.name}"


def _is_ignored(patterns: Iterable[str], path: str) -> bool:
    return any(covers(pattern, path) for pattern in patterns)


def _without_ignored(one: Compared, patterns: Sequence[str], ignored: list[str]) -> Compared:
    """Return a resource without the differences that the command or the program ignores, which are noted."""
    kept = []
    for difference in one.differences:
        by_name, by_index = dotted(difference.path), dotted(difference.path, by_index=True)
        names = [f"{_named(one.stored)}.{path}" for path in (by_name, by_index)]
        by_program = [path.replace("[*]", "*") for path in one.stored.ignore_changes]
        if any(_is_ignored(patterns, name) for name in names) or _is_ignored(by_program, by_index):
            ignored.append(names[0])
        else:
            kept.append(difference)
    return replace(one, differences=tuple(kept))


def _unused(patterns: Iterable[str], ignored: Sequence[str]) -> Iterator[str]:
    for pattern in patterns:
        if not any(covers(pattern, path) for path in ignored):
            yield f"--ignore {pattern} matches nothing that differs"


def _blind(compared: Iterable[Compared]) -> Iterator[str]:
    kinds = sorted({one.kind.__name__ for one in compared if not one.kind.routes.notices_absence})
    if kinds:
        yield f"Statsig's API does not return {', '.join(kinds)}: what has changed of these cannot be seen"


# -- who, and what to do -----------------------------------------------------------------------------------------------


def _with_authors(compared: Sequence[Compared], options: Options, notes: list[str]) -> Iterator[Changed]:
    """Yield the resources with who has changed them; one log is read for each Statsig project."""
    for client, group in by_client(compared):
        log = AuditLog()
        try:
            log = AuditLog.read(client, _earliest(group))
        except StatsigError as error:
            notes.append(f"Who has made the changes is not known, for the audit log could not be read: {error}")
        for one in group:
            yield _changed(one, log, options)


def _earliest(compared: Sequence[Compared]) -> datetime | None:
    times = [one.stored.modified for one in compared]
    return min((time for time in times if time), default=None) if all(times) else None


def _changed(one: Compared, log: AuditLog, options: Options) -> Changed:
    def by(field: str) -> Author | None:
        return log.author(one.kind, one.names, one.stored.modified, field)

    return Changed(
        stored=one.stored,
        changes=tuple(
            Change(
                difference,
                by(_wire(one, difference)),
                keep=lines_that_keep(difference),
                where=dotted(difference.holder),
            )
            for difference in one.differences
        ),
        restore=up_command([one.stored.urn], options),
        deleted=one.deleted,
        author=by("") if one.deleted else None,
    )


def _wire(one: Compared, difference: Difference) -> str:
    """Return the API's name of the field of the object in which a difference is."""
    return one.kind.shape().properties[str(difference.path[0])].wire


def up_command(urns: Sequence[str], options: Options) -> str:
    """Return the command that puts resources back; all of them where there are many, or where a URN cannot be typed."""
    named = len(urns) <= _MOST_TARGETS and all(clean(urn) == urn for urn in urns)
    where = [*(["--cwd", options.cwd] if options.cwd else []), *(["--stack", options.stack] if options.stack else [])]
    targets = [part for urn in urns for part in ("--target", urn)] if named else []
    return clean(shlex.join(["pulumi", "up", "--refresh", *where, *targets]))
