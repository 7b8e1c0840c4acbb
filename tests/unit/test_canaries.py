"""No key and no secret in what commands print and write, in the windows of the rate limit, in the emulator's log."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from statsig_pulumi.cli.commands import group
from statsig_pulumi.client.client import client_for
from statsig_pulumi.config import Settings
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.redactor import redact
from tests import canaries
from tests.report.previews import preview, step

OTHER = f"console-other-{canaries.WORD}"
URN = "urn:pulumi:prod::shop::pulumi-python:dynamic/statsig:"
SIGNATURE = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}


def secret(value: str) -> dict[str, str]:
    """A secret as a state holds it that was exported with ``--show-secrets``."""
    return {**SIGNATURE, "plaintext": json.dumps(value)}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, Pulumi's home in it, and two projects; a client has written to one of them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path / "home"))
    url = f"emulator:{tmp_path / 'emulator.db'}"
    monkeypatch.setenv("STATSIG_API_URL", url)
    monkeypatch.setenv("STATSIG_CONSOLE_KEY", canaries.KEY)
    monkeypatch.setenv("OTHER", OTHER)
    for key in (canaries.KEY, OTHER):
        client = client_for(Settings(key, url))
        client.request("POST", "/gates", body={"name": "a gate", "description": key[:9]})
        client.request("POST", "/keys", body={"description": "ci", "type": "SERVER"})
        assert client.project_id()
    redact.add(canaries.SECRET)
    return tmp_path


def state() -> str:
    """A state with a secret of the program's, and one that only the package knows to be one."""
    gate = {"gate_id": "a_gate", "description": secret(canaries.SECRET), "__secrets": [["description"]]}
    key = {"description": "ci", "type": "SERVER", "key": secret(canaries.SECRET)}
    resources = [
        {"urn": f"{URN}Gate::g", "type": "t", "id": "a_gate", "inputs": gate, "outputs": gate},
        {"urn": f"{URN}Key::k", "type": "t", "id": "k", "inputs": key, "outputs": key},
    ]
    return json.dumps({"deployment": {"resources": resources}})


COMMANDS = [
    ["export", "objects"],
    ["import", "Gate", "a_gate"],
    ["compare", "--from", "STATSIG_CONSOLE_KEY", "--to", "OTHER", "--markdown", "c.md"],
    ["compare", "--from", "STATSIG_CONSOLE_KEY", "--to", "OTHER", "--json"],
    ["drift", "--state", "state.json", "--markdown", "d.md"],
    ["drift", "--state", "state.json", "--json"],
    ["doctor"],
    ["doctor", "--json"],
    ["report", "preview.json", "--markdown", "r.md", "--html", "r.html"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_prints_and_writes_no_secret(folder: Path, command: list[str]) -> None:
    given = {"state.json", "preview.json"}
    (folder / "state.json").write_text(state())
    old, new = ({"gate_id": "a_gate", "description": d, "__secrets": [["description"]]} for d in (canaries.SECRET, "x"))
    (folder / "preview.json").write_text(json.dumps(preview(step("update", "Gate", "g", old, new, id="a_gate"))))
    done = CliRunner().invoke(group, command)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert done.output or command[0] == "report"
    assert not canaries.found_in(done.output)
    for file in folder.rglob("*"):
        if file.is_file() and file.name not in given and "emulator.db" not in file.name:
            assert not canaries.found_in(file.read_bytes().decode("latin-1")), file


def test_the_windows_of_the_rate_limit_hold_digests_alone(folder: Path) -> None:
    files = [*(folder / "home" / "statsig-pulumi").iterdir()]
    assert any(file.name == "windows.db" for file in files)
    for file in files:
        assert not canaries.found_in(file.read_bytes().decode("latin-1"))
        assert file.stat().st_mode & 0o077 == 0, file


def test_the_emulators_log_holds_no_key(folder: Path) -> None:
    emulator = Emulator(str(folder / "emulator.db"))
    entries: list[Any] = [vars(entry) if hasattr(entry, "__dict__") else str(entry) for entry in emulator.log()]
    emulator.close()
    assert len(entries) >= 4
    assert not canaries.found_in(json.dumps(entries, default=str))
