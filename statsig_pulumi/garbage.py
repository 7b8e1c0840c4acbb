"""How often Python looks through all objects for garbage, in the processes that Pulumi starts.

While a program runs, Pulumi's SDK holds hundreds of futures for each resource, and Python looks through all of them
again and again: a third of what a large program costs, and it finds next to nothing.
"""

from __future__ import annotations

import gc
import sys

_HOSTS = ("pulumi-language-python-exec", "pulumi.dynamic")
"""What such a process is started with: a program, a dynamic provider."""
_USUAL, _SELDOM = 10, 1000
"""After how many collections of younger objects all are looked through: by Python's default, and here."""


def collect_seldom() -> None:
    """Have all objects looked through seldom, where Pulumi has started the process and nobody has set it otherwise.

    A program that runs in a process of its user's, as one of the Automation API may, is left alone.
    """
    young, middle, old = gc.get_threshold()
    if old == _USUAL and any(argument.endswith(_HOSTS) for argument in sys.orig_argv):
        gc.set_threshold(young, middle, _SELDOM)
