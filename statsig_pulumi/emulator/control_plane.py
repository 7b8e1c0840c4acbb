"""The control plane: what tests and people do to the emulator over HTTP, under ``/_emulator/``."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from .http import Reply, Request, reply

if TYPE_CHECKING:
    from .emulator import Emulator

PREFIX = "/_emulator/"


def control(emulator: Emulator, request: Request) -> Reply:
    """Answer a request of the control plane: ``POST /_emulator/NAME`` with the arguments of ``Emulator.NAME``.

    NAME is one of reset, seed, edit, delete, fail, clear_faults, latency, settings, log, clear_log, get, all.
    """
    name = request.path.removeprefix(PREFIX)
    actions: dict[str, Any] = {
        "reset": emulator.reset,
        "seed": emulator.seed,
        "edit": emulator.edit,
        "delete": emulator.delete,
        "fail": emulator.fail,
        "clear_faults": emulator.clear_faults,
        "latency": emulator.latency,
        "settings": emulator.settings,
        "log": lambda: [asdict(entry) for entry in emulator.log()],
        "clear_log": emulator.clear_log,
        "get": emulator.get,
        "all": emulator.all,
    }
    if name not in actions:
        return reply(404, {"message": f"no such control; there are {', '.join(actions)}"})
    try:
        return reply(200, {"data": actions[name](**json.loads(request.body or b"{}"))})
    except (TypeError, ValueError, KeyError) as error:
        return reply(400, {"message": str(error)})
