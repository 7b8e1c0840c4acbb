#!/usr/bin/env python3
"""Write the rules and their options into docs/policies.md, from the code.

python -m tools.policies            write the page's part between the two comments
python -m tools.policies --check    fail if it is stale
"""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from statsig_pulumi.policy import Rule
from statsig_pulumi.policy.pack import RULES

PAGE = Path(__file__).resolve().parents[1] / "docs" / "policies.md"
BEGIN, END = "<!-- rules: written by tools/policies.py, run `make docs` -->", "<!-- end of rules -->"


def section(name: str, rule: type[Rule]) -> Iterator[str]:
    """Yield the lines about one rule."""
    yield from (f"### `{name}`", "", _markdown(str(inspect.getdoc(rule))), "")
    options = {option: field for option, field in rule.model_fields.items() if not _is_common(option, field)}
    if options:
        yield from ("| option | default | meaning |", "|---|---|---|")
        yield from (f"| `{option}` | {_default(field)} | {_meaning(field)} |" for option, field in options.items())
        yield ""


def _is_common(option: str, field: FieldInfo) -> bool:
    common = Rule.model_fields.get(option)
    return common is not None and common.default == field.default


def _default(field: FieldInfo) -> str:
    text = json.dumps(field.default) if not isinstance(field.default, (bool, type(None))) else str(field.default)
    return f"`{text}`".replace("|", "\\|")


def _meaning(field: FieldInfo) -> str:
    return " ".join(_markdown(field.description or "").replace("|", "\\|").split())


def _markdown(docstring: str) -> str:
    return docstring.replace("``", "`")


def page(text: str) -> str:
    """Return the page with the part about the rules written anew."""
    lines = [line for name, rule in RULES.items() for line in section(name, rule)]
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    return f"{before}{BEGIN}\n\n{chr(10).join(lines)}\n{END}{after}"


def main(arguments: list[str], file: Path = PAGE) -> Any:
    """Write or check the page."""
    old = file.read_text()
    new = page(old)
    if arguments == ["--check"]:
        return f"{file.name} is stale: run `make docs`" if old != new else 0
    file.write_text(new)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
