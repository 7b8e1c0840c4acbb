"""The case of ``ReviewRequirements``."""

from __future__ import annotations

from .case import KindCase, Setting

CASE = KindCase(
    kind="ReviewRequirements",
    setting=Setting(
        {
            "is_config_review_required": True,
            "is_metric_review_required": True,
            "is_metric_review_required_on_verified_only": True,
            "is_whn_analysis_only_review_required": True,
            "is_whn_source_review_required": True,
        },
        {
            "is_config_review_required": False,
            "is_metric_review_required": False,
            "is_metric_review_required_on_verified_only": False,
            "is_whn_analysis_only_review_required": False,
            "is_whn_source_review_required": False,
        },
    ),
)
