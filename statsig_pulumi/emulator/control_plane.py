"""The control plane: the methods of ``Emulator`` over HTTP, under ``/_emulator/``."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from .http import Request, Response, json_response

if TYPE_CHECKING:
    from .emulator import Emulator

PREFIX = "/_emulator/"


def run_command(emulator: Emulator, request: Request) -> Response:
    """Run ``POST /_emulator/NAME`` as ``Emulator.NAME``, with the JSON body as its arguments.

    NAME is one of reset, seed, edit, delete, fail, clear_faults, latency, settings, log, clear_log, get, all.
    """
    name = request.path.removeprefix(PREFIX)
    commands: dict[str, Any] = {
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
    if name not in commands:
        return json_response(404, {"message": f"no such command; there are {', '.join(commands)}"})
    try:
        return json_response(200, {"data": commands[name](**json.loads(request.body or b"{}"))})
    except (TypeError, ValueError, KeyError) as error:
        return json_response(400, {"message": str(error)})
