"""What a newer contract brings, told to whoever has to do something about it: by resource and by function.

``tools/contract.py`` prints it. A field is told with its path, as ``rules[].name``; ``?name`` is a parameter of the
query, ``type = "number"`` a value that a field may have, and what comes back stands after an arrow.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Json = dict[str, Any]
NOBODY = "used by nothing"
_SHOWN = 3


def news(old: Json, new: Json, claims: Mapping[str, Iterable[str]]) -> list[str]:
    """The lines to print.

    Args:
        old: the contract as it is.
        new: the contract of the newer document.
        claims: what of the package uses each operation: ``Gate: create``, ``get_gate``.
    """
    before, after = old["operations"].keys(), new["operations"].keys()
    lines = _section("new operations, which nothing uses yet", sorted(after - before))
    gone = [f"{name}  (used by {', '.join(claims.get(name, ())) or 'nothing'})" for name in sorted(before - after)]
    lines += _section("operations that are gone", gone)
    changed: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in sorted(before & after):
        here, there = fields(old, name), fields(new, name)
        marked = [f"+ {field}" for field in there - here] + [f"- {field}" for field in here - there]
        for claimant in {claim.partition(":")[0] for claim in claims.get(name, ())} or {NOBODY}:
            for line in marked:
                changed[claimant][line].append(name)
    for claimant in sorted(changed, key=lambda claimant: (claimant == NOBODY, claimant)):
        found = changed[claimant]
        told = [f"{line}  ({_some(found[line])})" for line in sorted(found, key=lambda line: (line[2:], line))]
        lines += _section(claimant, told)
    return lines


def _section(heading: str, lines: list[str]) -> list[str]:
    return [f"{heading}:", *(f"  {line}" for line in lines)] if lines else []


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def fields(made: Json, name: str) -> set[str]:
    """The parameters of an operation, and the fields of its body and its reply at any depth."""
    operation = made["operations"][name]
    found = {f"?{parameter}" for parameter in operation["query"]}
    for parameter, facts in operation["query"].items():
        found |= {f"?{path}" for path in _paths(facts["schema"], made, parameter)}
    return found | {*_paths(operation["body"], made)} | {f"-> {path}" for path in _paths(operation["reply"], made)}


def _paths(schema: Any, made: Json, path: str = "", inside: tuple[str, ...] = ()) -> Iterator[str]:
    """The paths of a schema's fields, and the values that they may have."""
    if not isinstance(schema, dict):
        return
    name = schema.get("$ref", "").rsplit("/", 1)[-1]
    if name and name not in inside:
        yield from _paths(made["$defs"][name], made, path, (*inside, name))
    yield from (f"{path} = {json.dumps(value)}" for value in schema.get("enum", ()))
    for field, inner in schema.get("properties", {}).items():
        here = f"{path}.{field}".removeprefix(".")
        yield here
        yield from _paths(inner, made, here, inside)
    for part in (*schema.get("anyOf", ()), *schema.get("allOf", ())):
        yield from _paths(part, made, path, inside)
    yield from _paths(schema.get("items"), made, f"{path}[]", inside)
    yield from _paths(schema.get("additionalProperties"), made, f"{path}{{}}", inside)
