"""Which settings, and so which Statsig project, each resource of a state is read with."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from ...config import Settings
from ...errors import InvalidInput
from .state import Bag, State, Stored

_ENVIRONMENT = {"consoleApiKey": "STATSIG_CONSOLE_KEY", "apiUrl": "STATSIG_API_URL"}
Get = Callable[[str], str | None]


class Projects:
    """The settings of the providers of a state.

    Those of the default provider come from the environment, so that a job can have a key of its own that may only
    read; then from the stack's configuration. An explicit provider has its own, which the state holds.

    Args:
        state: the state.
        configuration: the stack's configuration; None: what the state holds of it.
        environment: the environment.
    """

    def __init__(
        self,
        state: State,
        configuration: Mapping[str, str] | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self._state, self._configuration, self._environment = state, configuration, environment

    def settings(self, stored: Stored) -> Settings:
        """Return what a resource is read with.

        Raises:
            ConfigError: there is no key, or a setting cannot be used.
            InvalidInput: the provider's key is encrypted.
        """
        bag = self._state.providers.get(stored.provider, Bag())
        if _is_default(stored.provider):
            return Settings.load(self._default(bag), self._environment)
        if bag.encrypted:
            raise InvalidInput(
                f"the key of its provider {stored.provider.rpartition('::')[2]!r} is encrypted: export the state with "
                "`pulumi stack export --show-secrets`, or leave out --state"
            )
        return Settings.load(_from(bag.values), self._environment)

    def _default(self, bag: Bag) -> Get:
        stored = _from(bag.values if self._configuration is None else self._configuration)
        return lambda name: self._environment.get(_ENVIRONMENT.get(name, "")) or stored(name)


def _is_default(urn: str) -> bool:
    """Return whether a provider is one that Pulumi has made, as its names tell."""
    name = urn.rpartition("::")[2]
    return name in ("", "default") or name.startswith("default_")


def _from(values: Mapping[str, object]) -> Get:
    def get(name: str) -> str | None:
        value = values.get(f"statsig:{name}")
        return None if value is None else str(value)

    return get
