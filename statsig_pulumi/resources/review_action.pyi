# Written by tools/stubs.py from review_action.py. Change that, then run `make docs`.

"""Steps of reviews: https://docs.statsig.com/console-api/gates"""

from typing import Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource

class ReviewAction(Resource):
    """Takes a step of a review, when the resource is created and when its triggers change. Destroying the resource
    changes nothing.

    Example:
        ```python
        statsig.ReviewAction(
            "second pair of eyes",
            kind="gate",
            object_id="new_checkout",
            review_id="4wzJ3hE0",
            action="approve",
        )
        ```
    """

    status: Output[str]
    """The review's status after the step: ``accepted``, ``rejected``, ``committed`` or ``canceled``; where a webhook
    validates changes, ``pending_webhook_validation`` or ``approved_webhook_validation``."""
    kind: Output[str]
    """What the review is of. A segment's can be committed and canceled, and nothing else."""
    object_id: Output[str]
    """The gate, dynamic config, experiment, autotune or segment, by id."""
    review_id: Output[str]
    """The review, by id (see ``list_gate_reviews`` and its like)."""
    action: Output[str]
    """What is done. Nobody approves or rejects a review of their own: this takes the key of another person. A review
    that was accepted can be committed, one that has not ended canceled."""
    reason: Output[str | None]
    """Why; needed to ``reject``, possible to ``approve``."""
    triggers: Output[dict[str, str] | None]
    """Any strings, of which one that changes or is added makes the action run again: a version, a date, a hash."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        kind: Input[Literal["gate", "dynamic_config", "experiment", "autotune", "segment"]],
        object_id: Input[str],
        review_id: Input[str],
        action: Input[Literal["approve", "reject", "commit", "cancel"]],
        reason: Input[str] | None = ...,
        triggers: dict[str, Input[str]] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Takes a step of a review, when the resource is created and when its triggers change. Destroying the resource
        changes nothing.

        Args:
            resource_name: Its name in the program.
            kind: What the review is of. A segment's can be committed and canceled, and nothing else. A change replaces
                the object.
            object_id: The gate, dynamic config, experiment, autotune or segment, by id. A change replaces the object.
            review_id: The review, by id (see ``list_gate_reviews`` and its like). A change replaces the object.
            action: What is done. Nobody approves or rejects a review of their own: this takes the key of another
                person. A review that was accepted can be committed, one that has not ended canceled. A change replaces
                the object.
            reason: Why; needed to ``reject``, possible to ``approve``.
            triggers: Any strings, of which one that changes or is added makes the action run again: a version, a date,
                a hash.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
