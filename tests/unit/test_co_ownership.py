"""Lists that a program shares with people, and adoption by default. In one process.

Random lives are in test_shared_lives.py.
"""

from __future__ import annotations

from typing import Any

import pytest

import statsig_pulumi as statsig
from statsig_pulumi.errors import InvalidInput
from statsig_pulumi.kind import all_kinds
from statsig_pulumi.schema.sharing import as_list

from ..resources import CASES
from .test_proposals import KEY, Reviewed

PUBLIC = [{"type": "public"}]


def rule(name: str, percentage: float = 100, **more: Any) -> dict[str, Any]:
    return {"name": name, "pass_percentage": percentage, "conditions": PUBLIC, **more}


class Shared(Reviewed):
    """A gate that a stack and people share."""

    def gate(self, *rules: Any, **more: Any) -> dict[str, Any]:
        """Run the program, in which these are the rules."""
        said = [rule(one) if isinstance(one, str) else one for one in rules]
        return self.up(**{"gate_id": "gate", "rules": said, "manage_rules": "listed", **more})

    def refresh(self) -> dict[str, Any]:
        """Bring the state to what is live; return the inputs."""
        found = self.controller().read(self.id or "gate")
        assert found
        self.state, inputs = found
        return inputs

    def people(self, *rules: Any, **changes: Any) -> None:
        """Set the rules and other fields in the console: a text is a new rule, or the live one of that name."""
        there = {one["name"]: one for one in (self.emulator.get(KEY, "gates", "gate") or {}).get("rules", [])}
        new = {"passPercentage": 7, "conditions": PUBLIC}
        docs = [there.get(one, {"name": one, **new}) if isinstance(one, str) else one for one in rules]
        sent = {**changes, **({"rules": docs} if rules else {})}
        cleaned = [{k: v for k, v in d.items() if v is not None and "Auto" not in k} for d in sent.get("rules", [])]
        body = {**sent, **({"rules": cleaned} if rules else {})}
        self.client.request("PATCH", "/gates/gate", body=body)

    def names(self) -> list[str]:
        return [one["name"] for one in self.live()["rules"]]

    def writes(self) -> list[str]:
        found = [e.method for e in self.emulator.log() if e.method != "GET"]
        self.emulator.clear_log()
        return found


@pytest.fixture
def shared() -> Shared:
    """A gate with the program's rules a and b, between which and around which people have theirs."""
    stack = Shared()
    stack.gate("a", "b")
    stack.people("p1", "a", "p2", "b", "p3")
    stack.writes()
    return stack


class TestRules:
    def test_others_rules_are_no_drift_wherever_they_stand(self, shared: Shared) -> None:
        assert [one["name"] for one in shared.refresh()["rules"]] == ["a", "b"]
        shared.people("p3", "p2", "a", "p1", "b", "p4")
        assert [one["name"] for one in shared.refresh()["rules"]] == ["a", "b"]

    def test_a_changed_order_of_the_listed_rules_is_drift_and_put_back_around_the_others(self, shared: Shared) -> None:
        shared.people("b", "p1", "a", "p2", "p3")
        assert [one["name"] for one in shared.refresh()["rules"]] == ["b", "a"]
        shared.gate("a", "b")
        assert shared.names() == ["a", "p1", "b", "p2", "p3"]

    def test_a_new_rule_comes_after_the_listed_one_before_it(self, shared: Shared) -> None:
        shared.gate("a", "new", "b")
        assert shared.names() == ["p1", "a", "new", "p2", "b", "p3"]

    def test_a_new_first_rule_comes_before_the_listed_one_after_it(self, shared: Shared) -> None:
        shared.gate("new", "newer", "a", "b")
        assert shared.names() == ["p1", "new", "newer", "a", "p2", "b", "p3"]

    def test_the_first_listed_rule_comes_last(self) -> None:
        stack = Shared()
        stack.up(gate_id="gate", manage_rules="listed")
        stack.people("p1", "p2")
        stack.gate("a")
        assert stack.names() == ["p1", "p2", "a"]

    def test_a_rule_that_is_taken_out_goes_and_the_others_stay(self, shared: Shared) -> None:
        shared.gate("b")
        assert shared.names() == ["p1", "p2", "b", "p3"]
        shared.gate()
        assert shared.names() == ["p1", "p2", "p3"]

    @pytest.mark.parametrize("more", [{}, {"exhaustive": True, "manage_rules": "listed"}])
    def test_letting_go_of_the_list_takes_out_the_listed_rules_alone(
        self, shared: Shared, more: dict[str, Any]
    ) -> None:
        shared.up(gate_id="gate", **more)
        assert shared.names() == ["p1", "p2", "p3"]
        assert "rules" not in shared.refresh()

    def test_a_rule_that_is_renamed_in_the_program_keeps_its_id_and_its_place(self, shared: Shared) -> None:
        before = {one["name"]: one["baseID"] for one in shared.live()["rules"]}
        shared.gate("a", "renamed")
        assert shared.names() == ["p1", "a", "p2", "renamed", "p3"]
        assert shared.live()["rules"][3]["baseID"] == before["b"]

    def test_a_rule_that_people_rename_is_theirs_and_made_again(self, shared: Shared) -> None:
        shared.people("p1", {**shared.live()["rules"][1], "name": "theirs"}, "p2", "b", "p3")
        assert [one["name"] for one in shared.refresh()["rules"]] == ["b"]
        shared.gate("a", "b")
        assert shared.names() == ["p1", "theirs", "p2", "a", "b", "p3"]

    def test_others_rules_keep_ids_percentages_and_fields_that_nobody_declares(self, shared: Shared) -> None:
        shared.emulator.settings(unknown_fields="accept")
        shared.emulator.edit(KEY, "gates", "gate", {"rules": [
            {**one, "newField": one["name"]} if one["name"] == "p2" else one for one in shared.live()["rules"]
        ]})  # fmt: skip
        before = shared.live()["rules"]
        shared.gate(rule("a", 12.5), "b", "c")
        after = {one["name"]: one for one in shared.live()["rules"]}
        assert [after[one["name"]] for one in before if one["name"][0] == "p"] == [before[i] for i in (0, 2, 4)]

    def test_of_two_live_rules_of_one_name_one_is_the_programs(self, shared: Shared) -> None:
        rules = shared.live()["rules"]
        twin = {**rules[3], "id": "twin", "baseID": "twin", "passPercentage": 1}
        shared.emulator.edit(KEY, "gates", "gate", {"rules": [twin, *rules]})
        inputs = shared.refresh()
        assert [(one["name"], one["pass_percentage"]) for one in inputs["rules"]] == [("a", 100), ("b", 100)]

    def test_a_rollout_in_phases_goes_on_and_is_no_drift(self, shared: Shared) -> None:
        shared.gate(rule("a", 50), "b")
        shared.gate(rule("a", 90), "b", gradual_rollout_strategy={"type": "gradual"})
        shared.people("p1", "a", "p2", "b", "p3", "p4")
        live = {one["name"]: one for one in shared.live()["rules"]}
        assert (live["a"]["passPercentage"], bool(live["a"]["pendingAutomatedRollouts"])) == (50, True)
        assert shared.refresh()["rules"][0]["pass_percentage"] == 90
        shared.gate(rule("a", 90), rule("b", 5), gradual_rollout_strategy={"type": "gradual"})
        assert shared.names() == ["p1", "a", "p2", "b", "p3", "p4"]

    def test_nothing_is_sent_where_people_alone_have_changed_something(self, shared: Shared) -> None:
        shared.refresh()
        shared.gate("a", "b")
        assert shared.writes() == []

    def test_five_thousand_rules_of_others_are_kept(self) -> None:
        stack = Shared()
        stack.gate("a")
        theirs = [
            {"id": f"{i}", "baseID": f"{i}", "name": f"žluť {i}", "passPercentage": 1, "conditions": []}
            for i in range(5000)
        ]
        stack.emulator.edit(KEY, "gates", "gate", {"rules": [*theirs, *stack.live()["rules"]]})
        stack.gate("a", "b")
        assert stack.names() == [*(one["name"] for one in theirs), "a", "b"]


class TestNamesThatAreTaken:
    def test_a_rule_of_others_is_not_taken_over(self, shared: Shared) -> None:
        with pytest.raises(InvalidInput, match=r"rules already has entries that are not this resource's: 'p2'.*adopt"):
            shared.gate("a", "b", "p2")
        assert shared.writes() == []

    def test_with_adopt_it_is_in_its_place_and_with_its_id(self, shared: Shared) -> None:
        before = shared.live()["rules"][0]
        shared.gate("a", "b", rule("p1", 40), adopt=True)
        assert shared.names() == ["a", "b", "p2", "p1", "p3"]
        (after,) = [one for one in shared.live()["rules"] if one["name"] == "p1"]
        assert (after["baseID"], after["passPercentage"]) == (before["baseID"], 40)

    def test_one_that_is_as_the_program_says_is_what_a_lost_attempt_left(self, shared: Shared) -> None:
        shared.people("p1", "a", "p2", "b", "p3", {"name": "new", "passPercentage": 100, "conditions": PUBLIC})
        shared.gate("a", "b", "new")
        assert shared.names() == ["p1", "a", "p2", "b", "p3", "new"]

    def test_a_rename_onto_others_rule_is_refused_and_with_adopt_takes_it_over(self, shared: Shared) -> None:
        with pytest.raises(InvalidInput, match="not this resource's: 'p3'"):
            shared.gate("a", "p3")
        shared.gate("a", "p3", adopt=True)
        assert shared.names() == ["p1", "a", "p2", "p3"]

    def test_an_adopted_gate_keeps_its_other_rules(self) -> None:
        stack = Shared()
        stack.client.request("POST", "/gates", body={"name": "gate", "rules": []})
        stack.people("p1", "a", "p2")
        stack.gate("a", rule("new", 5), adopt=True)
        assert [(one["name"], one["passPercentage"]) for one in stack.live()["rules"]] == [
            ("p1", 7),
            ("a", 100),
            ("new", 5),
            ("p2", 7),
        ]


class TestWhoManages:
    def test_from_all_to_listed_nothing_is_removed_not_even_what_a_refresh_has_brought(self) -> None:
        stack = Shared()
        stack.gate("a", "b", manage_rules="all")
        stack.people("p1", "a", "b")
        assert [one["name"] for one in stack.refresh()["rules"]] == ["p1", "a", "b"]
        stack.gate("b")
        assert stack.names() == ["p1", "a", "b"]
        stack.gate()
        assert stack.names() == ["p1", "a"]

    @pytest.mark.parametrize("manage", [{"manage_rules": "all"}, {"manage_rules": None}])
    def test_from_listed_to_all_is_refused_while_others_have_rules(self, shared: Shared, manage: Any) -> None:
        inputs = {"gate_id": "gate", "rules": [rule("a"), rule("b")], **manage}
        with pytest.raises(InvalidInput, match=r"'p1', 'p2', 'p3'.*manage_rules='listed'"):
            shared.up(**inputs)
        assert shared.writes() == []
        shared.up(**inputs, adopt=True)
        assert shared.names() == ["a", "b"]

    def test_from_listed_to_all_is_nothing_where_nobody_else_has_rules(self, shared: Shared) -> None:
        shared.people("a", "b")
        shared.writes()
        shared.gate("a", "b", manage_rules="all")
        assert shared.writes() == []
        assert shared.names() == ["a", "b"]

    def test_everything_else_refuses_too_where_the_program_manages_every_field(self, shared: Shared) -> None:
        with pytest.raises(InvalidInput, match="'p1', 'p2', 'p3'"):
            shared.up(gate_id="gate", exhaustive=True)


class TestReviews:
    def test_a_review_proposes_the_listed_rules_among_the_others_as_they_are(self, shared: Shared) -> None:
        shared.gate(rule("a", 50), "c", review="propose")
        (review,) = shared.reviews()
        assert shared.names() == ["p1", "a", "p2", "b", "p3"]
        shared.people("p3", "a", "b", "p1")
        assert [one["name"] for one in shared.refresh()["rules"]] == ["a", "b"]
        shared.decide("approve")
        shared.gate(rule("a", 50), "c", review="propose")
        assert shared.names() == ["p3", "a", "b", "p1"], "it was approved on top of something else"
        shared.decide("approve")
        shared.gate(rule("a", 50), "c", review="propose")
        assert shared.names() == ["p3", "a", "c", "p1"]
        assert review

    def test_a_taken_name_is_refused_before_anything_is_proposed(self, shared: Shared) -> None:
        with pytest.raises(InvalidInput, match="'p1'"):
            shared.gate("a", "b", "p1", review="propose")
        assert shared.reviews() == []

    def test_becoming_the_only_owner_is_proposed_as_well(self, shared: Shared) -> None:
        with pytest.raises(InvalidInput, match="'p1'"):
            shared.gate("a", "b", review="propose", manage_rules="all")
        shared.gate("a", "b", review="propose", manage_rules="all", adopt=True)
        assert shared.names() == ["p1", "a", "p2", "b", "p3"]
        shared.decide("approve")
        shared.gate("a", "b", review="propose", manage_rules="all", adopt=True)
        assert shared.names() == ["a", "b"]


class TestValues:
    def test_others_tags_are_kept_and_no_drift_and_ones_own_go(self) -> None:
        stack = Shared()
        stack.gate("a", tags=["mine", "core"], manage_tags="listed")
        stack.people(tags=["theirs", "core", "mine"])
        assert stack.refresh()["tags"] == ["mine", "core"]
        stack.gate("a", tags=["core", "new"], manage_tags="listed")
        assert sorted(stack.live()["tags"]) == ["core", "new", "theirs"]
        stack.gate("a", manage_tags="listed")
        assert stack.live()["tags"] == ["theirs"]

    def test_a_tag_that_people_had_put_before_is_not_taken_out(self) -> None:
        stack = Shared()
        stack.gate("a")
        stack.people(tags=["theirs"])
        stack.gate("a", tags=["theirs", "mine"], manage_tags="listed")
        stack.gate("a", manage_tags="listed")
        assert stack.live()["tags"] == ["theirs"]

    def test_nor_one_of_an_adopted_object(self) -> None:
        stack = Shared()
        stack.client.request("POST", "/gates", body={"name": "gate", "tags": ["theirs", "other"]})
        stack.gate("a", tags=["theirs"], manage_tags="listed", adopt=True)
        stack.gate("a", tags=[], manage_tags="listed", adopt=True)
        assert stack.live()["tags"] == ["theirs", "other"]

    def test_tags_from_listed_to_all_are_refused_while_others_have_some(self) -> None:
        stack = Shared()
        stack.gate("a", tags=["mine"], manage_tags="listed")
        stack.people(tags=["theirs", "mine"])
        with pytest.raises(InvalidInput, match="tags already has entries that are not this resource's: 'theirs'"):
            stack.gate("a", tags=["mine"])
        stack.gate("a", tags=["mine"], adopt=True)
        assert stack.live()["tags"] == ["mine"]

    def test_members_are_known_whatever_the_case_of_their_addresses(self) -> None:
        stack = Shared(statsig.Team)
        team = {"name": "Team", "manage_members": "listed", "manage_admins": "listed"}
        stack.up(**team, members=["ada@x.org"], admins=["root@x.org"])
        body = {
            name: value
            for name, value in stack.live("users/teams").items()
            if name not in ("id", "name") and value is not None
        }
        people = {"members": ["Ada@X.org", "bob@x.org"], "admins": ["root@x.org", "eve@x.org"]}
        stack.client.request("PATCH", f"/users/teams/{stack.id}", body={**body, **people})
        assert stack.refresh()["members"] == ["ada@x.org"]
        stack.up(**team, members=["ada@x.org", "cy@x.org"])
        live = stack.live("users/teams")
        assert {one["email"] for one in live["members"]} == {"Ada@X.org", "bob@x.org", "cy@x.org"}
        assert [one["email"] for one in live["admins"]] == ["eve@x.org"]

    def test_one_target_app_may_be_written_without_its_list(self) -> None:
        stack = Shared()
        stack.gate("a", target_apps="web", manage_target_apps="listed")
        stack.people(targetApps=["ios", "web"])
        assert stack.refresh()["target_apps"] == "web"
        stack.gate("a", target_apps="tv", manage_target_apps="listed")
        assert sorted(stack.live()["targetApps"]) == ["ios", "tv"]


class TestAdoptByDefault:
    def exists(self, **settings: Any) -> Shared:
        stack = Shared(**settings)
        stack.client.request("POST", "/gates", body={"name": "gate", "rules": []})
        return stack

    def test_the_stack_adopts_where_the_resource_does_not_say(self) -> None:
        stack = self.exists(adopt=True)
        stack.gate("a")
        assert stack.names() == ["a"]

    def test_the_resources_own_false_wins(self) -> None:
        with pytest.raises(statsig.StatsigError, match="adopt"):
            self.exists(adopt=True).gate("a", adopt=False)

    def test_without_either_it_is_refused(self) -> None:
        with pytest.raises(statsig.StatsigError, match="adopt"):
            self.exists().gate("a")

    def test_contents_of_an_object_are_adopted_as_well(self) -> None:
        stack = Shared(statsig.GateOverrides, adopt=True)
        stack.client.request("POST", "/gates", body={"name": "gate", "rules": []})
        stack.client.request("PATCH", "/gates/gate/overrides", body={"passingUserIDs": ["u"], "failingUserIDs": []})
        stack.up(gate_id="gate", passing_user_ids=["v"])
        assert stack.client.request("GET", "/gates/gate/overrides")["passingUserIDs"] == ["v"]


class InWarehouse(Shared):
    """The same in a Warehouse Native project."""

    key = "console-whn-shared"


def lists() -> list[tuple[str, str]]:
    """The lists of all kinds that can be shared."""
    return [(name, prop.name) for name, kind in all_kinds().items() for prop in kind.shape().on_wire if prop.managed_by]


@pytest.mark.parametrize(("kind", "name"), lists())
class TestEveryListThatCanBeShared:
    def test_keeps_what_others_put_there(self, kind: str, name: str) -> None:
        case, declared = CASES[kind], all_kinds()[kind]
        prop = declared.shape().properties[name]
        stack = (InWarehouse if case.warehouse_only else Shared)(declared)
        key = {p.name: "shared_one" for p in declared.shape().marked("key")}
        base = {**key, **(case.instead.get(name) or case.base), f"manage_{name}": "listed"}
        first, second = case.fields[name]
        stack.up(**{**base, name: first})

        their_rule = {"id": "t", "baseID": "t", "name": "theirs", "passPercentage": 1, "conditions": []}
        theirs: Any = {"rules": their_rule, "members": {"email": "t@x.org"}, "admins": {"email": "t@x.org"}}
        added = theirs.get(name, "theirs")
        live = stack.live(case.family)[prop.wire]
        stack.emulator.edit(stack.key, case.family, stack.id, {prop.wire: [added, *live]})
        assert stack.refresh()[name] == first

        for said in ({name: second}, {name: first, "exhaustive": True}, {name: []}):
            stack.up(**{**base, **said})
            found = stack.live(case.family)[prop.wire]
            assert _is_there(added, found), f"{said} has lost what others had"
            assert len(found) == 1 + len(as_list(said[name])), found
        stack.up(**{**base, name: second})
        stack.up(**{n: v for n, v in base.items() if not n.startswith("manage_")})
        assert _is_there(added, stack.live(case.family)[prop.wire])
        assert len(stack.live(case.family)[prop.wire]) == 1


def _is_there(added: Any, found: list[Any]) -> bool:
    one = (lambda entry: entry.get("email", entry.get("name"))) if isinstance(added, dict) else str
    return one(added) in map(one, found)
