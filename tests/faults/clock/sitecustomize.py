"""Moves the wall clock of the package, in every process that has this folder in its path.

By how many seconds, the file says that ``FAULTS_CLOCK`` names. Others keep the system's clock: gRPC compares Python's
time with that of its own core.
"""

import os
import sys
import time
from pathlib import Path

_file, _time = Path(os.environ["FAULTS_CLOCK"]), time.time


def _moved() -> float:
    is_ours = sys._getframe(1).f_globals.get("__name__", "").startswith("statsig_pulumi")
    return _time() + float(_file.read_text() or 0) if is_ours else _time()


time.time = _moved
