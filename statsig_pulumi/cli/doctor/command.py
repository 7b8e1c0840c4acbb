"""The command ``statsig-pulumi doctor``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click

from ...client.client import Client
from ...config import EMULATOR_FILE, EMULATOR_SCHEME, ENVIRONMENT, Settings
from ...errors import StatsigError
from ...notify import encodable
from ..machine import Machine
from ..progress import Progress
from ..pulumi import Stack
from ..settings import Configured
from ..state import State
from .configuration import examine_settings, examine_stack
from .environment import examine_environment
from .finding import Finding, Mark, exit_code, report, verdict
from .project import Project, find_project
from .service import examine_limits, examine_permissions, examine_service
from .state import examine_last_update, examine_projects, examine_state
from .versions import command_line

_PATIENCE = 10.0
"""So many seconds are given to a request, with its repetitions."""


def connect(settings: Settings) -> Client:
    """Return a client that neither waits long nor prints anything on stdout."""
    timeout = min(settings.request_timeout, _PATIENCE)
    patient = replace(settings, request_timeout=timeout, retry_deadline=_PATIENCE)
    return Client(patient, notify=lambda text: click.echo(text, err=True))


@dataclass(frozen=True)
class Doctor:
    """An examination.

    Attributes:
        machine: what is examined.
        stack: the stack's name; "" for the one that is selected.
        connect: makes the client.
        progress: is told what is looked at.
    """

    machine: Machine
    stack: str = ""
    connect: Callable[[Settings], Client] = connect
    progress: Callable[[str], None] = lambda _what: None

    def findings(self) -> Iterator[Finding]:
        """Yield all findings, the nearest things first."""
        self.progress("versions")
        project = find_project(self.machine.folder)
        cli, found = command_line(self.machine)
        yield from found
        self.progress("the provider's environment")
        yield from examine_environment(self.machine, project, cli)
        usable = Stack(self.machine, self.stack, project.folder) if project and cli and not project.problem else None
        if project and usable is None:
            yield Finding("stack", Mark.UNKNOWN, "without a working `pulumi` and project the stack cannot be read")
        else:
            yield from self._of_stack(project, usable)

    def _of_stack(self, project: Project | None, stack: Stack | None) -> Iterator[Finding]:
        self.progress("the stack's configuration")
        configured, found = examine_stack(project, stack)
        yield from found
        state: State | Finding = Finding("state", Mark.SKIPPED, "no stack here, and so no state")
        if stack and any(one.mark is Mark.OK for one in found):
            self.progress("the stack's state")
            try:
                state = stack.state()
            except StatsigError as error:
                state = Finding("state", Mark.UNKNOWN, f"the state cannot be read: {error}", "pulumi login")
        yield from self._of_service(configured, state, stack)

    def _of_service(
        self, configured: Configured | None, state: State | Finding, stack: Stack | None
    ) -> Iterator[Finding]:
        option = stack.option if stack else ""
        settings, found = self._settings(configured, stack)
        yield from found
        if isinstance(state, Finding):
            yield state
        else:
            yield from examine_state(state, _secret_key(settings), option)
        if stack and isinstance(state, State):
            yield from examine_last_update(stack)
        if settings:
            yield from self._of_statsig(settings, state if isinstance(state, State) else State(), option)

    def _settings(self, configured: Configured | None, stack: Stack | None) -> tuple[Settings | None, list[Finding]]:
        """Return the settings that the provider would have; None where there is nothing to ask Statsig with."""
        if configured is None:
            text = "without the configuration there is no key to ask Statsig with"
            return None, [Finding("service", Mark.UNKNOWN, text)]
        if stack is None and not any(map(self.machine.env.get, ENVIRONMENT.values())):
            text = "neither a project nor a key in the environment: Statsig is not asked"
            mend = f"export {ENVIRONMENT['consoleApiKey']}=console-..., or go to the folder of a Pulumi project"
            return None, [Finding("service", Mark.SKIPPED, text, mend)]
        settings, found = examine_settings(configured, self.machine.env, stack.option if stack else "")
        if settings and settings.emulated:
            return self._emulated(settings, (stack and stack.folder) or self.machine.folder, found)
        return settings, found

    def _emulated(
        self, settings: Settings, folder: Path, found: list[Finding]
    ) -> tuple[Settings | None, list[Finding]]:
        """Return the settings for the emulator's file of a folder; none where it is not there, and would be made."""
        path = settings.api_url.removeprefix(EMULATOR_SCHEME)
        file = folder / (path or EMULATOR_FILE)
        if path != ":memory:" and not file.is_file():
            text = f"the emulator's file {file} is not there yet: nothing has been applied to it"
            return None, [*found, Finding("service", Mark.SKIPPED, text)]
        return replace(settings, api_url=f"{EMULATOR_SCHEME}{path if path == ':memory:' else file}"), found

    def _of_statsig(self, settings: Settings, state: State, option: str) -> Iterator[Finding]:
        self.progress(f"Statsig at {settings.api_url}")
        try:
            client = self.connect(settings)
            usable, found = examine_service(client, self.machine.now())
            yield from found
            if usable:
                yield from examine_projects(state, client.project_id(), option)
                self.progress("what the key may read")
                yield from examine_permissions(client, state.own)
        except StatsigError as error:
            yield Finding("service", Mark.UNKNOWN, str(error))
        names = [kind.__name__ for kind, _ in state.own]
        segments = sum(1 for name in names if name.startswith("Segment"))
        yield from examine_limits(settings, len(names), segments)


def _secret_key(settings: Settings | None) -> str:
    return settings.console_api_key if settings and not settings.emulated else ""


@click.command()
@click.option("--stack", default="", metavar="NAME", help="The stack to look at; by default the one that is selected.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON, and nothing else.")
def doctor(stack: str, as_json: bool) -> None:
    """Find what keeps Pulumi and Statsig from working together.

    Looks at versions, the provider's virtual environment, configuration and key, the way to Statsig, and the stack's
    state; says of each what is wrong and what mends it. It changes nothing, downloads nothing and prints no secret.

    Exit code 0: fine, or warnings only; 1: something failed; 2: something could not be checked.
    """
    found: list[Finding] = []
    with Progress() as progress:
        for finding in Doctor(Machine(), stack, progress=lambda what: progress.say(f"looking at {what}")).findings():
            found.append(finding)
            if not as_json:
                click.echo(encodable("\n".join(finding.lines())))
    click.echo(json.dumps(report(found), indent=2) if as_json else encodable(f"\n{verdict(found)}"))
    raise SystemExit(exit_code(found))
