"""Commands of an installation, where they refuse before anything starts."""

import errno
import socket

import pytest

from danaya.cli.site import refuse_taken_port
from danaya.engines.language import Problem


def test_port_another_program_listens_at_is_told_with_the_next_one():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Problem) as refused:
            refuse_taken_port("127.0.0.1", port)
    assert refused.value.code == "port-taken"
    assert f"--port {port % 65535 + 1}" in refused.value.in_language("fr")


def test_port_that_is_free_again_is_taken_at_once():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    refuse_taken_port("127.0.0.1", port)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EADDRNOTAVAIL])
def test_address_where_nobody_may_listen_is_not_called_taken(number, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(Problem) as refused:
        refuse_taken_port("127.0.0.1", 80)
    assert refused.value.code == "port-not-here"


def test_name_that_is_no_address_of_this_machine_is_told():
    with pytest.raises(Problem) as refused:
        refuse_taken_port("nowhere.invalid", 8000)
    assert refused.value.code == "port-not-here"
