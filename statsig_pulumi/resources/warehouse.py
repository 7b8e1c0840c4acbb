"""The connection of a Warehouse Native project: https://docs.statsig.com/console-api/wh-connections"""

from __future__ import annotations

from typing import Annotated

from ..resource import Resource
from ..rest import Unreadable
from ..schema.markers import In, NoDefault, Secret, Wire
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


class Redshift(Model):
    """A connection to Redshift."""

    host: In[str] | None = None
    """The cluster's host name."""
    port: In[float] | None = None
    """The port."""
    database: In[str] | None = None
    """The database."""
    username: In[str] | None = None
    """The user that runs queries."""
    password: In[str] | None = None
    """The password."""
    staging_schema: In[str] | None = None
    """The schema for intermediate tables."""
    verify_ca: Annotated[In[bool] | None, Wire("verifyCA")] = None
    """Whether the server's certificate is verified."""
    use_ssh_tunnel: In[bool] | None = None
    """Whether it is reached through an SSH tunnel."""
    ssh_host: In[str] | None = None
    """The tunnel's host name."""
    ssh_port: In[float] | None = None
    """The tunnel's port."""
    ssh_username: In[str] | None = None
    """The tunnel's user."""
    ssh_private_key: In[str] | None = None
    """The private key of the tunnel's user."""
    ssh_public_key: In[str] | None = None
    """The public key of the tunnel's user."""
    use_assume_role: In[bool] | None = None
    """Whether an IAM role is assumed in place of a password."""
    role_arn: In[str] | None = None
    """The IAM role."""
    region: In[str] | None = None
    """The region, for an IAM role."""


class Athena(Model):
    """A connection to Athena. It has no secret: an IAM role is assumed."""

    region: In[str] | None = None
    """The region."""
    role_arn: In[str] | None = None
    """The IAM role that is assumed."""
    bucket: In[str] | None = None
    """The S3 bucket for intermediate tables."""
    data_catalog: In[str] | None = None
    """The data catalog."""
    use_catalog_in_query_context: In[bool] | None = None
    """Whether queries are run in the context of the catalog."""
    database: In[str] | None = None
    """The database."""
    query_result_location: In[str] | None = None
    """Where Athena writes results in S3."""
    workgroup: In[str] | None = None
    """The workgroup that runs queries."""


class WarehouseConnectionArgs(BaseArgs):
    """The arguments of the connection to the warehouse."""

    databricks: Secret[NoDefault[In[Databricks] | None]] = None
    """To Databricks. Encrypted in state as a whole."""
    snowflake: Secret[NoDefault[In[Snowflake] | None]] = None
    """To Snowflake. Encrypted in state as a whole."""
    bigquery: Secret[NoDefault[In[BigQuery] | None]] = None
    """To BigQuery. Encrypted in state as a whole."""
    redshift: Secret[NoDefault[In[Redshift] | None]] = None
    """To Redshift. Encrypted in state as a whole."""
    athena: NoDefault[In[Athena] | None] = None
    """To Athena."""


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
