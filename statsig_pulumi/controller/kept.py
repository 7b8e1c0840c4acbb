"""Whether the server has kept what a request has sent: some answer that all is well and leave a field as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..errors import StatsigError
from ..kind import Kind
from ..notify import notify
from ..schema.documents import project
from ..schema.json_types import Doc
from ..schema.shape import Property
from ..schema.values import equal, from_wire, stored_default
from .inputs import describe

_UNSEEN = frozenset({"write_only", "trigger", "no_default"})


def check_kept(kind: type[Kind], names: Iterable[str], old: Doc, new: Doc, reply: Doc) -> None:
    """Check that the server has done what it says; warn of values that it keeps in another form.

    Args:
        kind: the kind.
        names: the fields that were sent.
        old: the old inputs.
        new: the new inputs.
        reply: the document after the request, in the form of requests. Of what it does not have, nothing is known.

    Raises:
        StatsigError: a field is as it was before.
    """
    ignored = []
    for name, value in _differing(kind, names, new, reply):
        prop = kind.shape().properties[name]
        if name in old and equal(prop.shape, old[name], value):
            ignored.append(name)
        elif name in new:
            keeps = f"Statsig keeps {value!r} in place of {new[name]!r}"
            notify(f"{describe(kind, new)}: warning: {name}: {keeps}, so that every refresh shows a difference")
    if ignored:
        fields = ", ".join(ignored)
        raise StatsigError(
            f"Statsig accepted the change and left {fields} as before: give another value, or change it in the "
            "console and leave it out of the program"
        )


def _differing(kind: type[Kind], names: Iterable[str], new: Doc, reply: Doc) -> Iterator[tuple[str, object]]:
    """Yield the fields that are not as the program says, with what they are."""
    for prop in (kind.shape().properties[name] for name in names):
        if prop.wire in reply and not _UNSEEN & prop.marks and not prop.managed_by:
            value = from_wire(prop.shape, reply[prop.wire])
            if not _is_as_wanted(kind, prop, new, reply, value):
                yield prop.name, value


def _is_as_wanted(kind: type[Kind], prop: Property, new: Doc, reply: Doc, value: object) -> bool:
    if prop.json5_sibling in new:
        return True
    if prop.name not in new:
        return equal(prop.shape, value, stored_default(prop))
    seen = project(kind.shape(), {prop.name: new[prop.name]}, reply)
    return equal(prop.shape, new[prop.name], seen.get(prop.name))
