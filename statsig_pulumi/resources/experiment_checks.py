"""What an experiment's arguments must not say, alone or as a change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..schema.json_types import Doc, same_json
from ..schema.markers import is_known, is_unknown, known_members
from ..schema.shape import Shape
from ..schema.values import changed_fields

SHIPPED = "shipped_with_holdout"
"""The status of an experiment that is live only for those who are held back. The API says ``active``."""
RUNNING = ("active", SHIPPED)
"""The statuses of a live experiment."""
_DECIDED = ("decision_made", SHIPPED)
_SIDECAR = ("sidecar_editor_url", "sidecar_url_filters", "sidecar_disable_auto_run", "sidecar_prerun_script")
SIDECAR_COPIES = ("sidecarURLFilters", "sidecarDisableAutoRun", "sidecarPrerunScript", "sidecarExperimentName")
"""What the server adds to the parameters of each group of a sidecar experiment."""
_NO_SIDECAR = "is kept for a sidecar experiment only: set is_sidecar=True"
_RESET = "reset the experiment first (status 'setup')"
_INVALIDATES = (
    "cannot change while the experiment runs, its results would be worthless; "
    "set allow_invalidating_changes=True if you mean it"
)


def status_problems(old: Doc, new: Doc) -> Iterable[tuple[str, str]]:
    """Yield what a status needs and does not have, and a decision that is changed after it was made."""
    status, decision = new.get("status"), new.get("decision")
    if status in _DECIDED and decision is None:
        yield "decision", f"is required for the status {status!r}: group and reason"
    if status == "abandoned" and "abandon_reason" not in new:
        yield "abandon_reason", "is required for the status 'abandoned'"
    if status in _DECIDED and isinstance(decision, dict) and not is_unknown(decision.get("holdout")):
        yield from _holdout_problems(str(status), decision.get("holdout"))
    made = status == old.get("status") and status in _DECIDED and "decision" in old and is_known(decision)
    if made and old["decision"] != decision:
        on = "decide it for everybody first (status 'decision_made')" if status == SHIPPED else _RESET
        yield "decision", f"cannot be changed once it is made: {on}"


def _holdout_problems(status: str, holdout: Any) -> Iterable[tuple[str, str]]:
    if status == SHIPPED and not holdout:
        yield "decision.holdout", f"is required for the status {SHIPPED!r}: 1 to 50 percent"
    if status != SHIPPED and holdout:
        yield "decision.holdout", f"keeps the experiment live: declare status={SHIPPED!r}"


def sidecar_problems(new: Doc) -> Iterable[tuple[str, str]]:
    """Yield settings of a sidecar experiment where they have no effect."""
    if is_unknown(sidecar := new.get("is_sidecar")):
        return
    if not sidecar:
        yield from (
            (name, "is kept for a sidecar experiment only: set is_sidecar=True") for name in _SIDECAR if name in new
        )
        return
    for i, group in known_members(new.get("groups")):
        parameters = group.get("parameter_values")
        for name in SIDECAR_COPIES:
            if isinstance(parameters, dict) and name in parameters:
                yield f"groups[{i}].parameter_values", f"{name} is set by Statsig: use the arguments sidecar_..."


def template_problems(shape: Shape, old: Doc, new: Doc) -> Iterable[tuple[str, str]]:
    """Yield the changes of a template, which the API can create and not change."""
    if not new.get("is_template") or is_unknown(new["is_template"]):
        return
    if new.get("status", "setup") != "setup":
        yield "status", "a template stays in 'setup': create an experiment of it in Statsig's console"
    if not old.get("is_template"):
        return
    changed = [shape.properties[name] for name in changed_fields(shape, old, new)]
    if any("replace" in prop for prop in changed):
        return
    for prop in changed:
        if prop.on_wire:
            yield prop.name, "cannot change: Statsig's API cannot change a template; change it in the console"


def running_problems(old: Doc, new: Doc) -> Iterable[tuple[str, str]]:
    """Yield the changes that would make the results of a running experiment worthless."""
    if old.get("status") in RUNNING and not new.get("allow_invalidating_changes"):
        yield from ((name, _INVALIDATES) for name in _invalidating(old, new))


def _invalidating(old: Doc, new: Doc) -> Iterable[str]:
    """Yield the names of what would change; what is not known yet is judged again before it is sent."""
    for name, default in (("id_type", "userID"), ("layer_id", None)):
        if name in old and is_known(new.get(name)) and (old[name] or default) != new.get(name, default):
            yield name
    before, after = old.get("allocation"), new.get("allocation")
    if isinstance(before, (int, float)) and isinstance(after, (int, float)) and after < before:
        yield "allocation"
    groups = old.get("groups"), new.get("groups")
    if all(map(is_known, groups)) and None not in groups and not same_json(*map(_essence, groups)):
        yield "groups"


def _essence(groups: Any) -> Any:
    """Return what assigns people to a group, and what they get there."""
    return [[g.get("name"), g.get("size"), g.get("parameter_values")] for g in groups]
