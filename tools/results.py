"""Write the types of what the functions return: statsig_pulumi/results.py, from the emulator's contract.

    tools/results.py            write it
    tools/results.py --check    fail when it is stale

A class for each document that a function returns, and one for each object inside it, with the program's names. To
return a further document, add a line to ``RESULTS``.
"""

from __future__ import annotations

import argparse
import json
import keyword
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
CONTRACT = ROOT / "statsig_pulumi" / "emulator" / "contract.json"
RESULTS_FILE = ROOT / "statsig_pulumi" / "results.py"

Schema = dict[str, Any]

# The class, what it is, and its schema in the contract.
RESULTS = {
    "Gate": ("A feature gate", "ExternalGateDto"),
    "DynamicConfig": ("A dynamic config", "DynamicConfigDto"),
    "Experiment": ("An experiment", "ExternalExperimentDto"),
    "Team": ("A team", "TeamDto"),
    "Ingestion": ("An ingestion source", "IngestionDto"),
    "IngestionSchedule": ("When a dataset is ingested", "IngestionScheduleDto"),
    "Event": ("An event that was logged", "LoggedEventDto"),
    "Metric": ("A metric", "ExternalMetricDefinitionContractDto"),
    "GateOverrides": ("Who passes or fails a gate whatever its rules say", "OverrideDto"),
    "ExperimentOverrides": ("Who is in which group of an experiment whatever chance says", "ExperimentOverridesDto"),
}
# Where an argument is called otherwise than the API's field would suggest.
NAMES = {"schema": "json_schema", "schemaJson5": "json_schema_json5"}
HEADER = '''"""What the functions return: documents of the API, with the program's names.

Written by tools/results.py from the emulator's contract; not to be changed by hand.
"""

from __future__ import annotations

from typing import Annotated, Any

from .model import Wire
from .record import Record
'''


class Writer:
    """Writes the classes, each once, those that are used before those that use them."""

    def __init__(self, contract: Schema) -> None:
        self._schemas: Schema = contract["$defs"]
        self._names: dict[str, str] = {}
        self.classes: list[str] = []

    def document(self, stem: str, text: str, schema: str) -> None:
        """One document and all inside it."""
        self._class(stem, f"{text}, as Statsig has it.", self._schemas[schema])

    def _class(self, stem: str, text: str, schema: Schema) -> str:
        digest = json.dumps(schema, sort_keys=True)
        if digest not in self._names:
            name = f"{stem}Result"
            if name in self._names.values():
                raise ValueError(f"two different documents would be {name}: call one of them something else")
            self._names[digest] = name
            lines = [f"    {field}" for field in self._fields(stem, schema)]
            self.classes.append(f'class {name}(Record):\n    """{text}"""\n\n' + "\n".join(lines) + "\n")
        return self._names[digest]

    def _fields(self, stem: str, schema: Schema) -> Iterator[str]:
        for wire, inner in schema["properties"].items():
            name = NAMES.get(wire, snake(wire))
            type = self._type(stem, wire, inner)
            optional = "" if wire in schema.get("required", []) or "None" in type.split(" | ") else " | None"
            plain = f"{type}{optional}"
            yield f"{name}: {plain}" if camel(name) == wire else f'{name}: Annotated[{plain}, Wire("{wire}")]'

    def _type(self, stem: str, wire: str, schema: Schema) -> str:
        if "$ref" in schema:
            schema = self._schemas[schema["$ref"].rsplit("/", 1)[1]]
        if "anyOf" in schema:
            return " | ".join(dict.fromkeys(self._type(stem, wire, one) for one in schema["anyOf"]))
        said: Any = schema.get("type", "object")
        kinds: list[str] = [said] if isinstance(said, str) else said
        return " | ".join(self._kind(stem, wire, schema, kind) for kind in kinds)

    def _kind(self, stem: str, wire: str, schema: Schema, kind: str) -> str:
        if kind == "array":
            return f"list[{self._type(stem, singular(wire), schema.get('items', {}))}]"
        if kind == "object" and "properties" in schema:
            # deduplication_rates and healthChecks alike begin every word with a capital.
            inside = stem + "".join(word[0].upper() + word[1:] for word in wire.split("_"))
            return self._class(inside, f"A part of ``{stem}Result``: ``{wire}``.", schema)
        plain = {"string": "str", "number": "float", "integer": "int", "boolean": "bool", "null": "None"}
        return plain.get(kind, "dict[str, Any]")


def snake(wire: str) -> str:
    """``targetingGateID`` is ``targeting_gate_id``."""
    words = re.findall(r"IDs|[A-Z]+(?=[A-Z][a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", wire)
    name = "_".join(word.lower() for word in words)
    return f"{name}_" if keyword.iskeyword(name) else name


def camel(name: str) -> str:
    """The rule of ``model.camel``, which is what a field without ``Wire`` follows."""
    first, *rest = name.split("_")
    return first + "".join({"id": "ID", "ids": "IDs"}.get(word, word.capitalize()) for word in rest)


def singular(wire: str) -> str:
    """The name of one member of a list."""
    return wire if wire.endswith("ss") else wire.removesuffix("s")


def text() -> str:
    """The module."""
    writer = Writer(json.loads(CONTRACT.read_text()))
    for stem, (description, schema) in RESULTS.items():
        writer.document(stem, description, schema)
    source = HEADER + "\n\n" + "\n\n".join(writer.classes)
    ruff = [sys.executable, "-m", "ruff"]
    for arguments in (["check", "--fix", "--quiet", "--select", "F401,I"], ["format"]):
        command = [*ruff, *arguments, "--stdin-filename", str(RESULTS_FILE), "-"]
        source = subprocess.run(command, input=source, check=True, capture_output=True, text=True).stdout
    return source


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    made = text()
    if not parser.parse_args().check:
        RESULTS_FILE.write_text(made)
    elif RESULTS_FILE.read_text() != made:
        sys.exit(f"{RESULTS_FILE.relative_to(ROOT)} is stale: run tools/results.py")


if __name__ == "__main__":
    main()
