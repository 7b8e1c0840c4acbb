"""The exceptions.

A class exists only where somebody catches it::

    StatsigError            any failure of this package; its message is one line for the user
    ├── ConfigError         no key, a malformed key, an address that must not be used
    ├── InvalidInput        an argument in the program that cannot be right
    ├── Interrupted         the run was cancelled while something was waited for
    └── ApiError            the Console API refused the request, or could not be reached
        ├── NotFound        404: the object does not exist
        ├── AlreadyExists   the name is taken
        ├── RateLimited     still 429 when the deadline had passed
        └── OutcomeUnknown  the response to a create, or to another request that must not run twice, was lost

``pulumi.RunError`` is the base because Pulumi prints its message without a traceback when a program raises it.
"""

from __future__ import annotations

from collections.abc import Sequence

import pulumi

from .redactor import clean

NOT_THE_API = "Is it the API that answers? Check statsig:apiUrl, and proxies on the way"
"""The hint where what came back is not the API's."""


class StatsigError(pulumi.RunError):
    """Any failure of this package. ``str()`` is one line: what was tried, what happened, what to do.

    No secret of this process and no control character is in it.
    """

    def __str__(self) -> str:
        return clean(super().__str__())


class ConfigError(StatsigError):
    """The key, the address or another setting is missing or cannot be used."""


class InvalidInput(StatsigError):
    """An argument in the program cannot be right. The message names the resource and the argument's path."""


class Interrupted(StatsigError):
    """The run was cancelled while something was waited for."""

    def __init__(self, message: str = "the run was cancelled. Run the same command again") -> None:
        super().__init__(message)


class ApiError(StatsigError):
    """The Console API refused a request, or could not be reached.

    Attributes:
        status: the HTTP status, 0 when there was no response.
        method: the HTTP verb.
        path: the path below the API's address.
        message: the server's message.
        fields: ``(property, problem)`` pairs of a failed validation.
        request_id: the server's id of the request, or "".
    """

    def __init__(
        self,
        message: str,
        *,
        status: int = 0,
        method: str = "",
        path: str = "",
        fields: Sequence[tuple[str, str]] = (),
        request_id: str = "",
        hint: str = "",
    ) -> None:
        self.message, self.status, self.method, self.path = message, status, method, path
        self.fields, self.request_id, self.hint = tuple(fields), request_id, hint
        super().__init__(message)

    def __str__(self) -> str:
        result = f"answered {self.status}" if self.status else "failed"
        details = "; ".join(f"{name}: {problem}" for name, problem in self.fields)
        reason = ": ".join(part for part in (self.message.rstrip("."), details) if part)
        request = f" (request {self.request_id})" if self.request_id else ""
        hint = f". {self.hint}" if self.hint else ""
        return clean(f"{self.method} {self.path} {result}: {reason}{request}{hint}")

    def as_type(self, kind: type[ApiError]) -> ApiError:
        """Return the same failure as another class."""
        return kind(
            self.message,
            status=self.status,
            method=self.method,
            path=self.path,
            fields=self.fields,
            request_id=self.request_id,
            hint=self.hint,
        )


class NotFound(ApiError):
    """The object does not exist."""


class AlreadyExists(ApiError):
    """Another object has the name."""


class RateLimited(ApiError):
    """The server still answered 429 when the deadline had passed."""


class OutcomeUnknown(ApiError):
    """The response to a request that must not be sent twice was lost: it may have been carried out or not."""


# An exception's module is printed before its name; the user reads "StatsigError: ...", not a module path.
for _class in (
    StatsigError,
    ConfigError,
    InvalidInput,
    Interrupted,
    ApiError,
    NotFound,
    AlreadyExists,
    RateLimited,
    OutcomeUnknown,
):
    _class.__module__ = "builtins"
