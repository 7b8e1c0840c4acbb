"""The settings: where each comes from, whether it can be used, and whether the key is kept as a secret."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...config import EMULATOR_SCHEME, ENVIRONMENT, Settings, printable_url, removed_setting
from ...errors import ConfigError
from ...redactor import redact
from .finding import Finding, Mark
from .project import Project, Stack, parsed

KEY = "consoleApiKey"
_NAMESPACE = "statsig:"
_REMOVED = "respectReviewSettings"
_MASKED = "console-..."
_SET_KEY = "pulumi config set --secret statsig:consoleApiKey"


@dataclass(frozen=True)
class Configured:
    """The configuration of a stack: values, and which of them Pulumi keeps as secrets."""

    values: Mapping[str, str]
    secret: frozenset[str] = frozenset()

    def get(self, name: str) -> str | None:
        """Return a value by its name without ``statsig:``."""
        return self.values.get(_NAMESPACE + name)


def examine_stack(project: Project | None, stack: Stack | None) -> tuple[Configured | None, list[Finding]]:
    """Return the configuration of the stack, and what there is to say; None where it cannot be read."""
    if project is None or stack is None:
        return Configured({}), [Finding("stack", Mark.SKIPPED, "no Pulumi project here: the environment says it all")]
    done = stack.selected()
    if done.code:
        mend = "pulumi stack select NAME, or name one with --stack"
        return None, [Finding("stack", Mark.UNKNOWN, f"there is no stack to look at: {done.problem}", mend)]
    findings = [Finding("stack", Mark.OK, f"the stack is {done.out.strip()}")]
    configured = _configured(parsed(answer := stack.config()))
    if configured is None:
        text = f"the stack's configuration cannot be decrypted: {answer.problem}"
        mend = "set PULUMI_CONFIG_PASSPHRASE, log in to the secrets provider, or run `pulumi login`"
        findings.append(Finding("stack", Mark.UNKNOWN, text, mend))
        return None, [*findings, *_without_secrets(stack)]
    return configured, findings


def _without_secrets(stack: Stack) -> Iterator[Finding]:
    configured = _configured(parsed(stack.encrypted_config()))
    if configured:
        yield from _kept_secret(configured, stack.option())


def _configured(document: Any) -> Configured | None:
    if not isinstance(document, dict):
        return None
    entries = {name: entry for name, entry in document.items() if isinstance(entry, dict)}
    secret = frozenset(name for name, entry in entries.items() if entry.get("secret"))
    values = {name: str(entry.get("value", "")) for name, entry in entries.items()}
    redact.add([values[name] for name in secret if values[name]])
    return Configured(values, secret)


def examine_settings(
    configured: Configured, env: Mapping[str, str], option: str
) -> tuple[Settings | None, list[Finding]]:
    """Return the settings, and what there is to say of them; None where they cannot be used."""
    redact.add([configured.get(KEY) or "", env.get(ENVIRONMENT[KEY]) or ""])
    findings = [*_sources(configured, env), *_kept_secret(configured, option), *_unknown(configured, option)]
    try:
        settings = Settings.load(configured.get, env)
    except ConfigError as error:
        return None, [*findings, Finding("configuration", Mark.FAILED, str(error), f"{_SET_KEY}{option}")]
    if problem := removed_setting(configured.get):
        mend = f"pulumi config rm statsig:{_REMOVED}{option}"
        findings.append(Finding("configuration", Mark.FAILED, problem, mend))
    return settings, findings


def _known() -> list[str]:
    """Return the names of all settings: those that are asked for when they are loaded."""
    asked: dict[str, None] = {}

    def note(name: str) -> str | None:
        asked[name] = None
        return None

    Settings.load(note, {ENVIRONMENT["apiUrl"]: EMULATOR_SCHEME})
    return [*asked]


def _sources(configured: Configured, env: Mapping[str, str]) -> Iterator[Finding]:
    for name in _known():
        variable = ENVIRONMENT.get(name, "")
        inside, outside = configured.get(name), env.get(variable)
        if inside:
            yield Finding("configuration", Mark.OK, f"statsig:{name} is {_shown(name, inside)}, from the stack")
            if outside and outside.strip().rstrip("/") != inside.strip().rstrip("/"):
                text = f"{variable} says something else than statsig:{name} of the stack, which wins"
                yield Finding("configuration", Mark.WARNING, text, f"unset {variable}")
        elif outside:
            yield Finding("configuration", Mark.OK, f"{name} is {_shown(name, outside)}, from {variable}")


def _shown(name: str, value: str) -> str:
    if name == KEY:
        return _MASKED if value.startswith("console-") else "[masked]"
    return printable_url(value) if name == "apiUrl" else value


def _kept_secret(configured: Configured, option: str) -> Iterator[Finding]:
    name = _NAMESPACE + KEY
    emulated = (configured.get("apiUrl") or "").startswith(EMULATOR_SCHEME)
    if configured.values.get(name) and name not in configured.secret and not emulated:
        text = f"{name} stands in the clear in the stack's configuration, and so in its state"
        mend = f"make another key in Statsig, revoke this one, and {_SET_KEY}{option}"
        yield Finding("configuration", Mark.FAILED, text, mend)


def _unknown(configured: Configured, option: str) -> Iterator[Finding]:
    known = {_NAMESPACE + name for name in (*_known(), _REMOVED)}
    for name in configured.values:
        if name.startswith(_NAMESPACE) and name not in known:
            meant = next((one for one in sorted(known) if one.lower() == name.lower().replace("_", "")), "")
            hint = f"is {meant} meant?" if meant else "nothing reads it, unless the program does"
            text = f"{name} is no setting of statsig-pulumi: {hint}"
            yield Finding("configuration", Mark.WARNING, text, f"pulumi config rm {name}{option}")
