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
    """The link's label."""
    url: In[str]
    """The address."""


class ChangeValidationArgs(ActionArgs):
    """The arguments of a verdict."""

    review_id: Replace[In[str]] = Field(...)
    """The review, by id."""
    validated: In[bool] = Field(...)
    """Whether the change passes."""
    debug_links: In[list[DebugLink]] = []
    """Links with details."""
    release_pipeline_id_for_commit: In[str] | None = None
    """The release pipeline that the change goes through once it is committed."""
    message: In[str] | None = None
    """What to say; a change of the message alone sends no new verdict."""


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

    args = ChangeValidationArgs
    routes = Action(
        "POST /change_validation",
        amend="PATCH /change_validation/message",
        amended=("reviewID", "message"),
        repeatable=True,
    )
