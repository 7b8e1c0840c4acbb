"""A program under the real engine, and an emulator beside it in a process of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx

from .tree import Measured, measure

ROOT = Path(__file__).resolve().parents[1]
_KEY = "console-emulator"


class Server:
    """The emulator as a server on this machine, without Statsig's limits.

    Args:
        latency: how long each response is held back, in seconds.
    """

    def __init__(self, latency: float) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/console/v1"
        command = [sys.executable, "-m", "statsig_pulumi.cli", "emulate", "--port", str(port)]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        headers = {"x-emulator-control": "1"}
        self._control = httpx.Client(base_url=f"http://127.0.0.1:{port}/_emulator/", headers=headers, timeout=60)
        self._wait()
        self.command("settings", rate_limit=False)
        self.command("latency", seconds=latency)

    def command(self, name: str, **arguments: Any) -> Any:
        """Run a command of the control plane."""
        response = self._control.post(name, json=arguments)
        response.raise_for_status()
        return response.json()

    def requests(self) -> Counter[str]:
        """Return how many requests there were by verb, and forget them."""
        log = self.command("log")
        self.command("clear_log")
        return Counter(entry["method"] for entry in log["data"])

    def close(self) -> None:
        """End the server."""
        self._process.terminate()
        self._process.wait()

    def _wait(self) -> None:
        for _ in range(200):
            try:
                self._control.post("log", json={})
                return
            except httpx.TransportError:
                time.sleep(0.05)
        sys.exit("the emulator does not start")


class Stack:
    """A stack in a folder of its own, with the engine's checkpoints off.

    A checkpoint after every step costs more than everything else at this size, and hides it.

    Args:
        folder: where.
        program: the program.
        url: the address of the API.
        gates: how many gates it has.
    """

    def __init__(self, folder: Path, program: str, url: str, gates: int = 1) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        (folder / "__main__.py").write_text(program)
        project = {"name": "bench", "runtime": {"name": "python", "options": {"virtualenv": sys.prefix}}}
        (folder / "Pulumi.yaml").write_text(json.dumps(project))
        unpaced = {"statsig:mutationsPer10s": "1000000", "statsig:mutationsPer15min": "1000000"}
        self.config = {"statsig:apiUrl": url, "statsig:consoleApiKey": _KEY, **unpaced}
        (folder / "Pulumi.dev.yaml").write_text(json.dumps({"config": self.config}))
        self.env = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PULUMI_", "STATSIG_"))},
            "PULUMI_HOME": str(folder / "home"),
            "PULUMI_BACKEND_URL": folder.as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": "",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_EXPERIMENTAL": "1",
            "PULUMI_SKIP_CHECKPOINTS": "true",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "BENCH_GATES": str(gates),
            "BENCH_PERCENTAGE": "12.5",
        }
        self.run("stack", "init", "dev")

    def run(self, *arguments: str) -> Measured:
        """Run a command of Pulumi."""
        command = ["pulumi", *arguments, "--non-interactive", "--color", "never"]
        return measure(command, self.folder, self.env)[0]

    def change(self, command: str) -> Measured:
        """``pulumi up`` or ``pulumi destroy``."""
        return self.run(command, "--yes", "--skip-preview", "--suppress-progress", "--suppress-outputs")

    def preview(self, *flags: str) -> Measured:
        """A preview that must find no change."""
        return self.run("preview", "--expect-no-changes", "--suppress-progress", *flags)

    def resources(self) -> list[dict[str, Any]]:
        """The objects as they are stored."""
        text = (self.folder / ".pulumi" / "stacks" / "bench" / "dev.json").read_text()
        resources = json.loads(text)["checkpoint"]["latest"]["resources"]
        return sorted((one for one in resources if "dynamic" in one["type"]), key=lambda one: str(one["urn"]))
