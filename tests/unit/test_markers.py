"""What an argument accepts besides its own type."""

from __future__ import annotations

import asyncio

import pulumi
import pytest

from statsig_pulumi import InvalidInput, Rule, WarehouseConnection


def test_an_awaitable_becomes_an_output() -> None:
    async def name() -> str:
        return "staff"

    async def program() -> object:
        rule = Rule(name=name())
        assert isinstance(rule.name, pulumi.Output)
        return await rule.name.future()

    assert asyncio.get_event_loop().run_until_complete(program()) == "staff"


def test_an_output_stays_as_it_is_and_anything_else_is_validated() -> None:
    async def program() -> None:
        name = pulumi.Output.from_input("staff")
        assert Rule(name=name).name is name
        with pytest.raises(InvalidInput, match="name"):
            Rule(name=1)  # type: ignore[arg-type]

    asyncio.get_event_loop().run_until_complete(program())


def test_a_connection_that_holds_a_password_is_a_secret_as_a_whole() -> None:
    connections = WarehouseConnection.shape().properties
    assert [name for name, prop in connections.items() if "secret" not in prop] == ["athena"]
    assert not [name for name in connections["athena"].shape.properties if "password" in name or "private" in name]
