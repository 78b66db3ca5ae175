"""Participants on the network: each has a card, a connection of its own, and votes as the pages lead it. Standard library only."""

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
HIDDEN = re.compile(r'<input type="hidden" name="(expectation|number|back)" value="([^"]*)"')
OPINIONS = ("1", "-1", "0")


class RefusedError(Exception):
    """The server answered something else than a participant may expect."""


@dataclass
class Answer:
    """What came back: status, where it leads, words."""

    status: int
    location: str
    text: str


@dataclass
class Browser:
    """One connection that stays open, and its cookies."""

    host: str
    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, data: dict[str, str] | None = None) -> Answer:
        """Send one request and read its answer."""
        body = urlencode(data or {}).encode()
        lines = [f"{method} {quote(path, safe='/?=&-')} HTTP/1.1", f"Host: {self.host}:{self.port}"]
        lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if data is not None:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}", "Origin: null"]
        head = "\r\n".join(lines).encode() + b"\r\n\r\n"
        if self._streams is None:
            self._streams = await asyncio.open_connection(self.host, self.port)
        reader, writer = self._streams
        writer.write(head + (body if data is not None else b""))
        await writer.drain()
        return await self._read(reader)

    async def _read(self, reader: asyncio.StreamReader) -> Answer:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = [line.partition(": ")[::2] for line in head[1:] if line]
        length = next(int(value) for name, value in headers if name.lower() == "content-length")
        for name, value in headers:
            if name.lower() == "set-cookie":
                key, _equals, kept = value.partition(";")[0].partition("=")
                self.cookies[key] = kept
        location = next((value for name, value in headers if name.lower() == "location"), "")
        return Answer(int(head[0].split()[1]), location, (await reader.readexactly(length)).decode())

    def close(self) -> None:
        """Close the connection."""
        if self._streams is not None:
            self._streams[1].close()


@dataclass
class Timings:
    """Seconds of each kind of request."""

    entering: list[float] = field(default_factory=list)
    votes: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)


async def timed(kept: list[float], asked: "asyncio.Future[Answer] | object", wanted: int) -> Answer:
    """Wait for an answer, keep how long it took, refuse another status."""
    begin = time.perf_counter()
    answer: Answer = await asked  # type: ignore[misc]
    kept.append(time.perf_counter() - begin)
    if answer.status != wanted:
        raise RefusedError(f"{answer.status} instead of {wanted}: {answer.text[:200]}")
    return answer


async def enter(browser: Browser, code: str, timings: Timings) -> str:
    """Type a code; return the address of the consultation."""
    page = await browser.ask("GET", "/c/")
    token = TOKEN.search(page.text)
    data = {"code": code, "csrfmiddlewaretoken": token[1] if token else ""}
    answer = await timed(timings.entering, browser.ask("POST", "/c/", data), 302)
    return answer.location


async def vote(browser: Browser, home: str, votes: int, timings: Timings) -> None:
    """Give ``votes`` votes, each followed by the page that it leads to."""
    page = await browser.ask("GET", f"{home}vote/")
    for number in range(votes):
        token = TOKEN.search(page.text)
        data = {**dict(HIDDEN.findall(page.text)), "opinion": OPINIONS[number % 3]}
        data["csrfmiddlewaretoken"] = token[1] if token else ""
        answer = await timed(timings.votes, browser.ask("POST", f"{home}vote/", data), 302)
        page = await timed(timings.pages, browser.ask("GET", answer.location), 200)


async def run_all(
    host: str, port: int, codes: list[str], votes: int, at_once: int, work: Callable[[], float]
) -> tuple[Timings, float, float, float]:
    """Let every code enter, then every participant vote; ``at_once`` of them at a time.

    Returns
    -------
    tuple
        Timings, seconds of entering, seconds of voting, and what ``work`` says was done while voting.
    """
    timings, gate = Timings(), asyncio.Semaphore(at_once)
    browsers = [Browser(host, port) for _ in codes]

    async def come(browser: Browser, code: str) -> str:
        async with gate:
            home = await enter(browser, code, timings)
            browser.close()
            browser._streams = None  # noqa: SLF001 - its own
            return home

    async def speak(browser: Browser, home: str) -> None:
        async with gate:
            await vote(browser, home, votes, timings)
            browser.close()

    begin = time.perf_counter()
    homes = await asyncio.gather(*(come(browser, code) for browser, code in zip(browsers, codes, strict=True)))
    entered, done_before = time.perf_counter(), work()
    await asyncio.gather(*(speak(browser, home) for browser, home in zip(browsers, homes, strict=True)))
    return timings, entered - begin, time.perf_counter() - entered, work() - done_before
