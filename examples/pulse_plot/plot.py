"""What an experiment changed, as a picture: python plot.py [EXPERIMENT]

With STATSIG_CONSOLE_KEY in the environment it is an experiment of that project; without, one that is made up in the
emulator. It needs matplotlib.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import statsig_pulumi as statsig
from statsig_pulumi.client.client import client_for
from statsig_pulumi.config import Settings

KEY = "console-plot"
DAYS = 28


def rows_of(experiment_id: str, settings: Settings) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A row for each metric and group, beside the first group; a row for each group and day."""
    control, *others = statsig.get_experiment(experiment_id, provider=settings).groups
    changes = [
        row
        for test in others
        for row in statsig.pulse_rows(
            statsig.get_experiment_pulse(experiment_id, control.id or "", test.id or "", provider=settings),
            group=test.name,
        )
    ]
    return changes, statsig.exposure_rows(statsig.get_cumulative_exposures(experiment_id, provider=settings))


def draw(changes: list[dict[str, Any]], exposures: list[dict[str, Any]], file: str) -> None:
    """Each change with its interval, and how many took part."""
    import matplotlib.pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), width_ratios=(3, 2), layout="constrained")
    known = [row for row in changes if row["percent_low"] is not None]
    groups = list(dict.fromkeys(row["group"] for row in known))
    metrics = list(dict.fromkeys(row["metric_name"] for row in known))[::-1]
    for index, group in enumerate(groups):
        mine = [row for row in known if row["group"] == group]
        left.errorbar(
            [row["percent_change"] for row in mine],
            [metrics.index(row["metric_name"]) + 0.15 * (len(groups) - 1 - 2 * index) for row in mine],
            xerr=[row["percent_high"] - row["percent_change"] for row in mine],
            fmt="o",
            capsize=4,
            label=group,
        )
    left.axvline(0, color="grey", linewidth=1)
    left.set_yticks(range(len(metrics)), metrics)
    left.set_ylim(-0.6, len(metrics) - 0.4)
    left.set_xlabel("change in %, with its confidence interval")
    left.legend()
    for group in dict.fromkeys(row["group_name"] for row in exposures):
        mine = [row for row in exposures if row["group_name"] == group]
        right.plot([row["date"][5:] for row in mine], [row["exposures"] for row in mine], label=group)
    right.xaxis.set_major_locator(plt.MaxNLocator(5))
    right.set_ylabel("exposed so far")
    right.legend()
    figure.savefig(file, dpi=110)


def made_up(file: Path) -> tuple[str, Settings]:
    """An experiment that has run for four weeks, in an emulator that keeps its objects in a file."""
    from statsig_pulumi.emulator import Emulator

    settings = Settings(console_api_key=KEY, api_url=f"emulator:{file}")
    request = client_for(settings).request
    metrics = [{"name": name, "type": "event_count_custom"} for name in ("purchase", "add_to_cart")]
    guarded = [{"name": name, "type": "event_count_custom"} for name in ("page_view", "search", "refund")]
    groups: list[Any] = [
        {"name": name, "size": 30, "parameterValues": {}} for name in ("Control", "Short text", "Large button")
    ]
    body = {"name": "checkout_copy", "groups": groups, "primaryMetrics": metrics, "secondaryMetrics": guarded}
    request("POST", "/experiments", body=body)
    request("PUT", "/experiments/{id}/start", id="checkout_copy")
    began = int((time.time() - DAYS * 86_400) * 1000)
    Emulator(str(file)).edit(KEY, "experiments", "checkout_copy", {"startTime": began})
    return "checkout_copy", settings


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        if "STATSIG_CONSOLE_KEY" in os.environ:
            which, project = sys.argv[1], Settings.load(lambda _: None)
        else:
            which, project = made_up(Path(folder) / "statsig.db")
        draw(*rows_of(which, project), file="pulse.png")
    print("pulse.png")
