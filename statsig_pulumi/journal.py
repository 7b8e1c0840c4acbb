"""What was being created when a run was killed.

A create that was interrupted between the request and the reply leaves an object that Pulumi knows nothing of. The
next run must neither make it twice nor refuse it as somebody else's. So a create is written down before it is sent,
and struck out when its fate is known: a note that is still there tells the next run of this Pulumi project, on this
machine, that the object may be its own.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .config import Settings
from .errors import Unclear


class Journal:
    """The notes of one Pulumi project and Statsig project, one small file each, which holds a kind and a name.

    Args:
        folder: where the notes are.
        scope: what tells this Pulumi project and Statsig project from others; only its digest is kept.
    """

    def __init__(self, folder: Path, scope: tuple[str, ...]) -> None:
        self._folder, self._scope = folder, scope

    @classmethod
    def of_this_project(cls, settings: Settings) -> Journal:
        """The journal beside Pulumi's own files (``PULUMI_HOME``, else ``~/.pulumi``)."""
        home = Path(os.environ.get("PULUMI_HOME") or Path.home() / ".pulumi")
        project = (os.environ.get("PULUMI_PROJECT", ""), os.getcwd(), settings.api_url, settings.console_api_key)
        return cls(home / "statsig-pulumi" / "creating", project)

    @contextmanager
    def creating(self, kind: str, name: str) -> Iterator[bool]:
        """Note a create while it is under way; yields whether an earlier one was interrupted."""
        digest = hashlib.sha256(json.dumps([*self._scope, kind, name]).encode()).hexdigest()
        note = self._folder / digest[:32]
        interrupted = note.exists()
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(f"{kind} {name}\n")
        try:
            yield interrupted
        except Unclear:
            raise  # the object may exist: the note stays for the next run
        except Exception:
            if not interrupted:
                note.unlink(missing_ok=True)
            raise
        note.unlink(missing_ok=True)
