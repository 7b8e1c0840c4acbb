"""Figures that nobody has measured: made up from names, so that the same question always has the same answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from random import Random

from ..context import Context
from ..http import bad_request

_ALREADY = 0.5
"""The part of those who ever come that comes on the first day; of the rest, as large a part comes on the next."""
_NEW = 0.02
"""The newcomers of each later day, measured by those of old."""


def rng_for(*names: object) -> Random:
    """A source of chance that is the same for the same names, in any process."""
    return Random("/".join(str(name) for name in names))  # noqa: S311 - nothing depends on its being guessed


def synthetic_id(*names: object) -> str:
    """An id of the server's form that follows from names."""
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    return "".join(rng_for("id", *names).choices(letters, k=22))


def cumulative_units(most: float, days: int) -> float:
    """How many have come by the end of a day: nobody before the first, which is day 0, and ever more since."""
    return 0 if days < 0 else most * (1 - _ALREADY ** (days + 1) + _NEW * days)


def day_of(moment: float) -> date:
    """The day of a time in milliseconds."""
    return datetime.fromtimestamp(moment / 1000, timezone.utc).date()


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)


def date_param(context: Context, parameter: str) -> date | None:
    """The day that a parameter names; None where it is not given.

    Raises:
        HTTPError: 400, it names none.
    """
    text = context.param(parameter)
    if not text:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise bad_request((parameter, "Expected valid date in the form of YYYY-MM-DD"))


def number_param(context: Context, parameter: str, most: float) -> float | None:
    """The number from 0 that a parameter holds; None where it is not given.

    Raises:
        HTTPError: 400, it holds none, or one that is too large.
    """
    text = context.param(parameter)
    if not text:
        return None
    if not re.fullmatch(r"\d{1,3}(\.\d{1,6})?", text, re.ASCII) or float(text) > most:
        raise bad_request((parameter, f"Expected a number from 0 to {most:g}"))
    return float(text)


def bool_param(context: Context, parameter: str, *, default: bool = False) -> bool:
    """Whether a parameter says "true".

    Raises:
        HTTPError: 400, it says neither that nor "false".
    """
    text = context.param(parameter)
    if text not in ("", "true", "false"):
        raise bad_request((parameter, 'Expected "true" or "false"'))
    return text == "true" if text else default
