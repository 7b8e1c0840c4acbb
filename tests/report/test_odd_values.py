"""States of any shape: what another version or a hand has written must not end in a traceback."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statsig_pulumi.cli.report.entries import make_report
from statsig_pulumi.cli.report.markdown import markdown, marker
from statsig_pulumi.cli.report.page import page
from statsig_pulumi.cli.report.preview import parse_preview
from statsig_pulumi.errors import InvalidInput
from statsig_pulumi.kind import all_kinds

from .previews import Doc, preview, step

LEAVES = st.none() | st.booleans() | st.integers(-5, 105) | st.floats(allow_nan=False) | st.text(max_size=5)
LEAVES |= st.just("[secret]")
VALUES = st.recursive(
    LEAVES, lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=4), one, max_size=3)
)
KINDS = sorted(all_kinds())


@st.composite
def states(draw: st.DrawFn, kind: str) -> Doc:
    """Inputs of a kind, each field of which may be anything; members have fields of their shapes."""
    props = all_kinds()[kind].shape().properties
    found = {}
    for name in draw(st.lists(st.sampled_from(sorted(props)), max_size=6, unique=True)):
        item = props[name].shape.item
        fields = sorted(item.properties) if item else []
        members = (
            st.lists(st.dictionaries(st.sampled_from(fields), VALUES, max_size=4), max_size=3) if fields else VALUES
        )
        found[name] = draw(members | VALUES)
    return found


def test_a_state_without_what_is_required_is_read() -> None:
    report = make_report(parse_preview(json.dumps(preview(step("create", "Metric", "m", None, {}))).encode()), None, 25)
    assert report.heading == "Statsig: 1 change"


@given(kind=st.sampled_from(KINDS), op=st.sampled_from(["create", "update", "replace", "delete"]), data=st.data())
@settings(max_examples=100)
def test_a_report_is_made_of_any_state_or_one_line_says_why_not(kind: str, op: str, data: st.DataObject) -> None:
    old, new = data.draw(states(kind)), data.draw(states(kind))
    change = step(op, kind, "n", None if op == "create" else old, None if op == "delete" else new)
    try:
        report = make_report(parse_preview(json.dumps(preview(change)).encode()), None, 25)
    except InvalidInput:
        return
    assert markdown(report, marker("shop", "prod"), "open", 65_536).startswith("<!--")
    assert page(report, "open").endswith("</html>")


def test_a_shape_that_no_declaration_reads_is_one_line() -> None:
    change = step("create", "Layer", "lay", None, {"target_apps": [[]]})
    with pytest.raises(InvalidInput, match="the resource 'lay' has values of a shape"):
        make_report(parse_preview(json.dumps(preview(change)).encode()), None, 25)
