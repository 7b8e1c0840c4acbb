"""Who is trusted with the key: certificates, proxies, redirects, on real connections of this machine."""

from __future__ import annotations

import base64
import datetime
import json
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import trustme
from click.testing import CliRunner

from statsig_pulumi.cli.commands import group
from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.errors import ConfigError, OutcomeUnknown, StatsigError
from tests.clock import Clock

KEY = "console-abcdefgh12345678"
PASSWORD = "pa$$ w/ord"
LOGIN = "ada:pa%24%24%20w%2Ford"
NOW = datetime.datetime.now(datetime.timezone.utc)
DAY = datetime.timedelta(days=1)


class Server:
    """A server on this machine. It notes what it is sent, and answers as the API does, or with a redirect.

    Args:
        context: speaks TLS; None: it speaks HTTP.
    """

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.requests: list[tuple[str, str]] = []
        self.connections, self.redirect = 0, ""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                outer.requests.append((f"{self.command} {self.path}", self.headers.get("statsig-api-key", "")))
                body = json.dumps({"message": "ok", "data": {"id": "p"}}).encode()
                self.send_response(307 if outer.redirect else 200)
                self.send_header("location" if outer.redirect else "x-request-id", outer.redirect or "r")
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PATCH = answer  # noqa: N815 - the names that the library calls

            def log_message(self, *_: Any) -> None:
                """Print nothing."""

        class Listener(ThreadingHTTPServer):
            def get_request(self) -> Any:
                connection, address = super().get_request()
                outer.connections += 1
                return (context.wrap_socket(connection, server_side=True) if context else connection), address

            def handle_error(self, *_: Any) -> None:
                """Print nothing."""

        self._server = Listener(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        self.scheme = "https" if context else "http"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def url(self, host: str = "localhost") -> str:
        """Its address, below a name."""
        return f"{self.scheme}://{host}:{self.port}/console/v1"

    def close(self) -> None:
        """Close it."""
        self._server.shutdown()
        self._server.server_close()


class Proxy:
    """A proxy that makes tunnels to a server, whatever host is asked for.

    Args:
        port: the server's.
        login: what it asks for; "" for nothing.
        refuses: answers so in place of a tunnel.
    """

    def __init__(self, port: int, login: str = "", refuses: str = "") -> None:
        self._port, self._login, self._refuses = port, login, refuses
        self.heads: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=self._talk, args=(self._socket.accept()[0],), daemon=True).start()

    def _talk(self, client: socket.socket) -> None:
        with suppress(OSError), client:
            head = b""
            while b"\r\n\r\n" not in head and (part := client.recv(4096)):
                head += part
            self.heads.append(head.decode())
            given = f"proxy-authorization: basic {base64.b64encode(self._login.encode()).decode()}".lower()
            refusal = self._refuses or (
                "407 Proxy Authentication Required" if given not in self.heads[-1].lower() else ""
            )
            if refusal and (self._refuses or self._login):
                client.sendall(f"HTTP/1.1 {refusal}\r\ncontent-length: 0\r\n\r\n".encode())
                return
            with socket.create_connection(("127.0.0.1", self._port)) as server:
                client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                back = threading.Thread(target=_pump, args=(server, client), daemon=True)
                back.start()
                _pump(client, server)
                back.join(5)

    def close(self) -> None:
        """Close it."""
        self._socket.close()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """A company's own authority."""
    return trustme.CA()


@pytest.fixture
def start() -> Iterator[Callable[[Server | Proxy], Any]]:
    """What closes servers when the test ends."""
    started: list[Any] = []

    def keep(server: Any) -> Any:
        started.append(server)
        return server

    yield keep
    for server in started:
        server.close()


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that names neither proxies nor certificates."""
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """The company's authority, named by SSL_CERT_FILE."""
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return authority


def speaking(authority: trustme.CA, *hosts: str, **options: Any) -> ssl.SSLContext:
    """What a server speaks TLS by."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*(hosts or ("localhost", "127.0.0.1")), **options).configure_cert(context)
    return context


def client_of(url: str, clock: Clock | None = None) -> Client:
    """A client whose waits take no time."""
    return Client(Settings(KEY, api_url=url), clock=clock or Clock(), notify=lambda _: None)


def refusal(url: str, method: str = "GET") -> str:
    """Why a client does not reach an address: at once, without trying again."""
    clock = Clock()
    begun = clock.now
    with pytest.raises(StatsigError) as caught:
        client_of(url, clock).request(method, "/gates", body={} if method == "POST" else None)
    assert not isinstance(caught.value, OutcomeUnknown)
    assert clock.now == begun
    text = str(caught.value)
    assert "\n" not in text
    assert KEY not in text
    return text


# -- certificates ------------------------------------------------------------------------------------------------------


def test_the_environment_names_the_certificates_of_a_company(trusted: trustme.CA, start: Any) -> None:
    server = start(Server(speaking(trusted)))
    assert client_of(server.url()).project_id() == "p"
    assert server.requests == [("GET /console/v1/project", KEY)]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="the names in such a folder are hashes")
def test_or_a_folder_of_them(
    authority: trustme.CA, start: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    subprocess.run(["openssl", "rehash", str(tmp_path)], check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    assert client_of(start(Server(speaking(authority))).url()).project_id() == "p"


@pytest.mark.parametrize(
    ("known", "hosts", "options", "words"),
    [
        (False, (), {}, "of an authority that this machine does not know. Name the certificates"),
        (True, ("other.example",), {}, "for another host. Check statsig:apiUrl and DNS"),
        (True, (), {"not_before": NOW - 9 * DAY, "not_after": NOW - DAY}, "has expired. Check this machine's clock"),
        (
            True,
            (),
            {"not_before": NOW + DAY, "not_after": NOW + 9 * DAY},
            "is not valid yet. Check this machine's clock",
        ),
    ],
)
def test_a_certificate_that_is_not_right_ends_the_run_at_once_and_says_what_to_do(
    trusted: trustme.CA, start: Any, known: bool, hosts: tuple[str, ...], options: Any, words: str
) -> None:
    server = start(Server(speaking(trusted if known else trustme.CA(), *hosts, **options)))
    for method in ("GET", "POST"):
        assert words in refusal(server.url(), method)
    assert server.requests == []
    assert server.connections == 2


def test_a_certificate_that_signs_itself_is_not_accepted(start: Any) -> None:
    root = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    root.issue_cert("localhost").configure_cert(context)
    assert "SSL_CERT_FILE" in refusal(start(Server(context)).url())


def test_tls_before_1_2_is_refused(trusted: trustme.CA, start: Any) -> None:
    context = speaking(trusted)
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1 is deprecated"):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    server = start(Server(context))
    assert "speaks no TLS 1.2 or newer" in refusal(server.url())
    assert server.requests == []


def test_a_port_that_speaks_no_tls_gets_no_key(start: Any) -> None:
    server = start(Server())
    assert "speaks no TLS" in refusal(server.url().replace("http:", "https:"))
    assert server.requests == []


@pytest.mark.parametrize("content", [None, "", "no certificate at all"])
def test_a_file_without_certificates_is_a_wrong_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    if content is not None:
        (tmp_path / "ca.pem").write_text(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with pytest.raises(ConfigError, match=r"SSL_CERT_FILE cannot be used .*: it has to name a PEM file"):
        client_of("https://statsig.example/console/v1")


# -- redirects ---------------------------------------------------------------------------------------------------------


def test_a_redirect_is_not_followed_wherever_it_leads(trusted: trustme.CA, start: Any) -> None:
    other, plain, server = (start(Server(c)) for c in (speaking(trusted), None, speaking(trusted)))
    for place in (other.url(), plain.url(), "//elsewhere.example/x", "http://elsewhere.example/x?token=hunter2"):
        server.redirect = place
        text = refusal(server.url(), "POST")
        assert f"redirects to {place.partition('?')[0]}" in text
        assert "the key is sent nowhere else" in text
        assert "hunter2" not in text
    assert other.requests == plain.requests == []
    assert other.connections == plain.connections == 0


# -- proxies -----------------------------------------------------------------------------------------------------------


def test_the_proxy_of_the_environment_sees_the_host_and_nothing_else(
    trusted: trustme.CA, start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start(Server(speaking(trusted, "statsig.example")))
    proxy = start(Proxy(server.port, f"ada:{PASSWORD}"))
    monkeypatch.setenv("HTTPS_PROXY", f"http://{LOGIN}@{proxy.address}")
    assert client_of(server.url("statsig.example")).project_id() == "p"
    assert proxy.heads[0].startswith(f"CONNECT statsig.example:{server.port} HTTP/1.1")
    assert KEY not in proxy.heads[0]
    assert server.requests == [("GET /console/v1/project", KEY)]


def test_a_host_of_no_proxy_is_reached_directly(
    trusted: trustme.CA, start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start(Server(speaking(trusted)))
    proxy = start(Proxy(server.port))
    monkeypatch.setenv("HTTPS_PROXY", f"http://{proxy.address}")
    monkeypatch.setenv("NO_PROXY", "localhost")
    assert client_of(server.url()).project_id() == "p"
    assert proxy.heads == []


def test_a_proxy_that_wants_another_password_is_told_of_without_the_password(
    start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = start(Proxy(1, "ada:another"))
    monkeypatch.setenv("HTTPS_PROXY", f"http://{LOGIN}@{proxy.address}")
    for method in ("GET", "POST"):
        text = refusal("https://statsig.example/console/v1", method)
        assert "the proxy wants a user and a password" in text
        assert "HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT" in text
        assert PASSWORD not in text
        assert LOGIN not in text
    assert len(proxy.heads) == 2


def test_what_a_proxy_did_not_let_through_was_not_done(start: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = start(Proxy(1, refuses="503 Service Unavailable"))
    monkeypatch.setenv("HTTPS_PROXY", f"http://{proxy.address}")
    with pytest.raises(StatsigError, match=r"the proxy does not let the request through \(503") as caught:
        client_of("https://statsig.example/console/v1").request("POST", "/gates", body={})
    assert not isinstance(caught.value, OutcomeUnknown)
    assert len(proxy.heads) > 2  # it may pass


def test_a_proxy_that_is_not_there_is_named_as_a_possible_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    monkeypatch.setenv("HTTPS_PROXY", f"http://{LOGIN}@127.0.0.1:{port}")
    with pytest.raises(StatsigError, match="Check HTTPS_PROXY, NO_PROXY and the network") as caught:
        client_of("https://statsig.example/console/v1").request("GET", "/gates")
    assert LOGIN not in str(caught.value)


@pytest.mark.parametrize(
    "address", [f"http://{LOGIN}@proxy.example:port", f"ftp://{LOGIN}@proxy.example", f"socks5://{LOGIN}@x.example"]
)
def test_a_proxy_that_cannot_be_one_is_a_wrong_setting_without_the_password(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", address)
    with pytest.raises(ConfigError, match="HTTPS_PROXY, HTTP_PROXY or ALL_PROXY names cannot be used") as caught:
        client_of("https://statsig.example/console/v1")
    assert "24%24" not in str(caught.value)
    assert PASSWORD not in str(caught.value)


def test_what_is_sent_in_the_clear_to_this_machine_goes_by_no_proxy(
    start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start(Server())
    proxy = start(Proxy(server.port))
    for name in ("HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://{proxy.address}")
    assert client_of(server.url()).project_id() == "p"
    assert proxy.heads == []


# -- the command -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["export", "objects"], ["import", "Gate", "a"], ["compare", "--from=A", "--to=B"]])
def test_every_command_says_so_in_one_line(
    start: Any, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start(Server(speaking(trustme.CA())))
    monkeypatch.chdir(tmp_path)
    env = {"STATSIG_CONSOLE_KEY": KEY, "STATSIG_API_URL": server.url(), "A": KEY, "B": f"{KEY}2"}
    done = CliRunner().invoke(group, command, env=env)
    assert [*tmp_path.iterdir()] == []
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert "that this machine does not know" in done.output
    assert KEY not in done.output
    assert server.requests == []
