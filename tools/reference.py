"""Write docs/reference from the code: a page for each module that the public names come from.

    python -m tools.reference            write the pages
    python -m tools.reference --check    fail when they are stale

Everything is taken from docstrings and annotations, so that a field is described where it is declared and nowhere else.
"""

from __future__ import annotations

import inspect
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from os.path import relpath
from pathlib import Path
from types import ModuleType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from pulumi import Output
from pydantic.fields import FieldInfo

import statsig_pulumi
from statsig_pulumi import errors, functions
from statsig_pulumi.functions import results
from statsig_pulumi.functions._record import Record
from statsig_pulumi.resource import Resource
from statsig_pulumi.schema.markers import Mark
from statsig_pulumi.schema.model import ActionArgs, BaseArgs, DeletableArgs, Model, ResourceArgs, SettingArgs

from .declarations import attribute_docs, describe, in_order, own_names
from .generated import ROOT, write_or_check

FOLDER = ROOT / "docs" / "reference"
NOTICE = "<!-- Written by tools/reference.py from the code. Change the docstrings there, then run `make docs`. -->\n"
COMMON = "ref:index.md#what-every-resource-takes"
COMMON_TO: dict[type[Model], str] = {
    BaseArgs: "All",
    ResourceArgs: "Objects",
    DeletableArgs: "Most objects, besides",
    SettingArgs: "Settings",
    ActionArgs: "Actions",
}

Row: TypeAlias = Sequence[str]


@cache
def pages() -> Mapping[str, str]:
    """Return every page by its path below docs/reference."""
    written = {file_of(name): page(sys.modules[name], members) for name, members in modules().items()}
    return {file: relative(text, file) for file, text in {"index.md": index(), **written}.items()}


@cache
def modules() -> Mapping[str, Sequence[Any]]:
    """Return what is described, by module: the public names, and the records that functions return.

    A function's form for outputs is described with the function.
    """
    found: dict[str, list[Any]] = {}
    for name in statsig_pulumi.__all__:
        public = getattr(statsig_pulumi, name)
        for member in own(public) if isinstance(public, ModuleType) else [public]:
            if not is_form(member):
                found.setdefault(home(member), []).append(member)
    found[results.__name__] = own(results)
    return {name: sorted(members, key=place) for name, members in found.items()}


def home(member: Any) -> str:
    """Return the module that a name is from. Exceptions hide theirs, so that a traceback is short."""
    is_error = inspect.isclass(member) and issubclass(member, errors.StatsigError)
    return errors.__name__ if is_error else str(getattr(member, "__module__", ""))


def own(module: ModuleType) -> list[Any]:
    """Return the public classes and functions that a module defines."""
    public = [value for name, value in vars(module).items() if not name.startswith("_")]
    return [value for value in public if getattr(value, "__module__", "") == module.__name__ and callable(value)]


def page(module: ModuleType, members: Sequence[Any]) -> str:
    """Return the page of a module: resources first, then their parts, then the rest."""
    heading, text = title(module)
    return join(NOTICE, f"# {heading}", text, *map(section, members))


def index() -> str:
    """Return the page that leads to all others."""
    folders: dict[str, list[Row]] = {"resources": [], "functions": [], "": []}
    for name, members in sorted(modules().items(), key=lambda item: (rank(item[1][0]), item[0])):
        links = ", ".join(link(f"`{m.__name__}`", m) for m in members if not is_part(m))
        file = file_of(name)
        folders[file.rpartition("/")[0]].append((f"[{title(sys.modules[name])[0]}](ref:{file})", links))
    headings = {"resources": "## Resources", "functions": "## Functions", "": "## Conditions, providers, exceptions"}
    return join(
        NOTICE,
        "# Reference",
        prose(inspect.getdoc(statsig_pulumi) or ""),
        *(join(heading, table(("Page", "Names"), folders[name])) for name, heading in headings.items()),
        "## What every resource takes",
        "The first argument of a resource is its name in the program. All others are given by keyword. Each may be an "
        "`Output` or an awaitable, at any depth, unless it only steers this package.",
        *(join(f"{text}:", table(("Argument", "Type", "Default", ""), rows)) for text, rows in common_tables()),
        "A default is what Statsig documents. An argument that is taken out of the program is reset to it once, and "
        "then left to the console.",
        "Every argument is an output of the resource as well: `gate.description`, `gate.rules`. It is an output of "
        "`None` where the program leaves the argument out, and rules, groups and the like are dictionaries. Every "
        "resource has an `id`, and `get(resource_name, id)`, which reads an object without managing it.",
        "## What every function takes",
        prose(inspect.getdoc(functions) or ""),
    )


def title(module: ModuleType) -> tuple[str, str]:
    """Return the heading of a module's page, its docstring's first sentence, and the text below it."""
    first, _, rest = (inspect.getdoc(module) or module.__name__).partition("\n\n")
    heading, _, more = re.sub(r"(: (?=http)|\.\s|\.?$)", "\n", " ".join(first.split()), count=1).partition("\n")
    return inline(heading), join(more, prose(rest))


def rank(member: Any) -> int:
    """Return the rank: resources, their parts, other classes, functions, what functions return."""
    if not inspect.isclass(member):
        return 3
    ranks = {Resource: 0, Model: 1, Record: 4}
    return next((number for base, number in ranks.items() if issubclass(member, base)), 2)


def is_form(member: Any) -> bool:
    """Return whether it is another function's form for outputs."""
    return not inspect.isclass(member) and member.__name__.endswith("_output")


def is_part(member: Any) -> bool:
    """Return whether it is a part of another record."""
    return rank(member) == 4 and (inspect.getdoc(member) or "").startswith("A part of ")


def place(member: Any) -> tuple[int, bool, int]:
    """Return its place on its page: by rank, then as in the file; the parts of records last."""
    return rank(member), is_part(member), list(vars(sys.modules[home(member)])).index(member.__name__)


# -- one name ----------------------------------------------------------------------------------------------------------


def section(member: Any) -> str:
    """Return the section of a resource, a model, a record, another class or a function."""
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
    if issubclass(member, errors.StatsigError):
        base = member.__bases__[0]
        return join(f"## {member.__name__}", text, f"Base: {link(f'`{base.__name__}`', base)}.")
    return join(f"## {member.__name__}", code(member.__name__ + signature(member.__init__)), text)


def function(member: Any, text: str) -> str:
    """Return the section of a function and of its form for outputs."""
    form = getattr(statsig_pulumi, f"{member.__name__}_output", None)
    signatures = [f.__name__ + signature(f) for f in (member, form) if f is not None]
    returned = described(inspect.get_annotations(member, eval_str=True)["return"])
    there = f"Returns {link(f'`{returned.__name__}`', returned)}." if returned and rank(returned) == 4 else ""
    return join(f"## {member.__name__}", code("\n\n".join(signatures)), text, there)


def resource(kind: type[Resource], text: str) -> str:
    """Return the section of a resource: its arguments, its outputs, its statuses."""
    common = [name for base in COMMON_TO if issubclass(kind.args, base) for name in base.model_fields]
    own = [row for name, row in fields(kind.args).items() if name not in common or name in own_names(kind.args)]
    common = [name for name in dict.fromkeys(common) if name not in own_names(kind.args)]
    described = attribute_docs(kind)
    hints = kind.declared_outputs()
    outputs = [
        (f"`{name}`", types(output_of(hints[name])), cell(described.get(name, ""))) for name in kind.computed_outputs()
    ]
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


def common_tables() -> Iterator[tuple[str, list[Row]]]:
    """Yield the arguments that resources of each sort take, besides those of the sorts before."""
    known: set[str] = set()
    for model, text in COMMON_TO.items():
        rows = {name: row for name, row in fields(model).items() if name not in known or model is SettingArgs}
        yield text, [row for name, row in rows.items() if name not in ("opts",) or model is BaseArgs]
        known |= set(rows) - {"on_destroy"}


def statuses(kind: type[Resource]) -> str:
    """Return the table of the transitions from one status to another."""
    if kind.statuses is None:
        return ""
    steps: dict[str, list[str]] = {}
    for start, end in kind.statuses.transitions:
        steps.setdefault(start, []).append(f"`{end}`")
    rows = [(f"`{start}`", ", ".join(ends)) for start, ends in steps.items()]
    return join("### Statuses", f"A new one starts as `{kind.statuses.initial}`.", table(("From", "To"), rows))


def fields(model: type[Model]) -> dict[str, Row]:
    """Return a row for each field."""
    model.model_rebuild()
    described = attribute_docs(model)
    infos = model.model_fields
    return {name: field(name, infos[name], described.get(name, "")) for name in in_order(model, infos)}


def field(name: str, info: FieldInfo, description: str) -> Row:
    """Return the row of a field: its name, type, default and description."""
    default = info.get_default(call_default_factory=True)
    shown = "required" if info.is_required() else "" if default is None else f"`{default!r}`"
    return f"`{name}`", types(info.annotation), shown, cell(describe(description, info.metadata))


def signature(function: Any) -> str:
    """Return the arguments as they are written, without ``In``."""
    given = inspect.signature(function)
    kept = [p.replace(annotation=AsWritten(p.annotation)) for name, p in given.parameters.items() if name != "self"]
    empty = given.return_annotation in (None, "None", inspect.Signature.empty)
    returned = inspect.Signature.empty if empty else AsWritten(given.return_annotation)
    text = str(given.replace(parameters=kept, return_annotation=returned))
    return text if len(text) < 90 else "(\n    " + ",\n    ".join(split(text)) + ",\n)" + text[text.rindex(")") + 1 :]


class AsWritten:
    """An annotation as it is written, ``In[str]`` as ``str``."""

    def __init__(self, annotation: str) -> None:
        self.text = re.sub(r"\bIn\[((?:[^\[\]]|\[[^\]]*\])*)\]", r"\1", annotation)

    def __repr__(self) -> str:
        return self.text


def split(text: str) -> list[str]:
    """Return the parameters in ``(a, b: dict[str, Any])``."""
    return re.split(r", (?![^\[]*\])", text[1 : text.rindex(")")])


# -- types -------------------------------------------------------------------------------------------------------------


def types(annotation: Any) -> str:
    """Return the alternatives of a type, each a link where it is described."""
    spellings: dict[str, Any] = {}
    for alternative in alternatives(annotation):
        spellings.setdefault(spell(alternative), alternative)
    # A | ends a cell, even within code.
    spans = ((f"`{text}`".replace("|", "\\|"), alternative) for text, alternative in spellings.items())
    return " or ".join(link(span, described(alternative)) for span, alternative in spans)


def alternatives(annotation: Any) -> Iterator[Any]:
    """Yield the members of a union, without None and outputs."""
    annotation = bare(annotation)
    if get_origin(annotation) in (Union, UnionType):
        for member in get_args(annotation):
            yield from alternatives(member)
    elif get_origin(annotation) is Literal:
        for value in get_args(annotation):
            yield Literal[value]
    elif annotation is not type(None) and get_origin(annotation) is not Output:
        yield annotation


def spell(annotation: Any) -> str:
    """Return a type as a program would write it."""
    annotation = bare(annotation)
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return " | ".join(dict.fromkeys(map(spell, alternatives(annotation))))
    if origin is Literal:
        return " | ".join(map(repr, args))
    if origin is not None:
        return f"{origin.__name__}[{', '.join(map(spell, args))}]"
    return getattr(annotation, "__name__", str(annotation))


def bare(annotation: Any) -> Any:
    """Return a type without its metadata."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def is_secret(annotation: Any) -> bool:
    """Return whether a field of a record is never printed."""
    return Mark("secret") in getattr(annotation, "__metadata__", ())


def output_of(annotation: Any) -> Any:
    """Return the type of an output's value."""
    return get_args(bare(annotation))[0]


def described(annotation: Any) -> Any:
    """Return the first class in a type that has a section."""
    annotation = bare(annotation)
    if inspect.isclass(annotation) and annotation in modules().get(home(annotation), ()):
        return annotation
    return next(filter(None, map(described, get_args(annotation))), None)


def link(text: str, target: Any) -> str:
    """Return a link to a name's section; the text alone where it has none."""
    if target not in modules().get(home(target), ()):
        return text
    return f"[{text}](ref:{file_of(home(target))}#{target.__name__.lower()})"


def file_of(module: str) -> str:
    """Return the path of a module's page, below docs/reference."""
    return module.removeprefix("statsig_pulumi.").replace(".", "/") + ".md"


def relative(text: str, file: str) -> str:
    """Return a page with its links, which begin at docs/reference, relative to its own folder."""
    return re.sub(r"(?<=\]\()ref:([^)#]*)", lambda found: relpath(found[1], Path(file).parent), text)


# -- Markdown ----------------------------------------------------------------------------------------------------------


def prose(text: str) -> str:
    """Return a docstring as Markdown: ``Args:`` and the like become lists, an example stays as it is."""
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
    """Return text as Markdown has it: one backtick around code and one colon before a block."""
    return re.sub(r"(?<!`)``(?!`)", "`", text).replace("::\n", ":\n")


def cell(text: str) -> str:
    """Return text for a table's cell."""
    text = inline(" ".join(text.split())).replace("|", "\\|")
    # Outside of code, < opens HTML.
    return "`".join(part if n % 2 else part.replace("<", "&lt;") for n, part in enumerate(text.split("`")))


def table(heads: Row, rows: Iterable[Row]) -> str:
    """Return a table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |".replace("|  |", "| |") for line in lines)


def code(text: str) -> str:
    """Return a block of Python."""
    return f"```python\n{text}\n```"


def join(*blocks: str) -> str:
    """Return the blocks, with an empty line between."""
    return "\n\n".join(block.strip() for block in blocks if block.strip())


# -- the command -------------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str], folder: Path = FOLDER) -> int:
    """Write or check the pages; return the exit code."""
    return write_or_check(
        arguments,
        __doc__,
        lambda: {folder / name: f"{text}\n" for name, text in pages().items()},
        folder.rglob("*.md"),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
