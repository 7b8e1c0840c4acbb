# Written by tools/stubs.py from change_validation.py. Change that, then run `make docs`.

"""Verdicts on changes under review: https://docs.statsig.com/console-api/change-validation"""

from typing import Any

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.model import Model

class DebugLink(Model):
    """A link beside a verdict."""

    title: Input[str]
    """What it leads to."""
    url: Input[str]
    """The address."""

class ChangeValidation(Resource):
    """Tells Statsig whether a change under review is good, for projects that validate changes by a webhook. The API can
    neither read it nor take it back.

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
    """Whether the change is good."""
    debug_links: Output[list[dict[str, Any]] | None]
    """Where more is to be read."""
    message: Output[str | None]
    """What to say; another message alone is told without a new verdict."""
    triggers: Output[dict[str, str] | None]
    """Any strings, a change of which makes the action run again: a version, a date, a hash."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        review_id: Input[str],
        validated: Input[bool],
        debug_links: Input[list[DebugLink]] = ...,
        message: Input[str] | None = ...,
        triggers: dict[str, Input[str]] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Tells Statsig whether a change under review is good, for projects that validate changes by a webhook. The API
        can neither read it nor take it back.

        Args:
            resource_name: Its name in the program.
            review_id: The review, by id. A change replaces the object.
            validated: Whether the change is good.
            debug_links: Where more is to be read.
            message: What to say; another message alone is told without a new verdict.
            triggers: Any strings, a change of which makes the action run again: a version, a date, a hash.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
