"""People of a project: https://docs.statsig.com/console-api/users"""

from __future__ import annotations

from typing import Any

from pulumi import Output
from pydantic import Field

from ..resource import Resource
from ..rest import Singleton, Unreadable
from ..schema.markers import In, Key, NoDefault, Path, Replace, Strings, Unordered
from ..schema.model import BaseArgs
from .team import Email


class UserRoleArgs(BaseArgs):
    """The arguments of a person's role and name."""

    email: Path[In[Email]] = Field(...)
    """Who, by e-mail address."""
    role: NoDefault[In[str] | None] = None
    """The role's name: ``Admin``, ``Member``, ``Read Only`` or one of the project's own."""
    first_name: NoDefault[In[str] | None] = None
    """The first name."""
    last_name: NoDefault[In[str] | None] = None
    """The last name."""


class UserRole(Resource):
    """The role and the name of a person who is a member already. The API can remove nobody: destroying the
    resource leaves the person as they are.

    Example:
        ```python
        statsig.UserRole("ada", email="ada@example.com", role="Admin")
        ```
    """

    user_id: Output[str]
    """The Statsig id."""

    args = UserRoleArgs
    routes = Singleton("/users/{email}", list_="GET /users")


class UserInviteArgs(BaseArgs):
    """The arguments of an invitation."""

    email: Key[Replace[In[Email]]] = Field(...)
    """Who, by e-mail address; of the organization's domain."""
    role: Replace[In[str]] = Field(...)
    """The role's name: ``Admin``, ``Member``, ``Read Only`` or one of the project's own."""
    teams: Unordered[Replace[In[Strings]]] = []
    """The teams they join, by name."""


class UserInvite(Resource):
    """Invites somebody, who finds the invitation in the console; Statsig sends no e-mail. The API can neither read nor
    withdraw an invitation: destroying the resource leaves it.

    Example:
        ```python
        statsig.UserInvite("ada", email="ada@example.com", role="Member")
        ```
    """

    args = UserInviteArgs
    routes = Unreadable("POST /users/invite")

    @classmethod
    def to_wire(cls, body: dict[str, Any]) -> dict[str, Any]:
        """Wrap the address in a list: the API invites several people at once."""
        return {**{name: value for name, value in body.items() if name != "email"}, "emails": [body["email"]]}
