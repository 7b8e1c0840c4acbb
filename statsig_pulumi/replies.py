"""What a reply means, and what a failure says: what was attempted, what the server said, what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from .config import Settings
from .errors import AlreadyExists, ApiError, NotFound, RateLimited, Unclear

# The id of a key is the key.
_KEY_PATH = re.compile(r"^(/?keys/)[^/]+")
_KEY = re.compile(r"\b(console|secret|client|scim|org)-\w{4,}")
_TAKEN = re.compile(r"already (in use|exists|taken)|name .*is taken", re.IGNORECASE)


class Again(Exception):
    """A failure that may pass."""

    def __init__(self, error: ApiError, *, may_have_acted: bool, retry_after: float | None = None) -> None:
        super().__init__(str(error))
        self.error, self.may_have_acted, self.retry_after = error, may_have_acted, retry_after

    def final(self, *, unclear: bool) -> ApiError:
        """The failure once it is not tried again."""
        return self.error.become(Unclear) if unclear else self.error


def read(method: str, path: str, reply: httpx.Response, settings: Settings) -> dict[str, Any]:
    """The document of a success.

    Raises:
        Again: a failure that may pass.
        ApiError: one that will not.
    """
    document = _json(reply)
    if reply.status_code < 300 and isinstance(document, dict):
        return document
    raise _failure(method, path, reply, settings)


def read_text(method: str, path: str, reply: httpx.Response, settings: Settings) -> str:
    """The text of a success, where the API answers with a file.

    Raises:
        Again, ApiError: as for ``read``. A page of HTML is no success: it is not the API that answered.
    """
    if reply.status_code < 300 and "html" not in reply.headers.get("content-type", ""):
        return reply.text
    raise _failure(method, path, reply, settings)


def _json(reply: httpx.Response) -> Any:
    try:
        return reply.json()
    except ValueError:
        return None


def _failure(method: str, path: str, reply: httpx.Response, settings: Settings) -> Again | ApiError:
    error = _error(method, path, reply, _json(reply), settings)
    if reply.status_code == 429:
        return Again(error, may_have_acted=False, retry_after=_retry_after(reply))
    if reply.status_code >= 500 and reply.status_code != 501:
        return Again(error, may_have_acted=True, retry_after=_retry_after(reply))
    return error


def _error(method: str, path: str, reply: httpx.Response, document: Any, settings: Settings) -> ApiError:
    status = reply.status_code
    body = document if isinstance(document, dict) else {}
    message = _scrub(_message(reply, document), settings, path)
    fields = [(name, _scrub(text, settings, path)) for name, text in _fields(body.get("errors"))]
    taken = status in (400, 409) and bool(_TAKEN.search(" ".join([message, *(t for _, t in fields)])))
    kind: type[ApiError] = AlreadyExists if taken else {404: NotFound, 429: RateLimited}.get(status, ApiError)
    return kind(
        message,
        status=status,
        method=method,
        path=shown(path),
        fields=fields,
        request_id=reply.headers.get("x-request-id", ""),
        hint=_hint(status, isinstance(document, dict), settings),
    )


def _message(reply: httpx.Response, document: Any) -> str:
    if isinstance(document, dict):
        return str(document.get("message") or reply.reason_phrase)
    kind = reply.headers.get("content-type", "nothing").split(";")[0]
    return f"not JSON but {kind}"


def _fields(errors: Any) -> Iterator[tuple[str, str]]:
    """Failed validations: a list of property and errorMessage; in places an object, or plain texts."""
    if isinstance(errors, Mapping):
        errors = [{"property": k, "errorMessage": v} for k, v in errors.items()]
    for entry in errors if isinstance(errors, list) else []:
        if isinstance(entry, Mapping):
            yield str(entry.get("property", "")), str(entry.get("errorMessage", entry))
        else:
            yield "", str(entry)


def _hint(status: int, is_json: bool, settings: Settings) -> str:
    if status == 401:
        return "The key was rejected: check statsig:consoleApiKey or STATSIG_CONSOLE_KEY"
    if status == 403:
        return "The key lacks the permission: use a key with write access, or ask an administrator of the project"
    if status == 429:
        return "Run the same command again later, or lower statsig:mutationsPer10s"
    if not is_json:
        return f"Is statsig:apiUrl right? It is {settings.api_url}"
    if status == 501:
        return "The API at statsig:apiUrl does not have this operation"
    if status >= 500:
        return "Statsig has a problem; run the same command again later"
    return ""


def lost(method: str, path: str, error: httpx.HTTPError, settings: Settings) -> Again:
    """What it means that no reply came."""
    unsent = isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout))
    if isinstance(error, httpx.ConnectError):
        message = f"cannot reach {_host(settings)} ({_scrub(str(error), settings, path)})"
    elif isinstance(error, httpx.TimeoutException):
        message = f"no reply within {settings.request_timeout:g} s"
    else:
        message = f"the connection broke ({type(error).__name__})"
    hint = "Check statsig:apiUrl and the network" if unsent else "Run the same command again: what was done is found"
    return Again(ApiError(message, method=method, path=shown(path), hint=hint), may_have_acted=not unsent)


def _host(settings: Settings) -> str:
    return urlsplit(settings.api_url).hostname or settings.api_url


def shown(path: str) -> str:
    """A path as it may be printed."""
    return _KEY_PATH.sub(r"\1...", path)


def _scrub(text: str, settings: Settings, path: str) -> str:
    """Text of the server without the key, which it echoes when it rejects one, nor any that was asked for."""
    scrubbed = re.sub(r"console-\w{4,}", "console-...", text.replace(settings.console_api_key, "console-..."))
    return _KEY.sub(r"\1-...", scrubbed) if _KEY_PATH.match(path) else scrubbed


def _retry_after(reply: httpx.Response) -> float | None:
    try:
        return max(float(reply.headers["retry-after"]), 0)
    except (KeyError, ValueError):
        return None
