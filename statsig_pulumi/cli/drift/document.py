"""A report as JSON, as docs/drift.schema.json describes it.

No field is taken out or changed without a new version.
"""

from __future__ import annotations

import json
from typing import Any

from ...redactor import SECRET, each_text, without_secrets
from ...schema.json_types import Doc
from ..differences import ABSENT
from ..state import Stored
from .report import Author, Change, Changed, NotApplied, Report

VERSION = 1


def as_json(report: Report) -> str:
    """Return the report as JSON, all of it ASCII."""
    return json.dumps(as_document(report), indent=2)


def as_document(report: Report) -> Doc:
    """Return the report as plain values, without secrets."""
    document = {
        "version": VERSION,
        "project": report.project,
        "stack": report.stack,
        "verdict": report.verdict,
        "summary": report.summary,
        "resources": report.total,
        "changed": [_changed(one) for one in report.changed],
        "unreadable": [{**_resource(one.stored), "reason": one.reason} for one in report.unreadable],
        "ignored": [*report.ignored],
        "not_applied": None if report.not_applied is None else [_not_applied(one) for one in report.not_applied],
        "notes": [*report.notes],
        "restore": report.restore or None,
    }
    cleaned: Doc = {name: each_text(value, without_secrets, keys=False) for name, value in document.items()}
    return cleaned


def _changed(one: Changed) -> Doc:
    return {
        **_resource(one.stored),
        "deleted": one.deleted,
        "changed_by": _author(one.author),
        "differences": [_change(change) for change in one.changes],
        "restore": one.restore,
    }


def _resource(stored: Stored) -> Doc:
    return {"type": stored.kind, "name": stored.name, "urn": stored.urn, "id": stored.id}


def _change(change: Change) -> Doc:
    values = {"old": change.difference.old, "new": change.difference.new}
    return {
        "path": change.path,
        **{name: _value(change, value) for name, value in values.items() if value is not ABSENT},
        "is_order": change.difference.is_order,
        "secret": change.difference.secret,
        "changed_by": _author(change.author),
        "keep": {"where": change.where, "lines": change.keep} if change.keep else None,
    }


def _value(change: Change, value: Any) -> Any:
    return SECRET if change.difference.secret else each_text(value, without_secrets)


def _author(author: Author | None) -> Doc | None:
    if author is None:
        return None
    return {"by": author.by, "at": author.at, "action": author.action, "certain": author.certain}


def _not_applied(one: NotApplied) -> Doc:
    return {"urn": one.urn, "op": one.op, "fields": [*one.fields]}
