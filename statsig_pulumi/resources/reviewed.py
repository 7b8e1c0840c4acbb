"""What the kinds share whose changes can be proposed for review."""

from __future__ import annotations

from typing import Annotated

from pulumi import Output

from ..resource import Resource
from ..schema.markers import Wire


class ReviewedResource(Resource):
    """The base of resources whose changes can be proposed for review."""

    review_id: Annotated[Output[str | None], Wire("reviewID")]
    """The review that a change waits in; None while nothing waits."""

    held_back_by = {
        "activeReview": ("a review", frozenset()),
        "releasePipelineID": ("its release pipeline", frozenset({"rules"})),
    }
    state_only_outputs = ("review_id",)
