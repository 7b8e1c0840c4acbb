"""Reading the audit log: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pulumi import Input, Output

from ._invoke import ProviderOption, Strings, StringsInput, many, outputs
from .results import AuditAction, AuditLogResult

SortKey = Literal["id", "name", "changeLog", "actionType", "date", "time", "updatedBy", "updatedByUserID"]
SortOrder = Literal["asc", "desc"]


def list_audit_logs(
    *,
    id: str | None = None,
    action_type: AuditAction | None = None,
    action_types: list[AuditAction] | None = None,
    start_date: str | None = None,
    end_date: str | None = None,
    tags: Strings | None = None,
    sort_key: SortKey | None = None,
    sort_order: SortOrder | None = None,
    latest_id: str | None = None,
    provider: ProviderOption = None,
) -> Iterator[AuditLogResult]:
    """The entries of the audit log that fit, page after page, each page read when it is needed.

    ``name`` is what was changed, ``change_log`` says how in words, ``changes`` has the old and new values. ``date``
    and ``time`` are texts, as Statsig writes them.
    See https://docs.statsig.com/console-api/introduction

    Example:
        ```python
        import itertools

        for entry in itertools.islice(statsig.list_audit_logs(start_date="2024-09-01"), 20):
            print(entry.date, entry.updated_by, entry.change_log, entry.name)
        ```

    Args:
        id: of this id. Statsig does not say whether an entry's or that of what was changed.
        action_type: what was done, such as ``gate_create``; ``results.AuditAction`` has all.
        action_types: what was done, one of these.
        start_date: on this day or later, as YYYY-MM-DD.
        end_date: on this day or before, as YYYY-MM-DD.
        tags: of what has at least one of these.
        sort_key: the field that they are sorted by, by the API's name.
        sort_order: the direction.
        latest_id: newer than the entry of this id.
        provider: which Statsig project; by default the stack's.

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(AuditLogResult, "/audit_logs", **locals())


def list_audit_logs_output(
    *,
    id: Input[str] | None = None,
    action_type: Input[AuditAction] | None = None,
    action_types: Input[list[AuditAction]] | None = None,
    start_date: Input[str] | None = None,
    end_date: Input[str] | None = None,
    tags: StringsInput | None = None,
    sort_key: Input[SortKey] | None = None,
    sort_order: Input[SortOrder] | None = None,
    latest_id: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[list[AuditLogResult]]:
    """``list_audit_logs`` with filters that are outputs."""
    return outputs(list_audit_logs, **locals())
