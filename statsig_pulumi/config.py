"""The settings of a Statsig project: key, address and limits.

Stack configuration wins over the environment, so that a stack determines its Statsig project.
In a provider process the configuration is what the engine passed; in a program it is ``pulumi.Config("statsig")``.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from .errors import ConfigError

DEFAULT_URL = "https://statsigapi.net/console/v1"
EMULATOR_SCHEME = "emulator:"
EMULATOR_KEY = "console-emulator"
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Settings:
    """One Statsig project: its key, its address, and how requests are sent to it.

    Functions take it as ``provider`` outside of a Pulumi program, in a notebook for example.

    Attributes:
        console_api_key: a Console API key, ``console-...``
            (https://docs.statsig.com/console-api/introduction). Never printed.
        api_url: the address, with ``/console/v1``; or ``emulator:`` or ``emulator:PATH`` for the embedded emulator.
        request_timeout: seconds for one request.
        retry_deadline: seconds over which a request is retried after 429, 5xx or a lost connection.
        mutations_per_10s: writes allowed in any 10 seconds; Statsig's limit is about 100 for a project.
        mutations_per_15min: writes allowed in any 15 minutes; Statsig's limit is about 900 for a project.
        respect_review_settings: ask the server to hold changes back where a review is required.
    """

    console_api_key: str = field(repr=False)
    api_url: str = DEFAULT_URL
    request_timeout: float = 30.0
    retry_deadline: float = 300.0
    mutations_per_10s: int = 100
    mutations_per_15min: int = 900
    respect_review_settings: bool = False

    @property
    def emulated(self) -> bool:
        """Return whether the address is the embedded emulator's."""
        return self.api_url.startswith(EMULATOR_SCHEME)

    @cached_property
    def digest(self) -> str:
        """A digest of the address and the key: it changes when one of them does, and tells neither."""
        text = json.dumps([self.api_url, self.console_api_key])
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    @classmethod
    def load(cls, get: Callable[[str], str | None], env: Mapping[str, str] = os.environ) -> Settings:
        """Load the settings from stack configuration, then from the environment.

        Args:
            get: returns a value of the configuration: of ``consoleApiKey``, ``apiUrl`` and so on.
            env: the environment.

        Raises:
            ConfigError: there is no key, the key is malformed, the address is not safe to send a key to, or a
                limit is not a number above 0.
        """
        url = (get("apiUrl") or env.get("STATSIG_API_URL") or DEFAULT_URL).strip().rstrip("/")
        _check_url(url, insecure=_flag(get, "allowInsecure"))
        key = (get("consoleApiKey") or env.get("STATSIG_CONSOLE_KEY") or "").strip()
        if not key and url.startswith(EMULATOR_SCHEME):
            key = EMULATOR_KEY
        _check_key(key)
        return cls(
            console_api_key=key,
            api_url=url,
            request_timeout=_number(get, "requestTimeout", cls.request_timeout),
            retry_deadline=_number(get, "retryDeadline", cls.retry_deadline),
            mutations_per_10s=int(_number(get, "mutationsPer10s", cls.mutations_per_10s)),
            mutations_per_15min=int(_number(get, "mutationsPer15min", cls.mutations_per_15min)),
            respect_review_settings=_flag(get, "respectReviewSettings"),
        )


def _check_key(key: str) -> None:
    if not key:
        raise ConfigError(
            "no Statsig Console API key: run `pulumi config set --secret statsig:consoleApiKey` "
            "or set the environment variable STATSIG_CONSOLE_KEY"
        )
    if not key.startswith("console-") or any(c.isspace() for c in key):
        kind = key.split("-", 1)[0] if key.startswith(("client-", "secret-")) else "something else"
        raise ConfigError(
            f"the Statsig key is not a Console API key: it must begin with 'console-', this is {kind}; "
            "make one in Statsig under Settings, Keys & Environments"
        )


def _check_url(url: str, *, insecure: bool) -> None:
    if url.startswith(EMULATOR_SCHEME):
        return
    parts = urlsplit(url)
    if not parts.hostname or parts.scheme not in ("https", "http"):
        raise ConfigError(
            f"statsig:apiUrl {url!r} is not an address: give https://HOST/console/v1, or emulator: for the emulator"
        )
    if parts.username or parts.password:
        raise ConfigError("statsig:apiUrl must not hold a user name or password")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK and not insecure:
        raise ConfigError(
            f"statsig:apiUrl {url!r} would send the key in the clear: use https, "
            "or set statsig:allowInsecure to true if you must"
        )


def _flag(get: Callable[[str], str | None], name: str) -> bool:
    value = (get(name) or "false").strip().lower()
    if value not in ("true", "false"):
        raise ConfigError(f"statsig:{name} must be true or false, got {value!r}")
    return value == "true"


def _number(get: Callable[[str], str | None], name: str, default: float) -> float:
    text = get(name)
    if text is None:
        return default
    try:
        value = float(text)
    except ValueError:
        value = 0
    if not 0 < value < float("inf"):
        raise ConfigError(f"statsig:{name} must be a number above 0, got {text!r}")
    return value
