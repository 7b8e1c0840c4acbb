#!/usr/bin/env python3
"""Write docs/reference from the code: a page for each module that the public names come from.

    tools/reference.py            write the pages
    tools/reference.py --check    fail when they are not what the code says

Everything is taken from docstrings and annotations, so that a field is described where it is declared and nowhere else.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from pulumi import Output
from pydantic.fields import FieldInfo

import statsig_pulumi
from statsig_pulumi import functions
from statsig_pulumi.functions import results
from statsig_pulumi.functions._record import Record
from statsig_pulumi.resource import Resource
from statsig_pulumi.schema.markers import Mark
from statsig_pulumi.schema.model import ActionArgs, BaseArgs, DeletableArgs, Model, ResourceArgs, SettingArgs

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "reference"
NOTICE = "<!-- Written by tools/reference.py from the code. Change the docstrings there, then run `make docs`. -->\n"
WORDS = {
    "replace": "A change makes a new object in its place.",
    "secret": "Encrypted in state, never printed.",
    "write_only": "Never read back.",
    "unordered": "The order means nothing.",
    "keep": "Taken out of the program, it stays as it is.",
    "sent": "Left out, this is sent at creation and not managed afterwards.",
}
"""What the words of a declaration mean to the user."""
COMMON = "index.md#what-every-resource-takes"
COMMON_TO_FUNCTIONS = "index.md#what-every-function-takes"
COMMON_TO: dict[type[Model], str] = {
    BaseArgs: "All",
    ResourceArgs: "Objects",
    DeletableArgs: "Most objects, besides",
    SettingArgs: "Settings",
    ActionArgs: "Actions",
}

Row: TypeAlias = Sequence[str]


def pages() -> dict[str, str]:
    """Every page by its file name."""
    made = {file_of(name): page(sys.modules[name], members) for name, members in modules().items()}
    return {"index.md": index(), **made}


@cache
def modules() -> Mapping[str, Sequence[Any]]:
    """What is described, by the module it is in: the public names, and the records that functions return."""
    found: dict[str, list[Any]] = {}
    for name in statsig_pulumi.__all__:
        public = getattr(statsig_pulumi, name)
        for member in own(public) if isinstance(public, ModuleType) else [public]:
            if not is_form(member):
                found.setdefault(member.__module__, []).append(member)
    found[results.__name__] = own(results)
    return {name: sorted(members, key=place) for name, members in found.items()}


def own(module: ModuleType) -> list[Any]:
    """The public classes and functions that a module defines."""
    public = [value for name, value in vars(module).items() if not name.startswith("_")]
    return [value for value in public if getattr(value, "__module__", "") == module.__name__ and callable(value)]


def page(module: ModuleType, members: Sequence[Any]) -> str:
    """The page of a module: resources first, then what they are made of, then the rest."""
    heading, text = title(module)
    common = f"See also [what every function takes, returns and raises]({COMMON_TO_FUNCTIONS})."
    text = join(text, common if any(map(form_of, members)) else "")
    return join(NOTICE, f"# {heading}", text, *(section(member) for member in members))


def index() -> str:
    """The page that leads to all others."""
    rows = []
    for name, members in sorted(modules().items(), key=lambda item: (rank(item[1][0]), item[0])):
        links = ", ".join(link(f"`{m.__name__}`", m) for m in members if not is_part(m))
        rows.append((f"[{title(sys.modules[name])[0]}]({file_of(name)})", links))
    return join(
        NOTICE,
        "# Reference",
        prose(inspect.getdoc(statsig_pulumi) or ""),
        table(("Page", "Names"), rows),
        "## What every resource takes",
        *(join(f"{text}:", table(("Argument", "Type", "Default", ""), rows)) for text, rows in common_tables()),
        "A default is what Statsig documents. An argument that is taken out of the program is reset to it once, and "
        "then left to the console.",
        "The first argument of a resource is its name in the program. All others are given by keyword, and each may be "
        "an `Output`, at any depth. Every resource has an `id`, and `get(resource_name, id)`, which reads an object "
        "without managing it.",
        "## What every function takes",
        prose(inspect.getdoc(functions) or ""),
    )


def title(module: ModuleType) -> tuple[str, str]:
    """The heading of a module's page, and what stands below it."""
    first, _, rest = (inspect.getdoc(module) or module.__name__).partition("\n")
    heading, _, address = first.partition(": http")
    return inline(heading.rstrip(".")), join(f"http{address}" if address else "", prose(rest))


def rank(member: Any) -> int:
    """Resources, their parts, other classes, functions, what functions return."""
    if not inspect.isclass(member):
        return 3
    ranks = {Resource: 0, Model: 1, Record: 4}
    return next((number for base, number in ranks.items() if issubclass(member, base)), 2)


def is_form(member: Any) -> bool:
    """Whether it is another function's form for outputs, which is described there."""
    return not inspect.isclass(member) and member.__name__.endswith("_output")


def form_of(member: Any) -> Any:
    """Return a function's form for outputs, or None if it has none."""
    return getattr(functions, f"{member.__name__}_output", None)


def is_part(member: Any) -> bool:
    """Whether it is a part of another record."""
    return rank(member) == 4 and (inspect.getdoc(member) or "").startswith("A part of ")


def place(member: Any) -> tuple[int, bool, int]:
    """Where it stands on its page: by rank, then as in the file; the parts of records last."""
    return rank(member), is_part(member), inspect.getsourcelines(member)[1]


# -- one name ----------------------------------------------------------------------------------------------------------


def section(member: Any) -> str:
    """What there is to say of a resource, a model, a record, another class or a function."""
    text = prose(inspect.getdoc(member) or "")
    if not inspect.isclass(member):
        return function(member, text)
    if issubclass(member, Resource):
        return resource(member, text)
    if issubclass(member, Model):
        rows = fields(member).values()
        return join(f"## {member.__name__}", text, table(("Field", "Type", "Default", ""), rows))
    if issubclass(member, Record):
        hints = inspect.get_annotations(member, eval_str=True)
        read = [(f"`{name}`", types(hint) + ", secret" * is_secret(hint)) for name, hint in hints.items()]
        return join(f"## {member.__name__}", text, table(("Field", "Type"), read))
    return join(f"## {member.__name__}", code(member.__name__ + signature(member.__init__)), text)


def function(member: Any, text: str) -> str:
    """A function, with its form for outputs."""
    signatures = [f.__name__ + signature(f) for f in (member, form_of(member)) if f is not None]
    returned = described(inspect.get_annotations(member, eval_str=True)["return"])
    there = f"Returns {link(f'`{returned.__name__}`', returned)}." if returned and rank(returned) == 4 else ""
    return join(f"## {member.__name__}", code("\n\n".join(signatures)), text, there)


def resource(kind: type[Resource], text: str) -> str:
    """A resource: its arguments, its outputs, its statuses."""
    common = [name for base in COMMON_TO if issubclass(kind.args, base) for name in base.model_fields]
    own = [row for name, row in fields(kind.args).items() if name not in common or name in own_names(kind.args)]
    common = [name for name in dict.fromkeys(common) if name not in own_names(kind.args)]
    described = attribute_docs(kind)
    hints = kind.declared_outputs()
    outputs = [(f"`{name}`", types(output_of(hints[name])), cell(described.get(name, ""))) for name in kind.computed()]
    return join(
        f"## {kind.__name__}",
        text,
        "### Arguments",
        table(("Argument", "Type", "Default", ""), own),
        f"And [what every resource takes]({COMMON}): {', '.join(f'`{name}`' for name in common)}.",
        "### Outputs",
        table(("Output", "Type", ""), [("`id`", "`str`", "The id in Statsig."), *outputs]),
        statuses(kind),
        f"In state its type is `{kind.type_token()}`.",
    )


def own_names(model: type[Model]) -> set[str]:
    """The fields that a model declares itself, or a base that is not what every resource takes."""
    bases = [base for base in model.__mro__ if base not in (*COMMON_TO, *BaseArgs.__mro__)]
    return {name for base in bases for name in inspect.get_annotations(base)}


def common_tables() -> Iterator[tuple[str, list[Row]]]:
    """What the resources of each sort take, besides what those before them do."""
    known: set[str] = set()
    for model, text in COMMON_TO.items():
        rows = {name: row for name, row in fields(model).items() if name not in known or model is SettingArgs}
        yield text, [row for name, row in rows.items() if name not in ("opts",) or model is BaseArgs]
        known |= set(rows) - {"on_destroy"}


def statuses(kind: type[Resource]) -> str:
    """The steps from one status to another."""
    if kind.statuses is None:
        return ""
    steps: dict[str, list[str]] = {}
    for start, end in kind.statuses.steps:
        steps.setdefault(start, []).append(f"`{end}`")
    rows = [(f"`{start}`", ", ".join(ends)) for start, ends in steps.items()]
    return join("### Statuses", f"A new one starts as `{kind.lifecycle.initial}`.", table(("From", "To"), rows))


def fields(model: type[Model]) -> dict[str, Row]:
    """A row for each field."""
    model.model_rebuild()
    described = attribute_docs(model)
    return {name: field(name, info, described.get(name, "")) for name, info in model.model_fields.items()}


def field(name: str, info: FieldInfo, description: str) -> Row:
    """The row of a field: its name, type, default and description."""
    words = [text for word, text in WORDS.items() if Mark(word) in info.metadata]
    default = info.get_default(call_default_factory=True)
    shown = "required" if info.is_required() else "" if default is None else f"`{default!r}`"
    return f"`{name}`", types(info.annotation), shown, cell(" ".join([description, *words]))


def signature(function: Any) -> str:
    """The arguments as they are written, without the wrapper that lets an Output through."""
    given = inspect.signature(function)
    kept = [p.replace(annotation=Said(p.annotation)) for name, p in given.parameters.items() if name != "self"]
    empty = given.return_annotation in (None, "None", inspect.Signature.empty)
    returned = inspect.Signature.empty if empty else Said(given.return_annotation)
    text = str(given.replace(parameters=kept, return_annotation=returned))
    return text if len(text) < 90 else "(\n    " + ",\n    ".join(split(text)) + ",\n)" + text[text.rindex(")") + 1 :]


class Said:
    """An annotation as it is written: ``In[str]`` is ``str`` in words."""

    def __init__(self, annotation: str) -> None:
        self.text = re.sub(r"\bIn\[((?:[^\[\]]|\[[^\]]*\])*)\]", r"\1", annotation)

    def __repr__(self) -> str:
        return self.text


def split(text: str) -> list[str]:
    """The parameters in ``(a, b: dict[str, Any])``."""
    return re.split(r", (?![^\[]*\])", text[1 : text.rindex(")")])


def attribute_docs(cls: type) -> dict[str, str]:
    """The docstrings below the attributes of a class and its bases."""
    found: dict[str, str] = {}
    for base in reversed([b for b in cls.__mro__ if issubclass(b, (Resource, Model))]):
        body = ast.parse(textwrap.dedent(inspect.getsource(base))).body[0]
        statements = body.body if isinstance(body, ast.ClassDef) else []
        for attribute, text in pairwise(statements):
            if (
                isinstance(attribute, ast.AnnAssign)
                and isinstance(text, ast.Expr)
                and isinstance(text.value, ast.Constant)
            ):
                found[ast.unparse(attribute.target)] = inspect.cleandoc(str(text.value.value))
    return found


# -- types -------------------------------------------------------------------------------------------------------------


def types(annotation: Any) -> str:
    """A type in words: its alternatives, each a link where it is described."""
    refreshed_inputs: dict[str, Any] = {}
    for alternative in alternatives(annotation):
        refreshed_inputs.setdefault(rename(alternative), alternative)
    # A | ends a cell, even within code.
    spans = ((f"`{text}`".replace("|", "\\|"), alternative) for text, alternative in refreshed_inputs.items())
    return " or ".join(link(span, described(alternative)) for span, alternative in spans)


def alternatives(annotation: Any) -> Iterator[Any]:
    """The members of a union, without None and without the Output that each may be."""
    annotation = bare(annotation)
    if get_origin(annotation) in (Union, UnionType):
        for member in get_args(annotation):
            yield from alternatives(member)
    elif get_origin(annotation) is Literal:
        for value in get_args(annotation):
            yield Literal[value]
    elif annotation is not type(None) and get_origin(annotation) is not Output:
        yield annotation


def rename(annotation: Any) -> str:
    """A type as a program would write it."""
    annotation = bare(annotation)
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return " | ".join(dict.fromkeys(map(rename, alternatives(annotation))))
    if origin is Literal:
        return " | ".join(map(repr, args))
    if origin is not None:
        return f"{origin.__name__}[{', '.join(map(spelled, args))}]"
    return getattr(annotation, "__name__", str(annotation))


def bare(annotation: Any) -> Any:
    """A type without what is known of it besides."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def is_secret(annotation: Any) -> bool:
    """Whether a field of a record is never printed."""
    return Mark("secret") in getattr(annotation, "__metadata__", ())


def output_of(annotation: Any) -> Any:
    """What an output holds."""
    return get_args(bare(annotation))[0]


def described(annotation: Any) -> Any:
    """The first class in a type that has a section."""
    annotation = bare(annotation)
    if inspect.isclass(annotation) and annotation in modules().get(annotation.__module__, ()):
        return annotation
    return next(filter(None, map(described, get_args(annotation))), None)


def link(text: str, target: Any) -> str:
    """A link to where something is described; the text alone where that is nowhere."""
    if target not in modules().get(getattr(target, "__module__", ""), ()):
        return text
    return f"[{text}]({file_of(target.__module__)}#{target.__name__.lower()})"


def file_of(module: str) -> str:
    """The page of a module."""
    name = module.removeprefix("statsig_pulumi.").removeprefix("kinds.")
    return name.replace(".", "_") + ".md"


# -- Markdown ----------------------------------------------------------------------------------------------------------


def prose(text: str) -> str:
    """A docstring: ``Args:`` and the like become lists, an example stays what it is."""
    blocks = []
    for block in re.split(r"\n(?=(?:Args|Attributes|Returns|Raises|Example):\n)", text.strip()):
        heading, _, rest = block.partition(":\n")
        if heading == "Example":
            blocks.append(textwrap.dedent(rest))
        elif heading in ("Args", "Attributes", "Raises", "Returns"):
            entries = re.split(r"\n(?! )", textwrap.dedent(rest).strip())
            named = heading != "Returns"
            lines = (
                re.sub(r"^(\w+): ", r"`\1`: ", " ".join(e.split())) if named else " ".join(e.split()) for e in entries
            )
            blocks.append(f"{heading.replace('Args', 'Arguments')}:\n\n" + "\n".join(f"* {line}" for line in lines))
        else:
            blocks.append(block)
    return join(*map(inline, blocks))


def inline(text: str) -> str:
    """Code within a sentence: two backticks in docstrings, one in Markdown."""
    return re.sub(r"(?<!`)``(?!`)", "`", text)


def cell(text: str) -> str:
    """Text that keeps a table in one piece."""
    text = inline(" ".join(text.split())).replace("|", "\\|")
    # Outside of code, < opens HTML.
    return "`".join(part if n % 2 else part.replace("<", "&lt;") for n, part in enumerate(text.split("`")))


def table(heads: Row, rows: Iterable[Row]) -> str:
    """A table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |".replace("|  |", "| |") for line in lines)


def code(text: str) -> str:
    """A block of Python."""
    return f"```python\n{text}\n```"


def join(*blocks: str) -> str:
    """Blocks with an empty line between."""
    return "\n\n".join(block.strip() for block in blocks if block.strip())


# -- the command -------------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str], folder: Path = FOLDER) -> int:
    """Write or check the pages; the exit code."""
    wanted = {name: text + "\n" for name, text in pages().items()}
    there = {file.name: file.read_text() for file in sorted(folder.glob("*.md"))}
    stale = sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))
    if "--check" in arguments:
        if stale:
            print(f"docs/reference is stale ({', '.join(stale)}): run `make docs`", file=sys.stderr)
        return int(bool(stale))
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        if name in wanted:
            (folder / name).write_text(wanted[name])
        else:
            (folder / name).unlink()
    print(f"docs/reference: {len(wanted)} pages, {len(stale)} changed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
