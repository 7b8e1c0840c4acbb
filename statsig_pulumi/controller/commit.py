"""What is known of the commit and the pull request that a run is for."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from functools import cache

_PULL_REQUEST = "refs/pull/"


def commit_description(what: str, env: Mapping[str, str] = os.environ) -> str:
    """Return a line that names what is changed, the commit, and the pull request or the commit's address."""
    return "; ".join(part for part in (what, _from_git() or _from_ci(env), _address(env)) if part)


@cache
def _from_git() -> str:
    """Return the commit that is checked out, its id and its subject; "" where there is none. Asked once a process."""
    with suppress(OSError, subprocess.SubprocessError):
        shown = subprocess.run(
            ["git", "log", "-1", "--format=%h %s"],  # noqa: S607
            capture_output=True,
            timeout=5,
            check=True,
            encoding="utf-8",
            errors="replace",
        )
        return f"commit {shown.stdout.strip()}"
    return ""


def _from_ci(env: Mapping[str, str]) -> str:
    """Return the commit that the CI system names."""
    sha = env.get("GITHUB_SHA") or env.get("CI_COMMIT_SHA") or ""
    return f"commit {sha[:12]}" if sha else ""


def _address(env: Mapping[str, str]) -> str:
    """Return the address of the pull request, else of the commit, as GitHub and GitLab tell it to their jobs."""
    if url := env.get("CI_MERGE_REQUEST_PROJECT_URL"):
        return f"{url}/-/merge_requests/{env.get('CI_MERGE_REQUEST_IID', '')}"
    if url := env.get("CI_PROJECT_URL"):
        return f"{url}/-/commit/{env.get('CI_COMMIT_SHA', '')}"
    if not (env.get("GITHUB_SERVER_URL") and env.get("GITHUB_REPOSITORY")):
        return ""
    repository = f"{env['GITHUB_SERVER_URL']}/{env['GITHUB_REPOSITORY']}"
    ref = env.get("GITHUB_REF", "")
    if ref.startswith(_PULL_REQUEST):
        return f"{repository}/pull/{ref.removeprefix(_PULL_REQUEST).split('/')[0]}"
    return f"{repository}/commit/{env.get('GITHUB_SHA', '')}"
