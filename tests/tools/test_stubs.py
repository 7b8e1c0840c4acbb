"""The stubs of resources, written from their declarations."""

from __future__ import annotations

import ast
import subprocess
import sys
from inspect import get_annotations
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pulumi import Output

from statsig_pulumi.kind import Kind, all_kinds
from statsig_pulumi.resources.rule import Rule
from statsig_pulumi.schema.json_types import JsonObject
from statsig_pulumi.schema.markers import In, Strings
from tools import stubs

ROOT = Path(__file__).parents[2]
KINDS = list(all_kinds().values())


def stub_of(kind: type[Kind]) -> ast.ClassDef:
    """Return the class in the stub beside its module."""
    file = stubs.FOLDER / f"{kind.__module__.rpartition('.')[2]}.pyi"
    classes = [node for node in ast.parse(file.read_text()).body if isinstance(node, ast.ClassDef)]
    return next(node for node in classes if node.name == kind.__name__)


def constructor_of(kind: type[Kind]) -> ast.FunctionDef:
    return next(node for node in stub_of(kind).body if isinstance(node, ast.FunctionDef))


def outputs_of(kind: type[Kind]) -> dict[str, str]:
    fields = [node for node in stub_of(kind).body if isinstance(node, ast.AnnAssign)]
    return {ast.unparse(node.target): ast.unparse(node.annotation) for node in fields}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_constructor_has_every_argument_and_its_description(kind: type[Kind]) -> None:
    constructor = constructor_of(kind)
    given = dict(zip(constructor.args.kwonlyargs, constructor.args.kw_defaults, strict=True))
    required = {argument.arg: default is None for argument, default in given.items()}
    assert required == {name: field.is_required() for name, field in kind.args.model_fields.items()}
    assert [argument.arg for argument in constructor.args.posonlyargs] == ["self", "resource_name"]
    documented = ast.get_docstring(constructor) or ""
    assert not [name for name in required if f"\n    {name}: " not in documented]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_argument_and_every_computed_output_is_an_output(kind: type[Kind]) -> None:
    bases = [base for base in kind.__mro__[1:] if issubclass(base, Kind) and base is not Kind]
    inherited = {name for base in bases for name in get_annotations(base.annotated)}
    outputs = outputs_of(kind)
    assert outputs.keys() == {*kind.shape().properties, *kind.computed_outputs()} - inherited
    assert all(annotation.startswith("Output[") for annotation in outputs.values())


def test_an_output_is_none_where_the_program_may_leave_the_argument_out() -> None:
    assert outputs_of(all_kinds()["Gate"])["description"] == "Output[str | None]"
    assert outputs_of(all_kinds()["GateRule"])["gate_id"] == "Output[str]"
    assert outputs_of(all_kinds()["Tag"])["name"] == "Output[str]"  # the resource's name fills it


@pytest.mark.parametrize(
    ("annotation", "held"),
    [
        (In[str] | None, "str"),
        (In[Annotated[float, "constraint"]], "float"),
        (Literal["a", "b"], "str"),
        (In[Literal["a", 1]], "str | int"),
        (In[list[Rule]], "list[dict[str, Any]]"),
        (In[Rule] | None, "dict[str, Any]"),
        (In[Strings], "list[str]"),
        (str | list[str], "str | list[str]"),
        (dict[str, In[str]], "dict[str, str]"),
        (In[JsonObject], "dict[str, Any]"),
        (Any, "Any"),
        (Output[bool], "bool"),
    ],
)
def test_an_output_holds_plain_values(annotation: Any, held: str) -> None:
    assert stubs.value_type(annotation) == held


def test_a_type_checker_sees_no_markers() -> None:
    plain = stubs.Plain(ast.parse("from .schema.markers import In, Key as ObjectKey, Replace, Strings"))
    annotation = ast.parse("Annotated[ObjectKey[Replace[In[Name] | None]], Wire('id')]", mode="eval").body
    assert plain.text(annotation) == "Input[Name] | None"


def test_stale_stubs_are_reported_and_rewritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "gone.pyi").touch()
    assert stubs.main(["--check"], tmp_path) == 1
    assert "gone.pyi" in (message := capsys.readouterr().err)
    assert "run `make docs`" in message
    assert stubs.main([], tmp_path) == 0
    assert not (tmp_path / "gone.pyi").exists()
    assert stubs.main(["--check"], tmp_path) == 0


def test_the_stubs_are_up_to_date() -> None:
    assert stubs.main(["--check"]) == 0


def test_mypy_checks_the_sources_and_not_their_stubs() -> None:
    command = [sys.executable, "-m", "mypy", "--verbose"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    sources = [line for line in done.stderr.splitlines() if "Found source:" in line]
    assert any("resources/gate.py'" in line for line in sources), done.stderr[-2000:]
    assert not any(".pyi" in line for line in sources)
