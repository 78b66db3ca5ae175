"""Bodies of requests that are too large: read and thrown away as they come, so that none of them fills the disk.

Django writes a whole body to a temporary file before any middleware sees the request.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Application = Callable[[MutableMapping[str, Any], Receive, Callable[[Message], Awaitable[None]]], Awaitable[None]]

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
        self._length += len(message.get("body", b""))

    def _tell_length(self) -> None:
        """Let the application know how long the body was: one sent in chunks does not say so itself."""
        others = [(name, value) for name, value in self._scope["headers"] if name != b"content-length"]
        length = max(self._told, self._length)
        self._scope["headers"] = [*others, (b"content-length", str(length).encode())]
