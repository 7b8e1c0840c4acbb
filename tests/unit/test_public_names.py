"""Every name that the README or a public docstring promises can be imported from ``statsig_pulumi``."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import statsig_pulumi
from statsig_pulumi import errors

README = Path(__file__).parents[2] / "README.md"
DOCSTRINGS = {name: inspect.getdoc(getattr(statsig_pulumi, name)) or "" for name in statsig_pulumi.__all__}
EXCEPTIONS = [node.name for node in ast.parse(inspect.getsource(errors)).body if isinstance(node, ast.ClassDef)]


def promised(text: str) -> Iterator[str]:
    """Yield the names that a text uses as the package's: ``statsig.X``, imported ones, those that are raised."""
    yield from re.findall(r"(?<![\w./])statsig\.(?!com\b)(\w+)", text)
    for section in re.findall(r"Raises:\n((?:    .*\n?)+)", text):
        yield from re.findall(r"^    (\w+): ", section, re.MULTILINE)
    for statement in re.findall(r"^\s*(from statsig_pulumi import .*)$", text, re.MULTILINE):
        (node,) = ast.parse(statement.strip()).body
        assert isinstance(node, ast.ImportFrom)
        yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_every_exception_is_public(name: str) -> None:
    assert name in statsig_pulumi.__all__
    assert getattr(statsig_pulumi, name) is getattr(errors, name)


@pytest.mark.parametrize("name", statsig_pulumi.__all__)
def test_a_docstring_promises_names_that_exist(name: str) -> None:
    assert [word for word in promised(DOCSTRINGS[name]) if not hasattr(statsig_pulumi, word)] == []


def test_the_readme_promises_names_that_exist() -> None:
    text = README.read_text()
    links = " ".join(re.findall(r"\[([^\]]*)\]\(docs/reference", text))
    names = {*promised(text), *re.findall(r"`(\w+)`", links), *re.findall(r"(?<![\w.])([A-Z][a-z]\w+)\(", text)}
    assert {"Settings", "Gate", "get_experiment", "conditions"} <= names
    assert sorted(word for word in names if not hasattr(statsig_pulumi, word)) == []


def test_what_a_text_promises() -> None:
    text = "from statsig_pulumi import Rule, conditions as when\n\nRaises:\n    NotFound: gone.\n\nstatsig.Settings()"
    assert list(promised(text)) == ["Settings", "NotFound", "Rule", "conditions"]
