"""The words a declaration is written in, each for one fact of the Console API.

Required, optional and default are plain pydantic. A default is the value that Statsig documents for a field nobody
sets, and therefore the value a field is reset to when it is taken out of the program.

``In[T]``            the argument may also be an output or an awaitable: Pulumi's ``Input[T]``. Constraints stand
                     inside: ``In[Percent]``.
``Key[T]``           names the object; the resource's name where the program leaves it out.
``Path[T]``          is part of the object's address, in the path. Path fields fill an operation's placeholders in
                     the order in which they are declared; the object's id fills the last one.
``Query[T]``         is part of the address, in the query.
``Replace[T]``       can be set at creation only: a change replaces the object.
``Secret[T]``        is encrypted in state and never printed.
``UpdateOnly[T]``    is accepted by an update and not by a create, so that an update follows the create.
``WriteOnly[T]``     is accepted by the server and never returned, so the value of record is the one in state.
``Unordered[T]``     is a list whose order means nothing: tags, ids, e-mails. Every other list keeps its order.
``SendDefault[T]``   is required by the API and optional in the program: the default is sent, and not managed.
``Restricts[T]``     keeps something closed while it is set: taken out of the program, more is open, which is warned of.
``Invalidates[T]``   belongs to what a running object protects: a change is judged by the live object.
``Accompanies(name)`` steers how another field is changed: sent along with it, and never alone.
``Initial(name)``    is the first value of another field, which is left to the console afterwards.
``NoDefault[T]``     has no documented default: taken out of the program, it is left as it is.
``ProviderOnly[T]``  steers this package and is no part of the object's document.
``Trigger[T]``       is no part of the document either; a change of it is an update all the same: an action runs again,
                     a list gets one owner.
``Wire(name)``       gives the API's name of the field, where it is not the Python name in camelCase.
``Canonical(f)``     makes two values equal when ``f`` gives the same for both (JSON5, e-mail case).
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, get_args, get_origin

from pulumi import Output
from pulumi.output import Unknown
from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic_core import core_schema

from ..errors import InvalidInput
from .messages import TOO_DEEP, program_line

T = TypeVar("T")


def is_unknown(value: object) -> bool:
    """Return whether the value is not known yet: an Output in a program, an Unknown in a preview."""
    return isinstance(value, (Output, Unknown))


def is_known(value: object) -> bool:
    """Return whether nothing in a value is unknown, at any depth."""
    if isinstance(value, (dict, list)):
        return all(map(is_known, value.values() if isinstance(value, dict) else value))
    return not is_unknown(value)


def known_members(value: object) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the members of a list that are known, with their indices."""
    if isinstance(value, list):
        yield from ((i, member) for i, member in enumerate(value) if isinstance(member, dict))


MAX_EXACT = 2**53
"""The largest whole number up to which Pulumi, whose numbers are floats, carries every one exactly."""


def too_large(value: object) -> bool:
    """Return whether Pulumi would change a whole number."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) > MAX_EXACT


def _plain(value: Any) -> Any:
    """Return a value with dictionaries in place of models, which Pulumi cannot serialize."""
    if isinstance(value, BaseModel):
        return value.model_dump(exclude_unset=True, exclude_none=True)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def _is_compound(annotation: Any) -> bool:
    """Return whether values of a type can hold models or free JSON."""
    if get_origin(annotation) is Annotated:
        declared, *metadata = get_args(annotation)
        return any(isinstance(m, OnceKnown) for m in metadata) or _is_compound(declared)
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return is_model or any(map(_is_compound, get_args(annotation)))


def _check_once_known(annotations: Sequence[Any]) -> Callable[[Any], Any] | None:
    """Return what the value of an output passes, where the type says it."""
    metadata = [m for a in annotations if get_origin(a) is Annotated for m in get_args(a)[1:]]
    return next((m.check for m in metadata if isinstance(m, OnceKnown)), None)


class _AcceptUnknown:
    """Validates like T, and accepts values that are not known yet.

    An awaitable becomes an output, and what an output turns out to be is made plain, for it may be a model.
    """

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        known = tuple(arg for arg in get_args(source) if get_origin(arg) is not Output)
        inner = handler.generate_schema(Union[known])
        compound, check = any(map(_is_compound, known)), _check_once_known(known)

        def validate(value: Any, handle: Callable[[Any], Any]) -> Any:
            if isinstance(value, Awaitable):
                value = Output.from_input(value)
            if isinstance(value, Output):
                return value.apply(once_known(check or _resolved)) if compound else value
            if is_unknown(value):
                return value
            validated = handle(value)
            if too_large(value) and not check:
                raise ValueError(f"must not be a whole number beyond 2**53, which loses digits on the way, got {value}")
            if isinstance(value, float) and not math.isfinite(value) and not check:
                raise ValueError(f"must be a finite number, got {value}")
            return validated

        def serialize(value: Any, handle: Callable[[Any], Any]) -> Any:
            return value if is_unknown(value) else handle(value)

        return core_schema.no_info_wrap_validator_function(
            validate,
            inner,
            serialization=core_schema.wrap_serializer_function_ser_schema(serialize, schema=inner),
        )


def once_known(check: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a check for the value of an output: it runs when nobody is there to name the line of the program."""
    line = program_line()

    def checked(value: Any) -> Any:
        try:
            return check(value)
        except ValueError as error:
            raise InvalidInput(f"the value of an output: {error}{line}") from None
        except RecursionError:
            raise InvalidInput(f"the value of an output: {TOO_DEEP}{line}") from None

    return checked


def _resolved(value: Any) -> Any:
    """Return what an output turned out to be, as Pulumi can carry it."""
    return Output.from_input(_plain(value))


@dataclass(frozen=True)
class Mark:
    """A marker without a parameter, as it stands in a field's annotation."""

    word: str


@dataclass(frozen=True)
class Wire:
    """The API's name of a field or an output, where it is not the one that ``camel`` gives."""

    name: str


@dataclass(frozen=True)
class OnceKnown:
    """The function that the value of an output passes once it is known."""

    check: Callable[[Any], Any]


@dataclass(frozen=True)
class Initial:
    """The field that this one gives the first value of."""

    of: str


@dataclass(frozen=True)
class Accompanies:
    """The field with which this one is sent."""

    field: str


@dataclass(frozen=True)
class Canonical:
    """The function that gives the same for every spelling of one value."""

    form: Callable[[Any], Any]


if TYPE_CHECKING:
    # What Pulumi's own SDKs take, so that a component can hand on what it is given.
    In = Union[T, Awaitable[T], Output[T]]
else:
    In = Annotated[Union[T, Output[T]], _AcceptUnknown()]
Strings = Union[list[str], list[Output[str]], list[In[str]]]
"""Strings, each of which may be an output. To a type checker ``list[str]`` is no list of strings and outputs, nor is
``list[Output[str]]``, so all three are named."""

Key = Annotated[T, Mark("key")]
Path = Annotated[T, Mark("path"), Mark("provider_only"), Mark("replace")]
Query = Annotated[T, Mark("query")]
Replace = Annotated[T, Mark("replace")]
Secret = Annotated[T, Mark("secret")]
UpdateOnly = Annotated[T, Mark("update_only")]
WriteOnly = Annotated[T, Mark("write_only")]
Unordered = Annotated[T, Mark("unordered")]
SendDefault = Annotated[T, Mark("send_default")]
NoDefault = Annotated[T, Mark("no_default")]
Restricts = Annotated[T, Mark("restricts")]
Invalidates = Annotated[T, Mark("invalidates")]
ProviderOnly = Annotated[T, Mark("provider_only")]
Trigger = Annotated[T, Mark("provider_only"), Mark("trigger")]


def camel(name: str) -> str:
    """Return the API's usual name of a field: ``targetingGateID`` for ``targeting_gate_id``, ``idType`` for
    ``id_type``."""
    first, *rest = name.split("_")
    return first + "".join({"id": "ID", "ids": "IDs"}.get(word, word.capitalize()) for word in rest)
