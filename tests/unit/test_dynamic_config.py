"""A config's values are validated against its schema before anything is sent."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.output import Unknown

from statsig_pulumi.resources.dynamic_config import DynamicConfig


def problems(**new: Any) -> dict[str, str]:
    return dict(DynamicConfig.check({}, new))


def test_every_value_that_does_not_match_the_schema_is_named_by_its_path() -> None:
    schema = '{"properties": {"a": {"type": "array", "items": {"type": "string"}}}}'
    variants = [{"name": "v", "pass_percentage": 1, "return_value": {"a": 1}}]
    rules = [{"name": "r", "return_value_json5": "{a: ['x', 2]}", "variants": variants}]
    assert set(problems(json_schema=schema, default_value={"a": [1]}, rules=rules)) == {
        "default_value.a[0]",
        "rules[0].return_value_json5.a[1]",
        "rules[0].variants[0].return_value.a",
    }


def test_an_invalid_schema_is_a_problem() -> None:
    assert "is not a JSON Schema" in problems(json_schema='{"type": 3}')["json_schema"]


def test_a_remote_schema_is_not_fetched() -> None:
    schema = '{"$ref": "http://127.0.0.1:1/schema"}'
    assert "refers to what is not in it" in problems(json_schema=schema, default_value={"a": 1})["json_schema"]


def test_unknown_values_are_not_validated() -> None:
    schema = '{"properties": {"a": {"type": "string"}}}'
    assert problems(json_schema=schema, default_value={"a": Unknown()}) == {}
    assert problems(json_schema=Unknown(), default_value={"a": 1}) == {}


@pytest.mark.parametrize("text", ["{a: 1}", '{"a": 1}', "{/* why */ a: 1,}"])
def test_a_value_and_its_json5_have_to_be_equal(text: str) -> None:
    assert problems(default_value={"a": 1}, default_value_json5=text) == {}
    assert "does not mean the same" in problems(default_value={"a": 2}, default_value_json5=text)["default_value_json5"]
