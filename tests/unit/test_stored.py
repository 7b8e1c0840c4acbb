"""What else is in the stack's state, when something is deleted."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from statsig_pulumi.controller.stored import StoredResources, export_stack

TYPE = "pulumi-python:dynamic/statsig:Gate"


def stored(*outputs: dict[str, Any], id: str = "obj") -> StoredResources:
    resources = [{"type": TYPE, "id": id, "outputs": one} for one in outputs]
    return StoredResources(lambda _stack: json.dumps({"deployment": {"resources": resources}}))


def test_each_of_two_resources_is_known_until_it_is_deleted() -> None:
    two = stored({"gate_id": "obj"}, {"gate_id": "obj"})
    assert two.delete("Gate", "obj", {"gate_id": "obj"}) == [{"gate_id": "obj"}]
    assert two.delete("Gate", "obj", {"gate_id": "obj"}) == []


def test_the_one_that_is_deleted_is_told_by_its_outputs() -> None:
    both = stored({"ids": ["a"], "__project": "p"}, {"ids": ["b"], "__project": "p"})
    assert both.delete("Gate", "obj", {"ids": ["b"], "__project": "p"}) == [{"ids": ["a"], "__project": "p"}]


def test_what_this_run_has_updated_is_left_to_its_claims() -> None:
    both = stored({"ids": ["a"]}, {"ids": ["b"]})
    both.update("Gate", "obj", {"ids": ["a"]})
    assert both.delete("Gate", "obj", {"ids": ["b"]}) == []


@pytest.mark.parametrize(("kind", "id"), [("Tag", "obj"), ("Gate", "other")])
def test_other_objects_do_not_count(kind: str, id: str) -> None:
    assert stored({}, {}).delete(kind, id, {}) == []


def test_an_object_of_another_statsig_project_does_not_count() -> None:
    both = stored({"__project": "p"}, {"__project": "q"})
    assert both.delete("Gate", "obj", {"__project": "p"}) == []


@pytest.mark.parametrize("text", ["", "{}", "no JSON", "[]", '{"deployment": {"resources": [{"type": 1}]}}'])
def test_a_state_that_cannot_be_read_is_no_failure(text: str) -> None:
    assert StoredResources(lambda _stack: text).delete("Gate", "obj", {}) == []


@pytest.mark.parametrize(("stack", "words"), [("t/dev", "--stack dev"), ("", "")])
def test_the_state_is_asked_of_pulumis_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stack: str, words: str
) -> None:
    pulumi = tmp_path / "pulumi"
    pulumi.write_text('#!/bin/sh\necho "$@"\n')
    pulumi.chmod(pulumi.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert export_stack(stack).split() == ["stack", "export", "--non-interactive", *words.split()]


def test_a_command_line_that_is_not_there_or_fails_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert export_stack("t/dev") == ""
    pulumi = tmp_path / "pulumi"
    pulumi.write_text("#!/bin/sh\necho text\nexit 1\n")
    pulumi.chmod(pulumi.stat().st_mode | stat.S_IXUSR)
    assert export_stack("t/dev") == ""
