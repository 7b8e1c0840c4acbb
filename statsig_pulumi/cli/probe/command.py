"""The command ``statsig-pulumi probe``."""

from __future__ import annotations

import json
import signal
from collections.abc import Sequence

import click

from ...client.client import Client
from ...errors import InvalidInput
from ...notify import encodable
from ...redactor import clean
from ..progress import Progress
from ..settings import from_environment
from .families import all_experiments
from .lab import Lab
from .registry import Experiment
from .run import Result, exit_code, report, run, summary, verify_project


def _chosen(_ctx: click.Context, _param: click.Parameter, rows: tuple[str, ...]) -> list[Experiment]:
    known = all_experiments()
    if unknown := [row for row in rows if row not in known]:
        raise InvalidInput(f"there is no experiment {unknown[0]!r}; there are {', '.join(sorted(known))}")
    return [known[row] for row in rows] if rows else [*known.values()]


@click.command()
@click.option("--project", default="", metavar="NAME_OR_ID", help="The sandbox: the project that the key is of.")
@click.option("--only", multiple=True, metavar="ROW", callback=_chosen, help="Only this row; may be repeated.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON, and nothing else.")
def probe(project: str, only: list[Experiment], yes: bool, as_json: bool) -> None:
    """Try the emulator's beliefs on a sandbox project.

    Each row of docs/emulator.md is an experiment: it creates objects whose names begin with probe_, looks at what the
    API does, and removes them, also after Ctrl-C. What could not be removed is named. The key and the address are
    taken from STATSIG_CONSOLE_KEY and STATSIG_API_URL.

    Exit code 0: all beliefs hold, as far as it could tell; 2: some differ; 1: it could not run.
    """
    if not project:  # no usage error, which would end with 2
        raise InvalidInput("name the sandbox with --project: experiments create and remove objects there")
    client = Client(from_environment(), notify=lambda text: click.echo(clean(text), err=True))
    lab = Lab(client)
    id = verify_project(lab, project)
    if not yes:
        question = f"Create and remove objects in the project {id} for {len(only)} experiments?"
        click.confirm(encodable(question), abort=True, err=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what it has made is removed then, too
    try:
        with Progress() as progress:
            results = run(lab, progress.over(only, "trying"), (lambda _one: None) if as_json else _tell)
    finally:
        _name_what_is_left(lab)
    click.echo(json.dumps(report(results, id, lab.left), indent=2) if as_json else f"\n{summary(results)}")
    raise SystemExit(exit_code(results))


def _tell(result: Result) -> None:
    click.echo(encodable("\n".join(result.lines())))


def _name_what_is_left(lab: Lab) -> None:
    left: Sequence[str] = lab.left
    if left:
        click.echo("Could not be removed, remove by hand in the console:", err=True)
    for one in left:
        click.echo(encodable(f"  {clean(one)}"), err=True)
