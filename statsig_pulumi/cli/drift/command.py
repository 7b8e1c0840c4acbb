"""``statsig-pulumi drift``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...notify import encodable
from .. import files
from ..machine import Machine
from ..progress import Progress
from ..pulumi import Stack
from ..state import State, Stored
from .document import as_json
from .look import Options, look
from .markdown import as_markdown
from .not_applied import parse_preview
from .projects import Projects
from .report import EXIT_CODES
from .text import as_text

if TYPE_CHECKING:
    from ...client.client import Client


_FILE = click.Path(path_type=Path, dir_okay=False, resolve_path=True, allow_dash=True)


@click.command("drift")
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
    """Show what has changed outside of a stack.

    Changes nothing, neither in Statsig nor in the state. Exits with 0 where nothing has changed, with 2 where something
    has, and with 1 where that could not be told of every object.
    """
    if cwd:
        os.chdir(cwd)
    with Progress() as progress, redirect_stdout(sys.stderr):  # what the package says on the way is no report
        progress.say("reading the state")
        asked = Stack(Machine(), stack)
        state = State.parse(files.read_text(state_file)) if state_file else asked.state(secrets=True)
        not_applied = parse_preview(files.read_text(preview_file), state) if preview_file else None
        projects = Projects(state, None if state_file or not state.resources else asked.configuration())
        report = look(state, clients(projects), Options(ignore, stack, cwd or "", not_applied), progress)
    if markdown_file:
        files.write_text(markdown_file, as_markdown(report))
    if not (markdown_file and str(markdown_file) == "-"):
        click.echo(encodable(as_json(report) if json_ else as_text(report)))
    sys.exit(EXIT_CODES[report.verdict])


def clients(projects: Projects) -> Callable[[Stored], Client]:
    """Return a function that returns what a resource is read with."""
    from ...client.client import client_for  # httpx is slow to import

    return lambda stored: client_for(projects.settings(stored))
