"""Read the audit log: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from . import _invoke
from ._invoke import ProviderOption, Strings
from .results import AuditLogResult

SortKey = Literal["id", "name", "changeLog", "actionType", "date", "time", "updatedBy", "updatedByUserID"]
SortOrder = Literal["asc", "desc"]


def list_audit_logs(
    *,
    id: str | None = None,
    action_type: str | None = None,
    action_types: Strings | None = None,
    start_date: str | None = None,
    end_date: str | None = None,
    start_time: int | None = None,
    end_time: int | None = None,
    tags: Strings | None = None,
    sort_key: SortKey | None = None,
    sort_order: SortOrder | None = None,
    latest_id: str | None = None,
    provider: ProviderOption = None,
) -> Iterator[AuditLogResult]:
    """Yield all entries of the audit log that match; each page is read when it is needed.

    ``name`` is the object that was changed, ``change_log`` a description of the change, ``changes`` the old and new
    values. ``date`` and ``time`` are strings in Statsig's own format.

    Example:
        ```python
        import itertools

        for entry in itertools.islice(statsig.list_audit_logs(start_date="2024-09-01"), 20):
            print(entry.date, entry.updated_by, entry.change_log, entry.name)
        ```

    Args:
        id: an id. Statsig does not document whether it is an entry's or a changed object's.
        action_type: one action, such as ``gate_create``, ``gate_update`` or ``experiment_start``. An entry has its
            own in ``action_type``. Statsig adds actions over time, so that any string is accepted.
        action_types: several actions, of which an entry has one.
        start_date: the first day, as YYYY-MM-DD; by default 90 days before the last.
        end_date: the last day, as YYYY-MM-DD; by default today.
        start_time: the first moment within these days, in milliseconds since 1970. Together with ``end_time`` it spans
            less than 7 days.
        end_time: the last moment within these days, in milliseconds since 1970.
        tags: one tag or several, of which the changed object needs at least one.
        sort_key: the API's name of the field to sort by.
        sort_order: ``asc`` or ``desc``.
        latest_id: the id of an entry; only newer entries are returned.
    """
    return _invoke.paginate(AuditLogResult, "/audit_logs", **locals())
