"""The ``[mail]`` table and ``address`` of danaya.toml: read, or refused with what to write."""

import os
import subprocess
import sys
import tomllib

import pytest

from danaya.apps.notices.server import MailServer, read_mail_server
from danaya.engines.language import Problem
from danaya.web.folder import DataFolder

WHOLE = """
[mail]
host = "smtp.douanes.example"
port = 2525
user = "danaya"
password = "secret"
from = "Danaya <danaya@douanes.example>"
tls = "none"
"""
LEAST = '[mail]\nhost = "smtp.douanes.example"\nfrom = "danaya@douanes.example"\n'


def read(text, folder):
    return read_mail_server(tomllib.loads(text).get("mail"), folder)


def test_whole_table(tmp_path):
    server = read(WHOLE, tmp_path)
    sender = "Danaya <danaya@douanes.example>"
    assert server == MailServer("smtp.douanes.example", 2525, sender, "none", "danaya", "secret")
    assert (server.address, server.domain) == ("danaya@douanes.example", "douanes.example")


@pytest.mark.parametrize(
    ("tls", "port"), [("", 587), ('tls = "starttls"', 587), ('tls = "tls"', 465), ('tls = "none"', 25)]
)
def test_connection_is_encrypted_unless_said_otherwise(tmp_path, tls, port):
    server = read(LEAST + tls, tmp_path)
    assert server.port == port
    assert server.tls == (tls.split('"')[1] if tls else "starttls")


def test_no_table_means_no_mail(tmp_path):
    assert read("", tmp_path) is None


def test_password_from_a_file_beside_the_settings(tmp_path):
    (tmp_path / "mail.txt").write_text("secret du fichier\n", "utf-8")
    assert read(LEAST + 'password_file = "mail.txt"', tmp_path).password == "secret du fichier"


def test_password_is_not_shown(tmp_path):
    assert "secret" not in repr(read(WHOLE, tmp_path))


WRONG = {
    "no host": ('[mail]\nfrom = "a@b.example"', "host ="),
    "no sender": ('[mail]\nhost = "x"', "from ="),
    "sender without address": ('[mail]\nhost = "x"\nfrom = "Danaya"', "from ="),
    "sender of two lines": ('[mail]\nhost = "x"\nfrom = "a@b.example\\nBcc: c@d.example"', "from ="),
    "tls": (LEAST + 'tls = "ssl"', "starttls"),
    "port": (LEAST + 'port = "587"', "587"),
    "port too high": (LEAST + "port = 70000", "70000"),
    "unknown key": (LEAST + 'pasword = "x"', "pasword"),
    "no table": ('mail = "smtp.douanes.example"', "[mail]"),
    "missing file": (LEAST + 'password_file = "nowhere.txt"', "nowhere.txt"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_table_says_what_to_write(tmp_path, wrong):
    text, said = WRONG[wrong]
    with pytest.raises(Problem) as caught:
        read(text, tmp_path)
    assert caught.value.code == "mail-setting"
    for language in ("fr", "en"):
        assert said in caught.value.in_language(language)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("", ""),
        ("https://danaya.douanes.example", "https://danaya.douanes.example"),
        ("https://douanes.example/danaya/", "https://douanes.example/danaya"),
        ("http://192.168.8.2:8000", "http://192.168.8.2:8000"),
    ],
)
def test_address(tmp_path, written, read_as):
    (tmp_path / "danaya.toml").write_text(f'address = "{written}"\n', "utf-8")
    assert DataFolder(tmp_path).address == read_as


@pytest.mark.parametrize("written", ["danaya.douanes.example", "ftp://x.example", "https://", "https://x.example/?a=1"])
def test_address_that_is_none_is_refused(tmp_path, written):
    (tmp_path / "danaya.toml").write_text(f'address = "{written}"\n', "utf-8")
    with pytest.raises(Problem) as caught:
        _ = DataFolder(tmp_path).address
    assert caught.value.code == "address-setting"


SHOW = """
import django; django.setup()
from django.conf import settings
print(settings.MAIL, settings.ADDRESS, "danaya.douanes.example" in settings.ALLOWED_HOSTS)
"""


def settings_of(folder, text):
    (folder / "danaya.toml").write_text(text, "utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DANAYA_", "DATABASE_"))}
    environment |= {"DANAYA_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "danaya.web.settings"}
    command = [sys.executable, "-c", SHOW]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


ADDRESS = 'address = "https://danaya.douanes.example"\n'


def test_settings_of_an_installation_name_its_server(tmp_path):
    shown = settings_of(tmp_path, ADDRESS + WHOLE)
    expected = "MailServer(smtp.douanes.example:2525, none) https://danaya.douanes.example True\n"
    assert shown.stdout == expected, shown.stderr


def test_demonstration_names_no_server_whatever_its_settings_say(tmp_path):
    shown = settings_of(tmp_path, "demonstration = true\ntoday = 2026-05-04\n" + ADDRESS + WHOLE)
    assert shown.stdout.startswith("None "), shown.stderr


def test_command_says_what_is_wrong_without_a_traceback(tmp_path):
    (tmp_path / "danaya.toml").write_text('[mail]\nhost = "x"\n', "utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DANAYA_", "DJANGO_"))}
    command = [sys.executable, "-m", "danaya.cli.main", "migrate", "--data", str(tmp_path)]
    refused = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "indiquez l’expéditeur" in refused.stderr
    assert "Traceback" not in refused.stderr
