"""Param stores, prompts, release pipelines and the warehouse's connection."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import KEY, Console

HOUR = 3_600_000
RULE: dict[str, Any] = {"name": "a", "passPercentage": 10, "conditions": [{"type": "public"}]}


class TestParamStores:
    STORE = {"name": "checkout", "description": "d", "displayName": "Checkout"}
    PATH = "/param_stores/checkout"

    def test_a_store_is_created_empty_and_identified_by_its_name(self, console: Console) -> None:
        store = console.ok("POST", "/param_stores", {**self.STORE, "team": "t"})
        assert {name: store[name] for name in self.STORE} == self.STORE
        assert (store["parameters"], store["team"], store["createdTime"]) == ([], "t", console.clock.now * 1000)
        assert store["id"] != "checkout"
        assert console.ok("GET", self.PATH) == store
        assert console.ok("GET", "/param_stores") == [store]

    def test_apps_and_tags_are_write_only(self, console: Console) -> None:
        hidden = {"targetAppIDs": ["a"], "tags": ["b"]}
        store = console.ok("POST", "/param_stores", {**self.STORE, **hidden})
        assert not set(hidden) & set(store)
        assert not set(hidden) & set(console.ok("POST", self.PATH, {"description": "x"}))
        kept = console.emulator.get(KEY, "param_stores", "checkout")
        assert kept is not None
        assert {name: kept[name] for name in hidden} == hidden

    def test_parameters_are_replaced_and_may_refer_to_unknown_objects(self, console: Console) -> None:
        console.ok("POST", "/param_stores", self.STORE)
        parameters: list[dict[str, Any]] = [
            {"ref_type": "static", "name": "a", "param_type": "array", "value": [1, "x"]},
            {
                "ref_type": "gate",
                "name": "b",
                "gate_name": "none",
                "param_type": "number",
                "pass_value": 1,
                "fail_value": 2.5,
            },
            {"ref_type": "layer", "name": "c", "param_type": "string", "layer_name": "none", "param_name": "p"},
            {
                "ref_type": "dynamic_config",
                "name": "d",
                "param_type": "object",
                "config_name": "none",
                "param_name": "p",
            },
            {"ref_type": "experiment", "name": "e", "param_type": "boolean", "experiment_name": "x", "param_name": "p"},
        ]
        assert console.ok("POST", self.PATH, {"parameters": parameters})["parameters"] == parameters
        assert console.ok("POST", self.PATH, {"description": "x"})["parameters"] == parameters
        left = console.ok("POST", self.PATH, {"parameters": parameters[:1]})
        assert (left["parameters"], left["description"]) == (parameters[:1], "x")
        assert console.ok("GET", self.PATH) == left

    def test_invalid_bodies_are_rejected(self, console: Console) -> None:
        console.ok("POST", "/param_stores", self.STORE)
        assert console.error("POST", "/param_stores", self.STORE)[:2] == (400, "Name is already in use")
        assert "displayName" in console.error("POST", "/param_stores", {"name": "x", "description": ""})[2]
        flag: dict[str, Any] = {"ref_type": "static", "name": "a", "param_type": "boolean", "value": True}
        for wrong in ([flag, flag], [{**flag, "value": 1}], [{**flag, "ref_type": "other"}]):
            assert console.error("POST", self.PATH, {"parameters": wrong})[0] == 400, wrong
        assert console.error("GET", "/param_stores/none")[0] == 404
        assert console.error("POST", "/param_stores/none", {"description": ""})[0] == 404


class TestPrompts:
    VERSION: dict[str, Any] = {"name": "First Try", "model": "m", "prompts": [{"role": "system", "content": "Be kind"}]}

    def test_a_prompt_has_an_id_from_its_name_and_a_write_only_display_name(self, console: Console) -> None:
        body = {"name": "Greeting One", "displayName": "Hello", "targetApps": "web", "tags": ["t"]}
        prompt = console.ok("POST", "/prompts", body)
        assert (prompt["id"], prompt["description"], prompt["targetApps"]) == ("greeting_one", "", ["web"])
        assert not {"displayName", "owner", "versions"} & set(prompt)
        assert (console.emulator.get(KEY, "prompts", "greeting_one") or {})["displayName"] == "Hello"
        assert console.ok("GET", "/prompts/greeting_one") == prompt
        assert console.ok("GET", "/prompts") == [prompt]
        changed = console.ok("PATCH", "/prompts/greeting_one", {"description": "d", "targetApps": ["a", "b"]})
        assert changed == {**prompt, "description": "d", "targetApps": ["a", "b"], "version": 2}

    def test_versions_are_added_and_count_as_changes(self, console: Console) -> None:
        console.ok("POST", "/prompts", {"name": "greeting"})
        path = "/prompts/greeting/versions"
        assert console.http.post(path, json=self.VERSION).status_code == 201
        own = console.ok("POST", path, {**self.VERSION, "name": "again", "id": "v.2"})
        assert own == {**self.VERSION, "name": "again", "id": "v.2"}
        assert console.ok("GET", "/prompts/greeting")["version"] == 3
        assert console.error("POST", path, {**self.VERSION, "id": "first_try"})[0] == 400
        kept = console.emulator.get(KEY, "prompts", "greeting")
        assert kept is not None
        assert [version["id"] for version in kept["versions"]] == ["first_try", "v.2"]

    def test_evaluations_start_for_versions_that_are_there(self, console: Console) -> None:
        console.ok("POST", "/prompts", {"name": "greeting"})
        console.ok("POST", "/prompts/greeting/versions", self.VERSION)
        path = "/prompts/{}/versions/{}/start_evals"
        started = console.ok("POST", path.format("greeting", "first_try"))
        assert started == {"id": "first_try", "name": "First Try"}
        kept = console.emulator.get(KEY, "prompts", "greeting")
        assert kept is not None
        assert kept["versions"][0]["evalStartTime"] == console.clock.now * 1000
        assert console.error("POST", path.format("greeting", "none"))[0] == 404
        assert console.error("POST", path.format("none", "first_try"))[0] == 404

    def test_invalid_and_unknown_objects_are_rejected(self, console: Console) -> None:
        console.ok("POST", "/prompts", {"name": "greeting"})
        assert console.error("POST", "/prompts", {"name": "greeting"})[:2] == (400, "Name is already in use")
        for name in ("ab", "a/b/c"):
            assert "name" in console.error("POST", "/prompts", {"name": name})[2]
        bad = {**self.VERSION, "prompts": [{"role": "nobody", "content": ""}]}
        assert console.error("POST", "/prompts/greeting/versions", bad)[0] == 400
        for method, path, body in (
            ("GET", "/prompts/none", None),
            ("PATCH", "/prompts/none", {"description": ""}),
            ("POST", "/prompts/none/versions", self.VERSION),
        ):
            assert console.error(method, path, body)[0] == 404, path


def phase(name: str, hours: float = 1, review: bool = False) -> dict[str, Any]:
    rule = {"name": "r", "conditions": [{"type": "public"}], "environments": ["staging"]}
    return {"name": name, "timeIntervalMs": hours * HOUR, "requiredReview": review, "rules": [rule]}


class TestReleasePipelines:
    def test_phases_and_their_rules_get_ids_and_keep_them(self, console: Console) -> None:
        made = console.ok("POST", "/release_pipelines", {"name": "slow", "phases": [phase("one"), phase("two")]})
        path = f"/release_pipelines/{made['id']}"
        ids = [p["id"] for p in made["phases"]]
        assert len({*ids, *(p["rules"][0]["id"] for p in made["phases"])}) == 4
        assert console.ok("GET", path) == made
        assert console.ok("GET", "/release_pipelines") == [made]
        kept = console.ok("POST", path, {"name": "slower", "phases": [*made["phases"][::-1], phase("three")]})
        assert [p["id"] for p in kept["phases"][:2]] == ids[::-1]
        assert kept["phases"][2]["id"] not in ids
        assert console.ok("POST", path, {"name": "slow"}) == {**kept, "name": "slow"}

    def test_invalid_and_unknown_objects_are_rejected(self, console: Console) -> None:
        assert console.ok("POST", "/release_pipelines", {"name": "empty"})["phases"] == []
        made = console.ok("POST", "/release_pipelines", {"name": "slow", "phases": [phase("one")]})
        path = f"/release_pipelines/{made['id']}"
        assert console.error("POST", "/release_pipelines", {"name": "slow"})[:2] == (400, "Name is already in use")
        assert console.error("POST", path, {"name": "empty"})[:2] == (400, "Name is already in use")
        for wrong in ([phase("x"), phase("x")], [{**phase("x"), "id": "none"}], [{"name": "x"}]):
            assert console.error("POST", path, {"phases": wrong})[0] == 400, wrong
        assert console.ok("GET", path) == made
        assert console.ok("DELETE", path) is None
        for method, body in (("GET", None), ("POST", {"name": "x"}), ("DELETE", None)):
            assert console.error(method, path, body)[0] == 404, method


def change(console: Console, gate: str = "gate", percentage: float = 50) -> None:
    console.ok("PATCH", f"/gates/{gate}", {"rules": [{**RULE, "passPercentage": percentage}]})


def triggered(console: Console, *phases: dict[str, Any]) -> dict[str, Any]:
    """The trigger of a gate whose rules have been changed."""
    pipeline = console.ok("POST", "/release_pipelines", {"name": "slow", "phases": list(phases)})["id"]
    console.ok("POST", "/gates", {"name": "gate", "rules": [RULE], "releasePipelineID": pipeline})
    change(console)
    trigger: dict[str, Any]
    (trigger,) = console.ok("GET", "/release_pipeline_triggers")
    return trigger


class Trigger:
    """The trigger of a gate; a call performs an action on it."""

    def __init__(self, console: Console, *phases: dict[str, Any]) -> None:
        self.console, self.doc = console, triggered(console, *phases)
        self.path = f"/release_pipeline_triggers/{self.doc['id']}"

    def __call__(self, verb: str) -> Any:
        names_phase = verb not in ("rollout", "abort")
        body = {"phaseID": self.read()["currentPhaseID"]} if names_phase else None
        return self.console.ok("PUT", f"{self.path}/{verb}", body)

    def read(self) -> Any:
        return self.console.ok("GET", self.path)

    def at(self) -> tuple[str, str]:
        doc = self.read()
        return doc["status"], doc["currentPhase"]


class TestReleasePipelineTriggers:
    def test_changed_rules_start_the_pipeline_of_a_gate(self, console: Console) -> None:
        trigger = triggered(console, phase("one"), phase("two"))
        gate = console.ok("GET", "/gates/gate")
        now = console.clock.now * 1000
        assert (trigger["gateID"], trigger["releasePipelineID"]) == ("gate", gate["releasePipelineID"])
        assert (trigger["status"], trigger["currentPhase"]) == ("IN_PROGRESS", "one")
        assert trigger["currentPhaseEndTime"] == now + HOUR
        (action,) = trigger["actions"]
        assert (action["type"], action["phaseID"]) == ("STARTED", trigger["currentPhaseID"])
        assert not {"rulesBefore", "remainingMs"} & set(trigger)

    def test_single_rules_and_those_of_a_config_start_it_too(self, console: Console) -> None:
        pipeline = console.ok("POST", "/release_pipelines", {"name": "slow", "phases": [phase("one")]})["id"]
        console.ok("POST", "/dynamic_configs", {"name": "config", "releasePipelineID": pipeline})
        console.ok("PATCH", "/dynamic_configs/config", {"rules": [RULE]})
        console.ok("POST", "/gates", {"name": "gate", "releasePipelineID": pipeline})
        console.ok("POST", "/gates/gate/rule", RULE)
        config, gate = console.ok("GET", "/release_pipeline_triggers")
        assert (config["dynamicConfigID"], gate["gateID"]) == ("config", "gate")

    def test_nothing_else_starts_one(self, console: Console) -> None:
        empty = console.ok("POST", "/release_pipelines", {"name": "empty"})["id"]
        full = console.ok("POST", "/release_pipelines", {"name": "full", "phases": [phase("one")]})["id"]
        for name, pipeline in (("none", None), ("unknown", "x"), ("empty", empty), ("other", full)):
            console.ok("POST", "/gates", {"name": f"{name} gate", "rules": [RULE], "releasePipelineID": pipeline})
        for name in ("none", "unknown", "empty"):
            change(console, f"{name}_gate")
        console.ok("PATCH", "/gates/other_gate", {"description": "x"})
        console.ok("PUT", "/gates/other_gate/disable")
        assert console.ok("GET", "/release_pipeline_triggers") == []

    def test_a_trigger_continues_while_rules_change_again(self, console: Console) -> None:
        trigger = Trigger(console, phase("one"))
        change(console, percentage=60)
        assert console.ok("GET", "/release_pipeline_triggers") == [trigger.doc]
        trigger("rollout")
        change(console, percentage=70)
        assert len(console.ok("GET", "/release_pipeline_triggers")) == 2

    def test_a_trigger_moves_through_its_phases_as_time_passes(self, console: Console) -> None:
        trigger = Trigger(console, phase("one"), phase("two", hours=2), phase("three"))
        console.clock.now += 3599
        assert trigger.at() == ("IN_PROGRESS", "one")
        console.clock.now += 2
        assert trigger.at() == ("IN_PROGRESS", "two")
        assert trigger.read()["currentPhaseEndTime"] == trigger.doc["createdTime"] + 3 * HOUR
        console.clock.now += 3 * 3600
        assert trigger.at() == ("COMPLETED", "three")

    def test_a_phase_that_needs_a_review_waits_and_its_time_begins_with_the_approval(self, console: Console) -> None:
        trigger = Trigger(console, phase("one"), phase("two", review=True))
        console.clock.now += 10 * 3600
        assert trigger.at() == ("WAITING_FOR_REVIEW", "two")
        assert trigger.read()["currentPhaseEndTime"] is None
        approved = trigger("approve")
        assert (approved["status"], approved["currentPhase"]) == ("IN_PROGRESS", "two")
        assert approved["currentPhaseEndTime"] == console.clock.now * 1000 + HOUR
        assert approved["actions"][-1]["type"] == "APPROVED_FOR"
        console.clock.now += 3600
        assert trigger.at() == ("COMPLETED", "two")

    def test_a_pause_stops_the_time_and_its_end_lets_the_rest_pass(self, console: Console) -> None:
        trigger = Trigger(console, phase("one"), phase("two"))
        console.clock.now += 1800
        assert trigger("pause")["currentPhaseEndTime"] is None
        console.clock.now += 10 * 3600
        assert trigger.at() == ("PAUSED", "one")
        assert trigger("unpause")["currentPhaseEndTime"] == console.clock.now * 1000 + HOUR / 2
        console.clock.now += 1800
        assert trigger.at() == ("IN_PROGRESS", "two")

    def test_a_skip_starts_the_next_phase_or_completes_the_trigger(self, console: Console) -> None:
        trigger = Trigger(console, phase("one"), phase("two", review=True), phase("three"))
        assert trigger("skip")["status"] == "WAITING_FOR_REVIEW"
        third = trigger("skip")
        assert (third["status"], third["currentPhase"]) == ("IN_PROGRESS", "three")
        assert trigger("skip")["status"] == "COMPLETED"
        assert [action["type"] for action in trigger.read()["actions"]] == ["STARTED", *["SKIPPED"] * 3]

    def test_a_full_rollout_ends_it(self, console: Console) -> None:
        trigger = Trigger(console, phase("one", review=True), phase("two"))
        done = trigger("rollout")
        assert (done["status"], done["actions"][-1]["type"]) == ("COMPLETED", "FULL_ROLL_OUT")
        assert console.ok("GET", "/gates/gate")["rules"][0]["passPercentage"] == 50

    def test_an_abort_brings_the_old_rules_back(self, console: Console) -> None:
        trigger = Trigger(console, phase("one"))
        assert trigger("abort")["status"] == "ABORTED"
        gate = console.ok("GET", "/gates/gate")
        assert (gate["rules"][0]["passPercentage"], gate["version"]) == (10, 3)

    @pytest.mark.parametrize("verb", ["approve", "pause", "unpause", "skip"])
    def test_another_phase_than_the_current_one_is_rejected(self, console: Console, verb: str) -> None:
        trigger = Trigger(console, phase("one"), phase("two"))
        later = console.ok("GET", f"/release_pipelines/{trigger.doc['releasePipelineID']}")["phases"][1]["id"]
        for wrong in (later, "none"):
            _, _, errors = console.error("PUT", f"{trigger.path}/{verb}", {"phaseID": wrong})
            assert errors == {"phaseID": "This is not the current phase"}
        assert "phaseID" in console.error("PUT", f"{trigger.path}/{verb}", {})[2]
        assert trigger.read() == trigger.doc

    @pytest.mark.parametrize(
        ("before", "rejected"),
        [
            ([], ["approve", "unpause"]),
            (["pause"], ["approve", "pause"]),
            (["rollout"], ["approve", "pause", "unpause", "skip", "rollout", "abort"]),
            (["abort"], ["approve", "pause", "unpause", "skip", "rollout", "abort"]),
        ],
    )
    def test_an_action_in_the_wrong_status_is_rejected(
        self, console: Console, before: list[str], rejected: list[str]
    ) -> None:
        trigger = Trigger(console, phase("one"), phase("two"))
        for verb in before:
            trigger(verb)
        stands = trigger.read()
        for verb in rejected:
            body = None if verb in ("rollout", "abort") else {"phaseID": stands["currentPhaseID"]}
            status, message, _ = console.error("PUT", f"{trigger.path}/{verb}", body)
            assert (status, message) == (400, f"Cannot {verb} a pipeline trigger that is {stands['status']}")
        assert trigger.read() == stands

    def test_a_trigger_that_waits_for_a_review_cannot_be_paused(self, console: Console) -> None:
        trigger = Trigger(console, phase("one", review=True))
        body = {"phaseID": trigger.doc["currentPhaseID"]}
        assert console.error("PUT", f"{trigger.path}/pause", body)[0] == 400

    def test_a_pipeline_with_an_active_trigger_can_neither_be_changed_nor_deleted(self, console: Console) -> None:
        trigger = Trigger(console, phase("one"))
        path = f"/release_pipelines/{trigger.doc['releasePipelineID']}"
        for _ in range(2):
            assert console.error("POST", path, {"name": "x"})[0] == 400
            assert console.error("DELETE", path)[0] == 400
            if trigger.at()[0] == "IN_PROGRESS":
                trigger("pause")
        trigger("abort")
        assert console.ok("POST", path, {"name": "x"})["name"] == "x"
        console.ok("DELETE", path)
        assert trigger.at() == ("ABORTED", "one")

    def test_deleting_the_gate_aborts_its_trigger(self, console: Console) -> None:
        trigger = Trigger(console, phase("one"))
        console.ok("DELETE", "/gates/gate")
        over = trigger.read()
        assert (over["status"], over["actions"][-1]["type"]) == ("ABORTED", "CLEANED_UP")
        console.ok("DELETE", f"/release_pipelines/{over['releasePipelineID']}")

    def test_triggers_are_filtered_by_object_status_and_day(self, console: Console) -> None:
        first = Trigger(console, phase("one", hours=100)).doc
        console.clock.now += 86_400
        pipeline = console.ok("POST", "/release_pipelines", {"name": "other", "phases": [phase("one")]})["id"]
        console.ok("POST", "/dynamic_configs", {"name": "config", "releasePipelineID": pipeline})
        console.ok("PATCH", "/dynamic_configs/config", {"rules": [RULE]})
        console.clock.now += 3600

        def ids(**params: str) -> list[str]:
            return [trigger["id"] for trigger in console.ok("GET", "/release_pipeline_triggers", **params)]

        both = ids()
        one, two = [first["id"]], both[1:]
        assert ids(releasePipelineID=pipeline) == two == ids(dynamicConfigID="config") == ids(status="COMPLETED")
        assert ids(gateID="gate") == one == ids(status="IN_PROGRESS")
        # The first is of 14 November 2023, the second of the day after.
        assert ids(startDate="2023-11-14") == both == ids(endDate="2023-11-15")
        assert ids(startDate="2023-11-15") == two
        assert ids(startDate="2023-11-14", endDate="2023-11-14") == one
        assert "startDate" in console.error("GET", "/release_pipeline_triggers", startDate="14/11/2023")[2]

    def test_a_trigger_without_its_pipeline_stays_in_its_phase(self, console: Console) -> None:
        seeded = {
            "id": "t",
            "releasePipelineID": "p",
            "actions": [],
            "creatorID": "u",
            "createdTime": 1,
            "lastModifierID": "u",
            "lastModifierName": "U",
            "status": "IN_PROGRESS",
            "currentPhase": "one",
            "currentPhaseID": "1",
            "currentPhaseEndTime": 2,
        }
        console.emulator.seed(KEY, "release_pipeline_triggers", seeded)
        path = "/release_pipeline_triggers/t"
        assert console.ok("GET", path) == seeded
        assert console.ok("PUT", f"{path}/pause", {"phaseID": "1"})["status"] == "PAUSED"
        assert console.ok("PUT", f"{path}/unpause", {"phaseID": "1"})["status"] == "IN_PROGRESS"
        assert console.ok("PUT", f"{path}/abort")["status"] == "ABORTED"

    def test_an_unknown_trigger_is_404(self, console: Console) -> None:
        path = "/release_pipeline_triggers/none"
        assert console.error("GET", path)[0] == 404
        for verb in ("abort", "approve", "pause", "rollout", "skip", "unpause"):
            body = None if verb in ("rollout", "abort") else {"phaseID": "x"}
            assert console.error("PUT", f"{path}/{verb}", body)[0] == 404, verb


class TestWarehouseConnection:
    def test_parameters_are_merged_and_write_only(self, console: Console) -> None:
        key = "console-whn-test"
        console.http = console.client(key)
        first = {"snowflake": {"accountName": "a", "serviceUserPassword": "s"}}
        for body in (first, {"snowflake": {"accountName": "b"}}, {"bigquery": {"project": "p"}}):
            assert console.http.patch("/wh_connections", json=body).json() == {
                "message": "Connection updated successfully"
            }
        assert console.emulator.get(key, "wh_connections", "wh_connections") == {
            "id": "wh_connections",
            "snowflake": {"accountName": "b", "serviceUserPassword": "s"},
            "bigquery": {"project": "p"},
        }
        assert (
            "snowflake.accountName" in console.error("PATCH", "/wh_connections", {"snowflake": {"accountName": 1}})[2]
        )

    def test_another_project_has_none(self, console: Console) -> None:
        assert console.error("PATCH", "/wh_connections", {"bigquery": {"project": "p"}})[0] == 403
        assert console.emulator.all(KEY, "wh_connections") == []
