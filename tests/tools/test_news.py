"""What a newer contract brings, and whom it concerns."""

from __future__ import annotations

from typing import Any

from tools.news import NOBODY, fields, news

COLOUR = {"type": "object", "properties": {"colour": {"type": "string"}}}


def made(defs: Any = None, **operations: Any) -> Any:
    """A contract; the operations by a word for each."""
    names = {"create": "POST /things", "read": "GET /things/{id}", "list": "GET /things"}
    empty = {"query": {}, "body": None, "reply": {}}
    return {"operations": {names[word]: empty | facts for word, facts in operations.items()}, "$defs": defs or {}}


CLAIMS = {"POST /things": ["Thing: create", "Other: create"], "GET /things/{id}": ["Thing: read", "get_thing"]}


def test_a_field_is_told_to_everything_that_uses_the_operation_and_once_to_each() -> None:
    old, new = made(create={}, read={}), made(create={"body": COLOUR}, read={"body": COLOUR})
    told = ["Other:", "  + colour  (POST /things)", "Thing:", "  + colour  (GET /things/{id}, POST /things)"]
    assert news(old, new, CLAIMS) == [*told, "get_thing:", "  + colour  (GET /things/{id})"]
    assert news(new, old, CLAIMS) == [line.replace("+", "-") for line in news(old, new, CLAIMS)]


def test_operations_that_come_and_go_are_told_with_who_has_used_them() -> None:
    assert news(made(), made(list={}), CLAIMS) == ["new operations, which nothing uses yet:", "  GET /things"]
    gone = ["operations that are gone:", "  GET /things  (used by nothing)"]
    assert news(made(list={}), made(), CLAIMS) == gone
    gone[1] = "  POST /things  (used by Thing: create, Other: create)"
    assert news(made(create={}), made(), CLAIMS) == gone


def test_what_changes_in_an_operation_that_nothing_uses_comes_last() -> None:
    old, new = made(list={}, read={}), made(list={"reply": COLOUR}, read={"reply": COLOUR})
    assert news(old, new, CLAIMS)[-2:] == [f"{NOBODY}:", "  + -> colour  (GET /things)"]


def test_nothing_is_told_where_nothing_has_changed() -> None:
    assert news(made(list={"reply": COLOUR}), made(list={"reply": COLOUR}), CLAIMS) == []


def test_fields_are_found_at_any_depth_with_their_values() -> None:
    inner = {"type": "array", "items": {"anyOf": [{"$ref": "#/$defs/Colour"}, {"type": "null"}]}}
    body = {"properties": {"paint": inner, "any": {"additionalProperties": {"properties": {"a": {}}}}}}
    query = {"sort": {"required": False, "schema": {"enum": ["up"]}}}
    shades = {"properties": {"shade": {"enum": ["dark", None]}, "mixed": {"$ref": "#/$defs/Colour"}}}
    found = fields(made({"Colour": shades}, list={"body": body, "query": query, "reply": COLOUR}), "GET /things")
    wanted = {"paint", "paint[].shade", 'paint[].shade = "dark"', "paint[].shade = null", "paint[].mixed"}
    assert found == {*wanted, "any", "any{}.a", "?sort", '?sort = "up"', "-> colour"}
