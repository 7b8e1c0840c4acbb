"""Synthetic numbers, derived from names: the same request always gets the same response.

The parameters of such requests are parsed here too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from random import Random

from ..context import Context
from ..http import bad_request

_DAILY_SHARE = 0.5
"""The share of all regular units that arrive on the first day, and of the remaining ones on each later day."""
_GROWTH = 0.02
"""The additional units of each later day, as a share of the regular ones."""


def rng_for(*names: object) -> Random:
    """Return a random generator whose seed is these names, the same in any process."""
    return Random("/".join(str(name) for name in names))  # noqa: S311 - not for security


def synthetic_id(*names: object) -> str:
    """Return an id in the server's format, derived from names."""
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    return "".join(rng_for("id", *names).choices(letters, k=22))


def cumulative_units(regular: float, days: int) -> float:
    """Return the number of units at the end of a day; the first day is 0."""
    return 0 if days < 0 else regular * (1 - _DAILY_SHARE ** (days + 1) + _GROWTH * days)


def day_of(moment: float) -> date:
    """Return the day of a time in milliseconds."""
    return datetime.fromtimestamp(moment / 1000, timezone.utc).date()


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield every day from the first to the last."""
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)


def date_param(context: Context, parameter: str) -> date | None:
    """Return a parameter as a date; None if it is absent.

    Raises:
        HTTPError: 400, it is not a date.
    """
    value = context.param(parameter)
    if not value:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise bad_request((parameter, "Expected valid date in the form of YYYY-MM-DD"))


def number_param(context: Context, parameter: str, maximum: float) -> float | None:
    """Return a parameter as a number from 0 to ``maximum``; None if it is absent.

    Raises:
        HTTPError: 400, it is not a number, or too large.
    """
    value = context.param(parameter)
    if not value:
        return None
    if not re.fullmatch(r"\d{1,3}(\.\d{1,6})?", value, re.ASCII) or float(value) > maximum:
        raise bad_request((parameter, f"Expected a number from 0 to {maximum:g}"))
    return float(value)


def bool_param(context: Context, parameter: str, *, default: bool = False) -> bool:
    """Return a parameter as a boolean.

    Raises:
        HTTPError: 400, it is neither "true" nor "false".
    """
    value = context.param(parameter)
    if value not in ("", "true", "false"):
        raise bad_request((parameter, 'Expected "true" or "false"'))
    return value == "true" if value else default
