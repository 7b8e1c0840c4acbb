"""A stack under Pulumi's engine: programs in, planned steps and messages out."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import yaml

import statsig_pulumi
from statsig_pulumi.emulator import Emulator, trace
from statsig_pulumi.emulator.transport import EmulatorTransport
from tests import canaries

ROOT = Path(__file__).parents[2]
NO_PLUGINS = Path(__file__).with_name("no_plugins")
KEY = "console-emulator"
# Without writing the stack's file after every step, whose cost grows with the square of the resources.
FAST = {"PULUMI_EXPERIMENTAL": "1", "PULUMI_SKIP_CHECKPOINTS": "true"}
IMPORTS = """
import pulumi
from pulumi import ResourceOptions
import statsig_pulumi as statsig
from statsig_pulumi import conditions as when
"""


def cli() -> str:
    """The folder of the Pulumi command line."""
    if pulumi := shutil.which("pulumi"):
        return str(Path(pulumi).parent)
    tool = [sys.executable, str(ROOT / "tools" / "pulumi_cli.py"), "path"]
    return subprocess.run(tool, check=True, capture_output=True, text=True).stdout.strip()


@dataclass
class PlannedStep:
    """What Pulumi does with one resource."""

    op: str
    diffs: dict[str, str] = field(default_factory=dict)
    """The changed paths, as the program writes them, and how: ``update``, ``add``, ``delete``, ..."""


@dataclass
class Run:
    """One run of the command line."""

    ok: bool
    text: str
    steps: dict[str, PlannedStep]
    messages: list[str]

    def ops(self) -> dict[str, str]:
        """What is done with each resource that does not stay the same."""
        return {name: step.op for name, step in self.steps.items() if step.op not in ("same", "refresh", "read")}


class Stack:
    """A Pulumi project in a folder of its own, with an emulator beside it.

    Args:
        folder: where.
        key: the console key that the stack is configured with; None for none.
    """

    def __init__(self, folder: Path, key: str | None = KEY) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.db = folder / "emulator.db"
        self.emulator = Emulator(str(self.db))
        self.environment: dict[str, str] = {}
        self.settings: dict[str, Any] = {}
        options = {"virtualenv": str(Path(sys.executable).parents[1])}
        project = {"name": "t", "runtime": {"name": "python", "options": options}}
        (folder / "Pulumi.yaml").write_text(json.dumps(project))
        self.config: dict[str, Any] = {"statsig:apiUrl": f"emulator:{self.db}", "statsig:retryDeadline": "10"}
        if key is not None:
            self.config["statsig:consoleApiKey"] = key

    def init(self) -> Stack:
        """Make the stack, as ``pulumi stack init dev`` does; but it is not the selected one."""
        shutil.copytree(Path(_new_stack().name) / ".pulumi", self.folder / ".pulumi")
        return self

    def beside(self) -> Stack:
        """Another stack on the same Statsig project."""
        other = Stack(self.folder.parent / "other").init()
        other.config["statsig:apiUrl"] = f"emulator:{self.db}"
        return other

    # -- running -----------------------------------------------------------------------------------------------

    def program(self, text: str) -> Stack:
        """Write the program."""
        # No star: it would load every kind, which costs each run of a program a tenth of a second.
        used = sorted({*re.findall(r"\b[A-Z]\w+", text)} & {*statsig_pulumi.__all__})
        names = f"from statsig_pulumi import {', '.join(used)}\n" if used else ""
        (self.folder / "__main__.py").write_text(IMPORTS + names + textwrap.dedent(text))
        return self

    def up(self, text: str | None = None, *flags: str, ok: bool = True) -> Run:
        """``pulumi up`` without asking."""
        if text is not None:
            self.program(text)
        return self.run("up", "--yes", "--skip-preview", *flags, ok=ok)

    def preview(self, text: str | None = None, *flags: str, ok: bool = True) -> Run:
        """``pulumi preview``."""
        if text is not None:
            self.program(text)
        return self.run("preview", "--diff", *flags, ok=ok)

    def refresh(self, *flags: str, ok: bool = True) -> Run:
        """``pulumi refresh`` without asking."""
        return self.run("refresh", "--yes", "--skip-preview", *flags, ok=ok)

    def destroy(self, *flags: str, ok: bool = True) -> Run:
        """``pulumi destroy`` without asking."""
        return self.run("destroy", "--yes", "--skip-preview", *flags, ok=ok)

    def run(self, *arguments: str, ok: bool | None = True) -> Run:
        """Any command that changes or previews the stack; ``ok`` is what is to come of it, None for either."""
        log = self.folder / "events.json"
        log.unlink(missing_ok=True)
        done = self.command(*arguments, "--event-log", str(log), "--color", "never", "--stack", "dev")
        steps, messages = _read(log)
        run = Run(done.returncode == 0, done.stdout + done.stderr, steps, messages)
        assert ok is None or run.ok == ok, run.text
        return run

    def killed_up(self, when: Callable[[], bool]) -> None:
        """``pulumi up`` whose processes are all killed as soon as something has happened."""
        self.killed("up", when)

    def killed(self, command: str, when: Callable[[], bool], whom: str = "") -> str:
        """A command of which processes are killed as soon as something has happened; what it prints.

        Args:
            command: ``up``, ``refresh`` or ``destroy``.
            when: returns whether it has happened.
            whom: ``engine``; ``provider``; "": all processes.
        """
        run = self.started(command, when)
        for pid in self._victims(run.pid, whom):
            with suppress(ProcessLookupError):  # it has ended with one of the others
                os.kill(pid, signal.SIGKILL)
        output, _ = run.communicate(timeout=200)
        file = self.folder / ".pulumi" / "stacks" / "t" / "dev.json"
        if file.exists() and not _is_json(file.read_text()):  # killed while Pulumi was writing: its own copy is whole
            shutil.copy(f"{file}.bak", file)
        self.command("cancel", "--yes", "--stack", "dev")  # the killed run still holds Pulumi's own lock
        return output

    @staticmethod
    def _victims(engine: int, whom: str) -> list[int]:
        if whom == "engine":
            return [engine]
        found = _descendants(engine)
        if whom == "provider":
            return [pid for pid in found if b"pulumi.dynamic" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        return [engine, *found]

    def cancelled_up(self, when: Callable[[], bool]) -> str:
        """``pulumi up`` that gets Ctrl-C, as a terminal sends it, as soon as something has happened; what it prints."""
        run = self.started("up", when)
        os.killpg(run.pid, signal.SIGINT)
        output, _ = run.communicate(timeout=200)
        assert run.returncode != 0, output
        return output

    def started(self, name: str, when: Callable[[], bool]) -> subprocess.Popen[str]:
        """A command in a process group of its own, in which something has happened."""
        self.write_config()
        command = ["pulumi", name, "--yes", "--skip-preview", "--non-interactive", "--color", "never", "--stack", "dev"]
        output: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        run = subprocess.Popen(command, cwd=self.folder, env=self.env(), start_new_session=True, **output)
        until = time.monotonic() + 60
        while not when():
            assert run.poll() is None, run.communicate()[0]
            assert time.monotonic() < until
            time.sleep(0.05)
        return run

    def write_config(self) -> None:
        """Write the stack's configuration."""
        (self.folder / "Pulumi.dev.yaml").write_text(json.dumps({**self.settings, "config": self.config}))

    def secret(self, name: str, value: str) -> None:
        """Configure a secret, as a user does."""
        self.command("config", "set", "--secret", name, value, "--stack", "dev")
        written = yaml.safe_load((self.folder / "Pulumi.dev.yaml").read_text())
        self.config = written.pop("config")
        self.settings = written

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Any command of the command line."""
        self.write_config()
        done = subprocess.run(
            ["pulumi", *arguments, "--non-interactive"],
            cwd=self.folder,
            env=self.env(),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        if "--show-secrets" not in arguments:
            lines = [
                line for line in (done.stdout + done.stderr).splitlines() if "arshaling property for RPC" not in line
            ]
            shown = self.secrets_shown("\n".join(lines))
            assert not shown, f"secrets are printed, logged or stored: {shown}"
        return done

    def secrets_shown(self, printed: str) -> set[str]:
        """The secrets in what was printed, in the log of events and in all that is stored beside the stack.

        A key that stands in the configuration in the clear is no secret to Pulumi, which stores it.
        """
        written = [file for file in (self.folder / ".pulumi").rglob("*") if file.is_file()]
        notes = [file for file in (self.folder / "home" / "statsig-pulumi").rglob("*") if file.is_file()]
        stored = "".join(file.read_text(errors="replace") for file in [*written, *notes])
        events = "".join(json.dumps(e) for e in _events(self.folder / "events.json") if "preludeEvent" not in e)
        key = self.config.get("statsig:consoleApiKey")
        return canaries.found_in(printed, *[key] * isinstance(key, str)) | canaries.found_in(events + stored)

    def statsig_pulumi(self, *arguments: str) -> str:
        """What the package's own command prints."""
        tool = [sys.executable, "-m", "statsig_pulumi.cli", *arguments]
        env = {
            **self.env(),
            "STATSIG_API_URL": self.config["statsig:apiUrl"],
            "STATSIG_CONSOLE_KEY": self.config["statsig:consoleApiKey"],
        }
        return subprocess.run(tool, cwd=self.folder, env=env, check=True, capture_output=True, text=True).stdout

    def drift(self, *arguments: str) -> tuple[int, str]:
        """``statsig-pulumi drift``, with nothing but the stack to tell it the key: its exit code and what it prints."""
        self.write_config()
        tool = [sys.executable, "-m", "statsig_pulumi.cli", "drift", "--stack", "dev", *arguments]
        done = subprocess.run(tool, cwd=self.folder, env=self.env(), check=False, capture_output=True, text=True)
        shown = self.secrets_shown(done.stdout + done.stderr)
        assert not shown, f"secrets are printed: {shown}"
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout or done.stderr

    def env(self) -> dict[str, str]:
        """The environment of the command line."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PULUMI_", "STATSIG_"))}
        traced = {name: os.environ[name] for name in (trace.FOLDER, trace.NAME) if name in os.environ}
        return {
            **kept,
            **traced,
            "PATH": f"{cli()}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}",
            "PULUMI_HOME": str(self.folder / "home"),
            "PULUMI_BACKEND_URL": self.folder.as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": "a",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_DEBUG_COMMANDS": "true",  # brings --event-log
            "PYTHONPATH": f"{NO_PLUGINS}{os.pathsep}{ROOT}",
            **self.environment,
        }

    # -- what is stored -----------------------------------------------------------------------------------------------

    def state_text(self) -> str:
        """The stack's file, as it is stored."""
        return (self.folder / ".pulumi" / "stacks" / "t" / "dev.json").read_text()

    def state(self) -> dict[str, dict[str, Any]]:
        """The stored resources by name."""
        return {r["urn"].rsplit("::", 1)[1]: r for r in self.resources()}

    def resources(self) -> list[dict[str, Any]]:
        """The stored resources, without the stack itself and providers."""
        resources = json.loads(self.state_text())["checkpoint"]["latest"].get("resources") or []
        return [r for r in resources if "dynamic/statsig" in r["type"]]

    def mutations(self) -> list[tuple[str, str]]:
        """Method and path of every request that changed something, and forget them."""
        return [r for r in self.requests() if r[0] != "GET"]

    def requests(self) -> list[tuple[str, str]]:
        """Method and path of every request, and forget them."""
        entries = [(e.method, e.path) for e in self.emulator.log()]
        self.emulator.clear_log()
        return entries


@cache
def _new_stack() -> TemporaryDirectory[str]:
    """A stack that has just been made. It is the same for all tests, and to make it takes half a second."""
    folder = TemporaryDirectory()
    made = Stack(Path(folder.name)).command("stack", "init", "dev")
    assert made.returncode == 0, made.stderr
    return folder


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def events_of(stack: Stack) -> list[Mapping[str, Any]]:
    """What the engine told of the last run."""
    return [*_events(stack.folder / "events.json")]


def kinds_of(stack: Stack) -> set[str]:
    """The kinds that the stack has a resource of."""
    return {resource["type"].rpartition(":")[2] for resource in stack.resources()}


def console(stack: Stack, key: str = KEY) -> httpx.Client:
    """A client of the stack's Statsig project that is not the package's."""
    return httpx.Client(
        transport=EmulatorTransport(stack.emulator),
        base_url="http://emulator.invalid/console/v1",
        headers={"STATSIG-API-KEY": key},
    )


def _read(log: Path) -> tuple[dict[str, PlannedStep], list[str]]:
    steps: dict[str, PlannedStep] = {}
    messages: list[str] = []
    for event in _events(log):
        if details := event.get("resourcePreEvent"):
            metadata = details["metadata"]
            if "dynamic/statsig" not in metadata["type"] or metadata["op"] in ("create-replacement", "delete-replaced"):
                continue
            name = metadata["urn"].rsplit("::", 1)[1]
            detailed = metadata.get("detailedDiff") or {}
            # A refresh inside an update speaks of a resource twice: what is done with it is what counts.
            if name not in steps or steps[name].op in ("same", "refresh") or metadata["op"] not in ("same", "refresh"):
                diffs = {path: change["diffKind"] for path, change in detailed.items()}
                steps[name] = PlannedStep(metadata["op"], diffs)
        if diagnostic := event.get("diagnosticEvent"):
            messages.append(diagnostic["message"].strip())
    return steps, messages


def _descendants(pid: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
    found = [child for child, parent in parents.items() if parent == pid]
    return [*found, *(grandchild for child in found for grandchild in _descendants(child))]


def _events(log: Path) -> Iterator[Mapping[str, Any]]:
    if log.exists():
        for line in log.read_text().splitlines():
            if line.strip():
                yield json.loads(line)
