"""Which settings, and so which Statsig project, each resource of a state is read with."""

from __future__ import annotations

import os
from collections.abc import Mapping

from ...config import ENVIRONMENT, Settings
from ...errors import InvalidInput
from ..settings import Configured
from ..state import Bag, State, Stored


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
        configuration: Configured | None = None,
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
        held = Configured(bag.values)
        if stored.has_default_provider:
            configured = held if self._configuration is None else self._configuration
            return Settings.load(
                lambda name: self._environment.get(ENVIRONMENT.get(name, "")) or configured.get(name), self._environment
            )
        if bag.encrypted:
            raise InvalidInput(
                f"the key of its provider {stored.provider_name!r} is encrypted: export the state with "
                "`pulumi stack export --show-secrets`, or leave out --state"
            )
        return Settings.load(held.get, self._environment)
