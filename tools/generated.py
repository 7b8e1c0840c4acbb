"""What the tools that write files share: formatting, and the check that a file is up to date."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from os.path import relpath
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def formatted(sources: Mapping[Path, str]) -> dict[Path, str]:
    """Return Python files as ruff formats them by this project's configuration, without imports that are not used."""
    with tempfile.TemporaryDirectory() as name:
        scratch = {file: Path(name, file.name) for file in sources}
        for file, source in sources.items():
            scratch[file].write_text(source)
        configured = ["--quiet", "--no-cache", "--config", str(ROOT / "pyproject.toml"), name]
        for arguments in (["check", "--fix", "--select", "F401,F811,I,RUF022"], ["format"]):
            subprocess.run([sys.executable, "-m", "ruff", *arguments, *configured], check=True)
        return {file: scratch[file].read_text() for file in sources}


def write_or_check(
    arguments: Sequence[str],
    description: str | None,
    generate: Callable[[], Mapping[Path, str]],
    written_before: Iterable[Path] = (),
) -> int:
    """Run the command of a generator: write its files, or with ``--check`` find those that are stale.

    Args:
        arguments: those of the command.
        description: what it does.
        generate: returns the content of each file.
        written_before: files that are stale if they are not generated any more.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="fail if a file is stale")
    check = parser.parse_args(arguments).check
    wanted = generate()
    gone = set(written_before) - wanted.keys()
    stale = {file for file, text in wanted.items() if not file.exists() or file.read_text() != text} | gone
    if check:
        if stale:
            print(f"stale: {', '.join(sorted(map(_shown, stale)))}; run `make docs`", file=sys.stderr)
        return int(bool(stale))
    for file in sorted(stale):
        print(f"{'removed' if file in gone else 'wrote'} {_shown(file)}")
        if file in gone:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(wanted[file])
    return 0


def _shown(file: Path) -> str:
    return relpath(file, ROOT)
