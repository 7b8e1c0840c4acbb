"""Injected failures that look like a proxy's: pages, half a response, another media type, nothing."""

from __future__ import annotations

import json

import httpx
import pytest

from .conftest import KEY, Console


def create(console: Console) -> httpx.Response:
    return console.http.post("/gates", json={"name": "A Gate"})


def carried_out(console: Console) -> bool:
    return console.emulator.get(KEY, "gates", "a_gate") is not None


@pytest.mark.parametrize("after_effect", [False, True])
class TestBeforeAndAfterTheEffect:
    @pytest.mark.parametrize("status", [200, 404, 502, None])
    def test_html_is_a_page_of_any_status(self, console: Console, after_effect: bool, status: int | None) -> None:
        console.emulator.fail(kind="html", status=status, after_effect=after_effect)
        response = create(console)
        assert (response.status_code, response.headers["content-type"]) == (status or 502, "text/html; charset=utf-8")
        assert response.text.startswith("<!DOCTYPE html>")
        assert carried_out(console) is after_effect
        assert create(console).headers["content-type"] == "application/json"

    def test_truncated_is_half_of_the_json(self, console: Console, after_effect: bool) -> None:
        console.emulator.fail(kind="truncated", after_effect=after_effect)
        response = create(console)
        assert response.status_code == (201 if after_effect else 500)
        assert response.headers["content-type"] == "application/json"
        with pytest.raises(json.JSONDecodeError):
            response.json()
        assert carried_out(console) is after_effect

    def test_content_type_is_json_as_text(self, console: Console, after_effect: bool) -> None:
        console.emulator.fail(kind="content_type", after_effect=after_effect)
        response = create(console)
        assert response.headers["content-type"] == "text/plain; charset=utf-8"
        assert ("data" in response.json()) is after_effect
        assert carried_out(console) is after_effect

    def test_empty_has_no_body(self, console: Console, after_effect: bool) -> None:
        console.emulator.fail(kind="empty", after_effect=after_effect)
        response = create(console)
        assert (response.status_code, response.content) == (201 if after_effect else 500, b"")
        assert "content-type" not in response.headers
        assert carried_out(console) is after_effect

    @pytest.mark.parametrize("kind", ["truncated", "content_type", "empty"])
    def test_a_status_can_be_chosen(self, console: Console, after_effect: bool, kind: str) -> None:
        console.emulator.fail(kind=kind, status=404, after_effect=after_effect, retry_after=3)
        response = create(console)
        assert (response.status_code, response.headers["retry-after"]) == (404, "3")


def test_a_page_can_say_when_to_try_again(console: Console) -> None:
    console.emulator.fail(kind="html", status=503, retry_after=2)
    assert create(console).headers["retry-after"] == "2"


def test_a_status_is_500_by_default_also_after_the_effect(console: Console) -> None:
    console.emulator.fail(after_effect=True)
    assert create(console).status_code == 500
    assert carried_out(console)


def test_an_unknown_kind_is_refused(console: Console) -> None:
    with pytest.raises(ValueError, match="unknown kind of fault: explode"):
        console.emulator.fail(kind="explode")
    assert create(console).status_code == 201
