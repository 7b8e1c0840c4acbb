"""Teams (Enterprise): https://docs.statsig.com/console-api/users"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from ..resource import Resource
from ..rest import Collection
from ..schema.markers import Canonical, In, Key, ProviderOnly, Restricts, SendDefault, Strings, Unordered
from ..schema.model import DeletableArgs
from .shared_types import MetricRef


def _folded(emails: Any) -> Any:
    """E-mail addresses without their order and case."""
    return sorted({email.casefold() if isinstance(email, str) else email for email in emails or []}, key=str)


Email = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]
"""An e-mail address."""

Emails = Annotated[list[Email] | list[In[Email]], Canonical(_folded)]
"""E-mail addresses; neither their order nor their case matters."""

Metrics = SendDefault[In[list[MetricRef]]]


class TeamArgs(DeletableArgs):
    """The arguments of a team."""

    name: Key[In[str] | None] = None
    """The team's name; by default the resource's name."""
    description: In[str] = ""
    """What the team does."""
    members: SendDefault[In[Emails]] = []
    """The members, by e-mail address. Left out, people come and go in the console."""
    manage_members: ProviderOnly[Literal["all", "listed"]] = "all"
    """Which members are the program's: ``all``, or ``listed``, so that others stay."""
    admins: SendDefault[In[Emails]] = []
    """The administrators, by e-mail address."""
    manage_admins: ProviderOnly[Literal["all", "listed"]] = "all"
    """Which administrators are the program's: ``all``, or ``listed``, so that others stay."""
    default_gate_metrics: Metrics = []
    """The metrics a new gate of the team starts with."""
    default_experiment_primary_metrics: Metrics = []
    """The primary metrics a new experiment of the team starts with."""
    default_experiment_secondary_metrics: Metrics = []
    """The secondary metrics a new experiment of the team starts with."""
    default_holdout_metrics: Metrics = []
    """The metrics a new holdout of the team starts with."""
    change_team_configs: Restricts[SendDefault[In[Literal["anyone", "team_only"]]]] = "anyone"
    """Who may change what the team owns."""
    review_approval: Restricts[SendDefault[In[Literal["anyone", "team_only", "admin_only"]]]] = "anyone"
    """Who may approve a change of what the team owns."""
    default_target_applications: Unordered[SendDefault[In[Strings]]] = []
    """The target apps a new object of the team starts with."""
    default_holdout_id: In[str] | None = None
    """The holdout a new object of the team starts in."""
    require_reviews: Restricts[In[bool] | None] = None
    """Whether every change needs a review."""
    require_gate_templates: Restricts[In[bool] | None] = None
    """Whether a gate has to be made from a template."""
    require_experiment_templates: Restricts[In[bool] | None] = None
    """Whether an experiment has to be made from a template."""
    require_dynamic_config_templates: Restricts[In[bool] | None] = None
    """Whether a dynamic config has to be made from a template."""


class Team(Resource):
    """A team. The server assigns its id; other objects take ``team.id`` as ``team_id``.

    Example:
        ```python
        statsig.Team("Checkout", description="Cart and payment", members=["ada@example.com"])
        ```
    """

    args = TeamArgs
    # What a PATCH leaves out may be lost, and the list has no people.
    routes = Collection(
        "/users/teams",
        update=None,
        replace="PATCH /users/teams/{id}",
        list_is_partial=True,
        tells_creation=False,
    )

    @classmethod
    def from_wire(cls, doc: dict[str, Any]) -> dict[str, Any]:
        """Reduce people to e-mail addresses: a response has objects."""
        people: dict[str, Any] = {
            name: [p["email"] if isinstance(p, dict) else p for p in doc[name]]
            for name in ("members", "admins")
            if doc.get(name)
        }
        return {**doc, **people}
