"""The subcommands of ``statsig-pulumi``."""

from __future__ import annotations

import click

from .. import __version__
from ..emulator.command import emulate
from ..errors import StatsigError
from .compare.command import compare
from .doctor.command import doctor
from .drift.command import drift
from .export.command import export, import_
from .probe.command import probe
from .report.command import report


class _Group(click.Group):
    """Reports an error in one line, without a traceback. Wrong usage exits with 1 as well: 2 is an answer of some."""

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


for command in (compare, doctor, drift, emulate, export, import_, probe, report):
    group.add_command(command)
