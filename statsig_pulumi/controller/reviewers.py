"""Who is asked for a review: e-mail addresses, names and ids, as the API's ids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..errors import InvalidInput, NotFound
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
        InvalidInput: nobody in the project has an e-mail address.
    """
    wanted = [*reviewers]
    if not wanted:
        return {}
    eligible = reviews.eligible_reviewers(client, id)
    groups = {str(g[key]): str(g["id"]) for key in ("name", "id") for g in eligible.get("groups", ())}
    users = {str(u[key]): str(u["id"]) for key in ("email", "id") for u in eligible.get("users", ())}
    for one in wanted:
        if "@" in one and one not in users and one not in groups:
            users[one] = _user_id(client, one)
    people = [users.get(one, one) for one in wanted if one not in groups]
    return {"reviewer_ids": people, "reviewer_group_ids": [groups[one] for one in wanted if one in groups]}


def _user_id(client: Client, address: str) -> str:
    """Return the id of a person; the administrators of a project may review and are not listed among the eligible."""
    try:
        return str(client.request("GET", "/users/{email}", email=address)["userID"])
    except NotFound:
        raise InvalidInput(f"reviewers: nobody in the Statsig project has the address {address!r}") from None
