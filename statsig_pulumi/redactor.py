"""What may be printed: no secret in any form, no control characters, one line.

Every message of the package passes ``clean``: the text of its errors and what it prints while a run goes on. The
process's secrets stand in one ``Redactor``, which the settings (the key) and the provider (secret inputs and outputs)
fill.
"""

from __future__ import annotations

import base64
import html
import json
import re
import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import quote, quote_plus

SECRET = "[secret]"  # noqa: S105 - what stands in place of one
_SHORT = 4
"""A secret shorter than this is cut out only where it is a whole word: it may be part of any word."""
_PIECE = 12
"""A line of a secret, or the beginning of one that is cut off, is cut out from this length on."""
_MAX_LENGTH = 4000

_KEY = re.compile(r"\b(console|secret|client|scim|org)-[A-Za-z0-9]{20,}")
_ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x9b[0-?]*[ -/]*[@-~]")
_LINES = re.compile(r"(?:\r\n|\r|\n|\\r\\n|\\n|\\r)+")
_ARMOR = re.compile(r"^-{5}(BEGIN|END) [A-Z0-9 ]+-{5}$")
_JOINERS = {"\u200c", "\u200d", "\u00ad"}


class Redactor:
    """The secrets of a process, cut out of texts in the forms in which a server or a library may repeat them."""

    def __init__(self) -> None:
        self._secrets: set[str] = set()
        self._forms: dict[str, None] = {}
        self._lock = threading.Lock()
        self._pattern: re.Pattern[str] | None = None
        """Compiled when a text comes after new secrets: a run adds one for each key, and prints little."""

    def add(self, value: Any) -> None:
        """Add every string in a value: a secret input may be an object."""
        with self._lock:
            for text in _strings(value):
                if text not in self._secrets:
                    self._secrets.add(text)
                    self._forms |= dict.fromkeys(_forms(text))
                    self._pattern = None

    def __call__(self, text: str) -> str:
        """Return a text without the secrets."""
        with self._lock:
            pattern = self._pattern = self._pattern or _pattern(self._forms)
            pieces = [form for form in self._forms if len(form) >= 2 * _PIECE]
        return _without_beginnings(pattern.sub(SECRET, text), pieces)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from [value] if value.strip() else []
    elif isinstance(value, (dict, list, tuple)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _forms(secret: str) -> Iterator[str]:
    """Yield the forms of a secret: as it is, escaped, encoded, folded to one line, and its lines."""
    for text in dict.fromkeys([secret, secret.strip(), " ".join(secret.split()), *_pieces(secret)]):
        yield from _encoded(text)


def _encoded(text: str) -> Iterator[str]:
    data = text.encode("utf-8", "surrogatepass")
    ascii_json, plain_json = json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]
    yield from (text, ascii_json, plain_json, json.dumps(ascii_json)[1:-1], repr(text)[1:-1])
    for form in dict.fromkeys([data, ascii_json.encode(), plain_json.encode("utf-8", "surrogatepass")]):
        yield from (quote(form), quote(form, safe=""), quote_plus(form))
    yield html.escape(text)
    if len(text) >= _PIECE:
        yield from (base64.b64encode(data).decode().rstrip("="), base64.urlsafe_b64encode(data).decode().rstrip("="))
        yield data.hex()


def _pieces(secret: str) -> Iterator[str]:
    """Yield the lines of a secret and, where it is JSON itself, the strings in it."""
    lines = [line.strip() for line in _LINES.split(secret)]
    body = [line for line in lines if line and not _ARMOR.match(line)]
    if len(lines) > 1:
        yield from (line for line in body if len(line) >= _PIECE)
        yield from ("".join(body), " ".join(lines))
    if secret.lstrip()[:1] in ("{", "["):
        with suppress(ValueError, RecursionError):
            for inner in _strings(json.loads(secret)):
                if len(inner) >= _PIECE:
                    yield inner
                    yield from _pieces(inner)


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted((form for form in forms if form.strip()), key=len, reverse=True)
    parts = [re.escape(f) if len(f) >= _SHORT else rf"(?<!\w){re.escape(f)}(?!\w)" for f in longest_first]
    return re.compile("|".join(parts) or r"(?!)", re.IGNORECASE)


def _without_beginnings(text: str, forms: list[str]) -> str:
    """Return a text without the beginnings of secrets that somebody has cut off."""
    for form in forms:
        start = text.find(form[:_PIECE])
        while start >= 0:
            end = start + _PIECE
            while end < len(text) and end - start < len(form) and text[end] == form[end - start]:
                end += 1
            text = text[:start] + SECRET + text[end:]
            start = text.find(form[:_PIECE], start + len(SECRET))
    return text


redact = Redactor()
"""The secrets of this process."""


def each_text(value: Any, change: Callable[[str], str], *, keys: bool = True) -> Any:
    """Return a JSON value with each text changed, and each key where ``keys`` says so."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [each_text(one, change, keys=keys) for one in value]
    if isinstance(value, dict):
        return {change(key) if keys else key: each_text(one, change, keys=keys) for key, one in value.items()}
    return value


def clean(text: str) -> str:
    """Return a text as it may be printed: one line, without secrets and without control characters."""
    text = _visible(redact(" ".join(_ANSI.sub("", without_secrets(text)).split())))
    return text if len(text) <= _MAX_LENGTH else f"{text[:_MAX_LENGTH]}..."


def without_secrets(text: str) -> str:
    """Return a text without the secrets of this process, and without keys that it does not know of."""
    return _KEY.sub(r"\1-...", redact(text))


def literal(text: str) -> str:
    """Return a quoted value as it may be printed: without secrets, control characters escaped, every space kept."""
    return _visible(without_secrets(text))


def _visible(text: str) -> str:
    return "".join(character if _is_printable(character) else _escaped(character) for character in text)


def _is_printable(character: str) -> bool:
    """Return whether a terminal shows a character and does nothing else with it, such as turning the text around."""
    return (character.isascii() and character.isprintable()) or (
        character in _JOINERS or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    )


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode()
