"""Steps of a release: https://docs.statsig.com/console-api/release-pipelines"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from pulumi import Output
from pydantic import Field

from ..resource import Resource
from ..rest import Action, Effect
from ..schema.markers import In, Path
from ..schema.model import ActionArgs

_OF_A_PHASE = ("approve", "pause", "unpause", "skip")
_STATUS = {"pause": "PAUSED", "unpause": "IN_PROGRESS", "rollout": "COMPLETED", "abort": "ABORTED"}
"""The release's status after a step."""
_RECORDED = {"approve": "APPROVED_FOR", "skip": "SKIPPED"}
"""What a release records of a step that leaves its phase."""


class ReleaseStepArgs(ActionArgs):
    """The arguments of a step of a release."""

    trigger_id: Path[In[str]] = Field(...)
    """The release: the trigger of a pipeline, by id (see ``list_release_pipeline_triggers``)."""
    step: Path[In[Literal["approve", "pause", "unpause", "skip", "rollout", "abort"]]] = Field(...)
    """What is done: the phase is approved, paused, resumed or skipped; or the release is rolled out, or aborted."""
    phase_id: In[str] | None = None
    """The phase that it is done to, by id, so that it is not done to another; not for ``rollout`` and ``abort``."""


def _has_taken_effect(inputs: dict[str, Any], release: dict[str, Any]) -> bool:
    """Return whether a release is as the step leaves it."""
    step, phase = inputs["step"], inputs.get("phase_id")
    if step in _RECORDED:
        actions = release.get("actions") or []
        return any((one.get("type"), one.get("phaseID")) == (_RECORDED[step], phase) for one in actions)
    return release.get("status") == _STATUS[step] and phase in (None, release.get("currentPhaseID"))


class ReleaseStep(Resource):
    """Takes a step of a release, when the resource is created and when its triggers change. A step that has been taken
    already is a success. Destroying the resource changes nothing.

    Example:
        ```python
        statsig.ReleaseStep("go", trigger_id="6hkxYcRbKAqHkOdaBCJZqt", step="approve", phase_id="p1")
        ```
    """

    status: Output[str]
    """The release's status after the step: ``IN_PROGRESS``, ``PAUSED``, ``ABORTED``, ``COMPLETED`` or
    ``WAITING_FOR_REVIEW``."""
    current_phase: Output[str]
    """The release's phase after the step."""

    args = ReleaseStepArgs
    routes = Action(
        "PUT /release_pipeline_triggers/{id}/{step}",
        choices={"step": ("approve", "pause", "unpause", "skip", "rollout", "abort")},
        effect=Effect("GET /release_pipeline_triggers/{id}", _has_taken_effect),
    )

    @classmethod
    def check(cls, old: dict[str, Any], new: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Check that a step of a phase names the phase, and no other step does."""
        needs = new.get("step") in _OF_A_PHASE
        if needs and "phase_id" not in new:
            yield "phase_id", f"is needed to {new['step']}"
        if not needs and "phase_id" in new and isinstance(new.get("step"), str):
            yield "phase_id", f"means nothing for {new['step']}"
