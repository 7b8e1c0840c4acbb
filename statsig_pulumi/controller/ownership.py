"""What was being created when a run was killed.

A create that was interrupted between the request and the moment at which Pulumi wrote the object down leaves an object
that Pulumi knows nothing of. The next run must neither make it twice nor refuse it as somebody else's. So a create is
noted before it is sent, and the note goes when Pulumi is known to know: when the provider ends in order, or the object
turns up in a later run. A note that is still there tells the next run of this Pulumi project, on this machine, that
the object may be its own.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..config import Settings
from ..errors import OutcomeUnknown


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
        note = self._note(kind, name)
        interrupted = note.exists()
        with suppress(OSError):  # without a place to write, a killed run is not picked up; nothing else is lost
            note.parent.mkdir(parents=True, exist_ok=True)
            note.write_text(f"{kind} {name}\n")
        try:
            yield interrupted
        except OutcomeUnknown:
            raise  # the object may exist: the note stays for the next run
        except Exception:
            if not interrupted:
                self.forget(kind, name)
            raise
        _made.add(note)

    def forget(self, kind: str, name: str) -> None:
        """Strike out a note: Pulumi knows the object, or it is gone."""
        with suppress(OSError):
            self._note(kind, name).unlink()

    def _note(self, kind: str, name: str) -> Path:
        digest = hashlib.sha256(json.dumps([*self._scope, kind, name]).encode()).hexdigest()
        return self._folder / digest[:32]


_made: set[Path] = set()


@atexit.register
def _end_in_order() -> None:
    """A provider that is not killed ends after Pulumi has written everything down."""
    for note in _made:
        with suppress(OSError):
            note.unlink()
