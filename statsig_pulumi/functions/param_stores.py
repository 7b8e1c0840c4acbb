"""Reading parameter stores: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, many, one, output, outputs
from .results import ParamStoreResult


def get_param_store(name: str, *, provider: ProviderOption = None) -> ParamStoreResult:
    """A parameter store by its name.

    ``ref_type`` of a parameter says where its value is from: ``static`` has ``value``, ``gate`` ``gate_name`` with
    ``pass_value`` and ``fail_value``, the others the name of the layer, config or experiment with ``param_name``.
    See https://docs.statsig.com/console-api/introduction

    Example:
        ```python
        {p.name: p.value for p in statsig.get_param_store("mobile").parameters}
        ```

    Args:
        name: the name that code asks for.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such parameter store.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(ParamStoreResult, "/param_stores/{name}", **locals())


def get_param_store_output(name: Input[str], *, provider: ProviderOption = None) -> Output[ParamStoreResult]:
    """``get_param_store`` of a name that is an output."""
    return output(get_param_store, **locals())


def list_param_stores(*, provider: ProviderOption = None) -> Iterator[ParamStoreResult]:
    """All parameter stores, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/introduction

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(ParamStoreResult, "/param_stores", **locals())


def list_param_stores_output(*, provider: ProviderOption = None) -> Output[list[ParamStoreResult]]:
    """``list_param_stores`` as an output."""
    return outputs(list_param_stores, **locals())
