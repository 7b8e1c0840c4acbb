"""docs/coverage.md, and what keeps it true."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from statsig_pulumi.cli import coverage as core
from statsig_pulumi.emulator import contract
from tools import coverage

INDEX = coverage.ROOT.parent / "shared" / "console-api-index.txt"
# A line of the index: the verb stands before the title, without a space.
LINE = re.compile(r"- (GET|POST|PUT|PATCH|DEL)(.*)")
TEST = "tests/test_a.py::test_b"


def endpoints() -> Any:
    return json.loads(coverage.ENDPOINTS.read_text())


# -- a run and the table -----------------------------------------------------------------------------------------------


def test_the_table_names_the_first_test_of_each_operation(tmp_path: Path) -> None:
    (tmp_path / "tests%2Ftest_b.py%3A%3Atest").write_text("GET /gates\nPOST /gates\nGET /gates\n")
    (tmp_path / "tests%2Ftest_a.py%3A%3Atest").write_text("GET /gates\n")
    found = coverage.exercised(tmp_path)
    assert found == {
        "GET /gates": ["tests/test_a.py::test", "tests/test_b.py::test"],
        "POST /gates": ["tests/test_b.py::test"],
    }
    assert coverage.first(found) == {"GET /gates": "tests/test_a.py::test", "POST /gates": "tests/test_b.py::test"}


def test_a_run_that_did_what_the_table_says_is_right() -> None:
    assert coverage.problems({"GET /gates": TEST}, {"GET /gates": [TEST, "another"]}, ["GET /gates"]) == []


def test_a_test_that_no_longer_exercises_what_the_table_says_is_told() -> None:
    told = [f"GET /gates: {TEST} no longer exercises it"]
    assert coverage.problems({"GET /gates": TEST}, {"GET /gates": ["another"]}, ["GET /gates"]) == told


def test_what_is_used_and_not_exercised_is_told() -> None:
    assert coverage.problems({}, {}, ["GET /gates"]) == ["GET /gates: no test exercises it"]
    assert coverage.problems({}, {"GET /gates": [TEST]}, ["GET /gates"]) == []


def test_the_check_fails_when_the_page_is_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(coverage, "ROOT", tmp_path)
    monkeypatch.setattr(coverage, "PAGE", tmp_path / "coverage.md")
    monkeypatch.setattr(coverage, "TRACE", tmp_path / "none")
    assert coverage.main(["--check"]) == 1
    assert "run `make docs`" in capsys.readouterr().err
    assert coverage.main([]) == 0
    assert coverage.main(["--check"]) == 0


def test_the_check_of_a_run_reads_what_the_run_has_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(coverage, "TRACE", tmp_path)
    assert coverage.main(["--check-run"]) == 1
    told = capsys.readouterr().err
    assert "docs/coverage.md: POST /gates: " in told
    for operation, test in {**dict.fromkeys(core.claims(), TEST), **core.exercised()}.items():
        with (tmp_path / quote(test, safe="")).open("a") as file:
            file.write(f"{operation}\n")
    assert coverage.main(["--check-run"]) == 0


def test_a_run_notes_what_each_test_has_used_but_tests_of_properties(tmp_path: Path) -> None:
    tests = ["tests/reads/test_reads.py", "tests/test_convergence.py", "-k", "teams or mean"]
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", f"--trace-operations={tmp_path / 'trace'}"]
    env = {name: value for name, value in os.environ.items() if not name.startswith(("STATSIG_", "PYTEST_"))}
    run = [sys.executable, "-m", "pytest", *options, *tests]
    done = subprocess.run(run, cwd=coverage.ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    found = coverage.exercised(tmp_path / "trace")
    assert "GET /users/teams" in found
    assert {test.partition("::")[0] for tests in found.values() for test in tests} == {"tests/reads/test_reads.py"}


# -- endpoints that are named elsewhere than in the OpenAPI document ---------------------------------------------------


def index() -> Iterator[tuple[str, str, set[str]]]:
    """The lines of the documentation's index: family, verb, and the words of the title."""
    family = ""
    for line in INDEX.read_text().splitlines():
        if line == "Events":
            return  # the pages begin
        if found := LINE.fullmatch(line):
            verb = found[1].replace("DEL", "DELETE")
            yield family, verb, set(re.findall(r"[a-z]+", found[2].lower()))
        else:
            family = line


@pytest.mark.skipif(not INDEX.exists(), reason="the documentation's index is not beside this checkout")
def test_every_line_of_the_documentations_index_is_accounted_for() -> None:
    lines = [*index()]
    ours = [(line["family"], line["operation"].split()[0], line["name"]) for line in endpoints()["index"]]
    assert [line[:2] for line in lines] == [line[:2] for line in ours]
    for (_, _, words), (_, _, name) in zip(lines, ours, strict=True):
        assert all(any(word.startswith(part) for word in words) for part in name.split()), (name, words)


def test_an_endpoint_that_is_not_in_the_document_says_what_is_done_without_it() -> None:
    known = endpoints()
    named = {*(line["operation"] for line in known["index"]), *known["march 2026"], *known["terraform"]}
    missing = named - contract.document()["operations"].keys()
    assert known["unsupported"].keys() | known["supported"].keys() == missing
    assert all(known["unsupported"].values())
    assert all(known["supported"].values())


def test_every_operation_and_every_endpoint_is_on_the_page() -> None:
    page, known = coverage.page(), endpoints()
    for operation in contract.document()["operations"]:
        assert f"\n| `{operation}` | " in page
    for line in known["index"]:
        assert f"| {line['name']} | `{line['operation']}` | " in page
    for endpoint in (*known["march 2026"], *known["terraform"]):
        said = known["supported"].get(endpoint, "unsupported: ")
        assert re.search(rf"^\| `{re.escape(endpoint)}` \| .* \| {re.escape(said)}", page, re.M)


def test_tables_have_as_many_cells_in_every_line() -> None:
    for table in re.findall(r"(?:^\|.*\n)+", coverage.page(), re.MULTILINE):
        assert len({line.count("|") for line in table.splitlines()}) == 1, table
