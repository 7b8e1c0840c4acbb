"""The control plane: commands of ``Emulator`` over HTTP, under ``/_emulator/``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from .http import Request, Response, json_response

PREFIX = "/_emulator/"

COMMANDS = (
    "reset", "seed", "edit", "delete", "fail", "clear_faults", "latency", "settings", "log", "clear_log", "get", "all",
)  # fmt: skip
"""The methods of ``Emulator`` that are commands."""


def run_command(commands: Mapping[str, Callable[..., Any]], request: Request) -> Response:
    """Run ``POST /_emulator/NAME`` as the command of that name, with the JSON body as its arguments."""
    name = request.path.removeprefix(PREFIX)
    if name not in commands:
        return json_response(404, {"message": f"no such command; there are {', '.join(commands)}"})
    try:
        return json_response(200, {"data": _plain(commands[name](**json.loads(request.body or b"{}")))})
    except (TypeError, ValueError, KeyError) as error:
        return json_response(400, {"message": str(error)})


def _plain(result: Any) -> Any:
    """Return a result whose log entries are objects."""
    return [vars(one) if hasattr(one, "__dict__") else one for one in result] if isinstance(result, list) else result
