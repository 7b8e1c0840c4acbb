"""Injected failures: which request one applies to, and the response that it causes."""

from __future__ import annotations

import fnmatch
import json
from dataclasses import replace

from . import contract
from .http import HTTPError, Request, Response
from .store import Doc, Store


def take(store: Store, request: Request) -> Doc | None:
    """Return the first fault that applies to a request, and count it down: first ``skip``, then ``count``."""
    for place, fault in store.entries("faults"):
        if not _applies(fault, request):
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


def _applies(fault: Doc, request: Request) -> bool:
    if fault["method"] not in (None, request.method):
        return False
    pattern = fault["path"]
    paths = (request.api_path, _template(request))
    return pattern is None or any(fnmatch.fnmatchcase(path, pattern) for path in paths)


def _template(request: Request) -> str:
    found = contract.find(request.method, request.api_path)
    return "" if isinstance(found, int) else found[0].path


def failed_response(fault: Doc, response: Response | None) -> Response:
    """Return the response of a request that fails.

    Args:
        fault: the fault.
        response: the operation's own response if it was carried out before the failure.
    """
    if fault["kind"] in ("timeout", "drop"):
        return Response(0, b"", fault=fault["kind"])
    headers = {"retry-after": f"{fault['retry_after']:g}"} if fault["retry_after"] is not None else None
    error = HTTPError(fault["status"], "An injected failure", headers=headers).response()
    if fault["kind"] == "hang":
        return replace(response or error, fault="hang", delay=fault["seconds"])
    return error
