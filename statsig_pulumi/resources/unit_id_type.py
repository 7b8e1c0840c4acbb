"""Unit id types: https://docs.statsig.com/console-api/unit-id-types"""

from __future__ import annotations

from ..resource import Resource
from ..rest import Collection
from ..schema.markers import In, Key, Replace
from ..schema.model import DeletableArgs


class UnitIdTypeArgs(DeletableArgs):
    """The arguments of a unit id type."""

    name: Key[Replace[In[str] | None]] = None
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

    args = UnitIdTypeArgs
    routes = Collection("/unit_id_types", id_field="name", tells_creation=False)
