"""Each operation of the API is used by something of the package, and nothing uses what the API does not have."""

from __future__ import annotations

from click.testing import CliRunner

from statsig_pulumi.cli import coverage
from statsig_pulumi.cli.commands import group
from statsig_pulumi.emulator import contract
from statsig_pulumi.lifecycle import Lifecycle, Step
from statsig_pulumi.routes import Crud, Keyed, Setting, WriteOnly

# What nothing uses yet: to be empty.
UNCLAIMED = [
    "GET /alerts",
    "GET /audit_logs",
    "GET /autotunes",
    "POST /autotunes",
    "DELETE /autotunes/{id}",
    "GET /autotunes/{id}",
    "PATCH /autotunes/{id}",
    "POST /autotunes/{id}",
    "PUT /autotunes/{id}/make_decision",
    "PUT /autotunes/{id}/reset",
    "PUT /autotunes/{id}/start",
    "POST /change_validation",
    "PATCH /change_validation/message",
    "GET /company",
    "GET /exposure_count",
    "POST /dynamic_configs/{id}",
    "DELETE /dynamic_configs/{id}/rule/{ruleId}",
    "GET /dynamic_configs/{id}/rule/{ruleId}",
    "PATCH /dynamic_configs/{id}/rule/{ruleId}",
    "GET /environments",
    "POST /environments",
    "POST /experiments/{id}",
    "POST /experiments/{id}/alerts/{metricId}/resolve",
    "GET /experiments/{id}/cumulative_exposures",
    "POST /experiments/{id}/disable_groups",
    "POST /experiments/{id}/enable_groups",
    "DELETE /experiments/{id}/overrides",
    "PATCH /experiments/{id}/overrides",
    "POST /experiments/{id}/overrides",
    "GET /experiments/{id}/pulse_results",
    "POST /experiments/{id}/restart_as_new",
    "POST /experiments/{id}/schedule_start",
    "DELETE /experiments/assignment_source/{name}",
    "PATCH /experiments/assignment_source/{name}",
    "POST /experiments/assignment_source/{name}",
    "GET /experiments/assignment_sources",
    "POST /experiments/assignment_sources",
    "GET /experiments/entity_properties",
    "POST /experiments/entity_properties",
    "DELETE /experiments/entity_property/{name}",
    "GET /experiments/entity_property/{name}",
    "PATCH /experiments/entity_property/{name}",
    "POST /experiments/entity_property/{name}",
    "GET /experiments/qualifying_events",
    "POST /experiments/qualifying_events",
    "DELETE /experiments/qualifying_events/{name}",
    "GET /experiments/qualifying_events/{name}",
    "POST /experiments/qualifying_events/{name}",
    "POST /experiments/{id}/load_pulse",
    "GET /experiments/{id}/pulse_load_history",
    "POST /gates/{id}",
    "POST /gates/{id}/alerts/{metricId}/resolve",
    "POST /gates/{id}/load_pulse",
    "DELETE /gates/{id}/overrides",
    "PATCH /gates/{id}/overrides",
    "POST /gates/{id}/overrides",
    "POST /gates/{id}/rule",
    "PATCH /gates/{id}/rules",
    "POST /gates/{id}/rules",
    "DELETE /gates/{id}/rules/{ruleID}",
    "PATCH /gates/{id}/rules/{ruleID}",
    "GET /gates/{id}/rules/{ruleID}/pulse_load_history",
    "GET /gates/{id}/rules/{ruleID}/pulse_results",
    "GET /holdouts",
    "POST /holdouts",
    "DELETE /holdouts/{id}",
    "GET /holdouts/{id}",
    "PATCH /holdouts/{id}",
    "POST /holdouts/{id}",
    "DELETE /holdouts/{id}/overrides",
    "GET /holdouts/{id}/overrides",
    "PATCH /holdouts/{id}/overrides",
    "POST /holdouts/{id}/overrides",
    "GET /holdouts/{id}/pulse_results",
    "POST /ingestion/backfill",
    "GET /ingestion/events/count",
    "GET /ingestion/events/delta",
    "GET /ingestion/runs",
    "GET /ingestion/runs/{id}",
    "GET /ingestion/status",
    "GET /keys",
    "POST /keys",
    "DELETE /keys/{id}",
    "GET /keys/{id}",
    "PATCH /keys/{id}",
    "PATCH /keys/{id}/deactivate",
    "PATCH /keys/{id}/rotate",
    "GET /layers",
    "POST /layers",
    "DELETE /layers/{id}",
    "GET /layers/{id}",
    "PATCH /layers/{id}",
    "POST /layers/{id}",
    "GET /layers/{id}/experiments",
    "DELETE /layers/{id}/overrides",
    "GET /layers/{id}/overrides",
    "PATCH /layers/{id}/overrides",
    "POST /layers/{id}/overrides",
    "GET /metrics",
    "POST /metrics",
    "GET /metrics/list",
    "GET /metrics/values",
    "DELETE /metrics/{id}",
    "GET /metrics/{id}",
    "POST /metrics/{id}",
    "PUT /metrics/{id}/cancel_archive",
    "GET /metrics/{id}/experiments",
    "PUT /metrics/{id}/schedule_archive",
    "PUT /metrics/{id}/unarchive",
    "GET /metrics/{name}/{type}",
    "POST /metrics/metric_source",
    "GET /metrics/metric_source/list",
    "DELETE /metrics/metric_source/{name}",
    "GET /metrics/metric_source/{name}",
    "POST /metrics/metric_source/{name}",
    "GET /metrics/metric_source/{name}/metrics",
    "POST /metrics/{id}/reload",
    "GET /param_stores",
    "POST /param_stores",
    "GET /param_stores/{name}",
    "POST /param_stores/{name}",
    "GET /project",
    "GET /prompts",
    "POST /prompts",
    "GET /prompts/{id}",
    "PATCH /prompts/{id}",
    "POST /prompts/{id}/versions",
    "POST /prompts/{id}/versions/{versionId}/start_evals",
    "GET /release_pipeline_triggers",
    "GET /release_pipeline_triggers/{id}",
    "PUT /release_pipeline_triggers/{id}/abort",
    "PUT /release_pipeline_triggers/{id}/approve",
    "PUT /release_pipeline_triggers/{id}/pause",
    "PUT /release_pipeline_triggers/{id}/rollout",
    "PUT /release_pipeline_triggers/{id}/skip",
    "PUT /release_pipeline_triggers/{id}/unpause",
    "GET /release_pipelines",
    "POST /release_pipelines",
    "DELETE /release_pipelines/{id}",
    "GET /release_pipelines/{id}",
    "POST /release_pipelines/{id}",
    "GET /reports",
    "GET /roles",
    "POST /roles",
    "DELETE /roles/{id}",
    "GET /roles/{id}",
    "PATCH /roles/{id}",
    "GET /segments",
    "POST /segments",
    "DELETE /segments/{id}",
    "GET /segments/{id}",
    "PATCH /segments/{id}/add_ids",
    "PUT /segments/{id}/archive",
    "POST /segments/{id}/conditional",
    "DELETE /segments/{id}/id_list",
    "GET /segments/{id}/id_list",
    "PATCH /segments/{id}/id_list",
    "POST /segments/{id}/id_list/reset",
    "GET /segments/{id}/idlist_metadata",
    "PATCH /segments/{id}/remove_ids",
    "GET /settings/project",
    "POST /settings/project",
    "GET /settings/reviews",
    "POST /settings/reviews",
    "GET /settings/roles",
    "POST /settings/roles",
    "GET /settings/teams",
    "POST /settings/teams",
    "GET /tags",
    "POST /tags",
    "DELETE /tags/{id}",
    "GET /tags/{id}",
    "PATCH /tags/{id}",
    "GET /target_app",
    "PATCH /target_app",
    "POST /target_app",
    "DELETE /target_app/{id}",
    "GET /target_app/{id}",
    "PATCH /target_app/{id}",
    "GET /unit_id_types",
    "POST /unit_id_types",
    "DELETE /unit_id_types/{id}",
    "GET /unit_id_types/{id}",
    "PATCH /unit_id_types/{id}",
    "GET /project/usage_billing/report",
    "GET /users",
    "POST /users/invite",
    "GET /users/{email}",
    "POST /users/{email}",
    "PATCH /wh_connections",
]


def test_every_operation_is_used_by_something_or_listed_here() -> None:
    unclaimed = contract.document()["operations"].keys() - coverage.claims().keys()
    assert sorted(unclaimed - {*UNCLAIMED}) == []
    assert sorted({*UNCLAIMED} - unclaimed) == [], "used by now: take it out of UNCLAIMED"


def test_nothing_uses_an_operation_that_the_api_does_not_have() -> None:
    assert coverage.claims().keys() <= contract.document()["operations"].keys()


def test_a_collection_uses_its_list_only_where_objects_are_found_by_going_through_it() -> None:
    assert Crud("/things", key="id").operations() == {
        "POST /things": "create",
        "GET /things/{id}": "read",
        "PATCH /things/{id}": "update",
        "DELETE /things/{id}": "delete",
    }
    assert Crud("/things", key="name", key_wire="name").operations()["GET /things"] == "find"


def test_each_family_of_routes_says_what_it_uses() -> None:
    verbs = {"POST /things": "create", "GET /things": "read", "PATCH /things": "update", "DELETE /things": "delete"}
    assert Keyed("/things", keys=("a",), key="a").operations() == verbs
    assert Setting("/things", key="a").operations() == {"GET /things": "read", "POST /things": "set"}
    assert WriteOnly("/things", key="a").operations() == {"POST /things": "set"}


def test_each_step_of_a_status_is_an_operation() -> None:
    steps = {("on", "off"): Step("disable"), ("off", "on"): Step("enable"), ("new", "on"): Step("enable")}
    life = Lifecycle("/things/{id}", initial="on", steps=steps, archived="off")
    assert life.operations() == {"PUT /things/{id}/disable": "status", "PUT /things/{id}/enable": "status"}


def test_a_kind_uses_what_its_routes_and_its_statuses_use() -> None:
    claims = coverage.claims()
    assert claims["POST /gates"] == ("Gate: create",)
    assert claims["PUT /gates/{id}/launch"] == ("Gate: status",)
    assert claims["GET /gates/{id}"] == ("Gate: read", "get_gate")


def test_the_command_prints_every_operation_and_the_sum() -> None:
    printed = CliRunner().invoke(group, ["coverage"]).output.splitlines()
    rows = [line.split() for line in printed if line.startswith("  ")]
    for name in contract.document()["operations"]:
        assert name.split() in [row[:2] for row in rows]
    gate = next(line for line in printed if line.startswith("  POST /gates "))
    assert "Gate: create" in gate
    assert "common.Collection.create" in gate
    claimed = len(contract.document()["operations"].keys() & coverage.claims().keys())
    assert printed[-1].startswith(f"{claimed} of 244 operations claimed, ")
    assert printed[-1].endswith(" exercised by a test")
