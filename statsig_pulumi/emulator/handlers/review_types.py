"""The types of reviews: which direct operation each stands for, and what its content shows.

A type is committed by the operation that would have made the change directly. So a proposal is validated by running
that operation and undoing it, and an operation that a type stands for is what needs a review where reviews are
required.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..context import Context
from ..store import Doc
from .autotunes import AUTOTUNES
from .common import Collection
from .configs import CONFIGS
from .experiments import EXPERIMENTS
from .gates import GATES
from .registry import HANDLERS
from .reviewers import policy, set_policy
from .segments import SEGMENTS
from .target_apps import TARGET_APPS

Step = tuple[str, Doc]
"""An operation on an object, such as ``PUT start``, and its body."""


@dataclass(frozen=True)
class Type:
    """A type of review.

    Args:
        steps: the operations that commit it, from the object and the body of the proposal.
        content: what it shows, from the context, the object and the body: the live values; None for nothing.
        write: what commits it where there is no operation for that.
    """

    steps: Callable[[Context, Doc, Doc], list[Step]] = lambda _context, _doc, _body: []
    content: Callable[[Context, Doc, Doc], Doc] | None = None
    write: Callable[[Context, Collection, Doc, Doc], None] | None = None

    def commit(self, context: Context, collection: Collection, doc: Doc, body: Doc) -> None:
        """Make the change."""
        if self.write:
            self.write(context, collection, doc, body)
        for step, sent in self.steps(context, doc, body):
            run(context, collection, step, doc["id"], sent)


def run(context: Context, collection: Collection, step: str, id: str, body: Doc) -> None:
    """Run an operation on an object, such as ``PUT start``, as its handler does."""
    method, _, below = step.partition(" ")
    name = f"{method} {collection.path}/{{id}}{f'/{below}' if below else ''}"
    HANDLERS[name](replace(context, path_params={"id": id}, body=body))


def _always(*steps: str) -> Type:
    return Type(lambda _context, _doc, _body: [(step, {}) for step in steps])


# -- values that requests and reviews write differently --------------------------------------------------------------


def _app_ids(context: Context, doc: Doc) -> list[str]:
    """Return the ids of an object's target apps, which objects name."""
    ids = {app["name"]: app["id"] for app in context.project.all(TARGET_APPS.family)}
    return [ids.get(name, name) for name in doc.get("targetApps", [])]


def _app_names(context: Context, ids: Iterable[str]) -> list[str]:
    names = {app["id"]: app["name"] for app in context.project.all(TARGET_APPS.family)}
    return [names.get(id, id) for id in ids]


def _owners(doc: Doc) -> list[Doc]:
    owner = doc.get("owner") or {}
    return [{"owner_id": owner["ownerID"], "owner_type": owner["ownerType"]}] if "ownerID" in owner else []


def _renamed(entries: Iterable[Doc], names: Mapping[str, str]) -> list[Doc]:
    return [{names.get(name, name): value for name, value in entry.items()} for entry in entries]


def _write_owner(context: Context, collection: Collection, doc: Doc, body: Doc) -> None:
    owner = {"ownerID": "", "ownerType": "user", "ownerName": "", "ownerEmail": ""}
    for first in body["owners"][:1]:
        owner.update(ownerID=first["owner_id"], ownerType=first.get("owner_type", "user"))
    collection.save(context, {**doc, "owner": owner})


def _write_reviewers(context: Context, collection: Collection, doc: Doc, body: Doc) -> None:
    names = {"allowed_reviewer_user_ids": "user_ids", "allowed_reviewer_group_ids": "group_ids"}
    given = body.get("allowed_reviewers") or {names[n]: v for n, v in body.items() if n in names}
    set_policy(context, collection.family, doc["id"], **given)


def _disable_locally(context: Context, collection: Collection, doc: Doc, _body: Doc) -> None:
    lifted = {"reviewSettings": {**doc["reviewSettings"], "requiredReview": False}} if "reviewSettings" in doc else {}
    collection.save(context, {**doc, **lifted, "reviewsRequiredLocally": False})


def _resalt(context: Context, collection: Collection, doc: Doc, _body: Doc) -> None:
    """Save the object: there are no salts here."""
    collection.save(context, doc)


# -- gates and dynamic configs: a review has the one change that its body names ----------------------------------------


def _write_rules(context: Context, collection: Collection, doc: Doc, body: Doc) -> None:
    """Replace the rules as a whole, and the default value; rules that somebody deleted meanwhile come back."""
    fields = (("rules", "rules"), ("default_value", "defaultValue"))
    sent = {name: body[slot] for slot, name in fields if slot in body}
    gone = [rule for rule in sent.get("rules", []) if rule.get("id")]
    before = {**doc, "rules": [*doc["rules"], *gone]} if "rules" in sent else doc
    collection.save(context, collection.apply(context, before, sent))


def _of_slot(slot: str, name: str, live: Callable[[Context, Doc], Any]) -> Type:
    """Return the type that updates a field; its content has the field under the name of the slot."""

    def steps(context: Context, _doc: Doc, body: Doc) -> list[Step]:
        value = _app_names(context, body[slot]) if slot == "target_app_ids" else body[slot]
        return [("PATCH", {name: value})]

    return Type(steps, lambda context, doc, _body: {slot: live(context, doc)})


def _switched(slot: str, on: str, off: str, live: Callable[[Doc], bool]) -> Type:
    return Type(
        lambda _context, _doc, body: [(on if body[slot] else off, {})],
        lambda _context, doc, _body: {slot: live(doc)},
    )


def _policy_of(collection: Collection, *names: str) -> Callable[[Context, Doc, Doc], Doc]:
    def content(context: Context, doc: Doc, _body: Doc) -> Doc:
        rules = policy(context, collection.family, doc["id"])
        return {name: rules[name] for name in names}

    return content


def _rules_content(_context: Context, doc: Doc, body: Doc) -> Doc:
    live = {"rules": doc["rules"], "default_value": doc.get("defaultValue")}
    return {name: value for name, value in live.items() if name in body}


def _allow_self(context: Context, collection: Collection, doc: Doc, body: Doc) -> None:
    set_policy(context, collection.family, doc["id"], allow_self_approval=body["allow_self_approval"])


def _config_types(collection: Collection) -> dict[str, Type]:
    """Return the types of gates and dynamic configs."""
    users_and_groups = _policy_of(collection, "user_ids", "group_ids")
    return {
        "rules": Type(content=_rules_content, write=_write_rules),
        "toggle_enabled": _switched("is_enabled", "PUT enable", "PUT disable", lambda doc: doc["isEnabled"]),
        "archive": _switched("is_archived", "PUT archive", "PUT unarchive", lambda doc: doc["status"] == "Archived"),
        "delete": _always("DELETE"),
        "resalt": Type(write=_resalt),
        "disable_reviews_locally": Type(write=_disable_locally),
        "update_team": _of_slot("team_id", "teamID", lambda _context, doc: doc.get("teamID")),
        "update_release_pipeline": _of_slot(
            "release_pipeline_id", "releasePipelineID", lambda _context, doc: doc.get("releasePipelineID")
        ),
        "edit_id_type": _of_slot("id_type", "idType", lambda _context, doc: doc["idType"]),
        "update_allow_self_approval": Type(content=_policy_of(collection, "allow_self_approval"), write=_allow_self),
        "update_target_applications": _of_slot("target_app_ids", "targetApps", _app_ids),
        "update_owners": Type(content=lambda _context, doc, _body: {"owners": _owners(doc)}, write=_write_owner),
        "allowed_reviewers": Type(
            content=lambda context, doc, body: {"allowed_reviewers": users_and_groups(context, doc, body)},
            write=_write_reviewers,
        ),
    }


SLOTS = {
    "rules": "rules",
    "default_value": "rules",
    "restore": "rules",
    "is_enabled": "toggle_enabled",
    "is_archived": "archive",
    "delete": "delete",
    "resalt": "resalt",
    "disable_reviews_locally": "disable_reviews_locally",
    "team_id": "update_team",
    "release_pipeline_id": "update_release_pipeline",
    "id_type": "edit_id_type",
    "allow_self_approval": "update_allow_self_approval",
    "target_app_ids": "update_target_applications",
    "owners": "update_owners",
    "allowed_reviewers": "allowed_reviewers",
}
"""The type of a change of a gate or a dynamic config, by what it holds."""


# -- experiments and autotunes: a body has the fields of its type ----------------------------------------------------

_OVERRIDE = {"name": "id", "group_id": "groupID", "unit_type": "unitType"}
_TO_REVIEW = {wire: name for name, wire in _OVERRIDE.items()}
_LISTS = {"overrides": "overrides", "id_overrides": "userIDOverrides"}


def _overrides(context: Context, doc: Doc) -> Doc:
    return context.project.get("experiments/overrides", doc["id"]) or {"overrides": [], "userIDOverrides": []}


def _override_steps(context: Context, doc: Doc, body: Doc) -> list[Step]:
    """Replace the lists that the body holds, and keep the others."""
    sent = {wire: _renamed(body[name], _OVERRIDE) for name, wire in _LISTS.items() if name in body}
    return [("POST overrides", {**_overrides(context, doc), **sent})]


def _override_content(context: Context, doc: Doc, _body: Doc) -> Doc:
    live = _overrides(context, doc)
    shown = {name: _renamed(live[wire], _TO_REVIEW) for name, wire in _LISTS.items()}
    return {**shown, "allow_overrides_in_pulse": doc.get("allowOverridesInPulse", False)}


def _group_content(_context: Context, doc: Doc, _body: Doc) -> Doc:
    shown = ("id", "name", "disabled")
    return {"groups": [{"disabled": False, **{n: v for n, v in g.items() if n in shown}} for g in doc["groups"]]}


def _group_steps(_context: Context, _doc: Doc, body: Doc) -> list[Step]:
    lists = {"enabled_group_names": "POST enable_groups", "disabled_group_names": "POST disable_groups"}
    return [(step, {"group_names": body[name]}) for name, step in lists.items() if body.get(name)]


def _decision_steps(_context: Context, _doc: Doc, body: Doc) -> list[Step]:
    decision = {"id": body["winning_group_id"], "decisionReason": body.get("reason", "")}
    steps: list[Step] = [("PUT make_decision", {**decision, "removeTargeting": body.get("remove_targeting", False)})]
    if body.get("remove_overrides"):
        steps.append(("POST overrides", {"overrides": [], "userIDOverrides": []}))
    return steps


def _decision_content(context: Context, doc: Doc, body: Doc) -> Doc:
    overrides = {name: value for name, value in _override_content(context, doc, body).items() if name in _LISTS}
    shown = {
        "winning_group_id": doc["launchedGroupID"],
        "decision_reason": doc["decisionReason"],
        "targeting_gate_id": doc["targetingGateID"],
        "inline_targeting_rules_json": doc["inlineTargetingRulesJSON"],
    }
    return {**shown, **overrides}


def _reason(_context: Context, doc: Doc, _body: Doc) -> Doc:
    return {"decision_reason": doc["decisionReason"]}


def _archived(_context: Context, doc: Doc, _body: Doc) -> Doc:
    return {"archived": doc["status"] == "archived", "allocation": doc["allocation"]}


def _settings(_context: Context, doc: Doc, body: Doc) -> Doc:
    return {"settings": {name: doc.get(name) for name in body["settings"]}}


def _shown(collection: Collection, *names: str) -> Callable[[Context, Doc, Doc], Doc]:
    """Return what reads the team or the reviewers of an object."""
    wire = {"allowed_reviewer_user_ids": "user_ids", "allowed_reviewer_group_ids": "group_ids"}

    def content(context: Context, doc: Doc, _body: Doc) -> Doc:
        rules = policy(context, collection.family, doc["id"])
        live = {**{name: rules[wire[name]] for name in wire}, "team_id": doc.get("teamID")}
        return {name: live[name] for name in names}

    return content


def _write_team(context: Context, collection: Collection, doc: Doc, body: Doc) -> None:
    _write_reviewers(context, collection, doc, body)
    if "team_id" in body:
        run(context, collection, "PATCH", doc["id"], {"teamID": body["team_id"]})


def _field(slot: str, name: str) -> Type:
    """Return the type that sets a field which no update takes."""

    def write(context: Context, collection: Collection, doc: Doc, body: Doc) -> None:
        collection.save(context, {**doc, name: body[slot]})

    return Type(content=lambda _context, doc, _body: {slot: doc.get(name)}, write=write)


def _scheduled(_context: Context, doc: Doc, _body: Doc) -> Doc:
    return {"start_time": doc.get("scheduledStartTime")}


def _schedule(_context: Context, _doc: Doc, body: Doc) -> list[Step]:
    return [("POST schedule_start", {"scheduledTime": body["new_time" if "new_time" in body else "start_time"]})]


def _rollout(*names: str) -> Type:
    """Return a type without an effect: groups of an experiment are not rolled out here."""
    return Type(content=lambda _context, _doc, _body: dict.fromkeys(names))


_REVIEWERS = ("allowed_reviewer_user_ids", "allowed_reviewer_group_ids")
_OF_EXPERIMENTS = {
    "start": Type(
        lambda _context, _doc, _body: [("PUT start", {})],
        lambda _context, doc, _body: {"start_time": doc["startTime"]},
    ),
    "stop": _always("PUT defer_decision"),
    "pause": Type(lambda _context, _doc, _body: [("PATCH", {"status": "assignment_stopped"})]),
    "restart": _always("PUT reset"),
    "abandon": Type(
        lambda _context, _doc, body: [("PUT abandon", {"decisionReason": body.get("reason", "")})], _reason
    ),
    "archive": Type(lambda _context, _doc, _body: [("PUT archive", {})], _archived),
    "unarchive": Type(lambda _context, _doc, _body: [("PUT unarchive", {})], _archived),
    "delete": _always("DELETE"),
    "make_decision": Type(_decision_steps, _decision_content),
    "rollout": _rollout("group_id", "rollout_percentage", "rollout_phases"),
    "schedule_rollout": _rollout("group_id", "rollout_phases"),
    "reallocate": Type(),
    "change_enabled_groups": Type(_group_steps, _group_content),
    "update_owners": Type(content=lambda _context, doc, _body: {"owners": _owners(doc)}, write=_write_owner),
    "update_team": Type(content=_shown(EXPERIMENTS, "team_id", *_REVIEWERS), write=_write_team),
    "update_settings": Type(lambda _context, _doc, body: [("POST", body["settings"])], _settings),
    "update_overrides": Type(_override_steps, _override_content),
    "update_target_applications": _of_slot("target_app_ids", "targetApps", _app_ids),
    "update_allowed_reviewers": Type(content=_shown(EXPERIMENTS, *_REVIEWERS), write=_write_reviewers),
    "update_default_impact_multiplier": _field("default_impact_multiplier", "defaultImpactMultiplier"),
    "scheduled_start": Type(_schedule, _scheduled),
    "scheduled_start_edit": Type(_schedule, _scheduled),
    "disable_reviews_locally": Type(write=_disable_locally),
}
_OF_AUTOTUNES = {
    "start": _always("PUT start"),
    "scheduled_start": Type(_schedule),
    "scheduled_start_edit": Type(_schedule),
    "reallocate": Type(),
    "make_decision": Type(
        lambda _context, _doc, body: [("PUT make_decision", {"id": body["winning_group_id"]})],
        lambda _context, doc, _body: {"winning_group_id": (doc["winner"] or {}).get("id")},
    ),
    "delete": _always("DELETE"),
    "disable_reviews_locally": Type(write=_disable_locally),
}
NEEDED = {
    "make_decision": ("winning_group_id",),
    "rollout": ("group_id", "rollout_percentage"),
    "schedule_rollout": ("group_id", "rollout_phases"),
    "scheduled_start": ("start_time",),
    "scheduled_start_edit": ("new_time",),
    "update_owners": ("owners",),
    "update_team": ("team_id",),
    "update_settings": ("settings",),
    "update_target_applications": ("target_app_ids",),
    "update_default_impact_multiplier": ("default_impact_multiplier",),
}
"""The fields that the body of a type has to have."""


TYPES: dict[str, dict[str, Type]] = {
    "gates": _config_types(GATES),
    "dynamic_configs": _config_types(CONFIGS),
    "experiments": _OF_EXPERIMENTS,
    "autotunes": _OF_AUTOTUNES,
    "segments": {"rules": Type(lambda _context, _doc, body: [("POST conditional", {"": body["rules"]})])},
}
COLLECTIONS: dict[str, Collection] = {
    "gates": GATES,
    "dynamic_configs": CONFIGS,
    "experiments": EXPERIMENTS,
    "autotunes": AUTOTUNES,
    "segments": SEGMENTS,
}
