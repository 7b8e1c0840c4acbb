"""Write docs/coverage.md: for each operation of the API what claims it, what emulates it, and a test that exercises it.

    tools/coverage.py                  write the page, and tools/exercised.json from the last full `make test`
    tools/coverage.py --check          fail if the page is stale, or names a test that does not exist
    tools/coverage.py --check-run      fail if the last full `make test` did not do what the page says

A resource claims the operations of its routes and statuses, a function the path that it reads. The emulator's handlers
are registered by operation. Which test exercises an operation is noted by the emulator during `make test`.

The page has a second list: endpoints that are named elsewhere than in Statsig's OpenAPI document.
tools/endpoints.json says what is done about each.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from statsig_pulumi.emulator import contract
from statsig_pulumi.emulator.handlers import HANDLERS
from statsig_pulumi.functions.operations import operations as function_operations
from statsig_pulumi.kind import all_kinds

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "coverage.md"
EXERCISED = ROOT / "tools" / "exercised.json"
"""A test for each operation."""
ENDPOINTS = ROOT / "tools" / "endpoints.json"
TRACE = ROOT / ".trace"
"""The folder in which a full `make test` notes which operations each test used."""

NOTICE = "<!-- Written by tools/coverage.py. Run `make coverage` after `make test`. -->"
INTRODUCTION = """\
Each operation of the Console API; the resources (and what for) and the function that use it; the function of the
[emulator](emulator.md) that handles it; and a test in which the package's own client uses it with success."""
INDEX = """\
Each line of the index of the API's documentation, and what the package has for it. For an operation that the OpenAPI
document does not have, neither the request nor the response is described. What is gone was in an older document."""
ELSEWHERE = """\
Named in a list of March 2026, before the OpenAPI document described them, or by Statsig's Terraform provider."""
HEADINGS = ("operation", "claimed by", "emulated by", "exercised by")

Json = dict[str, Any]


# -- the operations ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """One operation of the API."""

    family: str
    operation: str
    claims: tuple[str, ...]
    """The resources and functions that use it: ``Gate: create``, ``get_gate``."""
    handler: str
    """The emulator's function that handles it: ``teams._create``; "" if there is none."""
    test: str
    """A test that exercises it; "" if there is none."""


def claims() -> dict[str, tuple[str, ...]]:
    """Return what uses each operation, including operations that the API does not have."""
    uses = [(op, f"{name}: {verb}") for name, kind in all_kinds().items() for op, verb in kind.operations().items()]
    uses += function_operations().items()
    users: dict[str, set[str]] = {}
    for operation, user in uses:
        users.setdefault(operation, set()).add(user)
    return {operation: tuple(sorted(names)) for operation, names in users.items()}


def rows(tests: Mapping[str, str]) -> list[Row]:
    """Return every operation of the API, sorted by family and path.

    Args:
        tests: a test for each operation.
    """
    claimed = claims()
    unsorted = [
        Row(
            family=operation.facts["family"],
            operation=operation.name,
            claims=claimed.get(operation.name, ()),
            handler=handler_name(HANDLERS[operation.name]) if operation.name in HANDLERS else "",
            test=tests.get(operation.name, ""),
        )
        for operation in contract.operations()
    ]
    return sorted(unsorted, key=lambda row: (row.family, *reversed(row.operation.split())))


def families(sorted_rows: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Yield the rows of each family."""
    for family, members in groupby(sorted_rows, key=lambda row: row.family):
        yield family, [*members]


def summary(all_rows: Sequence[Row]) -> str:
    """Return how many operations are covered, in one line."""
    claimed, emulated, exercised = (
        sum(map(bool, column)) for column in zip(*((r.claims, r.handler, r.test) for r in all_rows), strict=True)
    )
    return f"{claimed} of {len(all_rows)} operations claimed, {emulated} emulated, {exercised} exercised by a test"


def handler_name(handler: Callable[..., object]) -> str:
    """Return a handler's module in ``emulator/handlers`` and its name there."""
    return f"{handler.__module__.rpartition('.')[2]}.{handler.__qualname__.partition('.<locals>')[0]}"


# -- the tests ---------------------------------------------------------------------------------------------------------


def stored_tests() -> dict[str, str]:
    """Return the test that the page names for each operation."""
    tests: dict[str, str] = json.loads(EXERCISED.read_text())
    return tests


def traced_tests(folder: Path) -> dict[str, list[str]]:
    """Return all tests that exercised each operation in a run, from what the emulator noted."""
    tests: dict[str, set[str]] = {}
    for file in folder.iterdir():
        for operation in file.read_text().splitlines():
            tests.setdefault(operation, set()).add(unquote(file.name))
    return {operation: sorted(names) for operation, names in sorted(tests.items())}


def first_tests(traced: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the test that the page is to name for each operation."""
    return {operation: tests[0] for operation, tests in traced.items()}


def missing_tests(stored: Mapping[str, str]) -> list[str]:
    """Return a problem for each test that the page names and that does not exist."""
    return [f"{test}: there is no such test" for test in sorted(set(stored.values())) if not _exists(test)]


def _exists(test: str) -> bool:
    name, _, function = test.partition("::")
    file = ROOT / name
    return file.exists() and f"def {function.rpartition('::')[2]}(" in file.read_text()


def differences(stored: Mapping[str, str], traced: Mapping[str, Sequence[str]], claimed: Iterable[str]) -> list[str]:
    """Return a problem for each operation whose tests in a run are not what the page says."""
    problems = [
        f"{operation}: {test} no longer exercises it"
        for operation, test in stored.items()
        if test not in traced.get(operation, ())
    ]
    problems += [f"{operation}: no test exercises it" for operation in sorted(set(claimed) - traced.keys())]
    return problems


# -- the page ----------------------------------------------------------------------------------------------------------


def page(all_rows: Sequence[Row]) -> str:
    """Return the content of docs/coverage.md."""
    parts = [NOTICE, "# Coverage", f"{summary(all_rows)}.", INTRODUCTION]
    for family, members in families(all_rows):
        parts += [f"## {family}", _table(HEADINGS, map(_cells, members))]
    endpoints, claimed = json.loads(ENDPOINTS.read_text()), claims()
    parts += ["## The index of the documentation", INDEX, _index_table(endpoints, claimed)]
    parts += ["## Named elsewhere", ELSEWHERE, _elsewhere_table(endpoints, claimed)]
    return "\n\n".join(parts) + "\n"


def _cells(row: Row) -> list[str]:
    return [_code(row.operation), ", ".join(row.claims), _code(row.handler), _code(row.test)]


def _index_table(endpoints: Json, claimed: Mapping[str, Sequence[str]]) -> str:
    lines = [
        (line["family"], line["name"], _code(line["operation"]), support(line["operation"], endpoints, claimed))
        for line in endpoints["index"]
    ]
    return _table(("family", "endpoint", "operation", "claimed by"), lines)


def _elsewhere_table(endpoints: Json, claimed: Mapping[str, Sequence[str]]) -> str:
    sources = {"march 2026": "the list of March 2026", "terraform": "the Terraform provider"}
    lines = [
        (_code(endpoint), source, support(endpoint, endpoints, claimed))
        for name, source in sources.items()
        for endpoint in endpoints[name]
    ]
    return _table(("endpoint", "named by", "claimed by"), lines)


def support(endpoint: str, endpoints: Json, claimed: Mapping[str, Sequence[str]]) -> str:
    """Return what claims an endpoint, which may be a path without its method; else what is done about it."""
    documented = [op for op in contract.document()["operations"] if endpoint in (op, op.partition(" ")[2])]
    if documented:
        return ", ".join(sorted({user for operation in documented for user in claimed.get(operation, ())}))
    if endpoint in endpoints["gone"]:
        return f"gone: {endpoints['gone'][endpoint]}"
    return f"unsupported: {endpoints['unsupported'][endpoint]}"


def _table(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    table = [headings, ["---"] * len(headings), *lines]
    return "\n".join(f"| {' | '.join(cell or '-' for cell in line)} |" for line in table)


def _code(text: str) -> str:
    return text and f"`{text}`"


# -- the command -------------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="fail if the page is stale")
    parser.add_argument("--check-run", action="store_true", help="fail if the last full run differs from the page")
    options = parser.parse_args(arguments)
    if options.check_run:
        return _fail_on(differences(stored_tests(), traced_tests(TRACE), claims()))
    if options.check:
        stale = not PAGE.exists() or PAGE.read_text() != page(rows(stored_tests()))
        return _fail_on([*(["stale"] if stale else []), *missing_tests(stored_tests())])
    if TRACE.exists():
        EXERCISED.write_text(json.dumps(first_tests(traced_tests(TRACE)), indent=0) + "\n")
    all_rows = rows(stored_tests())
    PAGE.write_text(page(all_rows))
    print(summary(all_rows))
    return 0


def _fail_on(problems: Sequence[str]) -> int:
    if problems:
        print("\n".join(f"{PAGE.relative_to(ROOT)}: {problem}" for problem in problems), file=sys.stderr)
        print("run `make docs`; if tests have changed, `make coverage` after a full `make test`", file=sys.stderr)
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
