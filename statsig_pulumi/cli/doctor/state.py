"""The stack's state: secrets in the clear, objects of another Statsig project, what an ended run has left."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...config import EMULATOR_SCHEME
from ...controller.inputs import PROJECT, SECRETS
from ...errors import StatsigError
from ...kind import TYPE_PREFIX, Kind, kind_named
from ...schema.json_types import Doc
from .finding import Finding, Mark
from .project import Stack, parsed

_ENCRYPTED = "4dabf18193072939515e22adb298388d"
"""The key of the object that stands for a secret in state."""
_LOOKS_LIKE_A_KEY = re.compile(r"\b(?:console|secret|scim|org)-[A-Za-z0-9]{20,}")
_PROVIDER = "pulumi:providers:"
_KEY, _URL = "statsig:consoleApiKey", "statsig:apiUrl"
_MOST = 5
"""So many resources are named; the others are counted."""


@dataclass(frozen=True)
class State:
    """What ``pulumi stack export`` prints, secrets encrypted."""

    deployment: Doc

    @property
    def all(self) -> list[Doc]:
        """The resources, of whatever provider."""
        return [one for one in self.deployment.get("resources") or () if isinstance(one, dict)]

    @property
    def own(self) -> list[tuple[type[Kind], Doc]]:
        """The resources of this package, with their kinds."""
        found = [(_kind(one), one) for one in self.all]
        return [(kind, one) for kind, one in found if kind]

    @property
    def samples(self) -> list[tuple[type[Kind], str, Doc]]:
        """Of each kind one resource: its kind, its id and its outputs."""
        first = dict(reversed(self.own))
        return [(kind, str(one.get("id")), one.get("outputs") or {}) for kind, one in first.items()]


def _kind(resource: Doc) -> type[Kind] | None:
    type = str(resource.get("type"))
    try:
        return kind_named(type.removeprefix(TYPE_PREFIX)) if type.startswith(TYPE_PREFIX) else None
    except StatsigError:  # a newer version has written it
        return None


def read_state(stack: Stack) -> State | Finding:
    """Return the state; or that it cannot be read."""
    answer = stack.state()
    document = parsed(answer)
    deployment = document.get("deployment") if isinstance(document, dict) else None
    if not isinstance(deployment, dict):
        return Finding("state", Mark.UNKNOWN, f"the state cannot be read: {answer.problem}", "pulumi login")
    return State(deployment)


def examine_state(state: State, key: str, option: str) -> Iterator[Finding]:
    """Yield what there is to say of a state.

    Args:
        state: the state.
        key: the key's value; "" where it is no secret or not known.
        option: what commands have to say of the stack.
    """
    yield from _secrets(state, key, option)
    yield from _unfinished(state, option)


# -- secrets -----------------------------------------------------------------------------------------------------------


def _secrets(state: State, key: str, option: str) -> Iterator[Finding]:
    clear = {_name(one): fields for kind, one in state.own if (fields := sorted({*_in_the_clear(kind, one)}))}
    clear |= {_name(one): [_KEY] for one in state.all if _is_provider_with_a_plain_key(one)}
    for name, fields in clear.items():
        text = f"{name} has in the clear what is a secret: {', '.join(fields)}"
        yield Finding("secrets", Mark.FAILED, text, f"revoke it, wrap it in pulumi.Output.secret(), pulumi up{option}")
    held = [_name(one) for one in state.all if key and key in json.dumps(one)]
    if held:
        text = f"the key itself stands in the clear in {_listed(held)}"
        mend = f"make another key, pulumi config set --secret statsig:consoleApiKey{option}, pulumi up{option}"
        yield Finding("secrets", Mark.FAILED, text, mend)
    alike = [n for one in state.all if (n := _name(one)) not in (*held, *clear) and _holds_a_key(one)]
    if alike:
        text = f"what looks like a key of Statsig stands in the clear in {_listed(alike)}"
        yield Finding("secrets", Mark.FAILED, text, f"revoke it, make it a secret, pulumi up{option}")
    if not (clear or held or alike):
        yield Finding("secrets", Mark.OK, "no secret stands in the clear in the state")


def _in_the_clear(kind: type[Kind], resource: Doc) -> Iterator[str]:
    """Yield the paths of what ought to be encrypted in a resource and is not."""
    marked = [(prop.name,) for prop in kind.shape().marked("secret")]
    for bag in (resource.get("inputs") or {}, resource.get("outputs") or {}):
        by_program = [tuple(path) for path in bag.get(SECRETS) or () if isinstance(path, list)]
        for path in (*marked, *((name,) for name in kind.secret_outputs()), *by_program):
            if _plain(bag, path):
                yield ".".join(map(_step, path))


def _is_provider_with_a_plain_key(resource: Doc) -> bool:
    """Return whether a resource is a provider whose key is stored plain; the emulator's is no secret."""
    inputs = resource.get("inputs") or {}
    emulated = str(inputs.get(_URL)).startswith(EMULATOR_SCHEME)
    return str(resource.get("type")).startswith(_PROVIDER) and not emulated and _plain(inputs, (_KEY,))


def _step(step: Any) -> str:
    return step if isinstance(step, str) else str(int(step))


def _plain(bag: Any, path: Sequence[Any]) -> bool:
    """Return whether a value at a path is stored plain, and is something."""
    for step in path:
        if _is_encrypted(bag):
            return False
        try:
            bag = bag[step if isinstance(step, str) else int(step)]
        except (LookupError, TypeError, ValueError):
            return False
    return not _is_encrypted(bag) and bag not in (None, "", [], {})


def _is_encrypted(value: Any) -> bool:
    return isinstance(value, dict) and _ENCRYPTED in value


def _holds_a_key(resource: Doc) -> bool:
    return bool(_LOOKS_LIKE_A_KEY.search(json.dumps([resource.get("inputs"), resource.get("outputs")])))


# -- what a run has left -----------------------------------------------------------------------------------------------


def _unfinished(state: State, option: str) -> Iterator[Finding]:
    pending = [one for one in state.deployment.get("pending_operations") or () if isinstance(one, dict)]
    for one in pending:
        resource = one.get("resource") if isinstance(one.get("resource"), dict) else {}
        text = f"a run ended while it was {one.get('type')} {_name(resource or {})}"
        yield Finding("operations", Mark.FAILED, text, f"pulumi refresh{option}, which asks what has become of it")
    for one in state.all:
        if one.get("initErrors"):
            text = f"{_name(one)} was not completed"
            yield Finding("operations", Mark.WARNING, text, f"pulumi up{option}")
        if one.get("delete"):
            text = f"{_name(one)} has been replaced, and its old object waits to be deleted"
            yield Finding("operations", Mark.WARNING, text, f"pulumi up{option}")


def examine_last_update(stack: Stack) -> Iterator[Finding]:
    """Yield how the latest run of Pulumi has ended."""
    history = parsed(stack.last_update())
    last = history[0] if isinstance(history, list) and history and isinstance(history[0], dict) else {}
    if last.get("result") == "failed":
        text = f"the latest {last.get('kind')} of the stack failed, at {last.get('endTime')}"
        yield Finding("operations", Mark.WARNING, text, f"pulumi up{stack.option()}, and read its first error")
    elif last:
        yield Finding("operations", Mark.OK, f"the latest run ({last.get('kind')}) ended well")
    else:
        yield Finding("operations", Mark.SKIPPED, "the stack has no history yet")


# -- whose objects they are --------------------------------------------------------------------------------------------


def examine_projects(state: State, project: str, option: str) -> Iterator[Finding]:
    """Yield which objects of the state are in another Statsig project than the key's.

    Args:
        state: the state.
        project: the project of the configured key; "" where it is not known.
        option: what commands have to say of the stack.
    """
    by_provider: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for _, one in state.own:
        if known := (one.get("outputs") or {}).get(PROJECT):
            by_provider[_provider(one)][str(known)] += 1
    for provider, projects in by_provider.items():
        yield from _of_provider(provider, projects, project if provider.startswith("default") else "", option)


def _of_provider(provider: str, projects: Mapping[str, int], expected: str, option: str) -> Iterator[Finding]:
    if expected and (others := {id: count for id, count in projects.items() if id != expected}):
        what = ", ".join(f"{count} in {id}" for id, count in others.items())
        text = f"the state has objects of another Statsig project than the key's ({expected}): {what}"
        yield Finding("projects", Mark.FAILED, text, f"configure the key of their project{option}")
    elif len(projects) > 1:
        text = f"the objects of the provider {provider} are in several Statsig projects: {', '.join(projects)}"
        yield Finding("projects", Mark.FAILED, text, "give each project a statsig.Provider of its own")
    else:
        (id, count) = next(iter(projects.items()))
        yield Finding("projects", Mark.OK, f"{count} objects of the provider {provider} are in the project {id}")


def _provider(resource: Doc) -> str:
    """Return the name of a resource's provider."""
    urn = str(resource.get("provider")).rpartition("::")[0]
    return urn.rpartition("::")[2] or "default"


# -- names -------------------------------------------------------------------------------------------------------------


def _name(resource: Doc) -> str:
    """Return how a message names a resource: by its kind and its name in the program."""
    type, name = str(resource.get("type")), str(resource.get("urn")).rpartition("::")[2]
    return f"{type.removeprefix(TYPE_PREFIX).removeprefix(_PROVIDER)} {name!r}"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return ", ".join(names[:_MOST]) + more
