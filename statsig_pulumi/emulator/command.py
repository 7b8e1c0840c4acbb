"""The command ``statsig-pulumi emulate``."""

from __future__ import annotations

from functools import partial

import click

from .validation import UNKNOWN_FIELDS
from .variants import check


def _variants(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Return the variants by name."""
    wanted = {name: value for name, _, value in (one.partition("=") for one in given)}
    try:
        check(wanted)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None
    return wanted


@click.command()
@click.option("--port", default=3006, show_default=True, help="The port on this machine.")
@click.option("--db", type=click.Path(dir_okay=False), help="Keep all objects in this file; by default in memory.")
@click.option(
    "--unknown-fields",
    type=click.Choice(UNKNOWN_FIELDS),
    default="strip",
    show_default=True,
    help="Reject request fields that are not in the API's document; ignore them and print their names; or keep them.",
)
@click.option(
    "--variant",
    "variants",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_variants,
    help="Be another server that the documentation allows, see docs/emulator.md; may be repeated.",
)
def emulate(port: int, db: str | None, unknown_fields: str, variants: dict[str, str]) -> None:
    """Run the emulator of the Console API.

    Any key that begins with console- opens a project of its own, console-whn- a Warehouse Native one.
    """
    from .server import serve
    from .store import StoreError

    address = f"http://127.0.0.1:{port}/console/v1"
    click.echo(f"Console API at {address}, in {db or 'memory'}. Ctrl-C ends it. To use it:")
    click.echo(f"  pulumi config set statsig:apiUrl {address}")
    click.echo("  export STATSIG_CONSOLE_KEY=console-local")
    try:
        report = partial(click.echo, err=True)
        serve(port, db, unknown_fields=unknown_fields, variants=variants or None, report=report)
    except StoreError as error:
        raise click.ClickException(str(error)) from None
