"""Pending creates: what was being created when a run was killed.

A create that was interrupted between the request and the moment at which Pulumi stored the resource leaves an object
that Pulumi knows nothing of. The next run must neither create it twice nor refuse it as somebody else's. So a create
is recorded before it is sent, and the record is removed when Pulumi is known to have stored the resource: when the
provider ends in order, or the object turns up in a later run. A record that is still there tells the next run of this
Pulumi project, on this machine, that the object may be its own.
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
from ..schema.address import Address


class PendingCreates:
    """The pending creates of one Pulumi project and Statsig project: one small file each, which holds an address.

    Args:
        folder: where the files are.
        scope: what tells this Pulumi project and Statsig project from others; only its digest is stored.
    """

    def __init__(self, folder: Path, scope: tuple[str, ...]) -> None:
        self._folder, self._scope = folder, scope

    @classmethod
    def of_this_project(cls, settings: Settings) -> PendingCreates:
        """Return those beside Pulumi's own files (``PULUMI_HOME``, else ``~/.pulumi``)."""
        home = Path(os.environ.get("PULUMI_HOME") or Path.home() / ".pulumi")
        project = (os.environ.get("PULUMI_PROJECT", ""), os.getcwd(), settings.api_url, settings.console_api_key)
        return cls(home / "statsig-pulumi" / "creating", project)

    @contextmanager
    def creating(self, address: Address) -> Iterator[bool]:
        """Record a create while it is under way; yield whether an earlier one was interrupted."""
        record = self._record(address)
        interrupted = record.exists()
        with suppress(OSError):  # without a place to write, a killed run is not taken up; nothing else is lost
            record.parent.mkdir(parents=True, exist_ok=True)
            record.write_text(f"{address.kind} {address.name}\n")
        try:
            yield interrupted
        except OutcomeUnknown:
            raise  # the object may exist: the record stays for the next run
        except Exception:
            if not interrupted:
                self.remove(address)
            raise
        _created.add(record)

    def remove(self, address: Address) -> None:
        """Remove a record: Pulumi knows the object, or it is gone."""
        with suppress(OSError):
            self._record(address).unlink()

    def _record(self, address: Address) -> Path:
        digest = hashlib.sha256(json.dumps([*self._scope, address.kind, address.name]).encode()).hexdigest()
        return self._folder / digest[:32]


_created: set[Path] = set()


@atexit.register
def _end_in_order() -> None:
    """Remove the records of this process: a provider that is not killed ends after Pulumi has stored everything."""
    for record in _created:
        with suppress(OSError):
            record.unlink()
