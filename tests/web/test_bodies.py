"""Bodies that are too large never reach the disk, whether they tell their length or come in chunks."""

import pytest

from danaya.web.bodies import EDGES, bounded, texts_at


class Heard:
    """An application that reads its whole body, as Django does before it looks at anything."""

    def __init__(self):
        self.body, self.headers, self.after = b"", {}, None

    async def __call__(self, scope, receive, send):
        while True:
            message = await receive()
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                break
        self.headers = dict(scope["headers"])
        self.after = await receive()


def run(work):
    """Run work that never waits: no loop is needed, which another test of this process may have."""
    try:
        work.send(None)
    except StopIteration:
        return
    pytest.fail("it waits for something")


def sent(pieces, headers=(), kind="http"):
    """Send ``pieces`` through the bound of 10 bytes; return what the application heard, and how much was not read."""
    waiting = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    waiting[-1]["more_body"] = False
    waiting.append({"type": "http.disconnect"})

    async def receive():
        return waiting.pop(0)

    heard = Heard()
    run(bounded(heard, 10)({"type": kind, "headers": list(headers)}, receive, None))
    return heard, len(waiting)


def test_body_within_the_bound_passes_as_it_is():
    heard, left = sent([b"12345", b"67890"], [(b"content-length", b"10")])
    assert (heard.body, heard.headers, left) == (b"1234567890", {b"content-length": b"10"}, 0)
    assert heard.after == {"type": "http.disconnect"}


@pytest.mark.parametrize("headers", [[(b"content-length", b"15")], [(b"transfer-encoding", b"chunked")]])
def test_body_over_the_bound_is_thrown_away_to_its_end_and_its_length_told(headers):
    heard, left = sent([b"12345", b"67890", b"abcde"], headers)
    assert heard.headers[b"content-length"] == b"15"
    assert len(heard.body) <= 10
    assert (left, heard.after) == (0, {"type": "http.disconnect"})


def test_first_piece_of_a_body_known_to_be_too_large_is_not_passed_on():
    heard, _left = sent([b"12345", b"67890", b"abcde"], [(b"content-length", b"15")])
    assert heard.body == b""


def test_sender_that_goes_away_is_told_to_the_application():
    waiting = [{"type": "http.request", "body": b"x" * 11, "more_body": True}, {"type": "http.disconnect"}]

    async def receive():
        return waiting.pop(0)

    heard = []

    async def application(scope, receive, send):
        heard.append(await receive())

    run(bounded(application, 10)({"type": "http", "headers": []}, receive, None))
    assert heard == [{"type": "http.disconnect"}]


def part(name, value, more=b""):
    return b'--7d\r\nContent-Disposition: form-data; name="' + name + b'"' + more + b"\r\n\r\n" + value + b"\r\n"


def test_texts_around_a_file_that_is_too_large_come_back():
    """Evidence of a gigabyte costs nobody what was typed beside it; neither the file nor a secret is shown."""
    before = part(b"csrfmiddlewaretoken", b"a b") + part(b"words", "Fait à Kayes, deux files".encode())
    file = part(b"file", b"not text " * 40_000, b'; filename="big.pdf"')
    after = part(b"pin", b"12 34") + part(b"other", b"one") + part(b"reason", b"Because of rain") + b"--7d--\r\n"
    scope = {"type": "http", "headers": [(b"transfer-encoding", b"chunked")]}
    body = before + file + after
    pieces = [body[place : place + 5000] for place in range(0, len(body), 5000)]
    waiting = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    waiting += [{"type": "http.request", "body": b"", "more_body": False}, {"type": "http.disconnect"}]

    async def receive():
        return waiting.pop(0)

    run(bounded(Heard(), 100_000)(scope, receive, None))
    typed = texts_at(scope[EDGES], 'multipart/form-data; boundary="7d"')
    assert typed == ["Fait à Kayes, deux files", "Because of rain"]
    assert texts_at(scope[EDGES], "text/plain") == []
