"""What a newer contract changes, and which resources and functions it concerns."""

from __future__ import annotations

from typing import Any

from tools.news import NOBODY, fields, news

COLOUR = {"type": "object", "properties": {"colour": {"type": "string"}}}


def contract(defs: Any = None, **operations: Any) -> Any:
    """Return a contract; each operation has a short name here."""
    names = {"create": "POST /things", "read": "GET /things/{id}", "list": "GET /things"}
    empty = {"query": {}, "body": None, "response": {}}
    return {"operations": {names[word]: empty | facts for word, facts in operations.items()}, "$defs": defs or {}}


CLAIMS = {"POST /things": ["Thing: create", "Other: create"], "GET /things/{id}": ["Thing: read", "get_thing"]}


def test_a_field_is_listed_once_for_everything_that_uses_the_operation() -> None:
    old, new = contract(create={}, read={}), contract(create={"body": COLOUR}, read={"body": COLOUR})
    expected = ["Other:", "  + colour  (POST /things)", "Thing:", "  + colour  (GET /things/{id}, POST /things)"]
    assert news(old, new, CLAIMS) == [*expected, "get_thing:", "  + colour  (GET /things/{id})"]
    assert news(new, old, CLAIMS) == [line.replace("+", "-") for line in news(old, new, CLAIMS)]


def test_new_and_removed_operations_are_listed_with_their_uses() -> None:
    assert news(contract(), contract(list={}), CLAIMS) == ["new operations, which nothing uses yet:", "  GET /things"]
    gone = ["operations that are gone:", "  GET /things  (used by nothing)"]
    assert news(contract(list={}), contract(), CLAIMS) == gone
    gone[1] = "  POST /things  (used by Thing: create, Other: create)"
    assert news(contract(create={}), contract(), CLAIMS) == gone


def test_what_changes_in_an_operation_that_nothing_uses_comes_last() -> None:
    old, new = contract(list={}, read={}), contract(list={"response": COLOUR}, read={"response": COLOUR})
    assert news(old, new, CLAIMS)[-2:] == [f"{NOBODY}:", "  + -> colour  (GET /things)"]


def test_nothing_is_listed_if_nothing_has_changed() -> None:
    assert news(contract(list={"response": COLOUR}), contract(list={"response": COLOUR}), CLAIMS) == []


def test_fields_are_found_at_any_depth_with_their_values() -> None:
    inner = {"type": "array", "items": {"anyOf": [{"$ref": "#/$defs/Colour"}, {"type": "null"}]}}
    body = {"properties": {"paint": inner, "any": {"additionalProperties": {"properties": {"a": {}}}}}}
    query = {"sort": {"required": False, "schema": {"enum": ["up"]}}}
    shades = {"properties": {"shade": {"enum": ["dark", None]}, "mixed": {"$ref": "#/$defs/Colour"}}}
    found = fields(contract({"Colour": shades}, list={"body": body, "query": query, "response": COLOUR}), "GET /things")
    wanted = {"paint", "paint[].shade", 'paint[].shade = "dark"', "paint[].shade = null", "paint[].mixed"}
    assert found == {*wanted, "any", "any{}.a", "?sort", '?sort = "up"', "-> colour"}
