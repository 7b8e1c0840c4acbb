"""The command ``statsig-pulumi probe``."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable, Sequence

import click

from ...client.client import Client
from ...config import Settings
from ...errors import InvalidInput
from ...notify import encodable
from ...redactor import clean
from .families import all_experiments
from .lab import Lab
from .registry import Experiment
from .run import Result, exit_code, report, run, summary, verify_project

_EVERY = 2.0
"""Progress is told every so many seconds."""


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
    """Try in a sandbox what the emulator believes where Statsig's documentation is silent.

    Each row of docs/emulator.md is an experiment: it creates objects whose names begin with probe_, looks at what the
    API does, and removes them, also after Ctrl-C. What could not be removed is named. The key and the address are
    taken from STATSIG_CONSOLE_KEY and STATSIG_API_URL.

    Exit code 0: all beliefs hold, as far as it could tell; 2: some differ; 1: it could not run.
    """
    if not project:  # no usage error, which would end with 2
        raise InvalidInput("name the sandbox with --project: experiments create and remove objects there")
    client = Client(Settings.load(lambda _name: None), notify=lambda text: click.echo(clean(text), err=True))
    lab = Lab(client)
    id = verify_project(lab, project)
    if not yes:
        question = f"Create and remove objects in the project {id} for {len(only)} experiments?"
        click.confirm(encodable(question), abort=True, err=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what it has made is removed then, too
    try:
        results = run(lab, only, _told(len(only), as_json))
    finally:
        _name_what_is_left(lab)
    click.echo(json.dumps(report(results, id, lab.left), indent=2) if as_json else f"\n{summary(results)}")
    raise SystemExit(exit_code(results))


def _told(total: int, as_json: bool) -> Callable[[Result], None]:
    """Return what prints a result; with JSON, how far it is, now and then."""
    done, last = 0, time.monotonic()

    def tell(result: Result) -> None:
        nonlocal done, last
        done += 1
        if not as_json:
            click.echo(encodable("\n".join(result.lines())))
        elif time.monotonic() - last > _EVERY:
            last = time.monotonic()
            click.echo(f"{done} of {total}", err=True)

    return tell


def _name_what_is_left(lab: Lab) -> None:
    left: Sequence[str] = lab.left
    if left:
        click.echo("Could not be removed, remove by hand in the console:", err=True)
    for one in left:
        click.echo(encodable(f"  {clean(one)}"), err=True)
