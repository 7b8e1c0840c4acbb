# Written by tools/stubs.py from change_validation.py. Change that, then run `make docs`.

"""Verdicts on changes under review: https://docs.statsig.com/console-api/change-validation"""

from typing import Any

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.model import Model

class DebugLink(Model):
    """A link beside a verdict."""

    title: Input[str]
    """The link's label."""
    url: Input[str]
    """The address."""

class ChangeValidation(Resource):
    """Reports to Statsig whether a change under review passes, for projects that validate changes by a
    webhook. The API can neither read nor withdraw it.

    Example:
        ```python
        statsig.ChangeValidation(
            "ci", review_id="4wzJ3hE0", validated=True, message="All checks have passed"
        )
        ```
    """

    review_id: Output[str]
    """The review, by id."""
    validated: Output[bool]
    """Whether the change passes."""
    debug_links: Output[list[dict[str, Any]] | None]
    """Links with details."""
    release_pipeline_id_for_commit: Output[str | None]
    """The release pipeline that the change goes through once it is committed."""
    message: Output[str | None]
    """What to say; a change of the message alone sends no new verdict."""
    triggers: Output[dict[str, str] | None]
    """Any strings, of which one that changes or is added makes the action run again: a version, a date, a hash."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        review_id: Input[str],
        validated: Input[bool],
        debug_links: Input[list[DebugLink]] = ...,
        release_pipeline_id_for_commit: Input[str] | None = ...,
        message: Input[str] | None = ...,
        triggers: dict[str, Input[str]] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Reports to Statsig whether a change under review passes, for projects that validate changes by a webhook. The
        API can neither read nor withdraw it.

        Args:
            resource_name: Its name in the program.
            review_id: The review, by id. A change replaces the object.
            validated: Whether the change passes.
            debug_links: Links with details.
            release_pipeline_id_for_commit: The release pipeline that the change goes through once it is committed.
            message: What to say; a change of the message alone sends no new verdict.
            triggers: Any strings, of which one that changes or is added makes the action run again: a version, a date,
                a hash.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
