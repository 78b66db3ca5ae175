"""``danaya verify`` as a federation's secretary runs it: what it answers, in which words, and what it does with any file."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from danaya.cli import verify as command
from danaya.cli.verify import verify_command
from danaya.engines.seals.offline import offline_copy
from danaya.engines.seals.printed import printed
from danaya.engines.seals.reading import read_record
from tests.engines.seals.plans import DIGEST, FILE, HEAD, LINKS, RECORD, chained, content, payloads, resealed

RECEIPT = printed(LINKS[5].digest)
MISTYPED = printed(DIGEST)[1] + printed(DIGEST)[0] + printed(DIGEST)[2:]


class Typing(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    path.write_bytes(FILE)
    return path


@pytest.fixture
def told(capsys):
    """Run the command; return its status, what it says and what it complains of, without the spaces of typesetting."""

    def run(*arguments: object, language: str = "fr") -> tuple[int, str, str]:
        status = verify_command([*map(str, arguments), "--lang", language])
        shown = capsys.readouterr()
        assert "Traceback" not in shown.err
        out, err = (text.replace("\u202f", " ").replace("\u00a0", " ") for text in (shown.out, shown.err))
        return status, out, err

    return run


def page_of(found: dict, path: Path) -> Path:
    path.write_text(offline_copy(read_record(found)), "utf-8")
    return path


# What it answers


def test_whole_record_holds_against_the_last_receipt(record, told):
    status, out, err = told(record, "--digest", printed(HEAD))
    assert (status, err) == (0, "")
    assert out.startswith(
        "Conforme : ce dossier est bien ce qui a été signé.\n\nPlan d'action commun pour l'intégrité\n"
    )
    assert f"Empreinte que donne ce texte : {printed(DIGEST)}" in out
    assert (
        "  14 novembre 2026 – CNPM, Président (B. Keïta) : a adopté le plan avec des réserves écrites, dans le système. "
        "Prouvé (entrée 6).\n    Réserves écrites : L'engagement E-02 suppose un budget voté. / À revoir en mars.\n"
    ) in out
    assert "12 novembre 2026 – Douanes, Directeur des enquêtes : a signé l'engagement E-01, dans le système." in out
    assert f"Empreinte du document numérisé (SHA-256) : {RECORD.links[4].payload['scan']}" in out
    assert "non prouvé" not in out
    mine, others = out.split("Signatures sur d'autres textes")
    assert mine.count("Prouvé (") == 4
    assert "3 novembre 2026 – CNPM, Président : s'est abstenu" in others
    missing = out.split("Ce qui n'a pas pu être vérifié")[1]
    assert "Documents signés sur papier, absents de ce fichier : 1." in missing
    assert "cette copie n'ouvre pas : 1." in missing  # A. Diarra's name
    assert "Diarra" not in out


@pytest.mark.parametrize(
    "form",
    [DIGEST, DIGEST.upper(), printed(DIGEST), printed(DIGEST).lower().replace("-", " "), f" {printed(DIGEST)} "],
)
def test_digest_of_the_text_proves_the_text_however_it_is_typed(form, record, told):
    status, out, _ = told(record, "--digest", form, language="en")
    assert status == 3
    assert out.startswith("True in part")
    assert "2 entries out of 7" in out
    assert out.count("not proven (entry") == 4
    assert "Entries 3 to 7 of the register" in out


def test_digests_add_up(record, told):
    _, out, _ = told(record, "--digest", printed(DIGEST), "--digest", RECEIPT)
    assert out.count("non prouvé (entrée 7)") == out.count("non prouvé") == 1


def test_page_is_checked_like_the_record(tmp_path, told):
    path = page_of(content(), tmp_path / "plan.html")
    assert told(path, "--digest", printed(HEAD))[0] == 0
    path.write_text(path.read_text("utf-8").replace("12 bureaux.</bdi>", "2 bureaux.</bdi>"), "utf-8")
    status, out, _ = told(path, "--digest", printed(HEAD))
    assert status == 1
    assert "La page a été modifiée" in out


def test_changed_letter_is_told_with_its_commitment(record, told):
    record.write_bytes(FILE.replace(b"12 bureaux", b"13 bureaux"))
    status, out, _ = told(record, "--digest", printed(DIGEST))
    assert status == 1
    assert out.startswith("Non conforme : ce fichier n'est pas ce qui a été signé.")
    assert out.split("Ce qui a été comparé\n")[1].startswith(
        "  Non conforme – L'empreinte saisie est celle du texte signé"
    )
    assert "E-01 (modifié)" in out
    assert "Qui a signé ce texte" not in out  # nobody signed the text that stands there now
    assert printed(DIGEST) not in out


def test_history_rewritten_and_sealed_anew_by_whoever_keeps_the_server(tmp_path, told):
    entries = payloads()
    entries[5] = {**entries[5], "stance": "adopted", "reservations": ""}
    path = page_of(chained(entries, {**content(), "openings": []}), tmp_path / "plan.html")
    status, out, _ = told(path, "--digest", RECEIPT)
    assert (status, "l'historique a été réécrit" in out) == (1, True)
    status, out, _ = told(path, "--digest", printed(DIGEST))  # the paper knows nothing of what was signed after it
    assert status == 3
    assert "CNPM, Président : a adopté le plan, dans le système. Selon ce fichier, non prouvé (entrée 6)." in out


def test_text_rewritten_and_sealed_anew_fails_against_paper(tmp_path, told):
    found = content()
    found["plan"]["articles"][0]["fields"][0][1] = "Les tarifs sont affichés dans 2 bureaux."
    path = page_of(resealed(found), tmp_path / "plan.html")
    assert told(path)[0] == 2
    for typed in (DIGEST, RECEIPT, printed(HEAD)):
        assert told(path, "--digest", typed)[0] == 1


def test_register_without_a_plan(tmp_path, told):
    path = tmp_path / "journal.json"
    found = content()
    found.update(plan=None, table=[], digest="")
    path.write_text(json.dumps(found), "utf-8")
    status, out, _ = told(path, "--digest", HEAD)
    assert status == 0
    assert "Empreinte que donne" not in out


# Without a digest


def test_without_a_digest_only_agreement_is_checked_and_said_to_be(record, told):
    for given in ((), ("--digest", ""), ("--digest", "  ")):
        status, out, err = told(record, *given)
        assert status == 2
        assert "seul l'accord du fichier avec lui-même a été vérifié" in out
        assert ("ajoutez --digest" in err) is not bool(given)


def test_on_a_terminal_the_digest_is_asked_for_until_it_can_be_one(record, told, monkeypatch):
    monkeypatch.setattr(sys, "stdin", Typing(f"{MISTYPED}\n{printed(HEAD)}\n"))
    status, out, err = told(record)
    assert (status, out.startswith("Conforme : ")) == (0, True)
    assert err.count("Empreinte imprimée sur votre exemplaire") == 2
    assert "Relisez l'empreinte groupe par groupe" in err


def test_on_a_terminal_one_may_go_without(record, told, monkeypatch):
    monkeypatch.setattr(sys, "stdin", Typing("\n"))
    assert told(record)[0] == 2
    monkeypatch.setattr(sys, "stdin", Typing(""))  # the end of what is typed (Ctrl-D)
    assert told(record)[0] == 2
    monkeypatch.setattr(sys, "stdin", Typing("nonsense\n" * 9))
    status, out, err = told(record)
    assert (status, err.count("Empreinte imprimée")) == (2, command.TRIES)
    assert "Vous avez saisi 8 signes" in out


# Whatever the file


def bad(tmp_path: Path) -> dict[str, tuple[Path, str]]:
    """Files that are no copy of a plan, and what is said of each."""
    written = {
        "empty": (b"", "est vide"),
        "blank": (b" \n\t\n", "est vide"),
        "binary": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "n'est pas un dossier de plan, ou il a été abîmé"),
        "broken": (b'{"form": "danaya record",, }', "n'est pas un dossier de plan, ou il a été abîmé"),
        "truncated": (FILE[: len(FILE) // 2], "n'est pas un dossier de plan, ou il a été abîmé"),
        "other": (b'{"type": "FeatureCollection", "features": []}', "n'est pas un dossier de plan"),
        "lacking": (FILE.replace(b'"table":', b'"tables":'), "n'est pas un dossier de plan, ou il a été abîmé"),
        "twice": (FILE.replace(b'"version":1}', b'"version":1,"version":1}'), "n'est pas un dossier de plan"),
        "newer": (
            FILE.replace(b'"version":1}', b'"version":2}'),
            "dans une version (2) que ce programme ne connaît pas",
        ),
        "page": (b"<!DOCTYPE html><html><body>Bonjour</body></html>", "n'est pas un dossier de plan"),
        "utf-16": (FILE.decode().encode("utf-16"), "n'est pas un dossier de plan"),
        "deep": (b"[" * 100_000, "emboîte trop d'éléments"),
    }
    found = {}
    for name, (text, words) in written.items():
        (tmp_path / name).write_bytes(text)
        found[name] = (tmp_path / name, words)
    with (tmp_path / "huge").open("wb") as stream:
        stream.truncate(1024**3)  # a hole: no disk is used
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    return found | {
        "huge": (tmp_path / "huge", "dépasse 32 Mo"),
        "missing": (tmp_path / "absent.json", "n'existe pas. Vérifiez le nom"),
        "folder": (tmp_path, "est un répertoire. Donnez le fichier"),
        "loop": (tmp_path / "loop", "ne s'ouvre pas. Vérifiez votre droit de le lire"),
        "nul": (Path("a\0b"), "ne s'ouvre pas"),
        "long": (Path("a" * 5000), "ne s'ouvre pas"),
    }


def test_what_is_no_copy_of_a_plan_is_said_in_words(tmp_path, told):
    for name, (path, words) in bad(tmp_path).items():
        status, out, err = told(path, "--digest", printed(DIGEST))
        assert (status, out) == (2, ""), name
        assert words in err, (name, err)
        assert "conforme" not in err.lower(), name  # nothing is said against a file that is something else
        english = told(path, language="en")[2]
        assert english != err, name
        assert "“" in english or str(path) in english, name


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root reads everything")
def test_file_that_may_not_be_read(record, told):
    record.chmod(0)
    assert "ne s'ouvre pas" in told(record)[2]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (MISTYPED, "deux signes sont échangés"),
        (printed(DIGEST)[:-1], "Vous avez saisi 29 signes"),
        (DIGEST[:-1], "Vous avez saisi 63 signes"),
        ("O" + printed(DIGEST)[1:], "Le signe O n'existe pas dans cette empreinte"),
        ("x" * 100_000, "signes. La forme courte en a 30"),
    ],
)
def test_mistyped_digest_accuses_nobody(typed, words, record, told):
    status, out, _ = told(record, "--digest", typed)
    assert status == 2
    assert out.startswith("Pas de conclusion")
    assert words in out


def test_words_over_and_options_that_do_not_exist(record, told, capsys):
    status, _, err = told(record, "--digest", *printed(DIGEST).split("-"))
    assert status == 2
    assert "l'empreinte sans espaces ou entre guillemets" in err
    with pytest.raises(SystemExit) as ended:
        verify_command([str(record), "--colour", "--lang", "en"])
    assert ended.value.code == 2
    assert "Unknown option: --colour" in capsys.readouterr().err


def test_forged_record_gives_no_orders_to_the_terminal(tmp_path, told):
    entries = payloads()
    entries[6] = {**entries[6], "organisation": "\x1b[2J\rConforme", "post": "a\nConforme : tout"}
    found = content()
    found["plan"]["title"] = "x\n\x1b]0;Conforme\x07\u202e"
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(chained(entries, found)), "utf-8")
    status, out, _ = told(path, "--digest", DIGEST)
    assert status == 1
    assert all(sign == "\n" or sign.isprintable() for sign in out)
    assert not [line for line in out.splitlines() if line.startswith("Conforme")]


# The page it writes


def test_new_page_is_written_from_the_record_and_holds(tmp_path, told):
    saved, new = tmp_path / "saved.html", tmp_path / "new.html"
    saved.write_text(offline_copy(RECORD).replace("<body>", '<body class="saved">'), "utf-8")
    status, _, err = told(saved, "--digest", HEAD, "--page", new)
    assert (status, "Page écrite" in err) == (1, True)  # the page that came is false, its record is not
    assert new.read_text("utf-8") == offline_copy(RECORD)
    assert told(new, "--digest", HEAD)[0] == 0
    status, _, err = told(new, "--digest", HEAD, "--page", new)
    assert (status, "existe déjà et reste comme il est" in err) == (2, True)
    status, _, err = told(new, "--digest", HEAD, "--page", tmp_path / "absent" / "new.html")
    assert (status, "ne s'écrit pas" in err) == (2, True)


def test_no_page_is_written_of_a_false_record(tmp_path, record, told):
    record.write_bytes(FILE.replace(b"12 bureaux", b"13 bureaux"))
    status, _, err = told(record, "--page", tmp_path / "new.html")
    assert (status, "La page n'a pas été écrite" in err) == (1, True)
    assert not (tmp_path / "new.html").exists()


# The process


def test_it_runs_by_itself_without_django(record):
    program = (
        "import sys; from danaya.cli.main import main; status = main(sys.argv[1:]);"
        "loaded = {name.split('.')[0] for name in sys.modules} & {'django', 'numpy', 'scipy', 'cryptography'};"
        "sys.exit(90 if loaded else status)"
    )
    environment = {**os.environ, "LANG": "en_GB.UTF-8", "LC_ALL": "", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program, "verify", str(record), "--digest", printed(DIGEST)],
        capture_output=True, text=True, encoding="utf-8", env=environment, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert done.stdout.startswith("True in part")


def test_unforeseen_error_accuses_nobody(capsys, monkeypatch, tmp_path, record):
    from danaya.cli import main

    def stumble(*_: object) -> None:
        raise RuntimeError("the moon")

    monkeypatch.setattr(command, "verify", stumble)
    monkeypatch.setattr(main.tempfile, "tempdir", str(tmp_path))
    assert main.main(["verify", str(record)]) == 2  # 1 would say: not what was signed
    assert "RuntimeError" in capsys.readouterr().err


def test_whoever_reads_may_stop_reading(tmp_path, record):
    """``danaya verify … | head``: the pipe is closed, and nothing was unforeseen."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "danaya.cli.main", "verify", str(record), "--digest", printed(DIGEST)],
            stdout=closed, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False,
            env={**os.environ, "TMPDIR": str(tmp_path)},
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (141, b"")
    assert list(tmp_path.iterdir()) == [record]
