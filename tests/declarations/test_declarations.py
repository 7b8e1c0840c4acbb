"""What holds of every declaration, checked against the contract."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import jsonschema
import pulumi
import pytest
from pydantic import ConfigDict, TypeAdapter, ValidationError

import statsig_pulumi
from statsig_pulumi.client.paths import placeholders
from statsig_pulumi.emulator import contract
from statsig_pulumi.kind import Kind, all_kinds
from statsig_pulumi.provider import serialized_provider
from statsig_pulumi.resources.ingestion import EventsMapping, ExposuresMapping, MetricsMapping
from statsig_pulumi.rest import Action, Collection, QueryCollection, Singleton, SubResource, SubResources, Unreadable
from statsig_pulumi.schema.markers import Canonical, Initial, Mark, Wire
from statsig_pulumi.schema.model import Model
from statsig_pulumi.schema.shape import Property, shape_of
from statsig_pulumi.schema.values import to_wire
from tests.resources import CASES
from tools.reference import attribute_docs

KINDS = all_kinds()

kinds = pytest.mark.parametrize("kind", [*KINDS.values()], ids=[*KINDS])


def bodies(kind: type[Kind]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The operations that make an object, and those that change it; one of the two where they are the same."""
    if declared_bodies := CASES[kind.__name__].bodies:
        create, update = declared_bodies
        return (create,), (update,)
    steps = kind.statuses.operations() if kind.statuses else {}
    used = [(op, verb) for op, verb in kind.operations().items() if op not in steps and body(op) is not None]
    creating = tuple(op for op, verb in used if verb.startswith(("create", "run", "add")))
    changing = tuple(op for op, verb in used if "update" in verb)
    return creating or changing, changing or creating


def all_fields(kind: type[Kind], operations: tuple[str, ...]) -> list[tuple[str, Any]]:
    """The fields of operations' bodies, with their schemas; of a body that is a field's value, below that field."""
    found: list[tuple[str, Any]] = []
    for operation in operations:
        schema = body(operation)
        if field := field_sent(kind, operation):
            schema = {"properties": {field: schema}}
        found += fields(schema)
    return found


def field_sent(kind: type[Kind], operation: str) -> str:
    """The field whose value is an operation's body, or a member of it; "" where the body holds all fields."""
    match kind.routes:
        case Collection(body_field=field, update=update):
            return field if operation == update else ""
        case SubResources(field=field):
            return field
        case _:
            return ""


def body(operation: str) -> Any:
    return contract.document()["operations"][operation]["body"]


def fields(schema: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """The fields of a schema at every depth, with their schemas."""
    for one in contract.alternatives(schema):
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
def test_every_field_of_the_api_is_an_argument_or_left_out_with_a_reason(kind: type[Kind]) -> None:
    known = {path for path, _ in declared(kind.shape())}
    wanted = {path for operations in bodies(kind) for path, _ in all_fields(kind, operations)}
    left_out = set(CASES[kind.__name__].left_out)
    inside = {path for path in wanted if any(path.startswith(f"{out}.") for out in left_out)}
    assert wanted - known - left_out - inside == set()
    assert not left_out & known
    assert left_out <= wanted | {"reviewSettings.allowedReviewers"}, "a reason for what is not there"


@kinds
def test_every_argument_is_a_field_of_the_api(kind: type[Kind]) -> None:
    wanted = {path for operations in bodies(kind) for path, _ in all_fields(kind, operations)}
    steps = {kind.statuses.field} if kind.statuses else set()
    own = CASES[kind.__name__].own_arguments
    assert {path for path, _ in declared(kind.shape())} - wanted - steps - own == set()


@kinds
def test_a_field_that_only_a_create_takes_replaces(kind: type[Kind]) -> None:
    if isinstance(kind.routes, (Unreadable, Action)):
        return  # every change sends everything again, so no field is fixed at creation
    create, update = ({p for p, _ in all_fields(kind, operations) if "." not in p} for operations in bodies(kind))
    replaced = {prop.wire for prop in kind.shape().properties.values() if "replace" in prop and prop.on_wire}
    wanted = (create - update - set(CASES[kind.__name__].left_out)) | address(kind)
    missing, needless = sorted(wanted - replaced), sorted(replaced - wanted)
    assert replaced == wanted, f"Replace: missing on {missing}, needless on {needless}"


def address(kind: type[Kind]) -> set[str]:
    """The fields of the body that stand in an object's address."""
    key, query = ({prop.wire for prop in kind.shape().marked(mark)} for mark in ("key", "query"))
    match kind.routes:
        case Collection(id_format=template) if template:  # a renamed object keeps its id
            return set(placeholders(template)) - {path for path, _ in all_fields(kind, bodies(kind)[1])}
        case Collection(id_field=id):
            return key & {id}
        case SubResource():
            return key
        case QueryCollection() | Singleton():
            return query
        case _:
            return set()


@kinds
def test_a_default_is_a_value_that_an_update_takes(kind: type[Kind]) -> None:
    if isinstance(kind.routes, (Unreadable, Action)):
        return  # every change sends everything again, without the fields that are not set
    allowed = dict(all_fields(kind, bodies(kind)[1]))
    for path, prop in declared(kind.shape()):
        if (
            "." in path
            or prop.required
            or prop.marks & {"no_default", "replace", "provider_only"}
            or prop.accompanies
            or path not in allowed
        ):
            continue
        if "key" in prop or prop.name == (kind.statuses and kind.statuses.field):
            continue
        value = to_wire(prop.shape, prop.default)
        assert contract.invalid(allowed[path], value) == [], f"{prop.name} = {value!r}"


@all_models
def test_every_field_has_a_docstring(model: type[Model]) -> None:
    assert model.__doc__
    described = attribute_docs(model)
    for name in model.model_fields:
        assert described.get(name), f"{model.__name__}.{name}"
        assert name not in ("id", "urn"), "the engine's own"


@all_models
def test_constraints_are_inside_in(model: type[Model]) -> None:
    """Outside they are silently not enforced."""
    for name, info in model.model_fields.items():
        accepts_unknown = any(type(meta).__name__ == "_AcceptUnknown" for meta in info.metadata)
        for meta in info.metadata if accepts_unknown else ():
            known = isinstance(meta, (Mark, Canonical, Initial, Wire)) or type(meta).__name__ == "_AcceptUnknown"
            assert known, f"{model.__name__}.{name}: {meta}"


@all_models
def test_every_model_can_be_imported_from_the_package(model: type[Model]) -> None:
    if not model.__name__.endswith("Args"):
        assert getattr(statsig_pulumi, model.__name__) is model
        assert model.__name__ in statsig_pulumi.__all__


@kinds
def test_closed_choices_are_those_of_the_api(kind: type[Kind]) -> None:
    schemas = {path: schema for operations in bodies(kind) for path, schema in all_fields(kind, operations)}
    for path, prop in declared(kind.shape()):
        choices = set(_literals(_annotation(kind.args, prop.name))) if "." not in path else set()
        enum = set(schemas.get(path, {}).get("enum", [])) - {None}
        if choices and enum and not (kind.statuses and prop.name == kind.statuses.field):
            assert choices == enum or prop.name in CASES[kind.__name__].split_choices, path


@kinds
def test_limits_are_those_of_the_api(kind: type[Kind]) -> None:
    """So that what is too long or too much fails in the preview, and nothing else does."""
    schemas: dict[str, dict[str, Any]] = {}
    for operations in bodies(kind):
        for path, schema in all_fields(kind, operations):
            schemas[path] = {**schemas.get(path, {}), **schema}
    for path, prop in declared(kind.shape()):
        schema = schemas.get(path, {})
        if "." in path or not isinstance(schema.get("type"), str) or "enum" in schema:
            continue
        too_much: list[Any] = [schema[limit] + step for limit, step in LIMITS.items() if limit in schema]
        if schema["type"] == "string":
            texts = {"minLength": -1, "maxLength": 1}
            too_much = ["a" * (schema[limit] + step) for limit, step in texts.items() if limit in schema]
            if not too_much and "pattern" not in schema and "format" not in schema:
                assert accepts(kind, prop.name, "a" * 5000) or prop.name in STRICTER, f"{path}: the API has no limit"
        if schema["type"] == "array":
            too_much = [["a"] * (schema[limit] + step) for limit, step in LIST_LIMITS.items() if limit in schema]
        for value in too_much:
            assert not accepts(kind, prop.name, value), f"{path} takes {str(value)[:40]}"


LIMITS = {"minimum": -0.5, "maximum": 0.5}
LIST_LIMITS = {"minItems": -1, "maxItems": 1}
STRICTER = {"email", "name", "default_value_json5", "json_schema", "json_schema_json5", "sidecar_editor_url"}
"""An e-mail address has to look like one, and so has a web address; names of rules may not be without end, and JSON has
to be JSON."""


def accepts(kind: type[Kind], name: str, value: Any) -> bool:
    """Whether an argument takes a value."""
    adapter = TypeAdapter[Any](
        _annotation(kind.args, name), config=ConfigDict(strict=True, arbitrary_types_allowed=True)
    )
    try:
        adapter.validate_python(value)
    except ValidationError:
        return False
    return True


def _annotation(model: type[Model], name: str) -> Any:
    return model.model_fields[name].annotation


def _literals(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    for arg in get_args(annotation) if get_origin(annotation) is not Literal else ():
        yield from _literals(arg)


@kinds
def test_transitions_lead_to_declared_statuses_by_operations_of_the_api(kind: type[Kind]) -> None:
    machine = kind.statuses
    if machine is None:
        return
    settable = set(_literals(_annotation(kind.args, machine.field)))
    assert {new for _, new in machine.transitions} <= settable
    assert machine.initial in settable
    assert machine.archived is None or machine.archived in settable
    for (_, _), step in machine.transitions.items():
        assert f"PUT {machine.path}/{step.verb}" in contract.document()["operations"]


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
        "pulumi": pulumi,
        "config": pulumi.Config(),
        "ResourceOptions": pulumi.ResourceOptions,
        "token": "t",
    }

    @pulumi.runtime.test
    def run() -> None:
        exec(code, names)

    run()


class _Unexpected(_Mocks):
    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        return "gate", {**args.inputs, "permalink": ["not", "a text"]}


def test_an_output_of_another_type_does_not_end_the_program() -> None:
    pulumi.runtime.set_mocks(_Unexpected(), project="p", stack="s", preview=False)

    @pulumi.runtime.test
    def run() -> pulumi.Output[Any]:
        return statsig_pulumi.Gate("gate").permalink.apply(seen.append)

    seen: list[Any] = []
    run()
    assert seen == [["not", "a text"]]


@kinds
def test_every_kind_has_an_example(kind: type[Kind]) -> None:
    assert "```python" in (kind.__doc__ or "")


def test_the_column_mappings_are_the_three_of_the_contract() -> None:
    datasets = contract.alternatives(body("POST /ingestion"))
    wanted = sorted(sorted(one["properties"]["column_mapping"]["properties"]) for one in map(_resolved, datasets))
    ours = sorted(sorted(shape_of(m).properties) for m in (MetricsMapping, EventsMapping, ExposuresMapping))
    assert ours == wanted


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    mapping = schema["properties"]["column_mapping"]
    return {**schema, "properties": {"column_mapping": contract.alternatives(mapping)[0]}}


def test_the_provider_in_users_state_is_frozen() -> None:
    """This text is in every resource of every stack: an older one has to be understood for ever."""
    assert serialized_provider("Gate") in (
        "gASVOgAAAAAAAACMF3N0YXRzaWdfcHVsdW1pLnByb3ZpZGVylIwPU3RhdHNpZ1Byb3ZpZGVylJOUjARHYXRllIWUUpQu",  # to 3.13
        "gAWVOgAAAAAAAACMF3N0YXRzaWdfcHVsdW1pLnByb3ZpZGVylIwPU3RhdHNpZ1Byb3ZpZGVylJOUjARHYXRllIWUUpQu",  # from 3.14
    )


def test_the_contract_is_json_schema() -> None:
    for schema in contract.document()["$defs"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
