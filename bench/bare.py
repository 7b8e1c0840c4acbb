"""A dynamic provider that sends the package's requests with httpx, and does nothing else: what they cost at the least.

It waits for no limit, tries nothing again, keeps no record, checks nothing and takes every reply for right.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import httpx
from pulumi.dynamic import ConfigureRequest, CreateResult, UpdateResult

from .noop import Gate as NoopGate
from .noop import NoopProvider

KEY = "console-emulator-bare"
"""The key of a project of its own: the gates have the names of the package's."""


@cache
def _client(url: str) -> httpx.Client:
    """Return the one client of this process."""
    return httpx.Client(base_url=url, headers={"STATSIG-API-KEY": KEY})


def _sent(rules: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rules as requests have them."""
    return [
        {
            "name": rule["name"],
            "passPercentage": rule.get("pass_percentage", 100),
            "conditions": [{_WIRE.get(name, name): v for name, v in one.items()} for one in rule["conditions"]],
        }
        for rule in rules
    ]


_WIRE = {"target_value": "targetValue"}


class BareProvider(NoopProvider):
    """One request for a create, two for an update and a delete, as the package sends them."""

    def configure(self, req: ConfigureRequest) -> None:
        """Remember the address."""
        self._url = str(req.config.get("statsig:apiUrl"))

    def create(self, props: dict[str, Any]) -> CreateResult:
        """POST the gate."""
        body = {"name": props["gate_id"], "description": props["description"], "rules": _sent(props["rules"])}
        self._send("POST", "/gates", body)
        return CreateResult(props["gate_id"], super().create(props).outs)

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        """GET the gate, and PATCH it."""
        self._send("GET", f"/gates/{_id}")
        self._send("PATCH", f"/gates/{_id}", {"rules": _sent(_news["rules"])})
        return super().update(_id, _olds, _news)

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        """GET the gate, and DELETE it."""
        self._send("GET", f"/gates/{_id}")
        self._send("DELETE", f"/gates/{_id}")

    def _send(self, method: str, path: str, body: Any = None) -> None:
        response = _client(self._url).request(method, path, json=body)
        response.raise_for_status()
        response.json()


class Gate(NoopGate, module="statsig", name="Gate"):
    """Looks like a gate."""

    provider = BareProvider
