"""Check the functions' types: both type checkers accept all right lines and reject every wrong one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ..typing.test_typing import mypy, pyright

HERE = Path(__file__).parent / "typing"
WRONG = {n for n, line in enumerate((HERE / "wrong.py").read_text().splitlines(), 1) if line.endswith("# wrong")}

checkers = pytest.mark.parametrize("checker", [mypy, pyright])


@checkers
def test_right_uses_are_accepted(checker: Callable[[Path], set[int]]) -> None:
    assert checker(HERE / "right.py") == set()


@checkers
def test_every_wrong_use_is_rejected_and_no_other(checker: Callable[[Path], set[int]]) -> None:
    assert checker(HERE / "wrong.py") == WRONG
