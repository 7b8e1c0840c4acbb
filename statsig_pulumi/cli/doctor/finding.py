"""What an examination finds, and how that is told: as lines for people, as JSON for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from ...redactor import clean


class Mark(str, Enum):
    """How bad a finding is."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """It could not be checked."""
    SKIPPED = "skipped"
    """There is nothing of the sort to check here."""


_SHOWN = {Mark.OK: "[ok]", Mark.WARNING: "[!]", Mark.FAILED: "[x]", Mark.UNKNOWN: "[?]", Mark.SKIPPED: "[-]"}


@dataclass(frozen=True)
class Finding:
    """One finding.

    Attributes:
        check: what was looked at, such as ``cli``; programs may rely on it.
        mark: how bad it is.
        text: what was found, one line.
        mend: the command that mends it, or what to do; "" where there is nothing to mend.
    """

    check: str
    mark: Mark
    text: str
    mend: str = ""

    def lines(self) -> list[str]:
        """Return the finding as it is printed."""
        first = f"{_SHOWN[self.mark]:<5}{self.check}: {clean(self.text)}"
        return [first, f"       -> {clean(self.mend)}"] if self.mend else [first]

    def document(self) -> dict[str, Any]:
        """Return the finding as JSON."""
        return {**asdict(self), "mark": self.mark.value, "text": clean(self.text), "mend": clean(self.mend)}


def exit_code(findings: Sequence[Finding]) -> int:
    """Return 1 where something failed, 2 where something could not be checked, else 0."""
    marks = {finding.mark for finding in findings}
    return 1 if Mark.FAILED in marks else 2 if Mark.UNKNOWN in marks else 0


def verdict(findings: Sequence[Finding]) -> str:
    """Return the last line."""
    count = Counter(finding.mark for finding in findings)
    parts = [
        f"{count[mark]} {words}"
        for mark, words in (
            (Mark.FAILED, "failed"),
            (Mark.UNKNOWN, "could not be checked"),
            (Mark.WARNING, "warnings" if count[Mark.WARNING] != 1 else "warning"),
            (Mark.SKIPPED, "skipped"),
        )
        if count[mark]
    ]
    opening = ("Ready", "Something has to be mended", "Not everything could be checked")[exit_code(findings)]
    return f"{opening}: {', '.join([*parts, f'{count[Mark.OK]} fine'])}."


def report(findings: Sequence[Finding]) -> dict[str, Any]:
    """Return what ``--json`` prints."""
    return {
        "verdict": verdict(findings),
        "exit": exit_code(findings),
        "findings": [finding.document() for finding in findings],
    }
