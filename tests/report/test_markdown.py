"""The report as Markdown: its limit, its marker, and what others have written in it."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statsig_pulumi.cli.report.entries import Report, make_report
from statsig_pulumi.cli.report.markdown import SMALLEST, markdown, marker
from statsig_pulumi.cli.report.page import page
from statsig_pulumi.cli.report.preview import parse_preview
from statsig_pulumi.cli.report.risks import RISKS

from .previews import Doc, Project, condition, preview, rule, step

HOSTILE = [
    "```\n</details>",
    "| a | b |",
    "<script>alert(1)</script>",
    "@team and #12",
    "\x1b[31mred\x1b[0m",
    "\u202eevil",
    "`tick``",
    "![](http://x.example/a.png)",
    "<!-- statsig-pulumi shop/other -->",
    "--> <b>",
    "**bold** _it_ ~~no~~ $x$ :tada:",
    "\ue000x\ue001",
    "a\r\nb\u2028c",
    "half \ud83d",
]


def made(content: Doc, *, details: str = "auto", limit: int = 65_536) -> str:
    parsed = parse_preview(json.dumps(content).encode())
    return markdown(make_report(parsed, None, 25), marker("shop", "prod"), details, limit)


class _Balance(HTMLParser):
    """Notes the elements that are open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outside_code(text: str) -> str:
    """The text without blocks and spans of code, as a renderer of Markdown reads them; every block is closed."""
    lines, fence = [], ""
    for line in text.splitlines():
        found = re.match(r"^(`{3,})", line)
        if not fence and found:
            fence = found[1]
        elif fence:
            fence = "" if line == fence else fence
        elif line.startswith("<"):
            lines.append(line)
        else:
            lines.append(re.sub(r"(?<![`\\])(`+)(?!`)(.*?)(?<!`)\1(?!`)", "", line))
    assert fence == "", "a block of code is open at the end"
    return "\n".join(lines)


def assert_balanced(text: str) -> _Balance:
    parser = _Balance()
    parser.feed(outside_code(text))
    parser.close()
    assert parser.open == []
    assert parser.seen <= {"details", "summary", "b", "code", "sub"}
    return parser


# -- the limit -----------------------------------------------------------------------------------------------


def risky(count: int, name: str) -> Doc:
    """So many gates whose rollout jumps, each with a long text."""
    return preview(
        *(
            step(
                "update",
                "Gate",
                f"{name}{i}",
                {"gate_id": f"g{i}", "description": "", "rules": [rule(name * 9, 10)]},
                {"gate_id": f"g{i}", "description": name * 40, "rules": [rule(name * 9, 90)]},
            )
            for i in range(count)
        )
    )


@cache
def many(count: int) -> Report:
    """So many risky changes, with characters of four bytes."""
    return make_report(parse_preview(json.dumps(risky(count, "\U0001f600")).encode()), None, 25)


@pytest.mark.parametrize(
    ("count", "limit"),
    [
        *((500, limit) for limit in (SMALLEST, 65_536)),
        *(pytest.param(5000, limit, marks=pytest.mark.long) for limit in (SMALLEST, 65_536, 1_000_000)),
    ],
)
def test_many_changes_fit_with_exact_counts_and_every_risk(count: int, limit: int) -> None:
    text = markdown(many(count), marker("shop", "prod"), "auto", limit)
    assert len(text.encode()) <= limit
    assert_balanced(text)
    assert f"## Statsig: {count:,} changes" in text
    assert f"{count:,} changed." in text
    assert f"### Risks: {2 * count:,}" in text
    assert f"**jump** {count:,} times" in text
    assert f"**unstaged** {count:,} times" in text
    shown = len(re.findall(r"^(?:- (?:🔴|🟠|🟡)? ?`~`|<details)", text, re.MULTILINE))
    hidden = re.search(r"^([\d,]+) more changes are counted above", text, re.MULTILINE)
    assert shown + int(hidden[1].replace(",", "") if hidden else 0) == count


def test_a_few_changes_are_shown_in_full() -> None:
    text = made(risky(3, "a"))
    assert text.count("<details open>") == 3
    assert "want of room" not in text


@given(
    count=st.integers(0, 25),
    name=st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(HOSTILE),
    limit=st.integers(SMALLEST, 40_000),
    details=st.sampled_from(["auto", "open", "closed"]),
    errors=st.lists(st.sampled_from(HOSTILE) | st.text(max_size=400), max_size=12),
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_markup_is_balanced_and_within_the_limit(
    count: int, name: str, limit: int, details: str, errors: list[str]
) -> None:
    content = {**risky(count, name), "diagnostics": [{"severity": "error", "message": one} for one in errors]}
    text = made(content, details=details, limit=limit)
    assert len(text.encode()) <= limit
    assert_balanced(text)
    assert f"{count} changed" in text or not count


# -- the marker ----------------------------------------------------------------------------------------------


def test_each_stack_of_each_project_and_each_tag_has_a_marker_that_is_no_part_of_another() -> None:
    markers = [
        marker("shop", "prod"),
        marker("shop", "non-prod"),
        marker("other", "prod"),
        marker("shop", "prod", "eu"),
        marker("shop", "prod", "eu2"),
        marker("my-shop", "prod"),
    ]
    assert markers[0] == "<!-- statsig-pulumi shop/prod -->"
    assert [[a in b for b in markers].count(True) for a in markers] == [1] * len(markers)


def test_a_marker_ends_where_it_says() -> None:
    assert marker("shop", "prod", "--> <script>\n").count(">") == 1


def test_the_report_begins_with_its_marker_and_has_no_other(tmp_path: Path) -> None:
    content = preview(step("create", "Tag", HOSTILE[8], None, {"name": HOSTILE[8]}), where="non-prod::shop")
    text = Project(tmp_path).report(content, "--offline", "--tag", "eu")
    assert text.splitlines()[0] == "<!-- statsig-pulumi shop/non-prod eu -->"
    assert "<!--" not in outside_code(text).split("\n", 1)[1]


# -- what others have written --------------------------------------------------------------------------------


def everywhere(text: str) -> Doc:
    """A preview with a text wherever others can put one."""
    mail = condition("email", "str_contains_any", [text])
    own = condition(text, text, text, field=text)
    gate = {"gate_id": text, "description": "", "rules": [rule(text, 10, mail, own, environments=[text])]}
    more = {**gate, "description": text, "tags": [text], "rules": [rule(text, 90, mail, own, environments=[text])]}
    config = {"config_id": text, "default_value": {text: text}}
    return preview(
        step("update", "Gate", text, gate, more, id=text),
        step("delete", "Gate", text + "2", gate, id=text),
        step("update", "DynamicConfig", text, config, {**config, "default_value": {text: [text]}}),
        step("create", "Team", text, None, {"name": text, "members": [text], "admins": [text]}),
        step(
            "create", "Key", text, None, {"description": text, "type": text, "scopes": [text], "environments": [text]}
        ),
        step("create", "UserRole", text, None, {"email": text, "role": text}),
        errors=(text,),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_what_others_have_written_is_literal_text(text: str) -> None:
    found = made(everywhere(text), details="open")
    assert_balanced(found)
    assert "\x1b" not in found
    assert "\u202e" not in found
    outside = outside_code(found)
    for sign in ("@team", "<script", "![](", "**bold**", "| a |", "\u2028"):
        assert sign not in re.sub(r"<code>.*?</code>", "", outside)


@pytest.mark.parametrize("text", HOSTILE)
def test_the_page_escapes_all_of_it(text: str) -> None:
    parsed = parse_preview(json.dumps(everywhere(text)).encode())
    found = page(make_report(parsed, None, 25), "open")
    assert "<script" not in found
    assert "<b>" not in re.sub(r"<b>(?:<code>|Key|Gate|[A-Z]\w+ <code>|[a-z-]+</b>|(?:gains|loses) access)", "", found)
    assert "<img" not in found
    assert "\x1b" not in found
    assert "\u202e" not in found


def test_the_page_allows_no_script_and_nothing_from_elsewhere() -> None:
    parsed = parse_preview(json.dumps(risky(2, "a")).encode())
    found = page(make_report(parsed, None, 25), "auto")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', found)
    assert policy
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert not re.search(r"<(script|img|link|iframe|object|form)|\son\w+=|\sstyle=|https?:", found)


def test_every_risk_is_named_in_the_page_with_its_explanation() -> None:
    parsed = parse_preview(json.dumps(risky(2, "a")).encode())
    found = page(make_report(parsed, None, 25), "auto")
    assert RISKS["jump"].explanation.split("'")[0] in found
