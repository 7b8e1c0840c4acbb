"""What every function that reads has in common: where it reads from, and its form for outputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import pulumi
from pulumi import Input, Output

from ..config import Settings
from ..errors import ApiError, ConfigError, NotFound
from ..explicit import Provider
from ..record import Record

if TYPE_CHECKING:
    from ..api import Api

T = TypeVar("T")
R = TypeVar("R", bound=Record)

Source = Provider | Settings | None
"""Which Statsig project to read: by default the stack's (``statsig:consoleApiKey``, else the environment); an explicit
``Provider``; or ``Settings``, outside of a Pulumi program."""


def one(record: type[R], path: str, provider: Source, params: dict[str, Any] | None = None, /, **ids: str) -> R:
    """One document.

    Raises:
        NotFound: there is none.
    """
    try:
        data: Any = _api(provider).call("GET", path, params=params, idempotent=True, **ids)
    except NotFound as error:
        raise _told(error, record) from None
    # In places the API gives a list for a single object.
    documents: list[dict[str, Any]] = data if isinstance(data, list) else [data]
    return record(documents[0] if documents else {})


def many(
    record: type[R], path: str, provider: Source, params: dict[str, Any] | None = None, /, **ids: str
) -> Iterator[R]:
    """The documents of a list, page after page, each page read when it is needed.

    Raises:
        NotFound: what the list belongs to does not exist; when the first document is asked for.
    """
    try:
        yield from map(record, _api(provider).pages(path, params=params, **ids))
    except NotFound as error:
        raise _told(error, record) from None


def output(function: Callable[..., T], provider: Source, /, **inputs: Input[Any]) -> Output[T]:
    """What a function returns once its inputs are known. What is unknown in a preview stays unknown."""
    given = {name: value for name, value in inputs.items() if value is not None}
    # Without arguments Output.all gives a list.
    known: Output[dict[str, Any]] = Output.all(**given) if given else Output.from_input({})
    return _settings_output(provider).apply(
        lambda settings: known.apply(lambda values: function(provider=settings, **values))
    )


def _told(error: ApiError, record: type[Record]) -> ApiError:
    error.hint = f"There is no such {record.__name__.removesuffix('Result')}: check the id and the project's key"
    return error


def _api(provider: Source) -> Api:
    from ..api import connect  # httpx is slow to import, and most programs read nothing

    return connect(_settings(provider))


def _settings(provider: Source) -> Settings:
    if isinstance(provider, Settings):
        return provider
    if provider is None:
        return Settings.load(pulumi.Config("statsig").get)
    if any(isinstance(value, Output) for value in provider.config.values()):
        raise ConfigError("the provider's settings are outputs: use the function's _output form")
    return _from_provider(provider.config)


def _from_provider(config: dict[str, Any]) -> Settings:
    def get(name: str) -> str | None:
        value = config.get(name)
        return str(value).lower() if isinstance(value, bool) else None if value is None else str(value)

    return Settings.load(get)


def _settings_output(provider: Source) -> Output[Settings]:
    """The settings once they are known. They are no secret of what is read with them: only the key in them is one."""
    if not isinstance(provider, Provider):
        return Output.from_input(_settings(provider))
    return Output.unsecret(Output.all(**provider.config).apply(_from_provider))
