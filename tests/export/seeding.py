"""A Statsig project as it is after some years: made by hand, in the console and over the API, by many people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import httpx

from statsig_pulumi.client.client import Client
from statsig_pulumi.controller.controller import Controller
from statsig_pulumi.controller.ownership import Run
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.kind import all_kinds
from statsig_pulumi.resources.rule import _OPERATORS, _UNDESCRIBED
from tests.integration.test_fields import MADE_WITH, REFERENCED, Field

ODD_TEXTS = (
    "結帳 🛒",
    'it\'s "quoted" and \\back\\slashed\\',
    "${interpolated} %s {braces} `ticks`",
    'three """ quotes',
    "line\r\nfeed\n\ttab",
    "\u202eright to left",
    "ends with a backslash\\",
    "<script>alert(1)</script> | pipe",
    " spaces around ",
)
ODD_NAMES = ("2fa", "class", "statsig", "when", "import", "new-checkout", "new_checkout", "list", "gates")
FREE_JSON: tuple[Any, ...] = (
    {"a": None},
    {"": 1},
    {"big": 2**60, "small": 1e-9, "float": 1.0},
    {"empty": {}, "none": [], "text": "", "zero": 0, "no": False},
    {"deep": [[[{"x": [None, {"y": ""}]}]]]},
    {text: text for text in ODD_TEXTS},
)


def everything(
    emulator: Emulator, key: str, client: Client, http: httpx.Client, fields: Sequence[Field], plain: int
) -> None:
    """Fill a project: an object for each field, odd names and values, and ``plain`` ordinary gates and configs."""
    emulator.settings(rate_limit=False)
    each_field(emulator, key, client, http, fields)
    odd(emulator, key, http)
    ordinary(http, plain)


def each_field(emulator: Emulator, key: str, client: Client, http: httpx.Client, fields: Sequence[Field]) -> None:
    """Make an object for each field of a kind that can be listed."""
    for family, ids in REFERENCED.items():
        for id in ids:
            _post(http, family, {**MADE_WITH.get(family, {}), "name": id})
    for number in (1, 2):
        emulator.seed(key, "target_app", {"id": f"app_{number}", "name": f"App {number}"})
    for field in fields:
        kind = all_kinds()[field.kind]
        if field.parent and field.case.parent and kind.routes.can_read:
            family, id = field.parent
            _post(http, family, {**MADE_WITH.get(family, {}), **field.case.parent.body, "name": id})
        if kind.routes.can_read:
            given = kind.args.model_validate(field.props(field.values[0])).model_dump(
                exclude_unset=True, exclude_none=True
            )
            for prop in kind.shape().marked("key"):
                given.setdefault(prop.name, field.name)
            Controller(kind, client, run=Run(folder=None)).create(given)


def odd(emulator: Emulator, key: str, http: httpx.Client) -> None:
    """Make what people make over the years."""
    for name in ODD_NAMES:
        for family, more in (
            ("gates", {}),
            ("dynamic_configs", {}),
            ("tags", {"description": "d"}),
            ("experiments", {}),
        ):
            _post(http, family, {"name": name, **more})
    for i, text in enumerate(ODD_TEXTS):
        _post(http, "gates", {"name": f"odd_{i}", "description": text})
        _post(http, "tags", {"name": text, "description": text})
        _post(http, "alerts", {"name": text})
        _post(http, "alerts", {"name": text})  # twins
    for i, value in enumerate(FREE_JSON):
        _post(http, "dynamic_configs", {"name": f"json_{i}", "defaultValue": value})
        rule = {"name": "r", "passPercentage": 100, "conditions": [], "returnValue": value}
        _post(http, "dynamic_configs", {"name": f"json_rule_{i}", "rules": [rule]})
    _post(
        http, "dynamic_configs", {"name": "json5", "defaultValueJson5": "{a: 1, /* why */ b: +2.50, 'c': .5, d: null,}"}
    )
    for i, condition in enumerate(conditions()):
        rule = {"name": f"rule {i}", "passPercentage": 12.34, "conditions": [condition]}
        _post(http, "gates", {"name": f"condition_{i}", "rules": [rule]})
    rules = [{"name": name, "passPercentage": 1, "conditions": []} for name in ("Conditions", "Conditions")]
    _post(http, "gates", {"name": "two_rules_of_one_name"})
    ids = [{"id": f"r{i}", "baseID": f"r{i}", **rule} for i, rule in enumerate(rules)]
    emulator.edit(key, "gates", "two_rules_of_one_name", {"rules": ids})
    for verb, id in (("archive", "odd_0"), ("launch", "odd_1"), ("disable", "odd_2")):
        assert http.put(f"gates/{id}/{verb}", json={}).status_code == 200
    emulator.edit(key, "gates", "odd_3", {"type": "STALE"})
    circle = {"circle_a": "circle_b", "circle_b": "circle_a", "dangling": "nobody_has_this"}
    for name, other in circle.items():
        asks = [{"type": "passes_gate", "targetValue": other}]
        _post(http, "gates", {"name": name, "rules": [{"name": "r", "passPercentage": 100, "conditions": asks}]})
    for description in ("ci", "ci", *ODD_TEXTS[:2]):
        _post(http, "keys", {"description": description, "type": "SERVER", "scopes": []})
    assert http.put("experiments/new_checkout/start", json={}).status_code == 200


def conditions() -> Iterator[dict[str, Any]]:
    """Yield a condition of each type, with each operator, and with values of each sort."""
    for type, operators in {**_OPERATORS, **dict.fromkeys(_UNDESCRIBED, "any")}.items():
        more = {"custom_field": {"field": "plan"}, "unit_id": {"customID": "companyID"}}.get(type, {})
        for operator in operators.split() or [None]:
            value: Any = 1700000000000 if type == "time" else ["a b", "c"]
            target = {} if type == "public" or str(operator).startswith("is_") else {"targetValue": value}
            yield {"type": type, **({"operator": operator} if operator else {}), **target, **more}
    for value in ("x", ["x"], 5, [1, 2.5], "1.10", []):
        yield {"type": "custom_field", "field": "plan", "operator": "any", "targetValue": value}


def ordinary(http: httpx.Client, count: int) -> None:
    """Make gates and configs as most are."""
    for i in range(count):
        rule = {
            "name": "staff",
            "passPercentage": i % 101,
            "conditions": [{"type": "email", "operator": "str_contains_any", "targetValue": ["@example.com"]}],
        }
        family = "gates" if i % 2 else "dynamic_configs"
        value = {} if i % 2 else {"returnValue": {"n": i}}
        _post(http, family, {"name": f"ordinary_{i}", "description": f"Number {i}", "rules": [{**rule, **value}]})


def _post(http: httpx.Client, family: str, body: Mapping[str, Any]) -> Any:
    response = http.post(family, json=body)
    assert response.status_code < 300, (family, body, response.text)
    return json.loads(response.text)["data"]
