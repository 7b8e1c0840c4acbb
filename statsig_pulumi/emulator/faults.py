"""Injected failures: which request one applies to, and the response that it causes."""

from __future__ import annotations

import fnmatch
import json
from dataclasses import replace

from . import contract
from .http import HTTPError, Request, Response
from .store import Doc, Store

KINDS = ("status", "timeout", "drop", "hang", "html", "truncated", "content_type", "empty")
_PAGE = b"<!DOCTYPE html>\n<html><head><title>%d</title></head><body><h1>%d</h1><p>proxy</p></body></html>\n"


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
    kind, status = fault["kind"], fault["status"]
    if kind in ("timeout", "drop"):
        return Response(0, b"", fault=kind)
    extra = {} if fault["retry_after"] is None else {"retry-after": f"{fault['retry_after']:g}"}
    error = HTTPError(status or 500, "An injected failure", headers=extra).response()
    if kind == "hang":
        return replace(response or error, fault="hang", delay=fault["seconds"])
    if kind == "status":
        return error
    if kind == "html":
        page = _PAGE % (status or 502, status or 502)
        return Response(status or 502, page, {"content-type": "text/html; charset=utf-8", **extra})
    own = response or error
    return _spoiled(kind, replace(own, status=status or own.status, headers={**own.headers, **extra}))


def _spoiled(kind: str, response: Response) -> Response:
    """Return a response whose body or media type is not what the API sends."""
    if kind == "truncated":
        return replace(response, body=response.body[: len(response.body) // 2])
    if kind == "content_type":
        return replace(response, headers={**response.headers, "content-type": "text/plain; charset=utf-8"})
    return replace(response, body=b"", headers={k: v for k, v in response.headers.items() if k != "content-type"})
