"""The subcommands of ``statsig-pulumi``."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword

import click

from .. import __version__
from ..errors import StatsigError

_COMMANDS = {
    "compare": "statsig_pulumi.cli.compare.command",
    "doctor": "statsig_pulumi.cli.doctor.command",
    "drift": "statsig_pulumi.cli.drift.command",
    "emulate": "statsig_pulumi.emulator.command",
    "export": "statsig_pulumi.cli.export.command",
    "import": "statsig_pulumi.cli.export.command",
    "probe": "statsig_pulumi.cli.probe.command",
    "report": "statsig_pulumi.cli.report.command",
}
"""The module of each subcommand, which is imported when it is run or listed."""


class _Group(click.Group):
    """Reports an error in one line, without a traceback. Wrong usage exits with 1 as well: 2 is an answer of some."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*_COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(_COMMANDS[cmd_name])
        command: click.Command = getattr(module, f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except StatsigError as error:
            raise click.ClickException(str(error)) from None
        except click.UsageError as error:
            error.show()
            ctx.exit(1)


@click.group(cls=_Group)
@click.version_option(__version__, prog_name="statsig-pulumi")
def group() -> None:
    """Commands to use Statsig with Pulumi, besides `pulumi` itself."""
