"""The case of ``UserRole``."""

from __future__ import annotations

from .case import KindCase

CASE = KindCase(
    kind="UserRole",
    family="users",
    fields={"role": ("Admin", "Member"), "first_name": ("A", "B"), "last_name": ("A", "B")},
    instead={
        "role": {"email": "owner@example.com"},
        "first_name": {"email": "ada.member@example.com"},
        "last_name": {"email": "ray.reader@example.com"},
    },
    can_create=False,
)
