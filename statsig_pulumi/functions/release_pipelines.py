"""Reading release pipelines and the changes in them: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pulumi import Input, Output

from ._invoke import ProviderOption, many, one, output, outputs
from .results import ReleasePipelineResult, ReleasePipelineTriggerResult

TriggerStatus = Literal["IN_PROGRESS", "PAUSED", "ABORTED", "COMPLETED", "WAITING_FOR_REVIEW"]


def get_release_pipeline(id: str, *, provider: ProviderOption = None) -> ReleasePipelineResult:
    """A release pipeline by its id.

    ``time_interval_ms`` of a phase is how long it lasts. Times are milliseconds since 1970.
    See https://docs.statsig.com/console-api/introduction

    Args:
        id: the id that Statsig gave it.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such release pipeline.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(ReleasePipelineResult, "/release_pipelines/{id}", **locals())


def get_release_pipeline_output(id: Input[str], *, provider: ProviderOption = None) -> Output[ReleasePipelineResult]:
    """``get_release_pipeline`` of an id that is an output."""
    return output(get_release_pipeline, **locals())


def list_release_pipelines(*, provider: ProviderOption = None) -> Iterator[ReleasePipelineResult]:
    """All release pipelines, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/introduction

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(ReleasePipelineResult, "/release_pipelines", **locals())


def list_release_pipelines_output(*, provider: ProviderOption = None) -> Output[list[ReleasePipelineResult]]:
    """``list_release_pipelines`` as an output."""
    return outputs(list_release_pipelines, **locals())


def get_release_pipeline_trigger(id: str, *, provider: ProviderOption = None) -> ReleasePipelineTriggerResult:
    """A change on its way through a release pipeline, by its id.

    ``current_phase`` is where it is, ``actions`` what was done with it. Times are milliseconds since 1970.
    See https://docs.statsig.com/console-api/introduction

    Args:
        id: the id that Statsig gave it.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such trigger.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(ReleasePipelineTriggerResult, "/release_pipeline_triggers/{id}", **locals())


def get_release_pipeline_trigger_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[ReleasePipelineTriggerResult]:
    """``get_release_pipeline_trigger`` of an id that is an output."""
    return output(get_release_pipeline_trigger, **locals())


def list_release_pipeline_triggers(
    *,
    release_pipeline_id: str | None = None,
    gate_id: str | None = None,
    dynamic_config_id: str | None = None,
    status: TriggerStatus | None = None,
    start_date: str | None = None,
    end_date: str | None = None,
    provider: ProviderOption = None,
) -> Iterator[ReleasePipelineTriggerResult]:
    """All changes in release pipelines that fit, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/introduction

    Example:
        ```python
        [t.gate_id for t in statsig.list_release_pipeline_triggers(status="IN_PROGRESS")]
        ```

    Args:
        release_pipeline_id: the pipeline they go through.
        gate_id: changes of this gate.
        dynamic_config_id: changes of this dynamic config.
        status: where they stand.
        start_date: begun on this day or later, as YYYY-MM-DD.
        end_date: begun on this day or before, as YYYY-MM-DD.
        provider: which Statsig project; by default the stack's.

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(ReleasePipelineTriggerResult, "/release_pipeline_triggers", **locals())


def list_release_pipeline_triggers_output(
    *,
    release_pipeline_id: Input[str] | None = None,
    gate_id: Input[str] | None = None,
    dynamic_config_id: Input[str] | None = None,
    status: Input[TriggerStatus] | None = None,
    start_date: Input[str] | None = None,
    end_date: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[list[ReleasePipelineTriggerResult]]:
    """``list_release_pipeline_triggers`` with filters that are outputs."""
    return outputs(list_release_pipeline_triggers, **locals())
