"""``danaya analyse`` as a person runs it: files in, a whole pack out, mistakes said in words."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from danaya.cli.analyse import analyse_command, language_of, parser_in
from danaya.engines.restitution import write_study
from tests.engines.restitution.rounds import EARLIER, STUDY, make_answers


def write_csv(path: Path, columns: dict[str, list[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(["" if cell is None else cell for cell in row] for row in zip(*columns.values(), strict=True))
    return path


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    design, earlier = tmp_path / "design.toml", tmp_path / "earlier.toml"
    design.write_text(write_study(STUDY), encoding="utf-8")
    earlier.write_text(write_study(EARLIER), encoding="utf-8")
    return {
        "answers": write_csv(tmp_path / "answers.csv", make_answers(2)),
        "before": write_csv(tmp_path / "before.csv", make_answers(1)),
        "design": design,
        "earlier": earlier,
        "out": tmp_path / "out",
    }


def arguments(files: dict[str, Path], *more: str) -> list[str]:
    return [str(files["answers"]), "--design", str(files["design"]), "--out", str(files["out"]), *more]


def test_pack_is_written_with_change_and_without_django(files: dict[str, Path]) -> None:
    given = arguments(
        files, "--earlier", str(files["before"]), "--earlier-design", str(files["earlier"]), "--lang", "fr"
    )
    program = (
        "import sys; from danaya.cli.main import main; status = main(sys.argv[1:]);"
        "loaded = [name for name in sys.modules if name.split('.')[0] in ('django', 'allauth') or name.startswith('danaya.apps')];"
        "print(loaded); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "analyse", *given], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
    assert "100\u00a0%" in done.stderr
    names = {file["name"] for file in json.loads((files["out"] / "pack.json").read_text())["files"]}
    assert {
        "estimates.csv",
        "findings.json",
        "report.html",
        "report.pdf",
        "report.docx",
        "report.pptx",
        "report.xlsx",
        "reproduce.R",
    } <= names
    with (files["out"] / "estimates.csv").open(encoding="utf-8", newline="") as stream:
        measures = {row["measure"] for row in csv.DictReader(stream)}
    assert {"score", "share", "score_gap", "share_gap", "score_change", "share_change", "score_gap_change"} <= measures


@pytest.mark.parametrize("language", ["fr", "en"])
def test_mistakes_are_said_in_the_language_with_status_2(
    files: dict[str, Path], language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files["answers"] = write_csv(files["answers"], {**make_answers(2), "open_fees": [7] * 400})
    assert analyse_command(arguments(files, "--lang", language)) == 2
    said = capsys.readouterr().err
    assert {"fr": "ne figurent pas dans l'échelle", "en": "not on the scale"}[language] in said
    assert "open_fees" in said
    assert "Traceback" not in said
    assert not files["out"].exists()


def test_lenient_counts_unknown_codes_and_says_so(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    answers = make_answers(2)
    files["answers"] = write_csv(files["answers"], {**answers, "open_fees": [7, *answers["open_fees"][1:]]})
    assert analyse_command(arguments(files, "--lang", "en", "--lenient")) == 0
    assert "“open_fees”: 1 values not understood" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"answers": "none.csv"}, ""),
        ({"design": "none.toml"}, "does not exist"),
    ],
)
def test_absent_files_are_said(
    files: dict[str, Path], change: dict[str, str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in change.items():
        files[name] = files[name].parent / value
    assert analyse_command(arguments(files, "--lang", "en")) == 2
    assert words in capsys.readouterr().err


def test_what_was_noticed_while_reading_is_said(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    lines = files["answers"].read_text(encoding="utf-8").splitlines()
    twice = [f"{lines[0]},open_fees", *(f"{line},3" for line in lines[1:])]
    files["answers"].write_text("\n".join(twice), encoding="utf-8")
    assert analyse_command(arguments(files, "--lang", "fr")) == 0
    assert "« open_fees » figure plusieurs fois" in capsys.readouterr().err.replace("\u202f", " ")


def test_file_of_a_french_spreadsheet_is_read_with_its_decimal_commas(files: dict[str, Path]) -> None:
    answers = make_answers(2)
    comma = {**answers, "weight": [str(weight).replace(".", ",") for weight in answers["weight"]]}
    with files["answers"].open("w", encoding="cp1252", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(comma)
        writer.writerows(["" if cell is None else cell for cell in row] for row in zip(*comma.values(), strict=True))
    points = dict(files, answers=write_csv(files["answers"].with_name("points.csv"), answers), out=files["out"] / "b")
    for one in (files | {"out": files["out"] / "a"}, points):
        assert analyse_command(arguments(one)) == 0
    a, b = ((files["out"] / name / "estimates.csv").read_text(encoding="utf-8") for name in "ab")
    assert a == b


def test_occupied_folder_is_refused_before_any_work(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    files["out"].mkdir()
    (files["out"] / "thesis.docx").write_text("mine")
    assert analyse_command(arguments(files, "--lang", "en")) == 2
    said = capsys.readouterr().err
    assert "something else than a restitution" in said
    assert "%" not in said
    assert (files["out"] / "thesis.docx").read_text() == "mine"


def test_earlier_answers_need_their_design(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert analyse_command(arguments(files, "--earlier", str(files["before"]), "--lang", "fr")) == 2
    assert "vont ensemble" in capsys.readouterr().err


def test_missing_options_are_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        analyse_command(["x.csv", "--lang", "fr"])
    assert caught.value.code == 2
    assert "Voir danaya analyse --help" in capsys.readouterr().err


def test_help_reads_well_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Analyse les réponses" in parser_in("fr").format_help()
    assert "Analyse the answers" in parser_in("en").format_help()
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert language_of([]) == "en"
    assert language_of(["--lang", "fr"]) == "fr"
    assert language_of(["--lang=fr"]) == "fr"
    monkeypatch.setenv("LC_ALL", "C")
    assert language_of([]) == "fr"
