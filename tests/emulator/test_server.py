"""The emulator over HTTP, as another process."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from statsig_pulumi.emulator import openapi


@contextmanager
def running(folder: Path, errors: Path, *arguments: str) -> Iterator[httpx.Client]:
    """Run `statsig-pulumi emulate` on a free port, with its messages in a file."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "statsig_pulumi.cli", "emulate", "--port", str(port), "--db", str(folder / "db")]
    with errors.open("w") as stderr:
        process = subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, stderr=stderr, text=True)
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


@pytest.fixture
def server(tmp_path: Path) -> Iterator[httpx.Client]:
    """Return a client of the server."""
    with running(tmp_path, tmp_path / "errors") as client:
        yield client


def test_the_openapi_document_is_served_without_a_key(server: httpx.Client) -> None:
    response = httpx.get(server.base_url.join("/openapi/20240601.json"))
    assert response.status_code == 200
    assert response.json() == openapi.document()


def test_fields_that_are_not_in_the_document_are_ignored_and_reported(tmp_path: Path) -> None:
    output = tmp_path / "errors"
    with running(tmp_path, output) as client:
        for _ in range(2):
            made = client.post("/console/v1/dashboards", json={"name": "Sales", "shape": 1, "a\nb": 2})
            assert (made.status_code, made.headers["x-emulator-stripped"]) == (200, "shape, a%0Ab")
        assert client.get("/console/v1/dashboards?colour=red").status_code == 200
    assert output.read_text().splitlines() == [
        "POST /dashboards: not in the API's document and ignored: shape, a%0Ab",
        "GET /dashboards: not in the API's document and ignored: colour",
    ]


def test_the_server_can_reject_what_is_not_in_the_document(tmp_path: Path) -> None:
    with running(tmp_path, tmp_path / "errors", "--unknown-fields", "reject") as client:
        made = client.post("/console/v1/dashboards", json={"name": "Sales", "shape": 1})
        assert made.json()["errors"] == [{"property": "shape", "errorMessage": "Unrecognized key"}]


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


class TestPagesInABrowser:
    """A page of another site, in a browser on this machine, can neither read nor change anything."""

    def test_host_and_origin_must_be_this_machine(self, server: httpx.Client) -> None:
        port = server.base_url.port
        server.post("/console/v1/gates", json={"name": "A Gate"})
        local = [f"localhost:{port}", f"127.0.0.1:{port}", f"[::1]:{port}", "localhost", "LOCALHOST:1"]
        for host in local:
            assert server.get("/console/v1/gates/a_gate", headers={"host": host}).status_code == 200, host
            origin = {"origin": f"http://{host}"}
            assert server.get("/console/v1/gates/a_gate", headers=origin).status_code == 200, host
        foreign = [f"evil.example:{port}", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example"]
        odd = ["", "null", "localhost@evil.example", "localhost:x", "localhost/evil", "evil.example#localhost"]
        for host in (*foreign, *odd):
            for path in ("/console/v1/gates/a_gate", "/openapi/20240601.json", "/_emulator/reset"):
                rebound = server.post(path, json={}, headers={"host": host})
                assert rebound.status_code == 403, host
                assert set(rebound.json()) == {"status", "message"}
                for origin in (f"http://{host}", f"https://{host}", host or "null"):
                    assert server.post(path, json={}, headers={"origin": origin}).status_code == 403, origin
        assert server.get("/console/v1/gates/a_gate").status_code == 200

    def test_a_preflight_is_refused(self, server: httpx.Client) -> None:
        asks = {"origin": "http://evil.example", "access-control-request-method": "POST"}
        for path in ("/_emulator/reset", "/console/v1/gates"):
            assert server.options(path, headers=asks).status_code == 403
            response = server.options(path, headers={**asks, "origin": "http://localhost:1"})
            assert response.status_code in (405, 415)
            assert not [name for name in response.headers if name.startswith("access-control")]

    def test_a_form_cannot_send_a_command(self, server: httpx.Client) -> None:
        server.post("/console/v1/gates", json={"name": "A Gate"})
        kinds = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "text/json"]
        for kind in kinds:
            assert server.post("/_emulator/reset", content=b"{}", headers={"content-type": kind}).status_code == 415
        assert server.post("/_emulator/reset").status_code == 415
        assert server.get("/_emulator/reset").status_code in (405, 415)
        assert server.get("/console/v1/gates/a_gate").status_code == 200
        assert server.post("/_emulator/clear_log", headers={"x-emulator-control": "1"}).status_code == 200
        assert server.post("/_emulator/reset", json={}).status_code == 200
        assert server.get("/console/v1/gates/a_gate").status_code == 404


def test_only_the_loopback_address_is_listened_on(server: httpx.Client) -> None:
    # Linux has all of 127.0.0.0/8: a server on every address would answer here.
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.2:{server.base_url.port}/")


def test_a_body_or_headers_over_the_limit_are_refused(server: httpx.Client) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(17):
            yield b"x" * 2**20

    for content in (b"x" * 17 * 2**20, chunks()):
        # The server may close the connection before all of it is sent.
        with suppress(httpx.WriteError, httpx.RemoteProtocolError):
            assert server.post("/console/v1/gates", content=content).status_code == 413
    assert server.get("/console/v1/gates", headers={"x": "y" * 70_000}).status_code in (400, 431)
    assert server.get("/console/v1/gates").status_code == 200


def test_any_path_is_answered_in_json(server: httpx.Client) -> None:
    ids = ("%0A", "a%0A", "%FF", "%00")
    for path in (*(f"/console/v1/gates/{id}" for id in ids), "/%0A", "//", "/_emulator/%0A"):
        response = server.put(f"{path}/enable", json={})
        assert response.status_code == 404, path
        assert response.json()["message"]
