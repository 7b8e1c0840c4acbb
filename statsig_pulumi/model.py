"""The words a kind is declared in.

A kind's arguments are a pydantic model. Required, optional and default are plain pydantic; a default is the value
that Statsig documents for a field nobody sets, and therefore the value a field is reset to when it is taken out of
the program. Beyond that there are these words, each for one fact of the Console API:

``In[T]``         the argument may be an ``Output[T]`` as well. Constraints stand inside: ``In[Percent]``.
``Replace[T]``    can be set at creation only: a change makes a new object in place of the old one.
``Secret[T]``     must be encrypted in state and never printed.
``WriteOnly[T]``  the server takes it and never returns it, so the value of record is the one in state.
``Unordered[T]``  a list whose order means nothing: tags, ids, e-mails. Every other list keeps its order.
``Sent[T]``       the API requires it where the program need not: its default is sent, and not managed.
``Keep[T]``       has no documented default: taken out of the program, it is left as it is.
``Local[T]``      steers this package (or a lifecycle step) and is no part of the object's document.
``Trigger[T]``    is no part of it either; a change of it makes an action run again.
``Wire(name)``    the API's name of the field, where it is not the Python name in camelCase.
``Meaning(f)``    two spellings are the same value when ``f`` gives the same for both (JSON5, e-mail case).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin

from pulumi import Output, ResourceOptions, log
from pulumi.output import Unknown
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetCoreSchemaHandler, ValidationError
from pydantic_core import core_schema

from .errors import InvalidInput
from .problems import explain, program_line

T = TypeVar("T")


def deferred(value: object) -> bool:
    """Whether the value is not known yet: an Output in a program, an Unknown in a preview."""
    return isinstance(value, (Output, Unknown))


def known(value: object) -> bool:
    """Whether nothing in a value is still unknown, at any depth."""
    if isinstance(value, (dict, list)):
        return all(map(known, value.values() if isinstance(value, dict) else value))
    return not deferred(value)


class _Deferred:
    """Validates as T alone, and lets values through that are not known yet."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        known = tuple(arg for arg in get_args(source) if get_origin(arg) is not Output)
        inner = handler.generate_schema(Union[known])

        def validate(value: Any, handle: Callable[[Any], Any]) -> Any:
            return value if deferred(value) else handle(value)

        return core_schema.no_info_wrap_validator_function(
            validate,
            inner,
            serialization=core_schema.wrap_serializer_function_ser_schema(validate, schema=inner),
        )


@dataclass(frozen=True)
class Mark:
    """A word of the vocabulary, as it stands in a field's annotation."""

    word: str


@dataclass(frozen=True)
class Wire:
    """The API's name of a field or an output, where it is not the one that the rule gives."""

    name: str


@dataclass(frozen=True)
class Meaning:
    """Values with the same canonical form are the same value, however they are spelled."""

    canonical: Callable[[Any], Any]


In = Annotated[Union[T, Output[T]], _Deferred()]
Texts = Union[list[str], list[Output[str]], list[In[str]]]
"""Texts, each of which may be an output: to a type checker a list of texts is no list of texts and outputs, nor is one
of outputs, so all three are named."""

Replace = Annotated[T, Mark("replace")]
Secret = Annotated[T, Mark("secret")]
WriteOnly = Annotated[T, Mark("write_only")]
Unordered = Annotated[T, Mark("unordered")]
Sent = Annotated[T, Mark("sent")]
Keep = Annotated[T, Mark("keep")]
Local = Annotated[T, Mark("local")]
Trigger = Annotated[T, Mark("local"), Mark("trigger")]


def camel(name: str) -> str:
    """The API's name of a field, as a rule: ``targeting_gate_id`` is ``targetingGateID``, ``id_type`` is ``idType``."""
    first, *rest = name.split("_")
    return first + "".join({"id": "ID", "ids": "IDs"}.get(word, word.capitalize()) for word in rest)


class Model(BaseModel):
    """A group of arguments: a rule, a condition, a group of an experiment."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        arbitrary_types_allowed=True,
        defer_build=True,
        protected_namespaces=(),
    )

    member_key: ClassVar[str | None] = None
    """The field by which a member of a list is recognised when the list changes; None: by position."""

    @classmethod
    def wire_name(cls, name: str) -> str:
        """The API's name of a field, where ``Wire`` does not say it."""
        return camel(name)

    @classmethod
    def by_now(cls, said: dict[str, Any], live: Mapping[str, Any]) -> dict[str, Any]:
        """What the program's words mean by now, given the live document, where the server moves things on by itself.

        Both in the program's names. The default: the server does nothing by itself.
        """
        return said

    # Type checkers see the signature that pydantic derives from the fields.
    if not TYPE_CHECKING:

        def __init__(self, **data: Any) -> None:
            label = type(self).__name__ + (f" {data['name']!r}" if isinstance(data.get("name"), str) else "")
            with collecting_warnings() as warnings:
                try:
                    super().__init__(**data)
                except ValidationError as error:
                    raise InvalidInput(explain(label, type(self), error)) from None
            for text in warnings:
                log.warn(f"{label}: {text}{program_line()}")

        # Without this pydantic would build nested models through __init__, and their paths would be lost.
        __init__.__pydantic_base_init__ = True


class Declared(Model):
    """What everything that can be declared takes."""

    opts: Annotated[ResourceOptions | None, Mark("hidden")] = Field(default=None, exclude=True)
    """Pulumi's own options: protect, ignore_changes, depends_on, provider and so on."""


class ObjectArgs(Declared):
    """What every kind of object takes, however it ends."""

    adopt: Local[bool] = False
    """Take over an object of this name that exists already, and change only what differs from the program."""
    exhaustive: Local[bool] = False
    """Manage every field: one that the program leaves out is kept at its default, where else it is left to the
    console."""


class Args(ObjectArgs):
    """What most kinds of objects take besides their own fields."""

    on_destroy: Local[Literal["delete", "archive", "retain"]] = "delete"
    """What becomes of the object when the resource goes: deleted, archived (where the API can), or left alone."""
    force_destroy: Local[bool] = False
    """Delete even what is in use: a gate with live checks, an experiment that runs."""


class SettingArgs(Declared):
    """What a setting takes besides its own fields."""

    on_destroy: Local[Literal["retain", "restore"]] = "retain"
    """What becomes of the setting when the resource goes: left as it is, or put back to what it was before."""


class ActionArgs(Declared):
    """What an action takes besides its own fields."""

    triggers: Trigger[dict[str, In[str]]] = {}
    """Any texts, a change of which makes the action run again: a version, a date, a hash."""


# -- JSON ------------------------------------------------------------------------------------------------------

_EXACT = 2**53


def _json_problem(value: Any, path: str) -> str | None:
    if value is None:
        return f"null at {path or 'the top'}: Pulumi drops null values on the way; leave the key out"
    if isinstance(value, float) and not math.isfinite(value):
        return f"{value} at {path or 'the top'} is not JSON"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > _EXACT:
        return (
            f"{value} at {path or 'the top'}: whole numbers beyond 2**53 lose digits on the way; write it as a string"
        )
    if isinstance(value, dict):
        return next(filter(None, (_json_problem(v, f"{path}.{k}".lstrip(".")) for k, v in value.items())), None)
    if isinstance(value, list):
        return next(filter(None, (_json_problem(v, f"{path}[{i}]") for i, v in enumerate(value))), None)
    if deferred(value) or isinstance(value, (str, int, float)):
        return None
    return f"{type(value).__name__} at {path or 'the top'} is not JSON"


def _json(value: dict[str, Any]) -> dict[str, Any]:
    if problem := _json_problem(value, ""):
        raise ValueError(problem)
    return value


JsonObject = Annotated[dict[str, Any], AfterValidator(_json)]
"""A JSON object of any depth. Nulls are refused (Pulumi would drop them silently), and so are whole numbers that
would lose digits."""


def _json_value(value: Any) -> Any:
    if problem := _json_problem(value, ""):
        raise ValueError(problem)
    return value


JsonValue = Annotated[Any, AfterValidator(_json_value)]
"""Any JSON but null: a text, a number, a boolean, a list or an object of any depth."""


# -- warnings --------------------------------------------------------------------------------------------------

_notes: ContextVar[list[str] | None] = ContextVar("_notes", default=None)


def warn(text: str) -> None:
    """Say something about an argument that may be right: shown to the user, never a failure."""
    notes = _notes.get()
    if notes is not None and text not in notes:
        notes.append(text)


@contextmanager
def collecting_warnings() -> Iterator[list[str]]:
    """Collect what validators warn of."""
    notes: list[str] = []
    token = _notes.set(notes)
    try:
        yield notes
    finally:
        _notes.reset(token)
