"""The full address of an object: what tells it from every other object of a Statsig project."""

from __future__ import annotations

from dataclasses import dataclass

from .json_types import Doc
from .shape import Shape


@dataclass(frozen=True)
class Address:
    """A kind, the fields in the path, the fields in the query, and the key.

    Made from the declaration (``Path``, ``Query``, ``Key``). Wherever an object is named, it is named by this.
    """

    kind: str
    path: tuple[str, ...] = ()
    query: tuple[str, ...] = ()
    key: str = ""

    @classmethod
    def of(cls, kind: str, shape: Shape, inputs: Doc) -> Address:
        """Return the address of the object that the inputs describe; fields that are not set are left out."""

        def values(mark: str) -> tuple[str, ...]:
            return tuple(str(inputs[p.name]) for p in shape.marked(mark) if inputs.get(p.name) is not None)

        return cls(kind, values("path"), values("query"), "".join(values("key")))

    @property
    def name(self) -> str:
        """The address within its kind, such as ``new_checkout`` or ``new_checkout/staff``."""
        last = () if not self.key or self.key == (self.query or ("",))[-1] else (self.key,)
        return "/".join((*self.path, *self.query, *last))

    def __str__(self) -> str:
        return f"{self.kind} {self.name!r}" if self.name else self.kind
