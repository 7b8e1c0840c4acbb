"""examples/many_stacks: the stacks of a plan, several at once, against the emulator."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from .harness import FAST, ROOT, Stack

pytestmark = pytest.mark.engine

EXAMPLE = ROOT / "examples" / "many_stacks"
KEYS = {"SHOP_STAGING_KEY": "console-shop-staging", "SHOP_PRODUCTION_KEY": "console-shop-production"}
STAGING = {"staging": "SHOP_STAGING_KEY"}
BOTH = {**STAGING, "production": "SHOP_PRODUCTION_KEY"}


class Fleet(Stack):
    """The example in a folder of its own, with a plan of one project."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        for file in EXAMPLE.glob("*.py"):
            shutil.copy(file, folder)
        project = yaml.safe_load((folder / "Pulumi.yaml").read_text())
        config = {"statsig:apiUrl": f"emulator:{self.db}"}
        (folder / "Pulumi.yaml").write_text(json.dumps({**project, "name": "many_stacks", "config": config}))
        self.environment = {**FAST, **KEYS}

    def plan(self, teams: dict[str, list[str]], environments: dict[str, str] = BOTH) -> None:
        plan = {"projects": {"shop": {"environments": environments, "teams": teams}}}
        (self.folder / "plan.yaml").write_text(yaml.safe_dump(plan))

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        command = [sys.executable, "fleet.py", *arguments]
        return subprocess.Popen(command, cwd=self.folder, env=self.env(), start_new_session=True, **pipes)

    def end(self, run: subprocess.Popen[str], code: int) -> dict[str, str]:
        """Wait for a run; return what its table says of each stack: the result, and one line."""
        printed, told = run.communicate(timeout=280)
        logs = "".join(file.read_text() for file in (self.folder / "logs").glob("*.log"))
        assert [key for key in KEYS.values() if key in printed + told + logs] == []
        assert "Traceback" not in printed + told
        assert run.returncode == code, printed + told
        rows = (re.fullmatch(r"(\S+) +(.+?) +[\d.]+ s  (.*)", line) for line in printed.splitlines())
        return {row[1]: f"{row[2]}: {row[3]}" for row in rows if row}

    def run_all(self, *arguments: str, code: int = 0) -> dict[str, str]:
        return self.end(self.start(*arguments), code)

    def gates(self, environment: str = "staging") -> list[str]:
        return sorted(gate["id"] for gate in self.emulator.all(f"console-shop-{environment}", "gates"))


@pytest.fixture
def fleet(tmp_path: Path) -> Fleet:
    return Fleet(tmp_path)


def test_a_stack_that_fails_stops_no_other_and_a_resumed_run_does_what_is_left(fleet: Fleet) -> None:
    fleet.plan({"checkout": ["no name"], "growth": ["invites"], "search": ["ranking"]}, STAGING)
    ran = fleet.run_all("up", "--parallel", "2", code=1)
    assert {name: said.partition(":")[0] for name, said in ran.items()} == {
        "shop.staging._shared": "ok",
        "shop.staging.checkout": "failed",
        "shop.staging.growth": "ok",
        "shop.staging.search": "ok",
    }
    assert "gate_id" in ran["shop.staging.checkout"]
    assert fleet.gates() == ["growth_invites", "search_ranking"]

    fleet.plan({"checkout": ["wallets"], "growth": ["invites"], "search": ["ranking"]}, STAGING)
    assert fleet.run_all("up", "--resume") == {"shop.staging.checkout": "ok: 1 create, 1 same"}
    (gate,) = (one for one in fleet.emulator.all(KEYS["SHOP_STAGING_KEY"], "gates") if one["id"] == "checkout_wallets")
    assert gate["rules"][0]["conditions"][0]["targetValue"] in ("staff", ["staff"])


@pytest.mark.parametrize(
    ("teams", "environments", "said"),
    [
        ({"Search": []}, STAGING, "1 validation error for Plan"),
        ({"_shared": []}, STAGING, "1 validation error for Plan"),
        ({}, {}, "no stack is called *"),
        ({}, {"staging": "NO_SUCH_KEY"}, "not set, and needed for a key: NO_SUCH_KEY"),
    ],
)
def test_what_is_wrong_is_said_before_anything_runs(
    fleet: Fleet, teams: dict[str, list[str]], environments: dict[str, str], said: str
) -> None:
    fleet.plan(teams, environments)
    printed, told = (run := fleet.start("up")).communicate()
    assert (run.returncode, printed) == (2, "")
    assert told.startswith(said)


@pytest.mark.long
def test_a_second_run_changes_nothing_and_everything_is_destroyed(fleet: Fleet) -> None:
    fleet.plan({"search": ["ranking", "suggestions"]})
    assert set(fleet.run_all("preview").values()) == {"ok: 2 create", "ok: 3 create"}
    assert len(fleet.run_all("up")) == 4
    assert fleet.gates("production") == fleet.gates() == ["search_ranking", "search_suggestions"]
    fleet.requests()
    for command in ("up", "preview"):
        assert set(fleet.run_all(command).values()) == {"ok: 2 same", "ok: 3 same"}
    assert fleet.mutations() == []
    assert all(said.startswith("ok") for said in fleet.run_all("refresh").values())
    assert [*fleet.run_all("destroy", "--only", "shop.staging.*")] == ["shop.staging._shared", "shop.staging.search"]
    assert (fleet.gates(), fleet.gates("production")) == ([], ["search_ranking", "search_suggestions"])


@pytest.mark.long
def test_what_refers_to_a_stack_that_failed_is_not_begun(fleet: Fleet) -> None:
    fleet.plan({"search": ["ranking"]}, STAGING)
    fleet.emulator.fail(status=403, method="POST", path="/segments")
    ran = fleet.run_all("up", code=1)
    assert ran["shop.staging._shared"].startswith("failed: ")
    assert ran["shop.staging.search"] == "not begun: waits for one that has not ended well"
    assert fleet.run_all("up", "--only", "*.search", code=1)["shop.staging.search"].startswith("failed: ")
    assert fleet.gates() == []
    assert len(fleet.run_all("up", "--resume")) == 2


@pytest.mark.long
def test_ctrl_c_leaves_all_stacks_consistent_and_another_run_meets_their_locks(fleet: Fleet) -> None:
    fleet.plan({"growth": ["invites"], "search": ["ranking"]}, STAGING)
    fleet.run_all("up", "--only", "*._shared")
    fleet.emulator.fail(2, kind="hang", after_effect=True, method="POST", path="/gates", seconds=120)
    run = fleet.start("up", "--parallel", "1")
    until(lambda: fleet.gates() != [])
    begun = fleet.gates()[0].partition("_")[0]
    meanwhile = fleet.run_all("up", "--only", f"*.{begun}", "--logs", str(fleet.folder / "theirs"), code=1)
    assert [said.partition(":")[0] for said in meanwhile.values()] == ["locked"]
    os.killpg(run.pid, signal.SIGINT)
    ran = fleet.end(run, 130)
    assert sorted(said.partition(":")[0] for said in ran.values()) == ["interrupted", "not begun", "ok"]
    fleet.emulator.clear_faults()
    assert len(fleet.run_all("up", "--resume")) == 2
    assert fleet.gates() == ["growth_invites", "search_ranking"]
    assert set(fleet.run_all("preview").values()) == {"ok: 2 same"}


def until(happened: Callable[[], bool]) -> None:
    """Wait for something to happen."""
    end = time.monotonic() + 100
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.05)
