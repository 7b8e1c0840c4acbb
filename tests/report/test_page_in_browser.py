"""The page in a real browser: light and dark, narrow and wide, with one change and with five hundred."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from statsig_pulumi.cli.report.entries import make_report
from statsig_pulumi.cli.report.page import page
from statsig_pulumi.cli.report.preview import parse_preview

from .cases import CASES, US, WEB
from .previews import Doc, preview, rule, step
from .test_markdown import HOSTILE

pytestmark = pytest.mark.browser

SHOTS = os.environ.get("REPORT_SHOTS")
"""A folder for screenshots, for whoever wants to look at them."""
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


class _NoProject:
    """Takes what a case puts into its project: these pages are made without one."""

    def seed(self, *_documents: object) -> None:
        """Leave it."""


def many(count: int) -> Doc:
    """So many changes: the eight prepared ones, hostile names, and rollouts."""
    if count == 1:
        old = {"gate_id": "new_checkout", "rules": [rule("staff", 100, US), rule("rollout", 10, US, WEB)]}
        return preview(
            step(
                "update", "Gate", "new_checkout", old, {**old, "rules": [old["rules"][0], rule("rollout", 50, US, WEB)]}
            )
        )
    prepared = [one for case in CASES.values() for one in case(_NoProject())["steps"][1:] if one["op"] != "same"]  # type: ignore[arg-type]
    hostile = [
        step("create", "Gate", name * 4, None, {"gate_id": name * 9, "rules": [rule(name, 5)]}) for name in HOSTILE
    ]
    rest = [
        step(
            "update",
            "Gate",
            f"gate_{i}",
            {"gate_id": f"gate_{i}", "rules": [rule("all", 10)]},
            {"gate_id": f"gate_{i}", "rules": [rule("all", i % 100)]},
        )
        for i in range(count - len(prepared) - len(hostile))
    ]
    return preview(*prepared, *hostile, *rest)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Chromium, driven from outside: the page itself runs no script."""
    from selenium import webdriver

    driver, program = (
        shutil.which("chromedriver"),
        next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None),
    )
    assert driver, "there is no chromedriver: `make browser` installs it"
    assert program, "there is no Chromium: `make browser` installs it"
    options = webdriver.ChromeOptions()
    options.binary_location = program
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    for flag in [*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"]:
        options.add_argument(flag)
    chromium = webdriver.Chrome(options, webdriver.ChromeService(driver))
    yield chromium
    chromium.quit()


@pytest.mark.parametrize("count", [1, 500])
@pytest.mark.parametrize("width", [360, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_and_says_nothing_to_the_console(
    browser: Any, tmp_path: Path, count: int, width: int, scheme: str
) -> None:
    file = tmp_path / "report.html"
    report = make_report(parse_preview(json.dumps(many(count)).encode()), None, 25)
    file.write_text(page(report, "open" if count == 500 else "auto"), encoding="utf-8")
    metrics = {"width": width, "height": 1400, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    browser.get(file.as_uri())
    if SHOTS:
        browser.save_screenshot(str(Path(SHOTS) / f"{count}-{width}-{scheme}.png"))
    ground = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    assert browser.execute_script("return document.querySelectorAll('details[id]').length") == count
    assert browser.execute_script("return document.scripts.length") == 0
    assert browser.get_log("browser") == []
