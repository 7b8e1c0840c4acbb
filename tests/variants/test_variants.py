"""The switch of the emulator: by name, checked, documented, and without effect where nothing is chosen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import statsig_pulumi.emulator
from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.command import emulate
from statsig_pulumi.emulator.http import Request
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.emulator.variants import VARIANTS
from tests.clock import Clock

from .without import WITHOUT

DOCUMENT = Path(__file__).parents[2] / "docs" / "emulator.md"
EMULATOR = Path(statsig_pulumi.emulator.__file__).parent
KEY = "console-variants"


def client(emulator: Emulator) -> Client:
    """A client of an emulator."""
    return Client(Settings(KEY, "emulator:"), transport=EmulatorTransport(emulator), clock=Clock())


def test_every_variant_and_value_is_documented_and_no_other_is() -> None:
    table = DOCUMENT.read_text(encoding="utf-8").partition("| Variant | Question | Values |\n")[2].partition("\n\n")[0]
    documented = {line.split(" | ")[0].strip("| `"): line for line in table.splitlines()[1:]}
    assert [*documented] == [*VARIANTS]
    for name, variant in VARIANTS.items():
        assert documented[name].endswith("; ".join(f"`{v}`: {text}" for v, text in variant.values.items()) + " |")


@pytest.mark.parametrize("name", [name for name, variant in VARIANTS.items() if variant.around is None])
def test_a_variant_that_handlers_ask_for_is_asked_for(name: str) -> None:
    sources = [path for path in EMULATOR.rglob("*.py") if path.parent.name != "variants"]
    assert any(f'"{name}"' in path.read_text(encoding="utf-8") for path in sources)


def test_every_decision_has_a_variant_or_a_reason_why_none_has_to_be() -> None:
    decisions = DOCUMENT.read_text(encoding="utf-8").split("\n| Row | Question | Here |\n")[1:]
    rows = [row for table in decisions for row in re.findall(r"^\| `([a-z-]+)`", table.partition("\n\n")[0], re.M)]
    reasons = [row for those in WITHOUT.values() for row in those]
    assert sorted(row for row in rows if row not in VARIANTS) == sorted(reasons)


@pytest.mark.parametrize("wanted", [{"numbers": "roman"}, {"no-such": "x"}])
def test_an_unknown_name_or_value_is_refused_and_changes_nothing(wanted: dict[str, str]) -> None:
    emulator = Emulator()
    with pytest.raises(ValueError, match="variant"):
        emulator.settings(variants=wanted, rate_limit=True)
    assert emulator.store.setting("rate_limit", False) is False


def test_the_command_refuses_an_unknown_variant_in_one_line() -> None:
    result = CliRunner().invoke(emulate, ["--variant", "numbers=roman"])
    assert result.exit_code == 2
    assert "it has text, floats" in result.output


def test_the_control_plane_knows_the_variants() -> None:
    emulator = Emulator()
    for value, status in (("text", 200), ("roman", 400)):
        body = b'{"variants": {"numbers": "%s"}}' % value.encode()
        assert emulator.handle(Request("POST", "/_emulator/settings", body=body)).status == status
    assert emulator.store.setting("variants", {}) == {"numbers": "text"}


def test_an_empty_choice_ends_a_variant() -> None:
    emulator = Emulator()
    gate = client(emulator).request("POST", "/gates", body={"name": "checkout"})
    emulator.settings(variants={"numbers": "text"})
    assert client(emulator).request("GET", "/gates/checkout")["version"] == "1"
    emulator.settings(variants={})
    assert client(emulator).request("GET", "/gates/checkout") == gate


def test_a_late_read_is_a_second_behind() -> None:
    clock = Clock()
    emulator = Emulator(now=clock)
    emulator.settings(variants={"reads-lag": "second"})
    api = client(emulator)
    api.request("POST", "/gates", body={"name": "checkout"})
    assert api.read("/gates/{id}", id="checkout") is None
    clock.now += 0.9
    assert api.read("/gates/{id}", id="checkout") is None
    clock.now += 0.2
    assert api.read("/gates/{id}", id="checkout")["id"] == "checkout"


# -- what the client reads ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name_value", ["envelope=bare", "envelope=list", "success-status=202"])
def test_an_object_is_read_however_it_is_wrapped(name_value: str) -> None:
    emulator = Emulator()
    name, _, value = name_value.partition("=")
    emulator.settings(variants={name: value})
    api = client(emulator)
    api.request("POST", "/gates", body={"name": "checkout"})
    found = api.read("/gates/{id}", id="checkout")
    assert (found[0] if value == "list" else found)["id"] == "checkout"


def test_null_is_nothing_and_no_data_is_an_error() -> None:
    emulator = Emulator()
    emulator.settings(variants={"read-of-nothing": "null"})
    assert client(emulator).read("/gates/{id}", id="missing") is None
