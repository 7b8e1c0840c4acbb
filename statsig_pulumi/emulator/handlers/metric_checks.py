"""What a metric needs when it is created, type by type. Statsig's schema has it all optional."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..http import bad_request
from ..store import Doc

Problems = Iterator[tuple[str, str]]


def _needs(*names: str) -> Callable[[Doc], Problems]:
    return lambda body: ((name, "Required") for name in names if not body.get(name))


def _criteria(body: Doc) -> Problems:
    for i, event in enumerate(body.get("metricEvents", [])):
        if not event.get("criteria"):
            yield f"metricEvents.{i}.criteria", "Required for event_user"


def _parts(body: Doc) -> Problems:
    yield from _needs("unitTypes")(body)
    if len(body.get("metricComponentMetrics", [])) < 2:
        yield "metricComponentMetrics", "A composite_sum needs more than one metric"


_FUNNEL_TYPES = {"events": ("event_count", "event_count_custom"), "users": ("event_dau", "event_user")}


def _steps(body: Doc) -> Problems:
    yield from _needs("funnelCountDistinct")(body)
    steps, counts = body.get("funnelEventList", []), str(body.get("funnelCountDistinct"))
    fitting = _FUNNEL_TYPES.get(counts)
    if len(steps) < 2:
        yield "funnelEventList", "A funnel needs at least two events"
    for i, step in enumerate(steps):
        if fitting and step["type"] not in fitting:
            yield f"funnelEventList.{i}.type", f"Does not match funnelCountDistinct {counts}"


_CHECKS: dict[str, Callable[[Doc], Problems]] = {
    **dict.fromkeys(("sum", "mean", "event_count_custom", "ratio"), _needs("unitTypes", "metricEvents")),
    "composite": _needs("unitTypes"),
    "composite_sum": _parts,
    "event_user": _criteria,
    "funnel": _steps,
}


def check_computable(body: Doc) -> None:
    """Check that a new metric has what its type needs.

    Raises:
        HTTPError: 400, something is missing.
    """
    check = _CHECKS.get(body["type"])
    if problems := [*check(body)] if check else []:
        raise bad_request(*problems)
