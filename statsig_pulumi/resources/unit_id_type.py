"""Unit id types: https://docs.statsig.com/console-api/unit-id-types"""

from __future__ import annotations

from ..resource import Resource, takes
from ..rest import Collection
from ..schema.markers import In, Replace
from ..schema.model import DeletableArgs


class UnitIdTypeArgs(DeletableArgs):
    """The arguments of a unit id type."""

    name: Replace[In[str] | None] = None
    """What ``id_type`` of gates and experiments says; by default the resource's name."""
    description: In[str] = ""
    """What it stands for."""


class UnitIdType(Resource):
    """A unit that gates and experiments can be evaluated for, besides ``userID`` and ``stableID``.

    Example:
        ```python
        statsig.UnitIdType("companyID", description="One customer")
        ```
    """

    routes = Collection("/unit_id_types", key="name", key_wire="name", id_wire="name")

    @takes(UnitIdTypeArgs)
    def __init__(self, resource_name: str, args: DeletableArgs) -> None:
        super().__init__(resource_name, args)
