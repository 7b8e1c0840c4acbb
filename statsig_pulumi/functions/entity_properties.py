"""Read entity property sources (Warehouse Native): https://docs.statsig.com/console-api/experiments"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import EntityPropertyResult


def get_entity_property(name: str, *, provider: ProviderOption = None) -> EntityPropertyResult:
    """Return an entity property source.

    Args:
        name: the source's name.
    """
    return _invoke.get(EntityPropertyResult, "/experiments/entity_property/{name}", **locals())


def list_entity_properties(*, provider: ProviderOption = None) -> Iterator[EntityPropertyResult]:
    """Yield all entity property sources; each page is read when it is needed."""
    return _invoke.paginate(EntityPropertyResult, "/experiments/entity_properties", **locals())
