"""One process, measured: the provider over gRPC, and imports."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import grpc  # type: ignore[import-untyped]
import httpx
from google.protobuf import json_format, struct_pb2  # type: ignore[import-untyped]
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings


def check_and_diff(inputs: dict[str, Any], outputs: dict[str, Any], config: dict[str, str], rounds: int) -> float:
    """Start a provider process as Pulumi does, ask it ``rounds`` times for check and diff, and end it.

    Returns:
        The CPU seconds that it used.
    """
    command = [sys.executable, "-u", "-m", "pulumi.dynamic", "127.0.0.1:1"]
    env = {**os.environ, "PULUMI_PROJECT": "bench", "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    port = int(process.stdout.readline()) if process.stdout else 0
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        stub = provider_pb2_grpc.ResourceProviderStub(channel)
        stub.Configure(provider_pb2.ConfigureRequest(args=_struct(config)))
        olds, news, outs = _struct(inputs), _struct(inputs), _struct(outputs)
        for _ in range(rounds):
            checked = stub.Check(provider_pb2.CheckRequest(urn="urn:x", olds=olds, news=news))
            if checked.failures:
                sys.exit(f"check failed: {checked.failures}")
            stub.Diff(provider_pb2.DiffRequest(id="x", urn="urn:x", olds=outs, news=checked.inputs))
    process.terminate()
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0  # it has been waited for
    return used.ru_utime + used.ru_stime


def _struct(values: dict[str, Any]) -> struct_pb2.Struct:
    return json_format.ParseDict(values, struct_pb2.Struct())


def import_times(name: str, times: int = 7) -> tuple[float, float]:
    """Seconds that ``import pulumi`` takes, and those that a name of ``statsig_pulumi`` adds, in fresh processes."""
    code = (
        "from time import perf_counter as now; a = now(); import pulumi; b = now(); "
        f"from statsig_pulumi import {name}; c = now(); print(b - a, c - b)"
    )
    runs = [subprocess.check_output([sys.executable, "-c", code], text=True).split() for _ in range(times + 1)]
    # The first run may have had to compile.
    first, second = zip(*([float(a), float(b)] for a, b in runs[1:]), strict=True)
    return statistics.median(first), statistics.median(second)


def request_times(url: str, gate: str, times: int = 500) -> tuple[float, float]:
    """CPU seconds of one GET of a gate: by httpx alone, and by the package's client."""
    client = Client(Settings.load({"apiUrl": url, "consoleApiKey": "console-emulator"}.get))
    with httpx.Client(base_url=url, headers={"STATSIG-API-KEY": "console-emulator"}) as bare:
        return (
            _cpu(lambda: bare.get(f"gates/{gate}").json(), times),
            _cpu(lambda: client.request("GET", "/gates/{id}", id=gate), times),
        )


def _cpu(call: Callable[[], object], times: int) -> float:
    """CPU seconds of one call: the median."""
    used = []
    for _ in range(times):
        begun = time.process_time()
        call()
        used.append(time.process_time() - begun)
    return statistics.median(used)
