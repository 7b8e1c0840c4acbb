"""The command ``statsig-pulumi emulate``."""

from __future__ import annotations

import click

from .validation import UNKNOWN_FIELDS


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
def emulate(port: int, db: str | None, unknown_fields: str) -> None:
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
        serve(port, db, unknown_fields=unknown_fields, report=lambda line: click.echo(line, err=True))
    except StoreError as error:
        raise click.ClickException(str(error)) from None
