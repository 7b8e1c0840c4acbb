"""Test the functions of each family, on the emulator."""

from __future__ import annotations

import base64
import importlib.util
import itertools
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pulumi
import pytest

import statsig_pulumi as statsig
from statsig_pulumi.client.client import Client, client_for
from statsig_pulumi.config import Settings
from statsig_pulumi.errors import ApiError, NotFound
from statsig_pulumi.functions.results import ExperimentResult, IngestionEventCountResult, KeyResult

from .test_functions import emulator_of, known_and_secret, run


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    """Return an empty project."""
    return Settings(console_api_key="console-functions", api_url=f"emulator:{tmp_path / 'db'}")


@pytest.fixture
def warehouse(tmp_path: Path) -> Settings:
    """Return an empty Warehouse Native project."""
    return Settings(console_api_key="console-whn-functions", api_url=f"emulator:{tmp_path / 'db'}")


TEAM: dict[str, Any] = {
    **{name: [] for name in ("members", "admins", "defaultGateMetrics", "defaultTargetApplications")},
    **{f"default{name}Metrics": [] for name in ("ExperimentPrimary", "ExperimentSecondary", "Holdout")},
    "changeTeamConfigs": "anyone",
    "reviewApproval": "anyone",
}


def send(settings: Settings, path: str, /, method: str = "POST", *, id: str = "", **body: Any) -> Any:
    """Send a change and return the response."""
    return client_for(settings).request(method, path, body=body, id=id)


class TestSegments:
    def test_the_ids_of_a_list_are_read_page_by_page(self, project: Settings) -> None:
        send(project, "/segments", name="testers", type="id_list")
        ids = [f"user_{n}" for n in range(230)]
        send(project, "/segments/{id}/id_list", "PATCH", id="testers", ids=ids)
        emulator = emulator_of(project)
        emulator.clear_log()
        found = statsig.list_segment_ids("testers", provider=project)
        assert [*itertools.islice(found, 100)] == ids[:100]
        assert len(emulator.log()) == 1
        assert [*found] == ids[100:]
        assert statsig.get_segment("testers", provider=project).count == 230
        assert statsig.get_segment_id_list_metadata("testers", provider=project).is_updating is False
        assert [s.type for s in statsig.list_segments(provider=project)] == ["id_list"]

    def test_a_missing_segment_is_not_found(self, project: Settings) -> None:
        with pytest.raises(NotFound, match="There is no segment 'testers'"):
            next(statsig.list_segment_ids("testers", provider=project))


def test_layers_their_experiments_and_overrides(project: Settings) -> None:
    send(project, "/layers", name="checkout", idType="userID")
    parameter = {"name": "colour", "type": "string", "defaultValue": "red"}
    send(project, "/layers/{id}", "PATCH", id="checkout", parameters=[parameter])
    send(project, "/experiments", name="copy", layerID="checkout")
    layer = statsig.get_layer("checkout", provider=project)
    assert [(p.name, p.default_value) for p in layer.parameters] == [("colour", "red")]
    assert "checkout" in [found.id for found in statsig.list_layers(provider=project)]
    assert [e.id for e in statsig.list_layer_experiments("checkout", provider=project)] == ["copy"]
    override = {"groupName": "Test", "ids": ["ada"], "experimentName": "copy"}
    send(project, "/layers/{id}/overrides", id="checkout", conditionalOverrides=[], idOverrides=[override])
    (found,) = statsig.get_layer_overrides("checkout", provider=project).id_overrides
    assert (found.group_name, found.ids) == ("Test", ["ada"])


def test_holdouts_and_their_overrides(project: Settings) -> None:
    send(project, "/holdouts", name="nothing_new")
    holdout = statsig.get_holdout("nothing_new", provider=project)
    assert holdout.gate_ids == []
    assert [h.id for h in statsig.list_holdouts(creator_name=holdout.creator_name, provider=project)] == [holdout.id]
    assert [*statsig.list_holdouts(creator_name="Nobody", provider=project)] == []
    send(project, "/holdouts/{id}/overrides", id="nothing_new", passingUserIDs=["ada"], failingUserIDs=[])
    assert statsig.get_holdout_overrides("nothing_new", provider=project).passing_user_ids == ["ada"]


def test_autotunes(project: Settings) -> None:
    windows = {"explorationWindow": "24hr", "attributionWindow": "1hr", "winnerThreshold": "95%"}
    variants = [{"name": "long", "json": {"words": 9}}, {"name": "short", "json": {"words": 2}}]
    send(project, "/autotunes", name="headline", successEvent="click", variants=variants, **windows)
    found = statsig.get_autotune("headline", provider=project)
    assert [v.json for v in found.variants] == [{"words": 9}, {"words": 2}]
    assert [a.is_started for a in statsig.list_autotunes(provider=project)] == [False]


def test_metrics_by_id_by_name_and_listed(project: Settings) -> None:
    of_clicks = {"unitTypes": ["userID"], "metricEvents": [{"name": "click"}]}
    send(project, "/metrics", name="clicks", type="event_count_custom", **of_clicks)
    metric = statsig.get_metric("clicks::event_count_custom", provider=project)
    assert metric.lineage.events == ["click"]
    assert statsig.get_metric_by_name("clicks", "event_count_custom", provider=project).id == metric.id
    assert metric.id in [m.id for m in statsig.list_metrics(provider=project)]
    assert metric.id in [m.id for m in statsig.list_metrics(filters="click", provider=project)]
    assert [*statsig.list_metrics(filters="nothing", provider=project)] == []
    assert metric.permalink.endswith("/clicks/event_count_custom")
    assert [(q.id_type, "clicks" in q.sql) for q in statsig.get_metric_sql(metric.id, provider=project)] == [
        ("userID", False)
    ]
    assert [*statsig.list_metric_experiments(metric.id, provider=project)] == []
    with pytest.raises(NotFound, match="There is no metric 'clicks', 'sum'"):
        statsig.get_metric_by_name("clicks", "sum", provider=project)


SOURCE: dict[str, Any] = {
    "name": "orders",
    "sql": "select 1",
    "timestampColumn": "ts",
    "idTypeMapping": [{"statsigUnitID": "userID", "column": "user_id"}],
}
COLUMNS = {"experimentIDColumn": "experiment", "groupIDColumn": "variant"}


@pytest.mark.parametrize(
    ("path", "get", "listing", "more"),
    [
        ("/metrics/metric_source", statsig.get_metric_source, statsig.list_metric_sources, {"description": ""}),
        (
            "/experiments/qualifying_events",
            statsig.get_qualifying_event,
            statsig.list_qualifying_events,
            {"description": ""},
        ),
        (
            "/experiments/assignment_sources",
            statsig.get_assignment_source,
            statsig.list_assignment_sources,
            COLUMNS,
        ),
        ("/experiments/entity_properties", statsig.get_entity_property, statsig.list_entity_properties, {}),
    ],
)
def test_sources(
    warehouse: Settings, path: str, get: Callable[..., Any], listing: Callable[..., Any], more: dict[str, str]
) -> None:
    send(warehouse, path, **SOURCE, **more)
    source = get("orders", provider=warehouse)
    assert (source.sql, source.id_type_mapping[0].statsig_unit_id) == ("select 1", "userID")
    assert [s.name for s in listing(provider=warehouse)] == ["orders"]
    with pytest.raises(NotFound, match="nothing"):
        get("nothing", provider=warehouse)


def test_the_metrics_of_a_source(warehouse: Settings) -> None:
    send(warehouse, "/metrics/metric_source", **SOURCE, description="")
    assert [*statsig.list_metric_source_metrics("orders", provider=warehouse)] == []


def test_the_error_for_a_missing_assignment_source_names_the_list_function(warehouse: Settings) -> None:
    with pytest.raises(NotFound, match=r"no assignment source named 'x'.* list_assignment_sources\(\) gives"):
        statsig.get_assignment_source("x", provider=warehouse)


class TestKeys:
    @pytest.fixture
    def key(self, project: Settings) -> str:
        value: str = send(project, "/keys", description="for servers", type="SERVER")["key"]
        return value

    def test_a_key_has_its_value_and_does_not_print_it(self, project: Settings, key: str) -> None:
        for found in (statsig.get_key(key, provider=project), *statsig.list_keys(provider=project)):
            assert (found.key, found.type) == (key, "SERVER")
            assert "key=[secret]" in repr(found)
            assert key not in repr(found)

    def test_the_error_for_a_missing_key_does_not_have_its_value(self, project: Settings) -> None:
        with pytest.raises(NotFound, match=r"GET /keys/\.\.\. .*There is no key of this value") as caught:
            statsig.get_key("secret-abcdefgh12345", provider=project)
        assert "abcdefgh" not in f"{caught.value} {vars(caught.value)}"

    def test_its_output_is_secret(self, project: Settings, key: str) -> None:
        def program() -> pulumi.Output[Any]:
            one = statsig.get_key_output(key, provider=project)
            return pulumi.Output.all(
                known_and_secret(one),
                known_and_secret(statsig.list_keys_output(provider=project)),
                known_and_secret(one.apply(lambda k: k.key)),
                known_and_secret(statsig.list_tags_output(provider=project)),
            )

        assert run(program) == [(True, True), (True, True), (True, True), (True, False)]

    def test_a_missing_value_is_not_printed_as_a_secret(self) -> None:
        assert repr(KeyResult({"type": "SERVER", "key": None})) == "KeyResult(scopes=[], type='SERVER')"


@pytest.mark.parametrize(
    ("path", "body", "get", "listing"),
    [
        ("/tags", {"name": "core", "description": ""}, statsig.get_tag, statsig.list_tags),
        ("/target_app", {"name": "web", "description": ""}, statsig.get_target_app, statsig.list_target_apps),
        ("/roles", {"name": "Releaser", "permissions": {}}, statsig.get_role, statsig.list_roles),
        ("/unit_id_types", {"name": "room", "description": ""}, statsig.get_unit_id_type, statsig.list_unit_id_types),
        ("/prompts", {"name": "greeting"}, statsig.get_prompt, statsig.list_prompts),
        (
            "/release_pipelines",
            {"name": "slowly", "phases": []},
            statsig.get_release_pipeline,
            statsig.list_release_pipelines,
        ),
    ],
)
def test_objects_that_administer_a_project(
    project: Settings, path: str, body: dict[str, Any], get: Callable[..., Any], listing: Callable[..., Any]
) -> None:
    made = send(project, path, **body)
    found = get(made.get("id", made["name"]), provider=project)
    assert found.name == body["name"]
    assert found.raw in [each.raw for each in listing(provider=project)]


REVIEWED: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "gate": ("gates", {}, {"description": "Off", "change": {"is_enabled": False}}),
    "dynamic_config": ("dynamic_configs", {}, {"description": "Off", "change": {"is_enabled": False}}),
    "experiment": ("experiments", {"idType": "userID"}, {"description": "Go", "type": "archive"}),
    "autotune": (
        "autotunes",
        {
            "variants": [{"name": "a", "json": {}}, {"name": "b", "json": {}}],
            "successEvent": "bought",
            "explorationWindow": "24hr",
            "attributionWindow": "1hr",
            "winnerThreshold": "95%",
        },
        {"description": "End", "type": "make_decision"},
    ),
}


class TestReviews:
    @pytest.mark.parametrize("noun", REVIEWED)
    def test_a_review_is_listed_without_its_content_and_read_with_it(self, project: Settings, noun: str) -> None:
        family, body, proposal = REVIEWED[noun]
        made = send(project, f"/{family}", name="headline", **body)
        if noun == "autotune":
            send(project, "/autotunes/{id}/start", "PUT", id="headline")
            proposal = {**proposal, "winning_group_id": made["variants"][0]["id"]}
        review = send(project, f"/{family}/{{id}}/reviews", id="headline", **proposal)
        (listed,) = getattr(statsig, f"list_{noun}_reviews")("headline", provider=project)
        assert (listed.review_id, listed.status, listed.content) == (review["review_id"], "pending", None)
        found = getattr(statsig, f"get_{noun}_review")("headline", review["review_id"], provider=project)
        assert found.raw == review
        assert found.content.proposed != found.content.current

    def test_a_change_proposed_for_a_gate_has_attributes(self, project: Settings) -> None:
        send(project, "/gates", name="headline")
        rule = {"name": "all", "passPercentage": 10, "conditions": [{"type": "public"}]}
        proposal = {"description": "Ten", "change": {"rules": [rule]}}
        id = send(project, "/gates/{id}/reviews", id="headline", **proposal)["review_id"]
        review = statsig.get_gate_review("headline", id, provider=project)
        assert review.content
        assert [rule.pass_percentage for rule in review.content.proposed.rules or []] == [10]
        assert (review.author.email, review.type) == (None, "rules")

    @pytest.mark.parametrize("noun", ["gate", "dynamic_config", "experiment"])
    def test_who_may_review_is_read(self, project: Settings, noun: str) -> None:
        family, body, _ = REVIEWED[noun]
        send(project, f"/{family}", name="headline", **body)
        read = getattr(statsig, f"get_{noun}_eligible_reviewers")
        assert read("headline", provider=project).everyone_eligible is True
        (ada,) = [u.user_id for u in statsig.list_users(provider=project) if u.email == "ada.member@example.com"]
        rules = {"id": f"{family}/headline", "user_ids": [ada]}
        emulator_of(project).seed(project.console_api_key, "review_policies", rules)
        found = read("headline", provider=project)
        assert (found.everyone_eligible, [user.email for user in found.users]) == (False, ["ada.member@example.com"])

    def test_a_missing_review_is_not_found(self, project: Settings) -> None:
        send(project, "/gates", name="headline")
        with pytest.raises(NotFound):
            statsig.get_gate_review("headline", "unknown", provider=project)


def test_a_new_project_has_users_environments_and_settings(project: Settings) -> None:
    (first, *_) = statsig.list_users(provider=project)
    assert statsig.get_user(first.email, provider=project).role == first.role
    assert statsig.get_user_by_id(first.user_id, provider=project).email == first.email
    assert [e.name for e in statsig.get_environments(provider=project) if e.is_production] == ["production"]
    assert statsig.get_project_settings(provider=project).visibility in ("OPEN", "CLOSED", "EXTERNAL")
    assert statsig.get_review_settings(provider=project).is_config_review_required is False
    assert statsig.get_role_settings(provider=project).default_project_role
    assert statsig.get_team_settings(provider=project).require_teams_on_configs is False


def test_a_parameter_has_the_fields_of_its_type(project: Settings) -> None:
    send(project, "/param_stores", name="mobile", description="", displayName="Mobile")
    static = {"name": "a", "param_type": "boolean", "ref_type": "static", "value": True}
    values = {"pass_value": "x", "fail_value": "y"}
    gate = {"name": "b", "param_type": "string", "ref_type": "gate", "gate_name": "g", **values}
    send(project, "/param_stores/{id}", id="mobile", parameters=[static, gate])
    one, other = statsig.get_param_store("mobile", provider=project).parameters
    assert (one.value, one.gate_name) == (True, None)
    assert (other.value, other.gate_name, other.pass_value) == (None, "g", "x")
    assert [s.name for s in statsig.list_param_stores(provider=project)] == ["mobile"]


def test_release_pipeline_triggers(project: Settings) -> None:
    assert [*statsig.list_release_pipeline_triggers(status="IN_PROGRESS", provider=project)] == []
    with pytest.raises(NotFound, match="There is no release pipeline trigger 'nothing'"):
        statsig.get_release_pipeline_trigger("nothing", provider=project)
    rules = [{"name": "all", "passPercentage": 0, "conditions": [{"type": "public"}]}]
    phase = {"name": "first", "timeIntervalMs": 60_000, "requiredReview": True, "rules": []}
    send(project, "/release_pipelines", name="careful", phases=[phase])
    (pipeline,) = statsig.list_release_pipelines(provider=project)
    send(project, "/gates", name="released", releasePipelineID=pipeline.id, rules=rules)
    send(project, "/gates/{id}", "PATCH", id="released", rules=[{**rules[0], "passPercentage": 5}])
    (trigger,) = statsig.list_release_pipeline_triggers(gate_id="released", provider=project)
    again = statsig.get_release_pipeline_trigger(trigger.id, provider=project)
    assert (again.status, again.current_phase) == ("WAITING_FOR_REVIEW", "first")


def test_a_rule_of_a_dynamic_config(project: Settings) -> None:
    rule = {"name": "staff", "passPercentage": 50, "conditions": [{"type": "public"}], "returnValue": {"a": 1}}
    send(project, "/dynamic_configs", name="limits", rules=[rule])
    id = statsig.get_dynamic_config("limits", provider=project).rules[0].id or ""
    assert statsig.get_dynamic_config_rule("limits", id, provider=project).return_value == {"a": 1}
    with pytest.raises(NotFound, match="There is no dynamic config 'limits', 'nothing'"):
        statsig.get_dynamic_config_rule("limits", "nothing", provider=project)


class TestIngestion:
    def test_runs_and_statuses(self, project: Settings) -> None:
        send(project, "/ingestion", type="s3", dataset="Events", source_name="orders", query="q")
        days = {"datestamp_start": "2024-09-01", "datestamp_end": "2024-09-02"}
        made = send(project, "/ingestion/backfill", type="s3", dataset="Events", **days)
        (run,) = statsig.list_ingestion_runs(provider=project)
        assert run.run_id == made["runID"]
        assert statsig.get_ingestion_run(run.run_id, provider=project).run_history[0].status
        happened = statsig.get_ingestion_status("2000-01-01", "2100-01-01", dataset="Events", provider=project)
        assert happened
        assert statsig.get_ingestion_status("2000-01-01", "2100-01-01", status="SSH_ERROR", provider=project) == []

    def test_counts_nested_in_days_are_flattened(self, project: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        days = [{"date": "2024-09-01", "events": [{"event": "a", "count": 1}, {"event": "b", "count": 2}]}]
        monkeypatch.setattr(Client, "paginate", lambda *_, **__: iter([*days, {"date": "2024-09-02", "events": []}]))
        counts = statsig.get_ingestion_event_counts("2024-09-01", "2024-09-02", provider=project)
        assert [(c.date, c.event, c.count) for c in counts] == [("2024-09-01", "a", 1), ("2024-09-01", "b", 2)]
        assert isinstance(counts[0], IngestionEventCountResult)

    def test_events_of_each_day_and_of_one_name(self, project: Settings) -> None:
        assert "purchase" in [event.name for event in statsig.list_events(provider=project)]
        days = ("2024-09-01", "2024-09-02")
        every = statsig.get_ingestion_event_counts(*days, provider=project)
        assert {c.date for c in every} == set(days)
        one = statsig.get_ingestion_event_counts(*days, event_name="purchase", provider=project)
        assert [c.event for c in one] == ["purchase", "purchase"]
        assert [c.raw for c in every if c.event == "purchase"] == [c.raw for c in one]
        deltas = statsig.get_ingestion_event_deltas(*days, event_name="purchase", provider=project)
        assert [d.has_diff for d in deltas] == [False, False]


class TestResults:
    @pytest.fixture
    def experiment(self, project: Settings) -> ExperimentResult:
        """Return an experiment that has run for a week."""
        metrics = [{"name": "purchase", "type": "event_count_custom"}]
        send(project, "/experiments", name="copy", primaryMetrics=metrics)
        send(project, "/experiments/{id}/start", "PUT", id="copy")
        week_ago = int(time.time() - 7 * 86_400) * 1000
        emulator_of(project).edit(project.console_api_key, "experiments", "copy", {"startTime": week_ago})
        return statsig.get_experiment("copy", provider=project)

    def test_the_pulse_of_an_experiment(self, project: Settings, experiment: ExperimentResult) -> None:
        control, test = (group.id or "" for group in experiment.groups)
        pulse = statsig.get_experiment_pulse("copy", control, test, provider=project)
        (row,) = statsig.pulse_rows(pulse)
        assert (row["metric_name"], row["importance"]) == ("purchase", "primary")
        assert row["percent_low"] < row["percent_change"] < row["percent_high"]
        assert row["absolute_change"] == pytest.approx(row["test_mean"] - row["control_mean"])
        (sure,) = statsig.pulse_rows(
            statsig.get_experiment_pulse("copy", control, test, confidence=99.9, cuped=False, provider=project)
        )
        assert sure["percent_high"] - sure["percent_low"] > row["percent_high"] - row["percent_low"]

    def test_the_exposures_of_every_group_grow_daily(self, project: Settings, experiment: ExperimentResult) -> None:
        groups = statsig.get_cumulative_exposures("copy", provider=project)
        assert [g.group_id for g in groups] == [g.id for g in experiment.groups]
        rows = statsig.exposure_rows(groups)
        assert len(rows) == 16
        assert rows[0]["exposures"] < rows[7]["exposures"]
        count = statsig.get_exposure_count(experiments="copy", provider=project)
        assert (count.experiments[0].id, count.gates) == ("copy", [])
        assert count.experiments[0].past7_days >= count.experiments[0].past_day

    def test_the_pulse_of_a_rule_and_of_a_holdout(self, project: Settings) -> None:
        monitored = [{"name": "purchase", "type": "event_count_custom"}]
        rule = {"name": "some", "passPercentage": 50, "conditions": [{"type": "public"}]}
        send(project, "/gates", name="new_checkout", rules=[rule], monitoringMetrics=monitored, measureMetricLifts=True)
        id = statsig.get_gate("new_checkout", provider=project).rules[0].id or ""
        (row,) = statsig.pulse_rows(statsig.get_gate_rule_pulse("new_checkout", id, provider=project))
        assert (row["metric_id"], row["importance"]) == ("purchase::event_count_custom", "monitoring")
        assert row["percent_low"] < row["percent_high"]
        send(project, "/holdouts", name="nothing_new")
        send(project, "/holdouts/{id}", "PATCH", id="nothing_new", monitoringMetrics=monitored, passPercentage=5)
        (row,) = statsig.pulse_rows(statsig.get_holdout_pulse("nothing_new", confidence=80, provider=project))
        assert row["control_units"] < row["test_units"]

    def test_the_history_has_each_computation(self, warehouse: Settings) -> None:
        send(warehouse, "/experiments", name="copy")
        send(warehouse, "/experiments/{id}/start", "PUT", id="copy")
        send(warehouse, "/experiments/{id}/load_pulse", id="copy", refresh="full")
        assert [load.reload_type for load in statsig.list_experiment_pulse_loads("copy", provider=warehouse)] == [
            "full"
        ]
        send(warehouse, "/gates", name="checkout", rules=[{"name": "a", "passPercentage": 50, "conditions": []}])
        id = statsig.get_gate("checkout", provider=warehouse).rules[0].id or ""
        assert [*statsig.list_gate_rule_pulse_loads("checkout", id, provider=warehouse)] == []

    def test_the_values_of_a_day(self, project: Settings) -> None:
        every = statsig.value_rows(statsig.list_metric_values("2024-09-01", provider=project))
        assert {"metric_name", "metric_type", "unit_type", "value"} < every[0].keys()
        first = every[0]
        name, type = first["metric_name"], first["metric_type"]
        of_name = [*statsig.list_metric_values("2024-09-01", metric_name=name, metric_type=type, provider=project)]
        assert {v.metric_name for v in of_name} == {name}
        one = statsig.value_rows(statsig.get_metric_values(f"{name}::{type}", "2024-09-01", provider=project))
        assert [row["value"] for row in one] == [v.value for v in of_name]


def test_reports_usage_project_and_company(project: Settings) -> None:
    assert statsig.get_report("pulse_daily", "2024-09-01", provider=project).url.startswith("https://")
    lines = statsig.get_usage_report(end=1_727_740_800_000, start=1_727_568_000_000, provider=project).splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("date,")
    assert statsig.get_project(provider=project).id == statsig.get_company(provider=project).company_id


def test_alerts_and_their_events(project: Settings) -> None:
    id = send(project, "/alerts", name="Few purchases")["id"]
    event = {"eventType": "raise", "title": "t", "message": "m", "reason": "r", "multiAlertGroupBys": {"country": "AQ"}}
    for number in (1, 2):
        emulator_of(project).seed(
            project.console_api_key,
            "alerts/events",
            {"id": f"event {number}", "alertID": id, "createdTime": number, **event},
        )
    assert [(alert.id, alert.priority) for alert in statsig.list_alerts(provider=project)] == [(id, "P3")]
    assert statsig.get_alert(id, provider=project).active_mute_schedules == []
    newest, oldest = statsig.list_alert_events(id, provider=project)
    assert (newest.id, oldest.multi_alert_group_bys) == ("event 2", {"country": "AQ"})
    assert statsig.get_alert_event(id, "event 1", provider=project).created_time == 1
    with pytest.raises(NotFound, match="There is no alert 'none'"):
        statsig.get_alert("none", provider=project)


def test_dashboards_and_the_results_of_a_funnel(project: Settings) -> None:
    steps = [{"event_name": "visit"}, {"event_name": "buy"}]
    funnel = {"type": "funnel", "title": "Buying", "query": {"steps": steps}}
    id = send(project, "/dashboards", name="Sales", widgets=[funnel])["id"]
    send(project, "/dashboards", name="Other")
    assert [(d.name, d.widget_count) for d in statsig.list_dashboards(search="sale", provider=project)] == [
        ("Sales", 1)
    ]
    (widget,) = statsig.get_dashboard(id, provider=project).widgets
    counts = [
        statsig.get_dashboard_widget_results(id, widget.id, sampling_enabled=sampled, provider=project)
        .funnel.datasets[0]
        .steps[0]
        .count
        for sampled in (None, True, False)
    ]
    assert counts[0] == counts[1] < counts[2]


def test_members_who_have_left_are_read_on_request(project: Settings) -> None:
    (first, *others) = statsig.list_users(provider=project)
    emulator_of(project).edit("console-functions", "users", first.email, {"isStale": True})
    here = [user.email for user in others]
    assert [user.email for user in statsig.list_users(provider=project)] == here
    everybody = statsig.list_users(include_stale_members=True, provider=project)
    assert [user.email for user in everybody] == [first.email, *here]


def test_a_tag_is_read_by_its_id_or_its_name(project: Settings) -> None:
    id = send(project, "/tags", name="core tag", description="")["id"]
    assert statsig.get_tag(id, provider=project).id == statsig.get_tag("core tag", provider=project).id == id


def test_people_of_teams_are_read_team_by_team(project: Settings) -> None:
    team = {**TEAM, "name": "Checkout", "members": ["ada.member@example.com"]}
    id = send(project, "/users/teams", **team)["id"]
    (listed,) = statsig.list_teams(provider=project)
    assert (listed.id, hasattr(listed, "members")) == (id, False)
    (member,) = statsig.get_team_by_name("Checkout", provider=project).members
    assert statsig.get_user_by_id(member.user_id, provider=project).email == member.email == "ada.member@example.com"


def test_logs_are_read_page_by_page(project: Settings) -> None:
    now = int(time.time() * 1000)
    found = statsig.list_logs(start_ts=now - 250_000, end_ts=now, columns=["service", "level"], provider=project)
    emulator = emulator_of(project)
    emulator.clear_log()
    first = [*itertools.islice(found, 100)]
    assert first[0].fields == {"service": "shop", "level": "info"}
    assert len(emulator.log()) == 1
    ids = [entry.id for entry in [*first, *found]]
    assert len(ids) == len(set(ids)) >= 250
    assert len(emulator.log()) == 3
    failed = statsig.list_logs(query="failed", source="events", provider=project)
    assert next(failed).value == "checkout failed"


def test_the_page_of_the_log_after_100000_entries_is_an_error(project: Settings) -> None:
    too_deep = {"after": base64.urlsafe_b64encode(b"100001").decode()}
    with pytest.raises(ApiError, match="narrow the time range"):
        next(client_for(project).paginate("/logs", params={"page": None, **too_deep}))


def test_the_audit_log_has_each_change(project: Settings) -> None:
    send(project, "/gates", name="new_checkout")
    send(project, "/gates/{id}", "PATCH", id="new_checkout", description="changed")
    newest, oldest = statsig.list_audit_logs(provider=project)
    assert (oldest.action_type, oldest.name) == ("gate_create", "new_checkout")
    assert newest.changes
    assert [e.id for e in statsig.list_audit_logs(action_type="gate_create", provider=project)] == [oldest.id]
    assert [e.id for e in statsig.list_audit_logs(latest_id=oldest.id, provider=project)] == [newest.id]
    day = 24 * 3600 * 1000
    assert [*statsig.list_audit_logs(end_time=day, provider=project)] == []
    assert len([*statsig.list_audit_logs(start_time=day, action_types=["gate_update"], provider=project)]) == 1
    assert [e.id for e in statsig.list_audit_logs(sort_order="asc", provider=project)] == [oldest.id, newest.id]


def test_a_list_without_pages_is_requested_without_paging(project: Settings) -> None:
    requests: list[Any] = []

    def paginate(_: Client, path: str, /, *, params: dict[str, Any], **__: str) -> Any:
        requests.append((path, {name: value for name, value in params.items() if value is not None}))
        return iter(())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "paginate", paginate)
        statsig.get_metric_values("a::sum", "2024-09-01", provider=project)
    assert requests == [("/metrics", {"id": "a::sum", "date": "2024-09-01"})]


def test_the_example_has_rows_to_draw(tmp_path: Path) -> None:
    file = Path(__file__).parents[2] / "examples" / "pulse_plot" / "plot.py"
    spec = importlib.util.spec_from_file_location("plot", file)
    assert spec
    assert spec.loader
    plot = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(plot)
    changes, exposures = plot.rows_of(*plot.made_up(tmp_path / "db"))
    assert {row["group"] for row in changes} == {"Short text", "Large button"}
    assert all(row["percent_low"] < row["percent_high"] for row in changes)
    assert len(exposures) == 3 * (plot.DAYS + 1)
