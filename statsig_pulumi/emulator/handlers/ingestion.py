"""Ingestion: its sources, schedules and runs, and the Databricks connection."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

from ..context import Context, Success
from ..http import HTTPError, bad_request
from ..store import Doc
from .common import ACTOR
from .registry import handles, stores

_SOURCES, _SCHEDULES, _RUNS = stores("ingestion"), stores("ingestion/schedule"), stores("ingestion/runs")
_CONNECTION = stores("ingestion/connection")
# The dataset Exposures has another name in queries than in bodies.
_DATASETS = {"Exposures": "export_exposures"}
_RENAMED = {"source_name": "name", "column_mapping": "columnMappings", "use_delta_sharing": "is_delta_sharing"}
_WRITE_ONLY = ("share", "schema", "table")


def _query_name(dataset: str) -> str:
    """Return the name of a dataset in queries."""
    return _DATASETS.get(dataset, dataset)


def _id(type: str, dataset: str, name: str) -> str:
    return "/".join((type, _query_name(dataset), name))


def _public(doc: Doc) -> Doc:
    hidden = {"id", "type", *_WRITE_ONLY}
    data = {_RENAMED.get(name, name): value for name, value in doc.items() if name not in hidden}
    return {"id": doc["id"], "type": doc["type"], "enabled": doc["enabled"], "data": data}


def _check_delta_sharing(body: Doc, source: Doc) -> None:
    if any(name in body for name in _WRITE_ONLY) and not source.get("use_delta_sharing"):
        raise HTTPError(400, "share, schema and table can only be set with Delta Sharing")


@handles("POST /ingestion")
def _create(context: Context) -> Success:
    body = context.body
    id = _id(body["type"], body["dataset"], body["source_name"])
    if context.project.get(_SOURCES, id) is not None:
        raise HTTPError(400, f"Ingestion source already exists with name {body['source_name']}")
    _check_delta_sharing(body, body)
    by = {"creator": ACTOR, "creation_time": context.now, "last_modified_time": context.now}
    doc = {"enabled": False, "use_delta_sharing": False, **by, **body, "id": id}
    context.project.put(_SOURCES, id, doc)
    return Success("Ingestion created successfully.", _public(doc))


def _source(context: Context, type: str, dataset: str, name: str) -> Doc:
    """Return the source of a name; without a name, the only one of its type and dataset.

    Raises:
        HTTPError: 404, there is none; 400, there are several. What the API does then is not known.
    """
    id = _id(type, dataset, name)
    found = [doc for doc in context.project.all(_SOURCES) if (doc["id"] == id if name else doc["id"].startswith(id))]
    if not found:
        raise HTTPError(404, f"Ingestion of type {type} not found.")
    if len(found) > 1:
        raise bad_request(("source_name", "Required: there are several sources of this type and dataset"))
    return found[0]


def _source_of_query(context: Context) -> Doc:
    return _source(context, context.param("type"), context.param("dataset"), context.param("source_name"))


@handles("GET /ingestion")
def _read(context: Context) -> Success:
    return Success("Ingestion read successfully.", _public(_source_of_query(context)))


@handles("PATCH /ingestion")
def _update(context: Context) -> Success:
    body = context.body
    doc = _source(context, body["type"], body["dataset"], body.get("source_name", ""))
    _check_delta_sharing(body, doc)
    doc = {**doc, **body, "last_modified_time": context.now, "dataset": doc["dataset"]}
    context.project.put(_SOURCES, doc["id"], doc)
    return Success("Ingestion updated successfully.", _public(doc))


@handles("DELETE /ingestion")
def _delete(context: Context) -> Success:
    doc = _source_of_query(context)
    context.project.delete(_SOURCES, doc["id"])
    return Success("Ingestion deleted successfully.", _public(doc))


@handles("GET /ingestion/schedule")
def _schedule(context: Context) -> Success:
    dataset = context.param("dataset")
    doc = context.project.get(_SCHEDULES, dataset)
    return Success("Ingestion schedule read successfully.", doc or {"dataset": dataset, "scheduled_hour_pst": 10})


@handles("POST /ingestion/schedule")
def _set_schedule(context: Context) -> Success:
    doc = {"scheduled_hour_pst": 10, **context.body}
    context.project.put(_SCHEDULES, doc["dataset"], doc)
    return Success("Ingestion schedule updated successfully.", doc)


@handles("POST /ingestion/connection/databricks")
def _connect(context: Context) -> Success:
    """Store the connection. The response does not have the token."""
    context.project.put(_CONNECTION, "databricks", {"id": "databricks", **context.body})
    data = {"host": context.body["host"], "path": context.body["path"]}
    return Success("Connection saved.", {"id": "databricks", "type": "databricks", "enabled": True, "data": data})


# -- runs --------------------------------------------------------------------------------------------------------


def _days(context: Context, start: str, end: str) -> Iterator[str]:
    try:
        first, last = (date.fromisoformat(context.body.get(name) or context.param(name)) for name in (start, end))
    except ValueError:
        raise bad_request((start, "Expected valid date in the form of YYYY-MM-DD")) from None
    for day in range((last - first).days + 1):
        yield (first + timedelta(days=day)).isoformat()


_DURATION = 1500
"""The duration of a run, in milliseconds."""


@handles("POST /ingestion/backfill")
def _backfill(context: Context) -> Success:
    days = list(_days(context, "datestamp_start", "datestamp_end"))
    prefix = _id(context.body["type"], context.body["dataset"], "")
    sources = context.body.get("source") or [
        doc["source_name"] for doc in context.project.all(_SOURCES) if doc["id"].startswith(prefix)
    ]
    sources = [sources] if isinstance(sources, str) else sources
    moment = datetime.fromtimestamp(context.now / 1000, timezone.utc).isoformat().replace("+00:00", "Z")
    done = [{"statusTimestamp": moment, "status": status} for status in ("completed", "started", "enqueued")]
    run: Doc = {
        "id": str(uuid.uuid4()),
        "startedAt": context.now,
        "latestStatus": "completed",
        "lastUpdatedAt": moment,
        "createdAt": moment,
        "trigger": "backfill",
        "sources": sources,
        "dateStamps": days,
        "runHistory": done,
        "granularHistory": [
            {
                "source": source,
                "latestSourceStatus": "completed",
                "statusByDate": [{"dateStamp": day, "statuses": done} for day in days],
            }
            for source in sources
        ],
    }
    context.project.put(_RUNS, run["id"], run)
    return Success("Ingestion backfilled successfully.", {"runID": run["id"]})


def _run(context: Context, doc: Doc) -> Doc:
    """Return a run in its present status."""
    run = {"runID": doc["id"], **{name: value for name, value in doc.items() if name not in ("id", "startedAt")}}
    if context.now - doc["startedAt"] >= _DURATION:
        return run
    sources = [{**source, "latestSourceStatus": "started"} for source in doc["granularHistory"]]
    return {**run, "latestStatus": "started", "runHistory": doc["runHistory"][1:], "granularHistory": sources}


@handles("GET /ingestion/runs")
def _runs(context: Context) -> Success:
    return context.paginate(
        [_run(context, doc) for doc in reversed(context.project.all(_RUNS))], "Ingestion Runs Listed Successfully."
    )


@handles("GET /ingestion/runs/{id}")
def _read_run(context: Context) -> Success:
    doc = context.get_or_404(_RUNS, context.path_params["id"], f"runID {context.path_params['id']} not found")
    return Success("Ingestion Run Read Successfully", _run(context, doc))


@handles("GET /ingestion/status")
def _status(context: Context) -> Success:
    """List one status for each source and day of the runs."""
    wanted = set(context.query.get("statuses", ())) | set(context.query.get("status", ()))
    source, dataset = context.param("source"), context.param("dataset")
    lines = [
        {
            "ds": f"{day}T00:00:00.000Z",
            "ingestion_dataset": doc["dataset"],
            "ingestion_source": doc["type"],
            "source_name": doc["source_name"],
            "message": "Loaded",
            "status": "IMPORT_SUCCESSFUL",
            "rowCount": 1000,
            "timestamp": run["lastUpdatedAt"],
        }
        for run in context.project.all(_RUNS)
        for day in run["dateStamps"]
        for doc in context.project.all(_SOURCES)
        if doc["source_name"] in run["sources"] and context.param("startDate") <= day <= context.param("endDate")
        if source in ("", doc["source_name"]) and dataset in ("", _query_name(doc["dataset"]))
        if not wanted or "IMPORT_SUCCESSFUL" in wanted
    ]
    return context.paginate(lines, "Ingestion statuses listed successfully.")


@handles("GET /ingestion/events/count")
def _counts(context: Context) -> Success:
    """Return the counts of one event, or of all events by day."""
    event, moment = context.param("event_name"), "2024-01-01T00:00:00.000Z"
    days = list(_days(context, "start_date", "end_date"))
    if event:
        rows = [{"date": day, "event": event, "count": 1000, "last_updated_time": moment} for day in days]
        return Success("Event counts read successfully.", rows)
    events = [{"event": e["id"], "count": 1000, "last_updated_time": moment} for e in context.project.all("events")]
    return Success("Event counts read successfully.", [{"date": day, "events": events} for day in days])


@handles("GET /ingestion/events/delta")
def _deltas(context: Context) -> Success:
    """Return the counts of the source and of Statsig, which are equal here."""
    event, source = context.param("event_name"), context.param("source_name", "warehouse")
    days = list(_days(context, "start_date", "end_date"))
    counted: Doc = {
        "source": source, "internal_count": 1000, "external_count": 1000, "has_diff": False, "threshold": 0.05,
        "last_updated_time": "2024-01-01T00:00:00.000Z",
    }  # fmt: skip
    if event:
        return Success("Event deltas read successfully.", [{"date": day, "event": event, **counted} for day in days])
    events = [{"event": e["id"], **counted} for e in context.project.all("events")]
    return Success("Event deltas read successfully.", [{"date": day, "events": events} for day in days])
