"""Write the type stubs of the resources: statsig_pulumi/resources/X.pyi from X.py.

    python -m tools.stubs            write them
    python -m tools.stubs --check    fail when they are stale

A resource declares its arguments once, in a model. Its constructor takes them by keyword, and each is an output of
the resource as well. Neither is written in the source; type checkers and editors read both in the stub. A module
without resources needs no stub.
"""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType, NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pulumi import Output

from statsig_pulumi.resource import Resource
from statsig_pulumi.schema import markers, model
from statsig_pulumi.schema.markers import Mark
from statsig_pulumi.schema.model import BaseArgs, Model

from .declarations import attribute_docs, describe, docs_below, in_order, own_names
from .generated import ROOT, formatted, write_or_check

FOLDER = ROOT / "statsig_pulumi" / "resources"
NOTICE = "# Written by tools/stubs.py from {source}. Change that, then run `make docs`.\n"
WIDTH = 120

# Ruff removes what a stub does not use, and merges the rest.
IMPORTS = """\
from typing import Any, Literal
from pulumi import Input, Output, ResourceOptions
"""

# Generic aliases of ``Annotated`` that mean something to this package and nothing to a type checker.
MARKERS = {
    name
    for name, value in vars(markers).items()
    if get_origin(value) is Annotated and any(isinstance(part, Mark) for part in value.__metadata__)
}


def stubs(folder: Path = FOLDER) -> dict[Path, str]:
    """Return every stub that belongs into a folder, formatted."""
    names = [file.stem for file in sorted(FOLDER.glob("[a-z]*.py"))]
    modules = {name: import_module(f"statsig_pulumi.resources.{name}") for name in names}
    return formatted({folder / f"{name}.pyi": stub(m) for name, m in modules.items() if any(resources_of(m))})


def stub(module: ModuleType) -> str:
    """Return the stub of a module, not yet formatted."""
    return Stub(module).text()


def resources_of(module: ModuleType) -> Iterator[type[Resource]]:
    """Yield the resources that a module defines."""
    for value in vars(module).values():
        if inspect.isclass(value) and issubclass(value, Resource) and value.__module__ == module.__name__:
            yield value


class Stub:
    """The stub of one module, statement by statement in the order of the source."""

    def __init__(self, module: ModuleType) -> None:
        self.module = module
        source = Path(inspect.getfile(module))
        self.notice = NOTICE.format(source=source.name)
        self.tree = ast.parse(source.read_text())
        self.docs = docs_below(self.tree.body)
        self.plain = Plain(self.tree)

    def text(self) -> str:
        """Return the whole stub."""
        parts = [self.notice, quoted(inspect.getdoc(self.module) or ""), IMPORTS]
        parts += [text for node in self.tree.body if (text := self.statement(node))]
        return "\n".join(parts)

    def statement(self, node: ast.stmt) -> str:
        """Return what the stub says of a statement of the source; "" where it says nothing."""
        match node:
            case ast.ImportFrom(module="__future__"):
                return ""
            case ast.ImportFrom():
                return ast.unparse(node)
            case ast.ClassDef():
                return self.class_(node, getattr(self.module, node.name))
            case ast.Assign(targets=[ast.Name(id=name)]) if is_alias(getattr(self.module, name)):
                doc = self.docs.get(name)
                return f"{name} = {self.plain.text(node.value)}" + (f"\n{quoted(doc)}" if doc else "")
        return ""

    def class_(self, node: ast.ClassDef, cls: type) -> str:
        """Return a class: a resource, or a model that programs make."""
        if issubclass(cls, Resource):
            body = self.resource(cls)
        elif issubclass(cls, Model) and not issubclass(cls, BaseArgs) and self.is_used(cls):
            body = self.model(node, cls)
        else:
            return ""
        bases = ", ".join(map(ast.unparse, node.bases))
        doc = inspect.getdoc(cls) if cls.__doc__ else ""
        return f"class {node.name}({bases}):\n{indented(quoted(doc) if doc else '', *body)}"

    def is_used(self, cls: type) -> bool:
        """Return whether programs can name a model, or one that inherits from it."""
        kept = [c for c in vars(self.module).values() if inspect.isclass(c) and not issubclass(c, BaseArgs)]
        return any(issubclass(c, cls) and not c.__name__.startswith("_") for c in kept)

    def model(self, node: ast.ClassDef, cls: type[Model]) -> Iterator[str]:
        """Yield the fields that a model declares itself."""
        docs = docs_below(node.body)
        for field in node.body:
            if isinstance(field, ast.AnnAssign) and (name := ast.unparse(field.target)) in cls.model_fields:
                default = "" if cls.model_fields[name].is_required() else " = ..."
                yield f"{name}: {self.plain.text(field.annotation)}{default}"
                yield quoted(docs[name]) if name in docs else ""

    def resource(self, kind: type[Resource]) -> Iterator[str]:
        """Yield a resource's outputs, and its constructor."""
        docs = attribute_docs(kind)
        for name, hint in inspect.get_annotations(kind.annotated).items():
            if name in kind.declared_outputs():
                yield f"{name}: {self.plain.text(ast.parse(hint, mode='eval').body)}"
                yield quoted(docs[name]) if name in docs else ""
        if "args" not in vars(kind):  # a base of kinds
            return
        described = attribute_docs(kind.args)
        for name in argument_names(kind):
            if name in kind.shape().properties and name not in kind.declared_outputs():
                yield f"{name}: {output(kind, name)}"
                yield quoted(described[name]) if name in described else ""
        yield self.constructor(kind, described)

    def constructor(self, kind: type[Resource], described: dict[str, str]) -> str:
        """Return the constructor."""
        fields = kind.args.model_fields
        names = argument_names(kind)
        parameters = ", ".join(
            f"{name}: {self.annotation(kind.args, name)}{'' if fields[name].is_required() else ' = ...'}"
            for name in names
        )
        entries = [entry(name, describe(described.get(name, ""), fields[name].metadata)) for name in names]
        summary = (inspect.getdoc(kind) or "").partition("\n\n")[0]
        summary = textwrap.fill(summary, WIDTH - 11, break_long_words=False, break_on_hyphens=False)
        doc = "\n".join([summary, "", "Args:", entry("resource_name", "Its name in the program."), *entries])
        doc += "\n\nRaises:\n" + entry("InvalidInput", "An argument cannot be right.")
        body = textwrap.indent(quoted(doc), "    ")
        return f"def __init__(self, resource_name: str, /, *, {parameters}) -> None:\n{body}"

    def annotation(self, args: type[BaseArgs], name: str) -> str:
        """Return an argument's annotation, from the class that declares it."""
        base = next(base for base in args.__mro__ if name in inspect.get_annotations(base))
        plain = self.plain if base.__module__ == self.module.__name__ else Plain(ast.parse(inspect.getsource(model)))
        return plain.text(ast.parse(base.__annotations__[name], mode="eval").body)


class Plain(ast.NodeTransformer):
    """Annotations for type checkers: without markers and constraints, and ``In[T]`` as Pulumi's ``Input[T]``."""

    def __init__(self, tree: ast.Module) -> None:
        imported = [
            alias
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("markers")
            for alias in node.names
        ]
        self.markers = {alias.asname or alias.name for alias in imported if alias.name in MARKERS}

    def text(self, annotation: ast.expr) -> str:
        """Return the annotation's text."""
        return ast.unparse(self.visit(annotation))

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """Unwrap ``Annotated[T, ...]`` and ``Marker[T]``."""
        name = node.value.id if isinstance(node.value, ast.Name) else ""
        if name == "Annotated" and isinstance(node.slice, ast.Tuple):
            return self._visited(node.slice.elts[0])
        if name in self.markers:
            return self._visited(node.slice)
        if name == "In":
            return ast.Subscript(ast.Name("Input", ast.Load()), self._visited(node.slice), ast.Load())
        return self.generic_visit(node)

    def _visited(self, node: ast.expr) -> ast.expr:
        visited = self.visit(node)
        assert isinstance(visited, ast.expr)  # noqa: S101 - expressions become expressions
        return visited


def is_alias(value: Any) -> bool:
    """Return whether a module's variable is a type alias."""
    return get_origin(value) is not None


def argument_names(kind: type[Resource]) -> list[str]:
    """Return the arguments of a kind: its own first, those of every resource last, and Pulumi's ``opts`` at the end."""
    fields = kind.args.model_fields
    own = own_names(kind.args)
    return in_order(kind.args, own) + [name for name in reversed(fields) if name not in own]


# -- outputs -----------------------------------------------------------------------------------------------------------


def output(kind: type[Resource], name: str) -> str:
    """Return the type of an argument as an output.

    None where the program may leave it out. The resource's name fills a ``Key`` that is left out.
    """
    prop = kind.shape().properties[name]
    held = value_type(kind.args.model_fields[name].annotation)
    return f"Output[{held}]" if prop.required or "key" in prop else f"Output[{held} | None]"


def value_type(annotation: Any) -> str:
    """Return the type of a value as Pulumi hands it on: models are dictionaries by then, and nothing is an output.

    A Literal becomes ``str``: so do enumerations among the outputs of Pulumi's generated SDKs, because a refresh may
    bring a value that the server added later.
    """
    return " | ".join(dict.fromkeys(_value_types(annotation)))


def _value_types(annotation: Any) -> Iterator[str]:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated or origin is Output:
        yield from _value_types(args[0])
    elif origin in (Union, UnionType):
        for member in args:
            if member is not NoneType:
                yield from _value_types(member)
    elif origin is Literal:
        yield from (type(value).__name__ for value in args)
    elif origin is dict:
        yield f"dict[str, {value_type(args[1])}]"
    elif origin is not None:  # a list, or another sequence
        yield f"list[{value_type(args[0])}]"
    elif inspect.isclass(annotation) and issubclass(annotation, Model):
        yield "dict[str, Any]"
    else:
        yield annotation.__name__


# -- text --------------------------------------------------------------------------------------------------------------


def entry(name: str, description: str) -> str:
    """Return an entry of a docstring's section, wrapped for a method's docstring."""
    return textwrap.fill(
        f"{name}: {description}",
        WIDTH - 8,
        initial_indent="    ",
        subsequent_indent="        ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def quoted(text: str) -> str:
    """Return a docstring."""
    prefix = "r" if "\\" in text else ""
    return f'{prefix}"""{text}"""' if "\n\n" not in text else f'{prefix}"""{text}\n"""'


def indented(*blocks: str) -> str:
    """Return the body of a class."""
    return textwrap.indent("\n".join(filter(None, blocks)) or "...", "    ") + "\n"


# -- the command -------------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str], folder: Path = FOLDER) -> int:
    """Write or check the stubs; return the exit code."""
    return write_or_check(arguments, __doc__, lambda: stubs(folder), folder.glob("*.pyi"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
