"""The case of ``PromptEvaluation``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="PromptEvaluation",
    request=Request(
        {"prompt_id": "summary", "version_id": "known"}, "POST /prompts/summary/versions/known/start_evals"
    ),
)
