"""What a behaviour is given, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from .contract import Operation
from .http import BASE, Refusal
from .store import Doc, Project

PAGE = 100
"""How long a page is when the request does not say; Statsig's documentation does not either."""


@dataclass(frozen=True)
class Call:
    """One request to one operation, checked against the contract."""

    operation: Operation
    project: Project
    warehouse_native: bool
    ids: Mapping[str, str]
    """The values in the path."""
    query: Mapping[str, Sequence[str]]
    body: Doc
    now: int
    """Milliseconds since 1970."""

    def one(self, name: str, default: str = "") -> str:
        """A query parameter that stands once."""
        values = self.query.get(name)
        return values[-1] if values else default

    def found(self, family: str, id: str, message: str) -> Doc:
        """A document that has to be there.

        Raises:
            Refusal: 404, it is not.
        """
        doc = self.project.get(family, id)
        if doc is None:
            raise Refusal(404, message)
        return doc

    def page(
        self, items: Sequence[Any], message: str, *, below: str | None = None, repeated: Sequence[str] = ()
    ) -> Answer:
        """One page of a list.

        Args:
            items: the whole list.
            message: what the API says to it.
            below: the path in the addresses of other pages; by default the operation's, "" for none at all.
            repeated: the query parameters that those addresses repeat.
        """
        limit, number = int(float(self.one("limit", str(PAGE)))), int(float(self.one("page", "1")))
        start = (number - 1) * limit
        path = self.path if below is None else below
        same = [(name, value) for name in repeated for value in self.query.get(name, ())]
        asked = {step: urlencode([*same, ("page", number + step), ("limit", limit)]) for step in (-1, 1)}
        pagination = {
            "itemsPerPage": limit,
            "pageNumber": number,
            "totalItems": len(items),
            "nextPage": f"{path}?{asked[1]}" if start + limit < len(items) else None,
            "previousPage": f"{path}?{asked[-1]}" if number > 1 else None,
            "all": path,
        }
        return Answer(message, list(items[start : start + limit]), pagination)

    @property
    def path(self) -> str:
        """The request's path."""
        return BASE + self.operation.name.split(" ", 1)[1].format(**self.ids)


@dataclass(frozen=True)
class Answer:
    """A success; its status is the contract's."""

    message: str
    data: Any = None
    pagination: Doc | None = None
    extra: Doc = field(default_factory=dict)
    text: str | None = None
    """A table, as comma-separated values, in place of all the others."""

    def document(self) -> Doc:
        """The envelope."""
        parts = {"message": self.message, "data": self.data, "pagination": self.pagination}
        return {**{k: v for k, v in parts.items() if v is not None}, **self.extra}


Behaviour = Callable[[Call], Answer]
