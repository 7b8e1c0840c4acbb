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
            "redshift": {
                "host": "h",
                "port": 5439,
                "database": "d",
                "username": "u",
                "password": "p",
                "staging_schema": "s",
                "verify_ca": True,
                "use_ssh_tunnel": True,
                "ssh_host": "t",
                "ssh_port": 22,
                "ssh_username": "v",
                "ssh_private_key": "k",
                "ssh_public_key": "l",
                "use_assume_role": True,
                "role_arn": "arn:aws:iam::1:role/r",
                "region": "eu-west-1",
            },
            "athena": {
                "region": "eu-west-1",
                "role_arn": "arn:aws:iam::1:role/r",
                "bucket": "b",
                "data_catalog": "c",
                "use_catalog_in_query_context": True,
                "database": "d",
                "query_result_location": "s3://b/r",
                "workgroup": "w",
            },
        },
        "PATCH /wh_connections",
    ),
    warehouse_only=True,
)
