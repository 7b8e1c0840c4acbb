"""Write the types that the functions return, statsig_pulumi/functions/results.py, from the emulator's contract.

    tools/results.py            write it
    tools/results.py --check    fail if it is stale

There is a class for each object that a function returns, and one for each object inside it, with names in snake_case.
To return another object, add a line to ``RESULTS``.
"""

from __future__ import annotations

import json
import keyword
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from statsig_pulumi.schema.markers import camel
from tools.generated import ROOT, formatted, write_or_check

CONTRACT = ROOT / "statsig_pulumi" / "emulator" / "contract.json"
RESULTS_FILE = ROOT / "statsig_pulumi" / "functions" / "results.py"

Schema = dict[str, Any]

RESULTS = {
    "Gate": ("A feature gate", "ExternalGateDto"),
    "DynamicConfig": ("A dynamic config", "DynamicConfigDto"),
    "Experiment": ("An experiment", "ExternalExperimentDto"),
    "User": ("A member of the project", "UserContractDto"),
    "Team": ("A team", "TeamDto"),
    "TeamSummary": ("A team without its people, as the list has it", "TeamDtoWithoutMembersDto"),
    "Ingestion": ("An ingestion source", "IngestionDto"),
    "IngestionSchedule": ("The ingestion schedule of a dataset", "IngestionScheduleDto"),
    "IngestionStatus": ("The status of an ingestion", "IngestionStatusDto"),
    "IngestionRunStep": (
        "A step of an ingestion run",
        "IngestionRunDataContractDto/properties/runHistory",
    ),
    "IngestionRun": ("An ingestion run", "IngestionRunDataContractDto"),
    "IngestionEventCount": (
        "The number of times that an event was ingested on a day",
        "IngestionEventCountResponseDto/anyOf/0",
    ),
    "IngestionEventDelta": (
        "The number of times that an event was ingested on a day, by Statsig's count and by the source's",
        "IngestionEventDeltaResponseDto/anyOf/0",
    ),
    "Event": ("An event", "LoggedEventDto"),
    "Metric": ("A metric", "ExternalMetricDefinitionContractDto"),
    "MetricSql": ("The query that computes a metric, for one type of unit", "MetricSQLDto"),
    "MetricValue": ("The value of a metric on a day, for one type of unit", "MetricValueDto"),
    "MetricUnitValue": ("The value of the requested metric, for one type of unit", "MetricValuesDto"),
    "MetricSource": ("A metric source, or a qualifying event, which has the same fields", "MetricSourceContractDto"),
    "AssignmentSource": ("An assignment source", "AssignmentSourceContractDto"),
    "EntityProperty": ("An entity property source", "EntityPropertySourceDto"),
    "GateOverrides": ("The overrides of a gate or holdout", "OverrideDto"),
    "ExperimentOverrides": ("The overrides of an experiment or an autotune", "ExperimentOverridesDto"),
    "GateChecks": ("Whether code asks for a gate", "GateChecksDto"),
    "ProjectOverrides": ("What has overrides in a project", "OverridesAuditDto"),
    "LayerOverrides": ("The overrides of a layer", "LayerOverridesDto"),
    "Autotune": ("An autotune experiment", "AutotuneExperimentDto"),
    "Holdout": ("A holdout", "HoldoutDto"),
    "Layer": ("A layer", "LayerContractDto"),
    "Segment": ("A segment", "SegmentDto"),
    "SegmentIdList": ("A page of the ids in a segment that is a list", "IDListDto"),
    "SegmentIdListMetadata": ("The state of a segment's id list", "IDListMetadataDto"),
    "PulseMetric": ("The pulse of one metric", "GatePulseResultsDto/properties/monitoringMetrics"),
    "Pulse": ("The pulse of a gate's rule or a holdout", "GatePulseResultsDto"),
    "ExperimentPulse": ("The pulse of two groups of an experiment", "ExperimentPulseResultsDto"),
    "ExperimentPulseMetric": (
        "The pulse of one metric in two groups of an experiment",
        "ExperimentPulseMetricResultDto",
    ),
    "PulseLoad": ("A computation of pulse", "PulseLoadHistoryDto"),
    "PulseLoadDetails": ("The jobs of a computation of pulse", "PulseLoadHistoryDetailsDto"),
    "ExperimentSummaryCharts": ("The charts of an experiment's summary", "ExperimentSummaryChartsDto"),
    "ExperimentDiagnostics": ("The checks of an experiment, by group and day", "ExperimentChecksDiagnosticsDto"),
    "ExperimentAlerts": ("The alerts of an experiment", "ExperimentAlertsResponseDto"),
    "ExperimentContext": ("An experiment in words", "ExperimentContextResponseDto"),
    "DimensionalExposures": ("The exposures of an experiment by dimension", "DimensionalExposureResponseDto"),
    "ConfigExposureCount": ("Recent exposures to one config", "ExposureCountDto/properties/gates"),
    "ExposureCount": ("Recent exposures to gates, experiments and dynamic configs", "ExposureCountDto"),
    "DailyExposures": (
        "The cumulative exposures up to a day",
        "CumulativeExposureResponseDto/items/properties/results",
    ),
    "CumulativeExposures": (
        "The cumulative exposures to a group of an experiment, day by day",
        "CumulativeExposureResponseDto",
    ),
    "Dashboard": ("A dashboard", "DashboardReadResponseDto"),
    "DashboardSummary": ("A dashboard without its widgets", "DashboardListItemResponseDto"),
    "DashboardWidgetResults": ("The results of a widget of a dashboard", "DashboardWidgetResultsResponseDto"),
    "Key": ("An API key", "KeyDto"),
    "TargetApp": ("A target app", "TargetAppDto"),
    "Tag": ("A tag", "TagDto"),
    "Role": ("A role", "RoleContractDto"),
    "UnitIdType": ("A unit id type", "UnitIdTypeContractDto"),
    "Environment": ("An environment", "EnvironmentsContractDto/properties/environments"),
    "Environments": ("The environments of a project", "EnvironmentsContractDto"),
    "ProjectSettings": ("The general settings of a project", "SettingsProjectContractDto"),
    "Review": ("A review of a gate or a dynamic config", "ReviewEnvelopeDto"),
    "ExperimentReview": ("A review of an experiment or an autotune experiment", "ExperimentReviewEnvelopeDto"),
    "EligibleReviewers": ("Who may review changes of an object", "EligibleReviewersDto"),
    "ReviewSettings": ("The review settings of a project", "SettingsReviewsContractDto"),
    "RoleSettings": ("The role settings of a project", "SettingsRolesContractDto"),
    "TeamSettings": ("The team settings of a project", "SettingsTeamsContractDto"),
    "ParamStore": ("A parameter store", "ParamStoreDto"),
    "Prompt": ("A prompt", "ExternalPromptDto"),
    "ReleasePipeline": ("A release pipeline", "ReleasePipelineDto"),
    "ReleasePipelineTrigger": (
        "A release pipeline trigger: a change that moves through a pipeline",
        "ReleasePipelineTriggerResponseDto",
    ),
    "Alert": ("A topline alert, as lists have it", "AlertSchemaDto"),
    "AlertDetails": ("A topline alert", "AlertDetailsSchemaDto"),
    "AlertEvent": ("Something that has happened to a topline alert", "AlertEventSchemaDto"),
    "LogEntry": ("An entry of the log", "LogEntryDto"),
    "AuditLog": ("An entry of the audit log", "AuditLogDto"),
    "Report": ("The address of a report", "ReportDto"),
    "Project": ("A project", "ExternalProjectDto"),
    "Company": ("A company", "CompanyInfoResponseDto"),
}
"""For each class its docstring, and the place of its schema below the contract's ``$defs``. The place of a list stands
for its items."""
VALUES = {
    "IngestionState": ("GET /ingestion/status", "status"),
}
"""Query parameters whose allowed values become a type, with the name of the type."""
NAMES = {"schema": "json_schema", "schemaJson5": "json_schema_json5"}
"""Fields whose name is not the API's in snake_case."""
SECRETS = {("Key", "key")}
"""Fields that are never printed, and secret in an output."""
HEADER = '''"""What the functions return: objects of the API, with names in snake_case.

Written by tools/results.py from the emulator's contract; not to be changed by hand.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ..schema.markers import Mark, Wire
from ._record import Record
'''


class Writer:
    """Writes each class once, after the classes that it uses."""

    def __init__(self, contract: Schema) -> None:
        self._operations: Schema = contract["operations"]
        self._schemas: Schema = contract["$defs"]
        self._names: dict[str, str] = {}
        self.values: list[str] = []
        self.classes: list[str] = []

    def write_values(self, name: str, operation: str, parameter: str) -> None:
        """Write the type of a parameter's allowed values."""
        schema = self._resolved(self._operations[operation]["query"][parameter]["schema"])
        self.values.append(f"{name} = Literal[{', '.join(map(json.dumps, schema['enum']))}]")

    def write_object(self, stem: str, description: str, place: str) -> None:
        """Write the class of an object, and those of the objects inside it."""
        schema: Any = self._schemas
        for step in place.split("/"):
            schema = schema[int(step)] if isinstance(schema, list) else self._resolved(schema)[step]
        schema = self._resolved(schema)
        found = self._resolved(schema.get("items", schema))
        # A part of another class that looks the same does not stand in for it.
        self._names.pop(json.dumps(found, sort_keys=True), None)
        self._class(stem, f"{description}.", found)

    def _resolved(self, schema: Schema) -> Schema:
        return self._resolved(self._schemas[schema["$ref"].rsplit("/", 1)[1]]) if "$ref" in schema else schema

    def _class(self, stem: str, docstring: str, schema: Schema) -> str:
        digest = json.dumps(schema, sort_keys=True)
        if digest not in self._names:
            name = f"{stem}Result"
            if name in self._names.values():
                raise ValueError(f"two different schemas would be {name}: rename one of them")
            self._names[digest] = name
            lines = [f"    {field}" for field in self._fields(stem, schema)]
            self.classes.append(f'class {name}(Record):\n    """{docstring}"""\n\n' + "\n".join(lines) + "\n")
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
        declared: Any = schema.get("type", "object" if schema else "any")
        kinds: list[str] = [declared] if isinstance(declared, str) else declared
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
            return "Any"  # such a schema is also given for values that are no objects
        if kind == "object" and "properties" in schema:
            # DeduplicationRates for deduplication_rates, HealthChecks for healthChecks
            inside = stem + "".join(word[0].upper() + word[1:] for word in wire.split("_"))
            return self._class(inside, f"A part of ``{stem}Result``: ``{wire}``.", schema)
        plain = {"string": "str", "number": "float", "integer": "int", "boolean": "bool"}
        plain |= {"null": "None", "any": "Any"}
        return plain.get(kind, "dict[str, Any]")


def merged(alternatives: list[Schema]) -> list[Schema]:
    """Merge the alternatives that are objects into one, which requires a field if all of them do."""
    objects = [one for one in alternatives if one.get("properties")]
    if len(objects) < 2:
        return alternatives
    fields: dict[str, list[Schema]] = {}
    for one in objects:
        for wire, schema in one["properties"].items():
            if schema not in fields.setdefault(wire, []):
                fields[wire].append(schema)
    union = {
        "type": "object",
        "properties": {wire: {"anyOf": found} if len(found) > 1 else found[0] for wire, found in fields.items()},
        "required": [wire for wire in fields if all(wire in one.get("required", ()) for one in objects)],
    }
    return [union, *(one for one in alternatives if one not in objects)]


def snake(wire: str) -> str:
    """Return ``targeting_gate_id`` for ``targetingGateID``."""
    words = re.findall(r"IDs|[A-Z]+(?=[A-Z][a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", wire)
    name = "_".join(word.lower() for word in words)
    return f"{name}_" if keyword.iskeyword(name) else name


def singular(wire: str) -> str:
    """Return the name of one item of a list."""
    return re.sub(r"(?<=us)es$|(?<![su])s$", "", wire)


def generate() -> dict[Path, str]:
    """Return the module's source."""
    writer = Writer(json.loads(CONTRACT.read_text()))
    for name, (operation, parameter) in VALUES.items():
        writer.write_values(name, operation, parameter)
    for stem, (description, place) in RESULTS.items():
        writer.write_object(stem, description, place)
    source = HEADER + "\n".join(writer.values) + "\n\n" + "\n\n".join(writer.classes)
    return formatted({RESULTS_FILE: source})


if __name__ == "__main__":
    sys.exit(write_or_check(sys.argv[1:], __doc__, generate))
