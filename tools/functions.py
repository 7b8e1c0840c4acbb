#!/usr/bin/env python3
"""Write the functions' forms for outputs, and the names of the package, from the functions' signatures.

    tools/functions.py            write statsig_pulumi/functions/outputs.py, and __init__.py below its docstring
    tools/functions.py --check    fail if one of them is stale

A function is any public one in statsig_pulumi/functions that takes a ``provider``. ``get_gate(id: str)`` becomes
``get_gate_output(id: Input[str])``: every argument may be an output, and the result is one. To add a function, write
it and run this.
"""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from tools.generated import ROOT, formatted, write_or_check

FOLDER = ROOT / "statsig_pulumi" / "functions"
OUTPUTS = FOLDER / "outputs.py"
PACKAGE = FOLDER / "__init__.py"
INPUTS = {"ProviderOption": "ProviderOption", "Strings": "StringsInput"}
"""Types that ``Input[...]`` does not wrap, with what stands in their place."""

OUTPUTS_HEADER = '''"""The functions' forms for outputs: each calls its function once the inputs are known.

Written by tools/functions.py from the functions' signatures; not to be changed by hand. A function is imported when
its form is called, so that a program loads the ones that it uses.
"""

from __future__ import annotations

from pulumi import Input, Output

from ._invoke import ProviderOption, StringsInput, list_output, output
'''
PACKAGE_HEADER = """
# Everything below is written by tools/functions.py; not to be changed by hand.

from typing import TYPE_CHECKING

from .._lazy import lazy_names

if TYPE_CHECKING:
"""
PACKAGE_FOOTER = """
__getattr__ = lazy_names(__name__)
"""


@dataclass(frozen=True)
class Module:
    """A module with functions.

    Attributes:
        name: the module's name.
        functions: its public functions.
        classes: the names of its public classes.
        origins: the module, as in a relative import, of each name that it defines or imports.
    """

    name: str
    functions: list[ast.FunctionDef]
    classes: list[str]
    origins: Mapping[str, str]

    @classmethod
    def parse(cls, name: str, source: str) -> Module:
        """Return the module with this source."""
        body = ast.parse(source).body
        return cls(
            name,
            functions=[node for node in body if isinstance(node, ast.FunctionDef) and is_public(node)],
            classes=[node.name for node in body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")],
            origins=dict(origins(name, body)),
        )

    @property
    def names(self) -> list[str]:
        """The public names."""
        return [*self.classes, *(function.name for function in self.functions)]


def is_public(function: ast.FunctionDef) -> bool:
    """Return whether it is a function of the package's, and no helper."""
    return not function.name.startswith("_") and "provider" in [a.arg for a in arguments(function)]


def arguments(function: ast.FunctionDef) -> list[ast.arg]:
    """Return the arguments, positional ones first."""
    return [*function.args.args, *function.args.kwonlyargs]


def origins(name: str, body: Iterable[ast.stmt]) -> Iterator[tuple[str, str]]:
    """Yield each name that a module imports or assigns, and the module that it comes from."""
    for node in body:
        match node:
            case ast.ImportFrom(module=module, level=level):
                yield from ((alias.name, "." * level + (module or "")) for alias in node.names)
            case ast.ClassDef():
                yield node.name, f".{name}"
            case ast.Assign(targets=[ast.Name(id=target)]):
                yield target, f".{name}"
            case _:
                pass


def modules() -> list[Module]:
    """Return all modules with functions."""
    files = [file for file in sorted(FOLDER.glob("[a-z]*.py")) if file != OUTPUTS]
    return [module for file in files if (module := Module.parse(file.stem, file.read_text())).functions]


# -- outputs.py --------------------------------------------------------------------------------------------------------


def outputs_source(modules: Iterable[Module]) -> str:
    """Return the module of the forms for outputs."""
    imports: dict[str, str] = {}
    forms: list[str] = []
    for module in modules:
        for function in module.functions:
            forms.append(form(module, function))
            for name in annotation_names(function):
                origin = module.origins[name]
                if imports.setdefault(name, origin) != origin:
                    raise ValueError(f"{name} is defined in {imports[name]} and in {origin}: rename one of them")
    lines = [f"from {origin} import {name}\n" for name, origin in imports.items()]
    return OUTPUTS_HEADER + "".join(lines) + "\n\n" + "\n\n".join(forms)


def annotation_names(function: ast.FunctionDef) -> list[str]:
    """Return the names in a signature that have to be imported."""
    annotations = [a.annotation for a in arguments(function)] + [function.returns]
    nodes = [node for annotation in annotations if annotation for node in ast.walk(annotation)]
    return [node.id for node in nodes if isinstance(node, ast.Name) and not hasattr(builtins, node.id)]


def form(module: Module, function: ast.FunctionDef) -> str:
    """Return the source of a function's form for outputs."""
    name, returned, paginates = function.name, *result(function.returns)
    signature = deepcopy(function.args)
    for argument in (*signature.args, *signature.kwonlyargs):
        argument.annotation = as_input(argument.annotation)
    given = ", ".join(f"{a.arg}={a.arg}" for a in arguments(function))
    pages = "; return all pages as one list" if paginates else ""
    return (
        f"def {name}_output({ast.unparse(signature)}) -> Output[{returned}]:\n"
        f'    """Call ``{name}`` once its inputs are known{pages}."""\n'
        f"    from .{module.name} import {name}\n\n"
        f"    return {'list_output' if paginates else 'output'}({name}, {given})\n"
    )


def result(annotation: ast.expr | None) -> tuple[str, bool]:
    """Return the type in the output, and whether the function yields its items over several pages."""
    match annotation:
        case None:
            raise ValueError("a function has no return type")
        case ast.Subscript(value=ast.Name(id="Iterator"), slice=item):
            return f"list[{ast.unparse(item)}]", True
        case _:
            return ast.unparse(annotation), False


def as_input(annotation: ast.expr | None) -> ast.expr:
    """Return the type of an argument that may be an output."""
    match annotation:
        case None:
            raise ValueError("an argument has no type")
        case ast.BinOp(left=left, right=ast.Constant(value=None)):
            return ast.BinOp(as_input(left), ast.BitOr(), ast.Constant(None))
        case ast.Name(id=name) if name in INPUTS:
            return ast.Name(INPUTS[name])
        case _:
            return ast.Subscript(ast.Name("Input"), annotation)


# -- __init__.py -------------------------------------------------------------------------------------------------------


def package_source(modules: Iterable[Module], present: str) -> str:
    """Return the package's source: its present docstring, and every public name."""
    docstring = "".join(present.splitlines(keepends=True)[: ast.parse(present).body[0].end_lineno])
    modules = [*modules]
    forms = [f"{function.name}_output" for module in modules for function in module.functions]
    sources = {**{module.name: module.names for module in modules}, OUTPUTS.stem: forms}
    imports = [f"    from .{name} import {', '.join(names)}\n" for name, names in sources.items()]
    names = [repr(name) for names in sources.values() for name in names]
    return docstring + PACKAGE_HEADER + "".join(imports) + f"\n__all__ = [{', '.join(names)}]\n" + PACKAGE_FOOTER


def generate() -> dict[Path, str]:
    """Return the content of each generated file."""
    return formatted({OUTPUTS: outputs_source(modules()), PACKAGE: package_source(modules(), PACKAGE.read_text())})


if __name__ == "__main__":
    sys.exit(write_or_check(sys.argv[1:], __doc__, generate))
