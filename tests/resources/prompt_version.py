"""The case of ``PromptVersion``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="PromptVersion",
    request=Request(
        {
            "prompt_id": "summary",
            "version_id": "first",
            "name": "First",
            "description": "d",
            "prompts": [{"role": "system", "content": "c"}],
            "model": "m",
            "provider": "p",
            "temperature": 0.5,
            "top_p": 0.5,
            "frequency_penalty": 0.1,
            "presence_penalty": 0.1,
            "max_tokens": 10,
            "eval_model": "e",
            "workflow_body": {"type": "JSON", "value": "{}"},
            "workflow_headers": [{"name": "n", "value": "v"}],
            "auth_workflow_headers": [{"name": "n", "value": "v"}],
        },
        "POST /prompts/summary/versions",
    ),
)
