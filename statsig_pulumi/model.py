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
``Wire(name)``    the API's name of the field, where it is not the Python name in camelCase.
``Meaning(f)``    two spellings are the same value when ``f`` gives the same for both (JSON5, e-mail case).
"""

from __future__ import annotations

import difflib
import math
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin

from pulumi import Output, ResourceOptions, log
from pulumi.output import Unknown
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetCoreSchemaHandler, ValidationError
from pydantic_core import ErrorDetails, core_schema

from .errors import InvalidInput

T = TypeVar("T")


def deferred(value: object) -> bool:
    """Whether the value is not known yet: an Output in a program, an Unknown in a preview."""
    return isinstance(value, (Output, Unknown))


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
Replace = Annotated[T, Mark("replace")]
Secret = Annotated[T, Mark("secret")]
WriteOnly = Annotated[T, Mark("write_only")]
Unordered = Annotated[T, Mark("unordered")]
Sent = Annotated[T, Mark("sent")]
Keep = Annotated[T, Mark("keep")]
Local = Annotated[T, Mark("local")]


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
        use_attribute_docstrings=True,
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
                log.warn(f"{label}: {text}{_program_line()}")

        # Without this pydantic would build nested models through __init__, and their paths would be lost.
        __init__.__pydantic_base_init__ = True


class Args(Model):
    """What every kind takes besides its own fields."""

    opts: Annotated[ResourceOptions | None, Mark("hidden")] = Field(default=None, exclude=True)
    """Pulumi's own options: protect, ignore_changes, depends_on, provider and so on."""
    adopt: Local[bool] = False
    """Take over an object of this name that exists already, and change only what differs from the program."""
    on_destroy: Local[Literal["delete", "archive", "retain"]] = "delete"
    """What becomes of the object when the resource goes: deleted, archived (where the API can), or left alone."""
    force_destroy: Local[bool] = False
    """Delete even what is in use: a gate with live checks, an experiment that runs."""


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


# -- problems --------------------------------------------------------------------------------------------------

_TEXTS: dict[str, str] = {
    "missing": "is required",
    "greater_than_equal": "must be at least {ge:g}, got {input}",
    "less_than_equal": "must be at most {le:g}, got {input}",
    "greater_than": "must be above {gt:g}, got {input}",
    "string_type": "must be a string, got {type}",
    "bool_type": "must be True or False, got {type}",
    "int_type": "must be a whole number, got {input}",
    "float_type": "must be a number, got {type}",
    "list_type": "must be a list, got {type}",
    "is_instance_of": "must be a list, got {type}",
    "dict_type": "must be a dictionary, got {type}",
    "string_too_short": "must have at least {min_length} characters, got {input}",
    "string_too_long": "must have at most {max_length} characters, got {length}",
    "string_pattern_mismatch": "must match {pattern}, got {input}",
    "literal_error": "must be {expected}, got {input}",
    "too_long": "must have at most {max_length} entries, got {actual_length}",
    "too_short": "must have at least {min_length} entries, got {actual_length}",
}


def path_text(path: tuple[int | str, ...]) -> str:
    """A path as the user would write it: ``rules[1].conditions[0].operator``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def problems(model: type[Model], error: ValidationError) -> list[tuple[str, str]]:
    """``(path, problem)`` of everything that pydantic found, in the user's words and without secret values."""
    found: dict[str, list[str]] = {}
    for detail in error.errors(include_url=False):
        names, fields = _walk(model, detail["loc"])
        texts = found.setdefault(path_text(names), [])
        if (text := _text(detail, fields)) not in texts:
            texts.append(text)
    return [(path, " or ".join(texts)) for path, texts in found.items()]


def explain(label: str, model: type[Model], error: ValidationError) -> str:
    """The same in one line, with the line of the program it comes from."""
    text = "; ".join(f"{path} {text}".strip() for path, text in problems(model, error))
    return f"{label}: {text}{_program_line()}"


def _walk(model: type[Model], loc: tuple[int | str, ...]) -> tuple[tuple[int | str, ...], list[Any]]:
    """The location without pydantic's own steps (the branch of a union), and the fields it leads through."""
    path: list[int | str] = []
    fields: list[Any] = []
    here: tuple[type[Model], ...] = (model,)
    for index, step in enumerate(loc):
        owner = next((m for m in here if isinstance(step, str) and step in m.model_fields), None)
        last = index == len(loc) - 1
        if owner is not None:
            info = owner.model_fields[str(step)]
            fields.append(info)
            path.append(step)
            here = tuple(dict.fromkeys(_models(info.annotation)))
        elif isinstance(step, int) or (last and here and not _is_branch(step, here)):
            path.append(step)
    return tuple(path), [*fields, here]


def _is_branch(step: str, models: tuple[type[Model], ...]) -> bool:
    return any(step == m.__name__ for m in models) or "[" in step


def _models(annotation: Any) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for arg in get_args(annotation):
        yield from _models(arg)


def _text(detail: ErrorDetails, walked: list[Any]) -> str:
    *fields, here = walked
    kind, value, context = detail["type"], detail["input"], dict(detail.get("ctx") or {})
    if kind == "extra_forbidden":
        return _unknown_field(str(detail["loc"][-1]), here)
    if kind in ("model_type", "model_attributes_type", "dataclass_type"):
        names = " or ".join(m.__name__ for m in here) or "an object"
        return f"must be {names}, got {type(value).__name__}"
    if kind == "value_error":
        return str(context["error"])
    secret = any(has_mark(info, "secret") for info in fields)
    shown = "[secret]" if secret else _shorten(value)
    length = len(value) if isinstance(value, (str, list)) else 0
    template = _TEXTS.get(kind)
    if template is None:
        return detail["msg"][0].lower() + detail["msg"][1:]
    return template.format(**{**context, "input": shown, "type": type(value).__name__, "length": length})


def _unknown_field(name: str, models: tuple[type[Model], ...]) -> str:
    known = [field for model in models for field in model.model_fields]
    near = difflib.get_close_matches(name, known, n=1)
    return f"is not an argument of {' or '.join(m.__name__.removesuffix('Args') for m in models)}" + (
        f"; did you mean {near[0]}?" if near else ""
    )


def _shorten(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def has_mark(info: Any, word: str) -> bool:
    """Whether a field carries the word."""
    return Mark(word) in info.metadata


def _program_line() -> str:
    frame = sys._getframe()
    own = __name__.split(".", 1)[0]
    while frame is not None:
        name = str(frame.f_globals.get("__name__", ""))
        if name.split(".", 1)[0] not in (own, "pydantic"):
            return f" ({frame.f_code.co_filename.rsplit('/', 1)[-1]} line {frame.f_lineno})"
        frame = frame.f_back  # type: ignore[assignment]
    return ""


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
