"""Statsig: whether it can be reached, the clock, what the key may read, and its limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from urllib.parse import urlsplit

from ...client.budget import shortest
from ...client.client import Client
from ...client.reach import Reached
from ...config import Settings
from ...controller.inputs import inputs_of
from ...errors import ApiError, StatsigError
from ...kind import Kind
from ...redactor import clean
from ...schema.json_types import Doc
from ..state import Stored
from .finding import Finding, Mark

_LATE = 60.0
"""The clock may differ by so many seconds."""
_REFUSED = {
    401: "the key is refused: it is mistyped, deactivated, deleted or rotated",
    403: "the key is known, and may not read its project",
}
_NEW_KEY = "make a Console API key in Statsig (Settings, Keys & Environments), and configure it"


def examine_service(client: Client, now: float) -> tuple[bool, list[Finding]]:
    """Return whether the API answers to the key, and what there is to say of the way to it."""
    reached = client.reach()
    host = client.settings.api_url
    if trouble := reached.trouble:
        detail = f" ({reached.detail})" if reached.detail else ""
        text = f"{host} cannot be used: {trouble.what}{detail}"
        return False, [Finding("service", Mark.FAILED, text, trouble.mend.format(host=urlsplit(host).hostname))]
    found = [Finding("service", Mark.OK, f"{host} answers in {reached.seconds:.1f} s"), *_clock(reached, now)]
    return reached.status < 300 or reached.status in (403, 404), [*found, _key(reached)]


def _key(reached: Reached) -> Finding:
    if reached.status in _REFUSED:
        mark = Mark.FAILED if reached.status == 401 else Mark.WARNING
        return Finding("key", mark, f"{_REFUSED[reached.status]} ({reached.status}: {reached.detail})", _NEW_KEY)
    if reached.status >= 300:
        return Finding("key", Mark.UNKNOWN, f"the project cannot be read: {reached.status}, {reached.detail}")
    project = reached.document.get("data")
    id = project.get("id") if isinstance(project, dict) else ""
    return Finding("key", Mark.OK, f"the key is one of the project {id or 'that the API does not name'}")


def _clock(reached: Reached, now: float) -> Iterator[Finding]:
    if reached.date is None:
        yield Finding("clock", Mark.SKIPPED, "the response has no date to compare the clock with")
        return
    off = now - reached.date
    if abs(off) > _LATE:
        text = f"this machine's clock is {abs(off):.0f} s {'ahead of' if off > 0 else 'behind'} the server's"
        yield Finding("clock", Mark.WARNING, text, "timedatectl set-ntp true")
    else:
        yield Finding("clock", Mark.OK, "the clock agrees with the server's")


# -- what the key may read ---------------------------------------------------------------------------------------------


def examine_permissions(client: Client, resources: Sequence[tuple[type[Kind], Stored]]) -> Iterator[Finding]:
    """Yield which kinds the key may read: one object of each is asked for.

    Args:
        client: asks.
        resources: the resources of the state with their kinds; one of each kind is tried.
    """
    readable = [(kind, one) for kind, one in dict(reversed(resources)).items() if kind.routes.can_read]
    outcomes = {kind.__name__: _outcome(client, kind, one.id, one.outputs.values) for kind, one in readable}
    if not outcomes:
        outcomes = {"Gate": _listed(client)}
    denied = {name: problem for name, (mark, problem) in outcomes.items() if mark is Mark.FAILED}
    yield from (Finding("permissions", Mark.FAILED, f"{name}: {text}", _NEW_KEY) for name, text in denied.items())
    unknown = {name: problem for name, (mark, problem) in outcomes.items() if mark is Mark.UNKNOWN}
    yield from (Finding("permissions", Mark.UNKNOWN, f"{name}: {text}") for name, text in unknown.items())
    if fine := [name for name, (mark, _) in outcomes.items() if mark is Mark.OK]:
        text = f"the key may read {', '.join(sorted(fine))}; whether it may write, only a write can tell"
        yield Finding("permissions", Mark.OK, text)


def _outcome(client: Client, kind: type[Kind], id: str, state: Doc) -> tuple[Mark, str]:
    try:
        inputs = inputs_of(kind, state)
        kind.routes.read_object(client, id, kind.target({**state, **inputs}, inputs))
    except ApiError as error:
        return _judged(error)
    except (StatsigError, LookupError, TypeError, ValueError) as error:
        return Mark.UNKNOWN, f"state does not say how to read it ({clean(str(error))})"
    return Mark.OK, ""


def _listed(client: Client) -> tuple[Mark, str]:
    try:
        client.request("GET", "/gates", params={"limit": 1})
    except ApiError as error:
        return _judged(error)
    return Mark.OK, ""


def _judged(error: ApiError) -> tuple[Mark, str]:
    if error.status == 404:
        return Mark.OK, ""
    if error.status in (401, 403):
        return Mark.FAILED, f"the key may not read it ({error.status}: {error.message})"
    return Mark.UNKNOWN, str(error)


# -- limits ------------------------------------------------------------------------------------------------------------


def examine_limits(settings: Settings, writes: int, segment_writes: int) -> Iterator[Finding]:
    """Yield how far the limits of the API go.

    Args:
        settings: the configured limits.
        writes: the resources whose change is one write or more.
        segment_writes: those of them that are segments.
    """
    for limit in fields(Settings):
        configured = getattr(settings, limit.name)
        if "mutations_per" in limit.name and configured > limit.default:
            first, *rest = limit.name.split("_")
            name = "statsig:" + first + "".join(part.capitalize() for part in rest)
            text = f"{name} is {configured}, and Statsig's own limit is {limit.default}: it will refuse writes"
            yield Finding("limits", Mark.WARNING, text, f"pulumi config rm {name}")
    seconds = max(
        shortest(writes - segment_writes, settings.mutations_per_10s, settings.mutations_per_15min),
        shortest(segment_writes, settings.segment_mutations_per_10s, settings.segment_mutations_per_15min),
    )
    text = f"a run that changes all {writes} resources of the stack waits for about {seconds:.0f} s"
    yield Finding("limits", Mark.OK, text if writes else "there are no resources yet that would write")
