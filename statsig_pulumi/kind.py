"""What the controller asks of a resource: its declaration and its hooks.

``Kind`` is the class side of ``Resource``. It knows nothing of Pulumi's engine and sends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from inspect import get_annotations
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any, ClassVar, get_args, get_origin

from pulumi import Output

from .errors import ApiError, StatsigError
from .replies import documented_shape
from .rest.operations import Routes, Target
from .rest.reviews import Reviews
from .rest.statuses import StatusMachine
from .schema.address import Address
from .schema.json_types import Doc
from .schema.markers import Mark, Wire
from .schema.model import BaseArgs
from .schema.shape import Shape, shape_of
from .schema.values import as_declared, to_wire

TYPE_PREFIX = "pulumi-python:dynamic/statsig:"
"""What every type token begins with; the kind's name follows."""
KINDS: dict[str, type[Kind]] = {}
"""The kinds by name, filled as their modules are imported; ``all_kinds()`` imports all of them."""


class Kind:
    """A resource's declaration: annotations of type ``Output`` are computed outputs, class attributes say the rest."""

    args: ClassVar[type[BaseArgs]]
    """The model of the arguments."""
    routes: ClassVar[Routes]
    """How the verbs map to the API."""
    statuses: ClassVar[StatusMachine | None] = None
    """The statuses that can be declared."""
    reviews: ClassVar[Reviews | None] = None
    """How changes are proposed for review, where the API has reviews for the kind."""
    operations_on_change: ClassVar[Mapping[str, str]] = {}
    """Fields a change of which is an operation on the object, such as a rotation."""
    hints: ClassVar[Mapping[str, str]] = {}
    """What to do about a refusal of the server, by a pattern of its text."""
    held_back_by: ClassVar[Mapping[str, tuple[str, frozenset[str]]]] = {}
    """What may hold back changes that the server has accepted, by the field of a document that tells of it: its name,
    and the arguments that it holds back; all, where there are none."""
    state_only_outputs: ClassVar[tuple[str, ...]] = ()
    """The outputs that the API does not return again: they live in state alone."""
    annotated: ClassVar[type]
    """A class that has the annotations of the declaration, which the kind itself has no more."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        # Pulumi's SDK would evaluate the annotations anew for each resource, and end the program at an output of
        # another type: so they are kept aside.
        hints = {"__annotations__": get_annotations(cls), "__module__": cls.__module__}
        cls.annotated, cls.__annotations__ = type(cls.__name__, (), hints), {}
        if "args" in vars(cls):  # without arguments it is a base of kinds
            KINDS[cls.__name__] = cls

    @classmethod
    def type_token(cls) -> str:
        """Return the type as it stands in state: never to change."""
        return TYPE_PREFIX + cls.__name__

    @classmethod
    @cache
    def shape(cls) -> Shape:
        """Return the shape of the arguments."""
        return shape_of(cls.args)

    @classmethod
    @cache
    def computed_outputs(cls) -> Mapping[str, str]:
        """Return the names of the computed outputs, and their fields in the API's document."""
        wire = cls.args.wire_name
        return MappingProxyType(
            {
                name: next((m.name for m in metadata if isinstance(m, Wire)), wire(name))
                for name, metadata in cls._outputs()
            }
        )

    @classmethod
    @cache
    def secret_outputs(cls) -> tuple[str, ...]:
        """Return the computed outputs that are secrets."""
        return tuple(name for name, metadata in cls._outputs() if Mark("secret") in metadata)

    @classmethod
    def declared_outputs(cls) -> Mapping[str, Any]:
        """Return the annotated outputs of the kind and its bases."""
        bases = [base.annotated for base in reversed(cls.__mro__) if issubclass(base, Kind) and base is not Kind]
        hints = {name: hint for base in bases for name, hint in get_annotations(base, eval_str=True).items()}
        return {name: hint for name, hint in hints.items() if _is_output(hint)}

    @classmethod
    def _outputs(cls) -> Iterator[tuple[str, tuple[Any, ...]]]:
        for name, hint in cls.declared_outputs().items():
            yield name, getattr(hint, "__metadata__", ())

    @classmethod
    def status_field(cls) -> str | None:
        """Return the field that holds the status; None where none can be declared."""
        return cls.statuses.field if cls.statuses else None

    @classmethod
    def address(cls, inputs: Doc) -> Address:
        """Return the full address of the object that the inputs describe."""
        return Address.of(cls.__name__, cls.shape(), inputs)

    @classmethod
    def target(cls, state: Doc, inputs: Doc) -> Target:
        """Return the target of a request.

        Args:
            state: the inputs, and the computed outputs known from before.
            inputs: the inputs. The status is no part of a body.
        """
        status = cls.status_field()
        body = to_wire(cls.shape(), {name: value for name, value in inputs.items() if name != status})
        return Target({**state, **inputs}, cls.to_wire(body), cls.shape())

    @classmethod
    def state_only(cls, state: Doc) -> Doc:
        """Return the outputs that live in state alone, in the API's names."""
        fields = cls.computed_outputs()
        return {fields[name]: state[name] for name in cls.state_only_outputs if state.get(name) is not None}

    @classmethod
    def operations(cls) -> Mapping[str, str]:
        """Return the operations of the API that the kind uses, and what for."""
        transitions = cls.statuses.operations() if cls.statuses else {}
        on_change = dict.fromkeys(cls.operations_on_change.values(), "update")
        reviews = cls.reviews.operations() if cls.reviews else {}
        return {**reviews, **transitions, **on_change, **cls.routes.operations(cls.shape())}

    @classmethod
    def holder(cls, name: str, doc: Mapping[str, Any]) -> str:
        """Return what holds a change of an argument back, as a document tells; "" where nothing does."""
        holders = cls.held_back_by.items()
        return next((what for wire, (what, names) in holders if doc.get(wire) and (not names or name in names)), "")

    @classmethod
    def hint(cls, error: ApiError) -> str:
        """Return what to do about a refusal of the server; "" where the kind has nothing to say."""
        text = " ".join([error.message, *(part for field in error.fields for part in field)])
        return next((hint for pattern, hint in cls.hints.items() if re.search(pattern, text, re.IGNORECASE)), "")

    # -- hooks -------------------------------------------------------------------------------------------------

    @classmethod
    def to_wire(cls, body: Doc) -> Doc:
        """Return a body as the API wants it, where the declaration does not say all."""
        return body

    @classmethod
    def from_wire(cls, doc: Doc) -> Doc:
        """Return a live document in the form that requests have."""
        return doc

    @classmethod
    def document(cls, doc: Doc) -> Doc:
        """Return a live document in the form that requests have, with numbers and lists as they are declared.

        Raises:
            ApiError: it is of another shape than Statsig documents.
        """
        with documented_shape(cls.__name__):
            declared: Doc = as_declared(cls.shape(), doc)
            found = cls.from_wire(declared)
            return found if found is declared else as_declared(cls.shape(), found)

    @classmethod
    def check(cls, old: Doc, new: Doc) -> Iterable[tuple[str, str]]:
        """Yield ``(path, problem)`` of a change that must not be made; ``old`` is empty for a new object."""
        return ()

    @classmethod
    def is_made_by_statsig(cls, doc: Doc) -> bool:
        """Return whether Statsig has made the object by itself, so that an export passes it over."""
        return False

    @classmethod
    def in_use(cls, doc: Doc) -> str | None:
        """Return why the object must not be destroyed without ``force_destroy``; None when it may."""
        return None

    @classmethod
    def can_be_in_use(cls) -> bool:
        """Return whether the kind has that hook; asking it costs a request."""
        return any("in_use" in vars(base) for base in cls.__mro__ if base is not Kind)


def _is_output(hint: Any) -> bool:
    declared = get_args(hint)[0] if hasattr(hint, "__metadata__") else hint
    return get_origin(declared) is Output


def kind_named(name: str) -> type[Kind]:
    """Return a kind, importing no other.

    Raises:
        StatsigError: the installed version of the package does not have it.
    """
    if name not in KINDS:
        with suppress(AttributeError):
            getattr(import_module("statsig_pulumi"), name)  # which imports its module
    try:
        return KINDS[name]
    except KeyError:
        raise StatsigError(
            f"this version of statsig-pulumi knows no {name}: install the version that made the resource"
        ) from None


def all_kinds() -> Mapping[str, type[Kind]]:
    """Return every kind by name, all of them imported."""
    package = import_module("statsig_pulumi.resources")
    for module in iter_modules(package.__path__, f"{package.__name__}."):
        import_module(module.name)
    return KINDS
