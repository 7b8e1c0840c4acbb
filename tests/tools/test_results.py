"""Test the generator of the classes that functions return."""

from __future__ import annotations

from typing import Any

import pytest

from tools.results import Writer, singular

STRING = {"type": "string"}


def written(schemas: dict[str, Any], place: str = "Thing", stem: str = "Thing") -> list[str]:
    """Return the classes for one object."""
    writer = Writer({"operations": {}, "$defs": schemas})
    writer.write_object(stem, "A thing", place)
    return writer.classes


def record(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*required]}


def test_alternatives_that_are_objects_become_one_class_with_the_fields_of_all() -> None:
    static = record({"name": STRING, "value": STRING}, "name", "value")
    gate = record({"name": STRING, "value": {"type": "number"}, "gate": STRING}, "name", "gate")
    nested = {"anyOf": [static, {"anyOf": [{"$ref": "#/$defs/Gate"}, {"type": "null"}]}]}
    part, outer = written({"Gate": gate, "Thing": record({"options": {"type": "array", "items": nested}})})
    assert "    name: str\n    value: str | float | None\n    gate: str | None\n" in part
    assert "    options: list[ThingOptionResult | None] | None\n" in outer


def test_the_place_of_a_list_stands_for_its_items() -> None:
    response = {"anyOf": [{"type": "array", "items": {"$ref": "#/$defs/Day"}}]}
    schemas = {"Day": record({"date": STRING}, "date"), "Thing": record({"days": response})}
    assert written(schemas, "Thing/properties/days/anyOf/0", "Day")[0].startswith("class DayResult(Record)")


def test_an_empty_schema_is_any() -> None:
    (made,) = written({"Thing": record({"json": {}, "empty": {"type": "object", "properties": {}}})})
    assert "    json: Any\n    empty: Any\n" in made


def test_a_secret_is_marked() -> None:
    (made,) = written({"Key": record({"key": STRING}, "key")}, "Key", "Key")
    assert '    key: Annotated[str, Mark("secret")]\n' in made


def test_two_different_schemas_may_not_share_a_name() -> None:
    writer = Writer({"operations": {}, "$defs": {"One": record({"a": STRING}), "Other": record({"b": STRING})}})
    writer.write_object("Thing", "A thing", "One")
    with pytest.raises(ValueError, match="two different schemas would be ThingResult"):
        writer.write_object("Thing", "A thing", "Other")


def test_the_allowed_values_of_a_parameter_are_a_type() -> None:
    query = {"kind": {"required": False, "schema": {"$ref": "#/$defs/Kind"}}}
    writer = Writer({"operations": {"GET /a": {"query": query}}, "$defs": {"Kind": {"enum": ["x", "y"]}}})
    writer.write_values("Kind", "GET /a", "kind")
    assert writer.values == ['Kind = Literal["x", "y"]']


@pytest.mark.parametrize(
    ("plural", "one"), [("rules", "rule"), ("statuses", "status"), ("status", "status"), ("class", "class")]
)
def test_an_item_of_a_list_is_named_in_the_singular(plural: str, one: str) -> None:
    assert singular(plural) == one
