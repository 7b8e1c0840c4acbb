"""Previews as Pulumi prints them, and projects that they are judged by."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from statsig_pulumi.cli.commands import group
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.kind import TYPE_PREFIX

KEY = "console-report"
Doc = dict[str, Any]
HIDDEN = {"__provider": "gASV", "__stack": "shop/prod"}


def step(
    op: str,
    kind: str,
    name: str,
    old: Doc | None = None,
    new: Doc | None = None,
    *,
    id: str | None = None,
    outputs: Doc | None = None,
    where: str = "prod::shop",
    **more: Any,
) -> Doc:
    """A step of a preview.

    Args:
        op: what is done with it.
        kind: the kind, or a whole type.
        name: its name in the program.
        old: the inputs before.
        new: the inputs afterwards.
        id: the object's id; by default the name.
        outputs: computed outputs before.
        where: stack and project.
        more: fields of the step.
    """
    type = kind if ":" in kind else TYPE_PREFIX + kind
    urn = f"urn:pulumi:{where}::{type}::{name}"
    found: Doc = {"op": op, "urn": urn, "detailedDiff": None, **more}
    if old is not None:
        before = {**HIDDEN, **old}
        found["oldState"] = {
            "urn": urn,
            "type": type,
            "id": name if id is None else id,
            "inputs": before,
            "outputs": {**before, **(outputs or {})},
        }
    if new is not None:
        found["newState"] = {"urn": urn, "type": type, "inputs": {**HIDDEN, **new}}
    return found


def preview(*steps: Doc, config: Doc | None = None, errors: tuple[str, ...] = (), where: str = "prod::shop") -> Doc:
    """A preview of some steps, which begins with the stack itself."""
    stack, project = where.split("::")
    own = step("same", "pulumi:pulumi:Stack", f"{project}-{stack}", {}, {}, where=where)
    return {
        "config": config or {},
        "steps": [own, *steps],
        "diagnostics": [{"severity": "error", "message": f"error: {text}\n"} for text in errors],
        "duration": 1,
        "changeSummary": dict(Counter(one["op"] for one in [own, *steps])),
    }


class Project:
    """A live project, and the command that judges previews by it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.emulator = Emulator(str(folder / "emulator.db"))
        self.env = {"STATSIG_API_URL": f"emulator:{folder / 'emulator.db'}", "STATSIG_CONSOLE_KEY": KEY}

    def seed(self, family: str, *documents: Doc) -> Project:
        """Put documents into the project."""
        for document in documents:
            self.emulator.seed(KEY, family, {"createdTime": 0, **document})
        return self

    def run(self, content: Doc | str | bytes, *options: str, env: Mapping[str, str] | None = None) -> Result:
        """Run the command on a preview."""
        data = content if isinstance(content, bytes) else (content if isinstance(content, str) else json.dumps(content))
        written = data if isinstance(data, bytes) else data.encode()
        return CliRunner().invoke(group, ["report", *options], input=written, env={**self.env, **(env or {})})

    def report(self, content: Doc | str | bytes, *options: str, code: int = 0) -> str:
        """Return the Markdown of a report."""
        result = self.run(content, *options)
        assert result.exit_code == code, result.output
        return result.stdout


def rule(name: str, share: float | None = None, *conditions: Doc, **more: Any) -> Doc:
    """A rule; of everybody where no condition is given."""
    percentage = {} if share is None else {"pass_percentage": share}
    return {"name": name, **percentage, "conditions": [*conditions] or [{"type": "public"}], **more}


def live_rule(name: str, share: float, *conditions: Doc, **more: Any) -> Doc:
    """The same as it is live."""
    return {
        "id": f"id-{name}",
        "baseID": f"base-{name}",
        "name": name,
        "passPercentage": share,
        "conditions": [*conditions] or [{"type": "public", "targetValue": None, "operator": None}],
        "environments": None,
        **more,
    }


def condition(type: str, operator: str | None = None, value: Any = None, **more: Any) -> Doc:
    """A condition."""
    found = {"type": type, "operator": operator, "target_value": value, **more}
    return {name: inner for name, inner in found.items() if inner is not None}
