"""Who reviews: the person behind a key, the reviewers of an object, and whether a change of it needs a review."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..context import Context, Success
from ..http import bad_request
from ..store import Doc
from .common import NOT_FOUND
from .registry import handles, stores
from .roles import ROLES
from .teams import TEAMS
from .users import people

GROUPS = stores("review_groups")
"""The project's groups of reviewers, which no operation of the API manages: ``{id, name, user_ids}``."""
POLICIES = stores("review_policies")
"""The reviewers of an object and whether its authors may approve, by ``FAMILY/ID``."""
SERVICE = "key"
"""The id that the key which opened a project acts under."""


@dataclass(frozen=True)
class Actor:
    """Whoever sends a request: the user whose key it is, or the key itself, which may do what an admin may."""

    id: str
    email: str | None = None
    role: str = "Admin"


PERSON = Actor("person", "person@example.com")
"""The admin who reviews through the control plane."""


def user_id(user: Doc) -> str:
    """Return the id that reviews know a user by."""
    return str(user.get("userID") or user["id"])


def actor(context: Context) -> Actor:
    """Return who sends a request."""
    key = context.project.get("keys", context.key) or {}
    id = key.get("actorID", SERVICE)
    found = (Actor(id, user["email"], user["role"]) for user in people(context) if user_id(user) == id)
    return next(found, Actor(id))


def _allows(context: Context, role: str, permission: str) -> bool:
    """Return whether a role has a permission. Of the built-in roles, Admin and Member may review."""
    own = context.project.get(ROLES.family, role)
    return role in ("Admin", "Member") if own is None else bool(own["permissions"][permission])


# -- an object's reviewers -----------------------------------------------------------------------------------------


def policy(context: Context, family: str, id: str) -> Doc:
    """Return the reviewers of an object and whether its authors may approve."""
    unset: Doc = {"id": f"{family}/{id}", "user_ids": [], "group_ids": [], "allow_self_approval": False}
    return {**unset, **(context.project.get(POLICIES, unset["id"]) or {})}


def set_policy(context: Context, family: str, id: str, **changes: object) -> None:
    """Change the reviewers of an object, or whether its authors may approve."""
    changed = {**policy(context, family, id), **changes}
    context.project.put(POLICIES, changed["id"], changed)


def check_reviewers(context: Context, users: Iterable[str], groups: Iterable[str]) -> None:
    """Check that users and groups exist.

    Raises:
        HTTPError: 400, one does not.
    """
    unknown_users = set(users) - {user_id(user) for user in people(context)}
    unknown_groups = {id for id in groups if context.project.get(GROUPS, id) is None}
    if unknown := sorted(unknown_users | unknown_groups):
        raise bad_request(("reviewers", f"Unknown reviewer(s): {', '.join(unknown)}"))


def _groups(context: Context, ids: Iterable[str]) -> list[Doc]:
    return [group for id in ids if (group := context.project.get(GROUPS, id))]


def _reviewers(context: Context, rules: Doc) -> list[str]:
    """Return the ids of the users who may review: those named, and the members of the groups."""
    members = (user for group in _groups(context, rules["group_ids"]) for user in group["user_ids"])
    return list(dict.fromkeys([*rules["user_ids"], *members]))


def _eligible_reviewers(context: Context) -> Success:
    family, id = context.operation.path.split("/")[1], context.path_params["id"]
    context.get_or_404(family, id, NOT_FOUND)
    rules = policy(context, family, id)
    known = {user_id(user): user for user in people(context)}
    users = [
        {"id": one, "email": user["email"], "name": f"{user['firstName']} {user['lastName']}".strip()}
        for one in _reviewers(context, rules)
        if (user := known.get(one))
    ]
    everyone = not rules["user_ids"] and not rules["group_ids"]
    data = {"everyone_eligible": everyone, "users": users, "groups": _groups(context, rules["group_ids"])}
    return Success("Eligible reviewers read successfully.", data)


for _family in ("gates", "dynamic_configs", "experiments"):
    handles(f"GET /{_family}/{{id}}/eligible_reviewers")(_eligible_reviewers)


# -- who may approve, and what needs it ----------------------------------------------------------------------------


def why_not(context: Context, who: Actor, review: Doc) -> str | None:
    """Return why somebody may not approve or reject a review; None where they may."""
    doc = context.project.get(review["family"], review["object"]) or {}
    rules = policy(context, review["family"], review["object"])
    if who.id == review["author"]["id"]:
        own = rules["allow_self_approval"] or _has_own(context, who.role, "self_approve_review")
        return None if own else "the author of a review cannot approve or reject it"
    if who.role == "Admin":
        return None
    if not _allows(context, who.role, "approve_reviews"):
        return f"the role {who.role} does not review"
    return _not_eligible(context, who, rules, _team(context, doc))


def _has_own(context: Context, role: str, permission: str) -> bool:
    return context.project.get(ROLES.family, role) is not None and _allows(context, role, permission)


def _not_eligible(context: Context, who: Actor, rules: Doc, team: Doc) -> str | None:
    approval = team.get("reviewApproval", "anyone")
    people_of = {"team_only": ("members", "admins"), "admin_only": ("admins",)}.get(approval)
    if people_of and who.email not in [one["email"] for name in people_of for one in team.get(name, [])]:
        return f"reviews of the team are {approval}"
    if (rules["user_ids"] or rules["group_ids"]) and who.id not in _reviewers(context, rules):
        return "they are none of its reviewers"
    return None


def _team(context: Context, doc: Doc) -> Doc:
    """Return the team of an object; {} if it has none."""
    names = {doc.get("teamID"), doc.get("team")} - {None}
    found = (team for team in context.project.all(TEAMS.family) if names & {team["id"], team["name"]})
    return next(found, {})


def requires_review(context: Context, doc: Doc) -> bool:
    """Return whether the project, the team or the object itself requires reviews."""
    settings = context.project.get("settings", "reviews") or {}
    own = (doc.get("reviewSettings") or {}).get("requiredReview") or doc.get("reviewsRequiredLocally")
    whole = settings.get("is_config_review_required") or _team(context, doc).get("requireReviews")
    return bool(own or whole)
