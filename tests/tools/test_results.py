"""The generator of what the functions return."""

from __future__ import annotations

from typing import Any

import pytest

from tools.results import Writer, singular

TEXT = {"type": "string"}


def written(schemas: dict[str, Any], place: str = "Thing", stem: str = "Thing") -> list[str]:
    """The classes for one document."""
    writer = Writer({"operations": {}, "$defs": schemas})
    writer.document(stem, "A thing", place)
    return writer.classes


def record(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*required]}


def test_alternatives_that_are_objects_become_one_class_with_the_fields_of_all() -> None:
    static = record({"name": TEXT, "value": TEXT}, "name", "value")
    gate = record({"name": TEXT, "value": {"type": "number"}, "gate": TEXT}, "name", "gate")
    nested = {"anyOf": [static, {"anyOf": [{"$ref": "#/$defs/Gate"}, {"type": "null"}]}]}
    part, whole = written({"Gate": gate, "Thing": record({"options": {"type": "array", "items": nested}})})
    assert "    name: str\n    value: str | float | None\n    gate: str | None\n" in part
    assert "    options: list[ThingOptionResult | None] | None\n" in whole


def test_a_document_is_found_at_its_place_and_the_members_of_a_list_are_meant() -> None:
    reply = {"anyOf": [{"type": "array", "items": {"$ref": "#/$defs/Day"}}]}
    schemas = {"Day": record({"date": TEXT}, "date"), "Thing": record({"days": reply})}
    assert written(schemas, "Thing/properties/days/anyOf/0", "Day")[0].startswith("class DayResult(Record)")


def test_what_a_schema_says_nothing_of_may_be_anything() -> None:
    (made,) = written({"Thing": record({"json": {}, "empty": {"type": "object", "properties": {}}})})
    assert "    json: Any\n    empty: Any\n" in made


def test_a_secret_is_marked() -> None:
    (made,) = written({"Key": record({"key": TEXT}, "key")}, "Key", "Key")
    assert '    key: Annotated[str, Mark("secret")]\n' in made


def test_two_different_documents_are_not_called_the_same() -> None:
    writer = Writer({"operations": {}, "$defs": {"One": record({"a": TEXT}), "Other": record({"b": TEXT})}})
    writer.document("Thing", "A thing", "One")
    with pytest.raises(ValueError, match="two different documents would be ThingResult"):
        writer.document("Thing", "A thing", "Other")


def test_the_values_of_a_parameter_are_a_type() -> None:
    query = {"kind": {"required": False, "schema": {"$ref": "#/$defs/Kind"}}}
    writer = Writer({"operations": {"GET /a": {"query": query}}, "$defs": {"Kind": {"enum": ["x", "y"]}}})
    writer.allowed("Kind", "GET /a", "kind")
    assert writer.values == ['Kind = Literal["x", "y"]']


@pytest.mark.parametrize(
    ("many", "one"), [("rules", "rule"), ("statuses", "status"), ("status", "status"), ("class", "class")]
)
def test_a_member_of_a_list_is_named_in_the_singular(many: str, one: str) -> None:
    assert singular(many) == one
