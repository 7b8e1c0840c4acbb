"""The ``import`` and ``emulate`` subcommands of ``statsig-pulumi``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from .. import __version__
from ..client.client import Client, client_for
from ..config import Settings
from ..emulator.command import emulate
from ..errors import StatsigError
from ..kind import Kind, all_kinds
from ..notify import encodable
from .importing import entry, program, read_import_file
from .report.command import report


class _Group(click.Group):
    """Reports an error of this package in one line, without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except StatsigError as error:
            raise click.ClickException(str(error)) from None


@click.group(cls=_Group)
@click.version_option(__version__, prog_name="statsig-pulumi")
def group() -> None:
    """Commands to use Statsig with Pulumi, besides `pulumi` itself."""


group.add_command(emulate)
group.add_command(report)


def _client() -> Client:
    return client_for(Settings.load(lambda _name: None))  # there is no stack: the environment says it all


def _kind(_ctx: click.Context, _param: click.Parameter, value: str) -> type[Kind]:
    for name, kind in all_kinds().items():
        if name.casefold() == value.replace("_", "").replace("-", "").casefold():
            return kind
    raise click.BadParameter(f"no such resource; there are {', '.join(sorted(all_kinds()))}")


@group.command("import")
@click.argument("kind", metavar="RESOURCE", callback=_kind)
@click.argument("ids", nargs=-1, required=True)
@click.option(
    "--file",
    "path",
    default="import.json",
    show_default=True,
    type=click.Path(dir_okay=False),
    help="The import file. Entries that it already has are kept.",
)
def import_(kind: type[Kind], ids: tuple[str, ...], path: str) -> None:
    """Import existing objects into a stack.

    Writes a file for `pulumi import --file`, and prints the code to add to the program. RESOURCE is for example Gate;
    IDS are ids in Statsig. The key and the address are taken from STATSIG_CONSOLE_KEY and STATSIG_API_URL.
    """
    file = Path(path)
    content = read_import_file(file)
    client = _client()
    added = [entry(client, kind, id, id) for id in ids]
    identities = {(resource["type"], resource["id"]) for resource in added}
    kept = [one for one in content["resources"] if (one.get("type"), one.get("id")) not in identities]
    try:
        file.write_text(json.dumps({**content, "resources": [*kept, *added]}, indent=2) + "\n")
    except OSError as error:
        raise click.ClickException(f"cannot write {file}: {error.strerror}") from None
    click.echo(encodable("\n\n".join(program(kind, resource) for resource in added)))
    click.echo(
        f"\nWrote {file}. Add the code above to the program, then run\n"
        f"  pulumi import --file {file} --generate-code=false --protect=false",
        err=True,
    )
