"""Dashboards: of what they hold, only the widgets can be changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import InvalidInput, NotFound, OutcomeUnknown
from ..notify import notify
from ..schema.json_types import Doc, same_json
from ..schema.shape import Shape
from .namesakes import NamesakeCollection
from .operations import Target, invoke, soon

if TYPE_CHECKING:
    from ..client.client import Client

UNSUPPORTED = "unsupported"
"""The type of a widget that the API cannot express, in responses."""
_READ_ONLY = ("cohorts", "group_bys")
"""What of a funnel's query the API returns and does not take."""


@dataclass(frozen=True)
class WidgetCollection(NamesakeCollection):
    """A collection whose members change by two operations on their widgets: PUT replaces all of them, POST adds some.

    Adding is preferred: it keeps the ids of the other widgets, and those that the API cannot express.
    """

    def update_object(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """Add widgets where nothing else changes; else, and where they are in another order then, replace all.

        Raises:
            InvalidInput: replacing them would lose what the API cannot carry.
        """
        live = self._live(client, id, target)
        wanted = _sent({**target.body, **body}.get("widgets") or [])
        there = _sent(live.get("widgets", []))
        rest = {name: value for name, value in body.items() if name != "widgets"}
        unchanged = all(same_json(value, {**old, **live}.get(name)) for name, value in rest.items())
        if unchanged and same_json(wanted[: len(there)], there):
            self._add(client, id, target, wanted, wanted[len(there) :])
            live = self._live(client, id, target) if there and len(wanted) > len(there) else live
        if not (unchanged and same_json(_sent(live.get("widgets", []))[: len(there)], wanted[: len(there)])):
            _refuse_loss(live.get("widgets", []), wanted)
            invoke(client, f"PUT {self._widgets}", {"id": id}, body={**rest, "widgets": wanted}, idempotent=True)
        return {}

    def delete_object(self, client: Client, id: str, target: Target) -> None:
        """Leave it, and say so."""
        notify(f"{self.path}/{id}: left in Statsig, whose API cannot delete it")

    def operations(self, shape: Shape) -> Mapping[str, str]:
        """Return those of a collection, and the two of the widgets."""
        own = {f"PUT {self._widgets}": "update", f"POST {self._widgets}": "add"}
        return {**super().operations(shape), **own}

    @property
    def _widgets(self) -> str:
        return f"{self.path}/{{id}}/widgets"

    def _live(self, client: Client, id: str, target: Target) -> Doc:
        live = soon(client, lambda: self.read_object(client, id, target), bool)  # it may have been made just now
        if live is None:
            raise NotFound("the object is gone", status=404, method="GET", path=self.path)
        return live

    def _add(self, client: Client, id: str, target: Target, wanted: Sequence[Doc], added: Sequence[Doc]) -> None:
        if not added:
            return
        try:
            invoke(client, f"POST {self._widgets}", {"id": id}, body={"widgets": added})
        except OutcomeUnknown:
            if not same_json(_sent(self._live(client, id, target).get("widgets", [])), wanted):
                raise


def _sent(widgets: Sequence[Doc]) -> list[Doc]:
    """Return widgets as requests have them: without ids, and without those that the API cannot express."""
    return [{k: v for k, v in widget.items() if k != "id"} for widget in widgets if widget["type"] != UNSUPPORTED]


def _refuse_loss(live: Sequence[Doc], wanted: Sequence[Doc]) -> None:
    if lost := [*_losses(live, wanted)]:
        raise InvalidInput(
            f"replacing the widgets would lose what the API cannot carry: {'; '.join(lost)}. Remove it in Statsig, or "
            "make the change there and take widgets out of the program"
        )


def _losses(live: Sequence[Doc], wanted: Sequence[Doc]) -> Iterator[str]:
    for widget in live:
        if widget["type"] == UNSUPPORTED:
            yield f"the widget {widget['title']!r} ({widget['reason']})"
    for widget in wanted:
        fields = [name for name in _READ_ONLY if name in widget.get("query", {})]
        if widget["type"] == "funnel" and fields:
            yield f"{' and '.join(fields)} of the funnel {widget['title']!r}"
