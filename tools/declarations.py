"""Read what a declaration says in words: docstrings below attributes, and what markers mean to the user."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from statsig_pulumi.resource import Resource
from statsig_pulumi.schema import model
from statsig_pulumi.schema.markers import Mark
from statsig_pulumi.schema.model import Model
from statsig_pulumi.schema.shape import shape_of

NOTES = {
    "replace": "A change replaces the object.",
    "secret": "Encrypted in state, never printed.",
    "write_only": "Never read back.",
    "unordered": "The order means nothing.",
    "no_default": "Taken out of the program, it stays as it is.",
    "send_default": "Left out, the default is sent at creation and not managed afterwards.",
}
"""What a marker means to the user, by the marker's word."""


def describe(docstring: str, metadata: Iterable[Any]) -> str:
    """Return a field's description: its docstring on one line, and what its markers mean."""
    marks = [mark.word for mark in metadata if isinstance(mark, Mark)]
    return " ".join([*docstring.split(), *(text for word, text in NOTES.items() if word in marks)])


def own_names(args: type[Model]) -> set[str]:
    """Return the arguments that a kind declares itself, or a base that not every kind has."""
    bases = [base for base in args.__mro__ if base.__module__ != model.__name__ and issubclass(base, Model)]
    return {name for base in bases for name in inspect.get_annotations(base)}


def in_order(args: type[Model], names: Iterable[str]) -> list[str]:
    """Return arguments in the order of their declaration; what says how a list is managed comes after the list."""
    order = [*args.model_fields]
    lists = {prop.managed_by: order.index(name) for name, prop in shape_of(args).properties.items()}
    found = [name for name in order if name in names]
    return sorted(found, key=lambda name: (lists.get(name, order.index(name)), name in lists))


def attribute_docs(cls: type) -> dict[str, str]:
    """Return the docstrings below the attributes of a class and its bases."""
    found: dict[str, str] = {}
    for base in reversed([b for b in cls.__mro__ if issubclass(b, (Resource, Model))]):
        body = ast.parse(textwrap.dedent(inspect.getsource(base))).body[0]
        found |= docs_below(body.body if isinstance(body, ast.ClassDef) else [])
    return found


def docs_below(statements: list[ast.stmt]) -> dict[str, str]:
    """Return the docstring below each annotated name or alias."""
    found: dict[str, str] = {}
    for attribute, text in pairwise(statements):
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            if isinstance(attribute, ast.AnnAssign):
                found[ast.unparse(attribute.target)] = inspect.cleandoc(str(text.value.value))
            elif isinstance(attribute, ast.Assign):
                found[ast.unparse(attribute.targets[0])] = inspect.cleandoc(str(text.value.value))
    return found
