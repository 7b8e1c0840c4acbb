"""The project itself, its reports, what it is billed for, and how often its objects were shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from ..context import Answer, Call
from ..http import Refusal, bad_request
from ..store import Doc
from .configs import CONFIGS
from .experiments import EXPERIMENTS
from .gates import GATES
from .pulse import took_part
from .registry import on
from .settings import project_name
from .synthetic import chance, day_asked, day_of, days_between, made_up_id

_UNAVAILABLE = "Data is not available"
_MONTH = 30 * 24 * 3600 * 1000


def company_id(call: Call) -> str:
    """The id of the project, which Statsig's first names call a company."""
    return made_up_id("company", call.project.id)


@on("GET /company")
def _company(call: Call) -> Answer:
    data = {
        "companyID": company_id(call),
        "companyName": project_name(call),
        "isWarehouseNative": call.warehouse_native,
        "orgID": made_up_id("organisation"),
        "orgName": "Emulated Organization",
    }
    return Answer("Company read successfully.", data)


@on("GET /project")
def _project(call: Call) -> Answer:
    return Answer("Project Info Retrieved Successfully", {"id": company_id(call)})


@on("GET /reports")
def _report(call: Call) -> Answer:
    """An address at which nothing is."""
    kind, day = call.one("type"), day_asked(call, "date")
    if day is None:
        raise bad_request(("date", "Required"))
    if day > day_of(call.now):
        raise Refusal(400, _UNAVAILABLE)
    return Answer("Report URL generated successfully", {"url": f"https://reports.emulator.invalid/{kind}/{day}.csv"})


@on("GET /project/usage_billing/report")
def _usage(call: Call) -> Answer:
    """A table, a line for each day; without a start the 30 days before the end."""
    end = min(int(float(call.one("end"))), call.now)
    start = int(float(call.one("start", str(max(0, end - _MONTH)))))
    if start > end:
        raise Refusal(400, _UNAVAILABLE)
    lines = ["date,metered_events,exposures,custom_events"]
    for day in days_between(day_of(start), day_of(end)):
        rng = chance("usage", call.project.id, day)
        exposures, custom = rng.randrange(10_000, 100_000), rng.randrange(10_000, 500_000)
        lines.append(f"{day},{exposures + custom},{exposures},{custom}")
    return Answer("", text="\n".join([*lines, ""]))


# -- exposures ---------------------------------------------------------------------------------------------------------

_MOST = 25


def _checked(call: Call, doc: Doc, since: int) -> int:
    """How often a gate or a config was asked for in the latest days; never, if it is off."""
    age = (day_of(call.now) - day_of(doc["createdTime"])).days + 1
    rng = chance("checks", doc["id"])
    daily = [rng.randrange(100, 200_000) for _ in range(min(since, age))]
    return sum(daily) if doc["isEnabled"] else 0


def _in_experiment(call: Call, doc: Doc, since: int) -> int:
    """How many joined an experiment in the latest days."""
    if doc["startTime"] is None:
        return 0

    def by(day: date) -> int:
        return sum(took_part(call, doc, group, day) for group in doc["groups"])

    today = day_of(call.now)
    return by(today) - by(today - timedelta(days=since))


def _asked(call: Call, parameter: str) -> Sequence[str]:
    ids = call.query.get(parameter, ())
    if len(ids) > _MOST:
        raise bad_request((parameter, f"Array must contain at most {_MOST} element(s)"))
    return ids


@on("GET /exposure_count")
def _exposures(call: Call) -> Answer:
    """Of the objects that are asked for, and of no others."""
    counts: dict[str, Callable[[Call, Doc, int], int]] = {
        "gates": _checked,
        "experiments": _in_experiment,
        "dynamicConfigs": _checked,
    }
    families = {"gates": GATES, "experiments": EXPERIMENTS, "dynamicConfigs": CONFIGS}
    data = {}
    for parameter, count in counts.items():
        docs = [families[parameter].at(call, id) for id in _asked(call, parameter)]
        data[parameter] = [
            {"id": doc["id"], "pastDay": count(call, doc, 1), "past7Days": count(call, doc, 7)} for doc in docs
        ]
    return Answer("Exposure count fetched successfully.", data)
