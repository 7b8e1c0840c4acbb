"""Objects whose names and values somebody has chosen to do harm, through every command that shows or writes them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from statsig_pulumi.cli.commands import group
from statsig_pulumi.emulator import Emulator
from tests.fuzz.targets import only_declares
from tests.fuzz.values import HOSTILE_TEXTS
from tests.report.previews import preview, step
from tests.resources import CASES

KEYS = {"A": "console-hostile-a", "B": "console-hostile-b"}
TEXTS = [text for text in HOSTILE_TEXTS if text.strip()]
SENT = [text for text in TEXTS if "\ud800" not in text]
ONLY = ("--include", "Gate", "--include", "Tag", "--include", "Team")
_FOR_TERMINALS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


def document(text: str) -> dict[str, Any]:
    """A gate in which everything that a person can write is one text."""
    condition = {"type": "custom_field", "operator": "any", "field": text, "targetValue": [text]}
    rule = {
        "id": "r",
        "baseID": "r",
        "name": text,
        "passPercentage": 50,
        "conditions": [condition],
        "environments": None,
    }
    return {
        "name": text,
        "description": text,
        "isEnabled": True,
        "status": "In Progress",
        "tags": [text],
        "rules": [rule],
    }


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder, and two Statsig projects: the objects of the first are hostile, those of the second are not."""
    emulator = Emulator(str(tmp_path / "emulator.db"))
    for number, text in enumerate(SENT):
        for name, key in KEYS.items():
            shown = text if name == "A" else "plain"
            emulator.seed(
                key, "gates", {"id": f"gate{number}", "createdTime": 0, **document(shown), "name": f"gate{number}"}
            )
        emulator.seed(KEYS["A"], "gates", {"id": f"named{number}", "createdTime": 0, **document(text)})
        emulator.seed(
            KEYS["A"], CASES["Tag"].family, {"id": f"t{number}", "name": text, "description": text, "isCore": False}
        )
        emulator.seed(KEYS["A"], CASES["Team"].family, {"id": f"team{number}", "name": text, "description": text})
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    yield tmp_path / "work"
    emulator.close()


def run(*arguments: str, **options: Any) -> Result:
    """Run a command on the first project; nothing that it prints is a command to a terminal or to a CI system."""
    database = Path().absolute().parent / "emulator.db"
    env = {"STATSIG_API_URL": f"emulator:{database}", "STATSIG_CONSOLE_KEY": KEYS["A"], **KEYS}
    done = CliRunner().invoke(group, [*arguments], env=env, **options)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    harmless(done.output)
    return done


def harmless(text: str) -> None:
    """Check that nothing in a text is a command, to a terminal or to a runner of GitHub Actions."""
    assert not (found := _FOR_TERMINALS.search(text)), text[max(0, found.start() - 80) : found.end() + 80]
    for line in text.splitlines():
        assert not line.strip().startswith(("::", "##[")), line


def outside_of_code(markdown: str) -> str:
    """What of Markdown has a meaning: not what stands in code."""
    return re.sub(r"(?s)(`+)(?!`)(.+?)(?<!`)\1(?!`)", "", markdown)


def written(folder: Path) -> dict[str, str]:
    """What stands in a folder and around it, by path."""
    known = {folder.parent / name for name in ("emulator.db", "emulator.db-wal", "emulator.db-shm")}
    files = [one for one in folder.parent.rglob("*") if one.is_file() and one not in known]
    return {str(one.relative_to(folder)): one.read_text(encoding="utf-8") for one in files}


@pytest.mark.parametrize("by", ["family", "team"])
def test_an_exported_program_declares_and_does_nothing_else(project: Path, by: str) -> None:
    done = run("export", "objects", *ONLY, "--by", by)
    assert done.exit_code == 0, done.output
    files = written(project)
    assert all(re.fullmatch(r"objects/[\w.-]+|[\w.]+", name) for name in files), [*files]
    for name, text in files.items():
        if name.startswith("objects/") and name.endswith(".py") and "__init__" not in name:
            harmless(text)
            statements = "\n".join(line for line in text.splitlines() if not line.startswith(("import ", "from ")))
            only_declares(statements)
    program = "".join(files.values())
    assert "pwned" in program  # the text is there, as a text
    assert not (project / "pwned").exists()


def test_a_program_of_single_objects(project: Path) -> None:
    for number in range(0, len(SENT), 4):
        done = run("import", "Gate", f"gate{number}", "--file", "one.json")
        assert done.exit_code == 0, done.output
        only_declares(done.stdout)


def test_an_id_that_is_none_sends_and_writes_nothing(project: Path) -> None:
    for id in (*TEXTS, "-x", "--help", "--file=../../x"):
        done = run("import", "Gate", "--file", "one.json", "--", id)
        assert done.exit_code == 1, id
    assert written(project) == {}
    database = Emulator(str(project.parent / "emulator.db"))
    requests = [(entry.method, entry.path) for entry in database.log()]
    database.close()
    assert all(method == "GET" and re.fullmatch("/gates(/[^/]+)?", path) for method, path in requests), requests


def test_a_comparison_in_each_form(project: Path) -> None:
    done = run("compare", "--from", "A", "--to", "B", *ONLY, "--markdown", "found.md")
    assert done.exit_code == 2, done.output
    text = (project / "found.md").read_text()
    harmless(text)
    assert "<script" not in text
    assert "-->" not in text
    json.loads(run("compare", "--from", "A", "--to", "B", *ONLY, "--json").stdout)


def state(text: str, number: int) -> dict[str, Any]:
    """A resource of a state, whose names and values are a text."""
    inputs = {"gate_id": f"gate{number}", "description": "as it was", "rules": [{"name": text, "pass_percentage": 1}]}
    urn = f"urn:pulumi:prod::shop::pulumi-python:dynamic/statsig:Gate::{text}"
    return {
        "urn": urn,
        "type": "pulumi-python:dynamic/statsig:Gate",
        "id": f"gate{number}",
        "inputs": inputs,
        "outputs": inputs,
    }


def test_drift_in_each_form(project: Path) -> None:
    resources = [state(text, number) for number, text in enumerate(SENT)]
    (project / "state.json").write_text(json.dumps({"deployment": {"resources": resources}}))
    done = run("drift", "--state", "state.json", "--markdown", "issue.md")
    assert done.exit_code == 2, done.output
    issue = (project / "issue.md").read_text()
    harmless(issue)
    assert outside_of_code(issue).count("-->") == 1
    assert "<script" not in outside_of_code(issue)
    json.loads(run("drift", "--state", "state.json", "--json").stdout)


def test_a_report_in_both_forms(project: Path) -> None:
    for number, text in enumerate(SENT):
        old = {"gate_id": f"gate{number}", "description": "plain", "rules": [{"name": "a", "pass_percentage": 1}]}
        new = {"gate_id": f"gate{number}", "description": text, "rules": [{"name": text, "pass_percentage": 99}]}
        change = json.dumps(preview(step("update", "Gate", text, old, new, id=f"gate{number}")))
        run("report", "-", "--offline", "--markdown", "r.md", "--html", "r.html", input=change.encode())
        markdown, html = (project / "r.md").read_text(), (project / "r.html").read_text()
        harmless(markdown)
        harmless(html)
        assert outside_of_code(markdown).count("-->") == 1, text
        for form in (outside_of_code(markdown), html):
            assert "<script" not in form, text


@pytest.mark.parametrize(
    "edit", [{"file": "../../outside"}, {"file": "/tmp/outside"}, {"variable": "x = __import__('os') #"}]
)
def test_a_record_that_somebody_has_edited_leads_to_no_other_file(project: Path, edit: dict[str, str]) -> None:
    assert run("export", "objects", *ONLY).exit_code == 0
    record = project / "objects" / ".statsig-export.json"
    content = json.loads(record.read_text())
    content["objects"][0] |= edit
    record.write_text(json.dumps(content))
    before = written(project)
    done = run("export", "objects", *ONLY)
    assert done.exit_code == 1
    assert "is not what an export has written" in done.output
    assert written(project) == before
