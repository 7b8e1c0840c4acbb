# Written by tools/stubs.py from key.py. Change that, then run `make docs`.

"""API keys: https://docs.statsig.com/console-api/keys"""

from typing import Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.markers import Strings
from .shared_types import Description

Scope = Literal[
    "omni_read_only",
    "omni_read_write",
    "client_download_config_specs",
    "none_hash_enabled",
    "can_access_keys",
    "client_can_write_user_store",
    "personal_read_only",
    "personal_read_write",
]

class Key(Resource):
    """An API key. Its value is the output ``key``, encrypted in state; the id is a digest and no secret.

    Example:
        ```python
        server = statsig.Key("backend", type="SERVER", environments=["production"])
        pulumi.export("serverKey", server.key)
        ```
    """

    key: Output[str]
    """The key itself."""
    status: Output[str]
    """``active`` or ``deactivated``."""
    description: Output[str]
    """What it is for; by default the resource's name."""
    type: Output[str]
    """Who uses it: a server, a client, the Console API, SCIM, or an organization's tools."""
    scopes: Output[list[str] | None]
    """What it may do."""
    environments: Output[list[str] | None]
    """The environments it is for; all of them when left out."""
    target_app_id: Output[str | None]
    """The target app it is for, by id."""
    secondary_target_app_ids: Output[list[str] | None]
    """Further target apps, by id."""
    rotate_triggers: Output[dict[str, str] | None]
    """Any strings, of which one that changes or is added rotates the key: a date, a version. The old value stops
    working."""
    on_destroy: Output[str | None]
    """What happens to the key when the resource is destroyed: deleted, deactivated, or retained as it is."""
    exhaustive: Output[bool | None]
    """Manage every field: one that the program leaves out is kept at its default. Without it, such a field is
    unmanaged and belongs to the console."""
    adopt: Output[bool | None]
    """Adopt an object of this name that exists already, and change only what differs from the program. Left out, it is
    as ``statsig:adopt`` says."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        description: Input[Description] | None = ...,
        type: Input[Literal["SERVER", "CLIENT", "CONSOLE", "SCIM", "ORG"]],
        scopes: Input[list[Input[Scope]]] = ...,
        environments: Input[Strings] = ...,
        target_app_id: Input[str] | None = ...,
        secondary_target_app_ids: Input[Strings] | None = ...,
        rotate_triggers: dict[str, Input[str]] = ...,
        on_destroy: Literal["delete", "deactivate", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """An API key. Its value is the output ``key``, encrypted in state; the id is a digest and no secret.

        Args:
            resource_name: Its name in the program.
            description: What it is for; by default the resource's name.
            type: Who uses it: a server, a client, the Console API, SCIM, or an organization's tools. A change replaces
                the object.
            scopes: What it may do. The order means nothing.
            environments: The environments it is for; all of them when left out. The order means nothing.
            target_app_id: The target app it is for, by id.
            secondary_target_app_ids: Further target apps, by id. The order means nothing.
            rotate_triggers: Any strings, of which one that changes or is added rotates the key: a date, a version. The
                old value stops working.
            on_destroy: What happens to the key when the resource is destroyed: deleted, deactivated, or retained as it
                is.
            exhaustive: Manage every field: one that the program leaves out is kept at its default. Without it, such a
                field is unmanaged and belongs to the console.
            adopt: Adopt an object of this name that exists already, and change only what differs from the program. Left
                out, it is as ``statsig:adopt`` says.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
