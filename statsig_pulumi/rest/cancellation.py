"""What ends something that runs, and may find that it has ended already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import ApiError
from ..notify import notify
from ..schema.json_types import Doc
from ..schema.shape import Shape
from .action import Action
from .operations import Target

if TYPE_CHECKING:
    from ..client.client import Client

_CANCELLED = "cancelled"


@dataclass(frozen=True)
class Cancellation(Action):
    """An action that cancels something. What has ended already is a success, also by this action itself, in a request
    whose response was lost: the output ``outcome`` says how.

    Args:
        history: the list that has what is cancelled.
        outcome: how it ended, from the list and the inputs; None while it runs or is not listed.
    """

    history: str = ""
    outcome: Callable[[Any, Doc], str | None] = lambda _runs, _inputs: None

    def update_object(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """Cancel it.

        Raises:
            ApiError: it does not exist, or may still run.
        """
        try:
            super().update_object(client, id, target, body, old)
        except ApiError:
            outcome = self._outcome(client, target)
            if outcome is None:
                raise
            if outcome != _CANCELLED:
                notify(f"{' '.join(target.ids(self.operation).values())}: ended as {outcome!r} before it was cancelled")
            return {"outcome": outcome}
        return {"outcome": _CANCELLED}

    def _outcome(self, client: Client, target: Target) -> str | None:
        path = self.history.split(" ", 1)[1]
        try:
            return self.outcome(client.paginate(path, **target.ids(path)), target.state)
        except ApiError:
            return None

    def operations(self, shape: Shape) -> Mapping[str, str]:
        """Return what runs, and what is read where that fails."""
        return {**super().operations(shape), self.history: "after an error"}
