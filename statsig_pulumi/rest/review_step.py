"""A step of a review: it is approved, rejected, committed or canceled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..errors import NotFound, OutcomeUnknown, StatsigError
from ..schema.json_types import Doc
from ..schema.shape import Shape
from .action import Action
from .operations import Target, invoke

if TYPE_CHECKING:
    from ..client.client import Client

_CANCELED = "canceled"
_AFTER = {
    "approve": ("accepted", "approved_webhook_validation", "pending_webhook_validation", "committed"),
    "reject": ("rejected",),
    "commit": ("committed",),
    "cancel": (_CANCELED,),
}
"""The statuses that a review can have when a step has taken effect, the usual one first."""


@dataclass(frozen=True)
class ReviewStep(Action):
    """A step of a review.

    A step is never sent twice blindly: when its response is lost, the review is read, and a step that took effect is a
    success.

    Args:
        steps: the paths of the kinds of objects that have reviews, each with the steps that the API takes there.
    """

    operation: str = "PUT /{kind}/{id}/reviews/{reviewID}/{action}"
    steps: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def update_object(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """Take the step.

        Raises:
            StatsigError: the API refused it, or it is not known whether it took effect.
        """
        kind, action = str(target.state["kind"]), str(target.state["action"])
        ids = {n: v for n, v in target.ids(self.operation).items() if n in ("id", "reviewID")}
        takes_body = action in ("approve", "reject")
        try:
            doc = invoke(client, self._step(kind, action), ids, body=body if takes_body else None, idempotent=False)
        except OutcomeUnknown as unknown:
            return {"status": self._looked_up(client, kind, action, ids, unknown)}
        return {"status": doc.get("status", _AFTER[action][0])}

    def _path(self, kind: str) -> str:
        return f"/{self.steps[kind][0]}/{{id}}/reviews/{{reviewID}}"

    def _step(self, kind: str, action: str) -> str:
        return f"DELETE {self._path(kind)}" if action == "cancel" else f"PUT {self._path(kind)}/{action}"

    def _looked_up(self, client: Client, kind: str, action: str, ids: Doc, unknown: OutcomeUnknown) -> str:
        """Return the status of a review if it shows that the step took effect.

        Raises:
            OutcomeUnknown: it does not, or the API cannot be asked.
        """
        unknown.hint = "Look at the review in Statsig's console. The next `pulumi up` takes the step (again)"
        if "approve" not in self.steps[kind][1]:
            raise unknown
        status = self._status(client, kind, ids)
        if status not in _AFTER[action]:
            raise StatsigError(
                f"the response to {self._step(kind, action)} was lost, and review {ids['reviewID']} is {status}: "
                "run `pulumi up` again"
            ) from unknown
        return status

    def _status(self, client: Client, kind: str, ids: Doc) -> str:
        try:
            return str(invoke(client, f"GET {self._path(kind)}", ids)["status"])
        except NotFound:
            return _CANCELED

    def operations(self, shape: Shape) -> Mapping[str, str]:
        """Return the steps, and what looks one up."""
        run = [self._step(kind, action) for kind, (_, actions) in self.steps.items() for action in actions]
        read = [f"GET {self._path(kind)}" for kind, (_, actions) in self.steps.items() if "approve" in actions]
        return {**dict.fromkeys(run, "run"), **dict.fromkeys(read, "look up")}
