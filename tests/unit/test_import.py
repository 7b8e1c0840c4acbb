"""``statsig-pulumi import``: what it prints and writes, and what it says of what it cannot take."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from statsig_pulumi.cli.commands import group
from statsig_pulumi.emulator import Emulator

KEY = "console-import"


class Project:
    """A Statsig project that the command imports from."""

    def __init__(self, folder: Path) -> None:
        self.emulator = Emulator(str(folder / "emulator.db"))
        self.file = folder / "import.json"
        self.env = {"STATSIG_API_URL": f"emulator:{folder / 'emulator.db'}", "STATSIG_CONSOLE_KEY": KEY}

    def run(self, kind: str, id: str, env: Mapping[str, str] | None = None, charset: str = "utf-8") -> Result:
        command = ["import", kind, id, "--file", str(self.file)]
        return CliRunner(charset=charset).invoke(group, command, env={**self.env, **(env or {})})


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def refused(result: Result) -> str:
    """The one line that a command says of why it does nothing."""
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    (line,) = result.output.splitlines()
    return line


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '"x"', '{"resources": 5}', '{"resources": [1]}', "[" * 100_000, b"\xff\xfe"]
)
def test_a_file_of_something_else_is_left_as_it_is(project: Project, content: str | bytes) -> None:
    project.emulator.seed(KEY, "gates", {"id": "old", "name": "old"})
    written = content if isinstance(content, bytes) else content.encode()
    project.file.write_bytes(written)
    assert "no import file of Pulumi" in refused(project.run("Gate", "old"))
    assert project.file.read_bytes() == written


def test_entries_of_others_are_kept(project: Project) -> None:
    project.emulator.seed(KEY, "gates", {"id": "old", "name": "old"})
    others = [{"type": "aws:s3/bucket:Bucket", "name": "Ö"}, {"id": "x"}]
    project.file.write_text(json.dumps({"nameTable": {}, "resources": others}, ensure_ascii=False), encoding="utf-8")
    assert project.run("Gate", "old").exit_code == 0
    content = json.loads(project.file.read_text())
    assert content["resources"][:2] == others
    assert content["nameTable"] == {}


def test_a_file_that_cannot_be_written_is_one_line(project: Project, tmp_path: Path) -> None:
    project.emulator.seed(KEY, "gates", {"id": "old", "name": "old"})
    project.file = tmp_path / "missing" / "import.json"
    assert "cannot write" in refused(project.run("Gate", "old"))


def test_what_no_program_can_declare_is_left_to_the_console_and_said(project: Project) -> None:
    rules = [{"id": str(i), "name": "Conditions", "passPercentage": i, "conditions": []} for i in range(2)]
    project.emulator.seed(KEY, "gates", {"id": "old", "name": "old", "description": "d", "rules": rules})
    result = project.run("Gate", "old")
    assert result.exit_code == 0
    assert "rules is left to the console: two entries are named" not in result.stdout
    assert "Gate 'old': rules is left to the console: two entries are named" in result.stderr
    (entry,) = json.loads(project.file.read_text())["resources"]
    assert entry["inputs"]["description"] == "d"
    assert "rules" not in entry["inputs"]


def test_what_no_program_can_declare_at_all_is_refused(project: Project) -> None:
    project.emulator.seed(KEY, "layers", {"id": "x", "name": "a/b", "idType": "userID"})
    assert "name must match" in refused(project.run("Layer", "x"))
    assert not project.file.exists()


@pytest.mark.parametrize("value", [{"a": None}, {"a": [{"b": None}]}, {"": 1}])
def test_json_that_no_program_can_give_is_imported_as_text(project: Project, value: dict[str, Any]) -> None:
    rule = {"id": "1", "name": "r", "passPercentage": 100, "conditions": [], "returnValue": value}
    project.emulator.seed(KEY, "dynamic_configs", {"id": "old", "name": "old", "defaultValue": value, "rules": [rule]})
    result = project.run("DynamicConfig", "old")
    assert result.exit_code == 0, result.output
    assert f"default_value_json5={json.dumps(value)!r}" in result.output
    assert f"return_value_json5={json.dumps(value)!r}" in result.output
    (entry,) = json.loads(project.file.read_text())["resources"]
    assert entry["inputs"]["default_value_json5"] == json.dumps(value)
    assert "default_value" not in entry["inputs"]


@pytest.mark.parametrize("key", ["client-short", "secret-" + "x1" * 20])
def test_a_key_that_is_given_as_an_id_is_not_printed(project: Project, key: str) -> None:
    project.emulator.seed(KEY, "keys", {"id": key, "key": key, "type": "SERVER", "description": "ci", "scopes": []})
    imported = project.run("Key", key)
    assert imported.exit_code == 0
    assert key not in imported.output + project.file.read_text()
    by_name = project.file.read_text()
    imported = project.run("Key", "ci")
    assert imported.exit_code == 0
    assert key not in imported.output
    assert project.file.read_text() == by_name
    assert key not in refused(project.run("Key", f"{key}x"))


def test_a_secret_that_the_server_returns_is_neither_printed_nor_written(project: Project) -> None:
    connection = {"token": "tok-canary-1", "host": "h.example", "path": "/p"}
    project.emulator.seed(KEY, "ingestion/connection", {"id": "databricks", "type": "databricks", **connection})
    result = project.run("DatabricksConnection", "databricks")
    assert "tok-canary-1" not in result.output
    assert not project.file.exists() or "tok-canary-1" not in project.file.read_text()


def test_control_characters_of_the_server_do_not_reach_the_terminal(project: Project) -> None:
    text = "a\x1b[31mred\x1b]0;title\x07\u202e"
    project.emulator.seed(KEY, "gates", {"id": "old", "name": "old", "description": text})
    result = project.run("Gate", "old")
    assert result.exit_code == 0
    assert not {"\x1b", "\x07", "\u202e"} & {*result.output}
    assert not {"\x1b", "\x07", "\u202e"} & {*refused(project.run("Gate", text))}


@pytest.mark.parametrize("charset", ["ascii", "cp1252"])
def test_a_text_outside_the_terminals_encoding_is_escaped(project: Project, charset: str) -> None:
    project.emulator.seed(KEY, "gates", {"id": "old", "name": "old", "description": "結帳"})
    result = project.run("Gate", "old", charset=charset)
    assert result.exit_code == 0
    assert r"\u7d50" in result.output
