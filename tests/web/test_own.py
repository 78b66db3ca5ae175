"""From the demonstration to one's own: started once, never taken for another program, and said where it does not come."""

import http.server
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.urls import reverse

from danaya.web import own as module
from danaya.web.own import Own, answers, find_own, start
from danaya.web.views.own import MOST_LOOKS

pytestmark = pytest.mark.django_db
OURS = b'{"status": "ok", "version": "1"}'


@contextmanager
def listening(content):
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args):
            return

    server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture
def started(monkeypatch):
    commands = []
    monkeypatch.setattr(module.subprocess, "Popen", lambda command, **facts: commands.append((command, facts["env"])))
    return commands


@pytest.fixture
def offered(settings, monkeypatch, tmp_path):
    """The demonstration as its command serves it; returns how to say at which port the own installation answers."""
    settings.DEMONSTRATION = True
    monkeypatch.setenv("DANAYA_OWN_FOLDER", str(tmp_path / "data"))

    def at(port):
        monkeypatch.setenv("DANAYA_OWN_PORT", str(port))

    at(1)
    return at


def test_own_installation_is_offered_by_the_demonstration_only(offered, settings):
    assert find_own().port == 1
    settings.DEMONSTRATION = False
    assert find_own() is None


def test_own_installation_starts_in_its_folder_with_nothing_of_the_demonstration(offered, client, started, tmp_path):
    assert client.post(reverse("own"))["Location"] == reverse("own_opening")
    (command, environment), = started  # fmt: skip
    assert command[command.index("--data") + 1] == str(tmp_path / "data")
    assert not [name for name in environment if name.startswith("DANAYA_")]


def test_what_answers_already_is_not_started_again(offered, client, started):
    with listening(OURS) as port:
        offered(port)
        client.post(reverse("own"))
        assert client.get(reverse("own_opening"))["Location"] == f"http://localhost:{port}/"
    assert started == []


@pytest.mark.parametrize("content", [b"<html>another program</html>", b'{"status": "ok"}', b"[1]", b""])
def test_another_program_at_the_port_is_said_and_never_led_to(offered, client, started, content):
    with listening(content) as port:
        offered(port)
        assert answers(Own(Path("data"), port)) is False
        answer = client.post(reverse("own"), headers={"accept-language": "fr"})
        assert answer.status_code == 422
        assert f"port {port}" in answer.content.decode()
        assert client.get(reverse("own_opening")).status_code == 200
    assert started == []


def test_waiting_goes_on_for_a_while_then_says_what_to_do(offered, client):
    address = reverse("own_opening")
    assert client.get(address)["Refresh"] == f"1; url={address}?looked=1"
    assert client.get(address, {"looked": "7"})["Refresh"].endswith("looked=8")
    last = client.get(address, {"looked": str(MOST_LOOKS - 1)}, headers={"accept-language": "fr"})
    assert "Refresh" not in last
    assert "python3 start.py own" in last.content.decode()
    assert client.get(address, {"looked": "²"})["Refresh"].endswith("looked=1")


def test_start_needs_a_free_port(started):
    with listening(b"") as port, pytest.raises(module.Problem):
        start(Own(Path("data"), port))
