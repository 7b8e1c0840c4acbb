"""A seam for whoever wants to know which operations a test has used.

While the environment variable ``STATSIG_EMULATOR_TRACE`` names a folder, the name of each operation that is answered
with a success is appended to a file in it, a line each. The file has the name in ``STATSIG_EMULATOR_TRACE_AS``, else
``trace``. Only what the package's own client sends counts: what a test asks by itself says nothing of the package.
"""

from __future__ import annotations

import os
from pathlib import Path

from . import contract
from .http import Reply, Request

FOLDER = "STATSIG_EMULATOR_TRACE"
NAME = "STATSIG_EMULATOR_TRACE_AS"
_CLIENT = "statsig-pulumi/"


def note(request: Request, answer: Reply) -> None:
    """Write down which operation it was, if anybody wants to know."""
    folder = os.environ.get(FOLDER)
    if not folder or answer.fault or not 200 <= answer.status < 300:
        return
    found = contract.find(request.method, request.below)
    if isinstance(found, int) or not request.headers.get("user-agent", "").startswith(_CLIENT):
        return
    # Several processes of a test append to one file; a line is written whole.
    with Path(folder, os.environ.get(NAME, "trace")).open("a") as file:
        file.write(f"{found[0].name}\n")
