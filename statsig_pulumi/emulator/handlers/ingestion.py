"""Ingestion: sources, schedules, the Databricks connection, runs."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

from ..context import Answer, Call
from ..http import Refusal, bad_request
from ..store import Doc
from .common import MAKER
from .registry import on

_SOURCES, _SCHEDULES, _RUNS = "ingestion", "ingestion/schedule", "ingestion/runs"
# A source for Exposures is made under one name and addressed by another.
_DATASETS = {"Exposures": "export_exposures"}
_RENAMED = {"source_name": "name", "column_mapping": "columnMappings", "use_delta_sharing": "is_delta_sharing"}
_WRITE_ONLY = ("share", "schema", "table")


def _addressed(dataset: str) -> str:
    """A dataset under the name that it is asked for by."""
    return _DATASETS.get(dataset, dataset)


def _id(type: str, dataset: str, name: str) -> str:
    return "/".join((type, _addressed(dataset), name))


def _public(doc: Doc) -> Doc:
    hidden = {"id", "type", *_WRITE_ONLY}
    data = {_RENAMED.get(name, name): value for name, value in doc.items() if name not in hidden}
    return {"id": doc["id"], "type": doc["type"], "enabled": doc["enabled"], "data": data}


def _only_when_shared(body: Doc, source: Doc) -> None:
    if any(name in body for name in _WRITE_ONLY) and not source.get("use_delta_sharing"):
        raise Refusal(400, "share, schema and table can only be set with Delta Sharing")


@on("POST /ingestion")
def _create(call: Call) -> Answer:
    body = call.body
    id = _id(body["type"], body["dataset"], body["source_name"])
    if call.project.get(_SOURCES, id) is not None:
        raise Refusal(400, f"Ingestion source already exists with name {body['source_name']}")
    _only_when_shared(body, body)
    by = {"creator": MAKER, "creation_time": call.now, "last_modified_time": call.now}
    doc = {"enabled": False, "use_delta_sharing": False, **by, **body, "id": id}
    call.project.put(_SOURCES, id, doc)
    return Answer("Ingestion created successfully.", _public(doc))


def _source(call: Call, type: str, dataset: str, name: str) -> Doc:
    """The source of a name; where none is given, the only one of its type and dataset.

    Raises:
        Refusal: 404, there is none; 400, there are several. What the API does with several is not known.
    """
    id = _id(type, dataset, name)
    found = [doc for doc in call.project.all(_SOURCES) if (doc["id"] == id if name else doc["id"].startswith(id))]
    if not found:
        raise Refusal(404, f"Ingestion of type {type} not found.")
    if len(found) > 1:
        raise bad_request(("source_name", "Required: there are several sources of this type and dataset"))
    return found[0]


def _named(call: Call) -> Doc:
    return _source(call, call.one("type"), call.one("dataset"), call.one("source_name"))


@on("GET /ingestion")
def _read(call: Call) -> Answer:
    return Answer("Ingestion read successfully.", _public(_named(call)))


@on("PATCH /ingestion")
def _update(call: Call) -> Answer:
    body = call.body
    doc = _source(call, body["type"], body["dataset"], body.get("source_name", ""))
    _only_when_shared(body, doc)
    doc = {**doc, **body, "last_modified_time": call.now, "dataset": doc["dataset"]}
    call.project.put(_SOURCES, doc["id"], doc)
    return Answer("Ingestion updated successfully.", _public(doc))


@on("DELETE /ingestion")
def _delete(call: Call) -> Answer:
    doc = _named(call)
    call.project.delete(_SOURCES, doc["id"])
    return Answer("Ingestion deleted successfully.", _public(doc))


@on("GET /ingestion/schedule")
def _schedule(call: Call) -> Answer:
    dataset = call.one("dataset")
    there = call.project.get(_SCHEDULES, dataset)
    return Answer("Ingestion schedule read successfully.", there or {"dataset": dataset, "scheduled_hour_pst": 10})


@on("POST /ingestion/schedule")
def _set_schedule(call: Call) -> Answer:
    doc = {"scheduled_hour_pst": 10, **call.body}
    call.project.put(_SCHEDULES, doc["dataset"], doc)
    return Answer("Ingestion schedule updated successfully.", doc)


@on("POST /ingestion/connection/databricks")
def _connect(call: Call) -> Answer:
    """The token is kept and never told."""
    call.project.put("ingestion/connection", "databricks", {"id": "databricks", **call.body})
    data = {"host": call.body["host"], "path": call.body["path"]}
    return Answer("Connection saved.", {"id": "databricks", "type": "databricks", "enabled": True, "data": data})


# -- runs --------------------------------------------------------------------------------------------------------


def _days(call: Call, start: str, end: str) -> Iterator[str]:
    try:
        first, last = (date.fromisoformat(call.body.get(name) or call.one(name)) for name in (start, end))
    except ValueError:
        raise bad_request((start, "Expected valid date in the form of YYYY-MM-DD")) from None
    for day in range((last - first).days + 1):
        yield (first + timedelta(days=day)).isoformat()


_TAKES = 1500
"""How long a run is under way, in milliseconds."""


@on("POST /ingestion/backfill")
def _backfill(call: Call) -> Answer:
    days = list(_days(call, "datestamp_start", "datestamp_end"))
    there = _id(call.body["type"], call.body["dataset"], "")
    sources = call.body.get("source") or [
        doc["source_name"] for doc in call.project.all(_SOURCES) if doc["id"].startswith(there)
    ]
    sources = [sources] if isinstance(sources, str) else sources
    moment = datetime.fromtimestamp(call.now / 1000, timezone.utc).isoformat().replace("+00:00", "Z")
    done = [{"statusTimestamp": moment, "status": status} for status in ("completed", "started", "enqueued")]
    run: Doc = {
        "id": str(uuid.uuid4()),
        "startedAt": call.now,
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
    call.project.put(_RUNS, run["id"], run)
    return Answer("Ingestion backfilled successfully.", {"runID": run["id"]})


def _run(call: Call, doc: Doc) -> Doc:
    """A run as it stands by now: for a moment it is under way."""
    run = {"runID": doc["id"], **{name: value for name, value in doc.items() if name not in ("id", "startedAt")}}
    if call.now - doc["startedAt"] >= _TAKES:
        return run
    sources = [{**source, "latestSourceStatus": "started"} for source in doc["granularHistory"]]
    return {**run, "latestStatus": "started", "runHistory": doc["runHistory"][1:], "granularHistory": sources}


@on("GET /ingestion/runs")
def _runs(call: Call) -> Answer:
    return call.page(
        [_run(call, doc) for doc in reversed(call.project.all(_RUNS))], "Ingestion Runs Listed Successfully."
    )


@on("GET /ingestion/runs/{id}")
def _read_run(call: Call) -> Answer:
    doc = call.found(_RUNS, call.ids["id"], f"runID {call.ids['id']} not found")
    return Answer("Ingestion Run Read Successfully", _run(call, doc))


@on("GET /ingestion/status")
def _status(call: Call) -> Answer:
    """One line for each source and day of the runs."""
    wanted = set(call.query.get("statuses", ())) | set(call.query.get("status", ()))
    source, dataset = call.one("source"), call.one("dataset")
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
        for run in call.project.all(_RUNS)
        for day in run["dateStamps"]
        for doc in call.project.all(_SOURCES)
        if doc["source_name"] in run["sources"] and call.one("startDate") <= day <= call.one("endDate")
        if source in ("", doc["source_name"]) and dataset in ("", _addressed(doc["dataset"]))
        if not wanted or "IMPORT_SUCCESSFUL" in wanted
    ]
    return call.page(lines, "Ingestion statuses listed successfully.")


@on("GET /ingestion/events/count")
def _counts(call: Call) -> Answer:
    """A flat list for one event, by day else."""
    event, moment = call.one("event_name"), "2024-01-01T00:00:00.000Z"
    days = list(_days(call, "start_date", "end_date"))
    if event:
        rows = [{"date": day, "event": event, "count": 1000, "last_updated_time": moment} for day in days]
        return Answer("Event counts read successfully.", rows)
    events = [{"event": e["id"], "count": 1000, "last_updated_time": moment} for e in call.project.all("events")]
    return Answer("Event counts read successfully.", [{"date": day, "events": events} for day in days])


@on("GET /ingestion/events/delta")
def _deltas(call: Call) -> Answer:
    """What the warehouse and Statsig have counted: the same."""
    event, source = call.one("event_name"), call.one("source_name", "warehouse")
    days = list(_days(call, "start_date", "end_date"))
    counted: Doc = {
        "source": source, "internal_count": 1000, "external_count": 1000, "has_diff": False, "threshold": 0.05,
        "last_updated_time": "2024-01-01T00:00:00.000Z",
    }  # fmt: skip
    if event:
        return Answer("Event deltas read successfully.", [{"date": day, "event": event, **counted} for day in days])
    events = [{"event": e["id"], **counted} for e in call.project.all("events")]
    return Answer("Event deltas read successfully.", [{"date": day, "events": events} for day in days])
