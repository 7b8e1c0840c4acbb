"""The control plane: the methods of ``Emulator`` over HTTP, under ``/_emulator/``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, Protocol

from . import contract, faults
from .handlers import FAMILIES
from .handlers.review_types import COLLECTIONS
from .handlers.reviews import VERDICTS
from .http import HTTPError, Request, Response, bad_request, check_size, json_response, parse_json
from .rate_limit import QUOTAS
from .store import Store
from .validation import UNKNOWN_FIELDS
from .variants import VARIANTS

PREFIX = "/_emulator/"

_STRING: contract.Schema = {"type": "string"}
_BOOLEAN: contract.Schema = {"type": "boolean"}
_COUNT: contract.Schema = {"type": "integer", "minimum": 0, "maximum": 1_000_000}
_SECONDS: contract.Schema = {"type": "number", "minimum": 0, "maximum": 3600}
_KEY: contract.Schema = {"type": "string", "pattern": "^console-."}
_FAMILY: contract.Schema = {"enum": sorted(FAMILIES)}
_DOCUMENT: contract.Schema = {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]}

_VARIANTS: contract.Schema = {
    "type": "object",
    "properties": {name: {"enum": [*variant.values]} for name, variant in VARIANTS.items()},
    "additionalProperties": False,
}


def _or_null(schema: contract.Schema) -> contract.Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _arguments(*required: str, **properties: contract.Schema) -> contract.Schema:
    return {"type": "object", "properties": properties, "required": [*required], "additionalProperties": False}


_MEMBER = _arguments("key", "family", "id", key=_KEY, family=_FAMILY, id=_STRING)
_COMMANDS: dict[str, contract.Schema] = {
    "reset": _arguments(),
    "seed": _arguments("key", "family", "document", key=_KEY, family=_FAMILY, document=_DOCUMENT),
    "edit": _arguments(
        "key", "family", "id", "changes", key=_KEY, family=_FAMILY, id=_STRING, changes={"type": "object"}
    ),
    "delete": _MEMBER,
    "add_key": _arguments("key", "project_of", key=_KEY, project_of=_KEY, user=_or_null(_STRING)),
    "propose": _arguments(
        "key",
        "family",
        "id",
        "proposal",
        key=_KEY,
        family={"enum": sorted(COLLECTIONS)},
        id=_STRING,
        proposal={"type": "object"},
    ),
    "review": _arguments("key", "id", "verdict", key=_KEY, id=_STRING, verdict={"enum": sorted(VERDICTS)}),
    "fail": _arguments(
        count={**_COUNT, "minimum": 1},
        status=_or_null({"type": "integer", "minimum": 200, "maximum": 599}),
        method=_or_null({"enum": ["GET", "POST", "PUT", "PATCH", "DELETE"]}),
        path=_or_null(_STRING),
        kind={"enum": [*faults.KINDS]},
        after_effect=_BOOLEAN,
        retry_after=_or_null({"type": "number", "minimum": 0}),
        skip=_COUNT,
        seconds=_SECONDS,
    ),
    "clear_faults": _arguments(),
    "latency": _arguments("seconds", seconds=_SECONDS),
    "settings": _arguments(
        unknown_fields=_or_null({"enum": [*UNKNOWN_FIELDS]}),
        rate_limit=_or_null(_BOOLEAN),
        enforce_reviews=_or_null(_BOOLEAN),
        gradual_rollouts=_or_null(_BOOLEAN),
        retry_after=_or_null(_BOOLEAN),
        variants=_or_null(_VARIANTS),
        **dict.fromkeys(QUOTAS, _or_null({**_COUNT, "minimum": 1})),
    ),
    "log": _arguments(),
    "clear_log": _arguments(),
    "get": _MEMBER,
    "all": _arguments("key", "family", key=_KEY, family=_FAMILY),
}
"""The commands, each with the JSON schema of its arguments."""


class Controlled(Protocol):
    """The emulator, as its commands need it: each command but ``log`` is a method of its name."""

    store: Store

    def log(self) -> Sequence[Any]:
        """Return the latest requests."""
        ...


def run_command(emulator: Controlled, request: Request) -> Response:
    """Run ``POST /_emulator/NAME`` as ``Emulator.NAME``, with the JSON body as its arguments.

    A command that fails changes nothing.
    """
    try:
        run, arguments = _command(emulator, request)
        with emulator.store.undone_on_error():
            return json_response(200, {"data": run(**arguments)})
    except HTTPError as error:
        return error.response()
    except (ValueError, KeyError) as error:
        return HTTPError(400, str(error)).response()


def _command(emulator: Controlled, request: Request) -> tuple[Callable[..., Any], dict[str, Any]]:
    """Return the method of a command and its arguments.

    Raises:
        HTTPError: 404, there is no such command; 405, it is not a POST; 400, its arguments are not valid.
    """
    check_size(request)
    name = request.path.removeprefix(PREFIX)
    if name not in _COMMANDS:
        raise HTTPError(404, f"no such command; there are {', '.join(_COMMANDS)}")
    if request.method != "POST":
        # A page in a browser can send a GET anywhere.
        raise HTTPError(405, "commands are sent with POST")
    arguments = parse_json(request.body) if request.body else {}
    if problems := contract.invalid(_COMMANDS[name], arguments):
        raise bad_request(*problems)
    run = (lambda: [asdict(entry) for entry in emulator.log()]) if name == "log" else getattr(emulator, name)
    return run, arguments
