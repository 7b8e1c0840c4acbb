"""The ``report`` subcommand of ``statsig-pulumi``."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from dataclasses import replace
from functools import partial

import click

from ...client.client import client_for
from ...errors import ApiError, ConfigError, InvalidInput, StatsigError
from .. import files
from ..progress import Progress
from ..settings import from_environment
from .context import LiveProject, needed_kinds, read_live
from .entries import Report, make_report
from .markdown import SMALLEST, markdown, marker
from .preview import Preview, parse_preview
from .risks import chosen

REACHED = 10
"""The exit code where a risk of ``--fail-on`` was found."""
_GITHUB = 65_536
_PATIENCE = 30.0
"""Seconds over which a request is tried again: a report without it is better than none."""


@click.command()
@click.argument("preview", type=click.Path(dir_okay=False, allow_dash=True), default="-")
@click.option("--markdown", "markdown_file", metavar="FILE", help="Where the Markdown goes; - is the standard output.")
@click.option("--html", "html_file", metavar="FILE", help="Where the page goes; - is the standard output.")
@click.option(
    "--details",
    type=click.Choice(["auto", "open", "closed"]),
    default="auto",
    show_default=True,
    help="Which changes are unfolded; auto: those with a risk, among up to ten.",
)
@click.option(
    "--step",
    type=click.FloatRange(0, 100),
    default=25,
    show_default=True,
    help="The points of a percentage above which a change is a jump.",
)
@click.option(
    "--fail-on",
    multiple=True,
    metavar="RISK",
    help=f"Exit with {REACHED} where this risk is found; all means each. Can be given several times.",
)
@click.option("--tag", default="", help="Told apart in the marker: for several reports of one stack.")
@click.option("--stack", default="", metavar="PROJECT/STACK", help="The stack, where the preview does not name it.")
@click.option(
    "--limit",
    type=click.IntRange(min=SMALLEST),
    default=_GITHUB,
    show_default=True,
    help="The most bytes of the Markdown; by default what GitHub takes as a comment.",
)
@click.option("--offline", is_flag=True, help="Leave the live project alone: judge by the preview only.")
def report(  # noqa: PLR0917 - click gives them by name
    preview: str,
    markdown_file: str | None,
    html_file: str | None,
    details: str,
    step: float,
    fail_on: tuple[str, ...],
    tag: str,
    stack: str,
    limit: int,
    offline: bool,
) -> None:
    """Show what a change will do, before it is made.

    PREVIEW is the output of `pulumi preview --json`, a file or the standard input. The live project gives the context:
    its key and address are taken from STATSIG_CONSOLE_KEY and STATSIG_API_URL. Exit codes: 0, 1 for an error or a
    preview that failed (the report is written all the same), 10 for a risk of --fail-on.
    """
    fatal = chosen(fail_on)
    parsed = _named(parse_preview(files.read_bytes(preview)), stack)
    with redirect_stdout(sys.stderr), Progress() as progress:  # what is told on the way is no part of the report
        live = None if offline else _live(parsed, progress)
        found = make_report(parsed, live, step, partial(progress.over, label="judging"))
    own = marker(parsed.project, parsed.stack, tag)
    if markdown_file is not None or html_file is None:
        files.write_text(markdown_file or "-", markdown(found, own, details, limit))
    if html_file is not None:
        from .page import page  # jinja2 is slow to import

        files.write_text(html_file, page(found, details))
    _exit(found, fatal)


def _exit(found: Report, fatal: set[str]) -> None:
    if found.preview.errors:
        raise StatsigError(f"the preview failed: {found.preview.errors[0]}")
    reached = sorted({finding.risk.name for finding in found.findings} & fatal)
    if reached:
        click.echo(f"Found what --fail-on names: {', '.join(reached)}", err=True)
        sys.exit(REACHED)


def _named(preview: Preview, given: str) -> Preview:
    """Return a preview that names its stack.

    Raises:
        InvalidInput: it names none, and none was given.
    """
    if preview.stack:
        return preview
    project, slash, stack = given.rpartition("/")
    if not (project and slash and stack):
        raise InvalidInput("the preview names no stack: give --stack PROJECT/STACK")
    return preview.of_stack(project, stack)


def _live(preview: Preview, progress: Progress) -> LiveProject:
    kinds = needed_kinds(preview)
    if not kinds:
        return LiveProject()
    try:
        settings = from_environment()
        client = client_for(replace(settings, retry_deadline=min(settings.retry_deadline, _PATIENCE)))
        return read_live(client, kinds, progress.over)
    except (ConfigError, ApiError) as error:
        raise StatsigError(f"{error}; or judge by the preview only, with --offline") from None
