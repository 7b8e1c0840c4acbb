"""Variants of rules, overrides and ids of lists: what a request for some of them does to the others."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from ..http import Request, Response, bad_request, json_response
from ..store import Doc
from .registry import Call, asked_for, document_of, variant, with_data

# -- rules -------------------------------------------------------------------------------------------------------------


def _sent_rules(call: Call) -> list[Doc] | None:
    """Return the rules that an update sends; None where it sends none."""
    rules = call.body.get("rules") if call.is_update and isinstance(call.body, dict) else None
    return rules if isinstance(rules, list) else None


@variant("rule-order", kept="stays; new rules come last")
def _rule_order(call: Call) -> Response:
    rules = _sent_rules(call)
    if rules is None:
        return call.respond()
    order = [rule.get("baseID", rule["id"]) for rule in call.live().get("rules") or []]

    def place(rule: Doc) -> int:
        base = str(rule.get("baseID") or rule.get("id") or "").partition(":")[0]
        return order.index(base) if base in order else len(order)

    return call.respond({**call.body, "rules": sorted(rules, key=place)})


@variant("rule-recognised", by_present_id="is a new one, unless it is sent with its present id")
def _rule_recognised(call: Call) -> Response:
    rules = _sent_rules(call)
    if rules is None:
        return call.respond()
    known = {rule["id"] for rule in call.live().get("rules") or []}
    bare = [{n: v for n, v in rule.items() if n not in ("id", "baseID")} for rule in rules]
    return call.respond(
        {**call.body, "rules": [r if r.get("id") in known else b for r, b in zip(rules, bare, strict=True)]}
    )


@variant("sent-rollouts", refused="refused")
def _sent_rollouts(call: Call) -> Response:
    fields = ("pendingAutomatedRollouts", "completedAutomatedRollouts")
    if any(name in rule for rule in _sent_rules(call) or () for name in fields):
        raise bad_request(("rules", "Automated rollouts are read-only"))
    return call.respond()


@variant("rule-added", first="comes before the others")
def _rule_added(call: Call) -> Response:
    response, owner = call.respond(), call.request.path.rpartition("/")[0]
    if not call.operation.name.startswith("POST ") or not call.operation.path.endswith("/{id}/rule"):
        return response
    if response.status < 300:
        read = call.inner(replace(call.request, method="GET", path=owner, body=b""))
        rules = document_of(read)["data"]["rules"]
        body = json.dumps({"rules": [rules[-1], *rules[:-1]]}).encode()
        call.inner(replace(call.request, method="PATCH", path=owner, body=body))
    return response


# -- overrides, and ids of lists ---------------------------------------------------------------------------------------

_SHARED = ("/overrides", "/id_list")
asked_for("overrides-without-environment", apart="are apart from the plain lists")


def _is_of_overrides(call: Call, method: str) -> bool:
    return call.operation.name.startswith(f"{method} ") and call.operation.path.endswith("/overrides")


@variant(
    "delete-bodies",
    refused="refused",
    removes_all="is ignored: all are removed",
    removes_none="is ignored: none is removed",
)
def _delete_bodies(call: Call) -> Response:
    if call.operation.method != "DELETE" or not call.operation.path.endswith(_SHARED) or not call.request.body:
        return call.respond()
    if call.value == "refused":
        raise bad_request(("", "A DELETE has no body"))
    live = call.live()
    if call.value == "removes-all":
        takes = live if "ids" not in live else {"ids": live["ids"]}
        return call.respond(takes)
    return json_response(call.operation.status, {"message": "Nothing to delete.", "data": live})


@variant("overrides-added", replaced="replaces what there is")
def _overrides_added(call: Call) -> Response:
    if not _is_of_overrides(call, "PATCH"):
        return call.respond()
    return call.inner(_with_op(call, "POST"))


@variant("overrides-replaced", added="adds to what there is")
def _overrides_replaced(call: Call) -> Response:
    if not _is_of_overrides(call, "POST"):
        return call.respond()
    return call.inner(_with_op(call, "PATCH"))


def _with_op(call: Call, method: str) -> Request:
    """Return the request with another method: of layers, PATCH says what it does."""
    rest = {name: value for name, value in call.body.items() if name != "op"}
    added = {"op": "add"} if method == "PATCH" and call.operation.path.startswith("/layers") else {}
    return replace(call.request, method=method, body=json.dumps({**rest, **added}).encode())


@variant("same-entries", apart="stay apart, each id in an entry of its own")
def _same_entries(call: Call) -> Response:
    response = call.respond()
    if not call.operation.path.endswith("/overrides"):
        return response
    return with_data(response, lambda data: {name: _apart(value) for name, value in data.items()})


def _apart(value: Any) -> Any:
    """Return the entries of a list with one id each."""
    if not isinstance(value, list):
        return value
    return [part for entry in value for part in (_parts(entry) if isinstance(entry, dict) else [entry])]


def _parts(entry: Doc) -> list[Doc]:
    lists = {name: value for name, value in entry.items() if isinstance(value, list)}
    parts = [{**entry, **{key: [] for key in lists}, name: [id]} for name, ids in lists.items() for id in ids]
    return parts or [entry]
