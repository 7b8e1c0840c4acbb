"""The request cycle of all operations: keys, paths, bodies, pages, rate limits, faults."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import httpx
import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from statsig_pulumi.emulator import Emulator, EmulatorBug, contract
from statsig_pulumi.emulator.context import Success
from statsig_pulumi.emulator.handlers import HANDLERS
from statsig_pulumi.emulator.transport import EmulatorTransport, open_transport

from .conftest import KEY, Console


class TestKeys:
    def test_no_key_or_another_type_of_key_is_401_and_the_key_is_not_in_the_response(self, console: Console) -> None:
        for key in (None, "client-abcdef", "secret-abcdef", "console-"):
            response = console.client(key).get("/gates")
            assert response.status_code == 401
            assert "only accepts an active CONSOLE key" in response.json()["message"]
            assert "abcdef" not in response.text

    def test_every_key_opens_a_project_of_its_own(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "A Gate"})
        assert console.client("console-other").get("/gates/a_gate").status_code == 404

    def test_a_read_only_key_reads(self, console: Console) -> None:
        reader = console.client("console-readonly-x")
        assert reader.get("/gates").status_code == 200
        assert reader.post("/gates", json={"name": "A Gate"}).status_code == 403

    def test_the_file_holds_no_key(self, tmp_path: Path) -> None:
        emulator = Emulator(str(tmp_path / "db"))
        client = httpx.Client(transport=EmulatorTransport(emulator), headers={"STATSIG-API-KEY": "console-hidden-key"})
        client.post("http://emulator.invalid/console/v1/gates", json={"name": "A Gate"})
        emulator.close()
        assert b"hidden-key" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


class TestPaths:
    def test_an_unknown_path_is_404_and_another_verb_405(self, console: Console) -> None:
        assert console.error("GET", "/nothing")[0] == 404
        assert console.error("PUT", "/gates")[0] == 405

    def test_a_path_that_is_not_below_the_apis_is_404(self, console: Console) -> None:
        assert console.http.get("http://emulator.invalid/gates").status_code == 404
        assert console.http.get("http://emulator.invalid/console/v1gates").status_code == 404

    def test_an_operation_without_a_handler_is_501(self, console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delitem(HANDLERS, "GET /company")
        status, message, _ = console.error("GET", "/company")
        assert (status, message) == (501, "GET /company is not emulated yet")

    def test_every_handler_is_an_operation_of_the_contract(self) -> None:
        assert set(HANDLERS) <= set(contract.document()["operations"])

    def test_the_contract_covers_all_operations(self) -> None:
        assert len(contract.operations()) == 324

    def test_an_id_may_be_percent_encoded(self, console: Console) -> None:
        assert console.error("GET", "/gates/a%2Fb")[0] == 404


class TestBodies:
    def test_a_body_that_is_not_json_is_400(self, console: Console) -> None:
        for content in (b"{", b"[" * 100_000, b'{"name": NaN}', b'{"name": "\\ud800"}', b'{"name": 1e999}', b"\xff"):
            assert console.http.post("/gates", content=content).status_code == 400, content[:20]

    def test_a_failed_validation_names_each_property(self, console: Console) -> None:
        rule = {"name": 1, "passPercentage": 12.345, "conditions": [{"type": "x", "targetValue": {}}]}
        status, message, errors = console.error("POST", "/gates", {"name": "A Gate", "rules": [rule]})
        assert (status, message) == (400, "Bad Request Exception")
        assert errors["rules.0.name"] == "Expected string, received number"
        assert errors["rules.0.passPercentage"] == "Number must be a multiple of 0.01"
        assert errors["rules.0.conditions.0.type"].startswith("Invalid enum value")
        assert "rules.0.conditions.0.targetValue" in errors

    def test_missing_fields_are_named(self, console: Console) -> None:
        _, _, errors = console.error("POST", "/users/teams", {"name": "t"})
        assert errors["members"] == "Required"

    def test_fractions_of_a_hundredth_are_exact(self, console: Console) -> None:
        for value in (0.01, 12.3, 33.33, 99.99, 57.58, 20, 20.0):
            rule = {"name": "a", "passPercentage": value, "conditions": []}
            console.ok("POST", "/gates", {"name": f"Gate {value}", "rules": [rule]})

    def test_an_unknown_field_is_rejected_at_any_depth(self, console: Console) -> None:
        rule = {"name": "a", "passPercentage": 1, "conditions": [{"type": "public", "colour": "red"}]}
        _, _, errors = console.error("POST", "/gates", {"name": "A Gate", "shape": 1, "rules": [rule]})
        assert errors == {"shape": "Unrecognized key", "rules.0.conditions.0.colour": "Unrecognized key"}

    def test_a_field_of_one_alternative_is_unknown_in_another(self, console: Console) -> None:
        mapping = {"unit_id": "u", "id_type": "userID", "dateid": "d", "metric_name": "m", "event_name": "e"}
        body = {"type": "s3", "dataset": "Metrics", "source_name": "m", "column_mapping": mapping}
        errors = console.error("POST", "/ingestion", body)[2]
        assert errors == {"column_mapping.event_name": "Unrecognized key"}

    def test_a_response_that_the_contract_does_not_allow_raises_or_is_500(
        self, console: Console, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(HANDLERS, "GET /gates/{id}", lambda _context: Success("Read.", {"id": "half"}))
        with pytest.raises(EmulatorBug, match=r"GET /gates/\{id\} is not valid: .*data.rules: Required"):
            console.http.get("/gates/half")
        lenient = Emulator(strict_responses=False)
        client = httpx.Client(transport=EmulatorTransport(lenient), headers={"STATSIG-API-KEY": KEY})
        response = client.get("http://emulator.invalid/console/v1/gates/half")
        assert (response.status_code, response.json()["message"][:12]) == (500, "emulator bug")
        lenient.close()

    def test_an_unknown_field_can_be_stripped_or_accepted(self, console: Console) -> None:
        console.emulator.settings(unknown_fields="strip")
        response = console.http.post("/gates", json={"name": "A Gate", "shape": 1})
        assert response.headers["x-emulator-stripped"] == "shape"
        assert "shape" not in response.json()["data"]
        console.emulator.settings(unknown_fields="accept")
        assert console.ok("PATCH", "/gates/a_gate", {"shape": 1})["shape"] == 1

    def test_free_objects_accept_anything(self, console: Console) -> None:
        value = {"a": {"b": [1, {"c": None}]}}
        assert console.ok("POST", "/dynamic_configs", {"name": "cfg", "defaultValue": value})["defaultValue"] == value


class TestLists:
    def test_pages_are_addressed_relatively(self, console: Console) -> None:
        for n in range(5):
            console.ok("POST", "/gates", {"name": f"Gate {n}"})
        response = console.http.get("/gates", params={"limit": 2, "page": 2}).json()
        assert [gate["id"] for gate in response["data"]] == ["gate_2", "gate_3"]
        assert response["pagination"] == {
            "itemsPerPage": 2,
            "pageNumber": 2,
            "totalItems": 5,
            "nextPage": "/console/v1/gates?page=3&limit=2",
            "previousPage": "/console/v1/gates?page=1&limit=2",
            "all": "/console/v1/gates",
        }
        assert console.http.get("/gates", params={"limit": 2, "page": 3}).json()["pagination"]["nextPage"] is None

    def test_the_metrics_of_an_event_are_addressed_without_a_path(self, console: Console) -> None:
        response = console.http.get("/events/add_to_cart/metrics", params={"limit": 5}).json()
        assert response["pagination"]["nextPage"] == "?page=2&limit=5"

    @pytest.mark.parametrize(
        "params",
        [
            {"limit": 0},
            {"page": "x"},
            {"limit": -1},
            {"limit": 1.5},
            {"limit": "inf"},
            {"colour": "red"},
            {"type": "OLD"},
        ],
    )
    def test_a_query_that_cannot_be_right_is_400(self, console: Console, params: dict[str, Any]) -> None:
        assert console.error("GET", "/gates", **params)[0] == 400

    def test_filters_select(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "One", "tags": ["a"], "type": "PERMANENT"})
        console.ok("POST", "/gates", {"name": "Two", "tags": ["b", "c"]})
        assert [g["id"] for g in console.ok("GET", "/gates", tags=["c", "x"])] == ["two"]
        assert [g["id"] for g in console.ok("GET", "/gates", type="PERMANENT")] == ["one"]

    def test_filters_combine(self, console: Console) -> None:
        def rule(percentage: float) -> dict[str, Any]:
            return {"name": "a", "passPercentage": percentage, "conditions": []}

        console.ok("POST", "/gates", {"name": "All", "tags": ["a"], "rules": [rule(100)]})
        console.ok("POST", "/gates", {"name": "Half", "tags": ["a"], "rules": [rule(50)]})
        console.ok("POST", "/gates", {"name": "Other", "tags": ["b"], "rules": [rule(50)]})
        assert [g["id"] for g in console.ok("GET", "/gates", passRate="INBETWEEN", tags="a")] == ["half"]
        assert console.ok("GET", "/gates", passRate="100", rolloutRate="0") == []

    def test_experiments_are_filtered_by_the_day_of_their_creation(self, console: Console) -> None:
        console.ok("POST", "/experiments", {"name": "exp"})
        day = "2023-11-14"
        assert len(console.ok("GET", "/experiments", createdStartDate=day, createdEndDate=day)) == 1
        assert console.ok("GET", "/experiments", createdStartDate="2023-11-15") == []
        assert console.ok("GET", "/experiments", createdEndDate="2023-11-13T12:00:00Z") == []
        assert "createdEndDate" in console.error("GET", "/experiments", createdEndDate="soon")[2]


class TestLimits:
    TAG: ClassVar[dict[str, Any]] = {"description": "", "isCore": False}

    def tag(self, console: Console, number: int) -> httpx.Response:
        return console.http.post("/tags", json={"name": f"tag {number}", **self.TAG})

    def test_a_hundred_mutations_in_ten_seconds_and_no_more(self, console: Console) -> None:
        console.emulator.settings(rate_limit=True)
        statuses = [self.tag(console, number).status_code for number in range(101)]
        assert statuses == [*[200] * 100, 429]
        assert console.http.get("/tags").status_code == 200
        console.clock.now += 11
        assert self.tag(console, 101).status_code == 200

    def test_a_refusal_names_the_time_only_where_it_is_asked_for(self, console: Console) -> None:
        console.emulator.settings(rate_limit=True, mutations_per_10s=1)
        self.tag(console, 1)
        assert "retry-after" not in self.tag(console, 2).headers
        console.emulator.settings(retry_after=True)
        console.clock.now += 4
        assert self.tag(console, 3).headers["retry-after"] == "10"

    def test_refused_attempts_count(self, console: Console) -> None:
        console.emulator.settings(rate_limit=True, mutations_per_10s=1)
        statuses = []
        for number in range(4):
            statuses.append(self.tag(console, number).status_code)
            console.clock.now += 6
        assert statuses == [200, 429, 429, 429]
        console.clock.now += 5
        assert self.tag(console, 5).status_code == 200

    def test_eighteen_hundred_in_a_quarter_of_an_hour(self, console: Console) -> None:
        console.emulator.settings(rate_limit=True)
        id = self.tag(console, 1).json()["data"]["id"]
        for _ in range(1799):
            console.clock.now += 0.2
            assert console.http.patch(f"/tags/{id}", json={"description": "d"}).status_code == 200
        assert console.http.patch(f"/tags/{id}", json={"description": "d"}).status_code == 429

    def test_segments_have_a_quota_of_their_own(self, console: Console) -> None:
        console.emulator.settings(rate_limit=True, mutations_per_10s=1)
        assert [self.tag(console, number).status_code for number in (1, 2)] == [200, 429]
        statuses = [console.http.delete("/segments/none").status_code for _ in range(13)]
        assert statuses == [*[404] * 12, 429]
        console.emulator.settings(segment_mutations_per_10s=20)
        assert console.http.delete("/segments/none").status_code == 404

    @pytest.mark.parametrize("name", ["mutations_per_15min", "segment_mutations_per_15min"])
    def test_the_longer_windows_can_be_set(self, console: Console, name: str) -> None:
        console.emulator.settings(rate_limit=True, **{name: 2})
        path = "/segments/none" if name.startswith("segment") else "/tags/none"
        statuses = []
        for _ in range(3):
            statuses.append(console.http.delete(path).status_code)
            console.clock.now += 60
        assert statuses == [404, 404, 429]


class TestFaults:
    def test_a_failure_occurs_as_often_and_where_it_was_set(self, console: Console) -> None:
        console.emulator.fail(2, status=503, method="GET", path="/gates/*", skip=1)
        console.ok("POST", "/gates", {"name": "A Gate"})
        statuses = [console.http.get("/gates/a_gate").status_code for _ in range(4)]
        assert statuses == [200, 503, 503, 200]

    def test_a_failure_can_be_set_for_an_operation(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "A Gate"})
        console.emulator.fail(path="/gates/{id}")
        assert console.http.get("/gates").status_code == 200
        assert console.http.get("/gates/a_gate").status_code == 500

    def test_a_failure_can_occur_after_the_effect(self, console: Console) -> None:
        console.emulator.fail(kind="timeout", after_effect=True)
        with pytest.raises(httpx.ReadTimeout):
            console.http.post("/gates", json={"name": "A Gate"})
        assert console.ok("GET", "/gates/a_gate")

    def test_a_response_can_be_late_with_or_without_its_effect(self, console: Console) -> None:
        console.emulator.fail(kind="hang", status=503)
        assert console.http.post("/gates", json={"name": "A Gate"}).status_code == 503
        console.emulator.fail(kind="hang", after_effect=True)
        assert console.http.post("/gates", json={"name": "A Gate"}).status_code == 201

    def test_a_connection_can_break(self, console: Console) -> None:
        console.emulator.fail(kind="drop")
        with pytest.raises(httpx.RemoteProtocolError):
            console.http.get("/gates")

    def test_the_control_plane_works_over_http(self, console: Console) -> None:
        def control(name: str, **body: Any) -> Any:
            return console.http.post(f"http://emulator.invalid/_emulator/{name}", json=body).json().get("data")

        console.ok("POST", "/gates", {"name": "A Gate"})
        control("edit", key=KEY, family="gates", id="a_gate", changes={"description": "by hand"})
        assert control("get", key=KEY, family="gates", id="a_gate")["description"] == "by hand"
        control("fail", count=1, status=418)
        assert console.http.get("/gates").status_code == 418
        assert [(e["method"], e["path"], e["status"]) for e in control("log")][-1] == ("GET", "/gates", 418)
        control("delete", key=KEY, family="gates", id="a_gate")
        assert control("all", key=KEY, family="gates") == []
        assert console.http.post("http://emulator.invalid/_emulator/explode").status_code == 404
        assert console.http.post("http://emulator.invalid/_emulator/fail", json={"x": 1}).status_code == 400


class TestSharing:
    def test_many_threads_and_emulators_on_one_file_lose_nothing(self, tmp_path: Path) -> None:
        path = str(tmp_path / "db")

        def work(who: int) -> None:
            emulator = Emulator(path)
            headers = {"STATSIG-API-KEY": KEY}
            client = httpx.Client(transport=EmulatorTransport(emulator), headers=headers)
            for n in range(10):
                body = {"name": f"Gate {who} {n}"}
                assert client.post("http://emulator.invalid/console/v1/gates", json=body).status_code == 201
            emulator.close()

        threads = [threading.Thread(target=work, args=(who,)) for who in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        emulator = Emulator(path)
        assert len(emulator.all(KEY, "gates")) == 40
        emulator.close()

    def test_several_processes_can_create_the_file_at_once(self, tmp_path: Path) -> None:
        path = str(tmp_path / "db")
        script = (
            "import sys\n"
            "from statsig_pulumi.emulator import Emulator\n"
            "sys.stdin.readline()\n"
            f"emulator = Emulator({path!r})\n"
            f"emulator.seed({KEY!r}, 'gates', {{'id': sys.argv[1]}})\n"
        )
        made = [
            subprocess.Popen([sys.executable, "-c", script, str(n)], stdin=subprocess.PIPE, text=True) for n in range(4)
        ]
        for process in made:
            assert process.stdin
            process.stdin.write("go\n")
            process.stdin.flush()
        assert [process.wait(60) for process in made] == [0, 0, 0, 0]
        for process in made:
            assert process.stdin
            process.stdin.close()
        emulator = Emulator(path)
        assert len(emulator.all(KEY, "gates")) == 4
        emulator.close()

    def test_the_log_does_not_grow_without_end(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("statsig_pulumi.emulator.emulator._LOG_LENGTH", 3)
        emulator = Emulator()
        client = httpx.Client(transport=EmulatorTransport(emulator), headers={"STATSIG-API-KEY": KEY})
        for n in range(5):
            client.get(f"http://emulator.invalid/console/v1/gates/{n}")
        assert [entry.path for entry in emulator.log()] == ["/gates/2", "/gates/3", "/gates/4"]
        emulator.close()

    def test_an_address_names_the_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        for address, file in (("emulator:", ".statsig-emulator.db"), ("emulator:other.db", "other.db")):
            open_transport(address).close()
            assert (tmp_path / file).exists()
        open_transport("emulator::memory:").close()


def value_of(schema: Any) -> st.SearchStrategy[Any]:
    """Return values that a schema of the contract allows, and some that it does not."""
    schema = contract.document()["$defs"][schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "anyOf" in schema:
        return st.one_of([value_of(s) for s in schema["anyOf"]])
    kind = schema.get("type", "object")
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "string": st.sampled_from(["userID", "my name", "a@x.org", "2026-01-01", "{a: 1}", ""]),
        "number": st.integers(0, 100) | st.sampled_from([0.5, 33.33]),
        "integer": st.integers(1, 20),
        "boolean": st.booleans(),
        "null": st.none(),
        "array": st.lists(st.deferred(lambda: value_of(schema.get("items", {}))), max_size=2),
        "object": st.deferred(lambda: object_of(schema)),
    }
    return st.one_of([kinds[k] for k in (kind if isinstance(kind, list) else [kind])])


def object_of(schema: Any) -> st.SearchStrategy[Any]:
    properties = {name: value_of(inner) for name, inner in schema.get("properties", {}).items()}
    required = {name: value for name, value in properties.items() if name in schema.get("required", [])}
    return st.fixed_dictionaries(required, optional={n: v for n, v in properties.items() if n not in required})


EXISTING: dict[str, dict[str, Any]] = {
    "gates": {"rules": [{"name": "a", "passPercentage": 1, "conditions": []}]},
    "experiments": {},
    "dynamic_configs": {},
    "tags": {"description": ""},
    "roles": {"permissions": {}},
    "unit_id_types": {},
    "param_stores": {"description": "", "displayName": ""},
    "prompts": {},
}
"""The bodies of the objects that exist when the requests are sent, by family."""
WRITES = sorted(name for name in HANDLERS if contract.document()["operations"][name]["body"])


@pytest.fixture
def existing() -> Iterator[httpx.Client]:
    """A project with one object of some families, all named ``the_id``."""
    emulator = Emulator()
    client = httpx.Client(
        transport=EmulatorTransport(emulator),
        base_url="http://emulator.invalid/console/v1",
        headers={"STATSIG-API-KEY": KEY},
    )
    for family, more in EXISTING.items():
        client.post(f"/{family}", json={"name": "the_id", **more}).raise_for_status()
    yield client
    emulator.close()


@pytest.mark.parametrize("operation", WRITES)
@settings(max_examples=6, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_no_body_that_the_contract_allows_makes_the_emulator_fail(
    operation: str, existing: httpx.Client, data: st.DataObject
) -> None:
    method, path = operation.split(" ")
    body = data.draw(value_of(contract.document()["operations"][operation]["body"]))
    for key in ("{id}", "{name}", "{ruleID}", "{ruleId}"):
        path = path.replace(key, "the_id")
    response = existing.request(method, path, json=body)
    assert response.status_code < 500, (json.dumps(body), response.text)
