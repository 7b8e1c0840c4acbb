#!/usr/bin/env python3
"""Publish what a job has found, at GitHub or GitLab.

    publish.py comment FILE              one comment of a stack in the pull request, updated in place
    publish.py issue FILE CODE STACK     one rolling issue of a stack: CODE is the exit code of `statsig-pulumi drift`

FILE is Markdown. A comment is found again by the first line of FILE, which `statsig-pulumi report` writes; an issue by
the name of its STACK, such as `shop/prod`. Both have to be by the job's own user. CODE 2 opens the issue, or updates it
and opens it again; 0 closes it; any other, or none, leaves it alone and fails, since nothing is known.

GitHub: GITHUB_API_URL and GITHUB_REPOSITORY are there in every job; give GITHUB_TOKEN (`pull-requests: write` or
`issues: write`) and, for a comment, PULL_REQUEST. GitLab: CI_API_V4_URL, CI_PROJECT_ID and CI_MERGE_REQUEST_IID are
there; give GITLAB_TOKEN, a project access token with the scope `api`. It needs only Python.
"""

from __future__ import annotations

import json
import os
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LABEL = "statsig-drift"
PER_PAGE = 100
Thing = dict[str, Any]


class Failure(Exception):
    """Nothing can be published; the message says why in one line."""


class Forge:
    """What GitHub and GitLab have in common: lists of comments and issues, over HTTP."""

    base: str
    headers: dict[str, str]
    text: str
    """The field that holds the text of an issue."""
    update: str
    """The verb that updates."""
    open_state: str
    """The state of an open issue."""

    def comments_path(self) -> str:
        raise NotImplementedError

    def comment_path(self, comment: Thing) -> str:
        raise NotImplementedError

    def issues_path(self) -> str:
        raise NotImplementedError

    def issue_path(self, issue: Thing) -> str:
        raise NotImplementedError

    def state(self, is_open: bool) -> Thing:
        """Return the fields that open or close an issue."""
        raise NotImplementedError

    def is_own(self, thing: Thing) -> bool:
        """Return whether the job's own user wrote it."""
        raise NotImplementedError

    def pages(self, path: str, query: str = "") -> Iterator[Thing]:
        """Yield every entry of a list that is the job's own."""
        number = 1
        while True:
            page = self.request("GET", f"{path}?per_page={PER_PAGE}&page={number}{query}")
            yield from (entry for entry in page if self.is_own(entry))
            if len(page) < PER_PAGE:
                return
            number += 1

    def request(self, method: str, path: str, body: Thing | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {**self.headers, "Content-Type": "application/json", "User-Agent": "statsig-pulumi"}
        request = urllib.request.Request(self.base + path, data, headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310 - the address is the job's
                return json.load(response)
        except urllib.error.HTTPError as error:
            raise Failure(f"{method} {path} answered {error.code}: {_reason(error)}") from None
        except (OSError, ValueError) as error:
            raise Failure(f"{method} {path} failed: {error}") from None


class GitHub(Forge):
    text, update, open_state = "body", "PATCH", "open"

    def __init__(self) -> None:
        self.base = f"{needed('GITHUB_API_URL')}/repos/{needed('GITHUB_REPOSITORY')}"
        self.headers = {
            "Authorization": f"Bearer {needed('GITHUB_TOKEN')}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
        }

    def comments_path(self) -> str:
        return f"/issues/{needed('PULL_REQUEST')}/comments"

    def comment_path(self, comment: Thing) -> str:
        return f"/issues/comments/{comment['id']}"

    def issues_path(self) -> str:
        return "/issues"

    def issue_path(self, issue: Thing) -> str:
        return f"/issues/{issue['number']}"

    def state(self, is_open: bool) -> Thing:
        return {"state": "open" if is_open else "closed"}

    def is_own(self, thing: Thing) -> bool:
        own = os.environ.get("COMMENT_AUTHOR") or "github-actions[bot]"
        return bool(thing["user"]["login"] == own) and "pull_request" not in thing


class GitLab(Forge):
    text, update, open_state = "description", "PUT", "opened"

    def __init__(self) -> None:
        self.base = needed("CI_API_V4_URL")
        self.headers = {"PRIVATE-TOKEN": needed("GITLAB_TOKEN")}
        self.user = self.request("GET", "/user")["id"]
        self.base += f"/projects/{needed('CI_PROJECT_ID')}"

    def comments_path(self) -> str:
        return f"/merge_requests/{needed('CI_MERGE_REQUEST_IID')}/notes"

    def comment_path(self, comment: Thing) -> str:
        return f"{self.comments_path()}/{comment['id']}"

    def issues_path(self) -> str:
        return "/issues"

    def issue_path(self, issue: Thing) -> str:
        return f"/issues/{issue['iid']}"

    def state(self, is_open: bool) -> Thing:
        return {"state_event": "reopen" if is_open else "close"}

    def is_own(self, thing: Thing) -> bool:
        return bool(thing["author"]["id"] == self.user)


def comment(forge: Forge, text: str) -> None:
    """Write the comment, or the new text over the old one."""
    marker = first_line(text)
    if not re.fullmatch(r"<!-- statsig-pulumi \S.* -->", marker):
        raise Failure("the file does not begin with the marker that `statsig-pulumi report` writes")
    for old in forge.pages(forge.comments_path()):
        if first_line(old["body"]) == marker:  # the whole line: prod is a part of non-prod
            forge.request(forge.update, forge.comment_path(old), {"body": text})
            return
    forge.request("POST", forge.comments_path(), {"body": text})


def issue(forge: Forge, text: str, code: str, stack: str) -> None:
    """Open, update or close the issue of a stack."""
    if code not in ("0", "2"):
        raise Failure(f"whether {stack} has drifted is not known: its issue stays as it is")
    marker = f"<!-- statsig-pulumi drift {stack} -->"
    body = {forge.text: f"{marker}\n{text}"}
    query = f"&state=all&labels={LABEL}&scope=all"
    known = [one for one in forge.pages(forge.issues_path(), query) if first_line(one[forge.text] or "") == marker]
    old = max(known, key=lambda one: (one["state"] == forge.open_state, one["id"]), default=None)
    if code == "0":
        for one in known:
            if one["state"] == forge.open_state:
                forge.request(forge.update, forge.issue_path(one), forge.state(is_open=False))
    elif old is None:
        labels = [LABEL] if isinstance(forge, GitHub) else LABEL
        forge.request(
            "POST", forge.issues_path(), {"title": f"Statsig has drifted from {stack}", "labels": labels, **body}
        )
    else:
        reopened = {} if old["state"] == forge.open_state else forge.state(is_open=True)
        forge.request(forge.update, forge.issue_path(old), {**body, **reopened})


def first_line(text: str) -> str:
    return text.partition("\n")[0].strip()


def needed(name: str) -> str:
    """Return a variable of the environment."""
    if not (value := os.environ.get(name)):
        raise Failure(f"{name} is not set")
    return value


def _reason(error: urllib.error.HTTPError) -> str:
    try:
        answer = json.load(error)
        return " ".join(str(answer.get("message") or answer.get("error") or "").split())
    except (OSError, ValueError, AttributeError):
        return error.reason


def read(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except OSError as error:
        raise Failure(f"cannot read {file}: {error.strerror}; what was to write it has failed") from None


def main(arguments: list[str]) -> int:
    try:
        forge = GitHub if os.environ.get("GITHUB_ACTIONS") else GitLab
        match arguments:
            case ["comment", file]:
                comment(forge(), read(file))
            case ["issue", file, code, stack]:
                issue(forge(), read(file) if code == "2" else "", code, stack)
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except Failure as failure:
        print(f"publish: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
