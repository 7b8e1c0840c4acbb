"""Secrets to look for: what must appear in nothing that is printed, logged, stored or raised."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

WORD = "Zk7canary"
"""Stands in every secret of the tests that look for it, and in nothing else."""
KEY = f"console-{WORD}"
"""A console key. It is too short for the pattern by which keys are recognised: the package has to know it."""
SECRET = f'{WORD}"\\é\n{WORD}-second-line'
"""A secret with all that somebody may escape."""
_MADE = re.compile(r"\b(?:secret|client|console|scim|org)-[A-Za-z0-9]{40,}")
"""A key that the emulator has made."""


def found_in(text: str, *keys: str) -> set[str]:
    """Return the secrets that a text holds, in any form: canaries, keys that were made, and the given keys."""
    lowered = text.lower()
    forms = {form for form in _forms() if form in text or form.lower() in lowered}
    return forms | {*_MADE.findall(text)} | {key for key in keys if key in text}


def _forms() -> Iterator[str]:
    """Yield the canary as it is, and inside of anything that is encoded, wherever it begins there."""
    yield WORD
    yield WORD.encode().hex()
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + WORD.encode()).decode()
        yield encoded[(0, 2, 3)[before] : -4]
