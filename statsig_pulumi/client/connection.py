"""The connection: which certificates count, which proxies are used, and in which way it fails.

As users of httpx expect: proxies are those of ``HTTPS_PROXY``, ``ALL_PROXY`` and ``NO_PROXY``, certificates of
authorities those of ``SSL_CERT_FILE`` or ``SSL_CERT_DIR``, else those of certifi.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies

import httpx

from ..config import Settings
from ..errors import ConfigError
from ..redactor import redact

Problem = Literal["", "name", "tls", "proxy", "connection", "timeout", "page"]
"""What went wrong: the host's name, its certificate, a proxy, the connection, the time; or a page in place of JSON."""


@dataclass(frozen=True)
class Trouble:
    """Why there was no response.

    Attributes:
        problem: what went wrong.
        what: the same in words.
        mend: what to do; ``{host}`` stands for the API's host.
        passes: whether it may pass by itself.
    """

    problem: Problem
    what: str
    mend: str
    passes: bool = True


_IN_BETWEEN = "else somebody may stand between, and the key is not sent"
_AUTHORITY = Trouble(
    "tls",
    "its certificate is of an authority that this machine does not know",
    "name the certificates of the company or its proxy with SSL_CERT_FILE (a PEM file) or SSL_CERT_DIR; " + _IN_BETWEEN,
    passes=False,
)
_HOST = replace(
    _AUTHORITY, what="its certificate is for another host", mend=f"check statsig:apiUrl and DNS; {_IN_BETWEEN}"
)
_EXPIRED = replace(
    _AUTHORITY,
    what="its certificate has expired",
    mend="check this machine's clock; if that is right, whoever runs the server or the proxy has to renew it",
)
_CERTIFICATES: Mapping[int, Trouble] = {
    9: replace(_EXPIRED, what="its certificate is not valid yet"),
    10: _EXPIRED,
    18: _AUTHORITY,
    19: _AUTHORITY,
    20: _AUTHORITY,
    21: _AUTHORITY,
    62: _HOST,
    64: _HOST,
}
"""What OpenSSL says of certificates, by its numbers."""
_TLS = Trouble(
    "tls",
    "it speaks no TLS 1.2 or newer",
    "check the port of statsig:apiUrl, and whether HTTPS_PROXY is http:// where the proxy has no certificate",
    passes=False,
)
_NAME = Trouble("name", "the name of its host is not known", "check statsig:apiUrl, and DNS: nslookup {host}")
_PROXY = Trouble("proxy", "the proxy does not let the request through", "check HTTPS_PROXY and NO_PROXY")
_LOGIN = replace(
    _PROXY,
    what="the proxy wants a user and a password",
    mend="give them as HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT, special characters percent-encoded",
    passes=False,
)
_TIMEOUT = Trouble(
    "timeout", "there is no response in time", "check the network and proxies, or raise statsig:requestTimeout"
)
_CONNECTION = Trouble("connection", "the connection fails", "check statsig:apiUrl, the network and firewalls")
_TO_PROXY = replace(
    _CONNECTION, what="the connection fails, to it or to the proxy", mend="check HTTPS_PROXY, NO_PROXY and the network"
)
PAGE = Trouble(
    "page", "something else than the API answers", "check statsig:apiUrl, proxies and portals on the way", passes=False
)


def trouble_of(error: Exception) -> Trouble:
    """Return why there was no response.

    Args:
        error: httpx's exception, or a ``TimeoutError``.
    """
    causes = [*_causes(error)]
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _CERTIFICATES.get(getattr(cause, "verify_code", 0), _AUTHORITY)
        if isinstance(cause, ssl.SSLError):
            return _TLS
    if any(isinstance(one, socket.gaierror) for one in causes):
        return _NAME
    if isinstance(error, httpx.ProxyError):
        return _LOGIN if str(error).startswith("407") else _PROXY
    if isinstance(error, (httpx.TimeoutException, TimeoutError)):
        return _TIMEOUT
    return _TO_PROXY if proxies() else _CONNECTION


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def proxies() -> Mapping[str, str]:
    """Return the proxies that the environment or the system names, by scheme."""
    return {scheme: address for scheme, address in getproxies().items() if scheme in ("http", "https", "all")}


def connected(
    settings: Settings, url: str, headers: Mapping[str, str], transport: httpx.BaseTransport | None
) -> httpx.Client:
    """Return what sends requests. It follows no redirect, with which the key would go elsewhere.

    Args:
        settings: the settings.
        url: the address.
        headers: those of every request.
        transport: used in place of the network.

    Raises:
        ConfigError: the environment names certificates that cannot be read, or a proxy that cannot be used.
    """
    redact.add([unquote(urlsplit(address).password or "") for address in proxies().values()])
    # What may go in the clear to this machine must not go there by way of a proxy.
    stays_here = transport is None and settings.is_loopback and url.startswith("http:")
    try:
        return httpx.Client(
            base_url=url,
            headers=headers,
            timeout=settings.request_timeout,
            transport=transport,
            verify=_certificates() if transport is None else False,
            trust_env=not stays_here,
            follow_redirects=False,
        )
    except (httpx.InvalidURL, ValueError, ImportError):
        raise ConfigError(
            "the proxy that HTTPS_PROXY, HTTP_PROXY or ALL_PROXY names cannot be used: it has to be "
            "http://HOST:PORT or https://HOST:PORT; socks5:// needs `pip install 'httpx[socks]'`"
        ) from None


def _certificates() -> ssl.SSLContext:
    """Return what TLS is spoken by: 1.2 at the least, with the certificates that the environment names.

    Raises:
        ConfigError: these cannot be read.
    """
    try:
        context = httpx.create_ssl_context()
    except OSError as error:
        raise ConfigError(
            f"SSL_CERT_FILE cannot be used ({error.strerror or 'it holds no certificate'}): it has to name a PEM file"
        ) from None
    context.minimum_version = max(context.minimum_version, ssl.TLSVersion.TLSv1_2)
    return context
