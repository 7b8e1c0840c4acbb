"""Reviews, as far as one key can try them; and what other objects refer to."""

from __future__ import annotations

from ....schema.json_types import Doc
from ..lab import Lab, at
from ..look import accepted, equal, everyone, gate, refused
from ..registry import Seen, experiment


def _proposal(percentage: float = 50) -> Doc:
    return {"description": "a trial", "change": {"rules": [everyone(percentage=percentage)]}}


def _propose(lab: Lab, id: str) -> Doc:
    found = lab.send("POST", at("/gates", id, "/reviews"), _proposal())
    return found if isinstance(found, dict) else {}


@experiment("review-in-flight")
def _in_flight(lab: Lab) -> Seen:
    """An object has one review in flight at most."""
    id = gate(lab)["id"]
    _propose(lab, id)
    return refused(lab.refusal("POST", at("/gates", id, "/reviews"), _proposal(60)), 400)


@experiment("review-refused-proposal")
def _refused_proposal(lab: Lab) -> Seen:
    """A proposal that the direct operation would refuse is refused at once."""
    path = at("/gates", gate(lab)["id"], "/reviews")
    body = {"description": "a trial", "change": {"rules": [everyone("a"), everyone("a")]}}
    return refused(lab.refusal("POST", path, body), 400)


@experiment("review-object-gone")
def _object_gone(lab: Lab) -> Seen:
    """An object that is deleted takes its review in flight along."""
    id = gate(lab)["id"]
    review = _propose(lab, id)["review_id"]
    lab.delete("/gates", id)
    return refused(lab.refusal("GET", at("/gates", id, f"/reviews/{review}")), 404)


@experiment("unknown-review-result")
def _unknown_result(lab: Lab) -> Seen:
    """A validation result for an unknown review is accepted."""
    return accepted(lab.refusal("POST", "/change_validation", {"reviewID": "0" * 22, "validated": True}))


def _store(lab: Lab, **fields: object) -> Doc:
    name = lab.name()
    return lab.make("/param_stores", name=name, description="probe", displayName=name, **fields)


@experiment("parameter-references")
def _parameter_references(lab: Lab) -> Seen:
    """Parameters may refer to a gate that does not exist."""
    reference = {"ref_type": "gate", "gate_name": f"{lab.prefix}missing"}
    parameter = {**reference, "name": "one", "param_type": "object", "pass_value": {}, "fail_value": {}}
    return accepted(lab.refusal("POST", at("/param_stores", _store(lab)["name"]), {"parameters": [parameter]}))


@experiment("assigned-parameter-stores")
def _assigned_stores(lab: Lab) -> Seen:
    """The assignment of target apps names parameter stores by their names."""
    app = lab.make("/target_app", description="probe")
    body = {"targetApps": [app["id"]], "parameterStores": [_store(lab)["name"]]}
    return accepted(lab.refusal("PATCH", "/target_app", body))


@experiment("overrides-by-id")
def _overrides_by_id(lab: Lab) -> Seen:
    """Overrides of the project that are asked for by an id are narrowed to it."""
    made, user = gate(lab)["id"], f"{lab.prefix}user"
    body: Doc = {"passingUserIDs": [user, "other"], "failingUserIDs": []}
    lab.send("POST", at("/gates", made, "/overrides"), body)
    found = lab.send("GET", "/overrides", None, userId=user)
    return equal([one["passingUserIDs"] == [user] for one in found["gates"] if one["id"] == made], [True])
