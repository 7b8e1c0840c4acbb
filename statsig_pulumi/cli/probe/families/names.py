"""Names, ids and lists, whatever they are of."""

from __future__ import annotations

from ..lab import Lab, at
from ..look import accepted, equal, gate, refused
from ..registry import Seen, experiment

_GATES = "/gates"


@experiment("derived-ids")
def _derived_ids(lab: Lab) -> Seen:
    """The ids of layers and holdouts are their names in lower case with `_` for a space, as for gates."""
    names = [f"{lab.name()} Some Name" for _ in range(3)]
    made = [
        lab.make("/gates", name=names[0]),
        lab.make("/layers", name=names[1], idType="userID"),
        lab.make("/holdouts", name=names[2]),
    ]
    return equal([doc["id"] for doc in made], [name.lower().replace(" ", "_") for name in names])


@experiment("id-beside-name")
def _id_beside_name(lab: Lab) -> Seen:
    """An id that is sent beside a name is the object's id, and the name its display name."""
    id = lab.name()
    made = gate(lab, id=id, name=f"{id} shown")
    return equal((made["id"], lab.read(_GATES, made["id"]).get("name")), (id, f"{id} shown"))


@experiment("names-case")
def _names_case(lab: Lab) -> Seen:
    """Names of gates that differ in case alone are the same."""
    name = f"{lab.name()}_abc"
    gate(lab, name=name)
    return refused(lab.refusal("POST", _GATES, {"name": name.upper()}), 400, 409)


@experiment("name-taken")
def _name_taken(lab: Lab) -> Seen:
    """The name of another gate is refused with a 400."""
    return refused(lab.refusal("POST", _GATES, {"name": gate(lab)["id"]}), 400)


@experiment("name-reuse")
def _name_reuse(lab: Lab) -> Seen:
    """A name is free again once its object is deleted."""
    made = gate(lab)
    lab.delete(_GATES, made["id"])
    return accepted(lab.refusal("POST", _GATES, {"name": made["id"]}))


@experiment("name-across-families")
def _name_across_families(lab: Lab) -> Seen:
    """A gate and an experiment may have one name."""
    return accepted(lab.refusal("POST", "/experiments", {"name": gate(lab)["id"]}))


@experiment("delete-twice")
def _delete_twice(lab: Lab) -> Seen:
    """The delete of what is gone is a 404."""
    made = gate(lab)
    lab.delete(_GATES, made["id"])
    return refused(lab.refusal("DELETE", at(_GATES, made["id"])), 404)


@experiment("read-of-nothing")
def _read_of_nothing(lab: Lab) -> Seen:
    """To read or change what is not there is a 404."""
    path = at(_GATES, lab.name())
    refusals = [lab.refusal("GET", path), lab.refusal("PATCH", path, {"description": ""})]
    return equal([refusal and refusal.status for refusal in refusals], [404, 404])


@experiment("list-complete")
def _list_complete(lab: Lab) -> Seen:
    """A list has an object as soon as it is created, and no longer once it is deleted."""
    id = gate(lab)["id"]
    before = id in [doc["id"] for doc in lab.listed(_GATES)]
    lab.delete(_GATES, id)
    return equal((before, id in [doc["id"] for doc in lab.listed(_GATES)]), (True, False))


@experiment("list-order")
def _list_order(lab: Lab) -> Seen:
    """Lists have the oldest object first."""
    ids = [gate(lab)["id"] for _ in range(3)]
    return equal([ids.index(doc["id"]) for doc in lab.listed(_GATES) if doc["id"] in ids], [0, 1, 2])


@experiment("list-documents")
def _list_documents(lab: Lab) -> Seen:
    """An item of the list of gates is the same document as the gate that is read alone."""
    made = gate(lab, description="x")
    (item,) = [doc for doc in lab.listed(_GATES) if doc["id"] == made["id"]] or [{}]
    read = lab.read(_GATES, made["id"])
    return equal(sorted(name for name in {*item, *read} if item.get(name) != read.get(name)), [])


@experiment("pages")
def _pages(lab: Lab) -> Seen:
    """Pages do not overlap, and the next page's address is relative."""
    for _ in range(3):
        gate(lab)
    first, second = (lab.document("GET", _GATES, limit=1, page=page) for page in (1, 2))
    address = str((first.get("pagination") or {}).get("nextPage"))
    ids = [doc["id"] for page in (first, second) for doc in page["data"]]
    return equal((len(ids), len(set(ids)), address.startswith(("/", "?"))), (2, 2, True))


@experiment("page-beyond")
def _page_beyond(lab: Lab) -> Seen:
    """A page after the last is empty."""
    gate(lab)
    return equal(lab.document("GET", _GATES, limit=100, page=100_000).get("data"), [])


@experiment("page-length")
def _page_length(lab: Lab) -> Seen:
    """Without a limit a page has a hundred items."""
    gate(lab)
    return equal((lab.document("GET", _GATES).get("pagination") or {}).get("itemsPerPage"), 100)


@experiment("unknown-fields")
def _unknown_fields(lab: Lab) -> Seen:
    """A field that the API's document does not have is refused."""
    return refused(lab.refusal("PATCH", at(_GATES, gate(lab)["id"]), {"notAFieldOfTheApi": 1}), 400)


@experiment("unknown-parameters")
def _unknown_parameters(lab: Lab) -> Seen:
    """A query parameter that the API's document does not have is refused."""
    return refused(lab.refusal("GET", _GATES, None, notAParameterOfTheApi="1"), 400)


@experiment("empty-owner")
def _empty_owner(lab: Lab) -> Seen:
    """`owner` with an empty object is ignored, in any request."""
    return accepted(lab.refusal("POST", _GATES, {"name": lab.name(), "owner": {}}))
