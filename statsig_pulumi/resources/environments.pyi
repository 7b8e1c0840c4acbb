# Written by tools/stubs.py from environments.py. Change that, then run `make docs`.

"""The environments of a project: https://docs.statsig.com/console-api/environments"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..schema.model import Model
from .settings import Restorable

class Environment(Model):
    """An environment. It keeps its Statsig id by its name."""

    name: Input[str]
    """Its name, by which SDKs select it."""
    is_production: Input[bool] = ...
    """Whether it is production."""
    requires_review: Input[bool] = ...
    """Whether changes there need a review."""
    requires_release_pipeline: Input[bool] = ...
    """Whether changes there have to go through a release pipeline."""
    required_review_group_id: Input[str] | None = ...
    """The group that has to review."""

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

    environments: Output[list[dict[str, Any]]]
    """All environments of the project: one that is not here is removed."""
    on_destroy: Output[str | None]
    """What happens to the setting when the resource is destroyed: retained as it is, or restored to what it was
    before."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        environments: Input[list[Environment]],
        on_destroy: Literal["retain", "restore"] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """The environments of a project: one resource for each project.

        Args:
            resource_name: Its name in the program.
            environments: All environments of the project: one that is not here is removed. The order means nothing.
            on_destroy: What happens to the setting when the resource is destroyed: retained as it is, or restored to
                what it was before.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
