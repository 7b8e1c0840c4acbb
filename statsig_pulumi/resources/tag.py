"""Tags: https://docs.statsig.com/console-api/tags"""

from __future__ import annotations

from typing import Annotated

from pulumi import Output
from pydantic import Field

from ..resource import Resource, takes
from ..rest import Collection
from ..schema.markers import In, SendDefault
from ..schema.model import DeletableArgs
from .shared_types import Description


class TagArgs(DeletableArgs):
    """The arguments of a tag."""

    name: In[Annotated[str, Field(min_length=1, max_length=100)]] | None = None
    """What gates, experiments and metrics are tagged with; by default the resource's name."""
    description: SendDefault[In[Description]] = ""
    """What it stands for, at most 1000 characters."""
    is_core: In[bool] = False
    """Whether it is a core tag, which only some roles may give."""


class Tag(Resource):
    """A tag.

    Example:
        ```python
        statsig.Tag("checkout", description="Cart and payment")
        ```
    """

    name: Output[str]
    """The tag's name."""

    routes = Collection("/tags", key="name", key_wire="name")

    @takes(TagArgs)
    def __init__(self, resource_name: str, args: DeletableArgs) -> None:
        super().__init__(resource_name, args)
