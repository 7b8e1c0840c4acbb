"""Gates and their rules."""

from __future__ import annotations

from ....schema.json_types import Doc
from ..lab import Lab, at
from ..look import accepted, equal, everyone, gate, refused
from ..registry import Seen, experiment

_GATES = "/gates"


@experiment("members-without-ids")
def _members_without_ids(lab: Lab) -> Seen:
    """Rules that are sent without their ids get new ids."""
    made = gate(lab, rules=[everyone()])
    before = made["rules"][0]["id"]
    after = lab.change(_GATES, made["id"], rules=[everyone()])["rules"][0]["id"]
    return Seen(before != after, "a new id" if before != after else "the same id")


@experiment("rule-id")
def _rule_id(lab: Lab) -> Seen:
    """A rule's id becomes `<baseID>:<percentage>:<n>` when its percentage changes; its baseID stays."""
    made = gate(lab, rules=[everyone(percentage=10)])
    rule = made["rules"][0]
    changed = lab.change(_GATES, made["id"], rules=[everyone(percentage=20, id=rule["id"])])["rules"][0]
    base = rule.get("baseID")
    form = changed["id"].replace(base or rule["id"], "<baseID>")
    return equal((rule["id"] == base == changed.get("baseID"), form), (True, "<baseID>:20.00:1"))


@experiment("rule-recognised")
def _rule_recognised(lab: Lab) -> Seen:
    """A rule is recognised by its baseID alone, or by an earlier id of it."""
    made = gate(lab, rules=[everyone(percentage=10)])
    first = made["rules"][0]["id"]
    lab.change(_GATES, made["id"], rules=[everyone(percentage=20, baseID=made["rules"][0]["baseID"])])
    last = lab.change(_GATES, made["id"], rules=[everyone(percentage=30, id=first)])["rules"][0]
    return equal(last["baseID"], made["rules"][0]["baseID"])


@experiment("unknown-rule-id")
def _unknown_rule_id(lab: Lab) -> Seen:
    """An update with a rule whose id the gate does not have is refused."""
    made = gate(lab, rules=[everyone()])
    return refused(lab.refusal("PATCH", at(_GATES, made["id"]), {"rules": [everyone(id="0" * 22)]}), 400)


@experiment("rule-order")
def _rule_order(lab: Lab) -> Seen:
    """Rules keep the order in which they are sent, and their ids when it changes."""
    made = gate(lab, rules=[everyone(name) for name in "abc"])
    turned = [{**rule} for rule in reversed(made["rules"])]
    sent = [everyone(rule["name"], id=rule["id"]) for rule in turned]
    seen = lab.change(_GATES, made["id"], rules=sent)["rules"]
    return equal([(r["name"], r["id"]) for r in seen], [(r["name"], r["id"]) for r in turned])


@experiment("rule-names")
def _rule_names(lab: Lab) -> Seen:
    """Two rules of one name are refused."""
    made = gate(lab)
    return refused(lab.refusal("PATCH", at(_GATES, made["id"]), {"rules": [everyone("a"), everyone("a")]}), 400)


@experiment("fractional-percentage")
def _fractional_percentage(lab: Lab) -> Seen:
    """A percentage with two decimals is kept as it is."""
    made = gate(lab)
    return equal(
        lab.change(_GATES, made["id"], rules=[everyone(percentage=12.55)])["rules"][0]["passPercentage"], 12.55
    )


@experiment("sent-rollouts")
def _sent_rollouts(lab: Lab) -> Seen:
    """Automated rollouts of a rule in a request are ignored."""
    step = {"time": 4_000_000_000_000, "passPercent": 50}
    made = gate(lab, rules=[everyone(percentage=10, pendingAutomatedRollouts=[step])])
    return equal(lab.read(_GATES, made["id"])["rules"][0].get("pendingAutomatedRollouts") or [], [])


@experiment("gradual-rollout")
def _gradual_rollout(lab: Lab) -> Seen:
    """A gradual rollout without phases goes by 10, 50 and 100 percent."""
    made = gate(lab, rules=[everyone(percentage=0)])
    rule = everyone(percentage=100, id=made["rules"][0]["id"])
    seen = lab.change(_GATES, made["id"], rules=[rule], gradual_rollout_strategy={"type": "gradual"})["rules"][0]
    steps = [*(seen.get("completedAutomatedRollouts") or []), *(seen.get("pendingAutomatedRollouts") or [])]
    return equal([step["passPercent"] for step in steps], [10, 50, 100])


@experiment("archived-in-list")
def _archived_in_list(lab: Lab) -> Seen:
    """The plain list of gates leaves archived ones out."""
    ids = [gate(lab)["id"] for _ in range(2)]
    lab.send("PUT", at(_GATES, ids[0], "/archive"), {})
    return equal([doc["id"] for doc in lab.listed(_GATES) if doc["id"] in ids], ids[1:])


@experiment("archived-update")
def _archived_update(lab: Lab) -> Seen:
    """An archived object cannot be updated."""
    made = gate(lab)
    lab.send("PUT", at(_GATES, made["id"], "/archive"), {})
    return refused(lab.refusal("PATCH", at(_GATES, made["id"]), {"description": "x"}), 400)


@experiment("full-update-leaves-out")
def _full_update_leaves_out(lab: Lab) -> Seen:
    """A full update keeps the fields that it leaves out."""
    made = gate(lab, measureMetricLifts=False, type="PERMANENT")
    lab.send("POST", at(_GATES, made["id"]), {"description": "", "isEnabled": True, "rules": []})
    seen = lab.read(_GATES, made["id"])
    return equal((seen["type"], seen["measureMetricLifts"]), ("PERMANENT", False))


@experiment("partial-update-leaves-out")
def _partial_update_leaves_out(lab: Lab) -> Seen:
    """A partial update keeps the fields that it leaves out."""
    made = gate(lab, description="kept", type="PERMANENT", rules=[everyone()])
    seen = lab.change(_GATES, made["id"], isEnabled=False)
    return equal((seen["description"], seen["type"], len(seen["rules"])), ("kept", "PERMANENT", 1))


@experiment("update-with-empty-list")
def _empty_list(lab: Lab) -> Seen:
    """An update with an empty list empties it."""
    made = gate(lab, rules=[everyone()])
    return equal(lab.change(_GATES, made["id"], rules=[])["rules"], [])


@experiment("update-with-empty-text")
def _empty_text(lab: Lab) -> Seen:
    """An update with an empty text empties it."""
    made = gate(lab, description="something")
    return equal(lab.change(_GATES, made["id"], description="")["description"], "")


@experiment("update-with-null")
def _null(lab: Lab) -> Seen:
    """An update with null, where a field may be null, clears it."""
    team = lab.send("POST", "/users/teams", empty_team(lab))
    made = gate(lab, teamID=team["id"])
    before = lab.read(_GATES, made["id"]).get("teamID")
    return equal((before, lab.change(_GATES, made["id"], teamID=None).get("teamID")), (team["id"], None))


def empty_team(lab: Lab) -> Doc:
    """Return the body of a team without anybody."""
    metrics = [f"default{name}Metrics" for name in ("Gate", "ExperimentPrimary", "ExperimentSecondary", "Holdout")]
    lists: Doc = {name: [] for name in ("members", "admins", "defaultTargetApplications", *metrics)}
    return {"name": lab.name(), **lists, "changeTeamConfigs": "anyone", "reviewApproval": "anyone"}


@experiment("update-with-nothing")
def _nothing(lab: Lab) -> Seen:
    """An update without any field is accepted."""
    return accepted(lab.refusal("PATCH", at(_GATES, gate(lab)["id"]), {}))


@experiment("defaults-returned")
def _defaults(lab: Lab) -> Seen:
    """A response has the documented defaults of fields that were not sent."""
    seen = gate(lab)
    wanted = {"isEnabled": True, "description": "", "rules": [], "tags": [], "type": "TEMPORARY", "idType": "userID"}
    return equal({name: seen.get(name) for name in wanted}, wanted)


@experiment("disabled-status")
def _disabled_status(lab: Lab) -> Seen:
    """A gate that is not enabled has the status Disabled."""
    made = gate(lab, isEnabled=False)
    return equal(lab.read(_GATES, made["id"])["status"], "Disabled")


@experiment("launched-gate")
def _launched(lab: Lab) -> Seen:
    """A launched gate has the status Launched and is not enabled."""
    made = gate(lab)
    lab.send("PUT", at(_GATES, made["id"], "/launch"), {})
    seen = lab.read(_GATES, made["id"])
    return equal((seen["status"], seen["isEnabled"]), ("Launched", False))


@experiment("unknown-references")
def _unknown_references(lab: Lab) -> Seen:
    """A condition may name a gate that does not exist."""
    condition = {"type": "passes_gate", "targetValue": [f"{lab.prefix}missing"]}
    body = {"id": lab.name(), "rules": [{**everyone(), "conditions": [condition]}]}
    return accepted(lab.refusal("POST", _GATES, {**body, "name": body["id"]}))


@experiment("rule-added")
def _rule_added(lab: Lab) -> Seen:
    """A single rule is added after the others, under an id of its own whatever was sent."""
    made = gate(lab, rules=[everyone("first")])
    lab.send("POST", at(_GATES, made["id"], "/rule"), everyone("second", id="0" * 22))
    rules = lab.read(_GATES, made["id"])["rules"]
    return equal(([r["name"] for r in rules], rules[-1]["id"] == "0" * 22), (["first", "second"], False))


@experiment("gate-checks")
def _checks(lab: Lab) -> Seen:
    """A gate that nothing has checked has had no checks in the last seven days."""
    seen = lab.send("GET", at(_GATES, gate(lab)["id"], "/checks"))
    return equal(seen.get("has_production_checks_in_last_7_days"), False)
