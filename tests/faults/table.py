"""Write what came of the faults into docs/reliability.md: ``python -m tests.faults.table FOLDER``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .faults import FAULTS
from .matrix import ALWAYS, ONCE
from .operations import OPERATIONS

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- written by make faults -->", "<!-- end -->"
Results = dict[tuple[str, int, str], dict[str, Any]]


def results(folder: Path) -> Results:
    """Return what came of each fault at each operation; of several runs, the latest."""
    rows = [row for file in sorted(folder.glob("*.json")) for row in json.loads(file.read_text())]
    return {(row["fault"], row["count"], row["operation"]): row for row in rows}


def text(found: Results) -> str:
    """Return the tables, and their counts."""
    once, always = (_table(found, count) for count in (ONCE, ALWAYS))
    return (
        f"One request meets the fault:\n\n{once}\n\n{_counts(found, ONCE)}\n\n"
        f"Every attempt meets it, for the whole run:\n\n{always}\n\n{_counts(found, ALWAYS)}"
    )


def _table(found: Results, count: int) -> str:
    names = [one.name for one in OPERATIONS]
    rows = [[fault.name, *(_cell(found.get((fault.name, count, name))) for name in names)] for fault in FAULTS]
    lines = [["Fault", *names], ["---"] * (len(names) + 1), *(row for row in rows if any(row[1:]))]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(row: dict[str, Any] | None) -> str:
    if row is None:
        return ""
    if not row["error"]:
        return "itself"
    said = "killed" if row["error"] == "killed" else "1 error"
    return f"{said}, {'next run' if row['runs'] == 1 else str(row['runs']) + ' runs'}"


def _counts(found: Results, count: int) -> str:
    rows = [row for (_, times, _), row in found.items() if times == count]
    by_itself = sum(not row["error"] for row in rows)
    more = sum(row["runs"] > 1 for row in rows)
    return (
        f"{len(rows)} cells: {by_itself} went on by themselves, {len(rows) - by_itself - more} took the next run, "
        f"{more} took more."
    )


def _lines(page: str, tables: str) -> Iterator[str]:
    before, _, rest = page.partition(BEGIN)
    yield from (before, BEGIN, "\n\n", tables, "\n\n", END, rest.partition(END)[2])


if __name__ == "__main__":
    PAGE.write_text("".join(_lines(PAGE.read_text(), text(results(Path(sys.argv[1]))))))
