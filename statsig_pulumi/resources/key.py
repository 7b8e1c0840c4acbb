"""API keys: https://docs.statsig.com/console-api/keys"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pulumi import Output
from pydantic import Field

from ..resource import Resource
from ..rest import SecretIdCollection
from ..schema.json_types import NonEmptyKeys
from ..schema.markers import In, ProviderOnly, Replace, Restricts, Secret, Strings, Unordered
from ..schema.markers import Key as ObjectKey
from ..schema.model import ResourceArgs
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


class KeyArgs(ResourceArgs):
    """The arguments of an API key."""

    description: ObjectKey[In[Description] | None] = None
    """What it is for; by default the resource's name."""
    type: Replace[In[Literal["SERVER", "CLIENT", "CONSOLE", "SCIM", "ORG"]]] = Field(...)
    """Who uses it: a server, a client, the Console API, SCIM, or an organization's tools."""
    scopes: Unordered[In[list[In[Scope]]]] = []
    """What it may do."""
    environments: Restricts[Unordered[In[Strings]]] = []
    """The environments it is for; all of them when left out."""
    target_app_id: In[str] | None = None
    """The target app it is for, by id."""
    secondary_target_app_ids: Unordered[In[Strings] | None] = None
    """Further target apps, by id."""
    rotate_triggers: ProviderOnly[Annotated[dict[str, In[str]], NonEmptyKeys]] = {}
    """Any strings, of which one that changes or is added rotates the key: a date, a version. The old value stops
    working."""
    on_destroy: ProviderOnly[Literal["delete", "deactivate", "retain"]] = "delete"
    """What happens to the key when the resource is destroyed: deleted, deactivated, or retained as it is."""


class Key(Resource):
    """An API key. Its value is the output ``key``, encrypted in state; the id is a digest and no secret.

    Example:
        ```python
        server = statsig.Key("backend", type="SERVER", environments=["production"])
        pulumi.export("serverKey", server.key)
        ```
    """

    key: Secret[Output[str]]
    """The key itself."""
    status: Output[str]
    """``active`` or ``deactivated``."""

    args = KeyArgs
    routes = SecretIdCollection(
        "/keys",
        id_field="key",
        destroy_operations={"deactivate": "PATCH /keys/{id}/deactivate"},
    )
    operations_on_change = {"rotate_triggers": "PATCH /keys/{id}/rotate"}
    state_only_outputs = ("key",)

    @classmethod
    def from_wire(cls, doc: dict[str, Any]) -> dict[str, Any]:
        """Rename the target apps, which a response has under other names, and drop null fields."""
        apps = {"targetAppID": doc.get("primaryTargetApp"), "secondaryTargetAppIDs": doc.get("secondaryTargetApps")}
        return {name: value for name, value in {**doc, **apps}.items() if value is not None}
