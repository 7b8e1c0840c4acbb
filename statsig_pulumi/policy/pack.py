"""The rules as policies of Pulumi."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timezone
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypedDict, get_args

from pydantic import ValidationError
from typing_extensions import Unpack

from .. import __version__
from ..errors import ConfigError, StatsigError
from ..kind import TYPE_PREFIX
from ..redactor import clean
from ..schema.messages import problems
from .rollout import MaxRolloutStep
from .rule import Exemption, Level, Problem, Rule
from .rules import (
    DescriptionRequired,
    KeyNeedsEnvironments,
    Naming,
    NoDeleteOfLiveGates,
    OwnerRequired,
    PermanentGateNeedsTeam,
    ProductionNeedsReview,
)
from .stored import StoredStack
from .subject import Subject, plain

if TYPE_CHECKING:
    from pulumi_policy import Policy, PolicyResource, ReportViolation, ResourceValidationArgs, StackValidationArgs

PACK = "statsig-pulumi"
_ALL: tuple[type[Rule], ...] = (
    MaxRolloutStep,
    Naming,
    DescriptionRequired,
    OwnerRequired,
    ProductionNeedsReview,
    PermanentGateNeedsTeam,
    NoDeleteOfLiveGates,
    KeyNeedsEnvironments,
)
RULES = {rule.rule_name().replace("-", "_"): rule for rule in _ALL}
"""The package's rules, by the arguments of ``statsig_policies``."""
_MISSING = "policies need Pulumi's policy package: pip install 'statsig-pulumi[policy]'"


class Policies:
    """Policies that share the stack's state and the exemptions that a run has used. Safe for threads.

    Args:
        rules: the rules, each with a level.
        stored: the stack as it was.
        today: returns the day by which exemptions are judged.
    """

    def __init__(self, rules: list[Rule], stored: StoredStack, today: Callable[[], date]) -> None:
        self._rules, self._stored, self._today = rules, stored, today
        self._used: dict[str, str] = {}
        self._lock = threading.Lock()

    def all(self, state_level: Level) -> list[Policy]:
        """Return the policies; that about exemptions is the last, for it tells what the others have used."""
        from pulumi_policy import EnforcementLevel, StackValidationPolicy

        level = EnforcementLevel(state_level)
        state = StackValidationPolicy("state", "The stack's state can be read.", self._check_state, level)
        told = "Exemptions that this run has used."
        exemptions = StackValidationPolicy("exemptions", told, self._tell_exemptions, EnforcementLevel.ADVISORY)
        return [*map(self._policy, self._rules), state, exemptions]

    def _policy(self, rule: Rule) -> Policy:
        from pulumi_policy import EnforcementLevel, ResourceValidationPolicy, StackValidationPolicy

        def resource(args: ResourceValidationArgs, report: ReportViolation) -> None:
            if args.resource_type.startswith(TYPE_PREFIX):
                self._judge(rule, self._stored.subject(_subject(args), args.opts.aliases), report)

        def stack(args: StackValidationArgs, report: ReportViolation) -> None:
            for subject in self._deleted(args):
                self._judge(rule, subject, report)

        name, level = rule.rule_name(), EnforcementLevel(rule.level)
        description = str(type(rule).__doc__).partition("\n")[0]
        if rule.judges == "deletions":
            return StackValidationPolicy(name, description, stack, level)
        return ResourceValidationPolicy(name, description, resource, level)

    def _deleted(self, args: StackValidationArgs) -> Iterator[Subject]:
        if args.resources:
            ours = [one for one in args.resources if one.resource_type.startswith(TYPE_PREFIX)]
            kept = [self._stored.subject(_subject(one), one.opts.aliases) for one in ours]
            yield from self._stored.deleted(args.resources[0].urn, kept)

    def _judge(self, rule: Rule, subject: Subject, report: ReportViolation) -> None:
        if not rule.concerns(subject):
            return
        found = _problems(rule, subject)
        exemption = rule.exemption(subject) if found else None
        if exemption and self._today() <= exemption.until:
            with self._lock:
                self._used[subject.urn + rule.rule_name()] = _exempt(rule, subject, exemption)
            return
        for problem in found:
            report(_line(rule, subject, problem, exemption), subject.urn if subject.inputs else None)

    def _check_state(self, args: StackValidationArgs, report: ReportViolation) -> None:
        if args.resources:
            self._stored.resources(args.resources[0].urn)
        if self._stored.failed:
            report(
                "`pulumi stack export` failed, so changes and deletions could not be judged. Run it in this folder",
                None,
            )

    def _tell_exemptions(self, _args: StackValidationArgs, report: ReportViolation) -> None:
        with self._lock:
            for line in self._used.values():
                report(line, None)
            self._used.clear()


class Rules(TypedDict, total=False):
    """What can be said of each rule."""

    max_rollout_step: MaxRolloutStep | Level | Mapping[str, Any]
    naming: Naming | Level | Mapping[str, Any]
    description_required: DescriptionRequired | Level | Mapping[str, Any]
    owner_required: OwnerRequired | Level | Mapping[str, Any]
    production_needs_review: ProductionNeedsReview | Level | Mapping[str, Any]
    permanent_gate_needs_team: PermanentGateNeedsTeam | Level | Mapping[str, Any]
    no_delete_of_live_gates: NoDeleteOfLiveGates | Level | Mapping[str, Any]
    key_needs_environments: KeyNeedsEnvironments | Level | Mapping[str, Any]


def statsig_policies(
    *own: Rule,
    all: Level = "mandatory",
    **rules: Unpack[Rules],
) -> list[Policy]:
    """Return the rules as policies, for a ``pulumi_policy.PolicyPack``.

    Args:
        own: rules of your own.
        all: the level of rules that do not say otherwise: ``mandatory``, ``advisory`` or ``disabled``.
        rules: for rules of the package by their names with underscores: a level, a dictionary of options, which may
            hold ``level``, or the rule itself.

    Raises:
        ConfigError: there is no such rule or option, an option is wrong, or Pulumi's policy package is not installed.

    Example:
        ```python
        PolicyPack(
            "our-rules",
            policies=statsig_policies(
                all="mandatory",
                max_rollout_step={"percent": 10},
                naming="advisory",
                owner_required=OwnerRequired(
                    kinds=["Gate"],
                    exemptions=[Exemption(resource="legacy_*", reason="moving", until=date(2027, 3, 31))],
                ),
            ),
        )
        ```
    """
    try:
        return policies(own, all, {**rules}, StoredStack(), lambda: datetime.now(timezone.utc).date())
    except ConfigError:
        sys.tracebacklimit = 0  # the program of a pack ends with this: what its author needs is the message
        raise


def policies(
    own: tuple[Rule, ...],
    level: Level,
    options: Mapping[str, Any],
    stored: StoredStack,
    today: Callable[[], date],
) -> list[Policy]:
    """Return the same of a given state and day."""
    if find_spec("pulumi_policy") is None:
        raise ConfigError(_MISSING)
    if unknown := ", ".join(sorted(options.keys() - RULES.keys())):
        raise ConfigError(f"there is no rule {unknown}; there are {', '.join(RULES)}")
    if level not in get_args(Level):
        raise ConfigError(f"all must be one of {', '.join(get_args(Level))}, got {level!r}")
    chosen = [*(_rule(model, name, options.get(name, {})) for name, model in RULES.items()), *own]
    rules = [one if one.level else one.model_copy(update={"level": level}) for one in chosen]
    return Policies(rules, stored, today).all(level)


def _problems(rule: Rule, subject: Subject) -> list[Problem]:
    """Return what is wrong with a resource. A rule that cannot ask Statsig is a finding, not the end of the run."""
    try:
        return list(rule.problems(subject))
    except StatsigError as error:
        return [Problem(f"could not be judged: {error}", "Give the policies a key that can read it")]


def _rule(model: type[Rule], name: str, options: Any) -> Rule:
    if isinstance(options, model):
        return options
    try:
        return model.model_validate({"level": options} if isinstance(options, str) else options)
    except ValidationError as error:
        raise ConfigError(f"{name}: " + "; ".join(f"{path} {text}" for path, text in problems(model, error))) from None


def _subject(args: ResourceValidationArgs | PolicyResource) -> Subject:
    return Subject(
        kind=args.resource_type.removeprefix(TYPE_PREFIX),
        name=args.name,
        urn=args.urn,
        inputs={key: value for key, value in plain(args.props).items() if not key.startswith("__")},
        provider=plain(args.provider.props) if args.provider else {},
        provider_urn=args.provider.urn if args.provider else "",
    )


def _line(rule: Rule, subject: Subject, problem: Problem, expired: Exemption | None) -> str:
    """Return a finding in one line: resource, problem, remedy; pack, version, rule and level."""
    lapsed = f"; the exemption ({expired.reason}) ended on {expired.until}" if expired else ""
    origin = f"[{PACK} {__version__}, {rule.rule_name()}, {rule.level}]"
    return clean(f"{subject}: {problem.text}{lapsed}. {problem.remedy} {origin}")


def _exempt(rule: Rule, subject: Subject, exemption: Exemption) -> str:
    return clean(f"{subject}: exempt from {rule.rule_name()} until {exemption.until}: {exemption.reason}")
