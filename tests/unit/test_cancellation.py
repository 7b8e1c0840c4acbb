"""Cancelled runs: every wait ends at once, and nothing is lost."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime.proto import provider_pb2 as protocol
from pulumi.runtime.proto import provider_pb2_grpc

from statsig_pulumi.client.clock import GRACE, SystemClock
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.errors import Interrupted
from statsig_pulumi.provider import serialized_provider

KEY = "console-emulator"
LONG = 10_000.0


def started(call: Callable[[], Any]) -> Future[Any]:
    """The future result of a call, which is under way."""
    future, begun = Future[Any](), threading.Event()

    def run() -> None:
        begun.set()
        try:
            future.set_result(call())
        except Interrupted as error:
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    begun.wait()
    return future


class TestClock:
    def test_all_waits_end_when_the_run_is_cancelled(self) -> None:
        clock = SystemClock(grace=0)
        waits = [started(lambda: clock.sleep(LONG)) for _ in range(3)]
        calls = [started(lambda: clock.within(LONG, threading.Event().wait)) for _ in range(3)]
        clock.interrupt()
        for future in (*waits, *calls):
            with pytest.raises(Interrupted, match="the run was cancelled"):
                future.result(60)

    def test_nothing_begins_afterwards(self) -> None:
        clock, called = SystemClock(grace=0), list[int]()
        clock.interrupt()
        clock.interrupt()
        with pytest.raises(Interrupted):
            clock.within(LONG, lambda: called.append(1))
        with pytest.raises(Interrupted):
            clock.sleep(LONG)
        assert called == []

    def test_a_request_that_is_under_way_still_gets_its_response(self) -> None:
        clock, responding = SystemClock(grace=LONG), threading.Event()
        call = started(lambda: clock.within(LONG, lambda: responding.wait() and "response"))
        clock.interrupt()
        responding.set()
        assert call.result(60) == "response"
        assert clock.within(LONG, lambda: "look-up") == "look-up"

    def test_a_call_that_does_not_end_in_time_is_given_up(self) -> None:
        with pytest.raises(TimeoutError):
            SystemClock().within(0.01, threading.Event().wait)

    def test_what_a_call_raises_is_raised(self) -> None:
        with pytest.raises(ZeroDivisionError):
            SystemClock().within(LONG, lambda: 1 // 0)


class Provider:
    """A provider's process, as Pulumi's engine starts it, on an emulator."""

    def __init__(self, folder: Path, engine: str = "127.0.0.1:1") -> None:
        self.db = folder / "emulator.db"
        self.emulator = Emulator(str(self.db))
        environment = {**os.environ, "PULUMI_HOME": str(folder / "home")}
        command = [sys.executable, "-u", "-m", "pulumi.dynamic", engine]
        self.process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        self._channel = grpc.insecure_channel(f"127.0.0.1:{int(self.process.stdout.readline())}")
        self.stub: Any = provider_pb2_grpc.ResourceProviderStub(self._channel)
        settings = {"statsig:consoleApiKey": KEY, "statsig:apiUrl": f"emulator:{self.db}"}
        self.stub.Configure(protocol.ConfigureRequest(args=struct(settings)))

    def create(self, name: str) -> Any:
        """Begin to create a gate."""
        properties = struct({"__provider": serialized_provider("Gate"), "gate_id": name})
        return self.stub.Create.future(protocol.CreateRequest(urn="urn", properties=properties))

    def wait_for_a_post(self) -> None:
        """Wait until a create has been sent."""
        until = time.monotonic() + 60
        while all(entry.method != "POST" for entry in self.emulator.log()):
            assert time.monotonic() < until
            time.sleep(0.02)

    def stop_reading(self) -> None:
        """Close the pipe of what it prints, as the end of the engine does."""
        assert self.process.stdout
        self.process.stdout.close()

    def close(self) -> None:
        """End the process."""
        self._channel.close()
        self.process.kill()
        self.process.wait()
        self.stop_reading()


def struct(values: dict[str, Any]) -> struct_pb2.Struct:
    """Values as they are on the wire."""
    found = struct_pb2.Struct()
    found.update(values)
    return found


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Provider]:
    """A provider."""
    provider = Provider(tmp_path)
    yield provider
    provider.close()


def details(create: Any) -> str:
    """What a create says that fails."""
    with pytest.raises(grpc.RpcError) as caught:
        create.result(60)
    text: str = caught.value.details()
    return text


class TestProvider:
    def test_cancel_ends_all_waits_also_those_of_requests_in_the_queue(self, provider: Provider) -> None:
        provider.emulator.fail(100, status=429, retry_after=250, method="POST")
        creates = [provider.create(f"gate{number}") for number in range(9)]
        provider.wait_for_a_post()
        provider.stub.Cancel(empty_pb2.Empty())
        for create in creates:
            assert "the run was cancelled. Run the same command again" in details(create)
        assert provider.emulator.all(KEY, "gates") == []

    def test_cancel_gives_up_a_request_without_a_response(self, provider: Provider) -> None:
        provider.emulator.fail(kind="hang", after_effect=True, method="POST", path="/gates", seconds=250)
        create = provider.create("gate")
        provider.wait_for_a_post()
        provider.stub.Cancel(empty_pb2.Empty())
        assert "the run was cancelled before there was a response" in details(create)

    def test_a_signal_ends_the_process_in_spite_of_its_waits(self, provider: Provider) -> None:
        provider.emulator.fail(100, status=429, retry_after=250, method="POST")
        create = provider.create("gate")
        provider.wait_for_a_post()
        provider.process.send_signal(signal.SIGINT)
        assert provider.process.wait(60) == 0
        assert create.exception(60)

    def test_the_process_ends_when_the_engine_is_killed_and_leaves_the_record_of_what_it_was_creating(
        self, provider: Provider
    ) -> None:
        provider.emulator.fail(kind="hang", after_effect=True, method="POST", path="/gates", seconds=250)
        create = provider.create("gate")
        provider.wait_for_a_post()
        provider.stop_reading()
        assert provider.process.wait(60) == 1
        assert create.exception(60)
        (record,) = (provider.db.parent / "home" / "statsig-pulumi" / "creating").iterdir()
        assert str(provider.process.pid) in record.read_text()

    def test_the_process_goes_on_as_long_as_its_engine_listens(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as engine:
            provider = Provider(tmp_path, f"127.0.0.1:{engine.getsockname()[1]}")
            provider.stop_reading()
            engine.settimeout(60)
            provider.create("gate").result(60)
            engine.accept()[0].close()  # it has looked
            with pytest.raises(subprocess.TimeoutExpired):
                provider.process.wait(3 * GRACE)
            provider.close()
