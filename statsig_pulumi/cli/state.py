"""The state of a stack, as ``pulumi stack export`` prints it: its resources, and where in them secrets stand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from pulumi.runtime import rpc

from ..controller.inputs import secret_places
from ..controller.stored import Urn
from ..errors import InvalidInput, StatsigError
from ..kind import Kind, kind_named
from ..schema.json_types import Doc

Place = tuple[str | int, ...]
"""Where in a property bag a value stands."""
PROVIDER_PREFIX = "pulumi:providers:"
_ENCRYPTED = (
    "its state holds a secret that is encrypted: export the state with `pulumi stack export --show-secrets`, or leave "
    "out --state"
)


def is_secret(value: Any) -> bool:
    """Return whether a value of a state is the envelope of a secret."""
    return isinstance(value, dict) and value.get(rpc._special_sig_key) == rpc._special_secret_sig


@dataclass(frozen=True)
class Bag:
    """Properties as the state holds them.

    Attributes:
        values: the values, secrets bare; None in place of one that is encrypted.
        wrapped: where the state has envelopes.
        encrypted: whether one of them is encrypted, and so is missing.
    """

    values: Doc = field(default_factory=dict)
    wrapped: frozenset[Place] = frozenset()
    encrypted: bool = False

    @classmethod
    def open(cls, properties: Any) -> Bag:
        """Return properties whose secrets are taken out of their envelopes."""
        opening = _Opening()
        values = opening.open(properties if isinstance(properties, dict) else {})
        return cls(values, frozenset(opening.wrapped), opening.encrypted)

    @property
    def given(self) -> Iterator[Place]:
        """The places that the program has given secrets for."""
        return secret_places(self.values)

    @property
    def secrets(self) -> frozenset[Place]:
        """Where secrets stand."""
        return self.wrapped | {*self.given}

    def at(self, place: Sequence[str | int]) -> Any:
        """Return what stands at a place; None where nothing does."""
        value: Any = self.values
        with suppress(LookupError, TypeError):
            for step in place:
                value = value[step]
            return value
        return None

    def is_plain(self, place: Place) -> bool:
        """Return whether something stands at a place, and in no envelope."""
        wrapped = any(place[: len(one)] == one for one in self.wrapped)
        return not wrapped and self.at(place) not in (None, "", [], {})

    def secret_values(self) -> Iterator[Any]:
        """Yield the values that must not be shown."""
        return (self.at(place) for place in self.secrets)


class _Opening:
    def __init__(self) -> None:
        self.wrapped: set[Place] = set()
        self.encrypted = False

    def open(self, value: Any, place: Place = ()) -> Any:
        if isinstance(value, list):
            return [self.open(one, (*place, i)) for i, one in enumerate(value)]
        if not isinstance(value, dict):
            return value
        if not is_secret(value):
            return {name: self.open(one, (*place, name)) for name, one in value.items()}
        self.wrapped.add(place)
        if "plaintext" in value:
            return self.open(json.loads(value["plaintext"]), place)
        self.encrypted = True
        return None


@dataclass(frozen=True)
class Stored:
    """A resource in the state.

    Attributes:
        urn: what Pulumi calls it.
        id: its id in Pulumi.
        inputs: what the program gave when it was last changed.
        outputs: what was live then.
        provider: the URN of its provider.
        modified: when Pulumi last changed it; None where the state does not say.
        ignore_changes: the paths whose changes the program ignores.
        doc: all that the state says of it.
    """

    urn: str
    id: str = ""
    inputs: Bag = field(default_factory=Bag)
    outputs: Bag = field(default_factory=Bag)
    provider: str = ""
    modified: datetime | None = None
    ignore_changes: tuple[str, ...] = ()
    doc: Doc = field(default_factory=dict, repr=False)

    @classmethod
    def parse(cls, doc: Doc) -> Stored:
        """Read a resource as it is exported.

        Raises:
            ValueError, LookupError, TypeError, AttributeError: it is something else.
        """
        if not Urn.parse(doc["urn"]).name:
            raise ValueError(doc["urn"])
        return cls(
            urn=doc["urn"],
            id=str(doc.get("id") or ""),
            inputs=Bag.open(doc.get("inputs")),
            outputs=Bag.open(doc.get("outputs")),
            provider=str(doc.get("provider") or "").rpartition("::")[0],
            modified=_moment(doc.get("modified")),
            ignore_changes=tuple(map(str, doc.get("ignoreChanges") or ())),
            doc=doc,
        )

    @property
    def type(self) -> str:
        """Its type."""
        return Urn.parse(self.urn).type

    @property
    def kind(self) -> str:
        """The name of its kind, such as ``Gate``; "" where it is not of this package."""
        return Urn.parse(self.urn).kind

    @property
    def name(self) -> str:
        """Its name in the program."""
        return Urn.parse(self.urn).name

    @property
    def provider_name(self) -> str:
        """The name of its provider."""
        return Urn.parse(self.provider).name or "default"

    @property
    def has_default_provider(self) -> bool:
        """Whether its provider is one that Pulumi has made, as its names tell."""
        return self.provider_name == "default" or self.provider_name.startswith("default_")

    @property
    def is_managed(self) -> bool:
        """Whether it is one of this package's, and neither just read nor on its way out."""
        return bool(self.kind) and not any(self.doc.get(mark) for mark in ("external", "delete", "pendingReplacement"))

    def require_secrets(self) -> None:
        """Refuse a resource whose secrets are encrypted.

        Raises:
            InvalidInput: one is.
        """
        if self.inputs.encrypted or self.outputs.encrypted:
            raise InvalidInput(_ENCRYPTED)


@dataclass(frozen=True)
class State:
    """The state of a stack.

    Attributes:
        all: its resources, of whatever provider.
        pending: what a run that ended had begun: ``type``, ``resource``.
    """

    all: tuple[Stored, ...] = ()
    pending: tuple[Doc, ...] = ()

    @classmethod
    def parse(cls, text: str) -> State:
        """Read a state that was exported, or a checkpoint that a backend has stored.

        Raises:
            InvalidInput: it is something else.
        """
        try:
            document = json.loads(text)
            latest = document["deployment"] if "deployment" in document else document["checkpoint"]["latest"]
            deployment = {} if latest is None else latest  # a stack that holds nothing may have no list
            resources = tuple(map(Stored.parse, deployment.get("resources") or []))
            pending = [one for one in deployment.get("pending_operations") or () if isinstance(one, dict)]
            return cls(resources, tuple(pending))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise InvalidInput(
                "the state is not what `pulumi stack export` prints: export it once more, or name another file"
            ) from None

    @property
    def project(self) -> str:
        """The Pulumi project; "" where the state is empty."""
        return next((Urn.parse(one.urn).project for one in self.all), "")

    @property
    def stack(self) -> str:
        """The stack; "" where the state is empty."""
        return next((Urn.parse(one.urn).stack for one in self.all), "")

    @cached_property
    def resources(self) -> tuple[Stored, ...]:
        """The Statsig resources that are managed."""
        return tuple(one for one in self.all if one.is_managed)

    @cached_property
    def providers(self) -> Mapping[str, Bag]:
        """The inputs of the providers by URN."""
        return {one.urn: one.inputs for one in self.all if one.type.startswith(PROVIDER_PREFIX)}

    @cached_property
    def own(self) -> list[tuple[type[Kind], Stored]]:
        """The resources of this package, those on their way out as well, with their kinds."""
        found = [(_kind(one), one) for one in self.all]
        return [(kind, one) for kind, one in found if kind]


def _kind(stored: Stored) -> type[Kind] | None:
    with suppress(StatsigError):  # a newer version has written it
        return kind_named(stored.kind) if stored.kind else None
    return None


def _moment(text: Any) -> datetime | None:
    """Return a time of the state, of whose fraction Python 3.10 reads six digits only."""
    if not text:
        return None
    whole, _, _fraction = str(text).removesuffix("Z").partition(".")
    return datetime.fromisoformat(f"{whole}+00:00")
