"""Time: what is waited for, for how long, and what ends."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from email.utils import formatdate
from typing import Any

import httpx
import pytest

from statsig_pulumi.client.client import Client
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
    @pytest.mark.parametrize("header", ["-5", "nan", "inf", "soon", "", formatdate(0, usegmt=True), "1e400"])
    def test_an_odd_retry_after_is_a_short_wait(self, header: str) -> None:
        clock, answers = Clock(1000.0), [httpx.Response(429, headers={"retry-after": header}, json={}), ok()]
        client(lambda _request: answers.pop(0), clock).request("GET", "/gates")
        assert clock.now <= 1010

    def test_a_retry_after_beyond_the_deadline_fails_at_once(self) -> None:
        clock = Clock(1000.0)
        limited = httpx.Response(429, headers={"retry-after": "100000"}, json={"message": "slow down"})
        with pytest.raises(RateLimited):
            client(lambda _request: limited, clock).request("GET", "/gates")
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
        api._paused_until = clock.now + 5  # as another thread has been told
        api.request("GET", "/gates")
        assert clock.now >= 1012

    def test_the_deadline_of_retries_does_not_count_the_rate_limit(self) -> None:
        clock, answers = Clock(1000.0), [ok(), httpx.Response(503, json={}), ok()]
        api = client(lambda _request: answers.pop(0), clock, mutations_per_10s=1, retry_deadline=6.0)
        api.request("PATCH", "/gates/{id}", id="a")
        api.request("PATCH", "/gates/{id}", id="b")  # waits 10 s, is refused, and waits 10 s more
        assert clock.now >= 1020


def test_a_response_that_drips_ends_with_the_time_limit() -> None:
    clock = Clock(1000.0)

    class Drip(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            while True:
                clock.now += 1
                yield b" "

    api = client(lambda _request: httpx.Response(200, stream=Drip()), clock, request_timeout=10.0, retry_deadline=1.0)
    with pytest.raises(ApiError, match="no response within 10 s"):
        api.request("GET", "/gates/{id}", id="a")


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


def test_a_transition_that_leads_nowhere_ends() -> None:
    machine = StatusMachine("/gates/{id}", "a", {("a", "b"): Transition("open", reread=True)}, archived=None)
    api = client(lambda _request: ok({"status": "a"}), Clock(1000.0))
    with pytest.raises(StatsigError, match="the status is still 'a'"):
        machine.transition(api, "x", {"status": "b"}, {"status": "a"}, lambda: {"status": "a"})


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
