"""The client: rate limits, retries, deadlines, and the message of each failure."""

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
from tests.clock import Clock

KEY = "console-abcdefgh12345678"


class SharedClock(Clock):
    """A clock for several threads that takes down how long they have waited."""

    def __init__(self) -> None:
        super().__init__(1000.0)
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def sleep(self, seconds: float, /) -> None:
        with self._lock:
            self.slept.append(seconds)
            super().sleep(seconds)


class Server:
    """Sends the given responses in turn, then the last of them again."""

    def __init__(self, *responses: httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]) -> None:
        self.responses = list(responses)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        response = self.responses.pop(0) if len(self.responses) > 1 else self.responses[0]
        if isinstance(response, Exception):
            raise response
        return (
            response(request)
            if callable(response)
            else httpx.Response(response.status_code, headers=response.headers, content=response.content)
        )


def respond(status: int = 200, data: Any = None, headers: dict[str, str] | None = None, **body: Any) -> httpx.Response:
    return httpx.Response(status, json={"message": "m", "data": data, **body}, headers=headers)


class Harness:
    def __init__(self, *responses: Any, **settings: Any) -> None:
        self.server, self.clock, self.messages = Server(*responses), SharedClock(), list[str]()
        self.client = Client(
            Settings(console_api_key=KEY, api_url="https://statsig.example/console/v1", **settings),
            transport=httpx.MockTransport(self.server),
            clock=self.clock,
            notify=self.messages.append,
        )

    def text(self, method: str = "GET", path: str = "/gates/{id}", **more: Any) -> str:
        with pytest.raises(StatsigError) as caught:
            self.client.request(method, path, id="my gate", **more)
        text = str(caught.value)
        assert "\n" not in text
        assert KEY not in text
        return text


class TestRequests:
    def test_every_request_carries_the_key_the_api_version_and_the_user_agent(self) -> None:
        h = Harness(respond())
        h.client.request("GET", "/gates/{id}", id="a")
        headers = h.server.requests[0].headers
        assert headers["statsig-api-key"] == KEY
        assert headers["statsig-api-version"] == "20240601"
        assert headers["user-agent"].startswith("statsig-pulumi/")
        assert "x-respect-review-settings" not in headers

    def test_an_id_is_escaped_in_the_path(self) -> None:
        h = Harness(respond())
        h.client.request("GET", "/gates/{id}", id="../keys?x=1#y")
        assert h.server.requests[0].url.raw_path == b"/console/v1/gates/..%2Fkeys%3Fx%3D1%23y"

    def test_a_response_with_a_message_only_is_an_empty_document(self) -> None:
        assert (
            Harness(httpx.Response(200, json={"message": "done"})).client.request("PUT", "/gates/{id}/enable", id="a")
            == {}
        )

    def test_the_client_follows_no_redirect_with_the_key(self) -> None:
        h = Harness(httpx.Response(302, headers={"location": "https://elsewhere.example/"}))
        assert "answered 302" in h.text()
        assert len(h.server.requests) == 1


ONE_TWO, THREE = [{"id": 1}, {"id": 2}], [{"id": 3}]


class TestPagination:
    @pytest.mark.parametrize(
        "following",
        ["?page=2&limit=5", "/console/v1/gates?page=2&limit=5", "statsigapi.net/console/v1/gates?page=2&limit=5"],
    )
    def test_every_page_is_fetched_whatever_the_form_of_its_address(self, following: str) -> None:
        h = Harness(
            respond(data=ONE_TWO, pagination={"nextPage": following}),
            respond(data=THREE, pagination={"nextPage": None}),
        )
        assert list(h.client.paginate("/gates")) == [*ONE_TWO, *THREE]
        second = h.server.requests[1].url
        assert (second.host, second.path) == ("statsig.example", "/console/v1/gates")
        assert dict(second.params) == {"limit": "5", "page": "2"}

    def test_a_page_is_fetched_when_it_is_needed(self) -> None:
        h = Harness(respond(data=ONE_TWO, pagination={"nextPage": "?page=2"}), respond(data=THREE))
        pages = h.client.paginate("/gates")
        next(pages)
        assert len(h.server.requests) == 1

    def test_a_server_that_names_the_same_page_again_does_not_go_on_for_ever(self) -> None:
        h = Harness(respond(data=ONE_TWO, pagination={"nextPage": "?page=1"}))
        assert list(h.client.paginate("/gates")) == ONE_TWO


class TestRetrying:
    def test_the_client_waits_as_long_as_retry_after_says(self) -> None:
        h = Harness(respond(429, headers={"retry-after": "7"}), respond(data={"id": "a"}))
        assert h.client.request("POST", "/gates", body={}) == {"id": "a"}
        assert 7 <= h.clock.slept[0] <= 8
        assert h.messages == ["waiting for Statsig's limit, 7 s; 0 changes sent"]

    @pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
    def test_an_idempotent_request_is_retried_after_a_server_error(self, method: str) -> None:
        h = Harness(respond(500), respond(503), respond(data={"id": "a"}))
        h.client.request(method, "/gates/{id}", id="a")
        assert len(h.server.requests) == 3

    def test_a_post_is_not_retried_when_the_server_may_have_acted(self) -> None:
        for lost in (respond(500), httpx.ReadTimeout("x"), httpx.RemoteProtocolError("x")):
            h = Harness(lost)
            with pytest.raises(OutcomeUnknown):
                h.client.request("POST", "/gates", body={})
            assert len(h.server.requests) == 1

    def test_a_post_is_retried_when_the_server_cannot_have_acted(self) -> None:
        h = Harness(httpx.ConnectError("refused"), respond(429), respond(201, data={"id": "a"}))
        assert h.client.request("POST", "/gates", body={}) == {"id": "a"}
        assert len(h.server.requests) == 3

    def test_an_idempotent_post_is_retried(self) -> None:
        h = Harness(respond(500), respond(data={}))
        h.client.request("POST", "/ingestion/schedule", body={}, idempotent=True)
        assert len(h.server.requests) == 2

    def test_a_client_error_is_not_retried(self) -> None:
        for status in (400, 401, 403, 404, 405, 501):
            h = Harness(respond(status))
            h.text()
            assert len(h.server.requests) == 1

    def test_retries_end_at_the_deadline(self) -> None:
        h = Harness(respond(503), retry_deadline=60)
        assert "answered 503" in h.text()
        assert h.clock.now - 1000 <= 60
        assert len(h.server.requests) > 3

    def test_the_wait_between_retries_grows_and_has_jitter(self) -> None:
        waits = [Harness(respond(503), retry_deadline=60) for _ in range(3)]
        for h in waits:
            h.text()
        assert len({tuple(h.clock.slept) for h in waits}) == 3
        assert all(max(h.clock.slept) <= 30 for h in waits)


class TestRateLimit:
    def test_a_hundred_mutations_are_sent_at_once_and_the_next_waits_for_the_window(self) -> None:
        h = Harness(respond(data={}))
        for _ in range(100):
            h.client.request("PATCH", "/gates/{id}", id="a", body={})
        assert not h.clock.slept
        h.client.request("PATCH", "/gates/{id}", id="a", body={})
        assert 9 < sum(h.clock.slept) < 11
        assert h.messages == ["waiting for Statsig's limit, 10 s; 100 changes sent"]

    def test_eighteen_hundred_mutations_are_sent_in_a_quarter_of_an_hour(self) -> None:
        h = Harness(respond(data={}))
        for _ in range(1801):
            h.client.request("PATCH", "/gates/{id}", id="a", body={})
        assert 15 * 60 <= h.clock.now - 1000 < 16 * 60

    def test_refused_attempts_count(self) -> None:
        refused = [respond(429, message="Too many requests"), respond(429, message="Too many requests")]
        h = Harness(*refused, respond(data={}), mutations_per_10s=3)
        h.client.request("PATCH", "/gates/{id}", id="a", body={})
        h.client.request("PATCH", "/gates/{id}", id="a", body={})
        assert h.clock.now - 1000 >= 10

    def test_segments_have_a_limit_of_their_own(self) -> None:
        h = Harness(respond(data={}), mutations_per_10s=5)
        for _ in range(12):
            h.client.request("PATCH", "/segments/{id}/id_list", id="a", body={})
        for _ in range(5):
            h.client.request("PATCH", "/gates/{id}", id="a", body={})
        assert not h.clock.slept
        h.client.request("PATCH", "/segments/{id}/id_list", id="a", body={})
        assert 9 < sum(h.clock.slept) < 11

    def test_a_server_that_names_no_time_is_waited_for(self) -> None:
        h = Harness(*[respond(429, message="Too many requests")] * 3, respond(data={"id": "a"}))
        assert h.client.request("PATCH", "/gates/{id}", id="a", body={}) == {"id": "a"}
        assert sum(h.clock.slept) >= 2 + 4 + 8

    def test_reads_are_not_limited(self) -> None:
        h = Harness(respond(data={}))
        for _ in range(300):
            h.client.request("GET", "/gates/{id}", id="a")
        assert not h.clock.slept

    def test_the_limits_can_be_configured(self) -> None:
        h = Harness(respond(data={}), mutations_per_10s=2)
        for _ in range(4):
            h.client.request("PATCH", "/gates/{id}", id="a", body={})
        assert 9 < sum(h.clock.slept) < 11

    def test_four_threads_share_the_limit(self) -> None:
        h = Harness(respond(data={}), mutations_per_10s=10)
        threads = [
            threading.Thread(target=lambda: [h.client.request("PUT", "/gates/{id}/enable", id="a") for _ in range(10)])
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(h.server.requests) == 40
        assert h.clock.now - 1000 >= 29


class TestErrorMessages:
    def test_a_rejected_key(self) -> None:
        h = Harness(respond(401, message=f"only an active CONSOLE key, but an invalid key was sent. Key: {KEY}"))
        text = h.text()
        assert text.startswith("GET /gates/my%20gate answered 401: only an active CONSOLE key")
        assert "check statsig:consoleApiKey or STATSIG_CONSOLE_KEY" in text

    def test_a_missing_permission(self) -> None:
        assert "use a key with write access" in Harness(respond(403, message="Forbidden resource")).text()

    def test_a_taken_name(self) -> None:
        h = Harness(respond(400, message="Name is already in use"))
        with pytest.raises(AlreadyExists, match="Name is already in use"):
            h.client.request("POST", "/gates", body={})

    def test_a_taken_name_in_the_words_of_the_ingestion_api(self) -> None:
        h = Harness(respond(400, message="Ingestion source already exists with name x"))
        with pytest.raises(AlreadyExists):
            h.client.request("POST", "/ingestion", body={})

    def test_a_deleted_object(self) -> None:
        with pytest.raises(NotFound, match="answered 404: Gate not found"):
            Harness(respond(404, message="Gate not found.")).client.request("GET", "/gates/{id}", id="a")

    def test_a_missing_reference(self) -> None:
        errors = [{"property": "gateIDs", "errorMessage": "The following Gate IDs could not be found: [x]"}]
        text = Harness(respond(404, message="Not Found Exception", errors=errors)).text("PATCH")
        assert "Not Found Exception: gateIDs: The following Gate IDs could not be found: [x]" in text

    def test_a_failed_validation_names_every_field(self) -> None:
        errors = [{"property": "name", "errorMessage": "Required"}, {"property": "rules", "errorMessage": "Duplicate"}]
        assert "name: Required; rules: Duplicate" in Harness(respond(400, message="Bad Request", errors=errors)).text()

    @pytest.mark.parametrize("errors", [{"a": "missing"}, ["missing"], "missing", [{"x": 1}], 3])
    def test_errors_of_another_form_are_accepted(self, errors: Any) -> None:
        assert "answered 400" in Harness(respond(400, errors=errors)).text()

    def test_an_exhausted_rate_limit(self) -> None:
        h = Harness(respond(429, message="Too many requests"), retry_deadline=30)
        with pytest.raises(RateLimited, match=r"later, or lower statsig:mutationsPer10s"):
            h.client.request("PATCH", "/gates/{id}", id="a", body={})

    def test_a_server_that_is_down(self) -> None:
        text = Harness(httpx.ConnectError("Connection refused"), retry_deadline=5).text()
        assert (
            "failed: cannot reach statsig.example: the connection fails (Connection refused). Check statsig:api" in text
        )

    def test_a_timeout(self) -> None:
        assert "no response within 30 s" in Harness(httpx.ReadTimeout("x"), retry_deadline=5).text()

    def test_a_broken_connection(self) -> None:
        assert "the connection broke" in Harness(httpx.RemoteProtocolError("x"), retry_deadline=5).text()

    def test_a_response_that_is_not_json(self) -> None:
        page = httpx.Response(200, html="<html>proxy</html>")
        assert "not JSON but text/html. Is statsig:apiUrl right?" in Harness(page).text()

    def test_the_message_has_the_servers_request_id(self) -> None:
        assert "(request r-1)" in Harness(respond(400, headers={"x-request-id": "r-1"})).text()

    def test_the_message_for_any_response_is_one_line_without_the_key(self) -> None:
        for body in (b"", b"[]", b"null", b'"x"', json.dumps({"message": f"a\nb {KEY}"}).encode()):
            h = Harness(httpx.Response(400, content=body))
            assert "answered 400" in h.text()

    def test_an_error_has_its_parts_as_attributes(self) -> None:
        with pytest.raises(ApiError) as caught:
            Harness(respond(400, message="no", errors=[{"property": "a", "errorMessage": "b"}])).client.request(
                "GET", "/gates"
            )
        error = caught.value
        assert (error.status, error.method, error.path, error.message, error.fields) == (
            400,
            "GET",
            "/gates",
            "no",
            (("a", "b"),),
        )


class TestDownloads:
    def test_a_file_is_returned_as_its_text(self) -> None:
        table = httpx.Response(200, text="day,events\n2024-09-01,5\n", headers={"content-type": "text/csv"})
        harness = Harness(httpx.Response(503), table)
        assert (
            harness.client.download("/project/usage_billing/report", params={"end": 5}) == "day,events\n2024-09-01,5\n"
        )
        assert str(harness.server.requests[1].url).endswith("/report?end=5")

    @pytest.mark.parametrize(
        ("response", "message"),
        [
            (respond(403), "answered 403"),
            (httpx.Response(200, html="<p>Sign in</p>"), "not JSON but text/html"),
        ],
    )
    def test_a_response_that_is_no_file_is_an_error(self, response: httpx.Response, message: str) -> None:
        with pytest.raises(ApiError, match=message):
            Harness(response).client.download("/project/usage_billing/report")


class TestKeysInPaths:
    @pytest.mark.parametrize(
        "response", [respond(404, message=f"No key secret-{'a' * 20}"), httpx.ConnectError("refused")]
    )
    def test_a_key_in_a_path_is_not_printed(self, response: Any) -> None:
        with pytest.raises(ApiError, match=r"GET /keys/\.\.\.") as caught:
            Harness(response).client.request("GET", "/keys/{id}", id="secret-" + "a" * 20)
        assert "aaaa" not in f"{caught.value} {vars(caught.value)}"

    def test_a_name_that_looks_like_a_key_is_printed(self) -> None:
        with pytest.raises(ApiError, match=r"GET /gates/client-checkout .*no client-checkout"):
            Harness(respond(404, message="no client-checkout")).client.request(
                "GET", "/gates/{id}", id="client-checkout"
            )
