"""Reading holdouts: https://docs.statsig.com/console-api/holdouts"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, Strings, StringsInput, many, one, output, outputs
from .results import GateOverridesResult, HoldoutResult


def get_holdout(id: str, *, provider: ProviderOption = None) -> HoldoutResult:
    """A holdout by its id.

    ``pass_percentage`` is the share that is held out, ``experiment_ids``, ``gate_ids`` and ``layer_ids`` are what
    it is held out of. ``created_time`` and ``last_modified_time`` are milliseconds since 1970.
    See https://docs.statsig.com/console-api/holdouts

    Example:
        ```python
        statsig.get_holdout("no_new_features").gate_ids
        ```

    Args:
        id: the id that Statsig gave it, made of its name.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such holdout.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(HoldoutResult, "/holdouts/{id}", **locals())


def get_holdout_output(id: Input[str], *, provider: ProviderOption = None) -> Output[HoldoutResult]:
    """``get_holdout`` of an id that is an output."""
    return output(get_holdout, **locals())


def list_holdouts(
    *,
    creator_name: str | None = None,
    creator_id: str | None = None,
    tags: Strings | None = None,
    provider: ProviderOption = None,
) -> Iterator[HoldoutResult]:
    """All holdouts that fit, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/holdouts

    Args:
        creator_name: who made them.
        creator_id: who made them.
        tags: at least one of these.
        provider: which Statsig project; by default the stack's.

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(HoldoutResult, "/holdouts", **locals())


def list_holdouts_output(
    *,
    creator_name: Input[str] | None = None,
    creator_id: Input[str] | None = None,
    tags: StringsInput | None = None,
    provider: ProviderOption = None,
) -> Output[list[HoldoutResult]]:
    """``list_holdouts`` with filters that are outputs."""
    return outputs(list_holdouts, **locals())


def get_holdout_overrides(id: str, *, provider: ProviderOption = None) -> GateOverridesResult:
    """Who is held out or not whatever chance says: ids, everywhere and in each environment.

    See https://docs.statsig.com/console-api/holdouts

    Raises:
        NotFound: there is no such holdout.
        ApiError: the API refused, or could not be reached.
    """
    return one(GateOverridesResult, "/holdouts/{id}/overrides", **locals())


def get_holdout_overrides_output(id: Input[str], *, provider: ProviderOption = None) -> Output[GateOverridesResult]:
    """``get_holdout_overrides`` of an id that is an output."""
    return output(get_holdout_overrides, **locals())
