"""Keys, target apps, tags, roles, unit ID types, environments, settings and people."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import KEY, Console

WAREHOUSE = "console-whn-test"


class TestKeys:
    @pytest.mark.parametrize(
        ("type", "prefix"),
        [("SERVER", "secret-"), ("CLIENT", "client-"), ("CONSOLE", "console-"), ("SCIM", "scim-"), ("ORG", "org-")],
    )
    def test_the_value_of_a_key_has_a_prefix_for_its_type_and_is_its_id(
        self, console: Console, type: str, prefix: str
    ) -> None:
        key = console.ok("POST", "/keys", {"type": type, "description": "d"})
        fresh = {"scopes": [], "status": "active", "lastUsed": None}
        assert key == {"key": key["key"], "type": type, "description": "d", **fresh}
        assert key["key"].startswith(prefix)
        assert console.ok("GET", f"/keys/{key['key']}") == key

    def test_target_apps_have_another_name_in_responses(self, console: Console) -> None:
        body = {"type": "SERVER", "description": "d", "targetAppID": "a", "secondaryTargetAppIDs": ["b"]}
        key = console.ok("POST", "/keys", {**body, "environments": ["production"]})
        assert (key["primaryTargetApp"], key["secondaryTargetApps"]) == ("a", ["b"])
        assert not {"targetAppID", "secondaryTargetAppIDs"} & set(key)
        cleared = console.ok("PATCH", f"/keys/{key['key']}", {"targetAppID": None, "secondaryTargetAppIDs": None})
        assert cleared == {**key, "primaryTargetApp": None, "secondaryTargetApps": None}

    def test_an_update_keeps_the_value_and_other_fields(self, console: Console) -> None:
        key = console.ok("POST", "/keys", {"type": "SERVER", "description": "d", "environments": ["staging"]})
        changed = console.ok("PATCH", f"/keys/{key['key']}", {"scopes": ["omni_read_only"]})
        assert changed == {**key, "scopes": ["omni_read_only"]}

    def test_keys_are_listed_by_app_and_by_environment(self, console: Console) -> None:
        def made(**more: Any) -> str:
            key: str = console.ok("POST", "/keys", {"type": "SERVER", "description": "d", **more})["key"]
            return key

        plain, app, staging = made(), made(targetAppID="a"), made(environments=["staging", "production"])
        assert [k["key"] for k in console.ok("GET", "/keys")] == [plain, app, staging]
        assert [k["key"] for k in console.ok("GET", "/keys", primaryTargetApp="a")] == [app]
        assert [k["key"] for k in console.ok("GET", "/keys", environment="production")] == [staging]

    def test_deactivating_returns_a_message_only(self, console: Console) -> None:
        key = console.ok("POST", "/keys", {"type": "CLIENT", "description": "d"})
        assert console.ok("PATCH", f"/keys/{key['key']}/deactivate") is None
        assert console.ok("GET", f"/keys/{key['key']}") == {**key, "status": "deactivated"}

    def test_a_rotated_key_is_another_one_and_the_old_one_is_gone(self, console: Console) -> None:
        old = console.ok("POST", "/keys", {"type": "CLIENT", "description": "d", "environments": ["staging"]})
        new = console.ok("PATCH", f"/keys/{old['key']}/rotate")
        assert new["key"] != old["key"]
        assert new == {**old, "key": new["key"]}
        assert console.error("GET", f"/keys/{old['key']}")[0] == 404
        assert console.ok("GET", "/keys") == [new]

    def test_unknown_objects_are_404(self, console: Console) -> None:
        for method, below, body in (
            ("GET", "", None),
            ("PATCH", "", {"description": "x"}),
            ("DELETE", "", None),
            ("PATCH", "/deactivate", None),
            ("PATCH", "/rotate", None),
        ):
            assert console.error(method, f"/keys/secret-none{below}", body)[0] == 404, (method, below)

    def test_a_deleted_key_is_gone(self, console: Console) -> None:
        key = console.ok("POST", "/keys", {"type": "SERVER", "description": "d"})["key"]
        assert console.ok("DELETE", f"/keys/{key}") is None
        assert console.error("DELETE", f"/keys/{key}")[0] == 404

    def test_invalid_keys_are_rejected(self, console: Console) -> None:
        assert "description" in console.error("POST", "/keys", {"type": "SERVER"})[2]
        assert "type" in console.error("POST", "/keys", {"type": "OTHER", "description": "d"})[2]
        key = console.ok("POST", "/keys", {"type": "SERVER", "description": "d"})["key"]
        assert console.error("PATCH", f"/keys/{key}", {"type": "CLIENT"})[2] == {"type": "Unrecognized key"}


class TestTargetApps:
    def test_responses_have_an_id_and_a_name_only(self, console: Console) -> None:
        app = console.ok("POST", "/target_app", {"name": "iOS", "description": "phones"})
        assert set(app) == {"id", "name"}
        assert console.ok("GET", f"/target_app/{app['id']}") == app
        assert console.ok("GET", "/target_app") == [app]
        kept = console.emulator.get(KEY, "target_app", app["id"])
        assert kept is not None
        assert kept["description"] == "phones"

    def test_an_update_returns_a_message_only(self, console: Console) -> None:
        id = console.ok("POST", "/target_app", {"name": "iOS", "description": ""})["id"]
        assert console.ok("PATCH", f"/target_app/{id}", {"name": "iPadOS", "description": "tablets"}) is None
        assert console.ok("GET", f"/target_app/{id}")["name"] == "iPadOS"
        assert (console.emulator.get(KEY, "target_app", id) or {})["description"] == "tablets"

    def test_a_new_app_is_assigned_by_its_name(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "a_gate", "targetApps": ["web"]})
        console.ok("POST", "/dynamic_configs", {"name": "a_config"})
        console.ok("POST", "/experiments", {"name": "an_experiment"})
        console.ok("POST", "/layers", {"name": "a_layer", "idType": "userID"})
        console.ok("POST", "/param_stores", {"name": "a_store", "description": "", "displayName": ""})
        which = {
            "gates": ["a_gate"],
            "dynamicConfigs": ["a_config"],
            "experiments": ["an_experiment"],
            "layers": ["a_layer"],
            "parameterStores": ["a_store"],
        }
        console.ok("POST", "/target_app", {"name": "iOS", "description": "", **which})
        assert console.ok("GET", "/gates/a_gate")["targetApps"] == ["web", "iOS"]
        assert console.ok("GET", "/dynamic_configs/a_config")["targetApps"] == ["iOS"]
        assert console.ok("GET", "/experiments/an_experiment")["targetApps"] == ["iOS"]
        assert console.ok("GET", "/layers/a_layer")["targetApps"] == ["iOS"]
        assert (console.emulator.get(KEY, "param_stores", "a_store") or {})["targetAppIDs"] == ["iOS"]

    def test_apps_are_assigned_in_bulk_and_only_once(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "a_gate"})
        console.ok("POST", "/experiments", {"name": "an_experiment"})
        ids = [console.ok("POST", "/target_app", {"name": n, "description": ""})["id"] for n in ("iOS", "web")]
        body = {"targetApps": ids, "gates": ["a_gate"], "experiments": ["an_experiment"]}
        for _ in range(2):
            assert console.ok("PATCH", "/target_app", body) is None
        assert console.ok("GET", "/gates/a_gate")["targetApps"] == ["iOS", "web"]
        assert console.ok("GET", "/experiments/an_experiment")["targetApps"] == ["iOS", "web"]

    def test_nothing_is_assigned_if_something_does_not_exist(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "a_gate"})
        app = console.ok("POST", "/target_app", {"name": "iOS", "description": ""})["id"]
        for body, message in (
            ({"targetApps": ["x", app]}, "Target apps with IDs [x] do not exist"),
            ({"targetApps": [app], "gates": ["a_gate", "x", "y"]}, "Gates with IDs [x, y] do not exist"),
            ({"targetApps": [app], "gates": ["a_gate"], "dynamicConfigs": ["x"]}, "Dynamic configs with IDs [x]"),
            ({"targetApps": [app], "gates": ["a_gate"], "experiments": ["x"]}, "Experiments with IDs [x]"),
            ({"targetApps": [app], "gates": ["a_gate"], "layers": ["x"]}, "Layers with IDs [x]"),
            ({"targetApps": [app], "gates": ["a_gate"], "parameterStores": ["x"]}, "Parameter stores with IDs [x]"),
        ):
            status, error, _ = console.error("PATCH", "/target_app", body)
            assert status == 404
            assert error.startswith(message)
        assert console.ok("GET", "/gates/a_gate")["targetApps"] == []
        body = {"name": "web", "description": "", "gates": ["x"]}
        assert console.error("POST", "/target_app", body)[0] == 404
        assert len(console.ok("GET", "/target_app")) == 1

    def test_names_are_unique_and_ids_are_known(self, console: Console) -> None:
        body = {"name": "iOS", "description": ""}
        id = console.ok("POST", "/target_app", body)["id"]
        assert console.error("POST", "/target_app", body)[:2] == (400, "Name is already in use")
        other = console.ok("POST", "/target_app", {**body, "name": "web"})["id"]
        assert console.error("PATCH", f"/target_app/{other}", {"name": "iOS"})[0] == 400
        assert console.ok("PATCH", f"/target_app/{id}", {"name": "iOS"}) is None
        assert "targetApps" in console.error("PATCH", "/target_app", {"targetApps": []})[2]
        console.ok("DELETE", f"/target_app/{id}")
        for method in ("GET", "DELETE"):
            assert console.error(method, f"/target_app/{id}")[0] == 404
        assert console.error("PATCH", f"/target_app/{id}", {"name": "x"})[0] == 404


class TestTags:
    def test_a_tag_is_found_by_its_id_and_by_its_name(self, console: Console) -> None:
        tag = console.ok("POST", "/tags", {"name": "a tag", "description": "d"})
        assert tag == {"id": tag["id"], "name": "a tag", "description": "d", "isCore": False}
        assert console.ok("GET", f"/tags/{tag['id']}") == tag == console.ok("GET", "/tags/a tag")
        changed = console.ok("PATCH", "/tags/a tag", {"name": "b", "isCore": True})
        assert changed == {**tag, "name": "b", "isCore": True}
        assert console.ok("PATCH", f"/tags/{tag['id']}", {"description": ""}) == {**changed, "description": ""}
        assert console.error("GET", "/tags/a tag")[0] == 404
        console.ok("DELETE", "/tags/b")
        assert console.ok("GET", "/tags") == []
        assert console.error("DELETE", f"/tags/{tag['id']}")[:2] == (404, "Tag not found.")

    def test_names_are_unique_and_limited(self, console: Console) -> None:
        for name in ("a", "b"):
            console.ok("POST", "/tags", {"name": name, "description": ""})
        assert console.error("POST", "/tags", {"name": "a", "description": ""})[:2] == (400, "Name is already in use")
        assert console.error("PATCH", "/tags/b", {"name": "a"})[:2] == (400, "Name is already in use")
        assert "name" in console.error("POST", "/tags", {"name": "", "description": ""})[2]
        assert "description" in console.error("POST", "/tags", {"name": "c"})[2]


class TestRoles:
    def test_a_role_is_identified_by_its_name_and_grants_only_what_was_sent(self, console: Console) -> None:
        role = console.ok("POST", "/roles", {"name": "Release Manager", "permissions": {"start_experiments": True}})
        assert set(role) == {"name", "permissions"}
        assert [name for name, given in role["permissions"].items() if given] == ["start_experiments"]
        assert len(role["permissions"]) == 30
        assert console.ok("GET", "/roles/Release Manager") == role
        assert console.ok("GET", "/roles") == [role]

    def test_an_update_revokes_what_it_leaves_out(self, console: Console) -> None:
        console.ok("POST", "/roles", {"name": "r", "permissions": {"start_experiments": True}})
        role = console.ok("PATCH", "/roles/r", {"permissions": {"create_teams": True}})
        assert [name for name, given in role["permissions"].items() if given] == ["create_teams"]

    def test_names_are_unique_also_those_of_the_roles_that_are_always_there(self, console: Console) -> None:
        console.ok("POST", "/roles", {"name": "r", "permissions": {}})
        for name in ("r", "Admin", "Member", "Read Only"):
            assert console.error("POST", "/roles", {"name": name, "permissions": {}})[0] == 400, name

    def test_invalid_and_unknown_objects_are_rejected(self, console: Console) -> None:
        assert "permissions" in console.error("POST", "/roles", {"name": "r"})[2]
        assert console.error("POST", "/roles", {"name": "r", "permissions": {"fly": True}})[0] == 400
        assert console.error("GET", "/roles/r")[0] == 404
        assert console.error("PATCH", "/roles/r", {"permissions": {}})[0] == 404
        console.ok("POST", "/roles", {"name": "r", "permissions": {}})
        console.ok("DELETE", "/roles/r")
        assert console.error("DELETE", "/roles/r")[0] == 404


class TestUnitIdTypes:
    def test_a_type_is_addressed_by_its_name(self, console: Console) -> None:
        made = console.ok("POST", "/unit_id_types", {"name": "companyID"})
        assert made == {"name": "companyID"}
        described = console.ok("PATCH", "/unit_id_types/companyID", {"description": "who pays"})
        assert described == {"name": "companyID", "description": "who pays"}
        assert console.ok("GET", "/unit_id_types/companyID") == described
        assert console.ok("GET", "/unit_id_types") == [described]
        console.ok("DELETE", "/unit_id_types/companyID")
        for method, body in (("GET", None), ("PATCH", {"description": ""}), ("DELETE", None)):
            assert console.error(method, "/unit_id_types/companyID", body)[0] == 404, method

    def test_names_are_unique_also_those_of_the_types_that_are_always_there(self, console: Console) -> None:
        console.ok("POST", "/unit_id_types", {"name": "companyID"})
        for name in ("companyID", "userID", "stableID"):
            assert console.error("POST", "/unit_id_types", {"name": name})[0] == 400, name
        assert "description" in console.error("PATCH", "/unit_id_types/companyID", {})[2]


ENVIRONMENT = {"isProduction": False, "requiresReview": False, "requiresReleasePipeline": False}


class TestEnvironments:
    def test_a_new_project_has_three_whose_ids_stay(self, console: Console) -> None:
        found = console.ok("GET", "/environments")["environments"]
        assert [(e["name"], e["isProduction"]) for e in found] == [
            ("production", True),
            ("staging", False),
            ("development", False),
        ]
        assert len({e["id"] for e in found}) == 3
        assert console.ok("GET", "/environments")["environments"] == found

    def test_the_list_is_replaced_and_an_environment_without_an_id_is_new(self, console: Console) -> None:
        production, staging, _ = console.ok("GET", "/environments")["environments"]
        body = {"environments": [{"name": "qa", **ENVIRONMENT}, {**production, "requiresReview": True}]}
        qa, changed = console.ok("POST", "/environments", body)["environments"]
        assert qa["name"] == "qa"
        assert qa["id"] not in (production["id"], staging["id"])
        assert changed == {**production, "requiresReview": True}
        assert console.ok("GET", "/environments")["environments"] == [qa, changed]
        kept = console.emulator.get(KEY, "environments", "environments")
        assert kept is not None
        assert kept["environments"] == [qa, changed]

    def test_an_environment_that_loses_its_id_is_another(self, console: Console) -> None:
        production = console.ok("GET", "/environments")["environments"][0]
        same = {name: value for name, value in production.items() if name != "id"}
        (new,) = console.ok("POST", "/environments", {"environments": [same]})["environments"]
        assert new["id"] != production["id"]

    def test_invalid_environments_are_rejected(self, console: Console) -> None:
        qa: dict[str, Any] = {"name": "qa", **ENVIRONMENT}
        for wrong in ([qa, qa], [{**qa, "id": "none"}], [{**qa, "requiredReviewGroupID": ""}], [{"name": "qa"}]):
            assert console.error("POST", "/environments", {"environments": wrong})[0] == 400, wrong
        assert len(console.ok("GET", "/environments")["environments"]) == 3


class TestSettings:
    @pytest.mark.parametrize(
        ("page", "fresh", "change"),
        [
            (
                "project",
                {"name": "Project", "visibility": "OPEN", "default_unit_type": "userID"},
                {"name": "Shop", "visibility": "CLOSED"},
            ),
            (
                "reviews",
                {
                    "is_config_review_required": False,
                    "is_metric_review_required": False,
                    "is_metric_review_required_on_verified_only": False,
                },
                {
                    "is_config_review_required": True,
                    "is_metric_review_required": True,
                    "is_metric_review_required_on_verified_only": False,
                },
            ),
            ("roles", {"default_project_role": "Member"}, {"default_project_role": "Read Only"}),
            ("teams", {"require_teams_on_configs": False}, {"require_teams_on_configs": True}),
        ],
    )
    def test_a_page_always_exists_and_an_update_keeps_other_fields(
        self, console: Console, page: str, fresh: dict[str, Any], change: dict[str, Any]
    ) -> None:
        path = f"/settings/{page}"
        assert console.ok("GET", path) == fresh
        assert console.ok("POST", path, change) == {**fresh, **change} == console.ok("GET", path)
        assert console.emulator.get(KEY, "settings", page) == {"id": page, **fresh, **change}
        assert console.error("POST", path, {})[0] == 400

    def test_the_default_role_must_exist(self, console: Console) -> None:
        body = {"default_project_role": "Pilot"}
        assert console.error("POST", "/settings/roles", body)[2] == {
            "default_project_role": "Role Pilot does not exist"
        }
        console.ok("POST", "/roles", {"name": "Pilot", "permissions": {}})
        assert console.ok("POST", "/settings/roles", body) == body

    def test_reviews_of_a_warehouse_are_for_projects_that_have_one(self, console: Console) -> None:
        body = {**console.ok("GET", "/settings/reviews"), "is_whn_source_review_required": True}
        assert console.error("POST", "/settings/reviews", body)[2] == {
            "is_whn_source_review_required": "Warehouse Native only"
        }
        console.http = console.client(WAREHOUSE)
        assert console.ok("GET", "/settings/reviews")["is_whn_source_review_required"] is False
        assert console.ok("POST", "/settings/reviews", body)["is_whn_source_review_required"] is True


class TestUsers:
    def test_a_new_project_has_people(self, console: Console) -> None:
        found = console.ok("GET", "/users")
        owner = {"email": "owner@example.com", "firstName": "Owner", "lastName": "", "role": "Admin"}
        assert found[0] == {"userID": found[0]["userID"], **owner}
        assert [user["role"] for user in found] == ["Admin", "Member", "Read Only"]
        assert console.ok("GET", "/users/Owner@example.com") == found[0]
        assert console.ok("GET", f"/users/id/{found[0]['userID']}") == found[0]
        assert console.error("GET", "/users/id/none")[0] == 404

    def test_who_has_left_is_listed_only_on_request(self, console: Console) -> None:
        console.http.get("/users")
        console.emulator.edit(KEY, "users", "ada.member@example.com", {"isStale": True})
        assert [user["role"] for user in console.ok("GET", "/users")] == ["Admin", "Read Only"]
        everybody = console.ok("GET", "/users", include_stale_members="true")
        assert [user["role"] for user in everybody] == ["Admin", "Member", "Read Only"]
        assert "isStale" not in everybody[1]

    def test_a_user_is_updated_and_unknown_roles_are_rejected(self, console: Console) -> None:
        path = "/users/ada.member@example.com"
        user = console.ok("GET", path)
        assert console.ok("POST", path, {"firstName": "Augusta"}) == {**user, "firstName": "Augusta"}
        assert console.error("POST", path, {"role": "Pilot"})[2] == {"role": "Role Pilot does not exist"}
        console.ok("POST", "/roles", {"name": "Pilot", "permissions": {}})
        assert console.ok("POST", path, {"role": "Pilot"})["role"] == "Pilot"
        assert console.ok("GET", path) == {**user, "firstName": "Augusta", "role": "Pilot"}

    def test_an_address_that_nobody_has_is_404(self, console: Console) -> None:
        assert console.error("GET", "/users/nobody@example.com")[0] == 404
        assert console.error("POST", "/users/nobody@example.com", {"role": "Member"})[0] == 404

    def test_who_is_invited_is_listed_with_the_role(self, console: Console) -> None:
        body = {"role": "Read Only", "emails": ["Grace.Hopper@example.com", "owner@example.com"]}
        assert console.ok("POST", "/users/invite", body) is None
        user = console.ok("GET", "/users/grace.hopper@example.com")
        assert user == {
            "userID": user["userID"],
            "email": "grace.hopper@example.com",
            "firstName": "Grace",
            "lastName": "Hopper",
            "role": "Read Only",
        }
        assert len(console.ok("GET", "/users")) == 4
        assert console.ok("GET", "/users/owner@example.com")["role"] == "Admin"

    def test_an_invitation_adds_to_teams_by_id_or_name(self, console: Console) -> None:
        metrics = ("Gate", "ExperimentPrimary", "ExperimentSecondary", "Holdout")
        team = {
            "members": ["grace@example.com"],
            "admins": [],
            **{f"default{name}Metrics": [] for name in metrics},
            "changeTeamConfigs": "anyone",
            "reviewApproval": "anyone",
            "defaultTargetApplications": [],
        }
        first, second = (console.ok("POST", "/users/teams", {**team, "name": n})["id"] for n in ("one", "two"))
        emails = ["grace@example.com", "new@example.com"]
        console.ok("POST", "/users/invite", {"role": "Member", "emails": emails, "teams": [first, "two"]})
        for id in (first, second):
            members = console.ok("GET", f"/users/teams/{id}")["members"]
            assert [m["email"] for m in members] == emails
        body = {"role": "Member", "emails": ["late@example.com"], "teams": ["three"]}
        assert console.error("POST", "/users/invite", body)[2] == {"teams": "Team three does not exist"}
        assert console.error("GET", "/users/late@example.com")[0] == 404

    def test_nobody_of_another_domain_is_invited_and_then_nobody_at_all(self, console: Console) -> None:
        for email in ("a@elsewhere.com", "a@notexample.com", "@example.com", "a"):
            body = {"role": "Member", "emails": ["first@example.com", email]}
            status, message, _ = console.error("POST", "/users/invite", body)
            assert status == 400
            assert "domain (example.com)" in message
        assert console.error("POST", "/users/invite", {"role": "Pilot", "emails": []})[2].keys() == {"role"}
        assert console.error("GET", "/users/first@example.com")[0] == 404

    def test_seeded_users_are_kept_and_deleted_users_do_not_come_back(self, console: Console) -> None:
        seeded = {"email": "owner@example.com", "firstName": "Olive", "lastName": "", "role": "Admin"}
        console.emulator.seed(KEY, "users", {"id": "owner@example.com", **seeded})
        assert console.ok("GET", "/users/owner@example.com") == seeded
        assert len(console.ok("GET", "/users")) == 3
        console.emulator.delete(KEY, "users", "ray.reader@example.com")
        assert len(console.ok("GET", "/users")) == 2
