"""Whatever is sent, the emulator stands, and answers what the API's document says."""

from __future__ import annotations

from typing import Any

import pytest

from tools.contract import DOCUMENT

ORDER = ("POST", "PATCH", "GET", "PUT", "DELETE")
VALID, BROKEN = 5, 2


def when(operation: Any) -> tuple[int, bool, int]:
    """Objects are made before they are looked at, and archived and deleted last."""
    path = operation.path
    return ORDER.index(operation.method.upper()), path.endswith("archive"), path.count("{")


@pytest.mark.skipif(not DOCUMENT.exists(), reason="Statsig's document is not beside this checkout")
def test_whatever_is_sent_the_answer_is_one_that_the_document_has() -> None:
    pytest.importorskip("schemathesis", reason="schemathesis needs Python 3.11")
    from .fuzzing import Target, fuzz, name_of, operations_of_the_document  # slow to import

    operations = sorted(operations_of_the_document(), key=when)
    targets = [Target("console-fuzz"), Target("console-whn-fuzz")]
    for operation in operations:
        fuzz(targets, operation, "POSITIVE", VALID)
        fuzz(targets, operation, "NEGATIVE", BROKEN)
    for target in targets:
        target.emulator.close()
    told = [f"{name}: {problem}" for target in targets for name, problem in target.failures.items()]
    assert told == [], "\n".join(told)
    # Most of what is sent has to come through: what is refused at the door tries nothing.
    succeeded = targets[0].succeeded | targets[1].succeeded
    assert len(succeeded) > 0.7 * len(operations), sorted({name_of(one) for one in operations} - succeeded)
