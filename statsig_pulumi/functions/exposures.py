"""Reading exposures: https://docs.statsig.com/console-api/experiments"""

from __future__ import annotations

from pulumi import Input, Output

from ._invoke import ProviderOption, Strings, StringsInput, one, output, several
from .results import CumulativeExposuresResult, ExposureCountResult


def get_exposure_count(
    *,
    gates: Strings | None = None,
    experiments: Strings | None = None,
    dynamic_configs: Strings | None = None,
    provider: ProviderOption = None,
) -> ExposureCountResult:
    """How often gates, experiments and dynamic configs were asked for lately: in a day, in a week.

    25 of each at most.
    See https://docs.statsig.com/console-api/experiments

    Example:
        ```python
        statsig.get_exposure_count(gates=["new_checkout"]).gates[0].past7_days
        ```

    Args:
        gates: ids of gates.
        experiments: ids of experiments.
        dynamic_configs: ids of dynamic configs.
        provider: which Statsig project; by default the stack's.

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(ExposureCountResult, "/exposure_count", **locals())


def get_exposure_count_output(
    *,
    gates: StringsInput | None = None,
    experiments: StringsInput | None = None,
    dynamic_configs: StringsInput | None = None,
    provider: ProviderOption = None,
) -> Output[ExposureCountResult]:
    """``get_exposure_count`` with filters that are outputs."""
    return output(get_exposure_count, **locals())


def get_cumulative_exposures(id: str, *, provider: ProviderOption = None) -> list[CumulativeExposuresResult]:
    """How many units were exposed to each group of an experiment up to each day.

    ``exposure_rows`` makes rows of them.
    See https://docs.statsig.com/console-api/experiments

    Example:
        ```python
        pandas.DataFrame(statsig.exposure_rows(statsig.get_cumulative_exposures("checkout_copy")))
        ```

    Raises:
        NotFound: there is no such experiment.
        ApiError: the API refused, or could not be reached.
    """
    return several(CumulativeExposuresResult, "/experiments/{id}/cumulative_exposures", **locals())


def get_cumulative_exposures_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[list[CumulativeExposuresResult]]:
    """``get_cumulative_exposures`` of an id that is an output."""
    return output(get_cumulative_exposures, **locals())
