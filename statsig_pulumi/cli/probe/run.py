"""A run of experiments, and what it says."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ...errors import StatsigError
from ...redactor import clean
from .lab import CannotTell, Differs, Lab
from .registry import Experiment

_UNDER_WAY = 1.0
"""The seconds after which a request that was under way when the run was interrupted has taken effect."""
Verdict = Literal["holds", "differs", "could not tell"]


@dataclass(frozen=True)
class Result:
    """What became of an experiment.

    Attributes:
        row: the id of the row of ``docs/emulator.md``.
        belief: what the emulator does.
        verdict: whether the sandbox does the same.
        seen: what it did.
    """

    row: str
    belief: str
    verdict: Verdict
    seen: str

    def lines(self) -> list[str]:
        """Return the result as it is printed."""
        return [f"{self.verdict:<15}{self.row}: {self.belief}", f"{'':15}seen: {clean(self.seen)}"]

    def document(self) -> dict[str, str]:
        """Return the result as JSON."""
        return {"row": self.row, "belief": self.belief, "verdict": self.verdict, "seen": clean(self.seen)}


def run(lab: Lab, experiments: Iterable[Experiment], told: Callable[[Result], None]) -> list[Result]:
    """Make experiments one after the other, and remove what each has made, also when one is interrupted.

    Args:
        lab: where; it knows afterwards what could not be removed.
        experiments: which.
        told: is given each result.
    """
    results = []
    try:
        for one in experiments:
            results.append(result := _one(lab, one))
            told(result)
    except BaseException:
        time.sleep(_UNDER_WAY)
        raise
    finally:
        _remove(lab)
    return results


def _one(lab: Lab, one: Experiment) -> Result:
    try:
        seen = one.run(lab)
    except Differs as how:
        return Result(one.row, one.belief, "differs", str(how))
    except CannotTell as reason:
        return Result(one.row, one.belief, "could not tell", str(reason))
    except StatsigError as error:
        return Result(one.row, one.belief, "could not tell", str(error))
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        # A response of another form than the API's document says.
        text = f"a response without what the document says it has ({type(error).__name__}: {error})"
        return Result(one.row, one.belief, "could not tell", text)
    finally:
        lab.clean_up()
    return Result(one.row, one.belief, "holds" if seen.holds else "differs", seen.text)


def _remove(lab: Lab) -> None:
    """Remove what is left. A second Ctrl-C ends that: then it is named."""
    try:
        lab.clean_up()
        lab.sweep()
    except KeyboardInterrupt:
        lab.abandon()
        raise


def exit_code(results: Sequence[Result]) -> int:
    """Return 2 where something differs, 1 where nothing could be told, else 0."""
    verdicts = {result.verdict for result in results}
    return 2 if "differs" in verdicts else 0 if "holds" in verdicts else 1


def summary(results: Sequence[Result]) -> str:
    """Return the last line."""
    count = Counter(result.verdict for result in results)
    return (
        f"{len(results)} beliefs: {count['holds']} hold, {count['differs']} differ, {count['could not tell']} unclear."
    )


def report(results: Sequence[Result], project: str, left: Sequence[str]) -> dict[str, Any]:
    """Return what ``--json`` prints."""
    return {
        "project": project,
        "summary": summary(results),
        "exit": exit_code(results),
        "results": [result.document() for result in results],
        "left": [clean(one) for one in left],
    }


def verify_project(lab: Lab, named: str) -> str:
    """Return the id of the key's project, if it is the one that is named.

    Raises:
        StatsigError: it is another, or the API does not tell.
    """
    found = lab.client.request("GET", "/project")
    known = {str(found[field]) for field in ("id", "name") if found.get(field)}
    if not known:
        raise StatsigError("the API does not tell the key's project, so nothing is tried")
    if named not in known:
        raise StatsigError(
            f"the key is one of the project {' '.join(sorted(known))}, not of {named!r}: nothing has been tried. "
            "Name a sandbox, and use its key"
        )
    return str(found.get("id"))
