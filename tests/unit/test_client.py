"""The client: pacing, retrying, deadlines, and what each failure says."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.errors import AlreadyExists, ApiError, NotFound, OutcomeUnknown, RateLimited, StatsigError

KEY = "console-abcdefgh12345678"


class FakeClock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float, /) -> None:
        with self._lock:
            self.slept.append(seconds)
            self.now += seconds


class Server:
    """Answers in turn with what it is given, then with the last of it."""

    def __init__(self, *answers: httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return (
            answer(request)
            if callable(answer)
            else httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)
        )


def reply(status: int = 200, data: Any = None, headers: dict[str, str] | None = None, **body: Any) -> httpx.Response:
    return httpx.Response(status, json={"message": "m", "data": data, **body}, headers=headers)


class Harness:
    def __init__(self, *answers: Any, **settings: Any) -> None:
        self.server, self.clock, self.said = Server(*answers), FakeClock(), list[str]()
        self.api = Client(
            Settings(console_api_key=KEY, api_url="https://statsig.example/console/v1", **settings),
            transport=httpx.MockTransport(self.server),
            clock=self.clock,
            notify=self.said.append,
        )

    def text(self, method: str = "GET", path: str = "/gates/{id}", **more: Any) -> str:
        with pytest.raises(StatsigError) as caught:
            self.api.call(method, path, id="my gate", **more)
        text = str(caught.value)
        assert "\n" not in text
        assert KEY not in text
        return text


class TestRequests:
    def test_the_key_the_version_and_the_packages_own_name_go_with_every_request(self) -> None:
        h = Harness(reply())
        h.api.call("GET", "/gates/{id}", id="a")
        headers = h.server.requests[0].headers
        assert headers["statsig-api-key"] == KEY
        assert headers["statsig-api-version"] == "20240601"
        assert headers["user-agent"].startswith("statsig-pulumi/")
        assert "x-respect-review-settings" not in headers

    def test_review_settings_are_respected_when_asked_for(self) -> None:
        h = Harness(reply(), respect_review_settings=True)
        h.api.call("GET", "/gates")
        assert h.server.requests[0].headers["x-respect-review-settings"] == "true"

    def test_an_id_cannot_lead_elsewhere(self) -> None:
        h = Harness(reply())
        h.api.call("GET", "/gates/{id}", id="../keys?x=1#y")
        assert h.server.requests[0].url.raw_path == b"/console/v1/gates/..%2Fkeys%3Fx%3D1%23y"

    def test_a_reply_with_a_message_only_is_empty(self) -> None:
        assert (
            Harness(httpx.Response(200, json={"message": "done"})).api.call("PUT", "/gates/{id}/enable", id="a") == {}
        )

    def test_the_client_follows_no_redirect_with_the_key(self) -> None:
        h = Harness(httpx.Response(302, headers={"location": "https://elsewhere.example/"}))
        assert "answered 302" in h.text()
        assert len(h.server.requests) == 1


class TestPages:
    @pytest.mark.parametrize(
        "following",
        ["?page=2&limit=5", "/console/v1/gates?page=2&limit=5", "statsigapi.net/console/v1/gates?page=2&limit=5"],
    )
    def test_every_page_is_fetched_whatever_its_address_looks_like(self, following: str) -> None:
        h = Harness(
            reply(data=[1, 2], pagination={"nextPage": following}), reply(data=[3], pagination={"nextPage": None})
        )
        assert list(h.api.pages("/gates")) == [1, 2, 3]
        second = h.server.requests[1].url
        assert (second.host, second.path) == ("statsig.example", "/console/v1/gates")
        assert dict(second.params) == {"limit": "5", "page": "2"}

    def test_a_page_is_fetched_when_it_is_needed(self) -> None:
        h = Harness(reply(data=[1], pagination={"nextPage": "?page=2"}), reply(data=[2]))
        pages = h.api.pages("/gates")
        next(pages)
        assert len(h.server.requests) == 1

    def test_a_server_that_names_the_same_page_again_does_not_go_on_for_ever(self) -> None:
        h = Harness(reply(data=[1], pagination={"nextPage": "?page=1"}))
        assert list(h.api.pages("/gates")) == [1]


class TestRetrying:
    def test_it_waits_as_long_as_the_server_asks(self) -> None:
        h = Harness(reply(429, headers={"retry-after": "7"}), reply(data={"id": "a"}))
        assert h.api.call("POST", "/gates", body={}) == {"id": "a"}
        assert 7 <= h.clock.slept[0] <= 8
        assert "trying again in" in h.said[0]

    @pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
    def test_what_is_harmless_twice_is_tried_again_after_a_server_error(self, method: str) -> None:
        h = Harness(reply(500), reply(503), reply(data={"id": "a"}))
        h.api.call(method, "/gates/{id}", id="a")
        assert len(h.server.requests) == 3

    def test_a_post_is_not_sent_twice_when_the_server_may_have_acted(self) -> None:
        for lost in (reply(500), httpx.ReadTimeout("x"), httpx.RemoteProtocolError("x")):
            h = Harness(lost)
            with pytest.raises(OutcomeUnknown):
                h.api.call("POST", "/gates", body={})
            assert len(h.server.requests) == 1

    def test_a_post_is_sent_again_when_the_server_surely_did_not_act(self) -> None:
        h = Harness(httpx.ConnectError("refused"), reply(429), reply(201, data={"id": "a"}))
        assert h.api.call("POST", "/gates", body={}) == {"id": "a"}
        assert len(h.server.requests) == 3

    def test_a_post_that_only_sets_something_is_harmless_twice(self) -> None:
        h = Harness(reply(500), reply(data={}))
        h.api.call("POST", "/ingestion/schedule", body={}, idempotent=True)
        assert len(h.server.requests) == 2

    def test_a_refusal_is_final(self) -> None:
        for status in (400, 401, 403, 404, 405, 501):
            h = Harness(reply(status))
            h.text()
            assert len(h.server.requests) == 1

    def test_the_deadline_ends_it(self) -> None:
        h = Harness(reply(503), retry_deadline=60)
        assert "answered 503" in h.text()
        assert h.clock.now - 1000 <= 60
        assert len(h.server.requests) > 3

    def test_waiting_grows_and_is_spread(self) -> None:
        waits = [Harness(reply(503), retry_deadline=60) for _ in range(3)]
        for h in waits:
            h.text()
        assert len({tuple(h.clock.slept) for h in waits}) == 3
        assert all(max(h.clock.slept) <= 30 for h in waits)


class TestPacing:
    def test_a_hundred_changes_go_at_once_and_the_next_waits_for_the_window(self) -> None:
        h = Harness(reply(data={}))
        for _ in range(100):
            h.api.call("PATCH", "/gates/{id}", id="a", body={})
        assert not h.clock.slept
        h.api.call("PATCH", "/gates/{id}", id="a", body={})
        assert 9 < sum(h.clock.slept) < 11
        assert "the limit of the API" in h.said[0]

    def test_nine_hundred_changes_go_in_a_quarter_of_an_hour(self) -> None:
        h = Harness(reply(data={}))
        for _ in range(901):
            h.api.call("PATCH", "/gates/{id}", id="a", body={})
        assert 15 * 60 <= h.clock.now - 1000 < 16 * 60

    def test_reading_is_not_paced(self) -> None:
        h = Harness(reply(data={}))
        for _ in range(300):
            h.api.call("GET", "/gates/{id}", id="a")
        assert not h.clock.slept

    def test_the_limits_can_be_set(self) -> None:
        h = Harness(reply(data={}), mutations_per_10s=2)
        for _ in range(4):
            h.api.call("PATCH", "/gates/{id}", id="a", body={})
        assert 9 < sum(h.clock.slept) < 11

    def test_four_threads_share_the_limit(self) -> None:
        h = Harness(reply(data={}), mutations_per_10s=10)
        threads = [
            threading.Thread(target=lambda: [h.api.call("PUT", "/gates/{id}/enable", id="a") for _ in range(10)])
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(h.server.requests) == 40
        assert h.clock.now - 1000 >= 29


class TestWhatAFailureSays:
    def test_a_wrong_key(self) -> None:
        h = Harness(reply(401, message=f"only an active CONSOLE key, but an invalid key was sent. Key: {KEY}"))
        text = h.text()
        assert text.startswith("GET /gates/my%20gate answered 401: only an active CONSOLE key")
        assert "check statsig:consoleApiKey or STATSIG_CONSOLE_KEY" in text

    def test_no_permission(self) -> None:
        assert "use a key with write access" in Harness(reply(403, message="Forbidden resource")).text()

    def test_a_name_that_is_taken(self) -> None:
        h = Harness(reply(400, message="Name is already in use"))
        with pytest.raises(AlreadyExists, match="Name is already in use"):
            h.api.call("POST", "/gates", body={})

    def test_a_name_that_is_taken_as_the_ingestion_api_says_it(self) -> None:
        h = Harness(reply(400, message="Ingestion source already exists with name x"))
        with pytest.raises(AlreadyExists):
            h.api.call("POST", "/ingestion", body={})

    def test_an_object_that_is_gone(self) -> None:
        with pytest.raises(NotFound, match="answered 404: Gate not found"):
            Harness(reply(404, message="Gate not found.")).api.call("GET", "/gates/{id}", id="a")

    def test_a_reference_that_is_missing(self) -> None:
        errors = [{"property": "gateIDs", "errorMessage": "The following Gate IDs could not be found: [x]"}]
        text = Harness(reply(404, message="Not Found Exception", errors=errors)).text("PATCH")
        assert "Not Found Exception: gateIDs: The following Gate IDs could not be found: [x]" in text

    def test_a_failed_validation_names_every_field(self) -> None:
        errors = [{"property": "name", "errorMessage": "Required"}, {"property": "rules", "errorMessage": "Duplicate"}]
        assert "name: Required; rules: Duplicate" in Harness(reply(400, message="Bad Request", errors=errors)).text()

    @pytest.mark.parametrize("errors", [{"a": "missing"}, ["missing"], "missing", [{"x": 1}], 3])
    def test_errors_in_another_form_do_no_harm(self, errors: Any) -> None:
        assert "answered 400" in Harness(reply(400, errors=errors)).text()

    def test_an_exhausted_rate_limit(self) -> None:
        h = Harness(reply(429, message="Too many requests"), retry_deadline=30)
        with pytest.raises(RateLimited, match=r"later, or lower statsig:mutationsPer10s"):
            h.api.call("PATCH", "/gates/{id}", id="a", body={})

    def test_a_server_that_is_down(self) -> None:
        text = Harness(httpx.ConnectError("Connection refused"), retry_deadline=5).text()
        assert "failed: cannot reach statsig.example (Connection refused). Check statsig:apiUrl and the network" in text

    def test_a_timeout(self) -> None:
        assert "no reply within 30 s" in Harness(httpx.ReadTimeout("x"), retry_deadline=5).text()

    def test_a_broken_connection(self) -> None:
        assert "the connection broke" in Harness(httpx.RemoteProtocolError("x"), retry_deadline=5).text()

    def test_an_answer_that_is_not_json(self) -> None:
        page = httpx.Response(200, html="<html>proxy</html>")
        assert "not JSON but text/html. Is statsig:apiUrl right?" in Harness(page).text()

    def test_the_servers_id_of_the_request_is_told(self) -> None:
        assert "(request r-1)" in Harness(reply(400, headers={"x-request-id": "r-1"})).text()

    def test_anything_the_server_answers_is_one_line_without_the_key(self) -> None:
        for body in (b"", b"[]", b"null", b'"x"', json.dumps({"message": f"a\nb {KEY}"}).encode()):
            h = Harness(httpx.Response(400, content=body))
            assert "answered 400" in h.text()

    def test_the_parts_can_be_asked_for(self) -> None:
        with pytest.raises(ApiError) as caught:
            Harness(reply(400, message="no", errors=[{"property": "a", "errorMessage": "b"}])).api.call("GET", "/gates")
        error = caught.value
        assert (error.status, error.method, error.path, error.message, error.fields) == (
            400,
            "GET",
            "/gates",
            "no",
            (("a", "b"),),
        )


class TestFiles:
    def test_a_file_is_given_as_its_text(self) -> None:
        table = httpx.Response(200, text="day,events\n2024-09-01,5\n", headers={"content-type": "text/csv"})
        harness = Harness(httpx.Response(503), table)
        assert harness.api.text("/project/usage_billing/report", params={"end": 5}) == "day,events\n2024-09-01,5\n"
        assert str(harness.server.requests[1].url).endswith("/report?end=5")

    @pytest.mark.parametrize(
        ("answer", "said"),
        [
            (reply(403), "answered 403"),
            (httpx.Response(200, html="<p>Sign in</p>"), "not JSON but text/html"),
        ],
    )
    def test_what_is_no_file_is_an_error(self, answer: httpx.Response, said: str) -> None:
        with pytest.raises(ApiError, match=said):
            Harness(answer).api.text("/project/usage_billing/report")


class TestKeysThatAreAskedFor:
    @pytest.mark.parametrize("answer", [reply(404, message=f"No key secret-{'a' * 20}"), httpx.ConnectError("refused")])
    def test_they_are_not_printed(self, answer: Any) -> None:
        with pytest.raises(ApiError, match=r"GET /keys/\.\.\.") as caught:
            Harness(answer).api.call("GET", "/keys/{id}", id="secret-" + "a" * 20)
        assert "aaaa" not in f"{caught.value} {vars(caught.value)}"

    def test_names_that_look_like_keys_are(self) -> None:
        with pytest.raises(ApiError, match=r"GET /gates/client-checkout .*no client-checkout"):
            Harness(reply(404, message="no client-checkout")).api.call("GET", "/gates/{id}", id="client-checkout")
