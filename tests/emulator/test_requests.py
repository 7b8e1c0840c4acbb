"""Requests that are odd: sizes, depths, paths, fields and parameters that official or broken clients send."""

from __future__ import annotations

import json
from typing import Any

import pytest

from statsig_pulumi.emulator.http import MAX_BODY, MAX_DEPTH

from .conftest import KEY, Console


class TestLimits:
    def test_a_body_over_the_limit_is_413(self, console: Console) -> None:
        body = json.dumps({"name": "A Gate", "description": "x" * MAX_BODY}).encode()
        assert console.http.post("/gates", content=body).status_code == 413
        control = console.http.post("http://emulator.invalid/_emulator/seed", content=body)
        assert control.status_code == 413
        assert [entry.body for entry in console.emulator.log()] == [None]

    def test_headers_over_the_limit_are_431(self, console: Console) -> None:
        for headers in ({"x": "y" * 70_000}, {f"x-{n}": "y" * 100 for n in range(700)}):
            assert console.http.get("/gates", headers=headers).status_code == 431

    def test_json_that_is_too_deep_is_400(self, console: Console) -> None:
        def nested(depth: int) -> Any:
            return {} if depth == 0 else {"a": nested(depth - 1)}

        assert (
            console.error("POST", "/dynamic_configs", {"name": "config", "defaultValue": nested(MAX_DEPTH)})[0] == 400
        )
        value = nested(MAX_DEPTH - 2)
        assert (
            console.ok("POST", "/dynamic_configs", {"name": "config", "defaultValue": value})["defaultValue"] == value
        )

    def test_depth_inside_a_string_is_400_and_leaves_nothing(self, console: Console) -> None:
        deep = '{"a":' * 3000 + "1" + "}" * 3000
        for body in ({"defaultValueJson5": deep}, {"schema": deep}, {"schemaJson5": deep}):
            assert console.error("POST", "/dynamic_configs", {"name": "config", **body})[0] == 400
        assert console.emulator.all(KEY, "dynamic_configs") == []

    def test_depth_inside_a_parameter_is_no_failure(self, console: Console) -> None:
        response = console.http.get("/metrics/list", params={"filters": "[" * 5_000})
        assert response.status_code in (200, 400)

    @pytest.mark.parametrize("number", [10**400, -(10**400), 1e308])
    def test_a_number_out_of_range_is_400(self, console: Console, number: float) -> None:
        rule = {"name": "r", "passPercentage": number, "conditions": []}
        assert "rules.0.passPercentage" in console.error("POST", "/gates", {"name": "A Gate", "rules": [rule]})[2]

    @pytest.mark.parametrize("day", ["9999-12-31", "0000-00-00", "2024-02-30", "9" * 400])
    def test_a_day_that_cannot_be_reckoned_with_is_400(self, console: Console, day: str) -> None:
        console.ok("POST", "/experiments", {"name": "exp"})
        assert "createdEndDate" in console.error("GET", "/experiments", createdEndDate=day)[2]


ODD_IDS = [
    *("%0A", "a_gate%0A", "%0Aa_gate", "%00", "a_gate%00", "%20a_gate", "a_gate%2F", "%25", "%FF", "%ED%A0%80"),
    *("%", "%zz", "%2E%2E", "%F0%9F%98%80", "a_gate;x", "+"),
]


class TestPaths:
    @pytest.mark.parametrize("id", ODD_IDS)
    def test_any_escape_is_an_id_that_does_not_exist(self, console: Console, id: str) -> None:
        console.ok("POST", "/gates", {"name": "A Gate"})
        for method, path in (("GET", ""), ("PATCH", ""), ("GET", "/rules"), ("PUT", "/archive"), ("DELETE", "")):
            response = console.http.request(method, f"http://emulator.invalid/console/v1/gates/{id}{path}")
            assert response.status_code in (404, 405), (method, path)
            assert response.json()["status"] == response.status_code
        assert console.ok("GET", "/gates/a_gate")["status"] == "In Progress"

    def test_an_id_with_escapes_is_found_and_linked(self, console: Console) -> None:
        name = "a\nb/c %?"
        console.emulator.seed(KEY, "gates", {"id": name, "name": name, "rules": [{}, {}]})
        path = "/gates/a%0Ab%2Fc%20%25%3F"
        assert console.ok("GET", path)["id"] == name
        link = console.http.get(f"{path}/versions").json()["pagination"]["all"]
        assert link == f"/console/v1{path}/versions"

    def test_what_is_not_utf8_does_not_become_another_id(self, console: Console) -> None:
        console.emulator.seed(KEY, "gates", {"id": "\ufffd", "name": "x"})
        assert console.http.get("http://emulator.invalid/console/v1/gates/%FF").status_code == 404
        assert console.http.get("http://emulator.invalid/console/v1/gates/%EF%BF%BD").status_code == 200


class TestOfficialClients:
    @pytest.mark.parametrize(
        ("path", "body"),
        [
            ("/gates", {"name": "thing"}),
            ("/dynamic_configs", {"name": "thing"}),
            ("/experiments", {"name": "thing"}),
            ("/prompts", {"name": "thing"}),
            ("/metrics", {"name": "thing", "type": "latest_value"}),
        ],
    )
    def test_an_empty_owner_says_nothing(self, console: Console, path: str, body: dict[str, Any]) -> None:
        made = console.ok("POST", path, {**body, "owner": {}})
        if "owner" in made:
            assert made["owner"] == console.ok("GET", f"{path}/{made['id']}")["owner"] != {}
        changed = console.http.patch(f"{path}/{made['id']}", json={"owner": {}})
        assert changed.status_code in (200, 405)

    @pytest.mark.parametrize("key", [KEY, "console-whn-x"])
    def test_empty_warehouse_settings_say_nothing(self, console: Console, key: str) -> None:
        console.http = console.client(key)
        body = {"name": "thing", "type": "latest_value", "warehouseNative": {}}
        id = console.ok("POST", "/metrics", body)["id"]
        assert "warehouseNative" not in console.ok("POST", f"/metrics/{id}", {"warehouseNative": {}})

    def test_settings_that_are_not_empty_are_still_rejected(self, console: Console) -> None:
        body = {"name": "thing", "type": "event_count_custom", "warehouseNative": {"aggregation": "sum"}}
        assert "warehouseNative" in console.error("POST", "/metrics", body)[2]
        assert "owner" in console.error("POST", "/gates", {"name": "thing", "owner": {"ownerID": "x"}})[2]


class TestUnknownParameters:
    def test_they_are_rejected_like_unknown_fields(self, console: Console) -> None:
        assert console.error("GET", "/gates", colour="red")[2] == {"colour": "Unrecognized key"}

    def test_they_can_be_stripped(self, console: Console) -> None:
        console.emulator.settings(unknown_fields="strip")
        response = console.http.get("/gates", params={"colour": "red", "a\nb": "1"})
        assert (response.status_code, response.headers["x-emulator-stripped"]) == (200, "colour, a%0Ab")

    def test_they_can_be_accepted(self, console: Console) -> None:
        console.emulator.settings(unknown_fields="accept")
        response = console.http.post("/gates", json={"name": "A Gate"}, params={"dryRun": "true"})
        assert response.status_code == 201
        assert "x-emulator-stripped" not in response.headers

    def test_known_ones_are_still_validated(self, console: Console) -> None:
        console.emulator.settings(unknown_fields="accept")
        assert console.error("GET", "/gates", limit="x")[0] == 400


class TestReferences:
    def test_a_holdout_names_only_what_exists(self, console: Console) -> None:
        console.emulator.settings(unknown_fields="accept")
        status, message, errors = console.error("POST", "/holdouts", {"name": "hold", "gateIDs": ["no"]})
        assert (status, message) == (404, "Not Found Exception")
        assert errors == {"gateIDs": "The following Gate IDs could not be found: [no]"}
        assert console.emulator.all(KEY, "holdouts") == []

    def test_a_bulk_assignment_names_only_what_exists_or_changes_nothing(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "A Gate"})
        app = console.ok("POST", "/target_app", {"name": "web", "description": ""})["id"]
        body = {"targetApps": [app], "gates": ["a_gate"], "experiments": ["no"]}
        status, message, _ = console.error("PATCH", "/target_app", body)
        assert (status, message) == (404, "Experiments with IDs [no] do not exist")
        assert console.ok("GET", "/gates/a_gate")["targetApps"] == []


CREATED: dict[str, dict[str, Any]] = {
    "/gates": {},
    "/dynamic_configs": {},
    "/experiments": {},
    "/segments": {"type": "id_list"},
    "/layers": {"idType": "userID"},
    "/holdouts": {},
    "/autotunes": {
        "variants": [{"name": name, "json": {}} for name in ("a", "b")],
        "successEvent": "purchase", "explorationWindow": "24", "attributionWindow": "24", "winnerThreshold": "95%",
    },
    "/metrics": {"type": "latest_value"},
    "/param_stores": {"description": "", "displayName": ""},
    "/prompts": {},
    "/release_pipelines": {"phases": []},
}  # fmt: skip


@pytest.mark.parametrize("path", CREATED)
def test_the_creation_time_is_the_emulators_clock(console: Console, path: str) -> None:
    times = []
    for name in ("older thing", "newer thing"):
        console.clock.now += 1.5
        made = console.ok("POST", path, {"name": name, **CREATED[path]})
        times.append((made["createdTime"], int(console.clock.now * 1000)))
    assert [time for time, _ in times] == [now for _, now in times]
    console.clock.now += 60
    assert [doc["createdTime"] for doc in console.emulator.all(KEY, path[1:])] == [time for time, _ in times]


def test_metrics_of_events_are_as_old_as_the_events(console: Console) -> None:
    console.http.get("/events")
    console.clock.now += 60
    (first, *_) = console.ok("GET", "/events/purchase/metrics")
    assert first["createdTime"] == (console.clock.now - 60) * 1000
