"""One request and its response."""

from __future__ import annotations

import threading
from typing import Any

import httpx

_OF_THE_TRANSFER = {b"content-encoding", b"content-length", b"transfer-encoding"}


class Exchange:
    """A request that can be given up, whatever it is waiting for: a name, a connection, a header, the body.

    httpx limits each read, which a slow drip of bytes never reaches. So the exchange is a call that a clock can stop
    waiting for; once it is given up, it sends nothing more.

    Args:
        http: sends it.
        request: the request.
    """

    def __init__(self, http: httpx.Client, request: httpx.Request) -> None:
        self._http, self.request = http, request
        self._lock = threading.Lock()
        self._connecting = self._given_up = False
        request.extensions["trace"] = self._trace

    def __call__(self) -> httpx.Response:
        """Send the request and return the response, read to its end.

        Raises:
            httpx.HTTPError: there is no complete response.
        """
        response = self._http.send(self.request, stream=True)
        try:
            content = bytearray()
            for chunk in response.iter_bytes():
                content += chunk
                self._check()
        finally:
            response.close()
        # As bytes: a header of a proxy need not be ASCII.
        headers = [(name, value) for name, value in response.headers.raw if name.lower() not in _OF_THE_TRANSFER]
        return httpx.Response(response.status_code, headers=headers, content=bytes(content), request=self.request)

    def give_up(self) -> bool:
        """Send nothing more; return whether something may have been sent."""
        with self._lock:
            self._given_up = True
            return not self._connecting

    def _trace(self, event: str, _info: dict[str, Any]) -> None:
        """Note how far it is; httpcore calls this before and after each step."""
        with self._lock:
            if "close" not in event:  # what is given up is closed all the same
                self._check()
            if event == "connection.connect_tcp.started":
                self._connecting = True
            elif event.endswith("send_request_headers.started"):
                self._connecting = False

    def _check(self) -> None:
        if self._given_up:
            raise httpx.ReadTimeout("given up", request=self.request)
