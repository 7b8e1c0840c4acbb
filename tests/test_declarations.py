"""What holds of every kind's declaration, read off the declarations and the contract."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import jsonschema
import pulumi
import pytest

import statsig_pulumi
from statsig_pulumi.emulator import contract
from statsig_pulumi.kinds.ingestion import EventsMapping, ExposuresMapping, MetricsMapping
from statsig_pulumi.model import Mark, Meaning, Model, Wire
from statsig_pulumi.provider import KINDS
from statsig_pulumi.resource import Resource, serialized_provider
from statsig_pulumi.routes import Crud, Keyed
from statsig_pulumi.shape import Property, shape_of, to_wire

kinds = pytest.mark.parametrize("kind", [*KINDS.values()], ids=[*KINDS])

# What the API takes and a kind leaves out, each with the reason.
SERVERS_IDS = "the server's; carried over by the member's name"
LEFT_OUT: dict[str, dict[str, str]] = {
    "Gate": {
        "rules.id": SERVERS_IDS,
        "rules.baseID": SERVERS_IDS,
        "rules.returnValue": "means nothing for a gate",
        "rules.completedAutomatedRollouts": "what the server has done",
        "reviewSettings.allowedReviewers": "read-only",
    },
    "DynamicConfig": {
        "rules.id": SERVERS_IDS,
        "rules.baseID": SERVERS_IDS,
        "rules.variants.id": SERVERS_IDS,
        "rules.completedAutomatedRollouts": "what the server has done",
    },
    "Experiment": {
        "groups.id": SERVERS_IDS,
        "launchedGroupID": "set through decision",
        "decisionReason": "set through decision and abandon_reason",
    },
    "Team": {"id": "the server's; not to be sent"},
    "Ingestion": {},
    "IngestionSchedule": {},
    "DatabricksConnection": {},
}
BODIES = {
    "Gate": ("POST /gates", "PATCH /gates/{id}"),
    "DynamicConfig": ("POST /dynamic_configs", "PATCH /dynamic_configs/{id}"),
    "Experiment": ("POST /experiments", "PATCH /experiments/{id}"),
    "Team": ("POST /users/teams", "PATCH /users/teams/{id}"),
    "Ingestion": ("POST /ingestion", "PATCH /ingestion"),
    "IngestionSchedule": ("POST /ingestion/schedule", "POST /ingestion/schedule"),
    "DatabricksConnection": ("POST /ingestion/connection/databricks", "POST /ingestion/connection/databricks"),
}


def body(operation: str) -> dict[str, Any]:
    schema = contract.document()["operations"][operation]["body"]
    return dict(schema)


def fields(schema: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """The fields of a schema at every depth, with their schemas."""
    for one in contract._alternatives(schema):
        if "items" in one:
            yield from fields(one["items"], path, depth)
        for name, inner in one.get("properties", {}).items():
            here = f"{path}.{name}".lstrip(".")
            yield here, inner
            yield from fields(inner, here, depth + 1)


def declared(shape: Any, path: str = "") -> Iterator[tuple[str, Property]]:
    """The fields of a declaration at every depth, with their API names."""
    if shape.item:
        yield from declared(shape.item, path)
    for prop in shape.properties.values():
        if prop.on_wire:
            here = f"{path}.{prop.wire}".lstrip(".")
            yield here, prop
            yield from declared(prop.shape, here)


def models(model: type[Model]) -> set[type[Model]]:
    """A model and all that stand inside it."""

    def inside(annotation: Any) -> Iterator[type[Model]]:
        if isinstance(annotation, type) and issubclass(annotation, Model):
            yield annotation
        for arg in get_args(annotation):
            yield from inside(arg)

    found = {model}
    for info in model.model_fields.values():
        for inner in inside(info.annotation):
            found |= models(inner)
    return found


ALL_MODELS = sorted({m for kind in KINDS.values() for m in models(kind.args)}, key=lambda m: m.__name__)
all_models = pytest.mark.parametrize("model", ALL_MODELS, ids=lambda m: m.__name__)


@kinds
def test_every_field_of_the_api_is_an_argument_or_left_out_with_a_reason(kind: type[Resource]) -> None:
    known = {path for path, _ in declared(kind.shape())}
    wanted = {path for operation in BODIES[kind.__name__] for path, _ in fields(body(operation))}
    left_out = set(LEFT_OUT[kind.__name__])
    inside = {path for path in wanted if any(path.startswith(f"{out}.") for out in left_out)}
    assert wanted - known - left_out - inside == set()
    assert not left_out & known
    assert left_out <= wanted | {"reviewSettings.allowedReviewers"}, "a reason for what is not there"


@kinds
def test_every_argument_is_a_field_of_the_api(kind: type[Resource]) -> None:
    wanted = {path for operation in BODIES[kind.__name__] for path, _ in fields(body(operation))}
    steps = {kind.lifecycle.field} if kind.lifecycle else set()
    assert {path for path, _ in declared(kind.shape())} - wanted - steps == set()


@kinds
def test_what_can_be_set_at_creation_only_replaces(kind: type[Resource]) -> None:
    create, update = ({p for p, _ in fields(body(op)) if "." not in p} for op in BODIES[kind.__name__])
    address = set(kind.routes.keys) if isinstance(kind.routes, Keyed) else set()
    if not isinstance(kind.routes, (Crud, Keyed)):
        address = {kind.routes.key}
    replaced = {prop.wire for prop in kind.shape().properties.values() if "replace" in prop}
    assert replaced == (create - update) | address


@kinds
def test_a_default_is_what_the_api_takes_for_the_reset(kind: type[Resource]) -> None:
    schema = body(BODIES[kind.__name__][1])
    allowed = dict(fields(schema))
    for path, prop in declared(kind.shape()):
        if "." in path or prop.required or prop.marks & {"keep", "replace", "local"} or path not in allowed:
            continue
        if prop.name in (kind.routes.key, kind.lifecycle and kind.lifecycle.field):
            continue
        value = to_wire(prop.shape, prop.default)
        assert contract.invalid(allowed[path], value) == [], f"{prop.name} = {value!r}"


@all_models
def test_every_field_says_what_it_is(model: type[Model]) -> None:
    assert model.__doc__
    for name, info in model.model_fields.items():
        assert info.description, f"{model.__name__}.{name}"
        assert name not in ("id", "urn"), "the engine's own"


@all_models
def test_constraints_stand_inside_in(model: type[Model]) -> None:
    """Outside they are silently not enforced."""
    for name, info in model.model_fields.items():
        for meta in info.metadata:
            known = isinstance(meta, (Mark, Meaning, Wire)) or type(meta).__name__ == "_Deferred"
            assert known, f"{model.__name__}.{name}: {meta}"


@all_models
def test_every_model_can_be_imported_from_the_package(model: type[Model]) -> None:
    if not model.__name__.endswith("Args"):
        assert getattr(statsig_pulumi, model.__name__) is model
        assert model.__name__ in statsig_pulumi.__all__


@kinds
def test_closed_choices_are_the_apis(kind: type[Resource]) -> None:
    schemas = {path: schema for op in BODIES[kind.__name__] for path, schema in fields(body(op))}
    for path, prop in declared(kind.shape()):
        choices = set(_literals(_annotation(kind.args, prop.name))) if "." not in path else set()
        enum = set(schemas.get(path, {}).get("enum", [])) - {None}
        if choices and enum and not (kind.lifecycle and prop.name == kind.lifecycle.field):
            assert choices == enum or kind.__name__ == "Ingestion", path


def _annotation(model: type[Model], name: str) -> Any:
    return model.model_fields[name].annotation


def _literals(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    for arg in get_args(annotation) if get_origin(annotation) is not Literal else ():
        yield from _literals(arg)


@kinds
def test_statuses_lead_where_the_table_says(kind: type[Resource]) -> None:
    life = kind.lifecycle
    if life is None:
        return
    settable = set(_literals(_annotation(kind.args, life.field)))
    assert {new for _, new in life.steps} <= settable
    assert life.initial in settable
    assert life.archived in settable
    for (_, _), step in life.steps.items():
        assert f"PUT {life.path}/{step.verb}" in contract.document()["operations"]


class _Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        return args.name, args.inputs

    def call(self, args: pulumi.runtime.MockCallArgs) -> Any:
        return {}


def _examples() -> Iterator[Any]:
    for owner in [*KINDS.values(), *ALL_MODELS, statsig_pulumi.Provider]:
        for number, code in enumerate(re.findall(r"```python\n(.*?)```", owner.__doc__ or "", re.S)):
            yield pytest.param(textwrap.dedent(code), id=f"{owner.__name__}-{number}")


@pytest.mark.parametrize("code", [*_examples()])
def test_the_example_in_the_docstring_runs(code: str) -> None:
    pulumi.runtime.set_mocks(_Mocks(), project="p", stack="s", preview=False)
    pulumi.runtime.set_all_config({"p:euKey": "console-x"}, ["p:euKey"])
    names = {name: getattr(statsig_pulumi, name) for name in statsig_pulumi.__all__}
    names |= {
        "statsig": statsig_pulumi,
        "when": statsig_pulumi.conditions,
        "config": pulumi.Config(),
        "ResourceOptions": pulumi.ResourceOptions,
        "token": "t",
    }

    @pulumi.runtime.test
    def run() -> None:
        exec(code, names)

    run()


@kinds
def test_every_kind_has_an_example(kind: type[Resource]) -> None:
    assert "```python" in (kind.__doc__ or "")


def test_mappings_of_columns_are_the_contracts_three_and_no_more() -> None:
    datasets = contract._alternatives(body("POST /ingestion"))
    wanted = sorted(sorted(one["properties"]["column_mapping"]["properties"]) for one in map(_resolved, datasets))
    ours = sorted(sorted(shape_of(m).properties) for m in (MetricsMapping, EventsMapping, ExposuresMapping))
    assert ours == wanted


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    mapping = schema["properties"]["column_mapping"]
    return {**schema, "properties": {"column_mapping": contract._alternatives(mapping)[0]}}


def test_the_provider_in_users_state_is_frozen() -> None:
    """This text is in every resource of every stack: an older one has to be understood for ever."""
    assert serialized_provider("Gate") in (
        "gASVOgAAAAAAAACMF3N0YXRzaWdfcHVsdW1pLnByb3ZpZGVylIwPU3RhdHNpZ1Byb3ZpZGVylJOUjARHYXRllIWUUpQu",  # to 3.13
        "gAWVOgAAAAAAAACMF3N0YXRzaWdfcHVsdW1pLnByb3ZpZGVylIwPU3RhdHNpZ1Byb3ZpZGVylJOUjARHYXRllIWUUpQu",  # from 3.14
    )


def test_the_contract_is_json_schema() -> None:
    for schema in contract.document()["$defs"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
