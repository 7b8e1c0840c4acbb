"""A dynamic provider that does nothing: what Pulumi and its Python SDK cost by themselves."""

from __future__ import annotations

from typing import Any

from pulumi import dynamic

_OUTPUTS = {"current_status": "In Progress", "permalink": "https://console.example/gates", "review_id": None}


class NoopProvider(dynamic.ResourceProvider):
    """Takes everything as it comes; Pulumi compares. A gate of it has the outputs that a gate has."""

    serialize_as_secret_always = False

    def create(self, props: dict[str, Any]) -> dynamic.CreateResult:
        """Nothing is made."""
        return dynamic.CreateResult("made", {**props, **_OUTPUTS})

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> dynamic.UpdateResult:
        """Nothing is changed."""
        return dynamic.UpdateResult({**_news, **_OUTPUTS})


class Gate(dynamic.Resource, module="statsig", name="Gate"):
    """Looks like a gate, down to its type token."""

    provider: type[NoopProvider] = NoopProvider

    def __init__(self, resource_name: str, **props: Any) -> None:
        super().__init__(self.provider(), resource_name, {"gate_id": resource_name, **dict.fromkeys(_OUTPUTS), **props})


class DynamicConfig(dynamic.Resource, module="statsig", name="DynamicConfig"):
    """Looks like a dynamic config."""

    def __init__(self, resource_name: str, **props: Any) -> None:
        super().__init__(NoopProvider(), resource_name, {"dynamic_config_id": resource_name, **props})
