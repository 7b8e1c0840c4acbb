"""``statsig-pulumi doctor``: each thing that can be wrong is found, told apart, and never shown with a secret."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from statsig_pulumi import __version__
from statsig_pulumi.cli.commands import group
from statsig_pulumi.cli.doctor.command import Doctor
from statsig_pulumi.cli.doctor.finding import Finding, Mark, exit_code, report, verdict
from statsig_pulumi.cli.machine import Done, Machine, run_program
from statsig_pulumi.client.client import Client
from statsig_pulumi.config import EMULATOR_FILE, Settings
from statsig_pulumi.emulator import Emulator, transport
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.kind import TYPE_PREFIX

KEY = "console-SECRETSECRETSECRETSECRET"
NOW = 1_700_000_000.0
INSTALLED = {"python": [3, 12, 1], "pulumi": "3.272.0", "statsig_pulumi": __version__}
ENCRYPTED = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "v1:x:y"}


def secret(value: str) -> dict[str, Any]:
    """A secret of the stack's configuration."""
    return {"value": value, "secret": True}


def resource(kind: str, name: str, *, provider: str = "default", **outputs: Any) -> dict[str, Any]:
    """One resource in state."""
    return {
        "urn": f"urn:pulumi:dev::p::{TYPE_PREFIX}{kind}::{name}",
        "type": TYPE_PREFIX + kind,
        "id": name,
        "inputs": {},
        "outputs": outputs,
        "provider": f"urn:pulumi:dev::p::pulumi:providers:pulumi-python::{provider}::some-id",
    }


@dataclass
class Patient:
    """A machine with a Pulumi project, all of it in order unless a test says otherwise."""

    folder: Path
    version: str = "v3.259.0"
    installed: dict[str, Any] = field(default_factory=lambda: dict(INSTALLED))
    config: dict[str, Any] = field(default_factory=lambda: {"statsig:consoleApiKey": secret(KEY)})
    deployment: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Done] = field(default_factory=dict)
    """Answers of `pulumi` that replace the usual ones, by the beginning of the command."""
    env: dict[str, str] = field(default_factory=dict)
    transport: httpx.BaseTransport | None = None
    ran: list[Sequence[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.emulator = Emulator()
        for program in ("pulumi", "pulumi-resource-pulumi-python", "pulumi-language-python"):
            self.executable(self.folder / "bin" / program)
        self.executable(self.folder / "venv" / "bin" / "python")
        self.env.setdefault("PATH", str(self.folder / "bin"))
        self.project("runtime: {name: python, options: {virtualenv: venv}}")

    def executable(self, file: Path) -> Path:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o755)
        return file

    def project(self, runtime: str) -> Patient:
        (self.folder / "Pulumi.yaml").write_text(f"name: p\n{runtime}\n")
        return self

    def run(self, command: Sequence[str], _folder: Path, _env: Mapping[str, str]) -> Done:
        self.ran.append(command)
        if command[0] != "pulumi":
            return self.answers.get(command[0], Done(0, json.dumps(self.installed)))
        line = " ".join(command[1:])
        replaced = next((answer for begin, answer in self.answers.items() if line.startswith(begin)), None)
        return replaced or Done(0, self.usual(line))

    def usual(self, line: str) -> str:
        if line.startswith("version"):
            return self.version
        if line.startswith("config"):
            return json.dumps(self.config)
        if line.startswith("stack export"):
            return json.dumps({"version": 3, "deployment": self.deployment})
        return json.dumps([{"kind": "update", "result": "succeeded"}]) if "history" in line else "dev\n"

    def connect(self, settings: Settings) -> Client:
        return Client(settings, transport=self.transport or EmulatorTransport(self.emulator), notify=lambda _text: None)

    def examine(self) -> list[Finding]:
        machine = Machine(self.folder, self.env, self.run, lambda: NOW)
        found = [*Doctor(machine, connect=self.connect).findings()]
        text = "\n".join(line for finding in found for line in finding.lines()) + json.dumps(report(found))
        assert KEY not in text
        assert "SECRETSECRET" not in text
        return found

    def only(self, check: str, mark: Mark) -> Finding:
        """The one finding of a check that is so bad."""
        (found,) = [one for one in self.examine() if (one.check, one.mark) == (check, mark)]
        assert found.mend or mark in (Mark.OK, Mark.SKIPPED, Mark.UNKNOWN)
        return found


@pytest.fixture
def patient(tmp_path: Path) -> Patient:
    return Patient(tmp_path)


def answering(answer: Callable[[httpx.Request], httpx.Response]) -> httpx.MockTransport:
    return httpx.MockTransport(answer)


def test_a_machine_in_order_is_ready(patient: Patient) -> None:
    found = patient.examine()
    assert {one.mark for one in found} <= {Mark.OK, Mark.SKIPPED}, [one.lines() for one in found]
    assert exit_code(found) == 0
    assert verdict(found).startswith("Ready: ")


def test_the_worst_finding_decides_on_the_exit_code() -> None:
    failed, unknown, warning = (Finding("x", mark, "") for mark in (Mark.FAILED, Mark.UNKNOWN, Mark.WARNING))
    assert exit_code([warning]) == 0
    assert exit_code([warning, unknown]) == 2
    assert exit_code([unknown, failed]) == 1


# -- versions ----------------------------------------------------------------------------------------------------------


def test_a_missing_command_line_fails_and_the_stack_is_not_checked(patient: Patient) -> None:
    (patient.folder / "bin" / "pulumi").unlink()
    found = patient.examine()
    assert [one.mark for one in found if one.check == "cli"] == [Mark.FAILED]
    assert [one.mark for one in found if one.check == "stack"] == [Mark.UNKNOWN]
    assert not any(command[0] == "pulumi" for command in patient.ran)


@pytest.mark.parametrize(
    ("version", "mark"),
    [("v3.215.9", Mark.FAILED), ("v3.253.0", Mark.WARNING), ("v3.259.0", Mark.OK), ("v4.0.0", Mark.OK)],
)
def test_the_command_line_has_to_be_new_enough(patient: Patient, version: str, mark: Mark) -> None:
    patient.version = version
    assert version.removeprefix("v") in patient.only("cli", mark).text


def test_a_command_line_that_does_not_run_is_unknown(patient: Patient) -> None:
    patient.answers["version"] = Done(126, err="error: exec format error\n")
    assert "exec format error" in patient.only("cli", Mark.UNKNOWN).text


def test_a_missing_plugin_fails(patient: Patient) -> None:
    (patient.folder / "bin" / "pulumi-resource-pulumi-python").unlink()
    assert "runs the provider" in patient.only("plugin", Mark.FAILED).text


def test_a_plugin_of_another_installation_is_a_warning_unless_pulumi_ignores_it(patient: Patient) -> None:
    other = patient.executable(patient.folder / "other" / "pulumi-resource-pulumi-python")
    patient.env["PATH"] = f"{other.parent}:{patient.env['PATH']}"
    assert str(other) in patient.only("plugin", Mark.WARNING).text
    patient.env["PULUMI_IGNORE_AMBIENT_PLUGINS"] = "true"
    assert patient.only("plugin", Mark.OK)


@pytest.mark.parametrize(
    ("change", "check", "mark"),
    [
        ({"python": [3, 9, 1]}, "python", Mark.FAILED),
        ({"pulumi": "3.215.0"}, "sdk", Mark.FAILED),
        ({"pulumi": "4.0.0"}, "sdk", Mark.FAILED),
        ({"pulumi": "", "pulumi_problem": "ModuleNotFoundError: pulumi"}, "sdk", Mark.FAILED),
        ({"statsig_pulumi": "", "statsig_pulumi_problem": "ImportError: x"}, "package", Mark.FAILED),
        ({"statsig_pulumi": "0.0.9"}, "package", Mark.WARNING),
    ],
)
def test_what_the_environment_lacks_is_named(patient: Patient, change: dict[str, Any], check: str, mark: Mark) -> None:
    patient.installed |= change
    assert patient.only(check, mark)


def test_an_older_sdk_with_a_newer_command_line_is_a_warning(patient: Patient) -> None:
    patient.version, patient.installed["pulumi"] = "v3.272.0", "3.240.0"
    assert ".get()" in patient.only("sdk", Mark.WARNING).text


# -- the provider's environment ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("runtime", "env", "source"),
    [
        ("runtime: {name: python, options: {virtualenv: venv}}", {"PULUMI_RUNTIME_VIRTUALENV": "no"}, "option"),
        ("runtime: python", {"PULUMI_RUNTIME_VIRTUALENV": "venv"}, "PULUMI_RUNTIME_VIRTUALENV"),
        ("runtime: {name: python, options: {toolchain: uv}}", {}, "uv"),
        ("runtime: {name: python, options: {toolchain: poetry}}", {}, "poetry"),
    ],
)
def test_the_environment_is_the_one_that_the_plugin_takes(
    patient: Patient, runtime: str, env: dict[str, str], source: str
) -> None:
    patient.project(runtime).env |= env
    patient.executable(patient.folder / ".venv" / "bin" / "python")
    patient.answers["poetry"] = Done(0, f"{patient.folder / 'venv'}\n")
    assert source in patient.only("environment", Mark.OK).text


def test_without_a_named_environment_the_provider_runs_in_any_python(patient: Patient) -> None:
    patient.project("runtime: python")
    assert "python3" in patient.only("environment", Mark.WARNING).text


def test_an_environment_that_is_not_there_comes_with_the_command_that_makes_it(patient: Patient) -> None:
    shutil.rmtree(patient.folder / "venv")
    assert "python3 -m venv" in patient.only("environment", Mark.FAILED).mend


def test_poetry_without_an_environment_fails(patient: Patient) -> None:
    patient.project("runtime: {name: python, options: {toolchain: poetry}}")
    patient.answers["poetry"] = Done(1, err="no environment")
    assert patient.only("environment", Mark.FAILED).mend == "poetry install"


@pytest.mark.parametrize("runtime", ["runtime: nodejs", "runtime: [", "", "runtime: 5", "\x00"])
def test_a_project_that_is_not_one_of_python_fails(patient: Patient, runtime: str) -> None:
    assert patient.project(runtime).only("environment", Mark.FAILED)


def test_outside_a_project_it_says_what_it_could_not_look_at(tmp_path: Path) -> None:
    patient = Patient(tmp_path)
    (tmp_path / "Pulumi.yaml").unlink()
    found = patient.examine()
    assert {one.check for one in found if one.mark is Mark.SKIPPED} == {"environment", "stack", "service", "state"}
    assert exit_code(found) == 0
    patient.env["STATSIG_CONSOLE_KEY"] = KEY
    assert "STATSIG_CONSOLE_KEY" in patient.only("configuration", Mark.OK).text


# -- configuration -----------------------------------------------------------------------------------------------------


def test_a_key_in_the_clear_fails(patient: Patient) -> None:
    patient.config["statsig:consoleApiKey"]["secret"] = False
    assert "in the clear" in patient.only("configuration", Mark.FAILED).text


def test_another_key_in_the_environment_is_a_warning(patient: Patient) -> None:
    patient.env["STATSIG_CONSOLE_KEY"] = "console-other"
    assert patient.only("configuration", Mark.WARNING).mend == "unset STATSIG_CONSOLE_KEY"


def test_a_misspelled_setting_is_a_warning(patient: Patient) -> None:
    patient.config["statsig:console_api_key"] = {"value": "x", "secret": False}
    assert "consoleApiKey" in patient.only("configuration", Mark.WARNING).text


def test_a_key_of_another_type_fails_and_is_not_shown(patient: Patient) -> None:
    patient.config["statsig:consoleApiKey"] = secret(KEY.replace("console", "secret"))
    assert "Console API key" in patient.only("configuration", Mark.FAILED).text


def test_a_stack_that_cannot_be_decrypted_is_not_checked(patient: Patient) -> None:
    patient.answers["config --show-secrets"] = Done(1, err="error: incorrect passphrase")
    found = patient.examine()
    assert exit_code(found) == 2
    assert any("incorrect passphrase" in one.text for one in found)


def test_no_selected_stack_is_not_checked(patient: Patient) -> None:
    patient.answers["stack --show-name"] = Done(1, err="error: no stack selected")
    assert "no stack selected" in patient.only("stack", Mark.UNKNOWN).text


# -- Statsig -----------------------------------------------------------------------------------------------------------


def _raise(error: Exception, cause: Exception | None = None) -> Callable[[httpx.Request], httpx.Response]:
    def answer(_request: httpx.Request) -> httpx.Response:
        raise error from cause

    return answer


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (_raise(httpx.ConnectError("x"), socket.gaierror(-2, "x")), "host is not known"),
        (_raise(httpx.ConnectError("x"), ssl.SSLCertVerificationError("x")), "certificate"),
        (_raise(httpx.ConnectError("x"), ssl.SSLError("x")), "TLS"),
        (_raise(httpx.ProxyError("407")), "proxy"),
        (_raise(httpx.ConnectError("refused")), "connection fails"),
        (_raise(httpx.ReadTimeout("x")), "no response in time"),
        (lambda _request: httpx.Response(200, html="<h1>Sign in</h1>"), "something else than the API"),
        (lambda _request: httpx.Response(302, headers={"location": "https://x.example"}), "something else"),
        (lambda _request: httpx.Response(200, json={"status": "ok"}), "something else"),
    ],
)
def test_the_ways_in_which_statsig_is_not_reached_are_told_apart(
    patient: Patient, answer: Callable[[httpx.Request], httpx.Response], words: str
) -> None:
    patient.transport = answering(answer)
    assert words in patient.only("service", Mark.FAILED).text


@pytest.mark.parametrize(("status", "mark"), [(401, Mark.FAILED), (403, Mark.WARNING), (500, Mark.UNKNOWN)])
def test_what_is_wrong_with_the_key_is_told_apart(patient: Patient, status: int, mark: Mark) -> None:
    message = {"status": status, "message": f"invalid key {KEY}"}
    patient.transport = answering(lambda _request: httpx.Response(status, json=message))
    assert patient.only("key", mark)


def test_a_kind_that_the_key_may_not_read_fails(patient: Patient) -> None:
    patient.deployment = {"resources": [resource("Gate", "one"), resource("Team", "two"), resource("Tag", "three")]}
    patient.emulator.fail(10, status=403, path="/users/teams*")
    found = patient.examine()
    (denied,) = [one for one in found if one.check == "permissions" and one.mark is Mark.FAILED]
    (fine,) = [one for one in found if one.check == "permissions" and one.mark is Mark.OK]
    assert denied.text.startswith("Team: ")
    assert "Gate" in fine.text


@pytest.mark.parametrize(("off", "mark"), [(0, Mark.OK), (30, Mark.OK), (300, Mark.WARNING), (-300, Mark.WARNING)])
def test_a_clock_that_is_off_is_a_warning(patient: Patient, off: float, mark: Mark) -> None:
    headers = {"date": formatdate(NOW - off, usegmt=True)}
    document = {"message": "ok", "data": {"id": "p"}}
    patient.transport = answering(lambda _request: httpx.Response(200, json=document, headers=headers))
    assert patient.only("clock", mark)


def test_limits_above_those_of_statsig_are_a_warning(patient: Patient) -> None:
    patient.config["statsig:mutationsPer10s"] = {"value": "500", "secret": False}
    assert "statsig:mutationsPer10s" in patient.only("limits", Mark.WARNING).mend


def test_nothing_is_written(patient: Patient) -> None:
    patient.deployment = {"resources": [resource("Gate", "one")]}
    patient.examine()
    assert {entry.method for entry in patient.emulator.log()} == {"GET"}


class Listener(threading.Thread):
    """A server on this machine that answers every connection with the same bytes; None: with nothing, ever."""

    def __init__(self, answer: bytes | None) -> None:
        super().__init__(daemon=True)
        self.answer, self.socket, self.open = answer, socket.create_server(("127.0.0.1", 0)), list[socket.socket]()
        self.address = f"127.0.0.1:{self.socket.getsockname()[1]}"

    def run(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.socket.accept()
                self.open.append(connection)
                if self.answer is not None:
                    connection.recv(65536)
                    connection.sendall(self.answer)
                    connection.close()


@pytest.fixture
def listening() -> Iterator[Callable[[bytes | None], str]]:
    """Start a server; return its host and port."""
    started: list[Listener] = []

    def start(answer: bytes | None) -> str:
        started.append(Listener(answer))
        started[-1].start()
        return started[-1].address

    yield start
    for server in started:
        for one in (server.socket, *server.open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        server.join(5)


PAGE = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 5\r\nconnection: close\r\n\r\n<h1/>"


@pytest.mark.parametrize(
    ("scheme", "answer", "problem"),
    [("https", PAGE, "tls"), ("http", PAGE, "page"), ("http", None, "timeout"), ("http", b"x", "connection")],
)
def test_real_connections_fail_in_ways_that_are_told_apart(
    listening: Callable[[bytes | None], str], scheme: str, answer: bytes | None, problem: str
) -> None:
    url = f"{scheme}://{listening(answer)}/console/v1"
    trouble = Client(Settings(KEY, api_url=url, request_timeout=0.5)).reach().trouble
    assert trouble is not None
    assert trouble.problem == problem


def test_a_closed_port_is_a_connection_that_fails() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    trouble = Client(Settings(KEY, api_url=f"http://127.0.0.1:{port}/console/v1")).reach().trouble
    assert trouble is not None
    assert trouble.problem == "connection"


@pytest.mark.parametrize(
    ("program", "words"), [("no-such-program-anywhere", "No such file"), (sys.executable, "went wrong")]
)
def test_a_program_that_does_not_run_says_why(tmp_path: Path, program: str, words: str) -> None:
    done = run_program([program, "-c", "import sys; sys.exit('error: went wrong')"], tmp_path, dict(os.environ))
    assert done.code
    assert words in done.problem
    assert not done.problem.startswith("error:")


# -- state -------------------------------------------------------------------------------------------------------------


def test_a_secret_output_in_the_clear_fails(patient: Patient) -> None:
    patient.deployment = {
        "resources": [resource("Key", "a", key="client-1234567890"), resource("Key", "b", key=ENCRYPTED)]
    }
    found = patient.only("secrets", Mark.FAILED)
    assert "Key 'a'" in found.text
    assert "client-1" not in found.text


@pytest.mark.parametrize(("value", "mark"), [({"a": ["v"]}, Mark.FAILED), ({"a": [ENCRYPTED]}, Mark.OK)])
def test_what_the_program_made_secret_has_to_be_encrypted(patient: Patient, value: Any, mark: Mark) -> None:
    path = ["default_value", "a", 0]
    patient.deployment = {"resources": [resource("DynamicConfig", "c", __secrets=[path], default_value=value)]}
    assert patient.only("secrets", mark)


def test_the_key_in_the_state_fails(patient: Patient) -> None:
    provider = {
        "type": "pulumi:providers:pulumi-python",
        "urn": "urn:pulumi:dev::p::pulumi:providers:pulumi-python::default",
        "inputs": {"k": KEY},
    }
    patient.deployment = {"resources": [provider]}
    assert "the key itself" in patient.only("secrets", Mark.FAILED).text


@pytest.mark.parametrize(
    ("inputs", "mark"),
    [
        ({"statsig:consoleApiKey": "console-short"}, Mark.FAILED),
        ({"statsig:consoleApiKey": ENCRYPTED}, Mark.OK),
        ({"statsig:consoleApiKey": "console-short", "statsig:apiUrl": "emulator:"}, Mark.OK),
    ],
)
def test_the_key_of_another_provider_has_to_be_encrypted(patient: Patient, inputs: dict[str, Any], mark: Mark) -> None:
    provider = {
        "type": "pulumi:providers:pulumi-python",
        "urn": "urn:pulumi:dev::p::pulumi:providers:pulumi-python::eu",
        "inputs": inputs,
    }
    patient.deployment = {"resources": [provider]}
    assert "console-short" not in patient.only("secrets", mark).text


def test_objects_of_another_statsig_project_fail(patient: Patient) -> None:
    patient.deployment = {"resources": [resource("Gate", "one", __project="elsewhere")]}
    assert "elsewhere" in patient.only("projects", Mark.FAILED).text


def test_another_provider_may_have_another_project_but_not_two(patient: Patient) -> None:
    patient.deployment = {"resources": [resource("Gate", "one", provider="eu", __project="a")]}
    assert patient.only("projects", Mark.OK)
    patient.deployment["resources"].append(resource("Gate", "two", provider="eu", __project="b"))
    assert "several Statsig projects" in patient.only("projects", Mark.FAILED).text


def test_operations_that_a_run_has_left_are_named(patient: Patient) -> None:
    patient.deployment = {"pending_operations": [{"resource": resource("Gate", "one"), "type": "creating"}]}
    assert "Gate 'one'" in patient.only("operations", Mark.FAILED).text


def test_a_run_that_failed_is_a_warning(patient: Patient) -> None:
    patient.answers["stack history"] = Done(0, json.dumps([{"kind": "update", "result": "failed"}]))
    assert patient.only("operations", Mark.WARNING)


@pytest.mark.parametrize(
    "deployment",
    [
        {"resources": None},
        {"resources": [5, {}, {"type": TYPE_PREFIX + "Future", "urn": "x"}, {"type": None}]},
        {"resources": [{"type": TYPE_PREFIX + "Gate", "outputs": None, "inputs": None}]},
        {"resources": [resource("GateRule", "r"), resource("Gate", "g", __secrets="x")]},
        {"pending_operations": [{"resource": None}, 5]},
    ],
)
def test_a_state_of_another_shape_is_no_reason_to_fail(patient: Patient, deployment: dict[str, Any]) -> None:
    patient.deployment = deployment
    assert patient.examine()


@pytest.mark.parametrize("answer", [Done(0, ""), Done(0, "[]"), Done(0, "{"), Done(1, err="error: access denied")])
def test_a_state_that_cannot_be_read_is_not_checked(patient: Patient, answer: Done) -> None:
    patient.answers["stack export"] = answer
    assert patient.only("state", Mark.UNKNOWN)


def test_five_thousand_resources_are_a_few_lines(patient: Patient) -> None:
    patient.deployment = {"resources": [resource("Gate", f"g{i}", __project="elsewhere", x=KEY) for i in range(5000)]}
    found = patient.examine()
    assert len(found) < 30
    assert any("and 4995 more" in one.text for one in found)


# -- the command -------------------------------------------------------------------------------------------------------


def test_with_json_nothing_else_is_on_stdout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    result = CliRunner().invoke(group, ["doctor", "--json"], env={"STATSIG_API_URL": "emulator:"})
    document = json.loads(result.stdout)
    assert result.exit_code == document["exit"] == 1  # there is no `pulumi` on PATH
    assert not (tmp_path / EMULATOR_FILE).exists()


def test_control_characters_of_others_do_not_reach_the_terminal(patient: Patient) -> None:
    patient.answers["stack export"] = Done(1, err="error: \x1b[31mred\x1b]0;title\x07\u202e")
    text = "\n".join(patient.only("state", Mark.UNKNOWN).lines())
    assert not {"\x1b", "\x07", "\u202e"} & {*text}


def test_the_emulators_file_is_named_alike() -> None:
    assert transport.DEFAULT_FILE == EMULATOR_FILE
