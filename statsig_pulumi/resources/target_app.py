"""Target apps: https://docs.statsig.com/console-api/target-app"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..resource import Resource
from ..rest import Collection, Unreadable
from ..schema.markers import In, Key, SendDefault, Strings, Unordered, WriteOnly
from ..schema.model import BaseArgs, DeletableArgs


class TargetAppArgs(DeletableArgs):
    """The arguments of a target app."""

    name: Key[In[str] | None] = None
    """The app's name; by default the resource's name."""
    description: WriteOnly[SendDefault[In[str]]] = ""
    """What it is. Statsig never returns it, so drift is not detected."""


class TargetApp(Resource):
    """A target app: it gets only the gates and configs that are meant for it.

    Example:
        ```python
        statsig.TargetApp("web", description="The web shop")
        ```
    """

    args = TargetAppArgs
    routes = Collection("/target_app", tells_creation=False)


class TargetAppAssignmentArgs(BaseArgs):
    """The arguments of an assignment to target apps."""

    target_apps: In[Annotated[Strings, Field(min_length=1)]] = Field(...)
    """The target apps, by id."""
    gates: Unordered[In[Strings]] = []
    """The gates that they get, by id."""
    dynamic_configs: Unordered[In[Strings]] = []
    """The dynamic configs that they get, by id."""
    experiments: Unordered[In[Strings]] = []
    """The experiments that they get, by id."""
    layers: Unordered[In[Strings]] = []
    """The layers that they get, by id."""
    parameter_stores: Unordered[In[Strings]] = []
    """The parameter stores that they get, by name."""


class TargetAppAssignment(Resource):
    """Assigns target apps to many objects at once, including ones Pulumi does not manage. The API cannot read the
    assignment back: drift is not detected, and destroying the resource leaves everything as it is.

    Example:
        ```python
        web = statsig.TargetApp("web")
        statsig.TargetAppAssignment("web", target_apps=[web.id], gates=["new_checkout"])
        ```
    """

    args = TargetAppAssignmentArgs
    routes = Unreadable("PATCH /target_app")
