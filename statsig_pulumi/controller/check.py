"""Everything that can be found wrong before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from ..kind import Kind
from ..notify import notify
from ..schema.documents import opened_fields
from ..schema.json_types import Doc
from ..schema.markers import is_known, is_unknown
from ..schema.messages import TOO_DEEP, problems
from ..schema.values import changed_fields
from .inputs import carried_inputs, describe, replaced_fields


def check(
    kind: type[Kind], old: Doc, new: Doc, *, adopt: bool = False, values: bool = False
) -> Iterator[tuple[str, str]]:
    """Yield ``(path, problem)`` of everything that is wrong with the inputs.

    Args:
        kind: the kind.
        old: the old inputs; empty for a new object.
        new: the new inputs; values may be unknown.
        adopt: whether what exists already is adopted, where the inputs do not say.
        values: whether a problem shows values. A provider is not told which of them are secrets.
    """
    try:
        kind.args.model_validate(carried_inputs(kind, new))
    except ValidationError as error:
        yield from problems(kind.args, error, values=values)
        return
    except RecursionError:
        yield "", TOO_DEEP
        return
    yield from kind.check(old, {"adopt": adopt, **new})
    yield from _check_status(kind, old, new)
    if new.get("on_destroy") == "archive" and not _can_archive(kind):
        yield "on_destroy", f"the API cannot archive a {kind.__name__}"
    yield from _check_replacement(kind, old, new)
    for path in opened_fields(kind.shape(), old, new) if old else ():
        notify(
            f"{describe(kind, new)}: warning: {path} is taken out of the program and falls back to its default, which "
            "opens what it restricted; set it to what it is to be"
        )


def _check_replacement(kind: type[Kind], old: Doc, new: Doc) -> Iterator[tuple[str, str]]:
    """Yield the fields that replace an object whose name the old one keeps."""
    if not old or (new.get("on_destroy", "delete") == "delete" and kind.routes.can_delete):
        return
    key = [prop.name for prop in kind.shape().marked("key")]
    for name in replaced_fields(kind, changed_fields(kind.shape(), old, new)):
        if name in key and kind.routes.key_is_id:
            continue
        if not kind.routes.can_delete and is_known(new.get(name)):
            yield (
                name,
                f"cannot change: the API has no operation for it, and cannot delete a {kind.__name__}; change it in "
                "Statsig and run `pulumi refresh`",
            )
        elif kind.routes.can_delete:
            yield name, "replaces the object, whose name stays taken unless on_destroy is 'delete'"


def _can_archive(kind: type[Kind]) -> bool:
    return kind.routes.destroy_operation("archive") is not None or bool(kind.statuses and kind.statuses.archived)


def _check_status(kind: type[Kind], old: Doc, new: Doc) -> Iterator[tuple[str, str]]:
    statuses = kind.statuses
    status = statuses and new.get(statuses.field)
    if statuses and status and not is_unknown(status):
        # A status that only the console has set is not known here; it is read before it is changed.
        start = old.get(statuses.field) if old else statuses.initial
        if start and (problem := statuses.problem(start, status)):
            yield statuses.field, problem
