"""What experiments have in common: how a comparison or a refusal is put into words."""

from __future__ import annotations

from typing import Any

from ...errors import ApiError
from ...schema.json_types import Doc
from .lab import CannotTell, Lab
from .registry import Seen

_LONGEST = 200


def equal(seen: Any, believed: Any) -> Seen:
    """Compare what was seen with what is believed."""
    if seen == believed:
        return Seen(True, _shortened(seen))
    return Seen(False, f"{_shortened(seen)} in place of {_shortened(believed)}")


def _shortened(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def refused(refusal: ApiError | None, *statuses: int) -> Seen:
    """Expect a refusal, with one of these statuses if there are any."""
    if refusal is None:
        return Seen(False, "accepted")
    return Seen(not statuses or refusal.status in statuses, _words(refusal))


def accepted(refusal: ApiError | None) -> Seen:
    """Expect no refusal."""
    return Seen(refusal is None, "accepted" if refusal is None else _words(refusal))


def _words(refusal: ApiError) -> str:
    """Return what the server said of a refusal: its message, and which fields are wrong."""
    problems = [f"{name}: {problem}" for name, problem in refusal.fields]
    return "; ".join([f"{refusal.status}: {refusal.message}", *problems])


def everyone(name: str = "everyone", percentage: float = 100, **more: Any) -> Doc:
    """Return a rule for everybody."""
    return {"name": name, "passPercentage": percentage, "conditions": [{"type": "public"}], **more}


def require_cloud(lab: Lab) -> None:
    """Check that the project is not a Warehouse Native one, as far as its sources tell.

    Raises:
        CannotTell: it has metric sources, which only such a project has.
    """
    if lab.send("GET", "/metrics/metric_source/list"):
        raise CannotTell("the project has metric sources: it is a Warehouse Native one")


def gate(lab: Lab, **fields: Any) -> Doc:
    """Create a gate."""
    return lab.make("/gates", **fields)
