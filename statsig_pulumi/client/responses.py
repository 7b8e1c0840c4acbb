"""How responses are read, and what a failure says: what was attempted, what the server answered, what to do next."""

from __future__ import annotations

import json
import math
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import httpx

from ..config import Settings, printable_url
from ..errors import NOT_THE_API, AlreadyExists, ApiError, Interrupted, NotFound, OutcomeUnknown, RateLimited
from .connection import trouble_of

# The id of a key is the key.
_KEY_PATH = re.compile(r"^(/?keys/)[^/]+")
_KEY = re.compile(r"\b(console|secret|client|scim|org)-\w{4,}")
_NO_ROUTE = re.compile(r"(Cannot|Unknown|Unsupported) (GET|HEAD|POST|PUT|PATCH|DELETE)\b")
_ENVELOPE = {"data", "message", "status", "success", "pagination"}
"""The fields of an envelope; an object by itself has others, and may have a field ``data`` of its own."""
_NO_CONTENT = 204
_LONGEST_PLACE = 200
_HALF = re.compile(r"[\ud800-\udfff]")
_BEFORE_SENDING = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
"""There was no connection yet, with the proxy's help or without."""
_TAKEN = re.compile(r"already (in use|exists|taken)|name .*is taken|duplicate rule name", re.IGNORECASE)
IsMeant = Callable[[Any], bool]
"""Returns whether data is about what a request means."""


_HINTS = {
    401: "The key was rejected: check statsig:consoleApiKey or STATSIG_CONSOLE_KEY",
    403: "The key lacks the permission: use a key with write access, or ask an administrator of the project",
    407: "The proxy wants a user and a password: give them in HTTPS_PROXY",
    409: "Another change of the same object is under way: run the same command again when it has ended",
    429: "Run the same command again later, or lower statsig:mutationsPer10s (segmentMutationsPer10s for segments)",
}
"""What to do, by the status."""


class RetryableError(Exception):
    """A failure that may pass; with ``passes=False`` not by itself."""

    def __init__(
        self, error: ApiError, *, may_have_acted: bool, retry_after: float | None = None, passes: bool = True
    ) -> None:
        super().__init__(str(error))
        self.error, self.may_have_acted, self.retry_after, self.passes = error, may_have_acted, retry_after, passes

    def final(self, *, outcome_unknown: bool) -> ApiError:
        """Return the failure, once it is not tried again."""
        return self.error.as_type(OutcomeUnknown) if outcome_unknown else self.error


def read(method: str, path: str, response: httpx.Response, settings: Settings) -> dict[str, Any]:
    """Return the document of a success.

    Raises:
        RetryableError: a failure that may pass.
        ApiError: one that will not.
    """
    document = {} if response.status_code == _NO_CONTENT else parsed(response)
    if response.status_code < 300 and isinstance(document, dict):
        return document
    if response.status_code < 300 and method != "GET":  # it has acted, and what came back is not the API's
        raise RetryableError(_error(method, path, response, document, settings), may_have_acted=True)
    raise _failure(method, path, response, settings)


def about(is_meant: IsMeant) -> Callable[[str, str, httpx.Response, Settings], dict[str, Any]]:
    """Return what reads the document of a success that is about what is meant."""

    def read_meant(method: str, path: str, response: httpx.Response, settings: Settings) -> dict[str, Any]:
        document = read(method, path, response, settings)
        if is_meant(data_of(document)):
            return document
        message, status = "the response is about another object", response.status_code
        error = ApiError(message, status=status, method=method, path=shown(path), hint=NOT_THE_API)
        raise RetryableError(error, may_have_acted=True)

    return read_meant


def data_of(document: Mapping[str, Any]) -> Any:
    """Return the data of a success: ``data``; the document itself where it is no envelope; ``{}`` where there is none.

    None stands where the API says that there is nothing.
    """
    is_envelope = ("data" in document and "message" in document) or document.keys() <= _ENVELOPE
    return document.get("data", {}) if is_envelope else document


def read_text(method: str, path: str, response: httpx.Response, settings: Settings) -> str:
    """Return the text of a success, where the API answers with a file.

    Raises:
        RetryableError, ApiError: as for ``read``. A page of HTML is a failure: it is not the API that answered.
    """
    if response.status_code < 300 and "html" not in response.headers.get("content-type", ""):
        return response.text
    raise _failure(method, path, response, settings)


def parsed(response: httpx.Response) -> Any:
    """Return the JSON of a response; None where it is none, or holds a number that is none.

    Half a character, with which a text may end that was cut off, reads as one that cannot be shown: Pulumi carries
    neither.
    """
    try:
        text = response.content.decode("utf-8-sig")
        value = _DECODER.decode(text)
        return _whole(value) if "\\ud" in text or "\\uD" in text else value
    except (ValueError, RecursionError):
        return None


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _integer(text: str) -> int:
    return int(text) if len(text) <= sys.float_info.max_10_exp else int(_finite(text))


_DECODER = json.JSONDecoder(parse_float=_finite, parse_int=_integer, parse_constant=_finite)


def _whole(value: Any) -> Any:
    """Return a value without halves of characters."""
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_whole(key): _whole(inner) for key, inner in value.items()}
    return [_whole(inner) for inner in value] if isinstance(value, list) else value


def _failure(method: str, path: str, response: httpx.Response, settings: Settings) -> RetryableError | ApiError:
    error = _error(method, path, response, parsed(response), settings)
    if response.status_code == 429:
        return RetryableError(error, may_have_acted=may_have_acted(response), retry_after=retry_after(response))
    if response.status_code == 409 and not isinstance(error, AlreadyExists):  # another change of the same is under way
        return RetryableError(error, may_have_acted=False)
    if response.status_code >= 500 and response.status_code != 501:
        return RetryableError(error, may_have_acted=True, retry_after=retry_after(response))
    return error


def may_have_acted(response: httpx.Response) -> bool:
    """Return whether the request may have been carried out: it was not where the API itself refuses it.

    Whatever else answers, a proxy with a page of its own for example, does not know.
    """
    status = response.status_code
    if 400 <= status < 500 or status == 501:
        document = parsed(response)
        return not (isinstance(document, dict) and isinstance(document.get("message"), str))
    return not 300 <= status < 400


def _error(method: str, path: str, response: httpx.Response, document: Any, settings: Settings) -> ApiError:
    status = response.status_code
    body = document if isinstance(document, dict) else {}
    message = _scrub(_message(response, document), settings, path)
    fields = [(name, _scrub(text, settings, path)) for name, text in _fields(body.get("errors"))]
    taken = status in (400, 409) and bool(_TAKEN.search(" ".join([message, *(t for _, t in fields)])))
    kind: type[ApiError] = AlreadyExists if taken else {404: NotFound, 429: RateLimited}.get(status, ApiError)
    if kind is NotFound and not _is_about_an_object(body):
        kind = ApiError
    return kind(
        message,
        status=status,
        method=method,
        path=shown(path),
        fields=fields,
        request_id=response.headers.get("x-request-id", ""),
        hint=_hint(response, isinstance(document, dict), settings),
    )


def _is_about_an_object(body: Mapping[str, Any]) -> bool:
    """Return whether a 404 is the API's own answer about an object: not a proxy's page, nor that of a wrong address.

    Only then is the object gone.
    """
    message = body.get("message")
    return isinstance(message, str) and body.get("status", 404) == 404 and not _NO_ROUTE.match(message)


def _message(response: httpx.Response, document: Any) -> str:
    if isinstance(document, dict):
        return str(document.get("message") or response.reason_phrase)
    kind = response.headers.get("content-type", "nothing").split(";")[0]
    return f"not JSON but {kind}"


def _fields(errors: Any) -> Iterator[tuple[str, str]]:
    """Yield failed validations: a list of property and errorMessage; in places an object, or plain strings."""
    if isinstance(errors, Mapping):
        errors = [{"property": k, "errorMessage": v} for k, v in errors.items()]
    for entry in errors if isinstance(errors, list) else []:
        if isinstance(entry, Mapping):
            yield str(entry.get("property", "")), str(entry.get("errorMessage", entry))
        else:
            yield "", str(entry)


def place_of_redirect(response: httpx.Response) -> str:
    """Return where a response redirects to, without what may be a secret; "" where it does not."""
    location = response.headers.get("location", "") if response.is_redirect else ""
    return printable_url(location)[:_LONGEST_PLACE]


def _hint(response: httpx.Response, is_json: bool, settings: Settings) -> str:
    status = response.status_code
    if place := place_of_redirect(response):
        return f"It redirects to {place}, and the key is sent nowhere else: check statsig:apiUrl and proxies on the way"
    if status in _HINTS:
        return _HINTS[status]
    if not is_json:
        return f"Is statsig:apiUrl right? It is {settings.api_url}"
    if status == 501:
        return "The API at statsig:apiUrl does not have this operation"
    return "Statsig has a problem; run the same command again later" if status >= 500 else ""


def no_response(method: str, path: str, error: Exception, settings: Settings, *, sent: bool) -> RetryableError:
    """Return the failure of a request without a response.

    Args:
        method: the HTTP verb.
        path: the path.
        error: what happened: httpx's exception, a ``TimeoutError``, or ``Interrupted``.
        settings: the settings.
        sent: whether any of it may have been sent.
    """
    unsent = not sent or isinstance(error, _BEFORE_SENDING)
    if isinstance(error, Interrupted):
        message, hint, passes = "the run was cancelled before there was a response", "", True
    else:
        message, hint, passes = _why(error, path, settings)
    if not unsent:
        hint = "Run the same command again: what was done is found"
    failure = ApiError(message, method=method, path=shown(path), hint=hint)
    return RetryableError(failure, may_have_acted=not unsent, passes=passes)


def _why(error: Exception, path: str, settings: Settings) -> tuple[str, str, bool]:
    """Return why there was no response, what to do, and whether it may pass by itself."""
    trouble = trouble_of(error)
    mend = trouble.mend.format(host=_host(settings))
    mend = mend[0].upper() + mend[1:]
    if trouble.problem == "timeout":
        return f"no response within {settings.request_timeout:g} s", mend, True
    if not isinstance(error, _BEFORE_SENDING):
        return f"the connection broke ({type(error).__name__})", mend, True
    detail = "" if trouble.problem == "tls" else f" ({_scrub(str(error), settings, path)})"
    return f"cannot reach {_host(settings)}: {trouble.what}{detail}", mend, trouble.passes


def _host(settings: Settings) -> str:
    return urlsplit(settings.api_url).hostname or settings.api_url


def shown(path: str) -> str:
    """Return a path as it may be printed."""
    return _KEY_PATH.sub(r"\1...", path)


def _scrub(text: str, settings: Settings, path: str) -> str:
    """Return a text of the server without the key, which it echoes when it rejects one, or any key asked for."""
    scrubbed = re.sub(r"console-\w{4,}", "console-...", text.replace(settings.console_api_key, "console-..."))
    return _KEY.sub(r"\1-...", scrubbed) if _KEY_PATH.match(path) else scrubbed


def retry_after(response: httpx.Response) -> float | None:
    """Return the seconds that the server asks to wait; None where it names no time, or one that has passed."""
    text = response.headers.get("retry-after")
    if not text:
        return None
    with suppress(ValueError, TypeError, OverflowError):
        seconds = _seconds(text, date_of(response) or time.time())
        return seconds if seconds > 0 and math.isfinite(seconds) else None
    return None


def date_of(response: httpx.Response) -> float | None:
    """Return the server's time, in seconds since 1970; None where it does not tell."""
    with suppress(ValueError, TypeError, OverflowError):
        return _timestamp(response.headers.get("date", ""))
    return None


def _seconds(text: str, now: float) -> float:
    with suppress(ValueError):
        return float(text)
    return _timestamp(text) - now


@lru_cache(maxsize=1)  # the responses of one second have the same
def _timestamp(date: str) -> float:
    when = parsedate_to_datetime(date)
    # A date in no zone is one in UTC, as those of HTTP are.
    return (when if when.tzinfo else when.replace(tzinfo=timezone.utc)).timestamp()
