"""Recipes for CI, run as they are written: jobs of GitHub and GitLab, and the two forges that these write to."""

from __future__ import annotations

import json
import re
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import yaml

from tests.integration.harness import ROOT

RECIPES = ROOT / "examples" / "ci"
BOT = "github-actions[bot]"
TOKEN = "forge-token"


def load(name: str) -> dict[str, Any]:
    """Return a recipe."""
    recipe: dict[str, Any] = yaml.safe_load((RECIPES / name).read_text())
    return recipe


class Forge:
    """GitHub or GitLab, as much of it as the recipes use: comments, and issues."""

    def __init__(self) -> None:
        self.comments: list[dict[str, Any]] = []
        self.issues: list[dict[str, Any]] = []
        self.refuses = 0
        """A status to answer every change with; 0 for none."""
        self.seen: list[str] = []
        forge = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                forge.seen.append(f"GET {self.path}")
                self.respond(200, forge.read(self.path))

            def do_POST(self) -> None:
                self.change(201)

            def do_PATCH(self) -> None:
                self.change(200)

            do_PUT = do_PATCH  # noqa: N815

            def change(self, status: int) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                forge.seen.append(f"{self.command} {self.path}")
                if forge.refuses:
                    self.respond(forge.refuses, {"message": "Resource not accessible by integration"})
                else:
                    self.respond(status, forge.change(self.command, urlsplit(self.path).path, body))

            def token(self) -> str:
                return self.headers.get("Authorization", "").removeprefix("Bearer ") or self.headers["PRIVATE-TOKEN"]

            def respond(self, status: int, body: Any) -> None:
                assert self.token() == TOKEN
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(body).encode())

            def log_message(self, *_arguments: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        """Stop it."""
        self.server.shutdown()
        self.server.server_close()

    def read(self, target: str) -> Any:
        """Answer a GET."""
        path, query = urlsplit(target).path, parse_qs(urlsplit(target).query)
        if path == "/user":
            return {"id": 1}
        if path.endswith("/issues"):
            assert "labels" in query
            entries = self.issues
        else:
            assert path.endswith(("/issues/7/comments", "/merge_requests/7/notes")), path
            entries = self.comments
        size, page = int(query["per_page"][0]), int(query["page"][0])
        return entries[(page - 1) * size : page * size]

    def change(self, method: str, path: str, body: dict[str, Any]) -> Any:
        """Carry out a POST, PATCH or PUT."""
        entries = self.comments if re.search(r"/(comments|notes)(/|$)", path) else self.issues
        if method == "POST":
            id = 100 + len(self.comments) + len(self.issues)
            entries.append({**self.own(), "id": id, "number": id, "iid": id, "state": self.opened, **body})
            return entries[-1]
        (entry,) = [one for one in entries if str(one["id"]) == path.rpartition("/")[2]]
        state = {"close": "closed", "reopen": self.opened}.get(body.pop("state_event", ""))
        entry.update(body, **({"state": state} if state else {}))
        return entry

    opened = "open"

    @staticmethod
    def own() -> dict[str, Any]:
        """Return the author of what the job writes."""
        return {"user": {"login": BOT}, "author": {"id": 1}}

    def add(self, body: str, login: str = BOT, id: int = 1) -> None:
        """Let somebody write a comment."""
        number = 100 + len(self.comments)
        self.comments.append({"id": number, "user": {"login": login}, "author": {"id": id}, "body": body})


class GitLabForge(Forge):
    """The same with GitLab's word."""

    opened = "opened"


@dataclass
class Job:
    """A job that runs: its folder, its environment, and what has come of it."""

    folder: Path
    environment: Mapping[str, str]
    outcome: str = "success"
    output: str = ""
    ran: list[str] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)

    def bash(self, script: str, env: Mapping[str, str], *flags: str) -> int:
        """Run a script as the runners do: bash, which ends at the first failure."""
        command = ["bash", "--noprofile", "--norc", *flags, "-c", script]
        done = subprocess.run(
            command,
            cwd=self.folder,
            env={**self.environment, **env},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        self.output += done.stdout + done.stderr
        return done.returncode


def run_github(job: Job, steps: list[dict[str, Any]], contexts: Mapping[str, str]) -> Job:
    """Run the steps of a GitHub job: those that are scripts as they stand, of the others what they would find."""
    files = {name: job.folder.parent / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH")}
    for file in files.values():
        file.touch()
    for step in steps:
        if not _due(str(step.get("if", "success()")), job.outcome):
            continue
        name = step.get("name", step.get("uses"))
        if "uses" in step:
            path = step.get("with", {}).get("path")
            assert path is None or (job.folder / path).exists() or job.outcome == "failure", f"{name}: no {path}"
            continue
        found = {**contexts, **{f"steps.{key}": value for key, value in job.outputs.items()}}
        env = {key: _filled(str(value), found) for key, value in step.get("env", {}).items()}
        job.ran.append(name)
        environment = {**env, **{key: str(file) for key, file in files.items()}, "GITHUB_ACTIONS": "true"}
        if job.bash(step["run"], environment, "-e") != 0:
            job.outcome = "failure"
        lines = files["GITHUB_OUTPUT"].read_text().splitlines()
        job.outputs |= {f"{step.get('id')}.outputs.{key}": value for key, _, value in (x.partition("=") for x in lines)}
        files["GITHUB_OUTPUT"].write_text("")
    return job


def _due(condition: str, outcome: str) -> bool:
    words = condition.removeprefix("${{").removesuffix("}}").strip()
    return {"success()": outcome == "success", "!cancelled()": True, "always()": True}[words]


def _filled(text: str, contexts: Mapping[str, str]) -> str:
    return re.sub(r"\$\{\{ *([\w.\-]+) *\}\}", lambda match: contexts.get(match[1], ""), text)


def run_gitlab(job: Job, recipe: Mapping[str, Any], name: str, variables: Mapping[str, str]) -> Job:
    """Run a job of GitLab: what goes before it and its script in one shell, what comes after it in another."""
    chosen = recipe[name]
    own = {
        key: re.sub(r"\$(\w+)", lambda m: variables.get(m[1], ""), str(value))
        for key, value in chosen.get("variables", {}).items()
    }
    lines = [*recipe["default"]["before_script"], *chosen["script"]]
    if job.bash("\n".join(lines), {**variables, **own}, "-eo", "pipefail") != 0:
        job.outcome = "failure"
    job.bash("\n".join(chosen.get("after_script", [])), {**variables, **own}, "-eo", "pipefail")
    for path in chosen.get("artifacts", {}).get("paths", []):
        assert (job.folder / path).exists(), job.output
    return job
