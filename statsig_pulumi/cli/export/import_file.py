"""Pulumi's import file: the whole state of each object, which a dynamic provider cannot be asked for.

https://www.pulumi.com/docs/iac/cli/commands/pulumi_import/; it takes Pulumi 3.254 or newer.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from pulumi.dynamic.dynamic import PROVIDER_KEY

from ...controller.inputs import carried_inputs
from ...errors import InvalidInput
from ...provider import serialized_provider
from ...schema.json_types import Doc
from .. import files
from .declaration import Declaration
from .names import digest


def entry(declaration: Declaration, name: str) -> Doc:
    """Return one entry. Secrets are not in it: a refresh of the stack reads them.

    Args:
        declaration: the object.
        name: the resource's name.
    """
    kind = declaration.kind
    inputs = carried_inputs(kind, declaration.inputs)
    provider = {PROVIDER_KEY: serialized_provider(kind.__name__)}
    return {
        "type": kind.type_token(),
        "name": f"{kind.__name__}_{digest(name)}",  # of no use but for entries that refer to each other
        "logicalName": name,
        "id": declaration.id,
        "inputs": {**inputs, **provider},
        "outputs": {**inputs, **declaration.outputs, **provider},
    }


def read_import_file(path: Path) -> Doc:
    """Return the content of an import file; an empty one where there is none.

    Raises:
        InvalidInput: it cannot be read, or is something else.
    """
    try:
        content = json.loads(files.read_bytes(path)) if path.exists() else {"resources": []}
        resources = content.setdefault("resources", [])
        if isinstance(resources, list) and all(map(_is_entry, resources)):
            return dict(content)
    except (AttributeError, ValueError, RecursionError):
        pass
    raise InvalidInput(f"{path} is no import file of Pulumi: name another one with --file")


def _is_entry(resource: Any) -> bool:
    return isinstance(resource, dict) and all(isinstance(resource.get(name, ""), str) for name in ("type", "id"))


def with_entries(content: Doc, entries: Iterable[Doc], gone: Collection[tuple[str, str]] = ()) -> str:
    """Return the text of an import file with these entries.

    Args:
        content: what the file holds.
        entries: the entries; they replace those of the same type and id.
        gone: the types and ids of entries that are taken out.
    """
    added = [*entries]
    left = {*gone, *((one["type"], one["id"]) for one in added)}
    kept = [one for one in content["resources"] if (one.get("type"), one.get("id")) not in left]
    return json.dumps({**content, "resources": [*kept, *added]}, indent=2) + "\n"
