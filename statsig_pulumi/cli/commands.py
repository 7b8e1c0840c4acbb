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


group.add_command(compare)
group.add_command(doctor)
group.add_command(drift)
group.add_command(emulate)
group.add_command(export)
group.add_command(import_)
group.add_command(probe)
group.add_command(report)
