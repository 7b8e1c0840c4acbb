"""Read unit id types: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import UnitIdTypeResult


def get_unit_id_type(name: str, *, provider: ProviderOption = None) -> UnitIdTypeResult:
    """Return a unit id type.

    Args:
        name: the type's name, such as ``userID``.
    """
    return _invoke.get(UnitIdTypeResult, "/unit_id_types/{id}", provider, id=name)


def list_unit_id_types(*, provider: ProviderOption = None) -> Iterator[UnitIdTypeResult]:
    """Yield all unit id types; each page is read when it is needed."""
    return _invoke.paginate(UnitIdTypeResult, "/unit_id_types", **locals())
