"""The versions of Pulumi's command line, its plugin for Python, the SDK and this package, against each other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ... import __version__
from ..machine import Machine
from .finding import Finding, Mark

Version = tuple[int, ...]

OLDEST_PYTHON: Version = (3, 10)
OLDEST_SDK: Version = (3, 216, 0)
"""The first whose refresh returns inputs, without which drift cannot be shown."""
OLDEST_CLI: Version = (3, 216, 0)
IMPORTING_CLI: Version = (3, 254, 0)
"""The first whose import files take inputs and outputs."""
READING_CLI: Version = (3, 260, 0)
"""From here on ``.get()`` sends a provider inputs alone, which SDKs before that version do not understand."""
PLUGIN = "pulumi-resource-pulumi-python"
LANGUAGE = "pulumi-language-python"
_INSTALL_CLI = "install Pulumi's command line: https://www.pulumi.com/docs/install/"
_QUERY = """
import json, sys
from importlib.metadata import version
found = {"python": list(sys.version_info[:3])}
for key, name in (("pulumi", "pulumi"), ("statsig_pulumi", "statsig_pulumi")):
    try:
        module = __import__(name)
        found[key] = getattr(module, "__version__", None) or version(name)
    except Exception as error:
        found[key + "_problem"] = f"{type(error).__name__}: {error}"
print(json.dumps(found))
"""


def numbers(text: str) -> Version:
    """Return the numbers of a version; none where there are none."""
    found = re.search(r"(\d+)\.(\d+)(?:\.(\d+))?", text)
    return tuple(int(part or 0) for part in found.groups()) if found else ()


def shown(version: Version) -> str:
    """Return a version as people write it."""
    return ".".join(map(str, version))


@dataclass(frozen=True)
class Installed:
    """What an interpreter has: versions, or why a package cannot be imported."""

    python: Version
    pulumi: str = ""
    pulumi_problem: str = ""
    statsig_pulumi: str = ""
    statsig_pulumi_problem: str = ""


def ask_interpreter(machine: Machine, command: list[str], folder: Path) -> Installed | str:
    """Return what the interpreter of a command has; or why it does not answer."""
    done = machine.python(command, _QUERY, folder)
    try:
        found = json.loads(done.out.strip().rpartition("\n")[2]) if done.code == 0 else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        return done.problem
    texts = {name: str(value) for name, value in found.items() if name != "python"}
    return Installed(tuple(found["python"]), **texts)


def command_line(machine: Machine) -> tuple[Version, list[Finding]]:
    """Return the version of Pulumi's command line, and what there is to say of it and of its plugins."""
    where = machine.which("pulumi")
    if where is None:
        return (), [Finding("cli", Mark.FAILED, "`pulumi` is not on PATH", _INSTALL_CLI)]
    done = machine.pulumi("version")
    version = numbers(done.out) if done.code == 0 else ()
    if not version:
        return (), [Finding("cli", Mark.UNKNOWN, f"{where} does not tell its version: {done.problem}", _INSTALL_CLI)]
    return version, [_cli(version, where), *_plugins(machine, where)]


def _cli(version: Version, where: Path) -> Finding:
    text = f"Pulumi's command line is {shown(version)} ({where})"
    if version < OLDEST_CLI:
        return Finding("cli", Mark.FAILED, f"{text}; it has to be {shown(OLDEST_CLI)} or newer", _INSTALL_CLI)
    if version < IMPORTING_CLI:
        note = f"importing existing objects needs {shown(IMPORTING_CLI)}"
        return Finding("cli", Mark.WARNING, f"{text}; {note}", _INSTALL_CLI)
    return Finding("cli", Mark.OK, text)


def _plugins(machine: Machine, cli: Path) -> Iterator[Finding]:
    beside = cli.resolve().parent
    for check, program, task in (("plugin", PLUGIN, "runs the provider"), ("language", LANGUAGE, "runs the program")):
        found = _plugin(machine, program, beside)
        if found is None:
            text = f"{program}, which {task}, is neither on PATH nor beside {beside / 'pulumi'}"
            yield Finding(check, Mark.FAILED, text, f"put all of a release on PATH; {_INSTALL_CLI}")
        elif found.resolve().parent != beside:
            text = f"{program} is {found}, of another installation than {cli}"
            yield Finding(check, Mark.WARNING, text, "put the folder of one installation first on PATH")
        else:
            yield Finding(check, Mark.OK, f"{program} comes with that command line")


def _plugin(machine: Machine, program: str, beside: Path) -> Path | None:
    """Return the plugin that Pulumi would take: the one on PATH, else the one beside the command line."""
    ambient = machine.env.get("PULUMI_IGNORE_AMBIENT_PLUGINS", "").lower() in ("", "0", "false")
    on_path = machine.which(program) if ambient else None
    return on_path or next((file for file in (beside / program, beside / f"{program}.cmd") if file.is_file()), None)


def packages(installed: Installed, cli: Version, pip: str) -> Iterator[Finding]:
    """Yield what there is to say of an interpreter and its packages.

    Args:
        installed: what it has.
        cli: the version of Pulumi's command line; none where it is not known.
        pip: the command that installs into it.
    """
    yield _python(installed)
    yield _sdk(installed, cli, pip)
    yield _package(installed, pip)


def _python(installed: Installed) -> Finding:
    text = f"Python is {shown(installed.python)}"
    if installed.python < OLDEST_PYTHON:
        mend = "make the virtual environment anew with a newer Python: python3.12 -m venv --clear .venv"
        return Finding("python", Mark.FAILED, f"{text}; it has to be {shown(OLDEST_PYTHON)} or newer", mend)
    return Finding("python", Mark.OK, text)


def _sdk(installed: Installed, cli: Version, pip: str) -> Finding:
    version, upgrade = numbers(installed.pulumi), f"{pip} install --upgrade 'pulumi>={shown(OLDEST_SDK)},<4'"
    if not version:
        return Finding("sdk", Mark.FAILED, f"pulumi cannot be imported: {installed.pulumi_problem}", upgrade)
    text = f"the package pulumi is {installed.pulumi}"
    if not OLDEST_SDK <= version < (4,):
        return Finding("sdk", Mark.FAILED, f"{text}; it has to be {shown(OLDEST_SDK)} or newer, below 4", upgrade)
    if version < READING_CLI <= cli:
        note = f"too old for the command line {shown(cli)}: `.get()` fails"
        return Finding("sdk", Mark.WARNING, f"{text}, {note}", upgrade)
    return Finding("sdk", Mark.OK, text)


def _package(installed: Installed, pip: str) -> Finding:
    same = f"{pip} install 'statsig-pulumi=={__version__}'"
    if not installed.statsig_pulumi:
        return Finding("package", Mark.FAILED, f"it has no statsig_pulumi: {installed.statsig_pulumi_problem}", same)
    text = f"statsig-pulumi is {installed.statsig_pulumi}"
    if installed.statsig_pulumi != __version__:
        return Finding("package", Mark.WARNING, f"{text} there, and this command is {__version__}", same)
    return Finding("package", Mark.OK, text)
