"""Requests generated from the OpenAPI document that the emulator serves, and checks of its responses.

Valid or not, a request must not break the emulator, and the document must allow the response. Ids from responses are
used in later requests, so that these address objects that exist.
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

from statsig_pulumi.emulator import Emulator, Request, contract, openapi
from statsig_pulumi.emulator import Response as EmulatorResponse
from statsig_pulumi.emulator.http import BASE

# The document names errors for some operations only; those that it names anywhere may occur everywhere.
ERRORS = {400, 401, 403, 404}
EXCERPT = 400
LATEST = 6
NAMES = [f"A Thing {number}" for number in range(20)]


@dataclass
class Target:
    """An emulator, a key, and the results of the requests so far."""

    key: str
    emulator: Emulator = field(default_factory=lambda: Emulator(strict_responses=False))
    ids: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """Ids for paths, by family, and by the name of the field or by the object that they belong to."""
    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The latest body that a path accepted; it identifies the object where the query does so."""
    succeeded: set[str] = field(default_factory=set)
    failures: dict[str, str] = field(default_factory=dict)
    """The first failure of each operation."""

    def __post_init__(self) -> None:
        # The document allows additional fields; rejecting them would leave the handlers untested.
        # A request may turn on that reviews are required: then hardly any other would succeed.
        self.emulator.settings(unknown_fields="strip", enforce_reviews=False)

    def send(self, case: Any) -> None:
        """Send a request, and record a failure if the response is not valid."""
        name = name_of(case.operation)
        sent = requests.Request(**case.as_transport_kwargs(base_url="http://emulator.invalid")).prepare()
        try:
            problem = self._problem(name, case, sent, self.emulator.handle(self._request(sent)))
        except FailureGroup as group:
            problem = "; ".join(str(failure)[:EXCERPT] for failure in group.exceptions)
        except Exception as error:  # noqa: BLE001 - any exception is a failure
            problem = repr(error)
        if problem:
            self.failures.setdefault(
                name, f"{self.key}: {sent.method} {sent.url} {str(sent.body)[:EXCERPT]}: {problem}"
            )

    def _request(self, sent: Any) -> Request:
        url = urlsplit(sent.url)
        headers = {name.lower(): value for name, value in sent.headers.items()} | {"statsig-api-key": self.key}
        body = sent.body.encode() if isinstance(sent.body, str) else sent.body or b""
        return Request(sent.method, url.path, tuple(parse_qsl(url.query, keep_blank_values=True)), headers, body)

    def _problem(self, name: str, case: Any, sent: Any, response: EmulatorResponse) -> str | None:
        if response.status < 300:
            self.succeeded.add(name)
            if response.headers["content-type"] == "application/json":
                self._remember(case, response.document)
            headers = {header: [value] for header, value in response.headers.items()}
            case.validate_response(
                Response(response.status, headers, response.body, sent, 0, True),
                checks=[
                    checks.status_code_conformance,
                    checks.content_type_conformance,
                    checks.response_schema_conformance,
                ],
            )
            return None
        document = response.document
        if response.status not in ERRORS:
            return f"{response.status} {document}"
        errors = [{"property", "errorMessage"} == set(error) for error in document.get("errors", [])]
        valid = document["status"] == response.status and isinstance(document["message"], str) and all(errors)
        return None if valid else f"not the envelope of an error: {document}"

    def _remember(self, case: Any, document: Any) -> None:
        if case.method == "POST" and isinstance(case.body, dict):
            self.bodies[case.operation.path] = case.body
        data, family = document.get("data"), _family(case.operation.path)
        for doc in data if isinstance(data, list) else [data]:
            if isinstance(doc, dict):
                for name in ("id", "name", "email", "key", "review_id"):
                    if isinstance(doc.get(name), str):
                        self.ids.setdefault((family, name), []).append(doc[name])
                members = [one["id"] for part in ("rules", "groups", "versions") for one in doc.get(part) or ()]
                self.ids[family, f"in {doc.get('id')}"] = members

    def address(self, case: Any, data: Any) -> None:
        """Make a request address objects that exist, if there are any."""
        family, outer = _family(case.operation.path), ""
        for name in case.path_parameters:
            inside = "review_id" if name == "reviewID" else f"in {outer}"
            places = [inside] if outer else [name, "id", "name", "key"]
            known = next((found for place in places if (found := self.ids.get((family, place)))), [])[-LATEST:]
            # A response adds ids, so what is drawn must not depend on how many there are.
            number = data.draw(st.integers(0, LATEST - 1))
            if known:
                outer = case.path_parameters[name] = known[number % len(known)]
        if case.method != "POST":
            body = self.bodies.get(case.operation.path, {})
            case.query |= {name: body[name] for name in case.query if isinstance(body.get(name), str)}


def operations_of_the_document() -> list[Any]:
    """Return the operations of the document that the emulator serves, as schemathesis reads them.

    Formats are left out: docs/emulator.md says that the emulator does not check them.
    """

    def without_format(node: dict[str, Any]) -> dict[str, Any]:
        return {word: value for word, value in node.items() if word != "format" or not isinstance(value, str)}

    emulator = Emulator()
    served = emulator.handle(Request("GET", openapi.PATH))
    emulator.close()
    document = json.loads(served.body, object_hook=without_format)
    return [result.ok() for result in schemathesis.openapi.from_dict(document).get_all_operations()]


def _family(path: str) -> str:
    """Return the family of a path: its last word before an id, in the singular."""
    return re.sub(r"(s|y|ies)$", "", path.removeprefix(f"{BASE}/").split("/{")[0].split("/")[-1])


def name_of(operation: Any) -> str:
    """Return the name of an operation in the contract."""
    return f"{operation.method.upper()} {operation.path.removeprefix(BASE)}"


def _fields(name: str) -> tuple[set[str], set[str]]:
    """Return the fields of an operation's body, and those that are required."""
    parts = contract.alternatives(contract.document()["operations"][name]["body"] or {})
    fields, required = (set().union(*(part.get(word, ()) for part in parts)) for word in ("properties", "required"))
    return fields, required


def fuzz(targets: list[Target], operation: Any, mode: str, examples: int) -> None:
    """Send generated requests to one operation, the same ones to all targets."""
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
            # A body with every field is seldom valid. A name is required even where the document forgets it.
            few = data.draw(st.sets(st.sampled_from(sorted(fields)), max_size=3)) if fields else set()
            case.body = {name: value for name, value in case.body.items() if name in required | few}
            if "name" in fields:
                case.body.setdefault("name", data.draw(st.sampled_from(NAMES)))
        for target in targets:
            target.address(case, data)
            target.send(case)

    send()
