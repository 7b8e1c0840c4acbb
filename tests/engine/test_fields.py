"""Every field of every kind, changed and removed through the real engine.

All of them in one stack, one resource for each field, so that it takes few runs. What is asserted of each: the
preview shows that property and no other, the server's document changes there and nowhere else, and a field that is
taken out goes back to its documented default; the ids of rules, variants and groups stay.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

import statsig_pulumi  # noqa: F401 - declares the kinds
from statsig_pulumi.provider import KINDS
from statsig_pulumi.shape import Property, Shape, same, to_wire

from .harness import FAST, Run, Stack

# Some fields mean something only there.
KEY = "console-whn-fields"
PROGRAM = """
import json
for name, (kind, props) in json.load(open("resources.json")).items():
    getattr(statsig, kind)(name, **props)
"""
METRIC = {"name": "m", "type": "user"}
RULE = {"name": "a", "conditions": [{"type": "public"}]}
EMAIL = {"type": "email", "operator": "any", "target_value": ["a@x.org", "b@x.org"]}
GROUPS = [{"name": n, "size": 50, "parameter_values": {"n": n}} for n in ("A", "B")]
METRICS_MAPPING = {"unit_id": "u", "id_type": "userID", "dateid": "d", "metric_name": "m"}
EVENTS_MAPPING = {"event_name": "n", "timestamp": "t", "ids": {"userID": "u"}}
EXPOSURES_MAPPING = {"experiment": "e", "group_id": "g", "timestamp": "t", "ids": {"userID": "u"}}
INGESTION = {"type": "snowflake-v2", "dataset": "Events", "query": "select 1", "column_mapping": EVENTS_MAPPING}

# The fields of each kind, with two values for each.
FIELDS: dict[str, dict[str, tuple[Any, Any]]] = {
    "Gate": {
        "name": ("Name A", "Name B"),
        "description": ("a", "b"),
        "is_enabled": (False, True),
        "rules": ([RULE], [RULE, {"name": "b"}]),
        "tags": (["a", "b"], ["b", "c"]),
        "type": ("PERMANENT", "TEMPORARY"),
        "id_type": ("stableID", "companyID"),
        "target_apps": (["web"], ["web", "ios"]),
        "creator_id": ("c1", "c2"),
        "creator_email": ("a@x.org", "b@x.org"),
        "team": ("t1", "t2"),
        "team_id": ("i1", "i2"),
        "measure_metric_lifts": (False, True),
        "monitoring_metrics": ([METRIC], [METRIC, {"name": "n", "type": "ratio"}]),
        "review_settings": ({"required_review": True}, {"required_review": False}),
        "release_pipeline_id": ("p1", "p2"),
        "rules[0].name": ("a", "renamed"),
        "rules[0].pass_percentage": (12.5, 33.33),
        "rules[0].conditions": ([EMAIL], [EMAIL, {"type": "public"}]),
        "rules[0].environments": (["production"], ["production", "staging"]),
        "rules[0].pending_automated_rollouts": ([{"time": 5, "pass_percent": 50}], [{"time": 5, "pass_percent": 60}]),
        "rules[0].conditions[0].type": ("email", "user_id"),
        "rules[0].conditions[0].operator": ("any", "none"),
        "rules[0].conditions[0].target_value": (["a@x.org"], "c@x.org"),
        "rules[0].conditions[0].field": ("plan", "tier"),
        "rules[0].conditions[0].custom_id": ("companyID", "orgID"),
    },
    "DynamicConfig": {
        "name": ("Name A", "Name B"),
        "description": ("a", "b"),
        "is_enabled": (False, True),
        "default_value": ({"a": {"b": [1, True, "x", 2.5]}}, {"a": {"b": [1, False, "x", 2.5]}}),
        "default_value_json5": ("{a: 1, /* why */}", "{a: 2}"),
        "rules": ([RULE], [RULE, {"name": "b"}]),
        "json_schema": ('{"type": "object"}', '{"type": "object", "properties": {}}'),
        "json_schema_json5": ("{type: 'object'}", "{type: 'object', properties: {}}"),
        "tags": (["a", "b"], ["b", "c"]),
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
    "Experiment": {
        "name": ("Name A", "Name B"),
        "description": ("a", "b"),
        "hypothesis": ("a", "b"),
        "groups": (GROUPS, [{**GROUPS[0], "size": 40}, {**GROUPS[1], "size": 60}]),
        "control_group_id": ("a", "b"),
        "allocation": (12.3, 45.6),
        "targeting_gate_id": ("g1", "g2"),
        "id_type": ("stableID", "companyID"),
        "secondary_id_type": ("stableID", "companyID"),
        "identifier_mapping_mode": ("strictOneToOne", "firstTouchOneToMany"),
        "identity_resolution_source": ("a", "b"),
        "links": ([{"url": "https://a.example"}], [{"url": "https://b.example", "title": "B"}]),
        "primary_metrics": ([METRIC], [{**METRIC, "direction": "increase"}]),
        "secondary_metrics": ([METRIC], [{**METRIC, "hypothesized_value": 0.5}]),
        "other_metrics": ([METRIC], [METRIC, {"name": "n", "type": "ratio"}]),
        "primary_metric_tags": (["a"], ["b"]),
        "secondary_metric_tags": (["a"], ["b"]),
        "duration": (7, 21),
        "target_exposures": (1000, 2000),
        "sequential_testing": (True, False),
        "bonferroni_correction": (True, False),
        "bonferroni_correction_per_metric": (True, False),
        "benjamini_hochberg_per_variant": (True, False),
        "benjamini_hochberg_per_metric": (True, False),
        "benjamini_primary_metrics_only": (True, False),
        "default_confidence_interval": ("90", "99"),
        "manual_quality_scores": (
            [{"criteria_name": "a", "status": "PASSED", "criteria_description": "d", "score": 1, "weight": 1}],
            [{"criteria_name": "a", "status": "FAILED", "criteria_description": "d", "score": 1, "weight": 1}],
        ),
        "assignment_source_name": ("a", "b"),
        "assignment_source_experiment_name": ("a", "b"),
        "assignment_source_filters": (
            [{"condition": "is_null", "column": "c"}],
            [{"condition": "in", "values": ["x"]}],
        ),
        "is_analysis_only": (True, False),
        "analysis_end_time": ("2026-01-01", "2026-02-01"),
        "allocation_duration": (7, 14),
        "cohorted_analysis_duration": (7, 14),
        "cohorted_metrics_mature_after_end": (True, False),
        "cohort_wait_until_end_to_include": (True, False),
        "fixed_analysis_duration": (7, 14),
        "scheduled_reload_hour": (3, 4),
        "scheduled_reload_type": ("full", "incremental"),
        "analytics_type": ("bayesian", "sprt"),
        "is_sidecar": (True, False),
        "stratified_sampling": (
            {"status": "pending", "metric": {"name": "m", "start_date": "2026-01-01", "end_date": "2026-01-31"}},
            {"status": "pending", "metric": {"name": "n", "start_date": "2026-01-01", "end_date": "2026-01-31"}},
        ),
        "tags": (["a", "b"], ["b", "c"]),
        "target_apps": (["web"], ["web", "ios"]),
        "creator_id": ("c1", "c2"),
        "creator_email": ("a@x.org", "b@x.org"),
        "team": ("t1", "t2"),
        "team_id": ("i1", "i2"),
        "groups[1].name": ("B", "C"),
        "groups[0].parameter_values": ({"x": {"y": [1]}}, {"x": {"y": [2]}}),
        "groups[0].disabled": (True, False),
        "groups[0].description": ("a", "b"),
        "groups[0].foreign_group_id": ("a", "b"),
        "links[0].title": ("a", "b"),
        "primary_metrics[0].direction": ("increase", "decrease"),
        "primary_metrics[0].hypothesized_value": (0.5, 1.5),
        "assignment_source_filters[0].column": ("a", "b"),
        "assignment_source_filters[0].values": (["a"], ["b"]),
    },
    "Team": {
        "name": ("Team A", "Team B"),
        "description": ("a", "b"),
        "members": (["a@x.org"], ["A@x.org", "b@x.org"]),
        "admins": (["a@x.org"], ["b@x.org"]),
        "default_gate_metrics": ([METRIC], [{**METRIC, "name": "n"}]),
        "default_experiment_primary_metrics": ([METRIC], [{**METRIC, "name": "n"}]),
        "default_experiment_secondary_metrics": ([METRIC], [{**METRIC, "name": "n"}]),
        "default_holdout_metrics": ([METRIC], [{**METRIC, "name": "n"}]),
        "change_team_configs": ("team_only", "anyone"),
        "review_approval": ("team_only", "admin_only"),
        "default_target_applications": (["web"], ["ios"]),
        "default_holdout_id": ("h1", "h2"),
        "require_reviews": (True, False),
        "require_gate_templates": (True, False),
        "require_experiment_templates": (True, False),
        "require_dynamic_config_templates": (True, False),
    },
    "Ingestion": {
        "query": ("select 1", "select 2"),
        "enabled": (True, False),
        "column_mapping": (EVENTS_MAPPING, {**EVENTS_MAPPING, "event_name": "m"}),
        "column_mapping.unit_id": ("a", "b"),
        "column_mapping.metadata": ({"a": "b"}, {"a": "c"}),
        "column_mapping.metadata_object": ("a", "b"),
        "column_mapping.event_value": ("a", "b"),
        "column_mapping.ids": ({"userID": "a"}, {"userID": "b"}),
        "column_mapping.metric_value": ("a", "b"),
        "column_mapping.numerator": ("a", "b"),
        "column_mapping.denominator": ("a", "b"),
        "column_mapping.experiment": ("a", "b"),
        "share": ("a", "b"),
        "schema_name": ("a", "b"),
        "table": ("a", "b"),
    },
    "IngestionSchedule": {"scheduled_hour_pst": (3, 4)},
    "DatabricksConnection": {
        "path": ("/a", "/b"),
        "token": ("token-aaaa", "token-bbbb"),
        "delta_sharing_credentials": ("cred-aaaa", "cred-bbbb"),
        "verified": (True, False),
    },
}
# What a resource needs besides the field that is tried.
BASES: dict[str, dict[str, Any]] = {
    "Ingestion": INGESTION,
    "DatabricksConnection": {"host": "x.example", "path": "/", "token": "token-base"},
}
INSIDE: dict[str, dict[str, Any]] = {
    "rules[0]": {"rules": [RULE, {"name": "last", "pass_percentage": 5}]},
    "rules[0].conditions[0]": {"rules": [{"name": "a", "conditions": [EMAIL]}]},
    "rules[0].variants[0]": {"rules": [{"name": "a", "variants": [{"name": "v", "pass_percentage": 50}]}]},
    "owner": {"owner": {"owner_name": "N"}},
    "groups[0]": {"groups": GROUPS},
    "groups[1]": {"groups": GROUPS},
    "links[0]": {"links": [{"url": "https://a.example"}]},
    "primary_metrics[0]": {"primary_metrics": [METRIC]},
    "assignment_source_filters[0]": {"assignment_source_filters": [{"condition": "is_null"}]},
}
SHARING = {"type": "databricks", "dataset": "Metrics", "use_delta_sharing": True}
SPECIAL: dict[tuple[str, str], dict[str, Any]] = {
    **{("Ingestion", n): SHARING for n in ("share", "schema_name", "table")},
    **{
        ("Ingestion", f"column_mapping.{n}"): {**INGESTION, "dataset": "Metrics", "column_mapping": METRICS_MAPPING}
        for n in ("metric_value", "numerator", "denominator")
    },
    ("Ingestion", "column_mapping.experiment"): {
        **INGESTION,
        "dataset": "Exposures",
        "column_mapping": EXPOSURES_MAPPING,
    },
    ("Ingestion", "query"): {"type": "s3", "dataset": "Events"},
    ("Ingestion", "column_mapping"): {"type": "s3", "dataset": "Events"},
    ("IngestionSchedule", "scheduled_hour_pst"): {"dataset": "Metrics"},
    ("Experiment", "stratified_sampling"): {},
}
# What the server moves along with a field.
FOLLOWS = {
    "isEnabled": {"status"},
    "defaultValue": {"defaultValueJson5"},
    "defaultValueJson5": {"defaultValue"},
    "schema": {"schemaJson5"},
    "schemaJson5": {"schema"},
    "returnValue": {"returnValueJson5"},
    "returnValueJson5": {"returnValue"},
}
NOISE = {"version", "lastModifiedTime", "last_modified_time"}
FAMILIES = {
    "Gate": "gates",
    "DynamicConfig": "dynamic_configs",
    "Experiment": "experiments",
    "Team": "users/teams",
    "Ingestion": "ingestion",
    "IngestionSchedule": "ingestion/schedule",
    "DatabricksConnection": "ingestion/connection",
}


@dataclass(frozen=True)
class Case:
    """One field of one kind."""

    kind: str
    path: str
    values: tuple[Any, Any]

    def __hash__(self) -> int:
        return hash((self.kind, self.path))

    @property
    def name(self) -> str:
        """The resource's name."""
        return re.sub(r"\W+", "_", f"{self.kind}_{self.path}").strip("_")

    @property
    def owner(self) -> str:
        """The path without its last step."""
        return self.path.rpartition(".")[0]

    @property
    def removable(self) -> bool:
        """Whether a program can leave it out, and not just give it another value."""
        return not self.property.required and self.path != KINDS[self.kind].routes.key

    def props(self, value: Any) -> dict[str, Any]:
        """The arguments with this value; without the field where it is None."""
        base = SPECIAL.get((self.kind, self.path), {**BASES.get(self.kind, {}), **INSIDE.get(self.owner, {})})
        props: Any = json.loads(json.dumps(base))
        here = props
        *way, last = _steps(self.path)
        for step in way:
            here = here[step]
        if value is None:
            here.pop(last, None)
        else:
            here[last] = value
        return dict(props)

    @property
    def property(self) -> Property:
        """What the declaration says of the field."""
        shape, found = KINDS[self.kind].shape(), None
        for step in _steps(self.path):
            if isinstance(step, int):
                assert shape.item
                shape = shape.item
            else:
                found = shape.properties[step]
                shape = found.shape
        assert found
        return found


def _documents(stack: Stack) -> dict[Case, dict[str, Any]]:
    """The server's documents, with the fields that no program sees."""
    stored, found = stack.state(), {}
    for case in TOGETHER:
        # A source for exposures is made under one name and kept under another.
        id = stored[case.name]["id"].replace("Exposures", "export_exposures")
        doc = stack.emulator.get(KEY, FAMILIES[case.kind], id)
        assert doc is not None, case
        found[case] = doc
    return found


def _steps(path: str) -> list[str | int]:
    return [int(p) if p.isdigit() else p for p in re.findall(r"\w+", path)]


CASES = [Case(kind, path, values) for kind, fields in FIELDS.items() for path, values in fields.items()]
# Only one connection, one schedule: their fields are tried one after the other, elsewhere.
ALONE = [c for c in CASES if c.kind in ("DatabricksConnection",)]
TOGETHER = [c for c in CASES if c not in ALONE]


def _write(stack: Stack, props: dict[str, tuple[str, dict[str, Any]]]) -> None:
    (stack.folder / "resources.json").write_text(json.dumps(props))


def _differences(a: Any, b: Any, path: str = "") -> Iterator[str]:
    if isinstance(a, dict) and isinstance(b, dict):
        for key in {**a, **b}:
            yield from _differences(a.get(key), b.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for i, (x, y) in enumerate(zip(a, b, strict=True)):
            yield from _differences(x, y, f"{path}[{i}]")
    elif a != b:
        yield path


def _ids(doc: Any) -> list[str]:
    if isinstance(doc, dict):
        own = [doc["id"]] if isinstance(doc.get("id"), str) else []
        return own + [i for k in ("rules", "variants", "groups") for m in doc.get(k, []) for i in _ids(m)]
    return []


def _shown(case: Case, run: Run) -> None:
    """The preview shows the field and nothing else."""
    step = run.steps[case.name]
    assert step.op == "update", (case, step)
    assert step.diffs, case
    assert all(path.startswith(case.path) for path in step.diffs), (case, step.diffs)


def _sent(case: Case, before: dict[str, Any], after: dict[str, Any]) -> None:
    """The document changed at the field and nowhere else, and no member that is still there has another id."""
    wire = case.property.wire
    allowed = {wire, *FOLLOWS.get(wire, set())}
    for path in _differences(before, after):
        words = re.findall(r"\w+", path)
        assert set(words) & allowed or words[0] in NOISE, (case, path)
    members = len(_ids(after)) >= len(_ids(before))
    assert not members or set(_ids(before)) <= set(_ids(after)), case


def _holds(case: Case, doc: dict[str, Any], value: Any) -> None:
    """The document holds the value."""
    here: Any = doc
    shape: Shape = KINDS[case.kind].shape()
    for step in _steps(case.path):
        if isinstance(step, int):
            assert shape.item
            here, shape = here[step], shape.item
        else:
            prop = shape.properties[step]
            here, shape = here.get(prop.wire), prop.shape
    if case.path.startswith(("members", "admins")):
        here = [person["email"] for person in here]
    wanted = to_wire(shape, value)
    if not wanted and not here:
        return  # the server leaves out what is not set
    if not same(shape, wanted, here):
        extra = list(_differences(wanted, here))
        assert all(
            p.rsplit(".", 1)[-1] in ("id", "baseID", "description", "allowedReviewers", *_SERVER) for p in extra
        ), (
            case,
            wanted,
            here,
        )


_SERVER = ("environments", "completedAutomatedRollouts", "pendingAutomatedRollouts", "returnValueJson5")
_NOT_READ = ("primary_metric_tags", "secondary_metric_tags")


def test_no_field_is_left_out() -> None:
    for name, kind in KINDS.items():
        status = kind.lifecycle.field if kind.lifecycle else None
        for field, prop in kind.shape().properties.items():
            if prop.on_wire and "replace" not in prop and field != status:
                assert field in FIELDS[name], f"{name}.{field} is tried by no test"


@pytest.mark.engine
def test_each_field_is_shown_sent_and_reset_alone(stack: Stack) -> None:
    def program(which: int | None) -> None:
        wanted = {}
        for case in TOGETHER:
            value = None if which is None else case.values[which]
            if which is None and not case.removable:
                value = case.values[1]
            wanted[case.name] = (case.kind, case.props(value))
        _write(stack, wanted)

    stack.environment = FAST
    stack.config["statsig:consoleApiKey"] = KEY
    stack.program(PROGRAM)
    program(0)
    stack.up()
    first = _documents(stack)
    stack.requests()
    assert stack.preview().ops() == {}
    assert stack.requests() == []
    assert stack.preview(None, "--refresh").ops() == {}

    program(1)
    shown = stack.preview()
    for case in TOGETHER:
        _shown(case, shown)
    stack.up()
    second = _documents(stack)
    for case in TOGETHER:
        _sent(case, first[case], second[case])
        if case.path not in _NOT_READ:
            _holds(case, second[case], case.values[1])
    assert stack.preview(None, "--refresh").ops() == {}

    program(None)
    shown = stack.preview()
    removed = [case for case in TOGETHER if case.removable]
    for case in removed:
        _shown(case, shown)
    told = stack.up().text
    third = _documents(stack)
    for case in removed:
        _sent(case, second[case], third[case])
        if "keep" in case.property and not case.owner:
            assert f"{case.path} stays as it is" in told, case
            _holds(case, third[case], case.values[1])
        elif case.path not in _NOT_READ:
            _holds(case, third[case], case.property.default)
    assert stack.preview(None, "--refresh").ops() == {}


@pytest.mark.engine
def test_the_databricks_connection_sends_the_whole_and_keeps_its_secrets_secret(stack: Stack) -> None:
    stack.config["statsig:consoleApiKey"] = KEY
    stack.program(PROGRAM)
    for case in ALONE:
        for value in (*case.values, case.values[0]):
            _write(stack, {"databricks": (case.kind, case.props(value))})
            stack.up()
            doc = stack.emulator.get(KEY, "ingestion/connection", "databricks")
            assert doc is not None
            assert doc[case.property.wire] == value
            assert {"host", "path", "token"} <= set(doc)
            assert "token-" not in stack.state_text()
            assert "cred-" not in stack.state_text()
    assert stack.preview(None, "--refresh").ops() == {}
