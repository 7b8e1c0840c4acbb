"""Read dashboards: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import DashboardResult, DashboardSummaryResult, DashboardWidgetResultsResult


def list_dashboards(*, search: str | None = None, provider: ProviderOption = None) -> Iterator[DashboardSummaryResult]:
    """Yield all dashboards that match, without their widgets; each page is read when it is needed.

    Example:
        ```python
        [dashboard.name for dashboard in statsig.list_dashboards(search="checkout")]
        ```

    Args:
        search: a part of the name.
    """
    return _invoke.paginate(DashboardSummaryResult, "/dashboards", **locals())


def get_dashboard(id: str, *, provider: ProviderOption = None) -> DashboardResult:
    """Return a dashboard with its widgets.

    A widget that the API cannot express has the type ``unsupported`` and the ``reason``.

    Args:
        id: the id that Statsig generated.
    """
    return _invoke.get(DashboardResult, "/dashboards/{id}", **locals())


def get_dashboard_widget_results(
    dashboard_id: str, widget_id: str, *, sampling_enabled: bool | None = None, provider: ProviderOption = None
) -> DashboardWidgetResultsResult:
    """Return the results of a widget, which is a funnel: the API has none of other widgets.

    Example:
        ```python
        funnel = statsig.get_dashboard_widget_results(dashboard.id, dashboard.widgets[0].id).funnel
        [step.conversion_rate for step in funnel.datasets[0].steps]
        ```

    Args:
        dashboard_id: the dashboard's id.
        widget_id: the widget's id.
        sampling_enabled: whether a sample is enough; by default it is.
    """
    return _invoke.get(
        DashboardWidgetResultsResult,
        "/dashboards/{id}/widgets/{widgetId}/results",
        provider,
        rename=str,
        id=dashboard_id,
        widgetId=widget_id,
        sampling_enabled=sampling_enabled,
    )
