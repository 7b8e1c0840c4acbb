"""What Pulumi keeps of a resource in a program: the line that declares it, and its outputs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .harness import Run, Stack

pytestmark = pytest.mark.engine


def line_of(stack: Stack, text: str) -> int:
    """The number of the one line of the program that has the text."""
    lines = (stack.folder / "__main__.py").read_text().splitlines()
    (number,) = [number for number, line in enumerate(lines, 1) if text in line]
    return number


class TestSourcePosition:
    PROGRAM = """
from helper import gate_of

statsig.Gate("plain")
settings = statsig.ProjectSettings("settings", visibility="OPEN")
statsig.Team(
    "several lines",
)

def made_in_a_function(name):
    return statsig.Tag(name)

made_in_a_function("function")
gate_of("module")
"""
    HELPER = """
import statsig_pulumi as statsig

def gate_of(name):
    return statsig.Gate(name)
"""

    def test_it_is_the_line_of_the_program_that_constructs_the_resource(self, stack: Stack) -> None:
        (stack.folder / "helper.py").write_text(self.HELPER)
        stack.up(self.PROGRAM)
        positions = {name: resource["sourcePosition"] for name, resource in stack.state().items()}
        assert positions == {
            "plain": f"project:///__main__.py#{line_of(stack, 'Gate(')}",
            "settings": f"project:///__main__.py#{line_of(stack, 'ProjectSettings(')}",
            "several lines": f"project:///__main__.py#{line_of(stack, 'Team(')}",
            "function": f"project:///__main__.py#{line_of(stack, 'Tag(')}",
            "module": "project:///helper.py#5",
        }
        for name, resource in stack.state().items():
            first, *_ = resource["stackTrace"]
            assert first == {"sourcePosition": positions[name]}, name


class TestOutputs:
    """Every argument is an output: the value the program sets, None where it sets none, all values after ``get``."""

    SHOW = """
def show(name, output):
    output.apply(lambda value: pulumi.log.info(f"{name} is {value!r}"))
    pulumi.export(name, output)
"""
    CREATED = (
        SHOW
        + """
gate = statsig.Gate("new_checkout", description="One page", rules=[Rule(name="staff", pass_percentage=5)])
tag = statsig.Tag("checkout", name="Checkout")
show("description", gate.description)
show("rules", gate.rules)
show("gate_id", gate.gate_id)
show("tags", gate.tags)
show("team_id", gate.team_id)
show("tag name", tag.name)
show("tag description", tag.description)
"""
    )
    VALUES = {
        "description": "One page",
        "rules": [{"name": "staff", "pass_percentage": 5}],
        "gate_id": "new_checkout",
        "tags": None,
        "team_id": None,
        "tag name": "Checkout",
        "tag description": None,
    }

    def test_an_argument_is_an_output_set_or_left_out(self, stack: Stack) -> None:
        assert shown(stack.preview(self.CREATED)) == self.VALUES
        assert shown(stack.up()) == self.VALUES
        assert exported(stack) == {name: value for name, value in self.VALUES.items() if value is not None}
        assert shown(stack.preview()) == self.VALUES

    @pytest.mark.long
    def test_an_output_of_another_resource_is_unknown_in_the_preview_and_known_afterwards(self, stack: Stack) -> None:
        program = (
            self.SHOW
            + """
team = statsig.Team("Checkout")
gate = statsig.Gate("new_checkout", team_id=team.id)
show("team_id", gate.team_id)
show("description", gate.description)
"""
        )
        assert shown(stack.preview(program)) == {"description": None}
        ran = shown(stack.up())
        assert ran == {"team_id": stack.state()["Checkout"]["id"], "description": None}
        assert shown(stack.preview()) == ran

    @pytest.mark.long
    def test_get_resolves_every_argument(self, stack: Stack) -> None:
        other = stack.beside()
        other.up("statsig.Gate('theirs', description='Theirs', tags=['a'], rules=[Rule(name='staff')])")
        program = (
            self.SHOW
            + """
gate = statsig.Gate.get("theirs", "theirs")
show("description", gate.description)
show("gate_id", gate.gate_id)
show("tags", gate.tags)
show("rule", gate.rules.apply(lambda rules: rules[0]["name"]))
show("is_template", gate.is_template)
"""
        )
        values = {"description": "Theirs", "gate_id": "theirs", "tags": ["a"], "rule": "staff", "is_template": False}
        assert shown(stack.preview(program)) == values
        assert shown(stack.up()) == values
        assert exported(stack) == values

    def test_a_name_that_is_no_argument_is_an_attribute_error(self, stack: Stack) -> None:
        run = stack.preview("statsig.Gate('new_checkout').descripton", ok=False)
        assert "AttributeError: Gate has no attribute 'descripton'" in run.text


def shown(run: Run) -> dict[str, Any]:
    """The values that the program has shown, by name."""
    pairs = [message.split(" is ", 1) for message in run.messages if " is " in message]
    return {name: eval(value) for name, value in pairs}


def exported(stack: Stack) -> dict[str, Any]:
    """The outputs of the stack."""
    return dict(json.loads(stack.command("stack", "output", "--json", "--stack", "dev").stdout))
