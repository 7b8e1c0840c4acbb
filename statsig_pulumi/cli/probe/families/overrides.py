"""Overrides of gates, experiments, layers and autotunes, and the ids of segments."""

from __future__ import annotations

from ....schema.json_types import Doc
from ..lab import Lab, at
from ..look import equal, gate, refused
from ..registry import Seen, experiment

_PLAIN = ("passingUserIDs", "failingUserIDs", "passingCustomIDs", "failingCustomIDs")


def _of_gate(lab: Lab, method: str, id: str, **body: object) -> Doc:
    found = lab.send(method, at("/gates", id, "/overrides"), {**{name: [] for name in _PLAIN}, **body})
    return found if isinstance(found, dict) else {}


def _read(lab: Lab, path: str, id: str) -> Doc:
    found = lab.send("GET", at(path, id, "/overrides"))
    return found if isinstance(found, dict) else {}


@experiment("overrides-added")
def _added(lab: Lab) -> Seen:
    """A PATCH of overrides adds ids to those that are there, each once."""
    id = gate(lab)["id"]
    _of_gate(lab, "POST", id, passingUserIDs=["a"])
    _of_gate(lab, "PATCH", id, passingUserIDs=["a", "b"])
    return equal(sorted(_read(lab, "/gates", id)["passingUserIDs"]), ["a", "b"])


@experiment("overrides-replaced")
def _replaced(lab: Lab) -> Seen:
    """A POST of overrides replaces them all."""
    id = gate(lab)["id"]
    _of_gate(lab, "POST", id, passingUserIDs=["a"], failingUserIDs=["c"])
    _of_gate(lab, "POST", id, passingUserIDs=["b"])
    seen = _read(lab, "/gates", id)
    return equal((seen["passingUserIDs"], seen["failingUserIDs"]), (["b"], []))


@experiment("delete-bodies")
def _delete_bodies(lab: Lab) -> Seen:
    """DELETE on overrides removes the ids that its body lists, and no others."""
    id = gate(lab)["id"]
    _of_gate(lab, "POST", id, passingUserIDs=["a", "b"])
    _of_gate(lab, "DELETE", id, passingUserIDs=["a"])
    return equal(_read(lab, "/gates", id)["passingUserIDs"], ["b"])


@experiment("overrides-without-environment")
def _without_environment(lab: Lab) -> Seen:
    """Overrides of a gate without an environment are one set, in the plain lists and among those with one."""
    id = gate(lab)["id"]
    entry = {"environment": None, "unitID": "userID", "passingIDs": ["b"], "failingIDs": []}
    _of_gate(lab, "POST", id, passingUserIDs=["a"], environmentOverrides=[entry])
    return equal(sorted(_read(lab, "/gates", id)["passingUserIDs"]), ["a", "b"])


@experiment("same-entries")
def _same_entries(lab: Lab) -> Seen:
    """Overrides of the same group, unit and environment are one entry."""
    made = lab.make("/experiments")
    entry = {"groupID": made["groups"][0]["id"], "environment": None, "unitType": "userID"}
    path = at("/experiments", made["id"], "/overrides")
    for id in ("a", "b"):
        lab.send("PATCH", path, {"overrides": [], "userIDOverrides": [{**entry, "ids": [id]}]})
    return equal(
        [sorted(one["ids"]) for one in _read(lab, "/experiments", made["id"])["userIDOverrides"]], [["a", "b"]]
    )


@experiment("single-override")
def _single_override(lab: Lab) -> Seen:
    """To remove a single override of a group that the experiment does not have is a 404."""
    path = at("/experiments", lab.make("/experiments")["id"], "/overrides/userID/a")
    return refused(lab.refusal("DELETE", path, None, groupID="0" * 22), 404)


@experiment("layer-overrides-delete")
def _layer_overrides(lab: Lab) -> Seen:
    """DELETE on the overrides of a layer removes what its body lists."""
    made = lab.make("/layers", idType="userID")
    inside = lab.make("/experiments", layerID=made["id"])
    group = {"groupName": inside["groups"][0]["name"], "experimentName": inside["id"], "idType": "userID"}
    entry = {**group, "environment": None}
    path = at("/layers", made["id"], "/overrides")
    lab.send("POST", path, {"conditionalOverrides": [], "idOverrides": [{**entry, "ids": ["a", "b"]}]})
    lab.send("DELETE", path, {"conditionalOverrides": [], "idOverrides": [{**entry, "ids": ["a"]}]})
    return equal([one["ids"] for one in _read(lab, "/layers", made["id"])["idOverrides"]], [["b"]])


# -- segments ----------------------------------------------------------------------------------------------------------


def _segment(lab: Lab, type: str = "id_list") -> str:
    return str(lab.make("/segments", type=type)["id"])


def _ids(lab: Lab, id: str) -> list[str]:
    found = lab.send("GET", at("/segments", id, "/id_list"))
    return [str(one) for one in found["ids"]]


@experiment("segment-list")
def _segment_list(lab: Lab) -> Seen:
    """A segment's list holds each id once."""
    id = _segment(lab)
    for ids in (["a", "b"], ["b", "c", "c"]):
        lab.send("PATCH", at("/segments", id, "/id_list"), {"ids": ids})
    return equal(sorted(_ids(lab, id)), ["a", "b", "c"])


@experiment("segment-ids-removed")
def _segment_ids_removed(lab: Lab) -> Seen:
    """DELETE on the list of a segment removes the ids of its body, and no others."""
    id = _segment(lab)
    lab.send("PATCH", at("/segments", id, "/id_list"), {"ids": ["a", "b"]})
    lab.send("DELETE", at("/segments", id, "/id_list"), {"ids": ["a", "z"]})
    return equal(_ids(lab, id), ["b"])


@experiment("segment-type")
def _segment_type(lab: Lab) -> Seen:
    """Ids cannot be added to a segment that goes by rules."""
    path = at("/segments", _segment(lab, "rule_based"), "/id_list")
    return refused(lab.refusal("PATCH", path, {"ids": ["a"]}), 400)


@experiment("archived-segment")
def _archived_segment(lab: Lab) -> Seen:
    """An archived segment is not enabled and cannot be updated."""
    id = _segment(lab)
    lab.send("PUT", at("/segments", id, "/archive"))
    refusal = lab.refusal("PATCH", at("/segments", id, "/id_list"), {"ids": ["a"]})
    enabled = lab.read("/segments", id).get("isEnabled")
    return equal((enabled, refusal is not None), (False, True))
