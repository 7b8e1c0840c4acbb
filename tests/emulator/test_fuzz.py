"""Requests that nobody would write, made from Statsig's own document; and what the emulator answers to them.

Whether a request is right or wrong: it must not break the emulator, and no answer may be one that the document does
not have. The ids that come back are asked for again, so that what is done to an object is done to what was made.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from statsig_pulumi.emulator import Emulator, Reply, Request, contract
from statsig_pulumi.emulator.behaviour import BEHAVIOURS
from statsig_pulumi.emulator.http import BASE
from tools.contract import DOCUMENT

requests = pytest.importorskip("requests", reason="schemathesis is not installed")
schemathesis = pytest.importorskip("schemathesis")
failures = pytest.importorskip("schemathesis.core.failures")
core = pytest.importorskip("schemathesis.core.transport")
checks = pytest.importorskip("schemathesis.specs.openapi.checks")

pytestmark = pytest.mark.skipif(not DOCUMENT.exists(), reason="Statsig's document is not beside this checkout")

# The document names errors for some operations only; those that it names anywhere may come everywhere.
ERRORS = {400, 401, 403, 404}
# Objects are made before they are looked at, and deleted last.
ORDER = ("POST", "PUT", "PATCH", "GET", "DELETE")
VALID, BROKEN = 4, 2


@dataclass
class Target:
    """An emulator, the key for it, and what has come of it."""

    key: str
    emulator: Emulator = field(default_factory=lambda: Emulator(strict_replies=False))
    ids: dict[str, list[str]] = field(default_factory=dict)
    """What may stand in a path, by the first part of the paths it came from."""
    succeeded: set[str] = field(default_factory=set)
    failures: dict[str, str] = field(default_factory=dict)
    """The first failure of each operation."""

    def __post_init__(self) -> None:
        # The document allows fields that it does not name: refused for them, requests would come no further.
        self.emulator.settings(unknown_fields="strip")

    def send(self, case: Any) -> None:
        """One request, and everything that has to hold of its reply."""
        name = _name(case.operation)
        sent = requests.Request(**case.as_transport_kwargs(base_url="http://emulator.invalid")).prepare()
        try:
            problem = self._problem(name, case, sent, self.emulator.handle(self._request(sent)))
        except (Exception, failures.FailureGroup) as error:
            problem = f"{error!r} {error}"
        if problem:
            self.failures.setdefault(name, f"{self.key}: {sent.method} {sent.url} {sent.body!r}: {problem}")

    def _request(self, sent: Any) -> Request:
        url = urlsplit(sent.url)
        headers = {name.lower(): value for name, value in sent.headers.items()} | {"statsig-api-key": self.key}
        body = sent.body.encode() if isinstance(sent.body, str) else sent.body or b""
        return Request(sent.method, url.path, tuple(parse_qsl(url.query, keep_blank_values=True)), headers, body)

    def _problem(self, name: str, case: Any, sent: Any, reply: Reply) -> str | None:
        document = reply.document
        if reply.status < 300:
            self.succeeded.add(name)
            self._remember(case.operation.path, document)
            heard = {header: [value] for header, value in reply.headers.items()}
            response = core.Response(reply.status, heard, reply.body, sent, 0, True)
            case.validate_response(
                response,
                checks=[
                    checks.status_code_conformance,
                    checks.content_type_conformance,
                    checks.response_schema_conformance,
                ],
            )
            return None
        if reply.status == 501 and name not in BEHAVIOURS:
            return None
        if reply.status not in ERRORS:
            return f"{reply.status} {document}"
        errors = [{"property", "errorMessage"} == set(error) for error in document.get("errors", [])]
        whole = document["status"] == reply.status and isinstance(document["message"], str) and all(errors)
        return None if whole else f"not the envelope of an error: {document}"

    def _remember(self, path: str, document: Any) -> None:
        data = document.get("data")
        for doc in data if isinstance(data, list) else [data]:
            if isinstance(doc, dict):
                members = [member for part in ("rules", "groups") for member in doc.get(part) or ()]
                names = [doc.get("id"), doc.get("name"), *(member.get("id") for member in members)]
                known = self.ids.setdefault(_family(path), [])
                known += [name for name in names if isinstance(name, str) and name and name not in known]


def _family(path: str) -> str:
    return path.removeprefix(f"{BASE}/").split("/")[0]


def _name(operation: Any) -> str:
    return f"{operation.method.upper()} {operation.path.removeprefix(BASE)}"


def _required(operation: Any) -> set[str]:
    """The fields that a body cannot do without."""
    body = contract.document()["operations"][_name(operation)]["body"] or {}
    return {name for one in contract._alternatives(body) for name in one.get("required", [])}


def _fuzz(targets: list[Target], operation: Any) -> None:
    """Some requests to one operation, the same to all; first the right ones."""
    required = _required(operation)
    for mode, examples in (("POSITIVE", VALID), ("NEGATIVE", BROKEN)):

        @seed(20240601)
        @settings(
            max_examples=examples,
            phases=[Phase.generate],
            database=None,
            deadline=None,
            suppress_health_check=[*HealthCheck],
        )
        @given(operation.as_strategy(schemathesis.GenerationMode[mode]), st.data())
        def send(case: Any, data: Any) -> None:
            if isinstance(case.body, dict) and data.draw(st.booleans()):
                case.body = {name: value for name, value in case.body.items() if name in required}
            for target in targets:
                known = target.ids.get(_family(operation.path), [])
                for name in case.path_parameters if known else ():
                    case.path_parameters[name] = data.draw(st.sampled_from(known))
                target.send(case)

        send()


def test_whatever_is_sent_the_answer_is_one_that_the_document_has() -> None:
    # That a text is an address or a date the emulator checks in a few places only, as its documentation says.
    document = json.loads(DOCUMENT.read_text(), object_hook=lambda node: {k: v for k, v in node.items() if k != "format"})
    operations = [result.ok() for result in schemathesis.openapi.from_dict(document).get_all_operations()]
    targets = [Target("console-fuzz"), Target("console-whn-fuzz")]
    for operation in sorted(operations, key=lambda one: (ORDER.index(one.method.upper()), one.path.count("{"))):
        _fuzz(targets, operation)
    for target in targets:
        target.emulator.close()
    told = [f"{name}: {problem}" for target in targets for name, problem in target.failures.items()]
    assert told == [], "\n".join(told)
    succeeded = targets[0].succeeded | targets[1].succeeded
    print(len(succeeded), sorted(BEHAVIOURS.keys()-succeeded))
    assert 0
