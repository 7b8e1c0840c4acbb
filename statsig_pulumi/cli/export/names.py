"""Names in the program: of resources, unique for each kind, and of variables, unique in each file."""

from __future__ import annotations

import builtins
import hashlib
import keyword
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

_TAKEN = frozenset({*keyword.kwlist, *keyword.softkwlist, *dir(builtins), "statsig", "when", "pulumi"})


def digest(text: str) -> str:
    """Return six characters that stand for a text."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:6]


def unique_names(wanted: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Return a name for each id, none twice.

    Of several that want one name, none gets it bare, for the order in which they come says nothing.

    Args:
        wanted: the name that each id wants.
        known: the names that some ids have had before, and keep.
    """
    return _distinct(wanted, known, lambda _id, _name: False, "-")


def variables(
    names: Iterable[str],
    prefix: str,
    known: Mapping[str, str],
    taken: Collection[str],
    wishes: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return a variable for each name, none twice, and none that hides something else.

    A name that is a variable as it stands gets that one, and others that would get the same a suffix: so they stay as
    they are when more names appear.

    Args:
        names: the names.
        prefix: what begins the variable of a name that gives none: ``gate`` for ``2fa``.
        known: the variables that some names have had before, and keep.
        taken: the variables that are something else.
        wishes: what the variables of some names are made of, in place of the names.
    """
    hidden = _TAKEN | {*taken}
    wanted = {name: _variable((wishes or {}).get(name, name), prefix, hidden) for name in names}
    return _distinct(wanted, known, lambda name, variable: name == variable, "_")


def _distinct(
    wanted: Mapping[str, str], known: Mapping[str, str], is_first: Callable[[str, str], bool], joint: str
) -> dict[str, str]:
    """Return what each one wants, with a suffix where another wants it too and it ``is_first`` of neither."""
    rivals = Counter(wanted.values())
    found = {one: known[one] for one in wanted if one in known}
    given = {*found.values()}
    for one in sorted(wanted.keys() - found.keys(), key=lambda one: (not is_first(one, wanted[one]), one)):
        name = wanted[one]
        if name in given or (rivals[name] > 1 and not is_first(one, name)):
            name = f"{name}{joint}{digest(one)}"
        while name in given:
            name += joint
        found[one] = name
        given.add(name)
    return found


def _variable(name: str, prefix: str, hidden: Collection[str]) -> str:
    text = re.sub(r"\W+", "_", unicodedata.normalize("NFKC", name)).strip("_").lower()
    variable = text if text.isidentifier() else f"{prefix}_{text}".rstrip("_")
    return f"{variable}_" if variable in hidden else variable
