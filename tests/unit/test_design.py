"""The tree in DESIGN.md has a line for each module."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "statsig_pulumi"
ONE_NOUN_ONE_FILE = ("resources", "functions", "emulator/handlers", "cli", "cli/probe/families")
"""Folders whose modules the tree need not name one by one."""


def tree() -> set[str]:
    """Return the modules in the tree, by their paths in the package."""
    text = (ROOT / "DESIGN.md").read_text().partition("statsig_pulumi/\n")[2].partition("\ntests/")[0]
    found, folders = set[str](), [""]
    for indent, names in re.findall(r"^( +)([\w.]+/?(?:, [\w.]+)*)", text, re.MULTILINE):
        depth = len(indent) // 2
        if names.endswith("/"):
            folders[depth:] = [folders[depth - 1] + names]
        else:
            found |= {f"{folders[depth - 1]}{name}" for name in names.split(", ")}
    return found


def test_the_tree_names_every_module_and_no_other() -> None:
    modules = {file.relative_to(PACKAGE).as_posix() for file in PACKAGE.rglob("*.py")}
    plain = {m for m in modules if m.rpartition("/")[0] not in ONE_NOUN_ONE_FILE and not m.endswith("/__init__.py")}
    assert sorted(tree() - modules) == []
    assert sorted(plain - tree()) == []
