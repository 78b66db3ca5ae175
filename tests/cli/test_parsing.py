"""Mistakes and help in the language of whoever types, and on terminals that do not know every sign."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from danaya.cli.parsing import Parser, language_of, port_number, said, speak_anywhere

PURPOSE = {"fr": "Sert à essayer.", "en": "Serves to try."}


def parser_in(language: str) -> Parser:
    parser = Parser.speaking(language, "danaya essai", PURPOSE)
    parser.add_argument("answers")
    parser.add_argument("--port", type=port_number)
    parser.add_argument("--lang", choices=["fr", "en"])
    parser.add_argument("--lenient", action="store_true")
    return parser


@pytest.mark.parametrize(
    ("arguments", "french", "english"),
    [
        ([], "Il manque : answers.", "Missing: answers."),
        (["a", "--colour", "red"], "Option inconnue : --colour red.", "Unknown option: --colour red."),
        (["a", "--port"], "--port attend une valeur.", "--port wants a value."),
        (["a", "--port", "70000"], "« 70000 » n'est pas un nombre", "“70000” is not a number"),
        (["a", "--port", "mille"], "« mille » n'est pas un nombre", "“mille” is not a number"),
        (
            ["a", "--lang", "de"],
            "« de » n'existe pas ici. Choisissez : fr, en.",
            "“de” does not exist here. Choose: fr, en.",
        ),
        (["a", "--lenient=1"], "--lenient ne prend pas de valeur.", "--lenient takes no value."),
        (["a", "--l"], "--l peut vouloir dire --lang, --lenient", "--l could mean --lang, --lenient"),
    ],
)
def test_every_mistake_is_said_in_the_language_with_status_2(arguments, french, english, capsys):
    for language, words in (("fr", french), ("en", english)):
        with pytest.raises(SystemExit) as ended:
            parser_in(language).parse_args(arguments)
        assert ended.value.code == 2
        shown = capsys.readouterr().err.replace("\u202f", " ").replace("\u00a0", " ")
        assert words in shown
        assert shown.count("\n") == 1
        assert "danaya essai --help" in shown


def test_help_begins_in_the_language(capsys):
    for language, first in (("fr", "utilisation\u00a0: danaya essai"), ("en", "usage: danaya essai")):
        with pytest.raises(SystemExit) as ended:
            parser_in(language).parse_args(["--help"])
        assert ended.value.code == 0
        shown = capsys.readouterr().out
        assert shown.startswith(first)
        assert PURPOSE[language] in shown


def test_a_complaint_not_known_here_passes_as_it_is():
    assert said("something new", "fr") == "something new"


@pytest.mark.parametrize(
    ("arguments", "machine", "language"),
    [
        (["--lang", "en"], "fr_FR.UTF-8", "en"),
        (["--lang=en"], "fr_FR.UTF-8", "en"),
        (["--lang"], "en_GB.UTF-8", "en"),
        (["--lang", "de"], "en_GB.UTF-8", "en"),
        ([], "de_DE.UTF-8", "fr"),
        ([], "", "fr"),
    ],
)
def test_language_is_the_one_asked_for_then_the_machines_then_french(arguments, machine, language, monkeypatch):
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", machine)
    assert language_of(arguments) == language


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("utf-8", "« é » → 3 %…\u202f!"), ("cp1252", "« é » > 3 %… !"), ("ascii", "? ? ? > 3 %... !")],
)
def test_signs_a_terminal_does_not_know_never_stop_a_command(encoding, shown, monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    speak_anywhere()
    sys.stdout.write("« é » → 3 %…\u202f!")
    stream.flush()
    assert stream.buffer.getvalue().decode(encoding) == shown


def danaya(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "danaya.cli.main", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)


@pytest.mark.parametrize(("language", "words"), [("fr", "Utilisation"), ("en", "Usage")])
def test_danaya_tells_its_commands_in_the_language(language, words):
    done = danaya("--help", LANG=f"{language}_ML.UTF-8", PYTHONUTF8="1")
    assert done.returncode == 0
    assert words in done.stdout
    for name in ("analyse", "consensus", "verify", "demonstration", "serve", "backup", "restore", "migrate"):
        assert f"\n  {name} " in done.stdout
        told = danaya(name, "--help", LANG=f"{language}_ML.UTF-8", PYTHONUTF8="1")
        assert told.returncode == 0
        assert told.stdout.startswith({"fr": "utilisation", "en": "usage"}[language])


def test_a_command_that_is_none_is_named():
    done = danaya("analise", LANG="fr_ML.UTF-8", PYTHONUTF8="1")
    assert done.returncode == 2
    assert "analise" in done.stderr.splitlines()[0]
    assert "n'est pas une commande" in done.stderr


def test_an_unforeseen_error_shows_no_traceback_but_keeps_it(capsys, monkeypatch, tmp_path):
    from danaya.cli import analyse, main

    def stumble(_: list[str]) -> int:
        raise RuntimeError("the moon")

    monkeypatch.setattr(analyse, "analyse_command", stumble)
    monkeypatch.setattr(main.tempfile, "tempdir", str(tmp_path))
    assert main.main(["analyse"]) == 1
    shown = capsys.readouterr().err
    assert "RuntimeError" in shown
    assert "Traceback" not in shown
    (kept,) = tmp_path.iterdir()
    assert str(kept) in shown
    assert "the moon" in Path(kept).read_text(encoding="utf-8")
