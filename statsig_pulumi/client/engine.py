"""The end of a run, as a provider's process learns of it: every wait ends then.

Pulumi passes Ctrl-C on to a provider as a ``Cancel`` request, or as a signal that ends the process. An engine that is
killed tells nobody, and leaves its providers behind: these notice that nobody reads any more what they print.
"""

from __future__ import annotations

import os
import select
import socket
import sys
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from .clock import CLOCK, GRACE


class _Cancelling(ThreadPoolExecutor):
    """The thread of ``Cancel`` requests: those of the other requests may all be waiting."""

    def submit(self, *arguments: Any, **options: Any) -> Future[Any]:
        CLOCK.interrupt()
        return super().submit(*arguments, **options)


def end_waits_when_cancelled() -> None:
    """End all waits when Pulumi cancels the run, or when this process is told to end. Only a provider's process is.

    Pulumi's SDK has no hook for it. gRPC looks at each request for threads of its own that its method may name.
    """
    servicer = getattr(sys.modules["__main__"], "DynamicResourceProviderServicer", None)
    if servicer is not None and not hasattr(servicer.Cancel, "experimental_thread_pool"):
        servicer.Cancel.experimental_thread_pool = _Cancelling(max_workers=1)
        # Threads are waited for before ``atexit`` runs. Only the main thread could set a handler of signals.
        threading._register_atexit(CLOCK.interrupt)  # type: ignore[attr-defined]
        threading.Thread(target=_end_with_the_engine, args=(sys.argv[-1],), daemon=True).start()


def _end_with_the_engine(address: str) -> None:
    """End this process when the engine has been killed. What was being created stays recorded for the next run.

    Args:
        address: where the engine listens.
    """
    if not hasattr(select, "poll") or not _nobody_reads_stdout():
        return
    while not _nobody_listens(address):  # it may be about to end
        time.sleep(GRACE)
    CLOCK.interrupt()
    time.sleep(1.5 * GRACE)  # requests that are under way get their responses
    os._exit(1)  # without removing the records, as an orderly end would


def _nobody_reads_stdout() -> bool:
    """Wait until the other end of the standard output is closed, if it is a pipe."""
    poll = select.poll()
    poll.register(1, 0)
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll())


def _nobody_listens(address: str) -> bool:
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=GRACE).close()
    except ConnectionRefusedError:
        return True
    except (OSError, ValueError):
        return False
    return False
