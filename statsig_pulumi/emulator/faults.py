"""Failures that were asked for: which request each is meant for, and what becomes of its reply."""

from __future__ import annotations

import fnmatch
import json
from dataclasses import replace

from . import contract
from .http import Refusal, Reply, Request
from .store import Doc, Store


def take(store: Store, request: Request) -> Doc | None:
    """The first fault that is meant for this request; each counts down, first what it lets pass."""
    for place, fault in store.entries("faults"):
        if not _meant(fault, request):
            continue
        counter = "skip" if fault.get("skip") else "count"
        fault[counter] -= 1
        if fault["count"] <= 0:
            store.rows("delete from faults where place = ?", place)
        else:
            store.rows("update faults set body = ? where place = ?", json.dumps(fault), place)
        if counter == "count":
            return fault
    return None


def _meant(fault: Doc, request: Request) -> bool:
    if fault["method"] not in (None, request.method):
        return False
    path, wanted = request.below, fault["path"]
    return wanted is None or fnmatch.fnmatchcase(path, wanted) or fnmatch.fnmatchcase(_template(request), wanted)


def _template(request: Request) -> str:
    found = contract.find(request.method, request.below)
    return "" if isinstance(found, int) else found[0].name.split(" ", 1)[1]


def failed(fault: Doc, answer: Reply | None) -> Reply:
    """How a request fails; the answer is there when it was carried out all the same."""
    if fault["kind"] in ("timeout", "drop"):
        return Reply(0, b"", fault=fault["kind"])
    headers = {"retry-after": f"{fault['retry_after']:g}"} if fault["retry_after"] is not None else None
    refused = Refusal(fault["status"], "A failure that was asked for", headers=headers).reply()
    if fault["kind"] == "hang":
        return replace(answer or refused, fault="hang", delay=fault["seconds"])
    return refused
