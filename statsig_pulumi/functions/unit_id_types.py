"""Reading types of units: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, many, one, output, outputs
from .results import UnitIdTypeResult


def get_unit_id_type(name: str, *, provider: ProviderOption = None) -> UnitIdTypeResult:
    """A type of unit by its name.

    See https://docs.statsig.com/console-api/introduction

    Args:
        name: its name, such as ``userID``.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such type of unit.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(UnitIdTypeResult, "/unit_id_types/{id}", provider, id=name)


def get_unit_id_type_output(name: Input[str], *, provider: ProviderOption = None) -> Output[UnitIdTypeResult]:
    """``get_unit_id_type`` of a name that is an output."""
    return output(get_unit_id_type, **locals())


def list_unit_id_types(*, provider: ProviderOption = None) -> Iterator[UnitIdTypeResult]:
    """All types of units, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/introduction

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(UnitIdTypeResult, "/unit_id_types", **locals())


def list_unit_id_types_output(*, provider: ProviderOption = None) -> Output[list[UnitIdTypeResult]]:
    """``list_unit_id_types`` as an output."""
    return outputs(list_unit_id_types, **locals())
