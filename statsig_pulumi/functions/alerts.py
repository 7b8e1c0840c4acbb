"""Read topline alerts: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import AlertDetailsResult, AlertEventResult, AlertResult


def list_alerts(*, provider: ProviderOption = None) -> Iterator[AlertResult]:
    """Yield all topline alerts; each page is read when it is needed.

    ``window_ms`` is the time that each alert looks back, in milliseconds.

    Example:
        ```python
        [alert.name for alert in statsig.list_alerts() if alert.priority == "P0"]
        ```
    """
    return _invoke.paginate(AlertResult, "/alerts", **locals())


def get_alert(id: str, *, provider: ProviderOption = None) -> AlertDetailsResult:
    """Return a topline alert, with its state and its mutes.

    The times of ``active_mute_schedules`` are in seconds since 1970; an ``end`` of 0 means for ever.

    Example:
        ```python
        statsig.get_alert("4pjeXYDjC2WinSgOiII7wh").status
        ```

    Args:
        id: the id that Statsig generated.
    """
    return _invoke.get(AlertDetailsResult, "/alerts/{id}", **locals())


def list_alert_events(alert_id: str, *, provider: ProviderOption = None) -> Iterator[AlertEventResult]:
    """Yield what has happened to a topline alert; each page is read when it is needed.

    Example:
        ```python
        [event.title for event in statsig.list_alert_events(alert.id) if event.event_type == "raise"]
        ```

    Args:
        alert_id: the alert's id.
    """
    return _invoke.paginate(AlertEventResult, "/alerts/{id}/events", provider, id=alert_id)


def get_alert_event(alert_id: str, event_id: str, *, provider: ProviderOption = None) -> AlertEventResult:
    """Return one event of a topline alert.

    Args:
        alert_id: the alert's id.
        event_id: the event's id.
    """
    return _invoke.get(AlertEventResult, "/alerts/{id}/events/{eventId}", provider, id=alert_id, eventId=event_id)
