"""A backup given back from an earlier version, into a folder with its own settings, after an accident; and what is refused."""

import hashlib
import json
import os
import struct
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from danaya.engines.language import Problem
from danaya.web.restoring import read_manifest
from tests.web.test_backup import danaya, manifest, run

OLDER = """
import sys
from pathlib import Path
from danaya.cli.site import enter
enter(Path(sys.argv[1]))
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
graph, then, next_one = executor.loader.graph, ("people", "0002_time_zone"), ("people", "0003_demonstration")
untouched = [node for node in graph.leaf_nodes() if next_one not in graph.forwards_plan(node)]
apps = executor.migrate([then, *untouched]).apps
add = lambda model, **facts: apps.get_model("people", model).objects.create(**facts)
add("Administration", name={"fr": "Douanes", "en": "Customs"}, country="XT")
body = add("Organisation", name={"fr": "Douanes", "en": "Customs"}, acronym="DD", side="customs")
region = add("Region", code="sud", name={"fr": "Sud", "en": "South"})
add("Office", name={"fr": "Bureau du Sud", "en": "Southern office"}, region=region)
for number in range(5):
    post = add("Post", title={"fr": "Poste"}, sign_in_name=f"poste-{number}", role="member", organisation=body)
    account = add("Account", email=f"agent{number}@douanes.example", password="!")
    add("Tenure", post=post, account=account, since="2026-01-01")
"""

MARK = """
import sys
from pathlib import Path
from danaya.cli.site import enter
enter(Path(sys.argv[1]))
from danaya.apps.people.models import Account, Administration
print(Administration.current().demonstration, Account.objects.count())
"""


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation whose database has not been brought to this version yet: made as that version made it."""
    folder = tmp_path_factory.mktemp("older") / "site"
    folder.mkdir()
    made = run("-c", OLDER, folder)
    assert made.returncode == 0, made.stderr
    (folder / "files").mkdir()
    (folder / "files" / "note.txt").write_text("kept", "utf-8")
    return folder


@pytest.fixture(scope="module")
def kept(older: Path) -> Path:
    file = older.parent / "kept.zip"
    done = danaya("backup", file, "--data", older)
    assert done.returncode == 0, done.stderr
    return file


def altered(kept: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Write another backup, its members changed."""
    with zipfile.ZipFile(kept) as source:
        members = {name: source.read(name) for name in source.namelist()}
    change(members)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target


def edit_manifest(edit: Callable[[dict[str, object]], object]) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        found = json.loads(members["manifest.json"])
        edited = edit(found)
        members["manifest.json"] = json.dumps(found if edited is None else edited).encode()

    return change


def test_database_of_an_earlier_version_is_backed_up_as_it_stands(kept: Path) -> None:
    found = manifest(kept)
    assert ["people", "0003_demonstration"] not in found["migrations"]  # type: ignore[operator]
    assert found["rows"]["people.account"] > 3  # type: ignore[index,operator]


def test_backup_of_an_earlier_version_is_brought_to_this_one_with_its_rows(kept: Path, tmp_path: Path) -> None:
    # The migration that comes after marks what is the demonstration: it must see the rows, not empty tables.
    restored = danaya("restore", kept, "--data", tmp_path / "new")
    assert restored.returncode == 0, restored.stderr
    said = run("-c", MARK, tmp_path / "new").stdout.split()
    assert said[0] == "True"
    assert int(said[1]) == manifest(kept)["rows"]["people.account"]  # type: ignore[index]
    assert (tmp_path / "new" / "files" / "note.txt").read_text("utf-8") == "kept"
    assert not (tmp_path / "new" / "restoring").exists()
    assert os.name == "nt" or (tmp_path / "new" / "secret.key").stat().st_mode & 0o077 == 0


def test_backup_of_a_newer_version_is_refused_and_leaves_nothing(kept: Path, tmp_path: Path) -> None:
    newer = altered(kept, tmp_path / "n.zip", edit_manifest(lambda m: m["migrations"].append(["people", "0999_later"])))  # type: ignore[attr-defined]
    refused = danaya("restore", newer, "--data", tmp_path / "new")
    assert refused.returncode == 2
    assert "version plus récente" in refused.stderr
    assert not (tmp_path / "new" / "danaya.sqlite3").exists()


def test_restored_settings_do_not_lead_back_to_the_other_database(kept: Path, tmp_path: Path) -> None:
    settings = 'time_zone = "Africa/Bamako"\ndatabase = "postgresql://far/away"\n'

    def add(members: dict[str, bytes]) -> None:
        members["folder/danaya.toml"] = settings.encode()
        found = json.loads(members["manifest.json"])
        found["sha256"]["folder/danaya.toml"] = hashlib.sha256(settings.encode()).hexdigest()
        members["manifest.json"] = json.dumps(found).encode()

    other = altered(kept, tmp_path / "o.zip", add)
    assert danaya("restore", other, "--data", tmp_path / "new").returncode == 0
    assert tomllib.loads((tmp_path / "new" / "danaya.toml").read_text("utf-8")) == {"time_zone": "Africa/Bamako"}
    assert run("-c", MARK, tmp_path / "new").stdout.startswith("True")


def test_restore_cut_short_is_begun_anew_and_unpacks_only_what_the_manifest_names(kept: Path, tmp_path: Path) -> None:
    strange = altered(
        kept, tmp_path / "s.zip", lambda m: m.update({"folder/files/extra.sh": b"x", "folder/../../out.txt": b"x"})
    )
    new = tmp_path / "a" / "new"
    (new / "files").mkdir(parents=True)
    (new / "files" / "half.txt").write_text("half", "utf-8")
    refused = danaya("restore", strange, "--data", new)
    assert refused.returncode == 2, "files of somebody"
    (new / "restoring").write_text("", "ascii")
    assert danaya("restore", strange, "--data", new).returncode == 0
    assert [file.name for file in (new / "files").iterdir()] == ["note.txt"]
    assert not list(tmp_path.rglob("out.txt"))


@pytest.mark.parametrize(
    "change",
    [
        edit_manifest(lambda m: []),
        edit_manifest(lambda m: m.pop("rows") and None),
        edit_manifest(lambda m: m.update(migrations=[3])),
        edit_manifest(lambda m: m.update(migrations=["people"])),
        edit_manifest(lambda m: m.update(sha256=7)),
        edit_manifest(lambda m: m["rows"].update({"people.nothing": 1})),  # type: ignore[attr-defined]
        edit_manifest(lambda m: m.update(form="danaya-backup-9")),
        lambda members: members.update({"manifest.json": b"\xff\xfe"}),
        lambda members: members.pop("rows/people.account.jsonl"),
    ],
)
def test_odd_manifest_is_refused_in_words(kept: Path, tmp_path: Path, change: Callable[..., None]) -> None:
    with zipfile.ZipFile(altered(kept, tmp_path / "odd.zip", change)) as archive, pytest.raises(Problem) as refused:
        read_manifest(archive, "odd.zip")
    assert refused.value.code == "backup-damaged"


def places_of_contents(backup: Path) -> list[int]:
    """The place of a byte of the content of each member that has any, and of one in the list of members at the end."""
    with zipfile.ZipFile(backup) as archive, backup.open("rb") as file:
        places = [archive.start_dir + 46]  # the name of the first
        for member in filter(lambda one: one.file_size, archive.infolist()):
            file.seek(member.header_offset + 26)
            name, extra = struct.unpack("<HH", file.read(4))
            places.append(member.header_offset + 30 + name + extra + member.compress_size // 2)
    return places


def test_flipped_bytes_of_contents_are_noticed(kept: Path, tmp_path: Path) -> None:
    content, places = kept.read_bytes(), places_of_contents(kept)
    assert len(places) > 8
    for place in places[:: max(len(places) // 12, 1)]:
        with pytest.raises(Problem), zipfile.ZipFile(flipped(content, place, tmp_path)) as archive:
            read_manifest(archive, "flipped.zip")


def test_a_flipped_byte_that_is_not_noticed_changes_nothing(kept: Path, tmp_path: Path) -> None:
    """Between the contents stand headers that no reader needs: the date of a member, say."""
    content, whole = kept.read_bytes(), contents_of(kept)
    for part in range(1, 9):
        path = flipped(content, part * len(content) // 10, tmp_path)
        try:
            with zipfile.ZipFile(path) as archive:
                read_manifest(archive, "flipped.zip")
        except (Problem, zipfile.BadZipFile):
            continue
        assert contents_of(path) == whole


def flipped(content: bytes, place: int, folder: Path) -> Path:
    changed = bytearray(content)
    changed[place] ^= 0x55
    path = folder / "flipped.zip"
    path.write_bytes(changed)
    return path


def contents_of(backup: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(backup) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["backup", "{tmp}/b.zip", "--data", "{tmp}/nowhere"], "ne contient pas d'installation"),
        (["backup", "{tmp}/b.zip", "--data", "{tmp}/empty"], "ne contient pas d'installation"),
        (["backup", "{tmp}/empty", "--data", "{older}"], "ne peut pas être écrite ici"),
        (["restore", "{tmp}/none.zip", "--data", "{tmp}/new"], "n'existe pas"),
        (["restore", "{tmp}/empty", "--data", "{tmp}/new"], "Prenez une autre copie"),
        (["restore", "{kept}", "--data", "{tmp}/file/new"], "ne peut pas servir"),
        (["restore", "{kept}", "--data", "{older}"], "Restaurez dans un dossier vide"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    arguments: list[str], words: str, kept: Path, older: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("", "ascii")
    given = [part.format(tmp=tmp_path, kept=kept, older=older) for part in arguments]
    refused = danaya(*given)
    assert refused.returncode == 2, refused.stderr
    assert words in refused.stderr.replace("\u202f", " ").replace("\u00a0", " ")
    assert not (tmp_path / "nowhere").exists()
    assert not (tmp_path / "b.zip").exists()
    assert not list(tmp_path.glob(".*.partial"))
