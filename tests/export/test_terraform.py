"""The state of Statsig's Terraform provider."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from statsig_pulumi.cli.export.terraform import TerraformObject, objects_in, read_state
from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.controller.controller import Controller
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.errors import InvalidInput
from statsig_pulumi.kind import all_kinds
from statsig_pulumi.rest import Singleton

KEY = "client-abcdefghijklmnopqrstuvwxyz0123456789"
SETTINGS = {
    "statsig_environments": ("Environments", "environments"),
    "statsig_settings_project": ("ProjectSettings", "project"),
    "statsig_settings_reviews": ("ReviewRequirements", "reviews"),
    "statsig_settings_roles": ("RoleSettings", "roles"),
    "statsig_settings_teams": ("TeamSettings", "teams"),
}
ATTRIBUTES: dict[str, tuple[str, Any, str]] = {
    "statsig_dynamic_config": ("DynamicConfig", lambda n: {"id": f"c{n}", "name": "Shown"}, "c{}"),
    "statsig_entity_property": ("EntityProperty", lambda n: {"name": f"p{n}"}, "p{}"),
    "statsig_experiment": ("Experiment", lambda n: {"id": f"e{n}", "name": "Shown"}, "e{}"),
    "statsig_gate": ("Gate", lambda n: {"id": f"g{n}", "name": "Shown"}, "g{}"),
    "statsig_keys": ("Key", lambda n: {"description": f"k{n}", "type": "CLIENT"}, "k{}"),
    "statsig_metric": ("Metric", lambda n: {"name": f"m{n}", "type": "ratio"}, "m{}::ratio"),
    "statsig_metric_source": ("MetricSource", lambda n: {"name": f"s{n}"}, "s{}"),
    "statsig_qualifying_event": ("QualifyingEvent", lambda n: {"name": f"q{n}"}, "q{}"),
    "statsig_role": ("Role", lambda n: {"name": f"r{n}"}, "r{}"),
    "statsig_segment": ("Segment", lambda n: {"id": f"s{n}", "type": "rule_based"}, "s{}"),
    "statsig_tag": ("Tag", lambda n: {"name": f"t{n}", "is_core": False}, "t{}"),
    "statsig_unit_id_type": ("UnitIdType", lambda n: {"name": f"u{n}"}, "u{}"),
}


def resource(type_: str, *instances: Any, name: str = "one", **more: Any) -> dict[str, Any]:
    """A resource of a state as it is stored."""
    provider = 'provider["registry.terraform.io/statsig-io/statsig"]'
    return {
        "mode": "managed",
        "type": type_,
        "name": name,
        "provider": provider,
        "instances": [*instances],
        **more,
    }


def state(*resources: Any) -> dict[str, Any]:
    """A state as it is stored."""
    return {"version": 4, "terraform_version": "1.9.5", "serial": 7, "lineage": "x", "resources": [*resources]}


def only(*resources: Any) -> TerraformObject:
    """The one object of a state."""
    (found,) = objects_in(state(*resources))
    return found


@pytest.mark.parametrize("type_", ATTRIBUTES)
def test_each_type_of_resource_is_told_by_count_and_by_keys(type_: str) -> None:
    kind, attributes, id = ATTRIBUTES[type_]
    counted = resource(type_, *({"index_key": n, "attributes": attributes(n)} for n in (0, 1)))
    keyed = resource(type_, {"index_key": "eu", "attributes": attributes(2)}, name="web", module="module.shop")
    assert objects_in(state(counted, keyed)) == [
        TerraformObject(kind, id.format(2), f'module.shop.{type_}.web["eu"]', "shop_web_eu"),
        TerraformObject(kind, id.format(0), f"{type_}.one[0]", "one_0"),
        TerraformObject(kind, id.format(1), f"{type_}.one[1]", "one_1"),
    ]


@pytest.mark.parametrize("type_", SETTINGS)
def test_a_setting_that_stands_twice_is_converted_once(type_: str) -> None:
    kind, id = SETTINGS[type_]
    first, second = objects_in(state(*(resource(type_, {"attributes": {}}, name=name) for name in "ba")))
    assert first == TerraformObject(kind, id, f"{type_}.a", "a")
    assert (second.id, second.problem) == ("", f"it is the same object as {type_}.a")


def test_every_setting_has_the_id_that_the_package_gives_it() -> None:
    for kind, id in SETTINGS.values():
        routes = all_kinds()[kind].routes
        assert isinstance(routes, Singleton)
        assert routes.path.rpartition("/")[2] == id


def test_a_tag_is_read_by_its_name_and_a_key_by_its_digest() -> None:
    client = Client(Settings(console_api_key="console-terraform"), transport=EmulatorTransport(Emulator()))
    tag = client.request("POST", "/tags", body={"name": "core", "description": ""})
    body = {"description": "web", "type": "CLIENT", "environments": [], "scopes": []}
    key = client.request("POST", "/keys", body=body)
    resources = [resource("statsig_tag", {"attributes": {"name": "core"}})]
    resources += [resource("statsig_keys", {"attributes": {"description": "others", "key": key["key"]}})]
    by_kind = {one.kind: one for one in objects_in(state(*resources))}
    read = {name: Controller(all_kinds()[name], client).read_unmanaged(one.id) for name, one in by_kind.items()}
    assert read["Tag"] is not None
    assert read["Tag"][2]["id"] == tag["id"]
    assert read["Key"] is not None
    assert read["Key"][1]["description"] == "web"


def test_a_key_is_nowhere_in_what_is_returned() -> None:
    found = only(resource("statsig_keys", {"attributes": {"key": KEY, "description": "web"}}))
    assert found.id
    assert KEY not in repr(found)


def test_a_tainted_object_exists_and_is_converted() -> None:
    assert only(resource("statsig_gate", {"status": "tainted", "attributes": {"id": "g"}})).id == "g"


def test_a_deposed_object_is_named_and_the_one_in_its_place_converted() -> None:
    old = {"deposed": "0a1b2c3d", "attributes": {"id": "g"}}
    current, deposed = sorted(
        objects_in(state(resource("statsig_gate", old, {"attributes": {"id": "g"}}))), key=lambda one: one.problem
    )
    assert (current.id, current.problem) == ("g", "")
    assert "deposed" in deposed.problem


def test_a_data_source_and_an_unknown_type_are_named() -> None:
    data = resource("statsig_gate", {"attributes": {"id": "g"}}, mode="data")
    other = resource("statsig_layer", {"attributes": {"id": "l"}})
    assert [(one.address, one.id, bool(one.problem)) for one in objects_in(state(data, other))] == [
        ("data.statsig_gate.one", "", True),
        ("statsig_layer.one", "", True),
    ]


def test_other_providers_are_passed_over() -> None:
    assert objects_in(state(resource("aws_s3_bucket", {"attributes": {"id": "b"}}))) == []


def test_what_the_state_holds_no_name_of_is_named() -> None:
    assert "terraform apply -refresh-only" in only(resource("statsig_role", {"attributes": None})).problem


def test_an_address_with_nested_modules_and_keys_gives_one_name() -> None:
    found = only(
        resource(
            "statsig_gate",
            {"index_key": 'a.b"]', "attributes": {"id": "g"}},
            module='module.module["x.module.y"].module.in[3]',
        )
    )
    assert found.address == 'module.module["x.module.y"].module.in[3].statsig_gate.one["a.b\\"]"]'
    assert found.name == 'module_x.module.y_in_3_one_a.b"]'


def test_show_as_json_means_the_same(tmp_path: Path) -> None:
    common = {"mode": "managed", "type": "statsig_gate", "name": "one", "provider_name": "x/statsig-io/statsig"}
    gates = [{**common, "index": n, "values": {"id": f"g{n}"}} for n in (0, 1)]
    deposed = {**common, "index": 0, "deposed_key": "0a1b2c3d", "values": {"id": "g0"}}
    tags = [{**common, "type": "statsig_tag", "tainted": True, "values": {"name": "core"}}]
    inner = {"address": 'module.a.module.b["k"]', "resources": tags}
    root = {"resources": [*gates, deposed], "child_modules": [{"address": "module.a", "child_modules": [inner]}]}
    file = tmp_path / "shown.json"
    file.write_bytes(json.dumps({"format_version": "1.0", "values": {"root_module": root}}).encode("utf-16"))
    found = [(one.kind, one.id, one.address, one.name) for one in objects_in(read_state(file)) if not one.problem]
    assert found == [
        ("Tag", "core", 'module.a.module.b["k"].statsig_tag.one', "a_b_k_one"),
        ("Gate", "g0", "statsig_gate.one[0]", "one_0"),
        ("Gate", "g1", "statsig_gate.one[1]", "one_1"),
    ]


@pytest.mark.parametrize(
    "empty",
    [state(), {"version": 4, "resources": None}, {"format_version": "1.0"}, {"format_version": "1.0", "values": {}}],
)
def test_an_empty_state_holds_nothing(empty: dict[str, Any]) -> None:
    assert objects_in(empty) == []


@pytest.mark.parametrize("broken", [{"resources": 3}, {"resources": [3, {"instances": "x"}, {"instances": [None]}]}])
def test_a_damaged_state_holds_nothing_that_could_be_read(broken: dict[str, Any]) -> None:
    assert objects_in({"version": 4, **broken}) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no JSON"),
        ("PK\x03\x04", "no JSON"),
        ("[" * 10_000 + "]" * 10_000, "no JSON"),
        ("[]", "terraform state pull"),
        ("{}", "version None"),
        (json.dumps({"version": 3, "modules": []}), "version 3"),
        (json.dumps({"format_version": "1.2", "planned_values": {}}), "a plan"),
        (json.dumps({"encrypted_data": "x", "encryption_version": "v0"}), "tofu state pull"),
    ],
)
def test_another_file_is_refused_in_one_line(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "terraform.tfstate"
    file.write_text(content)
    with pytest.raises(InvalidInput, match=said) as caught:
        read_state(file)
    assert "\n" not in str(caught.value)
    assert str(file) in str(caught.value)


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot read"):
        read_state(tmp_path / "missing")
