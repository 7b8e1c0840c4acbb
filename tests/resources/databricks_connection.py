"""The case of ``DatabricksConnection``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="DatabricksConnection",
    request=Request(
        {
            "host": "h",
            "path": "/p",
            "token": "t",
            "delta_sharing_credentials": "c",
            "verified": True,
        },
        "POST /ingestion/connection/databricks",
    ),
)
