"""The emulator over HTTP, as another process."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from statsig_pulumi.emulator import openapi


@pytest.fixture
def server(tmp_path: Path) -> Iterator[httpx.Client]:
    """`statsig-pulumi emulate` on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "statsig_pulumi.cli", "emulate", "--port", str(port), "--db", str(tmp_path / "db")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    first_line = process.stdout.readline()
    assert f"http://127.0.0.1:{port}/console/v1" in first_line
    with httpx.Client(
        base_url=f"http://127.0.0.1:{port}", headers={"STATSIG-API-KEY": "console-x"}, timeout=5
    ) as client:
        for _ in range(100):
            try:
                client.get("/")
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        yield client
    process.terminate()
    process.stdout.close()
    assert process.wait(10) is not None


def test_the_openapi_document_is_served_without_a_key(server: httpx.Client) -> None:
    response = httpx.get(server.base_url.join("/openapi/20240601.json"))
    assert response.status_code == 200
    assert response.json() == openapi.document()


def test_the_server_responds_fails_and_limits_the_rate(server: httpx.Client) -> None:
    made = server.post("/console/v1/gates", json={"name": "A Gate"})
    assert (made.status_code, made.json()["data"]["id"]) == (201, "a_gate")
    assert server.get("/console/v1/gates?limit=1&page=1").json()["pagination"]["totalItems"] == 1
    assert server.get("/console/v1/gates/a%2Fb").status_code == 404

    server.post("/_emulator/fail", json={"kind": "drop", "after_effect": True, "method": "POST"})
    with pytest.raises(httpx.RemoteProtocolError):
        server.post("/console/v1/gates", json={"name": "Dropped"})
    assert server.get("/console/v1/gates/dropped").status_code == 200

    server.post("/_emulator/fail", json={"kind": "timeout"})
    with pytest.raises(httpx.ReadTimeout):
        server.get("/console/v1/gates", timeout=0.5)

    statuses = [server.put("/console/v1/gates/a_gate/enable").status_code for _ in range(100)]
    assert statuses[-1] == 429
    assert statuses.count(200) == 98
