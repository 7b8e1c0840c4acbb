"""What all tests need."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# A loop for Pulumi's mocks, which newer Pythons no longer make by themselves; older ones make it while modules are
# imported, so it has to be there before.
_LOOP = asyncio.new_event_loop()
asyncio.set_event_loop(_LOOP)

# A busy machine is no reason to fail.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@pytest.fixture(scope="session", autouse=True)
def closing_the_loop() -> Iterator[None]:
    """Leave nothing open."""
    yield
    asyncio.set_event_loop(None)
    _LOOP.close()
