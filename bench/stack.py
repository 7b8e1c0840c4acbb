"""A program under the real engine, timed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


class Stack:
    """A stack in a folder of its own, on its own emulator, with the engine's checkpoints off.

    A checkpoint after every step costs more than everything else at this size, and hides it.
    """

    def __init__(self, folder: Path, program: str, gates: int) -> None:
        folder.mkdir()
        self.folder = folder
        (folder / "__main__.py").write_text(program)
        project = {"name": "bench", "runtime": {"name": "python", "options": {"virtualenv": sys.prefix}}}
        (folder / "Pulumi.yaml").write_text(json.dumps(project))
        self.config = {
            "statsig:apiUrl": f"emulator:{folder / 'emulator.db'}",
            # Nothing is to be measured but the work: no waiting for Statsig's limits.
            "statsig:mutationsPer10s": "1000000",
            "statsig:mutationsPer15min": "100000000",
        }
        (folder / "Pulumi.dev.yaml").write_text(json.dumps({"config": self.config}))
        self.env = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PULUMI_", "STATSIG_"))},
            "PULUMI_HOME": str(folder / "home"),
            "PULUMI_BACKEND_URL": folder.as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": "",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_EXPERIMENTAL": "1",
            "PULUMI_SKIP_CHECKPOINTS": "true",
            "PYTHONPATH": str(ROOT),
            "BENCH_GATES": str(gates),
            "BENCH_PERCENTAGE": "12.5",
        }
        self.run("stack", "init", "dev")

    def run(self, *arguments: str) -> float:
        """Run a command of Pulumi; how many seconds it took."""
        begun = time.perf_counter()
        done = subprocess.run(
            ["pulumi", *arguments, "--non-interactive", "--color", "never"],
            cwd=self.folder, env=self.env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            sys.exit(f"pulumi {' '.join(arguments)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return time.perf_counter() - begun

    def up(self) -> float:
        """``pulumi up``; how many seconds it took."""
        return self.run("up", "--yes", "--skip-preview", "--suppress-progress", "--suppress-outputs")

    def preview(self) -> float:
        """A preview that must find no change; how many seconds it took."""
        return self.run("preview", "--expect-no-changes", "--suppress-progress")

    def gates(self) -> list[dict[str, Any]]:
        """The gates as they are stored."""
        text = (self.folder / ".pulumi" / "stacks" / "bench" / "dev.json").read_text()
        resources = json.loads(text)["checkpoint"]["latest"]["resources"]
        return sorted((r for r in resources if r["type"].endswith(":Gate")), key=lambda gate: str(gate["urn"]))
