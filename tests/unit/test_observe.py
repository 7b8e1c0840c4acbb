"""What can be watched: the log, its summary, and spans of OpenTelemetry. No secret is in any of them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from statsig_pulumi.client.client import Client
from statsig_pulumi.client.lists import Lists
from statsig_pulumi.config import Settings
from statsig_pulumi.errors import ApiError, StatsigError
from statsig_pulumi.observe.log import Log, log_of
from statsig_pulumi.observe.observer import Observer
from statsig_pulumi.observe.tracing import is_wanted, tracer_of
from statsig_pulumi.provider import StatsigProvider
from statsig_pulumi.redactor import redact
from tests.clock import Clock

KEY = "console-canary1234567890abcdef"
CANARY = "canary-of-the-log-8f3a77"


class Watched:
    """A client whose requests are answered in turn, and who watches it."""

    def __init__(self, *answers: httpx.Response | Exception, as_json: bool = True, debug: bool = False) -> None:
        self.answers, self.stream, self.exporter = list(answers), io.StringIO(), InMemorySpanExporter()
        provider = TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(self.exporter))
        log = Log(self.stream, as_json=as_json, debug=debug)
        self.observer = Observer(log, provider.get_tracer("test"))
        self.client = Client(
            Settings(KEY),
            transport=httpx.MockTransport(self._answer),
            clock=Clock(1000.0),
            notify=lambda _text: None,
            observer=self.observer,
        )

    def _answer(self, _request: httpx.Request) -> httpx.Response:
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]

    def spans(self) -> list[dict[str, Any]]:
        return [{"name": span.name, **(span.attributes or {})} for span in self.exporter.get_finished_spans()]

    def everything(self) -> str:
        return self.stream.getvalue() + "".join(span.to_json() for span in self.exporter.get_finished_spans())


def ok(**headers: str) -> httpx.Response:
    return httpx.Response(
        200, json={"message": "m", "data": {}}, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )


def refused(status: int, message: str = "no") -> httpx.Response:
    return httpx.Response(status, json={"message": message})


class TestRequests:
    def test_a_request_is_a_line_and_a_span(self) -> None:
        w = Watched(ok(x_request_id="r-1"))
        w.client.request("PATCH", "/gates/{id}", id="a")
        (line,), (span,) = w.lines(), w.spans()
        assert {"time", "pid", "seconds"} <= line.keys()
        known = {"level": "info", "event": "request", "method": "PATCH", "path": "/gates/a", "status": 200}
        assert line | known | {"attempt": 1, "waited": 0.0, "request_id": "r-1"} == line
        assert span["name"] == "PATCH /gates"
        assert span["http.response.status_code"] == 200
        assert span["url.path"] == "/gates/a"
        assert span["statsig.request_id"] == "r-1"

    def test_each_attempt_is_one_and_says_what_it_has_waited(self) -> None:
        w = Watched(refused(429), httpx.ReadTimeout("late"), ok())
        w.client.request("PATCH", "/gates/{id}", id="a")
        assert [(line["attempt"], line.get("status"), line.get("error")) for line in w.lines()] == [
            (1, 429, "RetryableError"),
            (2, None, "RetryableError"),
            (3, 200, None),
        ]
        assert 2 <= w.lines()[1]["waited"] <= 3
        assert [span.get("http.request.resend_count") for span in w.spans()] == [0, 1, 2]
        statuses = [span.status.status_code for span in w.exporter.get_finished_spans()]
        assert statuses == [StatusCode.ERROR, StatusCode.ERROR, StatusCode.UNSET]

    def test_the_summary_counts_what_the_process_has_done(self) -> None:
        w = Watched(refused(429), ok(), ok(), refused(500), ok())
        w.client.request("PATCH", "/gates/{id}", id="a")
        w.client.request("GET", "/gates/{id}", id="a")
        w.client.request("GET", "/gates/{id}", id="a")
        w.observer.from_list("GET /gates")
        w.observer.summarize()
        summary = w.lines()[-1]
        assert summary["event"] == "summary"
        counted = {"requests": 5, "GET": 3, "PATCH": 2, "retries": 2, "refused": 1, "from_lists": 1}
        assert summary | counted == summary
        assert summary["waited"] >= 2

    def test_a_process_that_has_sent_nothing_has_no_summary(self) -> None:
        w = Watched()
        w.observer.summarize()
        assert w.lines() == []

    def test_text_is_a_line_of_words(self) -> None:
        w = Watched(ok(x_request_id='a "b"\n2026 info request'), as_json=False)
        w.client.request("GET", "/gates/{id}", id="a b")
        (line,) = w.stream.getvalue().splitlines()
        assert ' info request method=GET path=/gates/a%20b attempt=1 waited=0.0 status=200 request_id="a \\"b' in line

    def test_reads_that_a_list_answers_are_counted(self) -> None:
        counted = list[str]()
        lists = Lists(counted.append)
        for _ in range(6):
            lists.member("GET /gates", "a", lambda: [{"id": "a"}], lambda one: str(one["id"]))
        assert counted == ["GET /gates"] * 3


class TestSecrets:
    @pytest.mark.parametrize("as_json", [True, False])
    def test_no_secret_is_in_the_log_or_in_a_span(self, as_json: bool) -> None:
        redact.add(CANARY)
        w = Watched(
            refused(400, f"{CANARY} {KEY}"),
            ok(x_request_id=CANARY),
            httpx.ConnectError(CANARY),
            ok(),
            as_json=as_json,
            debug=True,
        )
        for path in ("/gates/{id}", "/gates/{id}", "/keys/{id}"):
            try:
                w.client.request("PATCH", path, id=CANARY, body={"description": CANARY})
            except ApiError:
                continue
        with pytest.raises(StatsigError), w.observer.verb("create", "Key", lambda: CANARY):
            raise StatsigError(CANARY)
        w.observer.summarize()
        text = w.everything()
        assert "/gates/" in text
        assert CANARY not in text
        assert KEY not in text

    def test_the_id_of_a_key_is_not_shown(self) -> None:
        w = Watched(ok())
        w.client.request("GET", "/keys/{id}", id="server-made-1")
        assert "server-made-1" not in w.everything()


class Provider(StatsigProvider):
    """The provider of a test's process."""

    def __init__(self, watched: Watched) -> None:
        super().__init__("Tag")
        self._watched = watched

    def client(self) -> Client:
        return self._watched.client

    def observer(self) -> Observer:
        return self._watched.observer


def test_a_verb_of_pulumi_is_the_parent_of_its_requests() -> None:
    w = Watched(httpx.Response(404, json={"message": "Tag not found"}), debug=True)
    provider = Provider(w)
    provider._loaded = w.client.settings
    provider.read("a", {"name": "a"})
    inner, outer = w.exporter.get_finished_spans()
    assert outer.name == "read Tag"
    assert inner.parent is not None
    assert inner.parent.span_id == outer.context.span_id
    assert [line["event"] for line in w.lines()] == ["request", "verb"]


def test_a_span_without_a_parent_belongs_to_what_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACEPARENT", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    w = Watched(ok())
    w.client.request("GET", "/project")
    (span,) = w.exporter.get_finished_spans()
    assert format(span.context.trace_id, "x") == "af7651916cd43dd8448eb211c80319c"


class TestTheVariable:
    @pytest.mark.parametrize("value", ["", "  "])
    def test_without_it_there_is_no_log(self, value: str) -> None:
        assert log_of(value, pytest.fail) is None

    @pytest.mark.parametrize("value", ["yes", "info,xml", "warn:/x", ",json", "json", "info,json,debug"])
    def test_a_wrong_value_is_said_and_no_failure(self, value: str) -> None:
        said = list[str]()
        assert log_of(value, said.append) is None
        assert "STATSIG_PULUMI_LOG is none of info, debug" in said[0]

    def test_a_file_that_cannot_be_written_is_said_and_no_failure(self, tmp_path: Path) -> None:
        said = list[str]()
        assert log_of(f"info:{tmp_path}/none/log", said.append) is None
        assert "No such file" in said[0]

    @pytest.mark.parametrize(("value", "details"), [("info,json", 0), ("debug,json", 1), (" DEBUG,JSON", 1)])
    def test_a_file_is_appended_to_and_the_users_alone(self, tmp_path: Path, value: str, details: int) -> None:
        path = tmp_path / "log: ü"
        for _ in range(2):
            log = log_of(f"{value}:{path}", pytest.fail)
            assert log is not None
            log.info("one", name="ü")
            log.debug("two")
            log._stream.close()
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        assert [line["event"] for line in lines] == ["one", *["two"] * details] * 2
        assert path.stat().st_mode & 0o077 == 0


class TestWhetherThereAreSpans:
    @pytest.mark.parametrize(
        ("env", "wanted"),
        [
            ({}, False),
            ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}, True),
            ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:4318/v1/traces"}, True),
            ({"OTEL_TRACES_EXPORTER": "console"}, True),
            ({"OTEL_TRACES_EXPORTER": "none", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}, False),
            ({"OTEL_SDK_DISABLED": "true", "OTEL_TRACES_EXPORTER": "otlp"}, False),
            ({"TRACEPARENT": "00-1-1-01"}, False),
            ({"TRACEPARENT": "00-1-1-01", "PULUMI_OTEL_EXPORTER_OTLP_ENDPOINT": "127.0.0.1:1"}, True),
        ],
    )
    def test_the_environment_says_it(self, env: dict[str, str], wanted: bool) -> None:
        assert is_wanted(env) is wanted

    def test_an_exporter_that_is_not_installed_is_said_and_no_failure(self) -> None:
        said = list[str]()
        assert tracer_of({"OTEL_TRACES_EXPORTER": "carrier_pigeon"}, said.append) is None
        assert "there is no exporter carrier_pigeon" in said[0]

    def test_the_exporter_is_the_one_of_the_environment(self) -> None:
        assert tracer_of({"OTEL_TRACES_EXPORTER": "console"}, pytest.fail) is not None

    def test_off_imports_nothing(self) -> None:
        code = (
            "import sys; from statsig_pulumi.observe.observer import observer; observer(); "
            "sys.exit(any(name.startswith('opentelemetry') for name in sys.modules))"
        )
        assert subprocess.run([sys.executable, "-c", code], check=False, env={}).returncode == 0
