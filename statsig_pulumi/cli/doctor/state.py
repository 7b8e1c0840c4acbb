"""The stack's state: secrets in the clear, objects of another Statsig project, what an ended run has left."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from ...config import EMULATOR_SCHEME
from ...controller.inputs import PROJECT
from ...errors import ConfigError
from ...kind import TYPE_PREFIX, Kind
from ...schema.json_types import Doc
from ..pulumi import Stack
from ..state import PROVIDER_PREFIX, Place, State, Stored
from .finding import Finding, Mark

_LOOKS_LIKE_A_KEY = re.compile(r"\b(?:console|secret|scim|org)-[A-Za-z0-9]{20,}")
_KEY, _URL = "statsig:consoleApiKey", "statsig:apiUrl"
_MOST = 5
"""So many resources are named; the others are counted."""


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
    held = [_name(one) for one in state.all if key and key in json.dumps(one.doc)]
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


def _in_the_clear(kind: type[Kind], resource: Stored) -> Iterator[str]:
    """Yield the paths of what ought to be encrypted in a resource and is not."""
    marked: list[Place] = [(prop.name,) for prop in kind.shape().marked("secret")]
    for bag in (resource.inputs, resource.outputs):
        for place in (*marked, *((name,) for name in kind.secret_outputs()), *bag.given):
            if bag.is_plain(place):
                yield ".".join(map(str, place))


def _is_provider_with_a_plain_key(resource: Stored) -> bool:
    """Return whether a resource is a provider whose key is stored plain; the emulator's is no secret."""
    emulated = str(resource.inputs.values.get(_URL)).startswith(EMULATOR_SCHEME)
    return resource.type.startswith(PROVIDER_PREFIX) and not emulated and resource.inputs.is_plain((_KEY,))


def _holds_a_key(resource: Stored) -> bool:
    return bool(_LOOKS_LIKE_A_KEY.search(json.dumps([resource.doc.get("inputs"), resource.doc.get("outputs")])))


# -- what a run has left -----------------------------------------------------------------------------------------------


def _unfinished(state: State, option: str) -> Iterator[Finding]:
    for operation in state.pending:
        resource = operation.get("resource") or {}
        text = f"a run ended while it was {operation.get('type')} {_name(Stored(str(resource.get('urn'))))}"
        yield Finding("operations", Mark.FAILED, text, f"pulumi refresh{option}, which asks what has become of it")
    for one in state.all:
        if one.doc.get("initErrors"):
            text = f"{_name(one)} was not completed"
            yield Finding("operations", Mark.WARNING, text, f"pulumi up{option}")
        if one.doc.get("delete"):
            text = f"{_name(one)} has been replaced, and its old object waits to be deleted"
            yield Finding("operations", Mark.WARNING, text, f"pulumi up{option}")


def examine_last_update(stack: Stack) -> Iterator[Finding]:
    """Yield how the latest run of Pulumi has ended."""
    last: Doc = {}
    with suppress(ConfigError):
        last = stack.last_update()
    if last.get("result") == "failed":
        text = f"the latest {last.get('kind')} of the stack failed, at {last.get('endTime')}"
        yield Finding("operations", Mark.WARNING, text, f"pulumi up{stack.option}, and read its first error")
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
        if known := one.outputs.values.get(PROJECT):
            by_provider[one.provider_name][str(known)] += 1
    defaults = {one.provider_name for one in state.all if one.has_default_provider}
    for provider, projects in by_provider.items():
        yield from _of_provider(provider, projects, project if provider in defaults else "", option)


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


# -- names -------------------------------------------------------------------------------------------------------------


def _name(resource: Stored) -> str:
    """Return how a message names a resource: by its kind and its name in the program."""
    return f"{resource.type.removeprefix(TYPE_PREFIX).removeprefix(PROVIDER_PREFIX)} {resource.name!r}"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return ", ".join(names[:_MOST]) + more
