"""The connection of a Warehouse Native project: https://docs.statsig.com/console-api/wh-connections"""

from __future__ import annotations

from ..resource import Resource
from ..rest import Unreadable
from ..schema.markers import In, NoDefault, Secret
from ..schema.model import BaseArgs, Model

Text = In[str] | None


class Databricks(Model):
    """A connection to Databricks."""

    host: Text = None
    """The workspace's host name."""
    path: Text = None
    """The HTTP path of the SQL warehouse."""
    access_token: Text = None
    """The access token."""
    oauth_client_id: Text = None
    """The client id, for OAuth."""
    staging_database: Text = None
    """The database for intermediate tables."""
    console_compute_path: Text = None
    """Another HTTP path for queries from the console."""


class Snowflake(Model):
    """A connection to Snowflake."""

    account_name: Text = None
    """The account."""
    service_user_name: Text = None
    """The user that runs queries."""
    service_user_password: Text = None
    """The password."""
    private_key: Text = None
    """The private key, in place of a password."""
    key_pass_phrase: Text = None
    """The pass phrase of the private key."""
    staging_database_name: Text = None
    """The database of the staging schema."""
    staging_schema_name: Text = None
    """The schema for intermediate tables."""
    compute_warehouse: Text = None
    """The warehouse that runs queries."""
    console_compute_warehouse: Text = None
    """Another warehouse for queries from the console."""


class BigQuery(Model):
    """A connection to BigQuery."""

    private_key: Text = None
    """The private key of the service account."""
    project: Text = None
    """The project that runs queries."""
    staging_dataset: Text = None
    """The dataset for intermediate tables."""
    console_compute_project: Text = None
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
