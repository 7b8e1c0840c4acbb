"""Who has changed an object, and when: the audit log, read once for all that has changed in a Statsig project."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from itertools import islice
from typing import TYPE_CHECKING

from ...functions.results import AuditLogResult
from ...kind import Kind
from ...schema.json_types import Doc
from .report import Author

if TYPE_CHECKING:
    from ...client.client import Client

MOST_ENTRIES = 2000
"""How many entries of the log are read at most: the newest."""
_SKEW = timedelta(seconds=5)
"""How much the clocks of Statsig and of the machine that ran Pulumi may differ."""
_NOUNS = (
    "autotune", "dynamic_config", "experiment", "gate", "holdout", "layer", "metric", "param_store",
    "release_pipeline", "segment", "tag",
)  # fmt: skip
"""What actions begin with that are of one kind alone."""
_CONFIGS = ("gate", "dynamic_config", "segment")
"""The kinds that actions beginning with ``config_`` are of."""


class AuditLog:
    """Entries of the audit log of a Statsig project.

    Args:
        entries: the entries, the newest first.
    """

    def __init__(self, entries: Iterable[AuditLogResult] = ()) -> None:
        self._by_name: dict[str, list[tuple[int, AuditLogResult]]] = {}
        for place, entry in enumerate(entries):
            self._by_name.setdefault(entry.name, []).append((place, entry))

    @classmethod
    def read(cls, client: Client, since: datetime | None) -> AuditLog:
        """Return the newest entries.

        Args:
            client: the client.
            since: from when on; None: as far back as the API goes by itself.

        Raises:
            ApiError: the key may not read it.
        """
        first = (since - timedelta(days=1)).date().isoformat() if since else None
        params = {"startDate": first, "sortKey": "time", "sortOrder": "desc"}
        return cls(map(AuditLogResult, islice(client.paginate("/audit_logs", params=params), MOST_ENTRIES)))

    def author(self, kind: type[Kind], names: frozenset[str], since: datetime | None, field: str) -> Author | None:
        """Return who has changed or deleted an object last, after Pulumi has changed it; None where the log does not
        say.

        Args:
            kind: the object's kind.
            names: what the log may call the object.
            since: when Pulumi has changed it last.
            field: the API's name of the field that differs; "": the object was deleted. An entry that says so goes
                before a later one that does not.
        """
        about = [one for one in self._of(names) if _may_be_of(kind, one.action_type or "")]
        later = [one for one in about if since is None or (at := moment(one)) is None or at >= since - _SKEW]
        certain = next((one for one in later if _says(one, field)), None)
        found = certain or next(iter(later), None)
        if found is None:
            return None
        by = found.modifier_email or found.updated_by or found.updated_by_user_id or "somebody"
        return Author(str(by), _when(found), str(found.action_type or ""), certain is not None)

    def _of(self, names: frozenset[str]) -> list[AuditLogResult]:
        """Return the entries of an object, the newest first."""
        found = [pair for name in names for pair in self._by_name.get(name, ())]
        return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]


def _says(entry: AuditLogResult, field: str) -> bool:
    """Return whether an entry is about a field, or about a deletion."""
    return field in (entry.raw.get("changes") or ()) if field else "delete" in (entry.action_type or "")


def names_of(kind: type[Kind], id: str, inputs: Doc) -> frozenset[str]:
    """Return what the log may call the object of a resource: its id, its key, the object that it is a part of."""
    given = [inputs.get(prop.name) for mark in ("key", "path") for prop in kind.shape().marked(mark)]
    return frozenset(str(one) for one in (id, inputs.get("name"), *given) if one)


def _may_be_of(kind: type[Kind], action: str) -> bool:
    """Return whether an action may be of a kind: a gate and an experiment may have one name."""
    own = re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
    if action.startswith("config_"):
        return own.startswith(_CONFIGS)
    noun = next((noun for noun in _NOUNS if action.startswith(noun)), "")
    return own.startswith(noun)


def moment(entry: AuditLogResult) -> datetime | None:
    """Return when an entry was made; None where its date and time, which are texts, cannot be read."""
    time = str(entry.time or "").partition(" (")[0]
    with suppress(ValueError):
        return datetime.strptime(f"{entry.date} {time}", "%a %b %d %Y %H:%M:%S GMT%z").astimezone(timezone.utc)
    return None


def _when(entry: AuditLogResult) -> str:
    at = moment(entry)
    return at.strftime("%Y-%m-%d %H:%M:%S UTC") if at else f"{entry.date or ''} {entry.time or ''}".strip()
