"""Bodies of requests that are too large: read and thrown away as they come, so that none of them fills the disk.

Django writes a whole body to a temporary file before any middleware sees the request.
"""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Application = Callable[[MutableMapping[str, Any], Receive, Callable[[Message], Awaitable[None]]], Awaitable[None]]

SECRETS = (b"password", b"token", b"pin", b"code")
"""What the names of fields hold that are not shown again."""

EDGE = 64 * 1024
"""Bytes at the beginning and at the end of a body too large that are kept: the fields around a file stand there."""
EDGES = "danaya.edges"
"""Where the application finds them in its scope."""

NOTHING: Message = {"type": "http.request", "body": b"", "more_body": False}


def bounded(application: Application, most: int) -> Application:
    """Return an ASGI application that gets no body over ``most`` bytes: an empty one with its length told instead.

    The body is read to its end all the same: browsers show no answer that comes while they still send.
    """

    async def answer(scope: MutableMapping[str, Any], receive: Receive, send: Any) -> None:
        bound = _Body(scope, receive, most).receive if scope["type"] == "http" else receive
        await application(scope, bound, send)

    return answer


class _Body:
    """The body of one request on its way to the application."""

    def __init__(self, scope: MutableMapping[str, Any], receive: Receive, most: int) -> None:
        self._scope, self._receive, self._most = scope, receive, most
        told = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        self._told = int(told) if told.isdigit() else 0
        self._length = 0
        self._head, self._tail = b"", b""

    async def receive(self) -> Message:
        """Return the next piece; of a body that is too large, none."""
        message = await self._receive()
        self._count(message)
        if max(self._told, self._length) <= self._most or message["type"] != "http.request":
            return message
        while message.get("more_body"):
            message = await self._receive()
            self._count(message)
        self._tell_length()
        return NOTHING if message["type"] == "http.request" else message

    def _count(self, message: Message) -> None:
        piece = message.get("body", b"")
        self._length += len(piece)
        self._head += piece[: EDGE - len(self._head)]
        if max(self._told, self._length) > self._most:
            self._tail = (self._tail + piece)[-EDGE:]

    def _tell_length(self) -> None:
        """Let the application know how long the body was: one sent in chunks does not say so itself."""
        others = [(name, value) for name, value in self._scope["headers"] if name != b"content-length"]
        length = max(self._told, self._length)
        self._scope["headers"] = [*others, (b"content-length", str(length).encode())]
        self._scope[EDGES] = (self._head, self._tail)


def texts_at(edges: tuple[bytes, bytes], content_type: str) -> list[str]:
    """Return what somebody wrote at length in the fields before and after a file that was too large; no file, no secret, no single word."""
    boundary = re.search(r'boundary="?([^";]+)', content_type)
    if boundary is None:
        return []
    mark = b"--" + boundary[1].encode()
    parts = [part for edge in edges for part in edge.split(mark)[1:-1]]
    fields = [(head, value) for head, blank, value in (part.partition(b"\r\n\r\n") for part in parts) if blank]
    texts = [
        value.decode("utf-8", "replace").strip()
        for head, value in fields
        if b"filename=" not in head and not any(secret in head for secret in SECRETS)
    ]
    return [text for text in dict.fromkeys(texts) if " " in text]
