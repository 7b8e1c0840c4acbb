"""What every rule is: options, a level, exemptions, and a method that finds problems."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from fnmatch import fnmatchcase
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, field_validator

from ..kind import all_kinds
from .subject import Subject

Level = Literal["mandatory", "advisory", "disabled"]
"""``mandatory`` stops the run, ``advisory`` is printed, ``disabled`` is not judged."""


class Problem(NamedTuple):
    """What is wrong with a resource, and what mends it: two parts of one line, without a full stop."""

    text: str
    remedy: str


class _Options(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Exemption(_Options):
    """One resource that a rule does not apply to, for a while.

    Example:
        ```python
        Exemption(resource="legacy_*", reason="moves to the new checkout", until=date(2027, 3, 31))
        ```
    """

    resource: str
    """The resource's name in the program; ``*`` stands for any text."""
    reason: Annotated[str, Field(min_length=1)]
    """Why; it is shown in every run that uses the exemption."""
    until: date
    """The last day of the exemption, in UTC. From the next day on it is a violation again."""


class Rule(_Options):
    """A rule about one resource at a time. Subclass it for one of your own: options are fields.

    Attributes:
        judges: ``resources`` is called for each resource as it is to be; ``deletions`` for each that is to go, whose
            ``inputs`` are empty.
    """

    judges: ClassVar[Literal["resources", "deletions"]] = "resources"

    level: Level | None = None
    """``mandatory``, ``advisory`` or ``disabled``; by default that of ``all``."""
    applies_to: Literal["new", "changed", "all"] = "changed"
    """``new`` resources alone, those that are new or ``changed`` by the run, or ``all``, whoever made them and when."""
    exemptions: list[Exemption] = []
    """The resources that it does not apply to for a while."""

    @field_validator("kinds", "patterns", check_fields=False)
    @classmethod
    def _known_kinds(cls, kinds: Any) -> Any:
        if unknown := ", ".join(sorted({*kinds} - all_kinds().keys())):
            raise ValueError(f"names no kind of resource: {unknown}")
        return kinds

    @classmethod
    def rule_name(cls) -> str:
        """Return the rule's name: its class's, in lower case with hyphens."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    def problems(self, subject: Subject) -> Iterable[Problem]:
        """Find what is wrong with a resource. A value that is not known is never a reason."""
        raise NotImplementedError

    def concerns(self, subject: Subject) -> bool:
        """Return whether the rule applies to a resource: whether the run makes or changes it.

        One with an exemption is judged in every run: so that the exemption is seen, and so is its end.
        """
        if self.applies_to == "all" or subject.old is None or self.judges == "deletions":
            return True
        return (self.applies_to == "changed" and subject.changed()) or self.exemption(subject) is not None

    def exemption(self, subject: Subject) -> Exemption | None:
        """Return the exemption of a resource that lasts longest; None if it has none."""
        fitting = (one for one in self.exemptions if fnmatchcase(subject.name, one.resource))
        return max(fitting, key=lambda one: one.until, default=None)
