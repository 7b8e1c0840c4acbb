"""What every function that reads has in common: where it reads from, what it asks for, and its form for outputs.

A function's arguments are the ids in its path and the parameters of its query. It hands all of them on as they are,
with ``locals()``, so that each is written once::

    def list_gates(*, id_type: str | None = None, provider: Source = None) -> Iterator[GateResult]:
        return many(GateResult, "/gates", **locals())


    def list_gates_output(
        *, id_type: Input[str] | None = None, provider: Source = None
    ) -> Output[list[GateResult]]:
        return outputs(list_gates, **locals())

Only the signature stands there twice: Python's types cannot say "the same arguments, each of them an Input".
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from string import Formatter
from typing import TYPE_CHECKING, Any, TypeVar

import pulumi
from pulumi import Input, Output

from ..config import Settings
from ..errors import ConfigError, InvalidInput, NotFound
from ..explicit_provider import Provider
from ..schema.markers import camel
from ._record import Record, has_secrets

if TYPE_CHECKING:
    from ..client.client import Client

T = TypeVar("T")
R = TypeVar("R", bound=Record)

ProviderOption = Provider | Settings | None
"""Which Statsig project to read: by default the stack's (``statsig:consoleApiKey``, else the environment); an explicit
``Provider``; or ``Settings``, outside of a Pulumi program."""

Strings = str | list[str]
"""A text, or several of which one has to fit."""
StringsInput = Input[str] | Input[Sequence[Input[str]]]
"""``Texts`` in the form for outputs: all of it may be an output, or any text in it."""


def one(
    record: type[R],
    path: str,
    /,
    provider: ProviderOption = None,
    *,
    rename: Callable[[str], str] = camel,
    **arguments: Any,
) -> R:
    """One document.

    Args:
        record: what to return.
        path: the operation's path, as in the API's document.
        provider: which Statsig project.
        spelled: the API's name of a query parameter, from the argument's.
        arguments: the ids in the path, and the query.

    Raises:
        NotFound: there is none.
        InvalidInput: an id is empty.
    """
    ids, query = _split(path, arguments, rename)
    with _explained(path, ids or query):
        data: Any = _api(provider).call("GET", path, params=query, idempotent=True, **ids)
        match data:
            case [first, *_]:  # In places the API gives a list for a single object.
                return record(first)
            case []:
                raise NotFound("the reply is an empty list", method="GET", path=path)
            case _:
                return record(data)


def many(
    record: type[R],
    path: str,
    /,
    provider: ProviderOption = None,
    *,
    rename: Callable[[str], str] = camel,
    **arguments: Any,
) -> Iterator[R]:
    """The documents of a list, page after page, each page asked for when it is needed; arguments as for ``one``.

    Raises:
        ConfigError, InvalidInput: at once.
        NotFound: what the list belongs to does not exist; when the first document is asked for.
    """
    ids, query = _split(path, arguments, rename)
    api = _api(provider)

    def pages() -> Iterator[R]:
        with _explained(path, ids):
            yield from map(record, api.pages(path, params=query, **ids))

    return pages()


def several(
    record: type[R],
    path: str,
    /,
    provider: ProviderOption = None,
    *,
    rename: Callable[[str], str] = camel,
    **arguments: Any,
) -> list[R]:
    """The documents of a list that the API gives in one piece, and does not let ask for a page; as ``many``."""
    return [*many(record, path, provider, rename=rename, limit=None, page=None, **arguments)]


def text(path: str, /, provider: ProviderOption = None, **arguments: Any) -> str:
    """What the API gives as a file; arguments as for ``one``."""
    _, query = _split(path, arguments, camel)
    return _api(provider).text(path, params=query)


def by_name(listing: Callable[..., Iterator[R]], path: str, name: str, provider: ProviderOption) -> R:
    """The document of that name, where the API has no way to ask for it.

    Args:
        listing: the function that goes through all of them.
        path: the path that it reads.
        name: compared letter by letter.
        provider: which Statsig project.

    Raises:
        NotFound: there is none.
    """
    for record in listing(provider=provider):
        if record.raw.get("name") == name:
            return record
    raise NotFound(
        f"there is no {_noun(path)} named {name!r}",
        method="GET",
        path=path,
        hint=f"Names are compared letter by letter; {listing.__name__}() gives those there are",
    )


def output(function: Callable[..., T], /, provider: ProviderOption = None, **inputs: Input[Any]) -> Output[T]:
    """What a function returns once its inputs are known; a secret where it has a secret field. What is unknown in a
    preview stays unknown."""
    given = {name: value for name, value in inputs.items() if value is not None}
    # Without arguments Output.all gives a list.
    known: Output[dict[str, Any]] = Output.all(**given) if given else Output.from_input({})

    def read(settings: Settings, values: Mapping[str, Any]) -> Input[T]:
        found = function(provider=settings, **values)
        return Output.secret(found) if has_secrets(found) else found

    return _settings_output(provider).apply(lambda settings: known.apply(lambda values: read(settings, values)))


def outputs(
    function: Callable[..., Iterator[T]], /, provider: ProviderOption = None, **inputs: Input[Any]
) -> Output[list[T]]:
    """What a function goes through, to the last page, once its inputs are known."""

    def whole(**known: Any) -> list[T]:
        return [*function(**known)]

    return output(whole, provider, **inputs)


# -- what is asked for -------------------------------------------------------------------------------------------------


def placeholders(path: str) -> list[str]:
    """The names in braces."""
    return [name for _, name, _, _ in Formatter().parse(path) if name]


def _split(
    path: str, arguments: Mapping[str, Any], rename: Callable[[str], str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The ids and the query. ``rule_id`` is the id for ``{ruleID}``, ``id`` and ``event_name`` for theirs."""
    wanted = placeholders(path)
    given = {name if name in wanted else rename(name): value for name, value in arguments.items()}
    ids = {name: given.pop(name) for name in wanted}
    for name, value in ids.items():
        if not value:  # An empty id would read the list, and give its first member for the object.
            raise InvalidInput(f"GET {path}: {name} is empty")
    return ids, given


@contextmanager
def _explained(path: str, which: Mapping[str, Any]) -> Generator[None, None, None]:
    """Say what it is that is not there."""
    try:
        yield
    except NotFound as error:
        # The id of a key is the key, which is not to be printed.
        said = "of this value" if path.startswith("/keys/") else ", ".join(repr(v) for v in which.values() if v)
        if said:
            error.hint = (
                f"There is no {_noun(path)} {said} in the project of this key: "
                "check the name, or say with provider= which project is meant"
            )
        raise


def _noun(path: str) -> str:
    """What the first id in a path is the id of: ``/dynamic_configs/{id}/rules`` is about a dynamic config."""
    return path.partition("/{")[0].rpartition("/")[2].removesuffix("s").replace("_", " ")


# -- where from --------------------------------------------------------------------------------------------------------


def _api(provider: ProviderOption) -> Client:
    from ..client.client import client_for  # httpx is slow to import, and most programs read nothing

    return client_for(_settings(provider))


def _settings(provider: ProviderOption) -> Settings:
    if isinstance(provider, Settings):
        return provider
    if provider is None:
        return Settings.load(pulumi.Config("statsig").get)
    if not all(isinstance(value, str | int | float | None) for value in provider.config.values()):
        raise ConfigError("the provider's settings are outputs: use the function's _output form")
    return _from_provider(provider.config)


def _from_provider(config: Mapping[str, Any]) -> Settings:
    def get(name: str) -> str | None:
        value = config.get(name)
        return str(value).lower() if isinstance(value, bool) else None if value is None else str(value)

    return Settings.load(get)


def _settings_output(provider: ProviderOption) -> Output[Settings]:
    """The settings once they are known. They are no secret of what is read with them: only the key in them is one."""
    if not isinstance(provider, Provider):
        return Output.from_input(_settings(provider))
    return Output.unsecret(Output.all(**provider.config).apply(_from_provider))
