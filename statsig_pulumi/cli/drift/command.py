"""``statsig-pulumi drift``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ...errors import InvalidInput
from ...notify import encodable
from .document import as_json
from .look import Options, look
from .markdown import as_markdown
from .not_applied import parse_preview
from .progress import Progress
from .projects import Projects
from .pulumi_command import StackCommands
from .report import EXIT_CODES
from .state import State, Stored
from .text import as_text

if TYPE_CHECKING:
    from ...client.client import Client


class _Command(click.Command):
    """A command that is used wrongly could not tell: 2 means that there is drift."""

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        try:
            return super().make_context(*arguments, **options)
        except click.UsageError as error:
            error.show()
            sys.exit(EXIT_CODES["unknown"])


_FILE = click.Path(path_type=Path, dir_okay=False, resolve_path=True, allow_dash=True)


@click.command("drift", cls=_Command)
@click.option("--stack", default="", metavar="NAME", help="The stack; by default the one that is selected.")
@click.option("--cwd", metavar="DIR", type=click.Path(exists=True, file_okay=False), help="As pulumi's own.")
@click.option("--state", "state_file", type=_FILE, help="An exported state, in place of the stack's.")
@click.option("--preview", "preview_file", type=_FILE, help="The output of `pulumi preview --json`.")
@click.option("--ignore", multiple=True, metavar="TYPE.NAME[.FIELD]", help="Not to be shown; * is anything.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@click.option("--markdown", "markdown_file", type=_FILE, help="Write the body of an issue into this file.")
def drift(
    *,
    stack: str,
    cwd: str | None,
    state_file: Path | None,
    preview_file: Path | None,
    ignore: tuple[str, ...],
    json_: bool,
    markdown_file: Path | None,
) -> None:
    """Show what has changed in Statsig outside of a stack.

    Changes nothing, neither in Statsig nor in the state. Exits with 0 where nothing has changed, with 2 where something
    has, and with 1 where that could not be told of every object.
    """
    if cwd:
        os.chdir(cwd)
    with Progress() as progress, redirect_stdout(sys.stderr):  # what the package says on the way is no report
        progress.say("reading the state")
        commands = StackCommands(stack)
        state = State.parse(_read(state_file) if state_file else commands.state())
        not_applied = parse_preview(_read(preview_file), state) if preview_file else None
        projects = Projects(state, None if state_file or not state.resources else commands.configuration())
        report = look(state, clients(projects), Options(ignore, stack, cwd or "", not_applied), progress)
    if markdown_file:
        _write(markdown_file, as_markdown(report))
    if not (markdown_file and str(markdown_file) == "-"):
        click.echo(encodable(as_json(report) if json_ else as_text(report)))
    sys.exit(EXIT_CODES[report.verdict])


def clients(projects: Projects) -> Callable[[Stored], Client]:
    """Return a function that returns what a resource is read with."""
    from ...client.client import client_for  # httpx is slow to import

    return lambda stored: client_for(projects.settings(stored))


def _read(path: Path) -> str:
    try:
        return sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    except OSError as error:
        raise InvalidInput(f"cannot read {path}: {error.strerror}") from None
    except UnicodeError:
        raise InvalidInput(f"cannot read {path}: it is not UTF-8") from None


def _write(path: Path, text: str) -> None:
    try:
        if str(path) == "-":
            click.echo(encodable(text))
        else:
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InvalidInput(f"cannot write {path}: {error.strerror}") from None
