"""Rules of gates, dynamic configs and segments: their ids, which follow the percentage, and gradual rollouts.

A rule's ``id`` is ``<baseID>:<percentage>:<n>`` once its percentage has changed ``n`` times; ``baseID`` never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..http import HTTPError, bad_request
from ..store import Doc
from ..variants import chosen_variant
from .common import check_distinct_names, new_id

_DAY = 86_400_000
_DEFAULT_PHASES = (10, 50, 100)
"""The percentages of a gradual rollout without phases, a day each. Statsig does not document its own."""


def base_of(id: str) -> str:
    """Return the part of a rule's id that never changes."""
    return id.partition(":")[0]


def find_rule(rules: Iterable[Doc], id: str) -> Doc | None:
    """Return the rule with an id, of whatever percentage; None if there is none."""
    return next((rule for rule in rules if base_of(str(rule["id"])) == base_of(id)), None)


def rules_of(body: Doc, before: Doc | None) -> list[Doc]:
    """Return the rules of a body, with their defaults and ids.

    A rule is the one of its ``id``, else of its ``baseID``. Without them it is a new one: whether Statsig takes it so
    or recognises its name is not known. A new id is the worse case, and a program that loses ids should notice.

    Raises:
        HTTPError: 400, an id is that of no rule, or two rules have one name.
    """
    if chosen_variant("rule-names") != "accepted":
        check_distinct_names(body["rules"], "rules", "rule")
    return [_rule(rule, _before(rule, before)) for rule in body["rules"]]


def _before(rule: Doc, owner: Doc | None) -> Doc | None:
    if owner is None:
        return None
    id = rule.get("id") or rule.get("baseID")
    found = find_rule(owner["rules"], id) if id else None
    if id and found is None:
        raise HTTPError(400, "A provided rule ID does not match an existing rule ID")
    return found


def _rule(rule: Doc, before: Doc | None) -> Doc:
    """Return a rule with its defaults. Its rollouts are the server's, and end with another percentage."""
    filled = {"passPercentage": 100, "environments": None, **rule}
    if before is None:
        id = rule.get("id") or rule.get("baseID") or new_id()
        return {**filled, "id": id, "baseID": base_of(id), **_rollouts([], [])}
    kept = before.get("completedAutomatedRollouts") or []
    if filled["passPercentage"] == before["passPercentage"]:
        pending = before.get("pendingAutomatedRollouts") or []
        return {**filled, "id": before["id"], "baseID": base_of(before["id"]), **_rollouts(kept, pending)}
    return {**filled, **_ids_at(before["id"], filled["passPercentage"]), **_rollouts(kept, [])}


def _rollouts(completed: list[Doc], pending: list[Doc]) -> Doc:
    return {"completedAutomatedRollouts": completed, "pendingAutomatedRollouts": pending}


def _ids_at(id: str, percentage: float) -> Doc:
    """Return the ids of a rule whose percentage has changed to this one."""
    changes = id.rpartition(":")[2] if ":" in id else "0"
    return {"id": f"{base_of(id)}:{percentage:.2f}:{int(changes) + 1}", "baseID": base_of(id)}


# -- gradual rollouts --------------------------------------------------------------------------------------------------


def rises(rules: Sequence[Doc], before: Sequence[Doc]) -> bool:
    """Return whether a rule passes more than it did; a new one did not pass anybody."""
    return any(rule["passPercentage"] > _percentage(before, rule) for rule in rules)


def _percentage(rules: Sequence[Doc], rule: Doc) -> float:
    found = find_rule(rules, rule["id"])
    return float(found["passPercentage"]) if found else 0


def gradually(rules: Sequence[Doc], before: Sequence[Doc], strategy: Doc, now: float) -> list[Doc]:
    """Return the rules with a rollout by phases in place of each rise.

    Raises:
        HTTPError: 400, the percentages of the phases do not rise.
    """
    phases = strategy.get("phases") or [{"pass_percent": p, "isComplete": False} for p in _DEFAULT_PHASES]
    percentages = [phase["pass_percent"] for phase in phases]
    if sorted(set(percentages)) != percentages:
        raise bad_request(("gradual_rollout_strategy.phases", "The percentages of the phases must rise"))
    return [_planned(rule, _percentage(before, rule), phases, before, now) for rule in rules]


def _planned(rule: Doc, start: float, phases: Sequence[Doc], before: Sequence[Doc], now: float) -> Doc:
    target = rule["passPercentage"]
    if target <= start:
        return rule
    steps = [*_steps(phases, start, target, now)]
    known = find_rule(before, rule["id"])
    ids = {"id": known["id"], "baseID": base_of(known["id"])} if known else {}
    return carried_out({**rule, **ids, "passPercentage": start, "pendingAutomatedRollouts": steps}, now)


def _steps(phases: Sequence[Doc], start: float, target: float, now: float) -> Iterator[Doc]:
    """Yield when which percentage is reached: those of the phases between the old one and the new one, then that."""
    time = now
    for phase in phases:
        time = phase.get("time", time)
        if start < phase["pass_percent"] < target and not phase["isComplete"]:
            yield {"time": time, "passPercent": phase["pass_percent"]}
        time += phase.get("phaseDurationMs", _DAY) if phase["pass_percent"] < target else 0
    yield {"time": time, "passPercent": target}


def carried_out(rule: Doc, now: float) -> Doc:
    """Return a rule after the steps whose time has come."""
    pending: list[Doc] = rule.get("pendingAutomatedRollouts") or []
    done = [step for step in pending if step.get("time", 0) <= now]
    for step in done:
        rule = {**rule, **_ids_at(rule["id"], step["passPercent"]), "passPercentage": step["passPercent"]}
    completed = [*(rule.get("completedAutomatedRollouts") or []), *done]
    return {**rule, **_rollouts(completed, pending[len(done) :])} if done else rule


def refuse_rise(setting: Any, rules: Sequence[Doc], before: Sequence[Doc], strategy: Doc | None) -> None:
    """Refuse a rise without a strategy where the project's policy demands one. Statsig's own words are not known.

    Raises:
        HTTPError: 400, it does.
    """
    if setting and strategy is None and rises(rules, before):
        wanted = ("gradual_rollout_strategy", "Required by the project's policy for a higher pass percentage")
        raise bad_request(wanted)
