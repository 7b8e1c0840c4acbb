"""Tags: https://docs.statsig.com/console-api/tags"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..resource import Resource
from ..rest import Collection
from ..schema.markers import In, Key, SendDefault
from ..schema.model import DeletableArgs
from .shared_types import Description


class TagArgs(DeletableArgs):
    """The arguments of a tag."""

    name: Key[In[Annotated[str, Field(min_length=1, max_length=100)]] | None] = None
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

    args = TagArgs
    routes = Collection("/tags", tells_creation=False)
