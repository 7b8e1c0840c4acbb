"""The state of a stack, as ``pulumi stack export`` prints it: its Statsig resources, and their providers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pulumi.runtime import rpc

from ...controller.inputs import SECRETS
from ...errors import InvalidInput
from ...kind import TYPE_PREFIX
from ...schema.json_types import Doc

Place = tuple[str | int, ...]
"""Where in a property bag a value stands."""
_PROVIDER = "pulumi:providers:pulumi-python"
_ENCRYPTED = (
    "its state holds a secret that is encrypted: export the state with `pulumi stack export --show-secrets`, or leave "
    "out --state"
)


@dataclass(frozen=True)
class Bag:
    """Properties as the state holds them.

    Attributes:
        values: the values, secrets bare.
        secrets: where secrets stand.
        encrypted: whether one of them is encrypted, and so is missing.
    """

    values: Doc = field(default_factory=dict)
    secrets: frozenset[Place] = frozenset()
    encrypted: bool = False

    @classmethod
    def open(cls, properties: Any) -> Bag:
        """Return properties whose secrets are taken out of their envelopes."""
        opening = _Opening()
        values = opening.open(properties if isinstance(properties, dict) else {})
        given = {tuple(s if isinstance(s, str) else int(s) for s in path) for path in values.get(SECRETS) or ()}
        return cls(values, frozenset(opening.secrets | given), opening.encrypted)

    def secret_values(self) -> Iterator[Any]:
        """Yield the values that must not be shown."""
        for place in self.secrets:
            value: Any = self.values
            with suppress(LookupError, TypeError):
                for step in place:
                    value = value[step]
                yield value


class _Opening:
    def __init__(self) -> None:
        self.secrets: set[Place] = set()
        self.encrypted = False

    def open(self, value: Any, place: Place = ()) -> Any:
        if isinstance(value, list):
            return [self.open(one, (*place, i)) for i, one in enumerate(value)]
        if not isinstance(value, dict):
            return value
        if value.get(rpc._special_sig_key) != rpc._special_secret_sig:
            return {name: self.open(one, (*place, name)) for name, one in value.items()}
        self.secrets.add(place)
        if "plaintext" in value:
            return self.open(json.loads(value["plaintext"]), place)
        self.encrypted = True
        return None


@dataclass(frozen=True)
class Stored:
    """A Statsig resource in the state.

    Attributes:
        urn: what Pulumi calls it.
        id: its id in Pulumi.
        inputs: what the program gave when it was last changed.
        outputs: what was live then.
        provider: the URN of its provider.
        modified: when Pulumi last changed it; None where the state does not say.
        ignore_changes: the paths whose changes the program ignores.
    """

    urn: str
    id: str = ""
    inputs: Bag = field(default_factory=Bag)
    outputs: Bag = field(default_factory=Bag)
    provider: str = ""
    modified: datetime | None = None
    ignore_changes: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The name of its kind, such as ``Gate``."""
        return self.urn.split("::")[2].rpartition("$")[2].removeprefix(TYPE_PREFIX)

    @property
    def name(self) -> str:
        """Its name in the program."""
        return self.urn.split("::", 3)[3]

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
        project: the Pulumi project; "" where the state is empty.
        stack: the stack; "" where the state is empty.
        resources: the Statsig resources that are managed.
        providers: the inputs of the providers by URN.
    """

    project: str
    stack: str
    resources: tuple[Stored, ...]
    providers: Mapping[str, Bag]

    @classmethod
    def parse(cls, text: str) -> State:
        """Read a state that was exported, or a checkpoint that a backend has stored.

        Raises:
            InvalidInput: it is something else.
        """
        try:
            resources = [*_resources(json.loads(text))]
            providers = {one["urn"]: Bag.open(one.get("inputs")) for one in resources if one["type"] == _PROVIDER}
            parts = next((str(one["urn"]).split(":", 2)[2].split("::") for one in resources), ["", ""])
            return cls(parts[1], parts[0], tuple(_stored(one) for one in resources if _is_managed(one)), providers)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise InvalidInput(
                "the state is not what `pulumi stack export` prints: export it once more, or name another file"
            ) from None


def _resources(document: Any) -> Iterator[Doc]:
    """Yield all resources. A stack that holds nothing may have no list of them."""
    latest = document["deployment"] if "deployment" in document else document["checkpoint"]["latest"]
    for one in ({} if latest is None else latest).get("resources") or []:
        if not isinstance(one["urn"], str) or len(one["urn"].split("::")) < 4:
            raise ValueError(one["urn"])
        yield one


def _is_managed(resource: Doc) -> bool:
    """Return whether a resource is one of this package's, and neither just read nor on its way out."""
    passing = any(resource.get(mark) for mark in ("external", "delete", "pendingReplacement"))
    return str(resource["type"]).startswith(TYPE_PREFIX) and not passing


def _stored(resource: Doc) -> Stored:
    return Stored(
        urn=resource["urn"],
        id=str(resource.get("id") or ""),
        inputs=Bag.open(resource.get("inputs")),
        outputs=Bag.open(resource.get("outputs")),
        provider=str(resource.get("provider") or "").rpartition("::")[0],
        modified=_moment(resource.get("modified")),
        ignore_changes=tuple(map(str, resource.get("ignoreChanges") or ())),
    )


def _moment(text: Any) -> datetime | None:
    """Return a time of the state, of whose fraction Python 3.10 reads six digits only."""
    if not text:
        return None
    whole, _, _fraction = str(text).removesuffix("Z").partition(".")
    return datetime.fromisoformat(f"{whole}+00:00")
