"""A whole Statsig project: at least one resource of every kind.

The stack's setting ``stage`` brings it forward: 1 makes everything, 2 changes it, 3 takes the release a step further.
``warehouse`` adds what only a Warehouse Native project has.
"""

from typing import TypeVar

import pulumi

import statsig_pulumi as statsig
from statsig_pulumi import conditions as when

T = TypeVar("T")

config = pulumi.Config()
stage = config.get_int("stage") or 1
warehouse = config.get_bool("warehouse") or False
later = stage > 1


def changing(before: T, after: T) -> T:
    """A value of the first stage, and that of the later ones."""
    return after if later else before


# -- the project: people, environments, settings -------------------------------------------------------------------

environments = statsig.Environments(
    "environments",
    environments=[
        statsig.Environment(name="production", is_production=True, requires_review=later),
        statsig.Environment(name="staging"),
        statsig.Environment(name="development"),
    ],
    on_destroy="restore",
)
role = statsig.Role(
    "Release manager",
    permissions=statsig.RolePermissions(launch_to_production=True, approve_reviews=later),
)
statsig.ProjectSettings("project", visibility=changing("OPEN", "CLOSED"), on_destroy="restore")
statsig.ReviewRequirements("reviews", is_metric_review_required=later, on_destroy="restore")
statsig.RoleSettings("roles", default_project_role=changing("Member", "Read Only"), on_destroy="restore")
statsig.TeamSettings("teams", require_teams_on_configs=later, on_destroy="restore")
statsig.UserRole("ada", email="ada.member@example.com", first_name="Ada", role=changing("Member", "Admin"))
team = statsig.Team("Checkout", description=changing("Cart", "Cart and payment"), members=["ada.member@example.com"])
statsig.UserInvite("new colleague", email=changing("new@example.com", "newer@example.com"), role="Member")
company = statsig.UnitIdType("companyID", description=changing("One customer", "One paying customer"))
tag = statsig.Tag("checkout", description=changing("Cart", "Cart and payment"))
app = statsig.TargetApp("web", description=changing("The shop", "The web shop"))
server = statsig.Key(
    "backend",
    type="SERVER",
    environments=changing(["production"], ["production", "staging"]),
    rotate_triggers={"quarter": changing("2026-3", "2026-4")},
)
statsig.Key("old backend", type="SERVER", scopes=["omni_read_only"] if later else [], on_destroy="deactivate")

# -- who: segments -------------------------------------------------------------------------------------------------

staff = statsig.Segment(
    "staff",
    type="rule_based",
    rules=[
        statsig.Rule(
            name="by e-mail", pass_percentage=changing(50, 100), conditions=[when.email_contains("@shop.example")]
        )
    ],
)
testers = statsig.Segment("testers", type="id_list", on_destroy="archive")
statsig.SegmentIds("testers", segment_id=testers.id, ids=changing(["user-1", "user-2"], ["user-2", "user-3"]))
store = statsig.Segment("returning", type="user_store_id_list")
statsig.SegmentIds("one returning", segment_id=store.id, ids=["user-1", *changing([], ["user-9"])], exclusive=False)

# -- what: gates, configs, parameters ------------------------------------------------------------------------------

pipeline = statsig.ReleasePipeline(
    "careful",
    phases=[
        statsig.PipelinePhase(
            name="staff",
            required_review=True,
            rules=[statsig.PipelineRule(name="staff", conditions=[when.in_segment(staff.id)])],
        ),
        statsig.PipelinePhase(
            name="everybody",
            time_interval_ms=60_000,
            rules=[statsig.PipelineRule(name="everybody", conditions=[when.everyone()])],
        ),
    ],
)
statsig.ReleasePipeline("spare", phases=[statsig.PipelinePhase(name="all", required_review=later)])
gate = statsig.Gate(
    "new_checkout",
    description=changing("One-page checkout", "Checkout on one page"),
    tags=[tag.name],
    rules=[statsig.Rule(name="testers", conditions=[when.in_segment(testers.id)])],
    monitoring_metrics=[statsig.MetricRef(name="purchase", type="event_count_custom")],
)
by_hand = statsig.Gate("by_hand", description="Its rules are not this resource's")
statsig.GateRule("partners", gate_id=by_hand.id, pass_percentage=changing(10, 20))
statsig.GateRules(
    "regions",
    gate_id=by_hand.id,
    rules=[statsig.Rule(name="nl", pass_percentage=changing(1, 2), conditions=[when.in_country("NL")])],
)
statsig.GateOverrides(
    "checkout testers", gate_id=gate.id, passing_user_ids=changing(["user-1"], ["user-1", "user-2"]), exclusive=False
)
released = statsig.Gate(
    "released_carefully",
    release_pipeline_id=pipeline.id,
    rules=[statsig.Rule(name="everybody", pass_percentage=changing(0, 100), conditions=[when.everyone()])],
    gradual_rollout_strategy=statsig.GradualRollout(type="bypass"),
    exhaustive=True,
)
statsig.GateCodeCleanup("by hand", gate_id=by_hand.id, triggers={"stage": changing("1", "2")})
limits = statsig.DynamicConfig("limits", default_value={"most": changing(10, 20)}, exhaustive=True)
prices = statsig.DynamicConfig("prices", default_value={"percent": 0})
statsig.DynamicConfigRule("partners' price", dynamic_config_id=prices.id, return_value={"percent": changing(5, 10)})
statsig.ParamStore(
    "theme",
    description=changing("Looks", "How it looks"),
    parameters=[
        statsig.ParamStoreParameter(name="radius", value=changing(4, 8)),
        statsig.ParamStoreParameter(name="color", gate_name=gate.id, pass_value="green", fail_value="blue"),
        statsig.ParamStoreParameter(name="most", config_name=limits.id, param_name="most", param_type="number"),
    ],
)
statsig.TargetAppAssignment("web", target_apps=[app.id], gates=[gate.id], dynamic_configs=[prices.id] if later else [])
prompt = statsig.Prompt("summary", description=changing("Sums up", "Sums up an order"))
version = statsig.PromptVersion(
    "v1",
    prompt_id=prompt.id,
    version_id=changing("first", "second"),
    name="First",
    model="m-1",
    prompts=[statsig.PromptMessage(role="system", content="Be brief.")],
)
statsig.PromptEvaluation("v1", prompt_id=prompt.id, version_id=version.id, triggers={"dataset": changing("1", "2")})

# -- metrics -------------------------------------------------------------------------------------------------------

purchases = statsig.Metric(
    "orders placed",
    type="event_count_custom",
    unit_types=["userID"],
    metric_events=[statsig.MetricEvent(name="purchase")],
    description=changing("How many", "How many orders"),
    owner=statsig.MetricOwner(email="ada.member@example.com"),
)
old_metric = statsig.Metric(
    "old orders",
    type="sum",
    unit_types=["userID"],
    metric_events=[statsig.MetricEvent(name="purchase", type="value")],
)
statsig.MetricArchive("old orders", metric_id=old_metric.id)

# -- experiments ---------------------------------------------------------------------------------------------------

layer = statsig.Layer(
    "checkout",
    id_type="userID",
    description=changing("Cart", "Cart and payment"),
    parameters=[statsig.LayerParameter(name="color", default_value=changing("blue", "navy"))],
)
experiment = statsig.Experiment(
    "button_color",
    hypothesis=changing("Green sells", "Green sells better"),
    layer_id=layer.id,
    groups=[
        statsig.Group(name="Control", size=50, parameter_values={"color": "blue"}),
        statsig.Group(name="Test", size=50, parameter_values={"color": "green"}),
    ],
    primary_metrics=[statsig.ExperimentMetric(name=purchases.name, type="event_count_custom")],
    status="active",
    force_destroy=True,
)
statsig.ExperimentOverrides(
    "color testers",
    experiment_id=experiment.id,
    user_id_overrides=[statsig.ExperimentUserOverride(group_id="Test", ids=changing(["user-1"], ["user-2"]))],
)
statsig.LayerOverrides(
    "layer testers",
    layer_id=layer.id,
    id_overrides=[
        statsig.LayerIdOverride(
            experiment_name="button_color", group_name="Test", ids=["user-3", *changing([], ["user-4"])]
        )
    ],
)
holdout = statsig.Holdout(
    "q3_holdout", pass_percentage=changing(1, 2), gate_ids=[gate.id], experiment_ids=[experiment.id]
)
statsig.HoldoutOverrides("held back", holdout_id=holdout.id, failing_user_ids=changing(["user-1"], ["user-5"]))
banner = statsig.Autotune(
    "banner",
    variants=[statsig.AutotuneVariant(name=name, value={"text": name}) for name in ("hello", "welcome")],
    success_event="purchase",
    exploration_window="24hr",
    attribution_window="1hr",
    winner_threshold="95%",
    status=changing("active", "decision_made"),
    winner="welcome",
    force_destroy=True,
)
statsig.AutotuneOverrides(
    "banner testers",
    autotune_id=banner.id,
    user_id_overrides=[statsig.ExperimentUserOverride(group_id="hello", ids=changing(["user-1"], ["user-2"]))],
)
planned_banner = statsig.Autotune(
    "planned_banner",
    variants=[statsig.AutotuneVariant(name=name, value={"text": name}) for name in ("hello", "welcome")],
    success_event="purchase",
    exploration_window="24hr",
    attribution_window="1hr",
    winner_threshold="95%",
)
statsig.AutotuneScheduledStart(
    "next week", autotune_id=planned_banner.id, scheduled_time=changing(1893456000000, 1893542400000)
)
statsig.ScheduledStart(
    "next week",
    experiment_id=statsig.Experiment("planned").id,
    scheduled_time=changing(1893456000000, 1893542400000),
)
paused = statsig.Experiment("two_texts", status="active", force_destroy=True)
statsig.ExperimentRestart("again", experiment_id=paused.id, name=changing("two_texts_2", "two_texts_3"))
statsig.DisabledGroups("too slow", experiment_id=paused.id, group_names=changing(["Test"], ["Control"]))
old_text = statsig.Experiment(
    "old_text",
    status=changing("active", "decision_made"),
    decision=statsig.Decision(group="Test", reason="It sells more"),
    force_destroy=True,
)
if later:  # an experiment that runs is not stale
    statsig.ExperimentCodeCleanup("tidy", experiment_id=old_text.id)
statsig.GateAlertResolution(
    "known", gate_id=gate.id, metric_id="purchase::event_count_custom", reasoning=changing("1", "2")
)
alerting = statsig.Experiment(
    "alerting",
    primary_metrics=[statsig.ExperimentMetric(name="purchase", type="event_count_custom")],
    status="active",
    force_destroy=True,
)
statsig.ExperimentAlertResolution("known too", experiment_id=alerting.id, metric_id="purchase::event_count_custom")
purchases_by_day = statsig.WidgetQuery(
    source=statsig.WidgetEvent(type="event", event_name="purchase"),
    aggregation=statsig.WidgetAggregation(type="count"),
)
widgets = [
    statsig.Widget(type="header", title="This week"),
    statsig.Widget(type="timeseries", title="Purchases", query=purchases_by_day),
    statsig.Widget(type="text", title="Note", content="Payments by card only"),
]
statsig.Dashboard("Sales", widgets=changing(widgets[:2], widgets))
statsig.ToplineAlert(
    "Few purchases",
    definition_metrics=[{"name": "purchase", "type": "event_count_custom"}],
    condition="less",
    alert_threshold=changing(100, 200),
    priority="P1",
    tags=["core"],
    mutes=changing([statsig.AlertMute(until="forever")], []),
)
statsig.ChangeValidation("ci", review_id="review-1", validated=True, message=changing("Checked", "Checked again"))

# -- data ----------------------------------------------------------------------------------------------------------

ingestion = statsig.Ingestion(
    "orders",
    type="snowflake-v2",
    dataset="Events",
    query=changing("select * from orders", "select * from all_orders"),
    column_mapping=statsig.EventsMapping(event_name="name", timestamp="at", ids={"userID": "user_id"}),
)
statsig.IngestionSchedule("events", dataset="Events", scheduled_hour_pst=changing(3, 4))
statsig.IngestionBackfill(
    "may",
    type="snowflake-v2",
    dataset="Events",
    source="orders",
    datestamp_start="2026-05-01",
    datestamp_end=changing("2026-05-02", "2026-05-03"),
    opts=pulumi.ResourceOptions(depends_on=[ingestion]),
)
statsig.DatabricksConnection(
    "databricks", host="shop.example", path=changing("/sql/1", "/sql/2"), token=pulumi.Output.secret("a-token")
)

# -- Warehouse Native ----------------------------------------------------------------------------------------------

if warehouse:
    units = [statsig.IdTypeMapping(statsig_unit_id="userID", column="user_id")]
    statsig.WarehouseConnection(
        "warehouse",
        bigquery=statsig.BigQuery(project=changing("shop", "shop-2"), private_key=pulumi.Output.secret("a-key")),
    )
    orders = statsig.MetricSource(
        "orders",
        sql=changing("select * from orders", "select * from all_orders"),
        timestamp_column="at",
        id_type_mapping=units,
    )
    revenue = statsig.Metric(
        "revenue",
        type="user_warehouse",
        warehouse_native=statsig.WarehouseMetric(
            aggregation="sum",
            metric_sources=[
                statsig.MetricSourceRef(metric_source_name=orders.id, value_column=changing("price", "net_price"))
            ],
        ),
        scheduled_reload_hour=changing(3, 4),
    )
    statsig.MetricReload("revenue", metric_id=revenue.id, triggers={"stage": changing("1", "2")})
    statsig.QualifyingEvent(
        "visits", sql=changing("select 1", "select 2"), timestamp_column="at", id_type_mapping=units
    )
    statsig.AssignmentSource(
        "assignments",
        sql=changing("select 1", "select 2"),
        timestamp_column="at",
        experiment_id_column="experiment",
        group_id_column="group",
        id_type_mapping=units,
    )
    statsig.EntityProperty(
        "countries", description=changing("Where", "Where from"), sql="select 1", id_type_mapping=units
    )
    load = statsig.PulseLoad("button_color", experiment_id=experiment.id, triggers={"stage": changing("1", "2")})
    loads = statsig.list_experiment_pulse_loads_output(load.experiment_id)
    statsig.PulseLoadCancellation(
        "button_color",
        experiment_id=load.experiment_id,
        dag_id=loads.apply(lambda found: found[-1].dag_id),
        triggers={"stage": changing("1", "2")},
    )
    rule = statsig.get_gate_rules_output(gate.id).apply(lambda rules: rules[0].id or "")
    statsig.GatePulseLoad("testers", gate_id=gate.id, rule_id=rule, triggers={"stage": changing("1", "2")})

# -- a release, a step further --------------------------------------------------------------------------------------

if stage > 2:
    release = next(statsig.list_release_pipeline_triggers(gate_id="released_carefully"))
    statsig.ReleaseStep(
        "go",
        trigger_id=release.id,
        step="approve",
        phase_id=release.current_phase_id,
        opts=pulumi.ResourceOptions(ignore_changes=["trigger_id", "phase_id"]),  # once approved, it is another phase's
    )
    for review in statsig.list_gate_reviews("by_hand"):  # what people have proposed
        statsig.ReviewAction(
            "seen", kind="gate", object_id="by_hand", review_id=review.review_id, action="reject", reason="An example"
        )

pulumi.export("serverKey", server.key)
