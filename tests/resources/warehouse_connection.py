"""The case of ``WarehouseConnection``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="WarehouseConnection",
    request=Request(
        {
            "databricks": {
                "host": "h",
                "path": "/p",
                "access_token": "t",
                "oauth_client_id": "o",
                "staging_database": "d",
                "console_compute_path": "/q",
            },
            "snowflake": {
                "account_name": "a",
                "service_user_name": "u",
                "service_user_password": "p",
                "private_key": "k",
                "key_pass_phrase": "f",
                "staging_database_name": "d",
                "staging_schema_name": "s",
                "compute_warehouse": "w",
                "console_compute_warehouse": "v",
            },
            "bigquery": {
                "private_key": "k",
                "project": "p",
                "staging_dataset": "d",
                "console_compute_project": "q",
            },
        },
        "PATCH /wh_connections",
    ),
    warehouse_only=True,
)
