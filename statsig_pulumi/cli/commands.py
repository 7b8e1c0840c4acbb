"""The subcommands of ``statsig-pulumi``."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from .. import __version__
from ..client.client import Client, client_for
from ..config import Settings
from ..emulator.command import emulate
from ..errors import StatsigError
from ..kind import Kind, all_kinds
from .importing import entry, import_file, program


class _Group(click.Group):
    """Says a failure of this package in one line."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except StatsigError as error:
            raise click.ClickException(str(error)) from None


@click.group(cls=_Group)
@click.version_option(__version__, prog_name="statsig-pulumi")
def group() -> None:
    """Statsig as infrastructure: what goes beside `pulumi up`."""


group.add_command(emulate)


def _client() -> Client:
    names = {"apiUrl": "STATSIG_API_URL", "consoleApiKey": "STATSIG_CONSOLE_KEY"}
    return client_for(Settings.load(lambda name: os.environ.get(names.get(name, ""))))


def _kind(_ctx: click.Context, _param: click.Parameter, value: str) -> type[Kind]:
    for name, kind in all_kinds().items():
        if name.casefold() == value.replace("_", "").replace("-", "").casefold():
            return kind
    raise click.BadParameter(f"no such kind; there are {', '.join(sorted(all_kinds()))}")


@group.command("import")
@click.argument("kind", callback=_kind)
@click.argument("ids", nargs=-1, required=True)
@click.option(
    "--file",
    "path",
    default="import.json",
    show_default=True,
    type=click.Path(dir_okay=False),
    help="Where to write the import file; what it holds already is kept.",
)
def import_(kind: type[Kind], ids: tuple[str, ...], path: str) -> None:
    """Bring objects that exist into a stack.

    Writes a file for `pulumi import --file`, and prints the program to go with it. KIND is for example Gate; IDS are
    the ids in Statsig. Key and address come from STATSIG_CONSOLE_KEY and STATSIG_API_URL.
    """
    file = Path(path)
    known = json.loads(file.read_text()) if file.exists() else import_file([])
    client = _client()
    made = [entry(client, kind, id, id) for id in ids]
    kept = [r for r in known["resources"] if (r["type"], r["id"]) not in {(m["type"], m["id"]) for m in made}]
    file.write_text(json.dumps({**known, "resources": [*kept, *made]}, indent=2) + "\n")
    click.echo("\n\n".join(program(kind, resource) for resource in made))
    click.echo(
        f"\nWrote {file}. Put the lines above into the program, then run\n"
        f"  pulumi import --file {file} --generate-code=false --protect=false",
        err=True,
    )
