"""Topline alerts and dashboards through Pulumi's engine."""

from __future__ import annotations

import pytest

from .harness import KEY, Stack, console

pytestmark = [pytest.mark.engine, pytest.mark.long]

ALERT = """
statsig.ToplineAlert("Few purchases", alert_threshold=100, mutes=[{"until": "forever"}])
"""
DASHBOARD = """
statsig.Dashboard("Sales", description="a", widgets=[Widget(type="header", title="This week")])
"""
MORE = """
header, text = Widget(type="header", title="This week"), Widget(type="text", title="Note", content="a")
statsig.Dashboard("Sales", description="a", widgets=[header, text])
"""


def test_an_alert_is_undone_when_a_later_step_fails_and_shows_what_the_console_changes(stack: Stack) -> None:
    stack.emulator.fail(status=400, path="/alerts/{id}/mute")
    assert "An injected failure" in stack.up(ALERT, ok=False).text
    assert stack.emulator.all(KEY, "alerts") == []

    stack.up()
    (alert,) = stack.emulator.all(KEY, "alerts")
    assert stack.preview(None, "--refresh").ops() == {}
    console(stack).post(f"alerts/{alert['id']}/unmute", json={})
    console(stack).patch(f"alerts/{alert['id']}", json={"alertThreshold": 5})
    shown = stack.preview(None, "--refresh").steps["Few purchases"]
    assert {path.partition("[")[0] for path in shown.diffs} == {"alert_threshold", "mutes"}
    stack.up(None, "--refresh")
    (alert,) = stack.emulator.all(KEY, "alerts")
    assert (alert["alertThreshold"], alert["mutes"][0]["end"]) == (100, 0)
    stack.destroy()
    assert stack.emulator.all(KEY, "alerts") == []


def test_a_dashboard_gets_widgets_keeps_its_name_and_is_left(stack: Stack) -> None:
    stack.up(DASHBOARD)
    (before,) = stack.emulator.all(KEY, "dashboards")
    stack.up(MORE)
    (after,) = stack.emulator.all(KEY, "dashboards")
    assert after["widgets"][0] == before["widgets"][0]
    assert len(after["widgets"]) == 2

    refused = stack.preview(MORE.replace('description="a"', 'description="b"'), ok=False)
    assert "description cannot change: the API has no operation for it" in refused.text
    stack.emulator.edit(KEY, "dashboards", after["id"], {"description": "b"})
    stack.refresh()
    assert stack.preview().ops() == {}

    assert f"/dashboards/{after['id']}: left in Statsig, whose API cannot delete it" in stack.destroy().text
    assert len(stack.emulator.all(KEY, "dashboards")) == 1


def test_a_stack_that_still_asks_for_reviews_by_the_header_says_what_to_do(stack: Stack) -> None:
    stack.up("statsig.Tag('core')")
    stack.config["statsig:respectReviewSettings"] = "true"
    refused = stack.preview(ok=False)
    assert refused.text.count("statsig:respectReviewSettings has no effect any more") == 1
    assert "Traceback" not in refused.text
    del stack.config["statsig:respectReviewSettings"]
    stack.destroy()
