"""Where the state and the settings come from."""

from __future__ import annotations

import json
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from statsig_pulumi.cli.drift.projects import Projects
from statsig_pulumi.cli.machine import Done, Machine
from statsig_pulumi.cli.pulumi import Stack
from statsig_pulumi.cli.settings import Configured
from statsig_pulumi.cli.state import State, Stored
from statsig_pulumi.errors import ConfigError

from .conftest import EU, KEY, URN, encrypted, provider

PROVIDERS = [provider("default", KEY, "emulator:state"), provider("eu", EU, "emulator:eu")]
CONFIGURED = {"statsig:consoleApiKey": "console-configured", "statsig:apiUrl": "emulator:configured"}
ENVIRONMENT = {"STATSIG_CONSOLE_KEY": "console-job", "STATSIG_API_URL": "emulator:job"}


def state(*providers: dict[str, object]) -> State:
    return State.parse(json.dumps({"deployment": {"resources": providers}}))


def of(name: str) -> Stored:
    """A resource of a provider."""
    return Stored(
        f"{URN}pulumi-python:dynamic/statsig:Gate::g", provider=f"{URN}pulumi:providers:pulumi-python::{name}"
    )


@pytest.mark.parametrize(
    ("configured", "environment", "found"),
    [
        (CONFIGURED, ENVIRONMENT, ("console-job", "emulator:job")),
        (CONFIGURED, {}, ("console-configured", "emulator:configured")),
        (None, {}, (KEY, "emulator:state")),
    ],
)
def test_the_environment_goes_before_the_configuration_and_that_before_the_state(
    configured: dict[str, str] | None, environment: dict[str, str], found: tuple[str, str]
) -> None:
    settings = Projects(
        state(*PROVIDERS), None if configured is None else Configured(configured), environment
    ).settings(of("default"))
    assert (settings.console_api_key, settings.api_url) == found


def test_an_explicit_provider_has_its_own_whatever_else_there_is() -> None:
    settings = Projects(state(*PROVIDERS), Configured(CONFIGURED), ENVIRONMENT).settings(of("eu"))
    assert (settings.console_api_key, settings.api_url) == (EU, "emulator:eu")


def test_a_provider_whose_key_is_encrypted_says_how_to_export_it() -> None:
    closed = {**PROVIDERS[1], "inputs": {"statsig:consoleApiKey": encrypted()}}
    with pytest.raises(Exception, match="--show-secrets"):
        Projects(state(closed), Configured(CONFIGURED), ENVIRONMENT).settings(of("eu"))


class Asked:
    """A machine whose Pulumi prints one text, and remembers what it was asked."""

    def __init__(self, printed: str) -> None:
        self.printed, self.commands = printed, list[list[str]]()

    def stack(self, name: str = "") -> Stack:
        return Stack(Machine(run=self.run), name)

    def run(self, command: Sequence[str], _folder: Path, _env: Mapping[str, str]) -> Done:
        self.commands.append([*command])
        return Done(0, self.printed)


def test_pulumi_is_asked_for_one_stack_and_for_secrets() -> None:
    asked = Asked('{"statsig:apiUrl": {"value": "emulator:", "secret": false}, "t:object": {"objectValue": {}}}')
    assert asked.stack("o/p/dev").configuration().get("apiUrl") == "emulator:"
    asked.printed = '{"deployment": {}}'
    assert asked.stack().state(secrets=True).resources == ()
    assert asked.commands == [
        ["pulumi", "config", "--show-secrets", "--json", "--stack", "o/p/dev", "--non-interactive"],
        ["pulumi", "stack", "export", "--show-secrets", "--non-interactive"],
    ]


@pytest.mark.parametrize("printed", ["", "[]", "null", '{"a": 5}'])
def test_a_configuration_that_is_none_is_an_error(printed: str) -> None:
    with pytest.raises(ConfigError, match="something else"):
        Asked(printed).stack().configuration()


def test_a_pulumi_that_is_not_there_or_fails_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigError, match="cannot run `pulumi stack export`"):
        Stack(Machine()).state()
    pulumi = tmp_path / "pulumi"
    pulumi.write_text("#!/bin/sh\necho 'error: no stack named dev' >&2\nexit 255\n")
    pulumi.chmod(pulumi.stat().st_mode | stat.S_IXUSR)
    with pytest.raises(ConfigError, match="`pulumi stack export` failed: no stack named dev"):
        Stack(Machine()).state()
