"""Moves the wall clock of every Python process that has this folder in its path: by what a file says, in seconds."""

import os
import time
from pathlib import Path

_file, _time = Path(os.environ["FAULTS_CLOCK"]), time.time


def _moved() -> float:
    return _time() + float(_file.read_text() or 0) if _file.exists() else _time()


time.time = _moved
