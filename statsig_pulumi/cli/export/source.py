"""A file of the program: its statements, those of people among them, and what it imports."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from ...errors import InvalidInput

Key = tuple[str, str]
"""How a statement is recognised: the kind and the resource's name."""


@dataclass(frozen=True)
class Statement:
    """A statement that declares a resource.

    Args:
        key: which resource.
        text: the source.
        start, end: its lines, from 0, the last one exclusive.
        variable: what it is assigned to; None where that is nothing, or no plain name.
    """

    key: Key
    text: str
    start: int
    end: int
    variable: str | None = None


class Source:
    """The text of a file.

    Args:
        path: how messages name it.
        text: what it holds.

    Raises:
        InvalidInput: it is no Python.
    """

    def __init__(self, path: str, text: str) -> None:
        self.text = text
        try:
            self._tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError) as error:
            raise InvalidInput(f"{path} is no Python ({error}): mend it, or export into another folder") from None
        self._lines = text.split("\n")  # as ast counts them
        self.statements = [
            self._statement(key, node, node.end_lineno)
            for node in self._tree.body
            if (key := _key(node)) and node.end_lineno
        ]

    def _statement(self, key: Key, node: ast.stmt, end: int) -> Statement:
        start = node.lineno - 1
        return Statement(key, "\n".join(self._lines[start:end]), start, end, _variable(node))

    @cached_property
    def resources(self) -> set[Key]:
        """The resources that it declares, wherever."""
        return {key for node in ast.walk(self._tree) if isinstance(node, ast.Call) and (key := _called(node))}

    def rewritten(self, texts: Mapping[Key, str | None], added: Iterable[str], imports: Iterable[str]) -> str:
        """Return the text with other statements.

        Args:
            texts: the new text of statements; None takes one out. The others stay as they are.
            added: the statements that come at the end.
            imports: the lines that have to be there.
        """
        lines = [*self._lines]
        for one in reversed(self.statements):
            if one.key in texts:
                lines[one.start : one.end] = [text] if (text := texts[one.key]) else []
        after = self._after_docstring()
        missing = [line for line in imports if line not in self._import_lines()]
        return "\n".join([*lines[:after], *missing, *lines[after:], *added, ""])

    def _after_docstring(self) -> int:
        first = next(iter(self._tree.body), None)
        is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
        return first.end_lineno or 0 if first and is_docstring else 0

    def _import_lines(self) -> set[str]:
        return {ast.unparse(node) for node in self._tree.body if isinstance(node, (ast.Import, ast.ImportFrom))}


def _key(node: ast.stmt) -> Key | None:
    value = node.value if isinstance(node, (ast.Assign, ast.Expr)) else None
    return _called(value) if isinstance(value, ast.Call) else None


def _variable(node: ast.stmt) -> str | None:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name
    return None


def _called(call: ast.Call) -> Key | None:
    """Return the resource that a call such as ``statsig.Gate("checkout")`` declares."""
    match call:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="statsig"), attr=kind), args=[ast.Constant(value=str(name))]
        ):
            return kind, name
    return None


def formatted(files: Mapping[str, str]) -> dict[str, str]:
    """Return files, by their names, as ruff formats them, with their imports in order.

    Raises:
        InvalidInput: ruff is missing.
    """
    with TemporaryDirectory() as folder:
        paths = {name: Path(folder) / f"{number}.py" for number, name in enumerate(files)}
        for name, path in paths.items():
            path.write_text(files[name], encoding="utf-8")
        _ruff("check", "--select=I", "--fix", "--exit-zero", folder)
        _ruff("format", folder)
        return {name: path.read_text(encoding="utf-8") for name, path in paths.items()}


def _ruff(*arguments: str) -> None:
    command = [sys.executable, "-m", "ruff", *arguments, "--quiet", "--isolated", "--no-cache", "--line-length=120"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603
    if done.returncode:
        raise InvalidInput(f"ruff cannot format the program: {done.stderr.strip() or 'is it installed?'}")


def import_lines(text: str, modules: Iterable[str]) -> Iterator[str]:
    """Yield the imports that statements need.

    Args:
        text: the statements.
        modules: the files of the same package that they refer to.
    """
    if "pulumi.Config" in text:
        yield "import pulumi"
    yield "import statsig_pulumi as statsig"
    if "when." in text:
        yield "from statsig_pulumi import conditions as when"
    yield from (f"from . import {name}" for name in sorted(modules))
