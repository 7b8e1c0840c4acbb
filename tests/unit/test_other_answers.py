"""A success that is about another object, as a cache on the way may answer, is no answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

import statsig_pulumi as statsig
from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.controller.controller import Controller
from statsig_pulumi.controller.ownership import Run
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.errors import ApiError, StatsigError
from statsig_pulumi.kind import Kind
from tests.clock import Clock

KEY = "console-others"
KINDS: list[tuple[Any, dict[str, Any], str]] = [
    (statsig.Gate, {"gate_id": "{}"}, "gates"),
    (statsig.Team, {"name": "{}"}, "users/teams"),
    (statsig.Holdout, {"name": "{}"}, "holdouts"),
    (statsig.Experiment, {"experiment_id": "{}", "force_destroy": True}, "experiments"),
    (statsig.Tag, {"name": "{}"}, "tags"),
]


@dataclass
class Mixed(httpx.BaseTransport):
    """Answers the requests of one verb with a document of its own."""

    inner: EmulatorTransport
    method: str = ""
    data: Any = None
    acts: bool = False
    count: int = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method != self.method or not self.count:
            return self.inner.handle_request(request)
        self.count -= 1
        if self.acts:
            self.inner.handle_request(request)
        return httpx.Response(200, json={"message": "Here it is", "data": self.data})


@dataclass
class Project:
    """A Statsig project with an object that is not the stack's."""

    kind: type[Kind]
    inputs: dict[str, Any]
    family: str
    emulator: Emulator = field(default_factory=lambda: Emulator(now=Clock()))

    def __post_init__(self) -> None:
        self.mixed = Mixed(EmulatorTransport(self.emulator))
        self.client = Client(Settings(KEY, "emulator:"), transport=self.mixed, clock=Clock(), notify=lambda _: None)
        self.create("theirs")
        (self.other,) = self.all()

    def named(self, name: str) -> dict[str, Any]:
        return {n: name if value == "{}" else value for n, value in self.inputs.items()}

    def controller(self, state: dict[str, Any] | None = None) -> Controller:
        return Controller(self.kind, self.client, state, Run("1", "p/dev", folder=None))

    def create(self, name: str) -> tuple[str, dict[str, Any]]:
        return self.controller().create(self.named(name))

    def mix_up(self, method: str, count: int, *, acts: bool) -> None:
        self.mixed.method, self.mixed.count, self.mixed.acts, self.mixed.data = method, count, acts, self.other

    def all(self) -> list[dict[str, Any]]:
        return self.emulator.all(KEY, self.family)


@pytest.fixture(params=KINDS, ids=lambda one: one[0].__name__)
def project(request: pytest.FixtureRequest) -> Iterator[Project]:
    project = Project(*request.param)
    yield project
    project.emulator.close()


@pytest.mark.parametrize("acts", [False, True])
def test_a_create_is_looked_up_and_made_once(project: Project, acts: bool) -> None:
    project.mix_up("POST", 1, acts=acts)
    id, _ = project.create("mine")
    assert id != project.other["id"]
    assert len(project.all()) == 2


def test_a_read_is_tried_again_and_the_object_is_never_another(project: Project) -> None:
    id, state = project.create("mine")
    project.mix_up("GET", 1, acts=False)
    found = project.controller(state).read(id)
    assert found
    assert found[1] == {name: state[name] for name in found[1]}
    project.mix_up("GET", 1000, acts=False)
    with pytest.raises(ApiError, match="the response is about another object"):
        project.controller(state).read(id)


def test_a_deleted_object_is_gone(project: Project) -> None:
    id, state = project.create("mine")
    project.mix_up("DELETE", 1, acts=False)
    project.controller(state).delete(id)
    assert project.all() == [project.other]
    _, state = project.create("mine")
    project.mix_up("DELETE", 1000, acts=False)
    with pytest.raises(ApiError, match="the response is about another object"):
        project.controller(state).delete(id)


def test_an_update_is_sent_again(project: Project) -> None:
    id, state = project.create("mine")
    project.mix_up("PATCH", 1, acts=False)
    project.controller(state).update(id, {**project.named("mine"), "description": "new"})
    assert sorted(doc.get("description") or "" for doc in project.all()) == ["", "new"]


def test_a_status_is_that_of_the_object_itself() -> None:
    project = Project(*KINDS[3])
    id, state = project.create("mine")
    project.mix_up("PUT", 1000, acts=False)
    project.mixed.data = {**project.other, "status": "active"}
    with pytest.raises(StatsigError, match="the response is about another object"):
        project.controller(state).update(id, {**project.named("mine"), "status": "active"})
