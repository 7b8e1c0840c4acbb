"""Messages about wrong arguments, such as ``rules[1].pass_percentage must be at most 100, got 250``.

pydantic finds what is wrong. The value of a field that is marked secret is never shown; in a provider no value is, for
there nobody knows which of them are secrets.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

_TEMPLATES: dict[str, str] = {
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
    "literal_error": "must be {expected}, got {input}{meant}",
    "too_long": "must have fewer entries: at most {max_length}, got {actual_length}",
    "too_short": "must have more entries: at least {min_length}, got {actual_length}",
}

TOO_DEEP = "an argument is nested too deeply, or holds itself"


def path_text(path: tuple[int | str, ...]) -> str:
    """Return a path as the user would write it: ``rules[1].conditions[0].operator``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def problems(model: type[BaseModel], error: ValidationError, *, values: bool = True) -> list[tuple[str, str]]:
    """Return ``(path, problem)`` of everything that pydantic found, without secret values.

    Args:
        model: what was validated.
        error: what was found.
        values: whether other values are shown.
    """
    found: dict[str, list[str]] = {}
    for detail in error.errors(include_url=False):
        names, fields = _walk(model, detail["loc"])
        messages = found.setdefault(path_text(names), [])
        if (message := _message(detail, fields, values)) not in messages:
            messages.append(message)
    return [(path, " or ".join(messages)) for path, messages in found.items()]


def explain(label: str, model: type[BaseModel], error: ValidationError) -> str:
    """Return the same in one line, with the line of the program it comes from."""
    text = "; ".join(f"{path} {text}".strip() for path, text in problems(model, error))
    return f"{label}: {text}{program_line()}"


def _walk(model: type[BaseModel], loc: tuple[int | str, ...]) -> tuple[tuple[int | str, ...], list[Any]]:
    """Return the location without pydantic's own steps (the branch of a union), and the fields on the way."""
    path: list[int | str] = []
    fields: list[Any] = []
    here: tuple[type[BaseModel], ...] = (model,)
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


def _is_branch(step: str, models: tuple[type[BaseModel], ...]) -> bool:
    return any(step == m.__name__ for m in models) or "[" in step


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for arg in get_args(annotation):
        yield from _models(arg)


def _message(detail: ErrorDetails, walked: list[Any], values: bool) -> str:
    *fields, here = walked
    values = values and not any(getattr(mark, "word", None) == "secret" for info in fields for mark in info.metadata)
    kind, value, context = detail["type"], detail["input"], dict(detail.get("ctx") or {})
    if kind == "extra_forbidden":
        return _unknown_field(str(detail["loc"][-1]), here)
    if kind in ("model_type", "model_attributes_type", "dataclass_type"):
        names = " or ".join(m.__name__ for m in here) or "an object"
        return f"must be {names}, got {type(value).__name__}"
    if kind == "value_error":
        text = str(context["error"])
        return text if values else without_values(text, value)
    length = len(value) if isinstance(value, (str, list)) else 0
    template = _TEMPLATES.get(kind)
    if template is None:
        text = detail["msg"][:1].lower() + detail["msg"][1:]
        return text if values else without_values(text, value)
    if not values:
        template = template.removesuffix("{meant}").removesuffix(", got {input}")
    told = {"input": _shorten(value) if values else "", "type": type(value).__name__, "length": length}
    return template.format(**{**context, **told, "meant": _meant(value, str(context.get("expected", "")))})


def _meant(value: Any, expected: str) -> str:
    """Return which of the quoted values was probably meant; "" where none is near."""
    near = difflib.get_close_matches(value, re.findall(r"'(.*?)'", expected), n=1) if isinstance(value, str) else []
    return f"; did you mean {near[0]!r}?" if near else ""


def without_values(text: str, value: Any) -> str:
    """Return a message without what it repeats of a value: its strings and numbers, and quoted parts of them."""
    leaves = {leaf for leaf in _leaves(value, 0) if leaf}

    def quoted(match: re.Match[str]) -> str:
        inner = match[2]
        return "..." if inner and any(inner in leaf or repr(inner)[1:-1] in leaf for leaf in leaves) else match[0]

    text = re.sub(r"""(['"`])(.*?)\1""", quoted, text)
    for leaf in sorted(leaves, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(leaf)}(?!\w)", "...", text)
    return text


def _leaves(value: Any, depth: int) -> Iterator[str]:
    if depth > 50 or value is None or isinstance(value, bool):
        return
    if isinstance(value, (dict, list, tuple)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _leaves(inner, depth + 1)
    elif isinstance(value, (str, int, float)):
        yield str(value)


def _unknown_field(name: str, models: tuple[type[BaseModel], ...]) -> str:
    retired = {old: advice for model in models for old, advice in getattr(model, "retired", {}).items()}
    if name in retired:
        return f"is no argument any more: {retired[name]}"
    known = [field for model in models for field in model.model_fields]
    near = difflib.get_close_matches(name, known, n=1)
    return f"is not an argument of {' or '.join(m.__name__.removesuffix('Args') for m in models)}" + (
        f"; did you mean {near[0]}?" if near else ""
    )


def _shorten(value: Any) -> str:
    try:
        text = repr(value)
    except (RecursionError, ValueError):  # ValueError: a whole number of more than 4300 digits
        text = f"a {type(value).__name__}"
    return text if len(text) <= 60 else text[:57] + "..."


def program_line() -> str:
    """Return the line of the program that is being run, as ``(__main__.py line 12)``; "" outside of a program."""
    frame = sys._getframe()
    own = __name__.split(".", 1)[0]
    while frame is not None:
        name = str(frame.f_globals.get("__name__", ""))
        if name.split(".", 1)[0] not in (own, "pydantic"):
            return f" ({frame.f_code.co_filename.rsplit('/', 1)[-1]} line {frame.f_lineno})"
        frame = frame.f_back  # type: ignore[assignment]
    return ""
