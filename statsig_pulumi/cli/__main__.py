"""Run ``python -m statsig_pulumi.cli``."""

from . import main

main()
