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
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        databricks: Input[Databricks] | None = ...,
        snowflake: Input[Snowflake] | None = ...,
        bigquery: Input[BigQuery] | None = ...,
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
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
