"""The set-up of all tests."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, settings

from statsig_pulumi.emulator import trace
from statsig_pulumi.redactor import redact

# A loop for Pulumi's mocks, which newer Pythons no longer make by themselves; older ones make it while modules are
# imported, so it has to be there before.
_LOOP = asyncio.new_event_loop()
asyncio.set_event_loop(_LOOP)

# What a shell starts in the background ignores Ctrl-C, and so does every process that tests start from there.
signal.signal(signal.SIGINT, signal.default_int_handler)

# A busy machine is no reason to fail.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@pytest.fixture(scope="session", autouse=True)
def closing_the_loop() -> Iterator[None]:
    """Leave nothing open."""
    yield
    asyncio.set_event_loop(None)
    _LOOP.close()


@pytest.fixture(autouse=True)
def secrets_of_their_own() -> Iterator[None]:
    """Forget the secrets of a test: they would be cut out of what others print."""
    secrets, forms = redact._secrets.copy(), redact._forms.copy()
    yield
    redact._secrets, redact._forms, redact._pattern = secrets, forms, None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deal the long tests out to the workers, each of which begins with them: none is left alone with one at the end.

    The workers of pytest-xdist get contiguous parts of the list, and steal from each other's ends.
    """
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    slow, engine, others = ([item for item in items if _rank(item) == rank] for rank in range(3))
    # The others keep their neighbours, with which they may share a fixture.
    size = -(-len(others) // workers)
    items[:] = [
        item
        for number in range(workers)
        for item in [*slow[number::workers], *engine[number::workers], *others[number * size : (number + 1) * size]]
    ]


def _rank(item: pytest.Item) -> int:
    return 0 if item.get_closest_marker("slow") else 1 if item.get_closest_marker("engine") else 2


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option of ``make test``."""
    parser.addoption(
        "--trace-operations",
        metavar="FOLDER",
        type=Path,
        help="record in a file for each test which operations of the API it has used, through the package's own client",
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Let the emulator record the operations that a test uses, in any process. A test is named without its parameters.

    Tests of properties record nothing: which operations they use is a matter of chance.
    """
    folder: Path | None = item.config.getoption("--trace-operations")
    if folder is None or getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
        return (yield)
    folder = item.config.rootpath / folder
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {trace.FOLDER: str(folder), trace.NAME: quote(item.nodeid.partition("[")[0], safe="")}
    try:
        return (yield)
    finally:
        del os.environ[trace.FOLDER], os.environ[trace.NAME]
