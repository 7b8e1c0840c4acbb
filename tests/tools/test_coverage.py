"""docs/coverage.md, and what keeps it up to date."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from statsig_pulumi.emulator import contract
from tools import coverage

TEST = "tests/test_a.py::TestA::test_b"
TESTS = """
import statsig_pulumi as statsig
from hypothesis import given, strategies
from statsig_pulumi.config import Settings

def test_it_is_read():
    assert [*statsig.list_teams(provider=Settings("console-x", "emulator::memory:"))] == []

@given(strategies.just(None))
def test_it_is_read_in_a_property_test(_):
    test_it_is_read()
"""


def endpoints() -> Any:
    return json.loads(coverage.ENDPOINTS.read_text())


def page() -> str:
    return coverage.page(coverage.rows(coverage.stored_tests()))


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with one test, in which no operation is exercised."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_a.py").write_text("class TestA:\n    def test_b(self) -> None: ...\n")
    (tmp_path / "exercised.json").write_text("{}")
    monkeypatch.setattr(coverage, "ROOT", tmp_path)
    monkeypatch.setattr(coverage, "PAGE", tmp_path / "coverage.md")
    monkeypatch.setattr(coverage, "EXERCISED", tmp_path / "exercised.json")
    monkeypatch.setattr(coverage, "TRACE", tmp_path / ".trace")
    return tmp_path


# -- a run and the page ------------------------------------------------------------------------------------------------


def test_the_page_names_the_first_test_of_each_operation(tmp_path: Path) -> None:
    (tmp_path / "tests%2Ftest_b.py%3A%3Atest").write_text("GET /gates\nPOST /gates\nGET /gates\n")
    (tmp_path / "tests%2Ftest_a.py%3A%3Atest").write_text("GET /gates\n")
    traced = coverage.traced_tests(tmp_path)
    assert traced == {
        "GET /gates": ["tests/test_a.py::test", "tests/test_b.py::test"],
        "POST /gates": ["tests/test_b.py::test"],
    }
    first = {"GET /gates": "tests/test_a.py::test", "POST /gates": "tests/test_b.py::test"}
    assert coverage.first_tests(traced) == first


def test_a_run_in_which_the_named_test_exercises_the_operation_is_right() -> None:
    assert coverage.differences({"GET /gates": TEST}, {"GET /gates": [TEST, "another"]}, ["GET /gates"]) == []


def test_a_named_test_that_no_longer_exercises_the_operation_is_a_problem() -> None:
    problems = [f"GET /gates: {TEST} no longer exercises it"]
    assert coverage.differences({"GET /gates": TEST}, {"GET /gates": ["another"]}, ["GET /gates"]) == problems


def test_a_claimed_operation_that_no_test_exercises_is_a_problem() -> None:
    assert coverage.differences({}, {}, ["GET /gates"]) == ["GET /gates: no test exercises it"]
    assert coverage.differences({}, {"GET /gates": [TEST]}, ["GET /gates"]) == []


@pytest.mark.usefixtures("checkout")
def test_a_named_test_that_does_not_exist_is_a_problem() -> None:
    stored = {"GET /gates": TEST, "GET /tags": "tests/test_a.py::test_", "POST /tags": "tests/test_c.py::test_b"}
    assert coverage.missing_tests(stored) == [
        "tests/test_a.py::test_: there is no such test",
        "tests/test_c.py::test_b: there is no such test",
    ]


@pytest.mark.usefixtures("checkout")
def test_the_check_fails_if_the_page_is_stale(capsys: pytest.CaptureFixture[str]) -> None:
    assert coverage.main(["--check"]) == 1
    assert capsys.readouterr().err.startswith("coverage.md: stale\nrun `make docs`")
    assert coverage.main([]) == 0
    assert capsys.readouterr().out == "324 of 324 operations claimed, 324 emulated, 0 exercised by a test\n"
    assert coverage.main(["--check"]) == 0


def test_the_check_of_a_run_compares_it_with_the_page(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (checkout / ".trace").mkdir()
    assert coverage.main(["--check-run"]) == 1
    assert "coverage.md: POST /gates: no test exercises it" in capsys.readouterr().err
    (checkout / ".trace" / quote(TEST, safe="")).write_text("\n".join(coverage.claims()))
    assert coverage.main(["--check-run"]) == 0


def test_the_command_stores_what_the_last_run_exercised(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (checkout / ".trace").mkdir()
    (checkout / ".trace" / quote(TEST, safe="")).write_text("GET /gates\nPOST /gates\n")
    assert coverage.main([]) == 0
    assert capsys.readouterr().out == "324 of 324 operations claimed, 324 emulated, 2 exercised by a test\n"
    assert coverage.stored_tests() == {"GET /gates": TEST, "POST /gates": TEST}
    assert coverage.main(["--check"]) == 0


def test_a_run_notes_the_operations_of_each_test_except_property_tests(tmp_path: Path) -> None:
    (tmp_path / "test_teams.py").write_text(TESTS)
    options = ["-q", "-p", "tests.conftest", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:schemathesis"]
    options += [f"--rootdir={tmp_path}", "--trace-operations=trace"]
    run = [sys.executable, "-m", "pytest", *options, str(tmp_path)]
    env = {name: value for name, value in os.environ.items() if not name.startswith(("STATSIG_", "PYTEST_"))}
    done = subprocess.run(run, cwd=coverage.ROOT, env=env, capture_output=True, text=True, check=False)
    assert "2 passed" in done.stdout, done.stdout + done.stderr
    assert coverage.traced_tests(tmp_path / "trace") == {"GET /users/teams": ["test_teams.py::test_it_is_read"]}


# -- endpoints that are named elsewhere than in the OpenAPI document ---------------------------------------------------


def test_every_line_of_the_documentations_index_is_accounted_for() -> None:
    lines = endpoints()["index"]
    assert len(lines) == 97
    assert len({line["operation"] for line in lines}) == 97


def test_every_endpoint_that_is_not_in_the_document_has_an_explanation() -> None:
    known = endpoints()
    named = {*(line["operation"] for line in known["index"]), *known["march 2026"], *known["terraform"]}
    operations = contract.document()["operations"]
    missing = named - operations.keys() - {operation.partition(" ")[2] for operation in operations}
    assert known["unsupported"].keys() | known["gone"].keys() == missing
    assert all(known["unsupported"].values())
    assert all(known["gone"].values())


def test_every_operation_and_every_endpoint_is_on_the_page() -> None:
    content, known = page(), endpoints()
    for operation in contract.document()["operations"]:
        assert f"\n| `{operation}` | " in content
    for line in known["index"]:
        assert f"| {line['name']} | `{line['operation']}` | " in content
    for endpoint in (*known["march 2026"], *known["terraform"]):
        assert re.search(rf"^\| `{re.escape(endpoint)}` \| .* \| \S", content, re.MULTILINE)


def test_what_is_gone_says_what_the_package_does_instead() -> None:
    assert "| `POST /gates/{id}/rules` | gone: `GateRules` adds its rules one by one |" in page()


def test_an_endpoint_that_is_named_without_its_method_is_claimed_by_what_uses_its_path() -> None:
    claimed = {"GET /alerts/{id}": ("get_alert",), "PATCH /alerts/{id}": ("ToplineAlert: update",)}
    assert coverage.support("/alerts/{id}", endpoints(), claimed) == "ToplineAlert: update, get_alert"


def test_tables_have_as_many_cells_in_every_line() -> None:
    for table in re.findall(r"(?:^\|.*\n)+", page(), re.MULTILINE):
        assert len({line.count("|") for line in table.splitlines()}) == 1, table
