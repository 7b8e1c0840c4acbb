"""Verdicts on changes under review: https://docs.statsig.com/console-api/change-validation"""

from __future__ import annotations

from pydantic import Field

from ..resource import Resource
from ..rest import Action
from ..schema.markers import In, Replace
from ..schema.model import ActionArgs, Model


class DebugLink(Model):
    """A link beside a verdict."""

    title: In[str]
    """What it leads to."""
    url: In[str]
    """The address."""


class ChangeValidationArgs(ActionArgs):
    """The arguments of a verdict."""

    review_id: Replace[In[str]] = Field(...)
    """The review, by id."""
    validated: In[bool] = Field(...)
    """Whether the change is good."""
    debug_links: In[list[DebugLink]] = []
    """Where more is to be read."""
    message: In[str] | None = None
    """What to say; another message alone is told without a new verdict."""


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

    args = ChangeValidationArgs
    routes = Action(
        "POST /change_validation", amend="PATCH /change_validation/message", amended=("reviewID", "message")
    )
