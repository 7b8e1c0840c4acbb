"""Full garbage collections are rare in the processes that Pulumi starts.

While a program runs, Pulumi's SDK keeps hundreds of futures for each resource alive, and each full collection goes
through all of them: a third of what a large program costs, and next to nothing is freed.
"""

from __future__ import annotations

import gc
import sys

_HOSTS = ("pulumi-language-python-exec", "pulumi.dynamic")
"""What such a process is started with: a program, a dynamic provider."""
_DEFAULT, _RARE = 10, 1000
"""After how many collections of the middle generation a full one follows: by default, and here."""


def make_full_collections_rare() -> None:
    """Raise the threshold of full collections where Pulumi has started the process and the threshold is the default.

    A program that runs in a process of its user's, as one of the Automation API may, is left alone.
    """
    young, middle, full = gc.get_threshold()
    if full == _DEFAULT and any(argument.endswith(_HOSTS) for argument in sys.orig_argv):
        gc.set_threshold(young, middle, _RARE)
