"""``danaya consensus`` as a person runs it: three files in, JSON or sentences out, mistakes said in words."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from scipy.special import betaincinv

from danaya.cli.consensus import consensus_command
from tests.engines.consensus.conversations import SHIPPED, nine_digits, read_conversation, read_golden, read_rows

VOTES = """voter,statement,vote
a,1,1
b,1,1
c,1,-1
d,1,0
a,2,1
a,2,-1
b,2,1
x,2,1
c,10,1
"""
GROUPS = "voter,group\na,customs\nb,customs\nc,brokers\nd,brokers\nnever,carriers\n"
STATEMENTS = """statement,text_fr,text_en,moderated
2,Un reçu pour chaque paiement,A receipt for each payment,1
1,Pas de paiement sans reçu,,0
10,Ouvrir le samedi,Open on Saturdays,-1
later,,Close on Saturdays,1
"""


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    found = {}
    for name, text in (("votes", VOTES), ("groups", GROUPS), ("statements", STATEMENTS)):
        found[name] = tmp_path / f"{name}.csv"
        found[name].write_text(text, encoding="utf-8")
    return found


def arguments(files: dict[str, Path], *more: str) -> list[str]:
    return [str(files["votes"]), "--groups", str(files["groups"]), "--statements", str(files["statements"]), *more]


def told(capsys: pytest.CaptureFixture[str], given: list[str]) -> dict[str, Any]:
    assert consensus_command([*given, "--json"]) == 0
    return json.loads(capsys.readouterr().out, parse_constant=pytest.fail)


def test_json_has_the_fields_of_the_reference(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    files["groups"].write_text(GROUPS.replace("never,carriers\n", ""), encoding="utf-8")
    found = told(capsys, arguments(files))
    assert set(found) == {"statements", "representative", "majority"}
    by_id = {each["id"]: each for each in found["statements"]}
    assert list(by_id) == ["1", "2", "10", "later"]
    first = by_id["1"]
    assert set(first) == {"id", "groups", "shared", "divides", "gic", "majority"}
    assert first["groups"] == {
        "brokers": {
            "agree": 0,
            "disagree": 1,
            "pass": 1,
            "seen": 2,
            "lower": pytest.approx(betaincinv(0.5, 2.5, 0.05)),
        },
        "customs": {
            "agree": 2,
            "disagree": 0,
            "pass": 0,
            "seen": 2,
            "lower": pytest.approx(betaincinv(2.5, 0.5, 0.05)),
        },
    }
    assert first["shared"] == first["groups"]["brokers"]["lower"]
    assert set(first["divides"]) == {"groups", "difference", "low", "high", "p", "q"}
    assert first["divides"]["groups"] == ["customs", "brokers"]
    assert first["divides"]["difference"] == 1.0
    assert first["divides"]["q"] == first["divides"]["p"] == pytest.approx(0.0455002639)
    assert first["gic"] == {"agree": pytest.approx(3 / 4 * 1 / 4), "disagree": pytest.approx(1 / 4 * 2 / 4)}
    share = {"n-success": 2, "n-trials": 4, "p-success": 0.5, "p-test": pytest.approx(0.447213595), "rank": None}
    assert first["majority"]["agree"] == share
    assert set(first["majority"]) == {"agree", "disagree"}


def test_last_row_counts_and_voters_without_group_count_in_the_majority_alone(
    files: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    second = told(capsys, arguments(files))["statements"][1]
    assert second["groups"]["customs"] == {
        "agree": 1,
        "disagree": 1,
        "pass": 0,
        "seen": 2,
        "lower": pytest.approx(betaincinv(1.5, 1.5, 0.05)),
    }
    assert second["groups"]["brokers"] == {"agree": 0, "disagree": 0, "pass": 0, "seen": 0, "lower": None}
    assert second["divides"] is None
    assert second["shared"] is None
    assert second["majority"]["agree"]["n-success"] == 2
    assert second["majority"]["agree"]["n-trials"] == 3


def test_a_declared_group_that_never_voted_leaves_everything_unknown(
    files: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(capsys, arguments(files))
    assert all(each["shared"] is None for each in found["statements"])
    assert all(each["groups"]["carriers"]["seen"] == 0 for each in found["statements"])
    assert found["representative"]["carriers"] == []
    assert told(capsys, arguments(files)[:3])["statements"][-1]["id"] == "10"


def write_conversation(folder: Path, name: str, groups: dict[str, str]) -> list[str]:
    """The files of a real conversation; nobody's words are needed."""
    rows, statements, _ = read_rows(SHIPPED / name)
    out = read_conversation(SHIPPED / name).out
    tables = {
        "votes": [("voter", "statement", "vote"), *rows],
        "groups": [("voter", "group"), *groups.items()],
        "statements": [("statement", "moderated"), *((each, -1 if each in out else 1) for each in statements)],
    }
    for table, lines in tables.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(lines)
    named = {table: str(folder / f"{table}.csv") for table in tables}
    return [named["votes"], "--groups", named["groups"], "--statements", named["statements"]]


def agree(found: Any, golden: Any) -> bool:
    if isinstance(golden, dict):
        return found.keys() == golden.keys() and all(agree(found[key], golden[key]) for key in golden)
    if isinstance(golden, list):
        return len(found) == len(golden) and all(map(agree, found, golden))
    return nine_digits(found, golden) if isinstance(golden, float) else found == golden


@pytest.mark.parametrize("name", ["brexit-consensus", "scoop-hivemind.taxes", "vtaiwan.uberx"])
def test_golden_files_of_polis_come_out(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    golden = read_golden(SHIPPED / name, "polis-groups")
    groups = {voter: str(group) for voter, group in golden["groups"].items()}
    found = told(capsys, write_conversation(tmp_path, name, groups))
    assert agree(found["representative"], golden["representative"])
    assert agree(found["majority"], golden["consensus"])
    assert agree({each["id"]: each["gic"] for each in found["statements"]}, golden["group_informed_consensus"])
    for each in found["statements"]:
        for group, cell in each["groups"].items():
            assert [cell["agree"], cell["disagree"], cell["seen"]] == golden["group_stats"][group][each["id"]][:3]


@pytest.mark.parametrize("name", ["scoop-hivemind.taxes", "vtaiwan.uberx"])
def test_declared_labels_come_out_exactly(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for label in read_golden(SHIPPED / name, "declared-labels"):
        groups = {str(voter): answer for answer, voters in label["members"].items() for voter in voters}
        found = told(capsys, write_conversation(tmp_path, name, groups))
        for each in found["statements"]:
            cells = [each["groups"][answer][key] for answer in ("yes", "no") for key in ("agree", "disagree", "seen")]
            assert cells == label["counts"][each["id"]]


def test_opinion_groups_and_duplicates_only_where_asked_for(
    files: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(capsys, arguments(files, "--opinion-groups", "--duplicates"))
    assert found["opinion_groups"] == {"people": 0, "reason": "few-people", "k": None, "divisions": [], "groups": []}
    assert [each["statements"] for each in found["duplicates"]] == [["2", "1"]]
    assert found["duplicates"][0]["opposite"] is False
    given = write_conversation(tmp_path, "brexit-consensus", {"1": "all"})
    one, again = (told(capsys, [*given, "--opinion-groups", "--seed", "5"])["opinion_groups"] for _ in range(2))
    assert one == again
    assert one["people"] == 189
    assert one["k"] == len(one["groups"]) == 3
    assert all(0.5 < each["stability"] <= 1 for each in one["divisions"])


@pytest.mark.parametrize(("language", "word"), [("fr", "Partagé par tous"), ("en", "Shared by all")])
def test_without_json_it_speaks(language: str, word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    groups = read_rows(SHIPPED / "brexit-consensus")[2]
    given = write_conversation(tmp_path, "brexit-consensus", groups)
    assert consensus_command([*given, "--opinion-groups", "--lang", language]) == 0
    said = capsys.readouterr().out
    assert word in said
    assert ("95\u00a0%" if language == "fr" else "95%") in said
    assert "{" not in said


def test_few_people_and_no_divide_are_said(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert consensus_command(arguments(files, "--opinion-groups", "--duplicates", "--lang", "fr")) == 0
    said = capsys.readouterr().out
    assert "il en faut 100" in said
    assert "Aucune différence nette" in said
    assert "ne les a pas vus)\u00a0: 4" in said
    assert "Un reçu pour chaque paiement" not in said  # not shared: nothing is known of carriers
    assert "ressemblance" in said


@pytest.mark.parametrize("language", ["fr", "en"])
def test_duplicates_want_texts(files: dict[str, Path], language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert consensus_command([*arguments(files)[:3], "--duplicates", "--lang", language]) == 2
    assert "--statements" in capsys.readouterr().err


def test_ids_of_thousands_of_digits_are_names_like_others(
    files: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    long = "9" * 5000
    files["votes"].write_text(
        f"{VOTES}{long},1,1\n"
        + "".join(f"{each},{long},{vote}\n" for each, vote in zip("abcd", (1, 1, -1, -1), strict=True)),
        encoding="utf-8",
    )
    found = told(capsys, arguments(files))
    assert [each["id"] for each in found["statements"]] == ["1", "2", "10", long, "later"]
    assert long in [each["tid"] for each in found["representative"]["customs"]]


@pytest.mark.parametrize(
    ("language", "word"), [("fr", "n'est pas un nombre qui convient"), ("en", "a number that fits")]
)
def test_seed_that_is_none_is_refused(
    files: dict[str, Path], language: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        consensus_command(arguments(files, "--opinion-groups", "--seed", "-1", "--lang", language))
    assert ended.value.code == 2
    assert word in capsys.readouterr().err


def test_mistakes_end_with_status_2_and_without_a_traceback(files: dict[str, Path]) -> None:
    files["votes"].write_text("voter,statement,vote\na,1,yes\n", encoding="utf-8")
    command = [sys.executable, "-m", "danaya.cli.main", "consensus", *arguments(files, "--json", "--lang", "fr")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert (
        done.stderr
        == "votes.csv:2\u00a0: «\u202fyes\u202f» n'est pas un vote. Écrivez 1 (d'accord), -1 (pas d'accord) ou 0 (passe).\n"
    )


def test_unknown_options_are_said_in_the_language(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        consensus_command(arguments(files, "--lang", "en", "--nothing"))
    assert ended.value.code == 2
    assert "See danaya consensus --help" in capsys.readouterr().err


def test_neither_django_nor_scipy_is_loaded(files: dict[str, Path]) -> None:
    program = (
        "import sys; from danaya.cli.main import main; status = main(sys.argv[1:]);"
        "loaded = {name.split('.')[0] for name in sys.modules} & {'django', 'allauth', 'scipy', 'duckdb'};"
        "print(sorted(loaded), file=sys.stderr); sys.exit(status)"
    )
    given = arguments(files, "--json", "--opinion-groups", "--duplicates")
    done = subprocess.run(
        [sys.executable, "-c", program, "consensus", *given], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == "[]"
