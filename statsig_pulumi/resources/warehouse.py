"""The connection of a Warehouse Native project: https://docs.statsig.com/console-api/wh-connections"""

from __future__ import annotations

from ..resource import Resource
from ..rest import Unreadable
from ..schema.markers import In, NoDefault, Secret
from ..schema.model import BaseArgs, Model


class Databricks(Model):
    """A connection to Databricks."""

    host: In[str] | None = None
    """The workspace's host name."""
    path: In[str] | None = None
    """The HTTP path of the SQL warehouse."""
    access_token: In[str] | None = None
    """The access token."""
    oauth_client_id: In[str] | None = None
    """The client id, for OAuth."""
    staging_database: In[str] | None = None
    """The database for intermediate tables."""
    console_compute_path: In[str] | None = None
    """Another HTTP path for queries from the console."""


class Snowflake(Model):
    """A connection to Snowflake."""

    account_name: In[str] | None = None
    """The account."""
    service_user_name: In[str] | None = None
    """The user that runs queries."""
    service_user_password: In[str] | None = None
    """The password."""
    private_key: In[str] | None = None
    """The private key, in place of a password."""
    key_pass_phrase: In[str] | None = None
    """The pass phrase of the private key."""
    staging_database_name: In[str] | None = None
    """The database of the staging schema."""
    staging_schema_name: In[str] | None = None
    """The schema for intermediate tables."""
    compute_warehouse: In[str] | None = None
    """The warehouse that runs queries."""
    console_compute_warehouse: In[str] | None = None
    """Another warehouse for queries from the console."""


class BigQuery(Model):
    """A connection to BigQuery."""

    private_key: In[str] | None = None
    """The private key of the service account."""
    project: In[str] | None = None
    """The project that runs queries."""
    staging_dataset: In[str] | None = None
    """The dataset for intermediate tables."""
    console_compute_project: In[str] | None = None
    """Another project for queries from the console."""


class WarehouseConnectionArgs(BaseArgs):
    """The arguments of the connection to the warehouse."""

    databricks: Secret[NoDefault[In[Databricks] | None]] = None
    """To Databricks. Encrypted in state as a whole."""
    snowflake: Secret[NoDefault[In[Snowflake] | None]] = None
    """To Snowflake. Encrypted in state as a whole."""
    bigquery: Secret[NoDefault[In[BigQuery] | None]] = None
    """To BigQuery. Encrypted in state as a whole."""


class WarehouseConnection(Resource):
    """The connection to the warehouse of a Warehouse Native project, which exists already. The API can neither
    read nor delete it: drift is not detected, and destroying the resource leaves it as it is.

    Example:
        ```python
        statsig.WarehouseConnection("warehouse", bigquery=BigQuery(project="shop", private_key=token))
        ```
    """

    args = WarehouseConnectionArgs
    routes = Unreadable("PATCH /wh_connections", full_update_only=False)
