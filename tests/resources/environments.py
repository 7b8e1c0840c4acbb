"""The case of ``Environments``."""

from __future__ import annotations

from .case import KindCase, Setting
from .shapes import SERVER_IDS

CASE = KindCase(
    kind="Environments",
    left_out={"environments.id": SERVER_IDS},
    setting=Setting(
        {"environments": [{"name": "production", "is_production": True}, {"name": "qa", "requires_review": True}]},
        {"environments": [{"name": "production"}, {"name": "qa", "requires_release_pipeline": True}]},
    ),
)
