"""Reading entity property sources (Warehouse Native): https://docs.statsig.com/console-api/experiments"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, many, one, output, outputs
from .results import EntityPropertyResult


def get_entity_property(name: str, *, provider: ProviderOption = None) -> EntityPropertyResult:
    """An entity property source by its name.

    See https://docs.statsig.com/console-api/experiments

    Args:
        name: its name.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such source.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(EntityPropertyResult, "/experiments/entity_property/{name}", **locals())


def get_entity_property_output(name: Input[str], *, provider: ProviderOption = None) -> Output[EntityPropertyResult]:
    """``get_entity_property`` of a name that is an output."""
    return output(get_entity_property, **locals())


def list_entity_properties(*, provider: ProviderOption = None) -> Iterator[EntityPropertyResult]:
    """All entity property sources, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/experiments

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(EntityPropertyResult, "/experiments/entity_properties", **locals())


def list_entity_properties_output(*, provider: ProviderOption = None) -> Output[list[EntityPropertyResult]]:
    """``list_entity_properties`` as an output."""
    return outputs(list_entity_properties, **locals())
