"""Read autotune experiments: https://docs.statsig.com/console-api/autotunes"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import AutotuneResult, ExperimentOverridesResult


def get_autotune(id: str, *, provider: ProviderOption = None) -> AutotuneResult:
    """Return an autotune experiment.

    ``winner`` is None until there is one. ``created_time`` and ``last_modified_time`` are in milliseconds since 1970.

    Example:
        ```python
        [variant.name for variant in statsig.get_autotune("headline").variants]
        ```

    Args:
        id: the name that code uses.
    """
    return _invoke.get(AutotuneResult, "/autotunes/{id}", **locals())


def list_autotunes(*, provider: ProviderOption = None) -> Iterator[AutotuneResult]:
    """Yield all autotune experiments; each page is read when it is needed."""
    return _invoke.paginate(AutotuneResult, "/autotunes", **locals())


def get_autotune_overrides(id: str, *, provider: ProviderOption = None) -> ExperimentOverridesResult:
    """Return the overrides of an autotune: the variants that gates, segments and ids are forced into.

    Args:
        id: the autotune's id.
    """
    return _invoke.get(ExperimentOverridesResult, "/autotunes/{id}/overrides", **locals())
