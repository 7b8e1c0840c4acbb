"""A stack whose state is made by the controller, on an emulator of its own, and the command that looks at it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result

from statsig_pulumi.cli.commands import group
from statsig_pulumi.cli.drift.look import Options, look
from statsig_pulumi.cli.drift.report import Report
from statsig_pulumi.cli.progress import Progress
from statsig_pulumi.cli.state import State
from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.controller.controller import Controller
from statsig_pulumi.controller.ownership import Run
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.kind import Kind, kind_named

KEY = "console-drift"
EU = "console-elsewhere"
URN = "urn:pulumi:dev::shop::"
ENVELOPE = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}
RULES = [
    {"name": "staff", "pass_percentage": 10, "conditions": [{"type": "public"}]},
    {"name": "beta", "pass_percentage": 20, "conditions": [{"type": "public"}]},
]


def secret(value: Any) -> dict[str, Any]:
    """A secret, as ``pulumi stack export --show-secrets`` prints it."""
    return {**ENVELOPE, "plaintext": json.dumps(value)}


def encrypted() -> dict[str, Any]:
    """A secret, as ``pulumi stack export`` prints it."""
    return {**ENVELOPE, "ciphertext": "djE6abcdef"}


class World:
    """A stack and the Statsig projects that it uses.

    Args:
        folder: where the emulator and the state are.
    """

    def __init__(self, folder: Path) -> None:
        self.url = f"emulator:{folder / 'emulator.db'}"
        self.emulator = Emulator(str(folder / "emulator.db"))
        self.folder, self.file = folder, folder / "state.json"
        self.environment: dict[str, str | None] = {"STATSIG_CONSOLE_KEY": KEY, "STATSIG_API_URL": self.url}
        self.resources = [provider("default", KEY, self.url), provider("eu", EU, self.url)]

    def client(self, key: str = KEY) -> Client:
        """The package's client."""
        return Client(Settings(key, self.url, retry_deadline=1))

    def console(self, key: str = KEY) -> httpx.Client:
        """What people change things with."""
        return httpx.Client(
            transport=EmulatorTransport(self.emulator),
            base_url="http://emulator.invalid/console/v1",
            headers={"STATSIG-API-KEY": key},
        )

    def add(
        self,
        kind_name: str,
        name: str,
        key: str = KEY,
        secrets: Iterable[str] = (),
        more: Mapping[str, Any] | None = None,
        **args: Any,
    ) -> dict[str, Any]:
        """Create an object, and put the resource into the state."""
        kind = kind_named(kind_name)
        inputs = declared(kind, name, args)
        run = Run(id=f"{len(self.resources)}", folder=self.folder)
        id, outputs = Controller(kind, self.client(key), run=run).create(inputs)
        wrapped = {field: secret(inputs[field]) for field in secrets}
        hidden = {"__provider": "pickled", **({"__secrets": [[field] for field in secrets]} if secrets else {})}
        by = "eu" if key == EU else "default"
        resource = {
            "urn": f"{URN}{kind.type_token()}::{name}",
            "type": kind.type_token(),
            "id": id,
            "inputs": {**inputs, **hidden, **wrapped},
            "outputs": {**outputs, **hidden, **wrapped},
            "provider": f"{URN}pulumi:providers:pulumi-python::{by}::some-id",
            "modified": "2024-01-01T00:00:00.123456789Z",
            **(more or {}),
        }
        self.resources.append(resource)
        return resource

    def gate(self, name: str = "checkout", **args: Any) -> dict[str, Any]:
        """A gate with two rules."""
        return self.add("Gate", name, **{"rules": RULES, **args})

    def state(self) -> str:
        """The state, as it is exported."""
        return json.dumps({"version": 3, "deployment": {"resources": self.resources}})

    def run(self, *arguments: str) -> Result:
        """Run the command on the state."""
        self.file.write_text(self.state())
        self.emulator.clear_log()
        return CliRunner().invoke(
            group, ["drift", "--state", str(self.file), *arguments], env=self.environment, catch_exceptions=False
        )

    def look(self, client: Client) -> Report:
        """Look at the state with a client of one's own."""
        with Progress() as progress:
            return look(State.parse(self.state()), lambda _: client, Options(), progress)

    def document(self, *arguments: str, code: int) -> dict[str, Any]:
        """What the command prints as JSON."""
        result = self.run("--json", *arguments)
        assert result.exit_code == code, result.output
        found: dict[str, Any] = json.loads(result.stdout)
        return found

    def paths(self, *arguments: str) -> dict[str, tuple[Any, Any]]:
        """The paths that differ, with old and new."""
        found = json.loads(self.run("--json", *arguments).stdout)
        return {
            f"{one['name']}.{each['path']}": (each.get("old", "absent"), each.get("new", "absent"))
            for one in found["changed"]
            for each in one["differences"]
        }

    def requests(self) -> list[str]:
        """What the command has sent."""
        return [f"{entry.method} {entry.path}" for entry in self.emulator.log()]


def declared(kind: type[Kind], name: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs that a program registers."""
    inputs = kind.args.model_validate(args).model_dump(exclude_unset=True, exclude_none=True)
    for prop in kind.shape().marked("key"):
        inputs.setdefault(prop.name, name)
    return json.loads(json.dumps(inputs))


def provider(name: str, key: str, url: str) -> dict[str, Any]:
    """A provider in the state."""
    inputs = {"statsig:consoleApiKey": secret(key), "statsig:apiUrl": url, "statsig:retryDeadline": "1"}
    kind = "pulumi:providers:pulumi-python"
    return {"urn": f"{URN}{kind}::{name}", "type": kind, "id": "some-id", "inputs": inputs}


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An empty stack."""
    return World(tmp_path)


Edit = Callable[[list[dict[str, Any]]], list[dict[str, Any]]]


def edit_rules(world: World, edit: Edit, gate: str = "checkout") -> None:
    """Change the rules of a gate in the console."""
    rules = world.console().get(f"/gates/{gate}").json()["data"]["rules"]
    answer = world.console().patch(f"/gates/{gate}", json={"rules": edit(rules)})
    assert answer.status_code == 200, answer.text
