"""State that an older version of the package has stored shows no change under this one, and is destroyed by it.

``state_426129b`` holds what that commit stored of one resource of each kind, as they were then, of a Statsig Cloud
project: the program (``examples/whole_project`` at its last stage), the stack's deployment without the paths of a
machine, and the documents of the emulator.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from statsig_pulumi.kind import all_kinds

from .harness import FAST, KEY, Stack, console, kinds_of

pytestmark = pytest.mark.engine

STATE = Path(__file__).with_name("state_426129b")
# The families of which a destroy leaves documents: settings, people and events, which always exist; and what the API
# cannot delete, the program keeps, or the server has made.
LEFT = {
    "alerts",
    "change_validation",
    "environments",
    "events",
    "experiments",
    "ingestion/connection",
    "ingestion/runs",
    "ingestion/schedule",
    "keys",
    "param_stores",
    "prompts",
    "release_pipeline_triggers",
    "segments",
    "segments/ids",
    "settings",
    "users",
}


@pytest.fixture
def older(stack: Stack) -> Stack:
    """A stack with that state, and its emulator."""
    stack.environment = FAST
    stack.config |= {"t:stage": "3", "t:warehouse": "false"}
    (stack.folder / "__main__.py").write_text((STATE / "program.py").read_text())
    deployment = stack.folder / "deployment.json"
    deployment.write_text((STATE / "deployment.json").read_text().replace("EMULATOR_FILE", str(stack.db)))
    done = stack.command("stack", "import", "--file", str(deployment), "--stack", "dev")
    assert done.returncode == 0, done.stderr
    for path in ("environments", "settings/project", "users"):  # those that a new project has anyway
        console(stack).get(path)
    store = stack.emulator.store
    with store.transaction():
        for family, id, document in documents():
            store.project(KEY).put(family, id, document)
            store.project(KEY).mark_by_hand(family, id)  # they lack what documents have got since
    stack.emulator.settings(enforce_reviews=False)  # the API of that time let such a project be changed
    stack.requests()
    return stack


def documents() -> Iterator[tuple[str, str, dict[str, object]]]:
    """Family, id and document of all that the emulator held."""
    for entry in json.loads((STATE / "documents.json").read_text()):
        yield entry["family"], entry["id"], entry["document"]


def test_each_of_its_kinds_is_still_there(older: Stack) -> None:
    assert sorted(kinds_of(older) - set(all_kinds())) == []


@pytest.mark.slow
def test_it_shows_no_change_and_is_destroyed(older: Stack) -> None:
    assert older.preview().ops() == {}
    assert older.mutations() == []
    assert older.preview(None, "--refresh").ops() == {}
    assert older.mutations() == []
    older.destroy()
    assert older.state() == {}
    families = {family for family, _, _ in documents()}
    assert {family for family in families if older.emulator.all(KEY, family)} <= LEFT
    experiments = {doc["id"] for doc in older.emulator.all(KEY, "experiments")}
    assert experiments == {"two_texts_2", "two_texts_3"}  # the restarts of one that was destroyed
