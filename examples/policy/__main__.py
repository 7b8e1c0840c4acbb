#!/usr/bin/env python3
"""A policy pack: the rules of the package, one of our own, and one in Pulumi's own form."""

from collections.abc import Iterable
from datetime import date

from pulumi_policy import PolicyPack, ReportViolation, StackValidationArgs, StackValidationPolicy

from statsig_pulumi.policy import Exemption, Problem, Rule, Subject, statsig_policies


class ExperimentNeedsHypothesis(Rule):
    """An experiment says what it is to show."""

    min_length: int = 20
    """How many characters a hypothesis has at least."""

    def problems(self, subject: Subject) -> Iterable[Problem]:
        hypothesis = subject.inputs.get("hypothesis", "")
        # What a preview does not know yet is UNKNOWN, which is no string.
        short = isinstance(hypothesis, str) and len(hypothesis) < self.min_length
        if subject.kind == "Experiment" and short:
            yield Problem(f"its hypothesis has fewer than {self.min_length} characters", "Set hypothesis=...")


def at_most_a_thousand_gates(args: StackValidationArgs, report_violation: ReportViolation) -> None:
    gates = [one for one in args.resources if one.resource_type == "pulumi-python:dynamic/statsig:Gate"]
    if len(gates) > 1000:
        report_violation(f"the stack has {len(gates)} gates: split it", None)


PolicyPack(
    "our-rules",
    policies=[
        *statsig_policies(
            ExperimentNeedsHypothesis(level="advisory"),
            all="mandatory",
            max_rollout_step={"percent": 25},
            owner_required={
                "exemptions": [
                    Exemption(resource="legacy_*", reason="their teams are being found", until=date(2099, 12, 31))
                ]
            },
        ),
        StackValidationPolicy("gates", "A stack is small enough to be read.", at_most_a_thousand_gates),
    ],
)
