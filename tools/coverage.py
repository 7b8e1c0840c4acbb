"""Write docs/coverage.md: each operation of the API, what of the package uses it, and the test that exercises it.

    tools/coverage.py                  write it, and statsig_pulumi/cli/exercised.json from what the last full
                                       `make test` has noted
    tools/coverage.py --check          fail when it is stale
    tools/coverage.py --check-run      fail when what it says is not what the last full `make test` did

It holds a second list as well: endpoints that are named elsewhere than in Statsig's OpenAPI document, which
tools/endpoints.json accounts for.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from statsig_pulumi.cli import coverage
from statsig_pulumi.emulator import contract

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "coverage.md"
EXERCISED = ROOT / "statsig_pulumi" / "cli" / coverage.EXERCISED
TRACE = ROOT / ".trace"
ENDPOINTS = ROOT / "tools" / "endpoints.json"
NOTICE = "<!-- Written by tools/coverage.py. Run `make docs` after `make test`. -->"
INTRODUCTION = """\
Each operation of the Console API; the resource (with what it does) or the function that uses it; the function of the
[emulator](emulator.md) that answers it; and a test in which this package's own client has used it with success.
`statsig-pulumi coverage` prints the same."""
INDEX = """\
The index of the API's documentation, line by line, and what this package has for each. Where the line is not in the
OpenAPI document, there is no description of what to send and of what comes back."""
LATER = """\
Named in a list of March 2026 that is newer than the OpenAPI document, or by Statsig's Terraform provider, and described
by neither."""
Exercised = Mapping[str, Sequence[str]]
Json = dict[str, Any]


def exercised(folder: Path) -> dict[str, list[str]]:
    """The tests that exercised each operation, from what the emulator has noted."""
    found: dict[str, set[str]] = {}
    for file in folder.iterdir():
        for operation in file.read_text().splitlines():
            found.setdefault(operation, set()).add(unquote(file.name))
    return {operation: sorted(tests) for operation, tests in sorted(found.items())}


def first(found: Exercised) -> dict[str, str]:
    """The test that the table names for each operation."""
    return {operation: tests[0] for operation, tests in found.items()}


def problems(named: Mapping[str, str], found: Exercised, claimed: Iterable[str]) -> list[str]:
    """In what a run differs from what the table says."""
    told = [
        f"{operation}: {test} no longer exercises it"
        for operation, test in named.items()
        if test not in found.get(operation, ())
    ]
    told += [f"{operation}: no test exercises it" for operation in sorted(set(claimed) - found.keys())]
    return told


# -- the page ----------------------------------------------------------------------------------------------------------


def page() -> str:
    """docs/coverage.md."""
    rows = coverage.rows()
    parts = [NOTICE, "# Coverage", f"{coverage.summary(rows)}.", INTRODUCTION]
    for family, members in coverage.families(rows):
        parts += [f"## {family}", _table(coverage.HEADINGS, (_row(row) for row in members))]
    endpoints = json.loads(ENDPOINTS.read_text())
    parts += ["## The index of the documentation", INDEX, _indexed(endpoints), "## Named elsewhere", LATER]
    parts += [_elsewhere(endpoints)]
    return "\n\n".join(parts) + "\n"


def _row(row: coverage.Row) -> list[str]:
    operation, claims, behaviour, test = row.cells()
    return [_code(operation), claims, _code(behaviour), _code(test)]


def _indexed(endpoints: Json) -> str:
    rows = [
        (line["family"], line["name"], _code(line["operation"]), _support(line["operation"], endpoints))
        for line in endpoints["index"]
    ]
    return _table(("family", "endpoint", "operation", "claimed by"), rows)


def _elsewhere(endpoints: Json) -> str:
    sources = {"march 2026": "the list of March 2026", "terraform": "the Terraform provider"}
    rows = [
        (_code(endpoint), source, _support(endpoint, endpoints))
        for name, source in sources.items()
        for endpoint in endpoints[name]
    ]
    return _table(("endpoint", "named by", "claimed by"), rows)


def _support(endpoint: str, endpoints: Json) -> str:
    if endpoint in contract.document()["operations"]:
        return ", ".join(coverage.claims().get(endpoint, ()))
    if endpoint in endpoints["supported"]:
        return str(endpoints["supported"][endpoint])
    return f"unsupported: {endpoints['unsupported'][endpoint]}"


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cell or '-' for cell in line)} |" for line in lines)


def _code(text: str) -> str:
    return text and f"`{text}`"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--check-run", action="store_true")
    options = parser.parse_args(arguments)
    if options.check_run:
        told = problems(coverage.exercised(), exercised(TRACE), coverage.claims())
    elif options.check:
        told = [] if PAGE.exists() and PAGE.read_text() == page() else ["it is stale"]
    else:
        if TRACE.exists():
            EXERCISED.write_text(json.dumps(first(exercised(TRACE)), indent=0) + "\n")
        PAGE.write_text(page())
        return 0
    if told:
        print("\n".join(f"{PAGE.relative_to(ROOT)}: {line}" for line in told), file=sys.stderr)
        print("run `make docs` after a full `make test`, or mend the test", file=sys.stderr)
    return int(bool(told))


if __name__ == "__main__":
    sys.exit(main())
