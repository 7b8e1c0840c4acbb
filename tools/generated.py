"""What the tools that write Python modules share: formatting, and the check that a file is up to date."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]


def formatted(source: str, file: Path) -> str:
    """Return a module's source as ruff formats it, without the imports that it does not use."""
    ruff = [sys.executable, "-m", "ruff"]
    for arguments in (["check", "--fix", "--quiet", "--select", "F401,I,RUF022"], ["format"]):
        command = [*ruff, *arguments, "--stdin-filename", str(file), "-"]
        source = subprocess.run(command, input=source, check=True, capture_output=True, text=True).stdout
    return source


def write_or_check(description: str | None, generate: Callable[[], Mapping[Path, str]]) -> None:
    """Run the command of a generator: write its files, or with ``--check`` fail if one of them is stale."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="fail if a file is stale")
    check = parser.parse_args().check
    stale = {file: text for file, text in generate().items() if not file.exists() or file.read_text() != text}
    if check and stale:
        names = ", ".join(str(file.relative_to(ROOT)) for file in stale)
        sys.exit(f"stale: {names}; run `make docs`")
    for file, text in stale.items():
        file.write_text(text)
