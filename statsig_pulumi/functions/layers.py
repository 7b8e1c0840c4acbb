"""Read layers: https://docs.statsig.com/console-api/layers"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import ExperimentResult, LayerOverridesResult, LayerResult


def get_layer(id: str, *, provider: ProviderOption = None) -> LayerResult:
    """Return a layer.

    ``is_implicit_layer`` is true if Statsig created the layer for an experiment that has none. ``created_time`` and
    ``last_modified_time`` are in milliseconds since 1970.

    Example:
        ```python
        {p.name: p.default_value for p in statsig.get_layer("checkout").parameters}
        ```

    Args:
        id: the name that code uses.
    """
    return _invoke.get(LayerResult, "/layers/{id}", **locals())


def list_layers(*, provider: ProviderOption = None) -> Iterator[LayerResult]:
    """Yield all layers; each page is read when it is needed."""
    return _invoke.paginate(LayerResult, "/layers", **locals())


def list_layer_experiments(id: str, *, provider: ProviderOption = None) -> Iterator[ExperimentResult]:
    """Yield the experiments in a layer; each page is read when it is needed.

    Example:
        ```python
        sum(e.allocation or 0 for e in statsig.list_layer_experiments("checkout"))
        ```

    Args:
        id: the layer's id.
    """
    return _invoke.paginate(ExperimentResult, "/layers/{id}/experiments", **locals())


def get_layer_overrides(id: str, *, provider: ProviderOption = None) -> LayerOverridesResult:
    """Return the overrides of a layer: the groups that gates, segments and ids are forced into.

    Args:
        id: the layer's id.
    """
    return _invoke.get(LayerOverridesResult, "/layers/{id}/overrides", **locals())
