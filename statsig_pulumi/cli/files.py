"""Files that a command reads and writes; ``-`` is the standard input or output, where a command allows it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ..errors import InvalidInput
from ..notify import encodable
from ..redactor import clean


@contextmanager
def _said(doing: str, name: object) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InvalidInput(f"cannot {doing} {clean(str(name))}: {error.strerror}") from None
    except UnicodeError:
        raise InvalidInput(f"cannot {doing} {clean(str(name))}: it is not UTF-8") from None


def read_bytes(name: str | Path) -> bytes:
    """Return what a file holds.

    Raises:
        InvalidInput: it cannot be read.
    """
    with _said("read", name):
        return sys.stdin.buffer.read() if str(name) == "-" else Path(name).read_bytes()


def read_text(name: str | Path) -> str:
    """Return what a file in UTF-8 holds.

    Raises:
        InvalidInput: it cannot be read, or is something else.
    """
    with _said("read", name):
        return read_bytes(name).decode("utf-8-sig")


def write_text(name: str | Path, text: str) -> None:
    """Write a file in UTF-8; a terminal gets what it can show.

    Raises:
        InvalidInput: it cannot be written.
    """
    with _said("write", name):
        if str(name) != "-":
            Path(name).write_text(text, encoding="utf-8", newline="\n")
        elif sys.stdout.isatty():
            click.echo(encodable(text), nl=False)
        else:  # a file or a pipe: in UTF-8 whatever the locale
            sys.stdout.buffer.write(text.encode())
            sys.stdout.flush()
