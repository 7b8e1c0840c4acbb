"""The operations that routes declare, compared with the API's contract."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from statsig_pulumi.emulator import contract
from statsig_pulumi.kind import all_kinds
from statsig_pulumi.rest import Collection, QueryCollection, Singleton
from statsig_pulumi.rest.operations import Routes
from statsig_pulumi.schema.shape import Shape

KINDS = all_kinds()
COLLECTIONS = {name: kind for name, kind in KINDS.items() if isinstance(kind.routes, Collection)}


def undeclared(routes: Routes, shape: Shape) -> Iterator[str]:
    """Yield the contract's operations at an object's own path that the routes do not declare."""
    match routes:
        case Collection(member=path) | QueryCollection(path=path) | Singleton(path=path):
            for operation in sorted(contract.document()["operations"].keys() - routes.operations(shape).keys()):
                if operation.split(" ", 1)[1] == path:
                    yield operation


@pytest.mark.parametrize("name", KINDS)
def test_every_declared_operation_is_in_the_contract(name: str) -> None:
    assert sorted(KINDS[name].operations().keys() - contract.document()["operations"].keys()) == []


@pytest.mark.parametrize("name", KINDS)
def test_what_a_kind_declares_as_none_the_contract_does_not_have_either(name: str) -> None:
    assert [*undeclared(KINDS[name].routes, KINDS[name].shape())] == []


@pytest.mark.parametrize("name", COLLECTIONS)
def test_the_id_field_is_a_field_of_the_document(name: str) -> None:
    routes = COLLECTIONS[name].routes
    assert isinstance(routes, Collection)
    response = contract.document()["operations"][routes.read or routes.list_]["response"]
    fields = {field for schema in documents(response) for field in schema.get("properties", {})}
    assert routes.id_field in fields, f"id_field is one of {sorted(fields)}"


def documents(response: Any) -> Iterator[Any]:
    """Yield the schemas of the documents in a response: its data, or each of them."""
    for envelope in contract.alternatives(response):
        for data in contract.alternatives(envelope.get("properties", {}).get("data", envelope)):
            yield from contract.alternatives(data.get("items", data))


@pytest.mark.parametrize(
    ("routes", "operation"),
    [
        (Collection("/gates", replace="POST /gates/{id}", read=None), "GET /gates/{id}"),
        (Collection("/gates", replace="POST /gates/{id}", update=None), "PATCH /gates/{id}"),
        (Collection("/gates", replace="POST /gates/{id}", delete=None), "DELETE /gates/{id}"),
        (Collection("/gates", replace=None), "POST /gates/{id}"),
    ],
)
def test_an_operation_that_is_wrongly_declared_as_none_is_named(routes: Routes, operation: str) -> None:
    assert [*undeclared(routes, KINDS["Gate"].shape())] == [operation]
