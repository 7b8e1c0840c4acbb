"""What the program says and no ``pulumi up`` has made so: read from the output of ``pulumi preview --json``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ...controller.inputs import inputs_of
from ...controller.stored import Urn
from ...errors import InvalidInput
from ...kind import kind_named
from ...schema.json_types import Doc
from ..differences import compare, dotted
from ..state import Bag, State
from .report import NotApplied

_NO_CHANGES = frozenset({"same", "read", "create-replacement", "delete-replaced", "read-replacement"})
"""The steps that change nothing, and the halves of a replacement."""


def parse_preview(text: str, state: State) -> tuple[NotApplied, ...]:
    """Return what a preview would change, without a refresh.

    Args:
        text: what ``pulumi preview --json`` has printed.
        state: the state of the same stack.

    Raises:
        InvalidInput: it is something else, the preview failed, or it is of another stack.
    """
    try:
        preview = json.loads(text)
        failed = any(one.get("severity") == "error" for one in preview.get("diagnostics") or ())
        steps = [one for one in preview["steps"] if _is_ours(one)]
        _verify(steps, state, failed)
        return tuple(_changes(steps))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise InvalidInput(
            "the preview is not what `pulumi preview --json` prints: write its output alone into the file"
        ) from None


def _is_ours(step: Doc) -> bool:
    return bool(Urn.parse(step["urn"]).kind)


def _verify(steps: list[Doc], state: State, failed: bool) -> None:
    if failed:
        raise InvalidInput("the preview failed: see its own errors, and make it once more")
    if any(step["op"] == "refresh" for step in steps):
        raise InvalidInput("the preview was made with --refresh, which shows both as one: make it without")
    of = {Urn.parse(step["urn"])[:2] for step in steps}
    if state.project and of - {(state.stack, state.project)}:
        raise InvalidInput(f"the preview is of another stack than {state.project}/{state.stack}")


def _changes(steps: list[Doc]) -> Iterator[NotApplied]:
    for step in steps:
        if step["op"] not in _NO_CHANGES:
            yield NotApplied(step["urn"], str(step["op"]), tuple(_fields(step)))


def _fields(step: Doc) -> Iterator[str]:
    """Yield the paths that change; of what waits in a review as well, which state does not hold as live."""
    old, new = (step.get(name) or {} for name in ("oldState", "newState"))
    if not old or not new:
        return
    kind = kind_named(Urn.parse(step["urn"]).kind)
    before, after = (inputs_of(kind, _values(bag)) for bag in (old.get("outputs"), new.get("inputs")))
    yield from dict.fromkeys(dotted(one.path) for one in compare(kind.shape(), before, after))


def _values(properties: Any) -> Doc:
    return Bag.open(properties).values
