# Written by tools/stubs.py from warehouse.py. Change that, then run `make docs`.

"""The connection of a Warehouse Native project: https://docs.statsig.com/console-api/wh-connections"""

from typing import Any

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.model import Model

class Databricks(Model):
    """A connection to Databricks."""

    host: Input[str] | None = ...
    """The workspace's host name."""
    path: Input[str] | None = ...
    """The HTTP path of the SQL warehouse."""
    access_token: Input[str] | None = ...
    """The access token."""
    oauth_client_id: Input[str] | None = ...
    """The client id, for OAuth."""
    staging_database: Input[str] | None = ...
    """The database for intermediate tables."""
    console_compute_path: Input[str] | None = ...
    """Another HTTP path for queries from the console."""

class Snowflake(Model):
    """A connection to Snowflake."""

    account_name: Input[str] | None = ...
    """The account."""
    service_user_name: Input[str] | None = ...
    """The user that runs queries."""
    service_user_password: Input[str] | None = ...
    """The password."""
    private_key: Input[str] | None = ...
    """The private key, in place of a password."""
    key_pass_phrase: Input[str] | None = ...
    """The pass phrase of the private key."""
    staging_database_name: Input[str] | None = ...
    """The database of the staging schema."""
    staging_schema_name: Input[str] | None = ...
    """The schema for intermediate tables."""
    compute_warehouse: Input[str] | None = ...
    """The warehouse that runs queries."""
    console_compute_warehouse: Input[str] | None = ...
    """Another warehouse for queries from the console."""

class BigQuery(Model):
    """A connection to BigQuery."""

    private_key: Input[str] | None = ...
    """The private key of the service account."""
    project: Input[str] | None = ...
    """The project that runs queries."""
    staging_dataset: Input[str] | None = ...
    """The dataset for intermediate tables."""
    console_compute_project: Input[str] | None = ...
    """Another project for queries from the console."""

class Redshift(Model):
    """A connection to Redshift."""

    host: Input[str] | None = ...
    """The cluster's host name."""
    port: Input[float] | None = ...
    """The port."""
    database: Input[str] | None = ...
    """The database."""
    username: Input[str] | None = ...
    """The user that runs queries."""
    password: Input[str] | None = ...
    """The password."""
    staging_schema: Input[str] | None = ...
    """The schema for intermediate tables."""
    verify_ca: Input[bool] | None = ...
    """Whether the server's certificate is verified."""
    use_ssh_tunnel: Input[bool] | None = ...
    """Whether it is reached through an SSH tunnel."""
    ssh_host: Input[str] | None = ...
    """The tunnel's host name."""
    ssh_port: Input[float] | None = ...
    """The tunnel's port."""
    ssh_username: Input[str] | None = ...
    """The tunnel's user."""
    ssh_private_key: Input[str] | None = ...
    """The private key of the tunnel's user."""
    ssh_public_key: Input[str] | None = ...
    """The public key of the tunnel's user."""
    use_assume_role: Input[bool] | None = ...
    """Whether an IAM role is assumed in place of a password."""
    role_arn: Input[str] | None = ...
    """The IAM role."""
    region: Input[str] | None = ...
    """The region, for an IAM role."""

class Athena(Model):
    """A connection to Athena. It has no secret: an IAM role is assumed."""

    region: Input[str] | None = ...
    """The region."""
    role_arn: Input[str] | None = ...
    """The IAM role that is assumed."""
    bucket: Input[str] | None = ...
    """The S3 bucket for intermediate tables."""
    data_catalog: Input[str] | None = ...
    """The data catalog."""
    use_catalog_in_query_context: Input[bool] | None = ...
    """Whether queries are run in the context of the catalog."""
    database: Input[str] | None = ...
    """The database."""
    query_result_location: Input[str] | None = ...
    """Where Athena writes results in S3."""
    workgroup: Input[str] | None = ...
    """The workgroup that runs queries."""

class WarehouseConnection(Resource):
    """The connection to the warehouse of a Warehouse Native project, which exists already. The API can neither
    read nor delete it: drift is not detected, and destroying the resource leaves it as it is.

    Example:
        ```python
        statsig.WarehouseConnection("warehouse", bigquery=BigQuery(project="shop", private_key=token))
        ```
    """

    databricks: Output[dict[str, Any] | None]
    """To Databricks. Encrypted in state as a whole."""
    snowflake: Output[dict[str, Any] | None]
    """To Snowflake. Encrypted in state as a whole."""
    bigquery: Output[dict[str, Any] | None]
    """To BigQuery. Encrypted in state as a whole."""
    redshift: Output[dict[str, Any] | None]
    """To Redshift. Encrypted in state as a whole."""
    athena: Output[dict[str, Any] | None]
    """To Athena."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        databricks: Input[Databricks] | None = ...,
        snowflake: Input[Snowflake] | None = ...,
        bigquery: Input[BigQuery] | None = ...,
        redshift: Input[Redshift] | None = ...,
        athena: Input[Athena] | None = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """The connection to the warehouse of a Warehouse Native project, which exists already. The API can neither read
        nor delete it: drift is not detected, and destroying the resource leaves it as it is.

        Args:
            resource_name: Its name in the program.
            databricks: To Databricks. Encrypted in state as a whole. Encrypted in state, never printed. Taken out of
                the program, it stays as it is.
            snowflake: To Snowflake. Encrypted in state as a whole. Encrypted in state, never printed. Taken out of the
                program, it stays as it is.
            bigquery: To BigQuery. Encrypted in state as a whole. Encrypted in state, never printed. Taken out of the
                program, it stays as it is.
            redshift: To Redshift. Encrypted in state as a whole. Encrypted in state, never printed. Taken out of the
                program, it stays as it is.
            athena: To Athena. Taken out of the program, it stays as it is.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
