"""The case of ``DynamicConfig``."""

from __future__ import annotations

from .case import FullUpdate, KindCase
from .shapes import RULE, RULE_FIELDS, SERVER_IDS

CASE = KindCase(
    kind="DynamicConfig",
    family="dynamic_configs",
    fields={
        "name": ("Name A", "Name B"),
        "description": ("a", "b"),
        "is_enabled": (False, True),
        "default_value": ({"a": {"b": [1, True, "x", 2.5]}}, {"a": {"b": [1, False, "x", 2.5]}}),
        "default_value_json5": ("{a: 1, /* why */}", "{a: 2}"),
        "rules": ([RULE], [RULE, {"name": "b"}]),
        "json_schema": ('{"type": "object"}', '{"type": "object", "properties": {}}'),
        "json_schema_json5": ("{type: 'object'}", "{type: 'object', properties: {}}"),
        "tags": (["a", "b"], ["b", "c"]),
        "type": ("PERMANENT", "TEMPORARY"),
        "id_type": ("stableID", "companyID"),
        "target_apps": ("web", ["web", "ios"]),
        "creator_id": ("c1", "c2"),
        "creator_email": ("a@x.org", "b@x.org"),
        "owner": ({"owner_name": "A"}, {"owner_name": "B"}),
        "team": ("t1", "t2"),
        "team_id": ("i1", "i2"),
        "release_pipeline_id": ("p1", "p2"),
        "rules[0].pass_percentage": (12.5, 0.01),
        "rules[0].return_value": ({"a": 1}, {"a": 2}),
        "rules[0].return_value_json5": ("{a: 1}", "{a: 2}"),
        "rules[0].variants": (
            [{"name": "v", "pass_percentage": 50, "return_value": {"a": 1}}],
            [{"name": "v", "pass_percentage": 40, "return_value": {"a": 1}}, {"name": "w", "pass_percentage": 60}],
        ),
        "rules[0].variants[0].pass_percentage": (50, 60),
        "rules[0].variants[0].name": ("v", "w"),
        "rules[0].variants[0].return_value": ({"a": 1}, {"a": 2}),
        "rules[0].variants[0].return_value_json5": ("{a: 1}", "{a: 2}"),
        "owner.owner_id": ("1", "2"),
        "owner.owner_type": ("USER", "SDK_KEY"),
        "owner.owner_name": ("A", "B"),
        "owner.owner_email": ("a@x.org", "b@x.org"),
    },
    inside={
        "rules[0]": {"rules": [RULE, {"name": "last", "pass_percentage": 5}]},
        "rules[0].variants[0]": {"rules": [{"name": "a", "variants": [{"name": "v", "pass_percentage": 50}]}]},
        "owner": {"owner": {"owner_name": "N"}},
    },
    # An owner of which nothing is left is ignored by the API.
    instead={"owner.owner_name": {"owner": {"owner_type": "USER"}}},
    moves={
        "isEnabled": frozenset({"status"}),
        "type": frozenset({"isPermanent"}),
        "defaultValue": frozenset({"defaultValueJson5"}),
        "defaultValueJson5": frozenset({"defaultValue"}),
        "schema": frozenset({"schemaJson5"}),
        "schemaJson5": frozenset({"schema"}),
        "returnValue": frozenset({"returnValueJson5"}),
        "returnValueJson5": frozenset({"returnValue"}),
    },
    left_out={**RULE_FIELDS, "rules.variants.id": SERVER_IDS},
    full_update=FullUpdate({"config_id": "config"}, {"description": "by hand"}),
)
