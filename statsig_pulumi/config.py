"""The settings of a Statsig project: key, address and limits.

Stack configuration wins over the environment, so that a stack determines its Statsig project.
In a provider process the configuration is what the engine passed; in a program it is ``pulumi.Config("statsig")``.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from .errors import ConfigError
from .redactor import redact

DEFAULT_URL = "https://statsigapi.net/console/v1"
EMULATOR_SCHEME = "emulator:"
EMULATOR_FILE = ".statsig-emulator.db"
"""The file of ``emulator:``, in the folder of the program."""
EMULATOR_KEY = "console-emulator"
ENVIRONMENT = {"consoleApiKey": "STATSIG_CONSOLE_KEY", "apiUrl": "STATSIG_API_URL"}
"""The settings that the environment may hold, and their variables."""
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_LONGEST = 30 * 24 * 3600.0
_MOST = 1_000_000.0
_COUNTS = {
    "mutations_per_10s": "mutationsPer10s",
    "mutations_per_15min": "mutationsPer15min",
    "segment_mutations_per_10s": "segmentMutationsPer10s",
    "segment_mutations_per_15min": "segmentMutationsPer15min",
}
"""The limits, and the settings of the stack's configuration."""


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
        mutations_per_10s: writes to attempt in any 10 seconds; Statsig's limit is about 100 for a project.
        mutations_per_15min: writes to attempt in any 15 minutes; Statsig's limit is about 1,800 for a project.
        segment_mutations_per_10s: the same for segments, which have a quota of their own; about 12.
        segment_mutations_per_15min: the same in any 15 minutes; about 900.
        adopt: whether resources adopt objects that exist already, where they do not say otherwise.
        review: ``propose`` makes reviews of changes, where a resource does not say otherwise; ``""`` applies them.
        review_wait: seconds that a run waits for the decision on a review.
        reviewers: who is asked to review: e-mail addresses, ids, names of groups.
    """

    console_api_key: str = field(repr=False)
    api_url: str = DEFAULT_URL
    request_timeout: float = 30.0
    retry_deadline: float = 300.0
    mutations_per_10s: int = 100
    mutations_per_15min: int = 1800
    segment_mutations_per_10s: int = 12
    segment_mutations_per_15min: int = 900
    adopt: bool = False
    review: str = ""
    review_wait: float = 0.0
    reviewers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be sent or waited for, and see to it that the key is never printed.

        Raises:
            ConfigError: the key holds characters that no header can, or a number is out of range.
        """
        redact.add(self.console_api_key)
        if not (self.console_api_key.isascii() and self.console_api_key.isprintable()):
            raise ConfigError(
                "the Statsig key holds a line break or a character that no key has: copy it once more from Statsig"
            )
        for name, most in (("request_timeout", _LONGEST), ("retry_deadline", _LONGEST)):
            if not 0 < getattr(self, name) <= most:
                raise ConfigError(f"{name} must be a number of seconds above 0 and at most {most:g}")
        for name in _COUNTS:
            if not 1 <= getattr(self, name) <= _MOST:
                raise ConfigError(f"{name} must be a whole number, at least 1 and at most {_MOST:g}")

    @property
    def emulated(self) -> bool:
        """Return whether the address is the embedded emulator's."""
        return self.api_url.startswith(EMULATOR_SCHEME)

    @property
    def is_loopback(self) -> bool:
        """Return whether the address is on this machine."""
        return urlsplit(self.api_url).hostname in _LOOPBACK

    @cached_property
    def digest(self) -> str:
        """A digest of the address and the key: it changes when one of them does, and tells neither."""
        text = json.dumps([self.api_url, self.console_api_key])
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    @property
    def place(self) -> str:
        """The address; where it names a file of the emulator, that file."""
        path = self.api_url.removeprefix(EMULATOR_SCHEME)
        return f"{EMULATOR_SCHEME}{os.path.abspath(path or EMULATOR_FILE)}" if self.emulated else self.api_url

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
        url = (get("apiUrl") or env.get(ENVIRONMENT["apiUrl"]) or DEFAULT_URL).strip().rstrip("/")
        _check_url(url, insecure=_flag(get, "allowInsecure"))
        key = (get("consoleApiKey") or env.get(ENVIRONMENT["consoleApiKey"]) or "").strip()
        if not key and url.startswith(EMULATOR_SCHEME):
            key = EMULATOR_KEY
        _check_key(key)
        return cls(
            console_api_key=key,
            api_url=url,
            request_timeout=_seconds(get, "requestTimeout", cls.request_timeout),
            retry_deadline=_seconds(get, "retryDeadline", cls.retry_deadline),
            **{name: _count(get, setting, getattr(cls, name)) for name, setting in _COUNTS.items()},
            adopt=_flag(get, "adopt"),
            review=_choice(get, "review", ("propose", "direct")),
            review_wait=_seconds(get, "reviewWait", cls.review_wait, zero=True),
            reviewers=tuple(filter(None, map(str.strip, (get("reviewers") or "").split(",")))),
        )


def notes_folder() -> Path | None:
    """Return the folder of the package's files beside Pulumi's own (``PULUMI_HOME``, else ``~/.pulumi``)."""
    if home := os.environ.get("PULUMI_HOME"):
        return Path(home) / "statsig-pulumi"
    with suppress(RuntimeError):  # no home at all
        return Path.home() / ".pulumi" / "statsig-pulumi"
    return None


def removed_setting(get: Callable[[str], object]) -> str | None:
    """Return what to do about a setting that this version does not have any more; None where none is set."""
    if str(get("respectReviewSettings") or "false").strip().lower() == "false":
        return None
    return (
        "statsig:respectReviewSettings has no effect any more, for Statsig's API no longer has it: remove it, and say "
        'review="propose" on the resources whose changes need a review, or set statsig:review to propose'
    )


def _check_key(key: str) -> None:
    if not key:
        raise ConfigError(
            "no Statsig Console API key: run `pulumi config set --secret statsig:consoleApiKey` "
            "or set the environment variable STATSIG_CONSOLE_KEY"
        )
    redact.add(key)
    if not (key.isascii() and key.isprintable()) or any(c.isspace() for c in key):
        raise ConfigError(
            "the Statsig key holds a space, a line break or a character that no key has: copy it once more from Statsig"
        )
    if not key.startswith("console-"):
        kind = key.split("-", 1)[0] if key.startswith(("client-", "secret-")) else "something else"
        raise ConfigError(
            f"the Statsig key is not a Console API key: it must begin with 'console-', this is {kind}; "
            "make one in Statsig under Settings, Keys & Environments"
        )


def _check_url(url: str, *, insecure: bool) -> None:
    if url.startswith(EMULATOR_SCHEME):
        if "\0" in url:
            raise ConfigError("statsig:apiUrl must not hold a null character")
        return
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        host = host and host.encode("idna").decode()
    except ValueError:  # brackets that do not close, a port that is no number, a host that is no name
        parts, host, port = urlsplit(""), None, None
    if not host or port == 0 or parts.scheme not in ("https", "http") or not url.isprintable() or " " in url:
        raise ConfigError(
            f"statsig:apiUrl {printable_url(url)!r} is not an address: give https://HOST/console/v1, "
            "or emulator: for the emulator"
        )
    if parts.username or parts.password:
        raise ConfigError("statsig:apiUrl must not hold a user name or password")
    if parts.query or parts.fragment:
        raise ConfigError("statsig:apiUrl must end with the path, such as /console/v1: without ? and #")
    if parts.scheme == "http" and host not in _LOOPBACK and not insecure:
        raise ConfigError(
            f"statsig:apiUrl {printable_url(url)!r} would send the key in the clear: use https, "
            "or set statsig:allowInsecure to true if you must"
        )


def printable_url(url: str) -> str:
    """Return an address without what may be a secret in it: user, password and query."""
    return re.sub(r"[?#].*", "?...", re.sub(r"[^/]*@", "...@", url, flags=re.DOTALL), flags=re.DOTALL)


def _flag(get: Callable[[str], str | None], name: str) -> bool:
    value = (get(name) or "false").strip().lower()
    if value not in ("true", "false"):
        raise ConfigError(f"statsig:{name} must be true or false, got {_shortened(value)}")
    return value == "true"


def _choice(get: Callable[[str], str | None], name: str, choices: tuple[str, ...]) -> str:
    value = (get(name) or "").strip()
    if value and value not in choices:
        raise ConfigError(f"statsig:{name} must be one of {', '.join(choices)}, got {_shortened(value)}")
    return value


def _seconds(get: Callable[[str], str | None], name: str, default: float, *, zero: bool = False) -> float:
    text = get(name)
    value = default if text is None else _parsed(text)
    if not (0 < value <= _LONGEST or (zero and value == 0)):
        least = "from 0 to" if zero else "above 0 and at most"
        raise ConfigError(f"statsig:{name} must be a number of seconds {least} {_LONGEST:.0f}, got {_shortened(text)}")
    return value


def _count(get: Callable[[str], str | None], name: str, default: int) -> int:
    text = get(name)
    value = default if text is None else _parsed(text)
    if not 1 <= value <= _MOST or value != int(value):
        raise ConfigError(
            f"statsig:{name} must be a whole number above 0 and at most {_MOST:.0f}, got {_shortened(text)}"
        )
    return int(value)


def _parsed(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _shortened(text: object) -> str:
    shown = repr(text)
    return shown if len(shown) <= 40 else shown[:37] + "..."
