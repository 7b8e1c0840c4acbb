"""Time: what is waited for, for how long, and what ends."""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from email.utils import formatdate
from typing import Any

import httpx
import pytest

from statsig_pulumi.client.client import Client
from statsig_pulumi.client.exchange import Exchange
from statsig_pulumi.client.paths import fill
from statsig_pulumi.config import Settings
from statsig_pulumi.errors import ApiError, InvalidInput, OutcomeUnknown, RateLimited, StatsigError
from statsig_pulumi.rest.statuses import StatusMachine, Transition
from tests.clock import Clock

KEY = "console-abcdefgh12345678"


def client(handler: Callable[[httpx.Request], httpx.Response], clock: Clock, **settings: Any) -> Client:
    transport = httpx.MockTransport(handler)
    return Client(Settings(KEY, **settings), transport=transport, clock=clock, notify=lambda _text: None)


def ok(data: Any = None) -> httpx.Response:
    return httpx.Response(200, json={"message": "ok", "data": {} if data is None else data})


class TestRateLimits:
    @pytest.mark.parametrize(
        "header",
        ["-5", "0", "-0.0", "nan", "inf", "-inf", "soon", "", "1e400", formatdate(0, usegmt=True), "Mon, 99 Foo 2026"],
    )
    def test_a_retry_after_that_names_no_time_to_come_is_a_pause_of_some_seconds(self, header: str) -> None:
        clock, answers = Clock(1000.0), [httpx.Response(429, headers={"retry-after": header}, json={}), ok()]
        client(lambda _request: answers.pop(0), clock).request("GET", "/gates")
        assert 1002 <= clock.now <= 1010

    @pytest.mark.parametrize("header", ["-5", "0", "nan"])
    def test_a_server_that_never_names_a_time_to_come_is_not_hammered(self, header: str) -> None:
        sent = list[str]()

        def handler(request: httpx.Request) -> httpx.Response:
            sent.append(request.method)
            return httpx.Response(429, headers={"retry-after": header}, json={"message": "slow down"})

        with pytest.raises(RateLimited):
            client(handler, Clock(1000.0)).request("GET", "/gates")
        assert len(sent) < 15

    @pytest.mark.parametrize("zone", ["GMT", "-0000", "+0000", "+0530", "-0800"])
    def test_a_retry_after_is_a_date_in_any_zone(self, zone: str) -> None:
        offset = {"+0530": 5.5, "-0800": -8.0}.get(zone, 0.0)
        local = formatdate(time.time() + 60 + offset * 3600, usegmt=True).replace("GMT", zone)
        clock, answers = Clock(1000.0), [httpx.Response(429, headers={"retry-after": local}, json={}), ok()]
        client(lambda _request: answers.pop(0), clock).request("GET", "/gates")
        assert 1030 <= clock.now <= 1061

    def test_a_date_to_wait_for_is_one_of_the_servers_clock(self) -> None:
        headers = {"date": formatdate(1000, usegmt=True), "retry-after": formatdate(1060, usegmt=True)}
        clock, answers = Clock(1000.0), [httpx.Response(429, headers=headers, json={}), ok()]
        client(lambda _request: answers.pop(0), clock).request("GET", "/gates")
        assert 1060 <= clock.now <= 1061

    @pytest.mark.parametrize("header", ["100000", "1e9", "Fri, 31 Dec 9999 23:59:59 GMT"])
    @pytest.mark.parametrize("status", [429, 503])
    def test_a_retry_after_beyond_the_deadline_fails_at_once(self, header: str, status: int) -> None:
        clock, answers = Clock(1000.0), [httpx.Response(status, headers={"retry-after": header}, json={}), ok()]
        api = client(lambda _request: answers.pop(0), clock)
        with pytest.raises(ApiError, match=f"answered {status}"):
            api.request("GET", "/gates")
        api.request("GET", "/gates")  # and no other request waits for it
        assert clock.now == 1000

    def test_without_a_named_time_the_pause_doubles_from_two_seconds(self) -> None:
        clock, times = Clock(1000.0), list[float]()

        def handler(_request: httpx.Request) -> httpx.Response:
            times.append(clock.now)
            return httpx.Response(429, json={"message": "slow down"}) if len(times) < 4 else ok()

        client(handler, clock).request("GET", "/gates")
        waits = [after - before for before, after in itertools.pairwise(times)]
        assert all(least <= wait <= least + 1 for least, wait in zip((2, 4, 8), waits, strict=True))

    def test_one_refusal_makes_all_requests_wait(self) -> None:
        clock, answers = Clock(1000.0), [httpx.Response(429, headers={"retry-after": "7"}, json={}), ok(), ok()]
        api = client(lambda _request: answers.pop(0), clock)
        api.budget.pause(5)  # as another thread has been told
        api.request("GET", "/gates")
        assert clock.now >= 1012

    def test_the_deadline_of_retries_does_not_count_the_rate_limit(self) -> None:
        clock, answers = Clock(1000.0), [ok(), httpx.Response(503, json={}), ok()]
        api = client(lambda _request: answers.pop(0), clock, mutations_per_10s=1, retry_deadline=6.0)
        api.request("PATCH", "/gates/{id}", id="a")
        api.request("PATCH", "/gates/{id}", id="b")  # waits 10 s, is refused, and waits 10 s more
        assert clock.now >= 1020


class DrippingServer:
    """A server on loopback whose response never ends: it sends some bytes, and then one again and again."""

    def __init__(self, begin: bytes, drop: bytes) -> None:
        self._begin, self._drop = begin, drop
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.requests = list[bytes]()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> DrippingServer:
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._closing.set()
        socket.create_connection(self._listener.getsockname()).close()
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while not self._closing.is_set():
            connection, _address = self._listener.accept()
            with connection, suppress(OSError):
                self.requests.append(connection.recv(65536))
                connection.sendall(self._begin)
                while not self._closing.wait(0.02):
                    connection.sendall(self._drop)


HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"


class TestTimeLimitOfARequest:
    @pytest.mark.parametrize(
        ("begin", "drop"),
        [(b"", b""), (b"", b"H"), (HEAD + b"x-header: ", b"a"), (HEAD + b"content-length: 1000000\r\n\r\n", b" ")],
        ids=["nothing comes", "the status drips", "a header drips", "the body drips"],
    )
    def test_a_response_that_does_not_end_is_given_up(self, begin: bytes, drop: bytes) -> None:
        with DrippingServer(begin, drop) as server:
            api = Client(Settings(KEY, server.address, request_timeout=0.3, retry_deadline=0.01))
            with pytest.raises(ApiError, match=r"no response within 0\.3 s"):
                api.request("GET", "/gates/{id}", id="a")

    def test_a_create_that_is_given_up_may_have_been_carried_out(self) -> None:
        with DrippingServer(HEAD + b"x-header: ", b"a") as server:
            api = Client(Settings(KEY, server.address, request_timeout=0.3))
            with pytest.raises(OutcomeUnknown):
                api.request("POST", "/gates", body={"name": "gate"})
            assert api.mutations == 1

    def test_a_request_that_is_given_up_before_it_is_connected_sends_nothing(self) -> None:
        sent = list[str]()

        class Connecting(httpx.BaseTransport):
            """Connects when the time is over, and then sends, as httpcore does."""

            def handle_request(self, request: httpx.Request) -> httpx.Response:
                trace = request.extensions["trace"]
                trace("connection.connect_tcp.started", {})
                assert exchange.give_up() is False
                trace("http11.send_request_headers.started", {})
                sent.append(request.method)
                return ok()

        http = httpx.Client(transport=Connecting())
        exchange = Exchange(http, http.build_request("POST", "http://127.0.0.1/gates"))
        with pytest.raises(httpx.ReadTimeout):
            exchange()
        assert sent == []


class TestPages:
    def test_a_server_that_does_not_turn_the_page_ends(self) -> None:
        page = {"message": "", "data": [{"id": "a"}], "pagination": {"nextPage": "/gates?page={}"}}
        number = iter(range(2, 1000))

        def handler(_request: httpx.Request) -> httpx.Response:
            return httpx.Response(200, json={**page, "pagination": {"nextPage": f"/gates?page={next(number)}"}})

        assert list(client(handler, Clock(1000.0)).paginate("/gates")) == [{"id": "a"}]

    def test_pages_that_stay_empty_end(self) -> None:
        number = iter(range(2, 1000))

        def handler(_request: httpx.Request) -> httpx.Response:
            return httpx.Response(200, json={"data": [], "pagination": {"nextPage": f"/gates?page={next(number)}"}})

        assert list(client(handler, Clock(1000.0)).paginate("/gates")) == []

    def test_a_list_without_data_is_an_error(self) -> None:
        with pytest.raises(ApiError, match="the list has no data"):
            list(client(lambda _request: httpx.Response(200, json={}), Clock(1000.0)).paginate("/gates"))


@pytest.mark.parametrize("id", ["", ".", ".."])
def test_an_id_that_addresses_something_else_is_refused(id: str) -> None:
    with pytest.raises(InvalidInput, match="is no id"):
        fill("/gates/{id}", {"id": id})


class TestTransitions:
    MACHINE = StatusMachine(
        "/gates/{id}",
        "a",
        {("a", "b"): Transition("open", reread=True), ("c", "b"): Transition("enter", reread=True)},
        archived=None,
    )

    def go(self, statuses: list[str | None], response: Callable[[], httpx.Response] = ok) -> dict[str, Any]:
        """Go from a to b, where the object reads as having these statuses in turn."""
        api = client(lambda _request: response(), Clock(1000.0), retry_deadline=5.0)
        reads = itertools.cycle(statuses)
        return self.MACHINE.transition(api, "x", {"status": "b"}, {"status": "a"}, lambda: {"status": next(reads)})

    def test_one_that_leads_nowhere_ends(self) -> None:
        with pytest.raises(StatsigError, match="open was accepted, and the status is 'a' again"):
            self.go(["a"])

    def test_some_that_lead_round_in_a_circle_end(self) -> None:
        with pytest.raises(StatsigError, match="enter was accepted, and the status is 'a' again"):
            self.go(["c", "a"])

    @pytest.mark.parametrize("status", ["z", None])
    def test_one_that_leads_somewhere_unknown_ends(self, status: str | None) -> None:
        with pytest.raises(InvalidInput, match="cannot go from"):
            self.go([status])

    @pytest.mark.parametrize("status", [400, 503])
    def test_one_that_seems_to_fail_and_is_where_it_should_be_is_a_success(self, status: int) -> None:
        assert self.go(["b"], lambda: httpx.Response(status, json={"message": "no"})) == {"status": "b"}

    def test_one_that_fails_says_why_also_where_nothing_can_be_read(self) -> None:
        def read() -> dict[str, Any]:
            raise ApiError("no response")

        api = client(lambda _request: httpx.Response(403, json={"message": "not you"}), Clock(1000.0))
        with pytest.raises(ApiError, match="not you"):
            self.MACHINE.transition(api, "x", {"status": "b"}, {"status": "a"}, read)


class TestOperationsThatMustNotRunTwice:
    def test_a_lost_response_is_not_repeated(self) -> None:
        sent = list[str]()

        def handler(request: httpx.Request) -> httpx.Response:
            sent.append(request.method)
            raise httpx.ReadTimeout("lost")

        with pytest.raises(OutcomeUnknown):
            client(handler, Clock(1000.0)).request(
                "PUT", "/release_pipeline_triggers/{id}/rollout", id="a", idempotent=False
            )
        assert sent == ["PUT"]

    @pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 429])
    def test_an_answer_that_is_not_the_apis_own_says_nothing_about_a_create(self, status: int) -> None:
        api = client(lambda _request: httpx.Response(status, html="<h1>proxy</h1>"), Clock(1000.0))
        with pytest.raises(OutcomeUnknown, match=f"answered {status}: not JSON but text/html"):
            api.request("POST", "/gates", body={})
        assert api.mutations == 1

    @pytest.mark.parametrize("status", [400, 403, 404, 405, 413])
    def test_a_refusal_of_the_api_is_one(self, status: int) -> None:
        api = client(lambda _request: httpx.Response(status, json={"message": "no"}), Clock(1000.0))
        with pytest.raises(ApiError, match=f"answered {status}: no") as caught:
            api.request("POST", "/gates", body={})
        assert not isinstance(caught.value, OutcomeUnknown)
        assert api.mutations == 0

    def test_after_a_proxys_429_all_requests_wait(self) -> None:
        clock, answers = Clock(1000.0), [httpx.Response(429, html="<h1>proxy</h1>"), ok()]
        api = client(lambda _request: answers.pop(0), clock)
        with pytest.raises(OutcomeUnknown):
            api.request("POST", "/gates", body={})
        api.request("GET", "/gates")
        assert clock.now == 1010

    @pytest.mark.parametrize(
        "kind",
        [
            "PulseLoad",
            "GatePulseLoad",
            "IngestionBackfill",
            "MetricReload",
            "ReleaseStep",
            "ReviewAction",
            "PromptEvaluation",
        ],
    )
    def test_actions_that_start_work_are_not_repeatable(self, kind: str) -> None:
        import statsig_pulumi as statsig

        assert not getattr(statsig, kind).routes.repeatable
