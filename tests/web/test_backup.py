"""A backup gives back an identical installation, on SQLite and on PostgreSQL, or refuses in words."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.postgres import Server, programs

MAKE = """
import sys
from pathlib import Path
from danaya.cli.site import enter, migrate
folder = Path(sys.argv[1])
(folder / "danaya.toml").write_text('time_zone = "Africa/Bamako"', "utf-8")
enter(folder)
migrate()
from danaya.demo.chapters import people
people.tell()
from datetime import date, datetime, UTC
from danaya.apps.notices.actions.change_preferences import change_preferences
from danaya.apps.notices.actions.notify import notify
from danaya.apps.notices.models import Mail
from danaya.apps.notices.texts import NoticeText
from danaya.apps.people.models import Account, Post
at = datetime(2026, 5, 4, 9, tzinfo=UTC)
account, text = Account.objects.order_by("pk").first(), NoticeText({"fr": "Été", "en": "Summer"}, {})
notices = [notify(to, "people.account", text=text, at=at, key="k") for to in (account, Post.objects.first())]
Mail.objects.create(account=account, urgency="security", made_at=at, next_at=at).notices.set(notices)
facts = {"mail": True, "refused_kinds": ["x"], "days": [1], "paused_until": date(2026, 6, 1)}
change_preferences(account, **facts, actor=None, at=at)
(folder / "datasets" / "x").mkdir(parents=True)
(folder / "datasets" / "x" / "answers.parquet").write_bytes(bytes(range(256)))
"""

VERIFY = """
import sys
from pathlib import Path
from danaya.cli.site import enter
enter(Path(sys.argv[1]))
from danaya.base.journal.entries import verify
from danaya.base.journal.models import Entry
print(verify(), Entry.objects.count())
"""


def run(*arguments: str | Path, database: str = "") -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DANAYA_", "DJANGO_"))}
    environment |= {"DATABASE_URL": database} if database else {}
    environment.pop("TEST_DATABASE", None)
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, env=environment, check=False)


def danaya(*arguments: str | Path, database: str = "") -> subprocess.CompletedProcess[str]:
    return run("-m", "danaya.cli.main", *arguments, database=database)


def manifest(file: Path) -> dict[str, object]:
    with zipfile.ZipFile(file) as archive:
        return json.loads(archive.read("manifest.json"))


def contents(file: Path) -> dict[str, object]:
    """Return what a backup holds: rows as values (PostgreSQL keeps the keys of JSON in an order of its own), files as bytes."""
    with zipfile.ZipFile(file) as archive:
        members = [name for name in archive.namelist() if name != "manifest.json"]
        return {
            name: [json.loads(line) for line in archive.read(name).decode().splitlines()]
            if name.startswith("rows/")
            else archive.read(name)
            for name in members
        }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, new_database: Path) -> Path:
    folder = tmp_path_factory.mktemp("first")
    shutil.copy(new_database, folder)
    made = run("-c", MAKE, folder)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture(scope="module")
def kept(site: Path) -> Path:
    file = site.with_name("kept.zip")
    done = danaya("backup", file, "--data", site)
    assert done.returncode == 0, done.stderr
    return file


def test_restored_installation_is_identical(kept: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"

    restored = danaya("restore", kept, "--data", tmp_path / "second")
    danaya("backup", again, "--data", tmp_path / "second")

    assert restored.returncode == 0, restored.stderr
    assert manifest(again) == manifest(kept)
    rows = manifest(kept)["rows"]
    assert {rows[f"notices.{name}"] for name in ("notice", "mail", "preferences")} == {2, 1}  # type: ignore[index]
    assert len(contents(kept)["rows/notices.mail.jsonl"][0]["fields"]["notices"]) == 2  # type: ignore[index]
    assert (tmp_path / "second" / "datasets" / "x" / "answers.parquet").read_bytes() == bytes(range(256))


def test_journal_of_restored_installation_holds(kept: Path, tmp_path: Path) -> None:
    danaya("restore", kept, "--data", tmp_path / "second")

    said = run("-c", VERIFY, tmp_path / "second").stdout.split()

    assert said[0] == "None"
    assert int(said[1]) == manifest(kept)["rows"]["journal.entry"] > 10  # type: ignore[index,operator]


def test_backup_of_sqlite_comes_back_on_postgresql(kept: Path, tmp_path: Path) -> None:
    binaries = programs()
    if binaries is None:
        if os.environ.get("REQUIRE_POSTGRES") == "1":
            pytest.fail("REQUIRE_POSTGRES=1, but no PostgreSQL server program on this machine")
        pytest.skip("no PostgreSQL server program on this machine")
    server = Server(binaries)
    try:
        restored = danaya("restore", kept, "--data", tmp_path / "second", database=server.address)
        again = danaya("backup", tmp_path / "again.zip", "--data", tmp_path / "second", database=server.address)
    finally:
        server.stop()

    assert restored.returncode == 0, restored.stderr
    assert again.returncode == 0, again.stderr
    assert contents(tmp_path / "again.zip") == contents(kept)


def test_backup_is_readable_by_its_owner_only(kept: Path) -> None:
    assert os.name == "nt" or kept.stat().st_mode & 0o077 == 0


def test_restore_into_filled_folder_is_refused(kept: Path, site: Path) -> None:
    refused = danaya("restore", kept, "--data", site)

    assert refused.returncode == 2
    assert "Restaurez dans un dossier vide" in refused.stderr


def damaged_copies(kept: Path, folder: Path) -> dict[str, Path]:
    content = kept.read_bytes()
    copies = {"truncated": content[: len(content) // 2], "not a backup": b"something else", "empty": b""}
    files = {name: folder / f"{name}.zip" for name in (*copies, "changed", "without manifest")}
    for name, part in copies.items():
        files[name].write_bytes(part)
    with zipfile.ZipFile(kept) as source:
        for name in ("changed", "without manifest"):
            with zipfile.ZipFile(files[name], "w") as target:
                for member in source.namelist():
                    if name == "without manifest" and member == "manifest.json":
                        continue
                    data = source.read(member)
                    is_journal = name == "changed" and member.endswith("journal.entry.jsonl")
                    target.writestr(member, data.replace(b"hand_over", b"hand_0ver") if is_journal else data)
    return files


def test_damaged_backup_is_refused_and_leaves_nothing(kept: Path, tmp_path: Path) -> None:
    for name, file in damaged_copies(kept, tmp_path).items():
        folder = tmp_path / f"from {name}"

        refused = danaya("restore", file, "--data", folder)

        assert refused.returncode == 2, name
        assert "Prenez une autre copie" in refused.stderr, name
        assert "Traceback" not in refused.stderr, name
        assert not (folder / "danaya.sqlite3").exists(), name


def test_backup_into_missing_folder_says_so(site: Path, tmp_path: Path) -> None:
    refused = danaya("backup", tmp_path / "nowhere" / "kept.zip", "--data", site)

    assert refused.returncode == 2
    assert "n'existe pas" in refused.stderr
