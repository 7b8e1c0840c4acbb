"""Read holdouts: https://docs.statsig.com/console-api/holdouts"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption, Strings
from .results import GateOverridesResult, HoldoutResult


def get_holdout(id: str, *, provider: ProviderOption = None) -> HoldoutResult:
    """Return a holdout.

    ``pass_percentage`` is the percentage of units that are held out, 0 to 100. ``experiment_ids``, ``gate_ids`` and
    ``layer_ids`` are the features that they are held out of. ``created_time`` and ``last_modified_time`` are in
    milliseconds since 1970.

    Example:
        ```python
        statsig.get_holdout("no_new_features").gate_ids
        ```

    Args:
        id: the id that Statsig derived from the holdout's name.
    """
    return _invoke.get(HoldoutResult, "/holdouts/{id}", **locals())


def list_holdouts(
    *,
    creator_name: str | None = None,
    creator_id: str | None = None,
    tags: Strings | None = None,
    provider: ProviderOption = None,
) -> Iterator[HoldoutResult]:
    """Yield all holdouts that match; each page is read when it is needed.

    Args:
        creator_name: the creator's name.
        creator_id: the creator's user id.
        tags: one tag or several, of which an object needs at least one.
    """
    return _invoke.paginate(HoldoutResult, "/holdouts", **locals())


def get_holdout_overrides(id: str, *, provider: ProviderOption = None) -> GateOverridesResult:
    """Return the overrides of a holdout: the ids always or never held out, in all environments and in each.

    Args:
        id: the holdout's id.
    """
    return _invoke.get(GateOverridesResult, "/holdouts/{id}/overrides", **locals())
