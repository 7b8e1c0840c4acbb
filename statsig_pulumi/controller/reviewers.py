"""Who is asked for a review: e-mail addresses, names and ids, as the API's ids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..errors import InvalidInput
from ..rest.reviews import Reviews
from ..schema.json_types import Doc

if TYPE_CHECKING:
    from ..client.client import Client


def resolve(client: Client, reviews: Reviews, id: str, reviewers: Iterable[str]) -> Doc:
    """Return the request's part that names the reviewers.

    Args:
        client: the client.
        reviews: the reviews of the object's kind.
        id: which object.
        reviewers: e-mail addresses or ids of people, names or ids of groups.

    Raises:
        InvalidInput: nobody in the project has an e-mail address, or the name is that of several groups.
    """
    wanted = [*reviewers]
    if not wanted:
        return {}
    eligible = reviews.eligible_reviewers(client, id)
    groups = {str(g[key]): str(g["id"]) for key in ("name", "id") for g in eligible.get("groups", ())}
    users = {str(u[key]): str(u["id"]) for key in ("email", "id") for u in eligible.get("users", ())}
    missing = [one for one in wanted if one not in groups and one not in users and "@" in one]
    if missing:  # the administrators of a project may review as well, and are not listed
        users |= {str(u.get("email")): str(u.get("userID")) for u in client.paginate("/users")}
    if unknown := next((one for one in missing if one not in users), None):
        raise InvalidInput(f"reviewers: nobody in the Statsig project has the address {unknown!r}")
    people = [users.get(one, one) for one in wanted if one not in groups]
    return {"reviewer_ids": people, "reviewer_group_ids": [groups[one] for one in wanted if one in groups]}
