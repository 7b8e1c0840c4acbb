"""Reading layers: https://docs.statsig.com/console-api/layers"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, many, one, output, outputs
from .results import ExperimentResult, LayerOverridesResult, LayerResult


def get_layer(id: str, *, provider: ProviderOption = None) -> LayerResult:
    """A layer by its id.

    ``is_implicit_layer`` is true of one that Statsig made for an experiment outside of any layer. ``created_time``
    and ``last_modified_time`` are milliseconds since 1970.
    See https://docs.statsig.com/console-api/layers

    Example:
        ```python
        {p.name: p.default_value for p in statsig.get_layer("checkout").parameters}
        ```

    Args:
        id: the name that code asks for.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such layer.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(LayerResult, "/layers/{id}", **locals())


def get_layer_output(id: Input[str], *, provider: ProviderOption = None) -> Output[LayerResult]:
    """``get_layer`` of an id that is an output."""
    return output(get_layer, **locals())


def list_layers(*, provider: ProviderOption = None) -> Iterator[LayerResult]:
    """All layers, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/layers

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(LayerResult, "/layers", **locals())


def list_layers_output(*, provider: ProviderOption = None) -> Output[list[LayerResult]]:
    """``list_layers`` as an output."""
    return outputs(list_layers, **locals())


def list_layer_experiments(id: str, *, provider: ProviderOption = None) -> Iterator[ExperimentResult]:
    """The experiments in a layer, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/layers

    Example:
        ```python
        sum(e.allocation or 0 for e in statsig.list_layer_experiments("checkout"))
        ```

    Raises:
        NotFound: there is no such layer; when the first is asked for.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(ExperimentResult, "/layers/{id}/experiments", **locals())


def list_layer_experiments_output(id: Input[str], *, provider: ProviderOption = None) -> Output[list[ExperimentResult]]:
    """``list_layer_experiments`` of an id that is an output."""
    return outputs(list_layer_experiments, **locals())


def get_layer_overrides(id: str, *, provider: ProviderOption = None) -> LayerOverridesResult:
    """Who is in which group of a layer's experiments whatever chance says: by gate or segment, and by id.

    See https://docs.statsig.com/console-api/layers

    Raises:
        NotFound: there is no such layer.
        ApiError: the API refused, or could not be reached.
    """
    return one(LayerOverridesResult, "/layers/{id}/overrides", **locals())


def get_layer_overrides_output(id: Input[str], *, provider: ProviderOption = None) -> Output[LayerOverridesResult]:
    """``get_layer_overrides`` of an id that is an output."""
    return output(get_layer_overrides, **locals())
