"""The way back in from the machine's terminal."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MAKE = """
import sys
from pathlib import Path
from danaya.cli.site import enter, migrate
enter(Path(sys.argv[1]))
migrate()
from danaya.demo.chapters import people
people.tell()
"""
USE = """
import sys
from pathlib import Path
from danaya.cli.site import enter
enter(Path(sys.argv[1]))
from danaya.apps.people.actions.reset_with_recovery_code import reset_with_recovery_code
from danaya.apps.people.clock import now
from danaya.base.journal.models import Entry
account = reset_with_recovery_code(sys.argv[2], sys.argv[3], "quatre mots pour entrer", at=now())
print(account.check_password("quatre mots pour entrer"), Entry.objects.filter(verb="people.make_recovery_sheet").count())
"""


def python(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DANAYA_", "DJANGO_"))}
    environment = {**environment, "LANG": "fr_FR.UTF-8", "PYTHONUTF8": "1"}
    for name in ("DATABASE_URL", "TEST_DATABASE", "LC_ALL", "LANGUAGE"):
        environment.pop(name, None)
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, env=environment, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, new_database: Path) -> Path:
    folder = tmp_path_factory.mktemp("own")
    shutil.copy(new_database, folder)
    made = python("-c", MAKE, folder)
    assert made.returncode == 0, made.stderr
    return folder


def sheet(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return python("-m", "danaya.cli.main", "sheet", *arguments)


def test_code_made_at_the_terminal_opens_the_post(site: Path) -> None:
    said = sheet("coordination-integrite", "--data", site)
    assert said.returncode == 0, said.stderr
    code = re.search(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}", said.stdout)
    assert code is not None
    used = python("-c", USE, site, "coordination-integrite", code[0])
    assert used.stdout.split() == ["True", "2"], used.stderr


def test_name_that_is_nobodys_is_said_with_those_there_are(site: Path) -> None:
    said = sheet("coordinateur", "--data", site)
    assert said.returncode == 2
    assert "personne ne répond à cet identifiant" in said.stderr
    assert "coordination-integrite" in said.stderr
    assert "Traceback" not in said.stderr
