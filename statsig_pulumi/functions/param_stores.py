"""Read parameter stores: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import ParamStoreResult


def get_param_store(name: str, *, provider: ProviderOption = None) -> ParamStoreResult:
    """Return a parameter store.

    A parameter's ``ref_type`` says where its value comes from. ``static`` comes with ``value``; ``gate`` with
    ``gate_name``, ``pass_value`` and ``fail_value``; the others with the name of the layer, config or experiment and
    ``param_name``.

    Example:
        ```python
        {p.name: p.value for p in statsig.get_param_store("mobile").parameters}
        ```

    Args:
        name: the name that code uses.
    """
    return _invoke.get(ParamStoreResult, "/param_stores/{name}", **locals())


def list_param_stores(*, provider: ProviderOption = None) -> Iterator[ParamStoreResult]:
    """Yield all parameter stores; each page is read when it is needed."""
    return _invoke.paginate(ParamStoreResult, "/param_stores", **locals())
