"""The case of ``UserInvite``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="UserInvite",
    left_out={"emails": "one invitation for each person, who is its email"},
    own_arguments=frozenset({"email"}),
    request=Request({"email": "new@example.com", "role": "Member", "teams": ["Checkout"]}, "POST /users/invite"),
)
