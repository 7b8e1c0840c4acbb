"""Steps of reviews: https://docs.statsig.com/console-api/gates"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pulumi import Output
from pydantic import Field

from ..resource import Resource
from ..rest import ReviewStep
from ..schema.markers import In, Path
from ..schema.model import ActionArgs

_ALL = ("approve", "reject", "commit", "cancel")
_STEPS = {
    "gate": ("gates", _ALL),
    "dynamic_config": ("dynamic_configs", _ALL),
    "experiment": ("experiments", _ALL),
    "autotune": ("autotunes", _ALL),
    "segment": ("segments", ("commit", "cancel")),
}


class ReviewActionArgs(ActionArgs):
    """The arguments of a step of a review."""

    kind: Path[In[Literal["gate", "dynamic_config", "experiment", "autotune", "segment"]]] = Field(...)
    """What the review is of. A segment's can be committed and canceled, and nothing else."""
    object_id: Path[In[str]] = Field(...)
    """The gate, dynamic config, experiment, autotune or segment, by id."""
    review_id: Path[In[str]] = Field(...)
    """The review, by id (see ``list_gate_reviews`` and its like)."""
    action: Path[In[Literal["approve", "reject", "commit", "cancel"]]] = Field(...)
    """What is done. Nobody approves or rejects a review of their own: this takes the key of another person. A review
    that was accepted can be committed, one that has not ended canceled."""
    reason: In[Annotated[str, Field(min_length=1, max_length=2000)]] | None = None
    """Why; needed to ``reject``, possible to ``approve``."""


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

    args = ReviewActionArgs
    routes = ReviewStep(steps=_STEPS)

    @classmethod
    def check(cls, old: dict[str, Any], new: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Check that the kind of object has that step, and that a reason is given where it is taken."""
        kind, action = new.get("kind"), new.get("action")
        if kind in _STEPS and isinstance(action, str) and action not in _STEPS[kind][1]:
            yield "action", f"cannot be {action!r} for a {kind}: the API has {' and '.join(_STEPS[kind][1])}"
        if action == "reject" and "reason" not in new:
            yield "reason", "is needed to reject"
        if action in ("commit", "cancel") and "reason" in new:
            yield "reason", f"means nothing to {action}"
