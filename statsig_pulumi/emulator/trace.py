"""A record of the operations that a test has used.

While the environment variable ``STATSIG_EMULATOR_TRACE`` names a folder, the name of each operation that succeeds is
appended to a file in it, one per line. ``STATSIG_EMULATOR_TRACE_AS`` names the file; the default is ``trace``. Only
requests of the package's own client are recorded, because a test's own requests prove nothing about the package.
"""

from __future__ import annotations

import os
from pathlib import Path

from . import contract
from .http import Request, Response

FOLDER = "STATSIG_EMULATOR_TRACE"
NAME = "STATSIG_EMULATOR_TRACE_AS"
_CLIENT = "statsig-pulumi/"


def record(request: Request, response: Response) -> None:
    """Append the name of the operation to the file, if tracing is on and the request succeeded."""
    folder = os.environ.get(FOLDER)
    if not folder or response.fault or not 200 <= response.status < 300:
        return
    found = contract.find(request.method, request.api_path)
    if isinstance(found, int) or not request.headers.get("user-agent", "").startswith(_CLIENT):
        return
    # Several processes of one test append to the same file; a line is written at once.
    with Path(folder, os.environ.get(NAME, "trace")).open("a") as file:
        file.write(f"{found[0].name}\n")
