"""The project itself, its reports and usage, and exposure counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from ..context import Context, Success
from ..http import HTTPError, bad_request
from ..store import Doc
from .common import company_id
from .configs import CONFIGS
from .experiments import EXPERIMENTS
from .gates import GATES
from .pulse import exposed_units
from .registry import handles
from .settings import project_name
from .synthetic import date_param, day_of, days_between, rng_for, synthetic_id

_UNAVAILABLE = "Data is not available"
_DAY = 24 * 3600 * 1000
_MONTH = 30 * _DAY


@handles("GET /company")
def _company(context: Context) -> Success:
    data = {
        "companyID": company_id(context),
        "companyName": project_name(context),
        "isWarehouseNative": context.warehouse_native,
        "orgID": synthetic_id("organisation"),
        "orgName": "Emulated Organization",
        "resultsUpTo": context.now - context.now % _DAY,
    }
    return Success("Company read successfully.", data)


@handles("GET /project")
def _project(context: Context) -> Success:
    return Success("Project Info Retrieved Successfully", {"id": company_id(context)})


@handles("GET /reports")
def _report(context: Context) -> Success:
    """Return the URL of a report. Nothing is there."""
    kind, day = context.param("type"), date_param(context, "date")
    if day is None:
        raise bad_request(("date", "Required"))
    if day > day_of(context.now):
        raise HTTPError(400, _UNAVAILABLE)
    return Success("Report URL generated successfully", {"url": f"https://reports.emulator.invalid/{kind}/{day}.csv"})


@handles("GET /project/usage_billing/report")
def _usage(context: Context) -> Success:
    """Return a CSV table with a line for each day; by default the 30 days before the end."""
    end = min(int(float(context.param("end"))), context.now)
    start = int(float(context.param("start", str(max(0, end - _MONTH)))))
    if start > end:
        raise HTTPError(400, _UNAVAILABLE)
    lines = ["date,metered_events,exposures,custom_events"]
    for day in days_between(day_of(start), day_of(end)):
        rng = rng_for("usage", context.project.id, day)
        exposures, custom = rng.randrange(10_000, 100_000), rng.randrange(10_000, 500_000)
        lines.append(f"{day},{exposures + custom},{exposures},{custom}")
    return Success("", text="\n".join([*lines, ""]))


# -- exposures ---------------------------------------------------------------------------------------------------------

_MAX_IDS = 25


def _checked(context: Context, doc: Doc, since: int) -> int:
    """Return the number of checks of a gate or config in the latest days; 0 if it is disabled."""
    age = (day_of(context.now) - day_of(doc["createdTime"])).days + 1
    rng = rng_for("checks", doc["id"])
    daily = [rng.randrange(100, 200_000) for _ in range(min(since, age))]
    return sum(daily) if doc["isEnabled"] else 0


def _in_experiment(context: Context, doc: Doc, since: int) -> int:
    """Return the number of units that joined an experiment in the latest days."""
    if doc["startTime"] is None:
        return 0

    def by(day: date) -> int:
        return sum(exposed_units(context, doc, group, day) for group in doc["groups"])

    today = day_of(context.now)
    return by(today) - by(today - timedelta(days=since))


def _ids(context: Context, parameter: str) -> Sequence[str]:
    ids = context.query.get(parameter, ())
    if len(ids) > _MAX_IDS:
        raise bad_request((parameter, f"Array must contain at most {_MAX_IDS} element(s)"))
    return ids


@handles("GET /exposure_count")
def _exposures(context: Context) -> Success:
    """Return the exposure counts of the objects in the query."""
    counts: dict[str, Callable[[Context, Doc, int], int]] = {
        "gates": _checked,
        "experiments": _in_experiment,
        "dynamicConfigs": _checked,
    }
    families = {"gates": GATES, "experiments": EXPERIMENTS, "dynamicConfigs": CONFIGS}
    data = {}
    for parameter, count in counts.items():
        docs = [families[parameter].by_id(context, id) for id in _ids(context, parameter)]
        data[parameter] = [
            {"id": doc["id"], "pastDay": count(context, doc, 1), "past7Days": count(context, doc, 7)} for doc in docs
        ]
    return Success("Exposure count fetched successfully.", data)
