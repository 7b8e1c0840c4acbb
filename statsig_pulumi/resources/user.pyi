# Written by tools/stubs.py from user.py. Change that, then run `make docs`.

"""People of a project: https://docs.statsig.com/console-api/users"""

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.markers import Strings
from .team import Email

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
    email: Output[str]
    """Who, by e-mail address."""
    role: Output[str | None]
    """The role's name: ``Admin``, ``Member``, ``Read Only`` or one of the project's own."""
    first_name: Output[str | None]
    """The first name."""
    last_name: Output[str | None]
    """The last name."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        email: Input[Email],
        role: Input[str] | None = ...,
        first_name: Input[str] | None = ...,
        last_name: Input[str] | None = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """The role and the name of a person who is a member already. The API can remove nobody: destroying the resource
        leaves the person as they are.

        Args:
            resource_name: Its name in the program.
            email: Who, by e-mail address. A change replaces the object.
            role: The role's name: ``Admin``, ``Member``, ``Read Only`` or one of the project's own. Taken out of the
                program, it stays as it is.
            first_name: The first name. Taken out of the program, it stays as it is.
            last_name: The last name. Taken out of the program, it stays as it is.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """

class UserInvite(Resource):
    """Invites somebody, who finds the invitation in the console; Statsig sends no e-mail. The API can neither read nor
    withdraw an invitation: destroying the resource leaves it.

    Example:
        ```python
        statsig.UserInvite("ada", email="ada@example.com", role="Member")
        ```
    """

    email: Output[str]
    """Who, by e-mail address; of the organization's domain."""
    role: Output[str]
    """The role's name: ``Admin``, ``Member``, ``Read Only`` or one of the project's own."""
    teams: Output[list[str] | None]
    """The teams they join, by name."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        email: Input[Email],
        role: Input[str],
        teams: Input[Strings] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Invites somebody, who finds the invitation in the console; Statsig sends no e-mail. The API can neither read
        nor withdraw an invitation: destroying the resource leaves it.

        Args:
            resource_name: Its name in the program.
            email: Who, by e-mail address; of the organization's domain. A change replaces the object.
            role: The role's name: ``Admin``, ``Member``, ``Read Only`` or one of the project's own. A change replaces
                the object.
            teams: The teams they join, by name. A change replaces the object. The order means nothing.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
