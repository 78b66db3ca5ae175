"""The pack on disk: all its files or none, what is protected nowhere in it, and R's agreement."""

import csv
import errno
import json
import random
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from danaya.engines.language import Problem
from danaya.engines.perception import Design, Lonely
from danaya.engines.restitution import Analysis, Answers, Study, analyse, analyse_reported, write_pack
from danaya.engines.restitution.analysis.preparing import prepare
from danaya.engines.restitution.pack.reproducing import write_answers, write_script
from danaya.engines.restitution.pack.separated import separated, write_estimates
from tests.engines.restitution.rounds import EARLIER, STUDY, make_answers, reported

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
LATER, BEFORE = make_answers(2), make_answers(1, shift={"open_fees": -0.9})


@cache
def found() -> Analysis:
    return analyse(LATER, STUDY, BEFORE, EARLIER)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packs") / "pack"
    steps: list[str] = []
    write_pack(
        found(),
        folder,
        "fr",
        timestamp=NOW,
        answers=Answers.from_columns(LATER),
        earlier_answers=Answers.from_columns(BEFORE),
        progress=lambda step, done: steps.append(f"{step} {done:.1f}"),
    )
    assert steps[-1] == "done 1.0"
    return folder


def test_pack_holds_every_file_with_its_digest(pack: Path) -> None:
    manifest = json.loads((pack / "pack.json").read_text())
    names = {file["name"]: file for file in manifest["files"]}
    assert set(names) == {
        *("report.html", "report.pdf", "report.docx", "report.pptx", "report.xlsx", "director.pdf"),
        *("findings.json", "estimates.csv", "answers.csv", "earlier.csv", "reproduce.R"),
    }
    assert {name for name, file in names.items() if file["team"]} == {
        "estimates.csv",
        "answers.csv",
        "earlier.csv",
        "reproduce.R",
    }
    for name, file in names.items():
        assert (pack / name).stat().st_size == file["size"] > 0
    assert (pack / "report.pdf").read_bytes().startswith(b"%PDF")
    assert zipfile.is_zipfile(pack / "report.docx")
    assert not list(pack.parent.glob(".danaya-*"))


def test_estimates_have_the_promised_columns_and_empty_protected_cells(pack: Path) -> None:
    with (pack / "estimates.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    wanted = "measure item factor audience domain level estimate se ci_low ci_high df n missing deff status reason"
    assert list(rows[0])[:16] == wanted.split()
    assert {row["visibility"] for row in rows} == {"team"}
    figures = ("estimate", "se", "ci_low", "ci_high", "df", "n", "missing", "deff", "p", "fdr")
    protected = [row for row in rows if row["status"] == "protected"]
    assert protected
    for row in protected:
        assert all(row[name] == "" for name in figures)
        assert row["reason"]
    tessa = [row for row in rows if row["level_label"] == "Tessa"]
    assert tessa
    assert all(row["estimate"] == "" for row in tessa)


def test_findings_are_told_rounded(pack: Path) -> None:
    told = json.loads((pack / "findings.json").read_text(encoding="utf-8"))
    assert told["digest"] == found().digest
    assert [one["number"] for one in told["findings"]] == [finding.number for finding in found().findings]
    for one in told["findings"]:
        assert one["sentence"]["fr"]
        assert one["sentence"]["en"]
        for figure in one["figures"]:
            assert "se" not in figure
            for name in ("estimate", "ci_low", "ci_high"):
                assert figure[name] is None or round(figure[name], 2) == figure[name]


def test_hidden_figures_are_in_no_file(pack: Path, tmp_path: Path) -> None:
    """What the six of Tessa said: their exact mean stands nowhere, in no rounding beside their name."""
    open_rule = analyse(LATER, STUDY, rule=replace_rule())
    secret = open_rule.find("score", audience="officials", domain="region", level="4")
    assert secret is not None
    assert secret.estimate is not None
    needle = repr(secret.estimate)[:8]
    for path in pack.iterdir():
        content = path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                content = b"".join(archive.read(name) for name in archive.namelist())
        assert needle.encode() not in content, path.name


def replace_rule() -> object:
    from danaya.engines.disclosure import Rule

    return Rule(minimum=2, sensitive_minimum=2, minimum_psus=1)


def test_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    analysis = analyse_reported(reported())
    first, second = (write_pack(analysis, tmp_path / name, "en", timestamp=NOW) for name in ("a", "b"))
    assert [(file.name, file.sha256) for file in first] == [(file.name, file.sha256) for file in second]
    assert "reproduce.R" not in {file.name for file in first}


def test_pack_replaces_a_pack_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep")
    with pytest.raises(Problem) as caught:
        write_pack(found(), tmp_path / "mine", "fr", timestamp=NOW)
    assert caught.value.code == "folder-occupied"
    assert (tmp_path / "mine" / "letter.txt").read_text() == "keep"
    old = tmp_path / "old"
    old.mkdir()
    (old / "pack.json").write_text("{}")
    (old / "stale.txt").write_text("x")
    write_pack(analyse_reported(reported()), old, "fr", timestamp=NOW)
    assert not (old / "stale.txt").exists()
    assert (old / "report.pdf").exists()


def test_killed_half_way_leaves_nothing(tmp_path: Path) -> None:
    def die(step: str, done: float) -> None:
        if step == "report.docx":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_pack(found(), tmp_path / "pack", "fr", timestamp=NOW, progress=die)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "plus de place"),
        (PermissionError(errno.EACCES, "Permission denied"), "pas le droit"),
        (OSError(errno.EIO, "Input/output error"), "Choisissez un autre dossier"),
    ],
)
def test_where_nothing_can_be_written_the_reason_is_said(
    error: OSError, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> str:
        raise error

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    with pytest.raises(Problem) as refused:
        write_pack(found(), tmp_path / "pack", "fr", timestamp=NOW)
    said = refused.value.in_language("fr")
    assert words in said
    assert str(error.strerror) not in said
    assert list(tmp_path.iterdir()) == []


def test_formula_like_text_is_defused() -> None:
    text = separated(("a", "b"), [("=1+1", -3.5), ("@x", "-2"), ("plain", None)])
    assert text == "a,b\n'=1+1,-3.5\n'@x,-2\nplain,\n"
    levels = {
        1: {"fr": "=cmd|'/c calc'!A1", "en": "=x"},
        **{code: {"fr": f"R{code}", "en": f"R{code}"} for code in (2, 3, 4)},
    }
    study = replace(STUDY, domains=(replace(STUDY.domains[0], levels=levels),))
    assert ",=cmd" not in write_estimates(analyse(LATER, study), "fr")


def test_script_quotes_whatever_a_key_holds() -> None:
    study = replace(STUDY, audience_column='au"); system("x")', design=replace(STUDY.design, weights='w"\\\n'))
    script = write_script(study, None)
    assert 'weights = c("w\\"\\\\\\u000a")' in script
    assert "#@SPECIFICATION@" not in script


DESIGNS = {
    "clusters, a lonely rule": STUDY.design,
    "weights and strata only": Design(strata=("stratum",), weights="weight", lonely=Lonely.REMOVE),
    "weights only": Design(weights="weight"),
    "population sizes": Design(strata=("audience",), fpc=("size",)),
    "average of strata": replace(STUDY.design, lonely=Lonely.AVERAGE),
    "some weigh nothing": replace(STUDY.design, weights="light"),
    "size of the first stage": replace(STUDY.design, fpc=("many",), nest=True),
}


def has_survey() -> bool:
    if shutil.which("Rscript") is None:
        return False
    done = subprocess.run(["Rscript", "-e", "library(survey)"], capture_output=True, check=False)
    return done.returncode == 0


@pytest.mark.nightly
@pytest.mark.parametrize("name", DESIGNS)
def test_r_recomputes_every_figure(name: str, tmp_path: Path) -> None:
    if not has_survey():
        pytest.skip("Rscript with the package survey is not installed")
    study, earlier = (replace(one, design=DESIGNS[name]) for one in (STUDY, EARLIER))
    rounds = [
        {
            **answers,
            "size": [1200 if who == 1 else 900 for who in answers["audience"]],
            "many": [900] * len(answers["audience"]),
            "light": [0 if place % 11 == 0 else w for place, w in enumerate(answers["weight"])],
        }
        for answers in (LATER, BEFORE)
    ]
    analysis = analyse(rounds[0], study, rounds[1], earlier)
    write_reproduction(tmp_path, analysis, rounds, study, earlier)
    assert run_r(tmp_path) == 0


@pytest.mark.nightly
@pytest.mark.parametrize("column", ["estimate", "se", "ci_low", "ci_high", "df", "n", "missing", "deff", "p", "fdr"])
@pytest.mark.parametrize("spoil", [lambda figure: f"{float(figure) + 0.001}", lambda figure: ""], ids=["other", "none"])
def test_r_finds_one_wrong_figure(column: str, spoil: Callable[[str], str], tmp_path: Path) -> None:
    """Each kind of figure counts: in a row of its own measure each time, altered or taken out."""
    if not has_survey():
        pytest.skip("Rscript with the package survey is not installed")
    analysis = analyse(LATER, STUDY, BEFORE, EARLIER)
    write_reproduction(tmp_path, analysis, [LATER, BEFORE], STUDY, EARLIER)
    rows = list(csv.DictReader((tmp_path / "estimates.csv").open(encoding="utf-8", newline="")))
    chosen = [place for place, row in enumerate(rows) if row[column]]
    place = random.Random(f"{column}{spoil('1')}").choice(chosen)
    rows[place][column] = spoil(rows[place][column])
    with (tmp_path / "estimates.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert run_r(tmp_path) == 1, rows[place]


def run_r(folder: Path) -> int:
    done = subprocess.run(["Rscript", "reproduce.R"], cwd=folder, capture_output=True, text=True, check=False)
    assert "largest difference" in done.stdout, done.stdout + done.stderr
    return done.returncode


def write_reproduction(
    folder: Path, analysis: Analysis, rounds: list[dict[str, list[object]]], study: Study, earlier: Study
) -> None:
    (folder / "estimates.csv").write_text(write_estimates(analysis, "fr"), encoding="utf-8")
    for name, answers, one in zip(("answers.csv", "earlier.csv"), rounds, (study, earlier), strict=True):
        (folder / name).write_text(write_answers(prepare(Answers.from_columns(answers), one)), encoding="utf-8")
    (folder / "reproduce.R").write_text(write_script(study, earlier), encoding="utf-8")
