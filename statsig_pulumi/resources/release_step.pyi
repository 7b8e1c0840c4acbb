# Written by tools/stubs.py from release_step.py. Change that, then run `make docs`.

"""Steps of a release: https://docs.statsig.com/console-api/release-pipelines"""

from typing import Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource

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
    trigger_id: Output[str]
    """The release: the trigger of a pipeline, by id (see ``list_release_pipeline_triggers``)."""
    step: Output[str]
    """What is done: the phase is approved, paused, resumed or skipped; or the release is rolled out, or aborted."""
    phase_id: Output[str | None]
    """The phase that it is done to, by id, so that it is not done to another; not for ``rollout`` and ``abort``."""
    triggers: Output[dict[str, str] | None]
    """Any strings, of which one that changes or is added makes the action run again: a version, a date, a hash."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        trigger_id: Input[str],
        step: Input[Literal["approve", "pause", "unpause", "skip", "rollout", "abort"]],
        phase_id: Input[str] | None = ...,
        triggers: dict[str, Input[str]] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Takes a step of a release, when the resource is created and when its triggers change. A step that has been
        taken already is a success. Destroying the resource changes nothing.

        Args:
            resource_name: Its name in the program.
            trigger_id: The release: the trigger of a pipeline, by id (see ``list_release_pipeline_triggers``). A change
                replaces the object.
            step: What is done: the phase is approved, paused, resumed or skipped; or the release is rolled out, or
                aborted. A change replaces the object.
            phase_id: The phase that it is done to, by id, so that it is not done to another; not for ``rollout`` and
                ``abort``.
            triggers: Any strings, of which one that changes or is added makes the action run again: a version, a date,
                a hash.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
