"""Read release pipelines and their triggers: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from . import _invoke
from ._invoke import ProviderOption
from .results import ReleasePipelineResult, ReleasePipelineTriggerResult

TriggerStatus = Literal["IN_PROGRESS", "PAUSED", "ABORTED", "COMPLETED", "WAITING_FOR_REVIEW"]


def get_release_pipeline(id: str, *, provider: ProviderOption = None) -> ReleasePipelineResult:
    """Return a release pipeline.

    A phase's ``time_interval_ms`` is its duration in milliseconds. Times are in milliseconds since 1970.

    Args:
        id: the id that Statsig generated.
    """
    return _invoke.get(ReleasePipelineResult, "/release_pipelines/{id}", **locals())


def list_release_pipelines(*, provider: ProviderOption = None) -> Iterator[ReleasePipelineResult]:
    """Yield all release pipelines; each page is read when it is needed."""
    return _invoke.paginate(ReleasePipelineResult, "/release_pipelines", **locals())


def get_release_pipeline_trigger(id: str, *, provider: ProviderOption = None) -> ReleasePipelineTriggerResult:
    """Return a release pipeline trigger: a change that moves through a pipeline.

    ``current_phase`` is its phase, ``actions`` its history. Times are in milliseconds since 1970.

    Args:
        id: the id that Statsig generated.
    """
    return _invoke.get(ReleasePipelineTriggerResult, "/release_pipeline_triggers/{id}", **locals())


def list_release_pipeline_triggers(
    *,
    release_pipeline_id: str | None = None,
    gate_id: str | None = None,
    dynamic_config_id: str | None = None,
    status: TriggerStatus | list[TriggerStatus] | None = None,
    start_date: str | None = None,
    end_date: str | None = None,
    provider: ProviderOption = None,
) -> Iterator[ReleasePipelineTriggerResult]:
    """Yield all release pipeline triggers that match; each page is read when it is needed.

    Example:
        ```python
        [t.gate_id for t in statsig.list_release_pipeline_triggers(status="IN_PROGRESS")]
        ```

    Args:
        release_pipeline_id: the pipeline's id.
        gate_id: the gate that is changed.
        dynamic_config_id: the dynamic config that is changed.
        status: one status of the triggers or several.
        start_date: the first day of their start, as YYYY-MM-DD.
        end_date: the last day of their start, as YYYY-MM-DD.
    """
    return _invoke.paginate(ReleasePipelineTriggerResult, "/release_pipeline_triggers", **locals())
