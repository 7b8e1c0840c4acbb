"""Requests that nobody would write, made from Statsig's own document; and what the emulator answers to them.

Whether a request is right or wrong: it must not break the emulator, and no answer may be one that the document does
not have. The ids that come back are asked for again, so that what is done to an object is done to what was made.
"""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import hypothesis.strategies as st
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response
from schemathesis.specs.openapi import checks

from statsig_pulumi.emulator import Emulator, Reply, Request, contract
from statsig_pulumi.emulator.http import BASE
from tools.contract import DOCUMENT
from tools.contract import SHOWN as SHOWN_OTHERWISE

# The document names errors for some operations only; those that it names anywhere may come everywhere.
ERRORS = {400, 401, 403, 404}
SHOWN = 400
LATEST = 6
NAMES = [f"A Thing {number}" for number in range(20)]


@dataclass
class Target:
    """An emulator, the key for it, and what has come of it."""

    key: str
    emulator: Emulator = field(default_factory=lambda: Emulator(strict_replies=False))
    ids: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """What may stand in a path, by what it is about, and by the name of the field or by what it is in."""
    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The latest body that was taken at a path: where the query says which object is meant, it says so too."""
    succeeded: set[str] = field(default_factory=set)
    failures: dict[str, str] = field(default_factory=dict)
    """The first failure of each operation."""

    def __post_init__(self) -> None:
        # The document allows fields that it does not name: refused for them, requests would come no further.
        self.emulator.settings(unknown_fields="strip")

    def send(self, case: Any) -> None:
        """One request, and everything that has to hold of its reply."""
        name = name_of(case.operation)
        sent = requests.Request(**case.as_transport_kwargs(base_url="http://emulator.invalid")).prepare()
        try:
            problem = self._problem(name, case, sent, self.emulator.handle(self._request(sent)))
        except FailureGroup as group:
            problem = "; ".join(str(failure)[:SHOWN] for failure in group.exceptions)
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not happen
            problem = repr(error)
        if problem:
            self.failures.setdefault(name, f"{self.key}: {sent.method} {sent.url} {str(sent.body)[:SHOWN]}: {problem}")

    def _request(self, sent: Any) -> Request:
        url = urlsplit(sent.url)
        headers = {name.lower(): value for name, value in sent.headers.items()} | {"statsig-api-key": self.key}
        body = sent.body.encode() if isinstance(sent.body, str) else sent.body or b""
        return Request(sent.method, url.path, tuple(parse_qsl(url.query, keep_blank_values=True)), headers, body)

    def _problem(self, name: str, case: Any, sent: Any, reply: Reply) -> str | None:
        if reply.status < 300:
            self.succeeded.add(name)
            if reply.headers["content-type"] == "application/json":
                self._remember(case, reply.document)
            heard = {header: [value] for header, value in reply.headers.items()}
            response = Response(reply.status, heard, reply.body, sent, 0, True)
            case.validate_response(
                response,
                checks=[
                    checks.status_code_conformance,
                    checks.content_type_conformance,
                    checks.response_schema_conformance,
                ],
            )
            return None
        document = reply.document
        if reply.status not in ERRORS:
            return f"{reply.status} {document}"
        errors = [{"property", "errorMessage"} == set(error) for error in document.get("errors", [])]
        whole = document["status"] == reply.status and isinstance(document["message"], str) and all(errors)
        return None if whole else f"not the envelope of an error: {document}"

    def _remember(self, case: Any, document: Any) -> None:
        if case.method == "POST" and isinstance(case.body, dict):
            self.bodies[case.operation.path] = case.body
        data, family = document.get("data"), _family(case.operation.path)
        for doc in data if isinstance(data, list) else [data]:
            if isinstance(doc, dict):
                for name in ("id", "name", "email", "key"):
                    if isinstance(doc.get(name), str):
                        self.ids.setdefault((family, name), []).append(doc[name])
                members = [one["id"] for part in ("rules", "groups", "versions") for one in doc.get(part) or ()]
                self.ids[family, f"in {doc.get('id')}"] = members

    def address(self, case: Any, data: Any) -> None:
        """Let a request mean objects that are there, where there are any."""
        family, outer = _family(case.operation.path), ""
        for name in case.path_parameters:
            places = [f"in {outer}"] if outer else [name, "id", "name", "key"]
            if known := next((found for place in places if (found := self.ids.get((family, place)))), []):
                outer = case.path_parameters[name] = data.draw(st.sampled_from(known[-LATEST:]))
        if case.method != "POST":
            body = self.bodies.get(case.operation.path, {})
            case.query |= {name: body[name] for name in case.query if isinstance(body.get(name), str)}


def operations_of_the_document() -> list[Any]:
    """Statsig's document, but for what the emulator does not keep to, as docs/emulator.md and the contract say."""

    def plain(node: dict[str, Any]) -> dict[str, Any]:
        return {word: value for word, value in node.items() if word != "format" or not isinstance(value, str)}

    document = json.loads(DOCUMENT.read_text(), object_hook=plain)
    for envelope in ("SingleDataResponse", "PaginationResponseWithMessage"):
        # Each operation says what its data is, and often something else than the envelope.
        document["components"]["schemas"][envelope]["properties"]["data"] = {}
    for name, fields in SHOWN_OTHERWISE.items():
        document["components"]["schemas"][name]["properties"] |= {field: {} for field in fields}
    return [result.ok() for result in schemathesis.openapi.from_dict(document).get_all_operations()]


def _family(path: str) -> str:
    """What a path is about: the last of its words before an id, without what makes it a plural."""
    return re.sub(r"(s|y|ies)$", "", path.removeprefix(f"{BASE}/").split("/{")[0].split("/")[-1])


def name_of(operation: Any) -> str:
    """The operation's name in the contract."""
    return f"{operation.method.upper()} {operation.path.removeprefix(BASE)}"


def _fields(name: str) -> tuple[set[str], set[str]]:
    """The fields that a body can have, and those that it cannot do without."""
    parts = contract._alternatives(contract.document()["operations"][name]["body"] or {})
    fields, required = (set().union(*(part.get(word, ()) for part in parts)) for word in ("properties", "required"))
    return fields, required


def fuzz(targets: list[Target], operation: Any, mode: str, examples: int) -> None:
    """Some requests to one operation, the same to all."""
    name = name_of(operation)
    fields, required = _fields(name)

    @seed(zlib.crc32(name.encode()))
    @settings(
        max_examples=examples,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=[*HealthCheck],
    )
    @given(operation.as_strategy(schemathesis.GenerationMode[mode]), st.data())
    def send(case: Any, data: Any) -> None:
        if isinstance(case.body, dict) and mode == "POSITIVE":
            # A body with every field is seldom taken. A name is asked for also where the document forgets to.
            few = data.draw(st.sets(st.sampled_from(sorted(fields)), max_size=3)) if fields else set()
            case.body = {name: value for name, value in case.body.items() if name in required | few}
            if "name" in fields:
                case.body.setdefault("name", data.draw(st.sampled_from(NAMES)))
        for target in targets:
            target.address(case, data)
            target.send(case)

    send()
