"""The settings: where each comes from, whether it can be used, and whether the key is kept as a secret."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from ...config import EMULATOR_SCHEME, ENVIRONMENT, Settings, printable_url, removed_setting
from ...errors import ConfigError
from ...redactor import redact
from ..pulumi import Stack
from ..settings import NAMESPACE, Configured
from .finding import Finding, Mark
from .project import Project

KEY = "consoleApiKey"
_REMOVED = "respectReviewSettings"
_MASKED = "console-..."
_SET_KEY = "pulumi config set --secret statsig:consoleApiKey"


def examine_stack(project: Project | None, stack: Stack | None) -> tuple[Configured | None, list[Finding]]:
    """Return the configuration of the stack, and what there is to say; None where it cannot be read."""
    if project is None or stack is None:
        return Configured({}), [Finding("stack", Mark.SKIPPED, "no Pulumi project here: the environment says it all")]
    try:
        findings = [Finding("stack", Mark.OK, f"the stack is {stack.selected()}")]
    except ConfigError as error:
        mend = "pulumi stack select NAME, or name one with --stack"
        return None, [Finding("stack", Mark.UNKNOWN, f"there is no stack to look at: {error}", mend)]
    try:
        configured = stack.configuration()
    except ConfigError as error:
        text = f"the stack's configuration cannot be decrypted: {error}"
        mend = "set PULUMI_CONFIG_PASSPHRASE, log in to the secrets provider, or run `pulumi login`"
        return None, [*findings, Finding("stack", Mark.UNKNOWN, text, mend), *_without_secrets(stack)]
    redact.add([configured.values[name] for name in configured.secret])
    return configured, findings


def _without_secrets(stack: Stack) -> Iterator[Finding]:
    with suppress(ConfigError):
        yield from _kept_secret(stack.configuration(secrets=False), stack.option)


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
    name = NAMESPACE + KEY
    emulated = (configured.get("apiUrl") or "").startswith(EMULATOR_SCHEME)
    if configured.values.get(name) and name not in configured.secret and not emulated:
        text = f"{name} stands in the clear in the stack's configuration, and so in its state"
        mend = f"make another key in Statsig, revoke this one, and {_SET_KEY}{option}"
        yield Finding("configuration", Mark.FAILED, text, mend)


def _unknown(configured: Configured, option: str) -> Iterator[Finding]:
    known = {NAMESPACE + name for name in (*_known(), _REMOVED)}
    for name in configured.values:
        if name.startswith(NAMESPACE) and name not in known:
            meant = next((one for one in sorted(known) if one.lower() == name.lower().replace("_", "")), "")
            hint = f"is {meant} meant?" if meant else "nothing reads it, unless the program does"
            text = f"{name} is no setting of statsig-pulumi: {hint}"
            yield Finding("configuration", Mark.WARNING, text, f"pulumi config rm {name}{option}")
