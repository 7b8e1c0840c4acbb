"""The reference, written from the code."""

from __future__ import annotations

import re
from os.path import normpath
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any, Literal

import pytest

import statsig_pulumi
from statsig_pulumi import Gate, Rule
from statsig_pulumi.resource import Resource
from statsig_pulumi.schema.markers import In, Replace, Secret
from statsig_pulumi.schema.model import Model
from tools import reference


class Sample(Model):
    """Fields of every sort."""

    plain: In[str]
    """Text with a | and <angles>, but ``a < b`` as code,
    over two lines."""
    chosen: Replace[In[Literal["one", "two"]]] = "one"
    """One of two."""
    hidden: Secret[In[str] | None] = None
    """A secret."""
    rules: In[list[Rule] | list[In[Rule]]] = []
    """Rules."""


def row(name: str) -> tuple[str, ...]:
    return tuple(reference.fields(Sample)[name])


def test_a_required_field_says_so_and_its_text_keeps_the_table_in_one_piece() -> None:
    text = "Text with a \\| and &lt;angles>, but `a < b` as code, over two lines."
    assert row("plain") == ("`plain`", "`str`", "required", text)


def test_the_markers_of_a_declaration_are_explained() -> None:
    assert row("chosen")[1:] == (
        "`'one'` or `'two'`",
        "`'one'`",
        "One of two. A change replaces the object.",
    )
    assert row("hidden")[1:] == ("`str`", "", "A secret. Encrypted in state, never printed.")


def test_a_type_that_is_described_elsewhere_is_a_link() -> None:
    assert row("rules")[1] == "[`list[Rule]`](ref:resources/rule.md#rule)"


class Spelled(Model):
    """Types of every sort, and below each how it is spelled."""

    number: In[float]
    """`float`"""
    several: str | list[str] | None
    """`str` or `list[str]`"""
    mapping: dict[str, Any]
    """`dict[str, Any]`"""
    noted: Annotated[list[In[str]], "note"]
    """`list[str]`"""
    only: In[Literal[True]] | None
    """`True`"""


@pytest.mark.parametrize("name", Spelled.model_fields)
def test_types_are_spelled_as_a_program_would(name: str) -> None:
    _, spelled, _, expected = reference.fields(Spelled)[name]
    assert spelled == expected


def test_docstring_sections_become_lists() -> None:
    text = "Reads.\n\nArgs:\n    id: its ``id``,\n        as text.\n    opts: options.\n\nRaises:\n    NotFound: gone."
    assert (
        reference.prose(text)
        == "Reads.\n\nArguments:\n\n* `id`: its `id`, as text.\n* `opts`: options.\n\nRaises:\n\n* `NotFound`: gone."
    )


def test_an_example_stays_a_block_of_code() -> None:
    assert reference.prose("A.\n\nExample:\n    ```python\n    f()\n    ```") == "A.\n\n```python\nf()\n```"


def test_signatures_are_what_a_program_passes() -> None:
    assert reference.signature(statsig_pulumi.conditions.passes_gate) == "(gate_id: str) -> Condition"


def test_every_public_name_is_described() -> None:
    pages = "\n".join(reference.pages().values())
    for name in statsig_pulumi.__all__:
        if name.endswith("_output"):
            assert f"\n\n{name}(" in pages, name
        elif name != "conditions":
            assert f"\n## {name}\n" in pages, name


def test_every_argument_of_every_resource_is_described() -> None:
    pages = reference.pages()
    for name in statsig_pulumi.__all__:
        kind = getattr(statsig_pulumi, name)
        if isinstance(kind, type) and issubclass(kind, Resource):
            page = pages[reference.file_of(kind.__module__)] + pages["index.md"]
            for field in reference.fields(kind.args):
                assert f"\n| `{field}` |" in page, f"{name}.{field}"


def test_every_link_leads_somewhere() -> None:
    pages = reference.pages()
    headings = {
        f"{file}#{re.sub(r'[^a-z0-9_ -]', '', heading.lower()).replace(' ', '-')}"
        for file, text in pages.items()
        for heading in re.findall(r"^##+ (.*)$", text, re.MULTILINE)
    }
    for file, text in pages.items():
        for target in re.findall(r"\]\(([^)]*)\)", text):
            path = normpath(Path(file).parent / target)
            assert path in headings or path in pages, f"{file}: {target}"


def test_a_heading_is_a_whole_sentence() -> None:
    module = ModuleType("sample", "Things: all of\nthem. https://example.com/a and\nhttps://example.com/b\n\nMore.")
    assert reference.title(module) == (
        "Things: all of them",
        "https://example.com/a and https://example.com/b\n\nMore.",
    )
    module = ModuleType("sample", "Things: https://example.com/a")
    assert reference.title(module) == ("Things", "https://example.com/a")


def test_tables_have_as_many_cells_in_every_line() -> None:
    for text in reference.pages().values():
        for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
            assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1, table


def test_the_outputs_of_a_resource_are_described() -> None:
    assert "| `current_status` | `str` | The current status, managed or not. |" in reference.resource(Gate, "")


def test_stale_pages_are_reported_and_rewritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "gone.md").touch()
    assert reference.main(["--check"], tmp_path) == 1
    assert "gone.md" in (message := capsys.readouterr().err)
    assert "run `make docs`" in message
    assert reference.main([], tmp_path) == 0
    assert not (tmp_path / "gone.md").exists()
    assert reference.main(["--check"], tmp_path) == 0
