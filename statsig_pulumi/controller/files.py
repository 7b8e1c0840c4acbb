"""Files beside Pulumi's own, for what Pulumi does not store."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from ..schema.json_types import Doc


class Files:
    """Small JSON files, one for each name, of the Pulumi program in the working folder.

    Nothing that a folder cannot do is a failure.

    Args:
        folder: where they are; None: nowhere, so that nothing is kept.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def read(self, *name: str) -> Doc | None:
        """Return the content of a file; None where there is none."""
        with suppress(OSError, ValueError):
            with open(self._path(name), "rb") as file:
                found = json.load(file)
            return found if isinstance(found, dict) else None
        return None

    def write(self, content: Doc, *name: str) -> None:
        """Write a file as a whole."""
        with suppress(OSError, ValueError):
            path = self._path(name)
            scratch = f"{path}.{os.getpid()}"
            with self._scratch(scratch) as file:
                file.write(json.dumps(content).encode())
            os.replace(scratch, path)

    def remove(self, *name: str) -> None:
        """Remove a file."""
        with suppress(OSError, ValueError):
            os.unlink(self._path(name))

    def _scratch(self, path: str) -> BinaryIO:
        try:
            return open(path, "wb", opener=_of_the_user)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path), exist_ok=True, mode=0o700)
            return open(path, "wb", opener=_of_the_user)

    def _path(self, name: tuple[str, ...]) -> str:
        if self._folder is None:
            raise FileNotFoundError("there is no home directory")
        digest = hashlib.sha256(json.dumps([os.getcwd(), *name]).encode("utf-8", "surrogatepass")).hexdigest()
        return os.path.join(self._folder, digest[:32])


def _of_the_user(path: str, flags: int) -> int:
    """Open a file that is the user's alone: it may hold what an object was before."""
    return os.open(path, flags, 0o600)
