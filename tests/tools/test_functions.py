"""Test the generator of the functions' forms for outputs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tools.functions import PACKAGE_HEADER, Module, outputs_source, package_source
from tools.generated import ROOT

THINGS = Module.parse(
    "things",
    '''
from collections.abc import Iterator
from typing import Literal

from ._invoke import ProviderOption, Strings
from .results import ThingResult

Kind = Literal["a", "b"]

class Things:
    """Several things."""

def get_thing(id: str, *, kind: Kind | list[Kind] | None = None, provider: ProviderOption = None) -> ThingResult:
    """Return a thing."""

def list_things(*, tags: Strings | None = None, provider: ProviderOption = None) -> Iterator[ThingResult]:
    """Yield all things."""

def rows(thing: ThingResult) -> list[str]:
    """Return rows."""

def _private(provider: ProviderOption) -> None: ...
''',
)


def test_every_argument_of_a_form_may_be_an_output() -> None:
    source = outputs_source([THINGS])
    assert (
        "def get_thing_output(id: Input[str], *, kind: Input[Kind | list[Kind]] | None=None, "
        "provider: ProviderOption=None) -> Output[ThingResult]:\n"
        '    """Call ``get_thing`` once its inputs are known."""\n'
        "    from .things import get_thing\n\n"
        "    return output(get_thing, id=id, kind=kind, provider=provider)\n"
    ) in source
    assert "from .things import Kind\n" in source
    assert "from .results import ThingResult\n" in source


def test_the_form_of_a_function_with_pages_returns_a_list() -> None:
    source = outputs_source([THINGS])
    assert "list_things_output(*, tags: StringsInput | None=None, " in source
    assert "-> Output[list[ThingResult]]:" in source
    assert "    return list_output(list_things, tags=tags, provider=provider)\n" in source


def test_a_function_without_a_provider_has_no_form() -> None:
    assert "rows" not in outputs_source([THINGS])
    assert THINGS.names == ["Things", "get_thing", "list_things"]


def test_one_name_for_two_types_is_an_error() -> None:
    other = Module.parse("other", "Kind = int\ndef get_other(kind: Kind, *, provider: None = None) -> str: ...\n")
    with pytest.raises(ValueError, match=r"Kind is defined in \.things and in \.other"):
        outputs_source([THINGS, other])


def test_the_package_keeps_its_docstring_and_has_every_name() -> None:
    source = package_source([THINGS], '"""Functions.\n\nOf all sorts.\n"""\n\nold = 1\n')
    assert source.startswith('"""Functions.\n\nOf all sorts.\n"""\n' + PACKAGE_HEADER)
    assert "    from .things import Things, get_thing, list_things\n" in source
    assert "    from .outputs import get_thing_output, list_things_output\n" in source
    assert "__all__ = ['Things', 'get_thing', 'list_things', 'get_thing_output', 'list_things_output']" in source
    assert "old" not in source


@pytest.mark.parametrize("tool", ["functions.py", "results.py"])
def test_the_generated_modules_are_up_to_date(tool: str) -> None:
    assert subprocess.run([sys.executable, ROOT / "tools" / tool, "--check"], check=False).returncode == 0
