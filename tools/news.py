"""What a newer contract changes, grouped by the resources and functions that it concerns.

``tools/contract.py`` prints it. A field is named by its path, such as ``rules[].name``; ``?name`` is a query parameter,
``type = "number"`` a value that a field may have, and ``->`` marks a field of the response.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Json = dict[str, Any]
NOBODY = "used by nothing"
_LISTED = 3


def news(old: Json, new: Json, claims: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the lines to print.

    Args:
        old: the present contract.
        new: the contract of the newer document.
        claims: the uses of each operation in the package: ``Gate: create``, ``get_gate``.
    """
    before, after = old["operations"].keys(), new["operations"].keys()
    lines = _section("new operations, which nothing uses yet", sorted(after - before))
    gone = [f"{name}  (used by {', '.join(claims.get(name, ())) or 'nothing'})" for name in sorted(before - after)]
    lines += _section("operations that are gone", gone)
    changed: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in sorted(before & after):
        old_fields, new_fields = fields(old, name), fields(new, name)
        marked = [f"+ {field}" for field in new_fields - old_fields] + [
            f"- {field}" for field in old_fields - new_fields
        ]
        for claimant in {claim.partition(":")[0] for claim in claims.get(name, ())} or {NOBODY}:
            for line in marked:
                changed[claimant][line].append(name)
    for claimant in sorted(changed, key=lambda claimant: (claimant == NOBODY, claimant)):
        found = changed[claimant]
        described = [f"{line}  ({_some(found[line])})" for line in sorted(found, key=lambda line: (line[2:], line))]
        lines += _section(claimant, described)
    return lines


def _section(heading: str, lines: list[str]) -> list[str]:
    return [f"{heading}:", *(f"  {line}" for line in lines)] if lines else []


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more


def fields(contract: Json, name: str) -> set[str]:
    """Return the parameters of an operation, and the fields of its body and its response at any depth."""
    operation = contract["operations"][name]
    found = {f"?{parameter}" for parameter in operation["query"]}
    for parameter, facts in operation["query"].items():
        found |= {f"?{path}" for path in _paths(facts["schema"], contract, parameter)}
    found |= set(_paths(operation["body"], contract))
    return found | {f"-> {path}" for path in _paths(operation["response"], contract)}


def _paths(schema: Any, contract: Json, path: str = "", inside: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the paths of a schema's fields, and the values that they may have."""
    if not isinstance(schema, dict):
        return
    name = schema.get("$ref", "").rsplit("/", 1)[-1]
    if name and name not in inside:
        yield from _paths(contract["$defs"][name], contract, path, (*inside, name))
    yield from (f"{path} = {json.dumps(value)}" for value in schema.get("enum", ()))
    for field, inner in schema.get("properties", {}).items():
        field_path = f"{path}.{field}".removeprefix(".")
        yield field_path
        yield from _paths(inner, contract, field_path, inside)
    for part in (*schema.get("anyOf", ()), *schema.get("allOf", ())):
        yield from _paths(part, contract, path, inside)
    yield from _paths(schema.get("items"), contract, f"{path}[]", inside)
    yield from _paths(schema.get("additionalProperties"), contract, f"{path}{{}}", inside)
