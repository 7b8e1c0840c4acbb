"""What a handler gets, and what it returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from .contract import Operation
from .http import BASE, HTTPError
from .store import Doc, Project

PAGE_SIZE = 100
"""The length of a page if the request does not set ``limit``. Statsig does not document its own."""


@dataclass(frozen=True)
class Context:
    """One request to one operation, validated against the contract."""

    operation: Operation
    project: Project
    warehouse_native: bool
    path_params: Mapping[str, str]
    query: Mapping[str, Sequence[str]]
    body: Doc
    now: int
    """Milliseconds since 1970."""
    key: str = ""
    """The key of the request."""

    def param(self, name: str, default: str = "") -> str:
        """Return a query parameter; the last value if it is repeated."""
        values = self.query.get(name)
        return values[-1] if values else default

    def get_or_404(self, family: str, id: str, message: str) -> Doc:
        """Return a document of the store.

        Raises:
            HTTPError: 404, there is no such document.
        """
        doc = self.project.get(family, id)
        if doc is None:
            raise HTTPError(404, message)
        return doc

    def paginate(
        self, items: Sequence[Any], message: str, *, link_path: str | None = None, link_params: Sequence[str] = ()
    ) -> Success:
        """Return one page of a list.

        Args:
            items: the complete list.
            message: the ``message`` of the response.
            link_path: the path in the links to other pages; by default the request's, "" for none.
            link_params: the query parameters that the links repeat.
        """
        limit, number = int(float(self.param("limit", str(PAGE_SIZE)))), int(float(self.param("page", "1")))
        start = (number - 1) * limit
        path = self.path if link_path is None else link_path
        repeated = [(name, value) for name in link_params for value in self.query.get(name, ())]

        def link(page: int) -> str:
            return f"{path}?{urlencode([*repeated, ('page', page), ('limit', limit)])}"

        pagination = {
            "itemsPerPage": limit,
            "pageNumber": number,
            "totalItems": len(items),
            "nextPage": link(number + 1) if start + limit < len(items) else None,
            "previousPage": link(number - 1) if number > 1 else None,
            "all": path,
        }
        return Success(message, list(items[start : start + limit]), pagination)

    @property
    def path(self) -> str:
        """The request's path."""
        quoted = {name: quote(value, safe=":@") for name, value in self.path_params.items()}
        return BASE + self.operation.path.format(**quoted)


@dataclass(frozen=True)
class Success:
    """The result of a handler. The status is the one that the contract names for the operation."""

    message: str
    data: Any = None
    pagination: Doc | None = None
    extra: Doc = field(default_factory=dict)
    text: str | None = None
    """The body of an operation that does not return JSON; replaces all other fields."""
    is_part: bool = False
    """Whether the request chose fields, so that others that the contract requires are missing."""

    def document(self) -> Doc:
        """Return the JSON envelope."""
        parts = {"message": self.message, "data": self.data, "pagination": self.pagination}
        return {**{k: v for k, v in parts.items() if v is not None}, **self.extra}


Handler = Callable[[Context], Success]
