"""The plot of docs/performance.md: what one gate costs, step by step, as there are more of them."""

from __future__ import annotations

from pathlib import Path

from .report import PAGE, Row

FILE = PAGE.with_suffix(".png")
_NOOP, _STATSIG = "#8a8f98", "#194b7d"


def draw(rows: list[Row], file: Path = FILE) -> None:
    """Draw CPU milliseconds of one gate against the number of gates, with both providers, one panel for each step."""
    from matplotlib import pyplot

    names = list(dict.fromkeys(row.step for row in rows))
    figure, panels = pyplot.subplots(1, len(names), figsize=(3 * len(names), 3.2), sharey=True, layout="constrained")
    for panel, name in zip(panels, names, strict=True):
        of_step = sorted((row for row in rows if row.step == name and row.latency == rows[0].latency), key=_size)
        sizes = [row.gates for row in of_step]
        panel.plot(sizes, [1000 * row.noop.cpu / row.gates for row in of_step], "o-", color=_NOOP, label="does nothing")
        panel.plot(sizes, [1000 * row.per_gate for row in of_step], "o-", color=_STATSIG, label="statsig_pulumi")
        panel.set(title=name, xlabel="gates", xscale="log", xticks=sizes, xticklabels=sizes)
        panel.minorticks_off()
        panel.spines[["top", "right"]].set_visible(False)
    panels[0].set_ylabel("CPU of one gate, ms")
    panels[0].set_ylim(bottom=0)
    panels[0].legend(frameon=False)
    figure.savefig(file, dpi=110)


def _size(row: Row) -> int:
    return row.gates
