"""Policies: what each rule finds, and above all what it leaves alone."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import date
from typing import Any, get_type_hints

import pytest
from pulumi_policy import PolicyResource, ResourceValidationArgs, StackValidationArgs
from pulumi_policy.policy import PolicyCustomTimeouts, PolicyProviderResource, PolicyResourceOptions
from pulumi_policy.proxy import UNKNOWN_ARRAY_VALUE, UNKNOWN_STRING_VALUE, unknown_checking_proxy

from statsig_pulumi.emulator import Emulator
from statsig_pulumi.errors import ConfigError
from statsig_pulumi.kind import TYPE_PREFIX, all_kinds
from statsig_pulumi.policy import pack
from statsig_pulumi.policy.stored import StoredStack

TODAY = date(2026, 11, 28)
STACK = "urn:pulumi:dev::t::pulumi:pulumi:Stack::t-dev"
PROVIDER = "urn:pulumi:dev::t::pulumi:providers:pulumi-python::default"
Resource = tuple[str, str, dict[str, Any]]


def urn(kind: str, name: str) -> str:
    return f"urn:pulumi:dev::t::{TYPE_PREFIX}{kind}::{name}"


def state_of(*resources: Resource, **more: Any) -> str:
    """Return what ``pulumi stack export`` prints."""
    entries = [
        {
            "urn": urn(kind, name),
            "type": TYPE_PREFIX + kind,
            "provider": f"{PROVIDER}::1",
            "inputs": {**inputs, "__provider": "pickled"},
            "outputs": {**inputs, "__project": "p"},
            **more,
        }
        for kind, name, inputs in resources
    ]
    return json.dumps({"deployment": {"resources": [{"urn": STACK, "type": "pulumi:pulumi:Stack"}, *entries]}})


def judge(
    *new: Resource,
    state: str | None = None,
    aliases: Iterable[str] = (),
    config: dict[str, Any] | None = None,
    all: str = "disabled",
    **rules: Any,
) -> list[str]:
    """Return the findings of some rules about a stack, as Pulumi asks for them, without rule and level."""
    exported = state_of() if state is None else state
    policies = pack.policies((), all, rules, StoredStack(lambda _stack: exported), lambda: TODAY)  # type: ignore[arg-type]
    options = PolicyResourceOptions(False, [], None, [*aliases], PolicyCustomTimeouts(0, 0, 0), [])
    provider = PolicyProviderResource("pulumi:providers:pulumi-python", config or {}, PROVIDER, "default")
    found: list[str] = []

    def report(message: str, _urn: str | None = None) -> None:
        found.append(message.partition(" [statsig-pulumi ")[0])

    for policy in policies:
        if str(policy.enforcement_level) == "EnforcementLevel.DISABLED":
            continue
        described = [(TYPE_PREFIX + k, unknown_checking_proxy(props), urn(k, n), n, options) for k, n, props in new]
        if type(policy).__name__ == "ResourceValidationPolicy":
            for one in described:
                policy.validate(ResourceValidationArgs(*one, provider), report)  # type: ignore[attr-defined]
        else:
            stack = PolicyResource("pulumi:pulumi:Stack", {}, STACK, "t-dev", options, None, None, [], {})
            resources = [PolicyResource(*one, provider, None, [], {}) for one in described]
            policy.validate(StackValidationArgs([stack, *resources]), report)  # type: ignore[attr-defined]
    return found


def rule(percent: Any = None, name: str = "everyone", kind: str = "public", **more: Any) -> dict[str, Any]:
    percentage = {} if percent is None else {"pass_percentage": percent}
    return {"name": name, "conditions": [{"type": kind}], **percentage, **more}


def gate(*rules: Any, name: str = "checkout", **more: Any) -> Resource:
    return "Gate", name, {"gate_id": name, **({"rules": [*rules]} if rules else {}), **more}


# -- the rollout step --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "options", "finding"),
    [
        (gate(rule(10)), gate(rule(35)), {}, ""),
        (gate(rule(10)), gate(rule(36)), {}, "goes from 10 to 36 %, more than 25 points at once. Go to 35 % first"),
        (gate(rule(90)), gate(rule(0)), {}, ""),
        (gate(rule(90)), gate(rule(0)), {"narrowing": 50}, "from 90 down to 0 %, more than 50 points"),
        (gate(rule(10)), gate(rule(100, environments=["development"])), {}, ""),
        (gate(rule(10)), gate(rule(100, environments=["development"])), {"environment": None}, "from 10 to 100 %"),
        # A percentage that the console decides, before or now, is not compared.
        (gate(rule(10)), gate(rule(initial_pass_percentage=100)), {}, ""),
        (gate(rule(initial_pass_percentage=1)), gate(rule(100)), {}, ""),
        # A new rule: for everyone it counts from what everyone had, for some it is not judged.
        (gate(rule(10)), gate(rule(10), rule(100, "staff", "email")), {}, ""),
        (gate(rule(10)), gate(rule(30, "renamed")), {}, ""),
        (gate(rule(10)), gate(rule(50, "renamed")), {}, "rule 'renamed' goes from 10 to 50 %"),
        (gate(rule(100, "staff", "email")), gate(rule(100, "staff")), {}, "rule 'staff' goes from 0 to 100 %"),
        (gate(), gate(rule()), {}, "goes from 0 to 100 %"),
        # On and off.
        (gate(rule(50), is_enabled=False), gate(rule(50)), {}, "goes from 0 to 50 %"),
        (gate(rule(50)), gate(rule(50), is_enabled=False), {}, ""),
        (gate(rule(50)), gate(rule(50), status="Launched"), {}, "rule '(launched)' goes from 50 to 100 %"),
        (gate(rule(100)), gate(rule(100), status="Launched"), {}, ""),
        # New objects, and rules that are resources of their own.
        (None, gate(rule(100)), {}, ""),
        (None, gate(rule(100)), {"new_objects": True}, "goes from 0 to 100 %"),
        (None, ("GateRule", "all", {"name": "all", **rule(80)}), {}, "goes from 0 to 80 %"),
        (
            ("Experiment", "e", {"allocation": 10}),
            ("Experiment", "e", {"allocation": 90}),
            {},
            "allocation goes from 10",
        ),
    ],
)
def test_a_rollout_goes_in_steps(old: Resource | None, new: Resource, options: dict[str, Any], finding: str) -> None:
    found = judge(new, state=state_of(old) if old else None, max_rollout_step={"level": "mandatory", **options})
    assert len(found) == bool(finding)
    assert finding in "".join(found)


def test_the_phases_of_a_gradual_rollout_are_its_steps() -> None:
    def phases(*percents: float) -> dict[str, Any]:
        return {"gradual_rollout_strategy": {"type": "gradual", "phases": [{"pass_percent": p} for p in percents]}}

    def found(**more: Any) -> list[str]:
        return judge(gate(rule(100), **more), state=state_of(gate(rule(10))), max_rollout_step="mandatory")

    assert found(**phases(30, 55, 80)) == []
    assert found(gradual_rollout_strategy={"type": "gradual"}) == []
    assert "Go to 55 % first" in found(**phases(30, 90))[0]
    assert found(gradual_rollout_strategy={"type": "bypass"}) != []


# -- reviews -----------------------------------------------------------------------------------------------------------

REVIEWED = {"production_needs_review": "mandatory", "state": state_of(gate(rule(10)))}


@pytest.mark.parametrize(
    "new",
    [
        gate(rule(10), description="More about it"),
        gate(rule(20), review="propose"),
        gate(rule(20), review_settings={"required_review": True}),
        gate(rule(10), rule(50, "dev", environments=["development"])),
        gate(rule(20), name="another"),
    ],
)
def test_a_change_that_is_reviewed_or_not_in_production_passes(new: Resource) -> None:
    assert judge(new, **REVIEWED) == []


@pytest.mark.parametrize("new", [gate(rule(20)), gate(rule(10), is_enabled=False), gate(rule(20), review="direct")])
def test_a_change_in_production_needs_a_review(new: Resource) -> None:
    (finding,) = judge(new, **REVIEWED)
    assert finding.startswith("Gate checkout: the change takes effect in production without a review. Set review=")


def test_a_rule_that_is_a_resource_of_its_own_is_no_way_around_a_review() -> None:
    assert len(judge(("GateRule", "all", {"gate_id": "checkout", **rule(5)}), **REVIEWED)) == 1
    assert judge(("GateRule", "dev", {"gate_id": "checkout", **rule(5, environments=["dev"])}), **REVIEWED) == []


def test_a_review_may_be_the_whole_stack_s_or_the_environment_s() -> None:
    new, guarded = gate(rule(20)), {"name": "production", "requires_review": True}
    assert judge(new, config={"statsig:review": "propose"}, **REVIEWED) == []
    environments = ("Environments", "environments", {"environments": [guarded]})
    assert judge(new, **{**REVIEWED, "state": state_of(gate(rule(10)), environments)}) == []
    direct = gate(rule(20), review="direct")
    assert judge(direct, config={"statsig:review": "propose"}, **REVIEWED) != []


# -- deletions ---------------------------------------------------------------------------------------------------------

KEEPS = {"no_delete_of_live_gates": "mandatory"}


@pytest.mark.parametrize(
    "old",
    [
        gate(rule(50), is_enabled=False),
        gate(rule(50), current_status="Archived"),
        gate(rule(0)),
        gate(rule(50), on_destroy="retain"),
        ("Tag", "checkout", {"name": "checkout"}),
    ],
)
def test_what_nobody_gets_may_be_deleted(old: Resource) -> None:
    assert judge(state=state_of(old), **KEEPS) == []


@pytest.mark.parametrize("old", [gate(rule(50)), gate(), gate(rule(0), current_status="Launched")])
def test_a_live_gate_is_not_deleted(old: Resource) -> None:
    (finding,) = judge(gate(name="other"), state=state_of(old), **KEEPS)
    assert finding.startswith("Gate checkout: it is live and is about to be deleted. Turn it off first")


def test_only_the_end_of_the_object_is_a_deletion() -> None:
    old, renamed = state_of(gate(rule(50))), ("Gate", "renamed", {"gate_id": "checkout"})
    assert judge(renamed, state=old, **KEEPS) == []
    assert judge(("Gate", "checkout", {"gate_id": UNKNOWN_STRING_VALUE}), state=old, **KEEPS) == []
    assert judge(state=state_of(gate(rule(50)), retainOnDelete=True), **KEEPS) == []
    assert judge(state=state_of(gate(rule(50)), delete=True), **KEEPS) == []
    replaced = judge(("Gate", "checkout", {"gate_id": "checkout_2"}), state=old, **KEEPS)
    assert replaced == judge(gate(name="other"), state=old, **KEEPS) != []


def test_statsig_can_be_asked_whether_a_gate_is_live(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    database = tmp_path / "emulator.db"
    emulator = Emulator(str(database))
    emulator.seed("console-emulator", "gates", {"id": "checkout", "name": "checkout", "checksPerHour": 5})
    monkeypatch.setenv("STATSIG_API_URL", f"emulator:{database}")
    asks = {"no_delete_of_live_gates": {"level": "mandatory", "ask_statsig": True}}
    assert len(judge(state=state_of(gate(rule(0)), gate(rule(50), name="not_there")), **asks)) == 1
    monkeypatch.setenv("STATSIG_API_URL", "https://statsig.invalid/console/v1")
    monkeypatch.delenv("STATSIG_CONSOLE_KEY", raising=False)
    (finding,) = judge(state=state_of(gate(rule(0))), **asks)
    assert finding.startswith("Gate checkout: could not be judged: no Statsig Console API key")


# -- what is said about an object --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "passes", "fails"),
    [
        ({"naming": "mandatory"}, gate(), gate(name="CheckOut")),
        ({"naming": {"level": "mandatory", "patterns": {"Tag": "a+"}}}, ("Tag", "aa", {}), ("Tag", "ab", {})),
        ({"description_required": "mandatory"}, gate(description="One page"), gate(description=" \n ")),
        (
            {"description_required": {"level": "mandatory", "min_length": 9}},
            gate(description="One page, one click"),
            gate(description="One page "),
        ),
        ({"owner_required": "mandatory"}, gate(team="Checkout"), gate(team="")),
        ({"owner_required": {"level": "mandatory", "fields": ["team"]}}, gate(team="A"), gate(creator_email="a@b.c")),
        ({"permanent_gate_needs_team": "mandatory"}, gate(type="TEMPORARY"), gate(type="PERMANENT")),
        ({"permanent_gate_needs_team": "mandatory"}, gate(type="PERMANENT", team_id="1"), gate(type="PERMANENT")),
        (
            {"key_needs_environments": "mandatory"},
            ("Key", "k", {"type": "SERVER", "environments": ["production"]}),
            ("Key", "k", {"type": "CLIENT", "environments": []}),
        ),
        ({"key_needs_environments": "mandatory"}, ("Key", "k", {"type": "CONSOLE"}), ("Key", "k", {"type": "SERVER"})),
    ],
)
def test_a_rule_tells_what_passes_from_what_does_not(rules: Any, passes: Resource, fails: Resource) -> None:
    assert judge(passes, **rules) == []
    assert len(judge(fails, **rules)) == 1


def test_what_was_there_before_is_judged_only_when_it_is_changed_unless_the_rule_says_so() -> None:
    old = state_of(gate(tags=["a"]))
    assert judge(gate(tags=["a"]), state=old, description_required="mandatory") == []
    assert len(judge(gate(tags=["b"]), state=old, description_required="mandatory")) == 1
    for applies_to, count in (("new", 0), ("changed", 1), ("all", 1)):
        options = {"level": "mandatory", "applies_to": applies_to}
        assert len(judge(gate(tags=["b"]), state=old, description_required=options)) == count
    renamed = ("Gate", "renamed", {"gate_id": "checkout", "tags": ["a"]})
    assert judge(renamed, state=old, aliases=[urn("Gate", "checkout")], description_required="mandatory") == []


def test_a_secret_that_is_encrypted_in_state_counts_as_the_same() -> None:
    secret = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "v1:x"}
    assert (
        judge(gate(name="n", tags="t"), state=state_of(gate(name="n", tags=secret)), owner_required="mandatory") == []
    )


# -- what is not known -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("old", [None, gate(rule(10), type="PERMANENT", team="A"), gate(is_enabled=False)])
@pytest.mark.parametrize(
    "new",
    [
        gate(rules=UNKNOWN_ARRAY_VALUE, name="checkout"),
        gate(rule(UNKNOWN_STRING_VALUE)),
        gate({"name": UNKNOWN_STRING_VALUE, "pass_percentage": 10.0, "conditions": UNKNOWN_ARRAY_VALUE}),
        gate(rule(10, environments=UNKNOWN_ARRAY_VALUE), gradual_rollout_strategy=UNKNOWN_STRING_VALUE),
        gate(type=UNKNOWN_STRING_VALUE, is_enabled=UNKNOWN_STRING_VALUE, status=UNKNOWN_STRING_VALUE),
    ],
)
def test_an_unknown_value_stops_no_rule_and_is_no_violation(old: Resource | None, new: Resource) -> None:
    fields = ("description", "creator_email", "review")
    props = {**dict.fromkeys(fields, UNKNOWN_STRING_VALUE), **new[2]}
    state = state_of(old) if old else None
    assert judge((new[0], new[1], props), state=state, all="mandatory") == []
    key = ("Key", "k", {"type": UNKNOWN_STRING_VALUE, "environments": UNKNOWN_ARRAY_VALUE})
    assert judge(key, all="mandatory") == []


@pytest.mark.parametrize("exported", ["", "no JSON", "[]", '{"deployment": 1}'])
def test_a_state_that_cannot_be_read_is_told_apart_from_a_violation(exported: str) -> None:
    assert judge(gate(rule(100), description="x", team="A"), state=exported, all="mandatory") == [
        "`pulumi stack export` failed, so changes and deletions could not be judged. Run it in this folder"
    ]


def test_an_empty_stack_has_a_state() -> None:
    assert judge(state='{"deployment": {"resources": null}}', all="mandatory") == []


# -- exemptions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("until", "exempt"), [(date(2026, 11, 28), True), (date(2026, 11, 27), False)])
def test_an_exemption_is_shown_and_ends(until: date, exempt: bool) -> None:
    exemptions = [{"resource": "legacy_*", "reason": "moves", "until": until}]
    found = judge(gate(name="legacy_a"), owner_required={"level": "mandatory", "exemptions": exemptions})
    ended = f"Gate legacy_a: it has no owner; the exemption (moves) ended on {until}. Set one of team, "
    assert len(found) == 1
    assert found[0].startswith(f"Gate legacy_a: exempt from owner-required until {until}: moves" if exempt else ended)
    # Also in a run that does not change the resource.
    rules = {"owner_required": {"level": "mandatory", "exemptions": exemptions}}
    assert judge(gate(name="legacy_a"), state=state_of(gate(name="legacy_a")), **rules) == found


def test_an_exemption_is_of_the_resources_it_names() -> None:
    exemptions = [{"resource": "legacy", "reason": "moves", "until": "2027-01-01"}]
    (finding,) = judge(gate(name="legacy_a"), owner_required={"level": "mandatory", "exemptions": exemptions})
    assert finding.startswith("Gate legacy_a: it has no owner. Set")


# -- the constructor ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ({"namin": "advisory"}, "there is no rule namin; there are max_rollout_step, naming"),
        ({"naming": {"patern": {}}}, "naming: patern is not an argument of Naming; did you mean patterns?"),
        ({"naming": {"patterns": {"Gate": "("}}}, "naming: patterns Gate: '(' is no regular expression"),
        ({"naming": {"patterns": {"Gtae": "a"}}}, "naming: patterns names no kind of resource: Gtae"),
        ({"naming": "fatal"}, "naming: level must be 'mandatory', 'advisory' or 'disabled', got 'fatal'"),
        ({"max_rollout_step": {"percent": 250}}, "max_rollout_step: percent must be at most 100, got 250"),
        ({"naming": {"exemptions": [{"resource": "a", "until": TODAY}]}}, "naming: exemptions[0].reason is required"),
        ({"all": "fatal"}, "all must be one of mandatory, advisory, disabled, got 'fatal'"),
    ],
)
def test_a_mistake_in_the_options_is_one_line(rules: Any, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "tracebacklimit", 1000, raising=False)
    with pytest.raises(ConfigError, match=r"^.*$") as error:
        pack.statsig_policies(**rules)
    assert str(error.value).startswith(message)
    assert sys.tracebacklimit == 0


def test_every_rule_can_be_given_and_is_listed() -> None:
    assert get_type_hints(pack.Rules).keys() == pack.RULES.keys()


@pytest.mark.parametrize("model", pack.RULES.values(), ids=lambda model: model.__name__)
def test_the_kinds_that_a_rule_is_about_have_what_it_asks_for(model: Any) -> None:
    asks = {"DescriptionRequired": {"description"}, "OwnerRequired": {"team", "creator_email", "owner", "team_id"}}
    for kind in getattr(model(), "kinds", []):
        fields = all_kinds()[kind].args.model_fields.keys()
        assert not (wanted := asks.get(model.__name__)) or wanted & fields, kind


def test_a_hostile_name_stays_one_line() -> None:
    (finding,) = judge(("Gate", "a\n\x1b[31mb\u202e", {}), description_required="mandatory")
    assert finding.isprintable()
