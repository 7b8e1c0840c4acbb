"""The ``statsig-pulumi`` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command. Its dependencies are those of the extra ``cli``."""
    try:
        from .commands import group

        group()
    except ImportError as error:
        sys.exit(
            f"statsig-pulumi: {error.name} is missing: install the command with `pip install 'statsig-pulumi[cli]'`"
        )
