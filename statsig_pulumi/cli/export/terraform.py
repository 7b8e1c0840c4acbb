"""What of a Statsig project the state of Statsig's Terraform provider holds: ids, and the names that people gave.

No value of an object is taken from a state: the export reads the objects as they are live.

The provider's resource types, and by which attribute it reads each object, are in its repository
(https://github.com/statsig-io/terraform-provider-statsig): ``docs/resources/*.md`` and ``internal/*_client.go``. It has
no data sources (``internal/provider.go``). The state's format, version 4, is Terraform's and OpenTofu's own; that of
``terraform show -json`` is documented at https://developer.hashicorp.com/terraform/internals/json-format.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ...errors import InvalidInput
from ...redactor import redact
from ...rest.secret_collection import digest
from ...schema.json_types import Doc
from .. import files

_PREFIX = "statsig_"
_MODULE = re.compile(r"""module\.([^.\[]+)(?:\[(?:(\d+)|"((?:[^"\\]|\\.)*)")\])?\.?""")
_PULL = "write it with `terraform state pull > FILE`"


@dataclass(frozen=True)
class TerraformObject:
    """An object that Terraform manages.

    Args:
        kind: the kind's name, such as ``Gate``; "" for a type of resource that the package does not know.
        id: what the object is read by: its id in Statsig (``name::type`` of a metric), the name of a tag, which the API
            takes in place of the id, or a digest of a key, which is a secret itself; "" where there is a problem. What
            is read then has the id.
        address: the address in Terraform, such as ``module.web.statsig_gate.checkout["eu"]``.
        name: the names in the address, joined by ``_``, such as ``web_checkout_eu``. It need not be an identifier.
        problem: why it cannot be converted; "" where it can.
    """

    kind: str
    id: str
    address: str
    name: str
    problem: str = ""


@dataclass(frozen=True)
class _Instance:
    """One instance of a resource, whichever of the two formats it was written in."""

    module: str
    mode: str
    type: str
    name: str
    key: str | int | None
    """The key of ``for_each``, the index of ``count``; None where there is neither."""
    deposed: bool
    attributes: Doc

    @property
    def address(self) -> str:
        """The address in Terraform."""
        parts = [self.module, "data" if self.mode == "data" else "", self.type, self.name]
        index = "" if self.key is None else f"[{json.dumps(self.key, ensure_ascii=False)}]"
        return ".".join(filter(None, parts)) + index

    @property
    def words(self) -> str:
        """The names in the address."""
        index = "" if self.key is None else str(self.key)
        return "_".join(filter(None, [*_module_names(self.module), self.name, index]))


def read_state(path: Path) -> Doc:
    """Return a state from a file, as Terraform, OpenTofu or their ``show -json`` have written it.

    Raises:
        InvalidInput: it cannot be read, or is something else: a plan, a state of an old version, no JSON.
    """
    try:
        content = json.loads(files.read_bytes(path))  # bytes: a shell on Windows writes UTF-16
    except (ValueError, RecursionError):
        raise InvalidInput(f"{path} is no state of Terraform, it is no JSON that could be read: {_PULL}") from None
    if problem := _problem(content):
        raise InvalidInput(f"{path} is no state of Terraform that could be read: {problem}")
    return dict(content)


def objects_in(state: Doc) -> list[TerraformObject]:
    """Return the Statsig objects in a state, in the order of their addresses. Resources of other providers are none.

    Args:
        state: the state, as ``read_state`` returns it.

    Raises:
        InvalidInput: it is something else.
    """
    if problem := _problem(state):
        raise InvalidInput(f"this is no state of Terraform that could be read: {problem}")
    ours = [one for one in _instances(state) if one.type.startswith(_PREFIX)]
    return list(_without_twins(sorted(map(_converted, ours), key=lambda one: one.address)))


def _problem(content: Any) -> str:
    """Return why something is no state; "" where it is one."""
    if not isinstance(content, dict):
        return _PULL
    if "encrypted_data" in content:
        return "it is encrypted: write it with `tofu state pull > FILE`"
    if "planned_values" in content or "resource_changes" in content:
        return f"it is a plan: {_PULL}"
    if "format_version" in content:
        return ""
    if content.get("version") != 4:
        return f"version {content.get('version')!r} in place of 4, which Terraform 0.12 and newer write: {_PULL}"
    return ""


# -- the two formats -------------------------------------------------------------------------------------------


def _instances(state: Doc) -> Iterator[_Instance]:
    return _shown(state) if "format_version" in state else _stored(state)


def _stored(state: Doc) -> Iterator[_Instance]:
    """Yield the instances of a state as it is stored."""
    for resource in _docs(state.get("resources")):
        for one in _docs(resource.get("instances")):
            attributes = one.get("attributes") or one.get("attributes_flat")
            yield _instance(resource, one.get("index_key"), bool(one.get("deposed")), attributes)


def _shown(state: Doc) -> Iterator[_Instance]:
    """Yield the instances of a state as ``show -json`` has it."""
    values = state.get("values")
    modules = list(_docs([values.get("root_module")])) if isinstance(values, dict) else []
    for module in modules:
        modules.extend(_docs(module.get("child_modules")))
        for one in _docs(module.get("resources")):
            in_module = {**one, "module": module.get("address")}
            yield _instance(in_module, one.get("index"), bool(one.get("deposed_key")), one.get("values"))


def _instance(resource: Doc, key: Any, deposed: bool, attributes: Any) -> _Instance:
    module, mode, type_, name = (str(resource.get(part) or "") for part in ("module", "mode", "type", "name"))
    key = key if isinstance(key, (str, int)) else None
    return _Instance(module, mode, type_, name, key, deposed, attributes if isinstance(attributes, dict) else {})


def _docs(value: Any) -> Iterator[Doc]:
    """Yield the objects in a list; nothing where it is none."""
    return (one for one in value if isinstance(one, dict)) if isinstance(value, list) else iter(())


def _module_names(address: str) -> Iterator[str]:
    """Yield the names and keys in a module's address: ``web`` and ``eu`` of ``module.web["eu"]``."""
    for name, index, key in _MODULE.findall(address):
        yield from filter(None, (name, index, key))


# -- the types of resources --------------------------------------------------------------------------------------------


def _converted(one: _Instance) -> TerraformObject:
    kind, id_of = _TYPES.get(one.type, ("", _no_id))
    id = id_of(one.attributes)
    problem = _why_not(one, kind, id)
    return TerraformObject(kind, "" if problem else id, one.address, one.words, problem)


def _why_not(one: _Instance, kind: str, id: str) -> str:
    """Return why an instance cannot be converted; "" where it can."""
    if one.mode == "data":
        return "it is a data source, which manages nothing: call a function such as statsig.get_gate"
    if one.deposed:
        return "Terraform has replaced it and is about to delete it (deposed): finish that with `terraform apply`"
    if not kind:
        return f"the resource type {one.type} is not one of Statsig's provider, or newer than this package"
    return "" if id else "the state holds nothing by which it could be read: run `terraform apply -refresh-only`"


def _without_twins(objects: Iterable[TerraformObject]) -> Iterator[TerraformObject]:
    """Yield objects, of which one that stands at several addresses is converted at the first."""
    first: dict[tuple[str, str], str] = {}
    for one in objects:
        address = one.address if one.problem else first.setdefault((one.kind, one.id), one.address)
        twin = f"it is the same object as {address}"
        yield one if address == one.address else replace(one, id="", problem=twin)


def _no_id(_attributes: Doc) -> str:
    return ""


def _attribute(*names: str) -> Callable[[Doc], str]:
    """Return what finds the first attribute that is set."""
    return lambda attributes: next((str(attributes[name]) for name in names if attributes.get(name)), "")


def _metric_id(attributes: Doc) -> str:
    """Return a metric's id, which has a form of its own."""
    name, type_ = attributes.get("name"), attributes.get("type")
    return str(attributes.get("id") or (name and type_ and f"{name}::{type_}") or "")


def _key_id(attributes: Doc) -> str:
    """Return what the package calls a key; its description where the state does not hold the key."""
    redact.add(attributes.get("key"))
    return digest(attributes["key"]) if attributes.get("key") else str(attributes.get("description") or "")


def _the_only(id: str) -> Callable[[Doc], str]:
    """Return what gives the id of a setting, of which a project has one."""
    return lambda _attributes: id


_TYPES: dict[str, tuple[str, Callable[[Doc], str]]] = {
    "statsig_dynamic_config": ("DynamicConfig", _attribute("id", "name")),
    "statsig_entity_property": ("EntityProperty", _attribute("name")),
    "statsig_environments": ("Environments", _the_only("environments")),
    "statsig_experiment": ("Experiment", _attribute("id", "name")),
    "statsig_gate": ("Gate", _attribute("id", "name")),
    "statsig_keys": ("Key", _key_id),
    "statsig_metric": ("Metric", _metric_id),
    "statsig_metric_source": ("MetricSource", _attribute("name")),
    "statsig_qualifying_event": ("QualifyingEvent", _attribute("name")),
    "statsig_role": ("Role", _attribute("name")),
    "statsig_segment": ("Segment", _attribute("id", "name")),
    "statsig_settings_project": ("ProjectSettings", _the_only("project")),
    "statsig_settings_reviews": ("ReviewRequirements", _the_only("reviews")),
    "statsig_settings_roles": ("RoleSettings", _the_only("roles")),
    "statsig_settings_teams": ("TeamSettings", _the_only("teams")),
    "statsig_tag": ("Tag", _attribute("name")),
    "statsig_unit_id_type": ("UnitIdType", _attribute("name")),
}
"""The provider's types of resources: the kind, and how an object's id is had from the attributes."""
