"""A config's values against its schema, before anything is sent."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.output import Unknown

from statsig_pulumi.resources.dynamic_config import DynamicConfig


def refused(**new: Any) -> dict[str, str]:
    return dict(DynamicConfig.check({}, new))


def test_every_value_that_does_not_fit_is_named_by_its_path() -> None:
    schema = '{"properties": {"a": {"type": "array", "items": {"type": "string"}}}}'
    variants = [{"name": "v", "pass_percentage": 1, "return_value": {"a": 1}}]
    rules = [{"name": "r", "return_value_json5": "{a: ['x', 2]}", "variants": variants}]
    assert set(refused(json_schema=schema, default_value={"a": [1]}, rules=rules)) == {
        "default_value.a[0]",
        "rules[0].return_value_json5.a[1]",
        "rules[0].variants[0].return_value.a",
    }


def test_a_schema_that_is_none_is_told() -> None:
    assert "is not a JSON Schema" in refused(json_schema='{"type": 3}')["json_schema"]


def test_a_schema_elsewhere_is_not_fetched() -> None:
    schema = '{"$ref": "http://127.0.0.1:1/schema"}'
    assert "refers to what is not in it" in refused(json_schema=schema, default_value={"a": 1})["json_schema"]


def test_what_is_not_known_yet_is_left_to_the_end() -> None:
    schema = '{"properties": {"a": {"type": "string"}}}'
    assert refused(json_schema=schema, default_value={"a": Unknown()}) == {}
    assert refused(json_schema=Unknown(), default_value={"a": 1}) == {}


@pytest.mark.parametrize("text", ["{a: 1}", '{"a": 1}', "{/* why */ a: 1,}"])
def test_two_spellings_of_a_value_have_to_mean_the_same(text: str) -> None:
    assert refused(default_value={"a": 1}, default_value_json5=text) == {}
    assert "does not mean the same" in refused(default_value={"a": 2}, default_value_json5=text)["default_value_json5"]
