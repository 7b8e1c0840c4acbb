"""Whether the server has kept what a request has sent: some answer that all is well and leave a field as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..errors import StatsigError
from ..kind import Kind
from ..notify import notify
from ..schema.documents import project
from ..schema.json_types import Doc
from ..schema.shape import Property
from ..schema.sharing import as_list
from ..schema.values import equal, from_wire, stored_default
from .inputs import describe

_UNSEEN = frozenset({"write_only", "trigger", "no_default"})


def ignored(kind: type[Kind], names: Sequence[str], old: Doc, new: Doc, *, body: Doc, reply: Doc) -> list[str]:
    """Return the fields that are as they were before.

    Args:
        kind: the kind.
        names: the fields that were sent.
        old: the old inputs.
        new: the new inputs.
        body: what was sent: of what the program shares with others, what the others have as well.
        reply: the document after the request, in the form of requests. Of what it does not have, nothing is known.
    """
    shapes = kind.shape().properties
    found = _differing(kind, names, new, body, reply)
    alike = [name for name, value in found if name in old and equal(shapes[name].shape, old[name], value)]
    return [*alike, *(name for name in names if _keeps_removed(shapes[name], old, body, reply))]


def differs(kind: type[Kind], names: Sequence[str], old: Doc, new: Doc, *, body: Doc, reply: Doc) -> bool:
    """Return whether a field is not as the program says. See ``ignored``."""
    seen = any(True for _ in _differing(kind, names, new, body, reply))
    return seen or bool(ignored(kind, names, old, new, body=body, reply=reply))


def check_kept(kind: type[Kind], names: Sequence[str], old: Doc, new: Doc, *, body: Doc, reply: Doc) -> None:
    """Check that the server has done what it says; warn of values that it keeps in another form. See ``ignored``.

    Raises:
        StatsigError: a field is as it was before.
    """
    if fields := ", ".join(ignored(kind, names, old, new, body=body, reply=reply)):
        raise StatsigError(
            f"Statsig accepted the change and left {fields} as before: give another value, or change it in the "
            "console and leave it out of the program"
        )
    for name, value in _differing(kind, names, new, body, reply):
        if name in new:
            keeps = f"Statsig keeps {value!r} in place of {new[name]!r}"
            notify(f"{describe(kind, new)}: warning: {name}: {keeps}, so that every refresh shows a difference")


def _differing(kind: type[Kind], names: Iterable[str], new: Doc, body: Doc, reply: Doc) -> Iterator[tuple[str, object]]:
    """Yield the fields that are not as the program says, with what they are."""
    for prop in (kind.shape().properties[name] for name in names):
        if prop.wire in reply and not _UNSEEN & prop.marks and not prop.managed_by:
            value = from_wire(prop.shape, reply[prop.wire])
            sent = from_wire(prop.shape, body.get(prop.wire))
            if (
                prop.wire in body
                and not equal(prop.shape, sent, value)
                and not _is_as_wanted(kind, prop, new, reply, value)
            ):
                yield prop.name, value


def _keeps_removed(prop: Property, old: Doc, body: Doc, reply: Doc) -> bool:
    """Return whether a list that the program shares still has every member that it has taken out."""
    before, now, live = as_list(old.get(prop.name)), as_list(body.get(prop.wire)), as_list(reply.get(prop.wire))
    removed = [one for one in before if one not in now]
    return bool(prop.managed_by and removed and prop.wire in body) and all(one in live for one in removed)


def _is_as_wanted(kind: type[Kind], prop: Property, new: Doc, reply: Doc, value: object) -> bool:
    if prop.json5_sibling in new:
        return True
    if prop.name not in new:
        return equal(prop.shape, value, stored_default(prop))
    seen = project(kind.shape(), {prop.name: new[prop.name]}, reply)
    return equal(prop.shape, new[prop.name], seen.get(prop.name))
