"""Where settings come from: the environment, the configuration of a stack, a provider in its state."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..config import Settings

NAMESPACE = "statsig:"


def from_environment(env: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings that the environment gives, as outside of a stack.

    Raises:
        ConfigError: there is no key, or a setting cannot be used.
    """
    return Settings.load(lambda _name: None, env)


@dataclass(frozen=True)
class Configured:
    """Values under their full names, such as ``statsig:apiUrl``.

    Attributes:
        values: the values.
        secret: the names of those that Pulumi keeps as secrets.
    """

    values: Mapping[str, Any]
    secret: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, document: Any) -> Configured:
        """Read what ``pulumi config --json`` prints. Without ``--show-secrets`` a secret has no value, and reads as "".

        Raises:
            ValueError: it is something else.
        """
        if not isinstance(document, dict) or not all(isinstance(entry, dict) for entry in document.values()):
            raise ValueError("no configuration")
        secret = frozenset(name for name, entry in document.items() if entry.get("secret"))
        return cls({name: str(entry.get("value", "")) for name, entry in document.items()}, secret)

    def get(self, name: str) -> str | None:
        """Return a value by its name without ``statsig:``."""
        value = self.values.get(NAMESPACE + name)
        return None if value is None else str(value)
