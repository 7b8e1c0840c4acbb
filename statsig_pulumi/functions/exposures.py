"""Read exposures: https://docs.statsig.com/console-api/experiments"""

from __future__ import annotations

from typing import Literal

from . import _invoke
from ._invoke import ProviderOption, Strings
from .results import CumulativeExposuresResult, DimensionalExposuresResult, ExposureCountResult


def get_exposure_count(
    *,
    gates: Strings | None = None,
    experiments: Strings | None = None,
    dynamic_configs: Strings | None = None,
    provider: ProviderOption = None,
) -> ExposureCountResult:
    """Return the recent exposures to gates, experiments and dynamic configs: over a day and over a week.

    Statsig returns 25 of each at most.

    Example:
        ```python
        statsig.get_exposure_count(gates=["new_checkout"]).gates[0].past7_days
        ```

    Args:
        gates: one id of a gate or several.
        experiments: one id of an experiment or several.
        dynamic_configs: one id of a dynamic config or several.
    """
    return _invoke.get(ExposureCountResult, "/exposure_count", **locals())


def get_cumulative_exposures(id: str, *, provider: ProviderOption = None) -> list[CumulativeExposuresResult]:
    """Return the number of units exposed to each group of an experiment, up to each day.

    ``exposure_rows`` turns the result into rows.

    Example:
        ```python
        pandas.DataFrame(statsig.exposure_rows(statsig.get_cumulative_exposures("checkout_copy")))
        ```

    Args:
        id: the experiment's id.
    """
    return _invoke.get_list(CumulativeExposuresResult, "/experiments/{id}/cumulative_exposures", **locals())


def get_dimensional_exposures(
    id: str,
    *,
    dimension_type: Strings | None = None,
    severity: Literal["warning", "failure"] | None = None,
    provider: ProviderOption = None,
) -> DimensionalExposuresResult:
    """Return the units exposed to an experiment by dimension, and whether the groups have the sizes they should have.

    ``srm_pvalue`` is the p-value of a mismatch of the sample ratio; ``severity`` is ``pass``, ``warning`` or
    ``failure``.

    Example:
        ```python
        for dimension in statsig.get_dimensional_exposures("checkout_copy", severity="failure").dimensions:
            print(dimension.dimension_type, [value.dimension_value for value in dimension.dimension_values])
        ```

    Args:
        id: the experiment's id.
        dimension_type: one dimension or several, such as ``country``.
        severity: only the values of a dimension with this severity.
    """
    return _invoke.get(DimensionalExposuresResult, "/experiments/{id}/dimensional_exposures", rename=str, **locals())
