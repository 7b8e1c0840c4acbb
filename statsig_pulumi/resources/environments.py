"""The environments of a project: https://docs.statsig.com/console-api/environments"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from ..rest import Singleton
from ..schema.markers import In, NoDefault, Restricts, SendDefault, Unordered
from ..schema.model import Model, SettingArgs
from .rule import distinct_names
from .settings import Restorable


class Environment(Model):
    """An environment. It keeps its Statsig id by its name."""

    merge_key: ClassVar[str | None] = "name"

    name: In[str]
    """Its name, by which SDKs select it."""
    is_production: SendDefault[In[bool]] = False
    """Whether it is production."""
    requires_review: Restricts[SendDefault[In[bool]]] = False
    """Whether changes there need a review."""
    requires_release_pipeline: Restricts[SendDefault[In[bool]]] = False
    """Whether changes there have to go through a release pipeline."""
    required_review_group_id: NoDefault[In[str] | None] = None
    """The group that has to review."""


class EnvironmentsArgs(SettingArgs):
    """The arguments of a project's environments."""

    environments: Unordered[In[Annotated[list[Environment], AfterValidator(distinct_names)]]] = Field(...)
    """All environments of the project: one that is not here is removed."""


class Environments(Restorable):
    """The environments of a project: one resource for each project.

    Example:
        ```python
        statsig.Environments(
            "environments",
            environments=[
                Environment(name="production", is_production=True),
                Environment(name="development"),
            ],
        )
        ```
    """

    args = EnvironmentsArgs
    routes = Singleton("/environments", full_update_only=True)
