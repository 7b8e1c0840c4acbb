"""What a resource holds: its object, or parts of an object's contents."""

from __future__ import annotations

from ..errors import InvalidInput
from ..kind import Kind
from ..schema.address import Address
from ..schema.json_types import Doc
from ..schema.markers import is_known
from .ownership import Claims


def hold(kind: type[Kind], claims: Claims, id: str, inputs: Doc) -> None:
    """Note that a resource of this run has the object of this id, or those of its parts that the inputs name."""
    parts = None if kind.routes.is_unique(inputs) else kind.routes.parts(kind.target({}, inputs).body)
    claims.hold(kind.__name__, id, parts)


def keep(kind: type[Kind], claims: Claims, id: str, inputs: Doc, *, changed: bool, replaced: bool) -> None:
    """Note that the program still has a resource for the object of this id, and what becomes of it.

    Raises:
        InvalidInput: a new resource of this run has taken the object.
    """
    if not is_known(inputs) or not claims.is_expected(kind.address(inputs)):
        return
    if claims.has_made(kind.__name__, id):
        raise InvalidInput(two_resources(kind.address(inputs)))
    if kind.routes.is_unique(inputs):
        claims.keep(kind.address(inputs), id, changed=changed, replaced=replaced)
    elif not replaced:
        hold(kind, claims, id, inputs)


def two_resources(address: Address, *names: str) -> str:
    """Return the message about two resources for one object; ``names`` are theirs, where they are known."""
    which = f" ({' and '.join(map(repr, names))})" if names else ""
    return f"two resources are {address}{which}; remove one of them, or give it another name"
