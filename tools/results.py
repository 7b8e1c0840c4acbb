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

# The class, what it is, and where its schema is below the contract's ``$defs``; of a list, its members are meant.
RESULTS = {
    "Gate": ("A feature gate", "ExternalGateDto"),
    "DynamicConfig": ("A dynamic config", "DynamicConfigDto"),
    "Experiment": ("An experiment", "ExternalExperimentDto"),
    "User": ("A member of the project", "UserContractDto"),
    "Team": ("A team", "TeamDto"),
    "Ingestion": ("An ingestion source", "IngestionDto"),
    "IngestionSchedule": ("When a dataset is ingested", "IngestionScheduleDto"),
    "IngestionStatus": ("What happened in an ingestion", "IngestionStatusDto"),
    "IngestionRunStep": (
        "A step of a run of the ingestion",
        "IngestionRunDataContractDto/properties/runHistory",
    ),
    "IngestionRun": ("A run of the ingestion", "IngestionRunDataContractDto"),
    "IngestionEventCount": ("How often an event came in on a day", "IngestionEventCountResponseDto/anyOf/0"),
    "IngestionEventDelta": (
        "How often an event came in on a day, by Statsig's count and by the source's",
        "IngestionEventDeltaResponseDto/anyOf/0",
    ),
    "Event": ("An event that was logged", "LoggedEventDto"),
    "Metric": ("A metric", "ExternalMetricDefinitionContractDto"),
    "MetricValue": ("The value of a metric on a day, for one type of unit", "MetricValueDto"),
    "MetricUnitValue": ("The value of the metric that was asked for, for one type of unit", "MetricValuesDto"),
    "MetricSource": ("A metric source, or a qualifying event, which is described alike", "MetricSourceContractDto"),
    "AssignmentSource": ("An assignment source", "AssignmentSourceContractDto"),
    "EntityProperty": ("An entity property source", "EntityPropertySourceDto"),
    "GateOverrides": ("Who passes or fails a gate or holdout whatever its rules say", "OverrideDto"),
    "ExperimentOverrides": ("Who is in which group of an experiment whatever chance says", "ExperimentOverridesDto"),
    "LayerOverrides": ("Who is in which group of a layer's experiments whatever chance says", "LayerOverridesDto"),
    "Autotune": ("An autotune experiment", "AutotuneExperimentDto"),
    "Holdout": ("A holdout", "HoldoutDto"),
    "Layer": ("A layer", "LayerContractDto"),
    "Segment": ("A segment", "SegmentDto"),
    "SegmentIdList": ("Ids of a segment that is a list", "IDListDto"),
    "SegmentIdListMetadata": ("The state of the list of a segment", "IDListMetadataDto"),
    "PulseMetric": ("What pulse says of one metric", "GatePulseResultsDto/properties/monitoringMetrics"),
    "Pulse": ("What pulse says of a gate's rule or a holdout", "GatePulseResultsDto"),
    "ExperimentPulse": ("What pulse says of two groups of an experiment", "ExperimentPulseResultsDto"),
    "PulseLoad": ("A time that pulse was computed", "PulseLoadHistoryDto"),
    "ConfigExposureCount": ("Recent exposures to one config", "ExposureCountDto/properties/gates"),
    "ExposureCount": ("Recent exposures to gates, experiments and dynamic configs", "ExposureCountDto"),
    "DailyExposures": ("Exposures up to a day", "CumulativeExposureResponseDto/items/properties/results"),
    "CumulativeExposures": ("Exposures to a group of an experiment, day by day", "CumulativeExposureResponseDto"),
    "Key": ("An API key", "KeyDto"),
    "TargetApp": ("A target app", "TargetAppDto"),
    "Tag": ("A tag", "TagDto"),
    "Role": ("A role", "RoleContractDto"),
    "UnitIdType": ("A type of unit", "UnitIdTypeContractDto"),
    "Environment": ("An environment", "EnvironmentsContractDto/properties/environments"),
    "Environments": ("The environments", "EnvironmentsContractDto"),
    "ProjectSettings": ("The settings of the project itself", "SettingsProjectContractDto"),
    "ReviewSettings": ("Which changes need a review", "SettingsReviewsContractDto"),
    "RoleSettings": ("The settings for roles", "SettingsRolesContractDto"),
    "TeamSettings": ("The settings for teams", "SettingsTeamsContractDto"),
    "ParamStore": ("A parameter store", "ParamStoreDto"),
    "Prompt": ("A prompt", "ExternalPromptDto"),
    "ReleasePipeline": ("A release pipeline", "ReleasePipelineDto"),
    "ReleasePipelineTrigger": ("A change on its way through a release pipeline", "ReleasePipelineTriggerResponseDto"),
    "Alert": ("A topline alert", "AlertSchemaDto"),
    "AuditLog": ("An entry of the audit log", "AuditLogDto"),
    "Report": ("Where a report can be downloaded", "ReportDto"),
    "Project": ("The project", "ExternalProjectDto"),
    "Company": ("The company", "CompanyInfoResponseDto"),
}
# What a parameter of a query may be, where that is too much to write by hand.
VALUES = {
    "AuditAction": ("GET /audit_logs", "actionType"),
    "IngestionState": ("GET /ingestion/status", "status"),
}
# Where an argument is called otherwise than the API's field would suggest.
NAMES = {"schema": "json_schema", "schemaJson5": "json_schema_json5"}
# Never shown, and secret as an output.
SECRETS = {("Key", "key")}
HEADER = '''"""What the functions return: documents of the API, with the program's names.

Written by tools/results.py from the emulator's contract; not to be changed by hand.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from .model import Mark, Wire
from .record import Record
'''


class Writer:
    """Writes the classes, each once, those that are used before those that use them."""

    def __init__(self, contract: Schema) -> None:
        self._operations: Schema = contract["operations"]
        self._schemas: Schema = contract["$defs"]
        self._names: dict[str, str] = {}
        self.values: list[str] = []
        self.classes: list[str] = []

    def allowed(self, name: str, operation: str, parameter: str) -> None:
        """The values of a parameter."""
        schema = self._resolved(self._operations[operation]["query"][parameter]["schema"])
        self.values.append(f"{name} = Literal[{', '.join(map(json.dumps, schema['enum']))}]")

    def document(self, stem: str, text: str, place: str) -> None:
        """One document and all inside it."""
        schema: Any = self._schemas
        for step in place.split("/"):
            schema = schema[int(step)] if isinstance(schema, list) else self._resolved(schema)[step]
        schema = self._resolved(schema)
        self._class(stem, f"{text}, as Statsig has it.", self._resolved(schema.get("items", schema)))

    def _resolved(self, schema: Schema) -> Schema:
        return self._resolved(self._schemas[schema["$ref"].rsplit("/", 1)[1]]) if "$ref" in schema else schema

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
            has_none = {"None", "Any"} & set(type.split(" | "))
            plain = type if has_none or wire in schema.get("required", []) else f"{type} | None"
            marks = [f'Wire("{wire}")'] * (camel(name) != wire) + ['Mark("secret")'] * ((stem, wire) in SECRETS)
            yield f"{name}: Annotated[{', '.join([plain, *marks])}]" if marks else f"{name}: {plain}"

    def _type(self, stem: str, wire: str, schema: Schema) -> str:
        schema = self._resolved(schema)
        if "anyOf" in schema:
            alternatives = merged(list(self._alternatives(schema)))
            return " | ".join(dict.fromkeys(self._type(stem, wire, one) for one in alternatives))
        said: Any = schema.get("type", "object" if schema else "any")
        kinds: list[str] = [said] if isinstance(said, str) else said
        return " | ".join(self._kind(stem, wire, schema, kind) for kind in kinds)

    def _alternatives(self, schema: Schema) -> Iterator[Schema]:
        schema = self._resolved(schema)
        for one in schema.get("anyOf", ()):
            yield from self._alternatives(one)
        if "anyOf" not in schema:
            yield schema

    def _kind(self, stem: str, wire: str, schema: Schema, kind: str) -> str:
        if kind == "array":
            return f"list[{self._type(stem, singular(wire), schema.get('items', {}))}]"
        if kind == "object" and schema.get("properties") == {}:
            return "Any"  # what is in it is not said, not even whether it is an object
        if kind == "object" and "properties" in schema:
            # deduplication_rates and healthChecks alike begin every word with a capital.
            inside = stem + "".join(word[0].upper() + word[1:] for word in wire.split("_"))
            return self._class(inside, f"A part of ``{stem}Result``: ``{wire}``.", schema)
        plain = {"string": "str", "number": "float", "integer": "int", "boolean": "bool"}
        plain |= {"null": "None", "any": "Any"}
        return plain.get(kind, "dict[str, Any]")


def merged(alternatives: list[Schema]) -> list[Schema]:
    """Alternatives of which one at most is an object: with the fields of all that are, required where all have them."""
    objects = [one for one in alternatives if one.get("properties")]
    if len(objects) < 2:
        return alternatives
    fields: dict[str, list[Schema]] = {}
    for one in objects:
        for wire, schema in one["properties"].items():
            if schema not in fields.setdefault(wire, []):
                fields[wire].append(schema)
    whole = {
        "type": "object",
        "properties": {wire: {"anyOf": found} if len(found) > 1 else found[0] for wire, found in fields.items()},
        "required": [wire for wire in fields if all(wire in one.get("required", ()) for one in objects)],
    }
    return [whole, *(one for one in alternatives if one not in objects)]


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
    return re.sub(r"(?<=us)es$|(?<![su])s$", "", wire)


def text() -> str:
    """The module."""
    writer = Writer(json.loads(CONTRACT.read_text()))
    for name, (operation, parameter) in VALUES.items():
        writer.allowed(name, operation, parameter)
    for stem, (description, place) in RESULTS.items():
        writer.document(stem, description, place)
    source = HEADER + "\n".join(writer.values) + "\n\n" + "\n\n".join(writer.classes)
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
