"""Compare the request of each function with the contract."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

import statsig_pulumi as statsig
from statsig_pulumi import functions
from statsig_pulumi.client.client import Client
from statsig_pulumi.client.paths import placeholders
from statsig_pulumi.config import Settings
from statsig_pulumi.emulator import Emulator, contract
from statsig_pulumi.errors import NotFound
from statsig_pulumi.functions.operations import operations
from statsig_pulumi.schema.markers import camel

FUNCTIONS = operations()
PAGING = {"limit", "page", "after"}
OPEN = {"actionType", "actionTypes"}
"""Parameters whose allowed values grow over time, so that functions take any string."""


def query(operation: str) -> dict[str, Any]:
    """Return the parameters of an operation's query, without those of paging."""
    declared: dict[str, Any] = contract.document()["operations"][operation]["query"]
    return {name: parameter["schema"] for name, parameter in declared.items() if name not in PAGING}


def types(function: Any) -> dict[str, Any]:
    """Return the types in a signature."""
    return inspect.get_annotations(function, eval_str=True)


def arguments(function: Any, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the types of the arguments by the API's name, of which some are in snake_case, and one is ``userId``."""
    names = {name.casefold(): name for name in parameters}
    hints = {name: hint for name, hint in types(function).items() if name not in ("provider", "return")}
    return {
        name if name in parameters else names.get(camel(name).casefold(), camel(name)): hint
        for name, hint in hints.items()
    }


def allowed(schema: Any) -> set[str]:
    """Return the values in a schema's enums, at any depth."""
    if isinstance(schema, list):
        return set().union(*map(allowed, schema))
    if not isinstance(schema, dict):
        return set()
    if "$ref" in schema:
        return allowed(contract.document()["$defs"][schema["$ref"].rpartition("/")[2]])
    return set(schema.get("enum", [])).union(*map(allowed, schema.values()))


def literals(hint: Any) -> set[str]:
    """Return the literal values in a type, at any depth."""
    return set(get_args(hint)) if get_origin(hint) is Literal else set().union(*map(literals, get_args(hint)))


def is_flag(hint: Any) -> bool:
    """Return whether the type is ``bool``, which the API takes as the string ``true`` or ``false``."""
    return bool in get_args(hint)


@pytest.mark.parametrize("operation", FUNCTIONS)
def test_the_operation_of_a_function_is_in_the_contract(operation: str) -> None:
    assert operation in contract.document()["operations"]


@pytest.mark.parametrize("operation", FUNCTIONS)
def test_the_arguments_are_the_parameters_of_the_operation(operation: str) -> None:
    wanted = query(operation)
    given = arguments(getattr(statsig, FUNCTIONS[operation]), wanted)
    assert len(given.keys() - wanted) == len(placeholders(operation))
    for name, schema in wanted.items():
        if name in OPEN:
            assert literals(given[name]) == set()
        elif not is_flag(given[name]) or not allowed(schema) <= {"true", "false"}:
            assert literals(given[name]) == allowed(schema), name


@pytest.mark.parametrize("name", [n for n in functions.__all__ if n.endswith("_output")])
def test_the_form_for_outputs_takes_the_same_arguments(name: str) -> None:
    form, plain = types(getattr(statsig, name)), types(getattr(statsig, name.removesuffix("_output")))
    del form["return"], plain["return"]
    assert [*form] == [*plain]
    assert [literals(hint) for hint in form.values()] == [literals(hint) for hint in plain.values()]


@pytest.mark.parametrize("name", [n for n in functions.__all__ if n.islower() and not n.endswith("_output")])
def test_a_function_documents_every_argument(name: str) -> None:
    docstring = inspect.getdoc(function := getattr(statsig, name)) or ""
    assert docstring.startswith(("Return ", "Yield "))
    documented = re.findall(r"^    (\w+): ", docstring.partition("Args:\n")[2], re.MULTILINE)
    assert documented == [argument for argument in types(function) if argument not in ("provider", "return")]


def test_every_function_has_a_form_for_outputs() -> None:
    names = [n for n in functions.__all__ if n.islower() and not n.endswith("_output")]
    assert {f"{n}_output" for n in names} <= set(functions.__all__)


@pytest.mark.parametrize("operation", FUNCTIONS)
def test_a_function_sends_its_operation(operation: str, tmp_path: Path) -> None:
    settings = Settings(console_api_key="console-functions", api_url=f"emulator:{tmp_path / 'db'}")
    function = getattr(statsig, FUNCTIONS[operation])
    examples: dict[str, Any] = {"type": "s3", "dataset": "Events", "end": 1_700_000_000_000}
    examples |= dict.fromkeys(["date", "start_date", "end_date"], "2024-09-01")
    if function is statsig.get_report:
        examples["type"] = "first_exposures"
    needed = [p.name for p in inspect.signature(function).parameters.values() if p.default is p.empty]
    with suppress(NotFound):
        found = function(*(examples.get(name, "x") for name in needed), provider=settings)
        if isinstance(found, Iterator):
            next(found, None)
    paths = [operation.split()[1] for operation, name in FUNCTIONS.items() if name == function.__name__]
    (entry,) = Emulator(str(tmp_path / "db")).log()
    assert entry.method == "GET"
    assert entry.path in [
        path.format_map({name: examples.get(name, "x") for name in placeholders(path)}) for path in paths
    ]


def sample(hint: Any) -> Any:
    """Return a value of a type."""
    kind = next((a for a in get_args(hint) if a is not type(None)), hint)
    return next(iter(sorted(literals(hint))), {bool: True, float: 95.5, int: 7}.get(kind, "x"))


@pytest.mark.parametrize("operation", FUNCTIONS)
def test_every_argument_goes_into_the_request(operation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    query_sent: dict[str, Any] = {}

    def send(_self: Client, _reader: Any, _method: str, _path: str, params: Any, *_: Any, **__: Any) -> Any:
        query_sent.update(params)
        raise NotFound("enough", method="GET", path="/")

    monkeypatch.setattr(Client, "_send", send)
    function = getattr(statsig, FUNCTIONS[operation])
    given = {name: sample(hint) for name, hint in types(function).items() if name not in ("provider", "return")}
    with suppress(NotFound):
        found = function(**given, provider=Settings(console_api_key="console-functions", api_url="emulator::memory:"))
        next(found)
    wanted = dict(zip(arguments(function, query(operation)), given.values(), strict=True))
    assert {name: query_sent[name] for name in query(operation)} == {name: wanted[name] for name in query(operation)}
