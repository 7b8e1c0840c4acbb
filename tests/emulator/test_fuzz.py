"""Fuzzing: for any request, the emulator responds as its OpenAPI document says."""

from __future__ import annotations

from typing import Any

import pytest

from statsig_pulumi.emulator import contract

ORDER = ("POST", "PATCH", "GET", "PUT", "DELETE")


def when(operation: Any) -> tuple[int, bool, int]:
    """Return the sort key of an operation: create before read, archive and delete last."""
    path = operation.path
    return ORDER.index(operation.method.upper()), path.endswith("archive"), path.count("{")


@pytest.mark.parametrize(("valid", "broken", "enough"), [(2, 1, 0.6), pytest.param(5, 2, 0.75, marks=pytest.mark.long)])
def test_the_document_allows_every_response(valid: int, broken: int, enough: float) -> None:
    pytest.importorskip("schemathesis", reason="schemathesis needs Python 3.11")
    from .fuzzing import Target, fuzz, name_of, operations_of_the_document  # slow to import

    operations = sorted(operations_of_the_document(), key=when)
    assert {name_of(operation) for operation in operations} == contract.document()["operations"].keys()
    targets = [Target("console-fuzz"), Target("console-whn-fuzz")]
    for operation in operations:
        fuzz(targets, operation, "POSITIVE", valid)
        fuzz(targets, operation, "NEGATIVE", broken)
    for target in targets:
        target.emulator.close()
    failures = [f"{name}: {problem}" for target in targets for name, problem in target.failures.items()]
    assert failures == [], "\n".join(failures)
    # Most requests must succeed: one that fails validation does not test a handler.
    succeeded = targets[0].succeeded | targets[1].succeeded
    assert len(succeeded) > enough * len(operations), sorted({name_of(one) for one in operations} - succeeded)
