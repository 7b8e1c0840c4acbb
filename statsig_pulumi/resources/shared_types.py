"""Types that several resources share."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StringConstraints

from ..rest.statuses import Transition
from ..schema.markers import Canonical, In, ProviderOnly
from ..schema.model import BaseArgs, Model

DisplayName = Annotated[str, StringConstraints(min_length=3, max_length=100, pattern=r"^[a-zA-Z0-9_\-. ]*$")]
"""3 to 100 letters, digits, ``_``, ``-``, ``.`` and spaces."""

ConfigId = Annotated[str, StringConstraints(min_length=3, max_length=100, pattern=r"^[a-zA-Z0-9_\-.]*$")]
"""3 to 100 letters, digits, ``_``, ``-`` and ``.``."""

Description = Annotated[str, Field(max_length=1000)]
"""At most 1000 characters."""


def _as_set(value: Any) -> Any:
    return sorted({*value} if isinstance(value, list) else [value], key=str)


Names = Annotated[str | list[str] | list[In[str]], Canonical(_as_set)]
"""One name, or several in any order."""

TargetApps = Names
"""One target app, or several in any order."""


IMPLICIT_LAYER = "statsig::"
"""What the id of a layer begins with that Statsig has made for one experiment, because none was chosen for it."""


class SharesRules(BaseArgs):
    """The arguments of objects whose rules a program can share with people."""

    manage_rules: ProviderOnly[Literal["all", "listed"]] = "all"
    """Which rules are the program's: ``all``, so that others show as drift and are removed; or ``listed``, those in
    ``rules`` alone, by their names, so that others stay where they are, in their order."""


class SharesTags(BaseArgs):
    """The arguments of objects whose tags a program can share with people."""

    manage_tags: ProviderOnly[Literal["all", "listed"]] = "all"
    """Which tags are the program's: ``all``, or ``listed``, so that others stay."""


class SharesTargetApps(BaseArgs):
    """The arguments of objects whose target apps a program can share with people."""

    manage_target_apps: ProviderOnly[Literal["all", "listed"]] = "all"
    """Which target apps are the program's: ``all``, or ``listed``, so that others stay."""


class MetricRef(Model):
    """A metric, by name and type."""

    merge_key: ClassVar[str | None] = "name"
    may_be_renamed: ClassVar[bool] = False

    name: In[str]
    """The metric's name."""
    type: In[str]
    """The metric's type, for example ``event_count_custom``, ``user`` or ``ratio``."""


class Owner(Model):
    """Who is responsible for an object."""

    owner_id: In[str] | None = None
    """The Statsig id."""
    owner_type: In[str] | None = None
    """``USER`` or ``SDK_KEY``."""
    owner_name: In[str] | None = None
    """The name."""
    owner_email: In[str] | None = None
    """The e-mail address."""


def _archive_body(inputs: dict[str, Any], doc: dict[str, Any]) -> dict[str, Any]:
    reason = inputs.get("archive_reason")
    return {"forceArchive": bool(inputs.get("force_destroy")), **({"archiveReason": reason} if reason else {})}


ARCHIVE = Transition("archive", body=_archive_body)
"""Archiving a gate or a dynamic config; one that is in use only with ``force_destroy``."""

UNARCHIVE = Transition("unarchive", body=lambda inputs, doc: {}, before_update=True, reread=True)
"""Taking it out of the archive; the server decides its status then."""

SWITCHES = {
    "enable": {"is_enabled": True},
    "disable": {"is_enabled": False},
    "archive": {"is_archived": True},
    "unarchive": {"is_archived": False},
}
"""The transitions of gates and dynamic configs that a review carries, and what it proposes for each."""


def as_id(name: Any) -> Any:
    """Return the id that Statsig makes of a name: in lower case, with ``_`` for a space."""
    return name.lower().replace(" ", "_") if isinstance(name, str) else name


SlugName = Annotated[
    str, StringConstraints(min_length=3, max_length=100, pattern=r"^[a-zA-Z0-9_\- ]*$"), Canonical(as_id)
]
"""3 to 100 letters, digits, ``_``, ``-`` and spaces, of which Statsig makes the id."""

Column = Annotated[str, Field(min_length=1)]
"""The name of a column of a query's result."""


class IdTypeMapping(Model):
    """Which column holds the ids of a unit."""

    merge_key: ClassVar[str | None] = "statsig_unit_id"

    statsig_unit_id: In[str]
    """The unit, for example ``userID``."""
    column: In[Column]
    """The column."""


def json_type(value: Any) -> str:
    """Return Statsig's name for the type of a JSON value."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"
