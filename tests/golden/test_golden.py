"""The golden runner on the fixtures beside it, and on folders made to fail."""

import csv
import json
import math
import random
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.golden.__main__ import main
from tests.golden.comparison import differences
from tests.golden.expressions import Column, UnreadableError, compile_expression
from tests.golden.runner import GROUPS, run_folder

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy to be spoilt."""
    return Path(shutil.copytree(FIXTURES, tmp_path / "fixtures"))


def edit(path: Path, change: Any) -> None:
    fixture = json.loads(path.read_text())
    change(fixture)
    path.write_text(json.dumps(fixture))


def test_every_group_of_this_part_equals_r_survey():
    tally = run_folder(FIXTURES)
    assert tally.details == [("skipped", "mean/making_designs.json", "later", "marked later")]
    assert tally.last_line() == "99 passed, 0 failed, 1 skipped"
    assert set(tally.by_group) == set(GROUPS)


def test_order_of_rows_and_columns_changes_nothing(folder):
    shuffle = random.Random(4)
    for path in (folder / "data").glob("*.csv"):
        rows = list(csv.reader(path.open(newline="")))
        places = shuffle.sample(range(len(rows[0])), len(rows[0]))
        body = shuffle.sample(rows[1:], len(rows) - 1)
        with path.open("w", newline="") as out:
            csv.writer(out).writerows([[row[k] for k in places] for row in [rows[0], *body]])
    (folder / "mean" / "making_designs.json").unlink()  # counts rows
    assert run_folder(folder).counts["failed"] == 0


def test_a_wrong_number_fails_and_is_named(folder, capsys):
    edit(folder / "ratio" / "ratios.json", lambda f: f["result"]["plain"]["se"].__setitem__(0, 0.02))
    assert main([str(folder), "--groups", "ratio"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("FAILED ratio/ratios.json plain: se[0]: expected")
    assert lines[-1] == "3 passed, 1 failed"


def test_only_the_groups_asked_for_are_counted(folder, capsys):
    assert main([str(folder), "--groups", "ratio,prop"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "8 passed, 0 failed"


def test_other_groups_are_skipped_unless_asked_for(folder):
    def becomes_quantile(fixture: dict[str, Any]) -> None:
        fixture["group"] = "quantile"
        fixture["ask"] = {"q": {"stat": "quantile", "y": ["q1"]}}
        fixture["result"] = {"q": {"estimate": 1}}

    edit(folder / "ratio" / "ratios.json", becomes_quantile)
    assert run_folder(folder).by_group["quantile"] == {"skipped": 1}
    asked = run_folder(folder, ("quantile",))
    assert asked.details[0][0] == "failed"
    assert "not supported" in asked.details[0][3]


@pytest.mark.parametrize("text", ["{", "[]", '{"ask": {}}', '{"ask": {"a": {"stat": "mean"}}, "result": {}}'])
def test_unreadable_fixture_fails(folder, text):
    (folder / "mean" / "broken.json").write_text(text)
    assert run_folder(folder, ("mean",)).counts["failed"] == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda f: f["ask"]["plain"].update(tolerance="small"),
        lambda f: f["ask"]["plain"].update(expect="success"),
        lambda f: f["ask"]["plain"].update(design="nowhere"),
        lambda f: f["ask"]["plain"].update(y="q1 +"),
        lambda f: f["ask"]["plain"].update(by=["nothing"]),
        lambda f: f["ask"].update(plain=["mean"]),
        lambda f: f["result"]["plain"].update(se={"of": {"x": []}}),
        lambda f: f["result"]["plain"].update(estimate=[{"value": 1}]),
        lambda f: f["result"].update(plain=3),
    ],
)
def test_unreadable_request_or_result_fails_alone(folder, change):
    edit(folder / "ratio" / "ratios.json", change)
    assert run_folder(folder, ("ratio",)).counts == {"passed": 3, "failed": 1}


def test_degrees_of_a_domain_count_those_who_did_not_answer_too(folder):
    # Nobody of PSU 2 answers q4, but the domain holds it.
    def asks_for_q4(fixture: dict[str, Any]) -> None:
        fixture["ask"] = {"q4": {"stat": "mean", "y": ["q4"], "where": "psu <= 8", "na_rm": True}}
        fixture["result"] = {"q4": {"degf_domain": 6}}

    edit(folder / "domain" / "domains.json", asks_for_q4)
    assert run_folder(folder, ("domain",)).counts == {"passed": 1}


def test_missing_data_fails_each_result(folder):
    (folder / "data" / "lonely.csv").unlink()
    assert run_folder(folder, ("lonely",)).counts == {"failed": 40}


def test_answer_where_refusal_is_expected_fails_and_the_reverse(folder):
    edit(folder / "ratio" / "ratios.json", lambda f: f["ask"]["plain"].update(expect="refusal"))
    edit(
        folder / "lonely" / "fail.json",
        lambda f: [f["ask"]["mean"].pop("expect"), f["result"].update(mean={"estimate": 1})],
    )
    found = {(name, key): why for _, name, key, why in run_folder(folder, ("ratio", "lonely")).details}
    assert "refusal is expected" in found["ratio/ratios.json", "plain"]
    assert found["lonely/fail.json", "mean"].startswith("refused: Stratum")


def test_result_without_request_and_request_without_result_fail(folder):
    edit(
        folder / "ratio" / "ratios.json",
        lambda f: [f["result"].update(extra={"estimate": 1}), f["result"].pop("plain")],
    )
    assert run_folder(folder, ("ratio",)).counts == {"passed": 3, "failed": 2}


def test_folder_without_fixtures_fails(tmp_path, capsys):
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "0 passed, 0 failed"
    assert main([str(tmp_path / "nowhere")]) == 1


@pytest.mark.parametrize(
    ("expected", "found", "equal"),
    [
        ({"estimate": 1.0}, {"estimate": [1 + 5e-10]}, True),
        ({"estimate": 1.0}, {"estimate": [1 + 5e-9]}, False),
        ({"estimate": [1, 2]}, {"estimate": [1]}, False),
        ({"estimate": None}, {"estimate": np.array([np.nan])}, True),
        ({"estimate": None}, {"estimate": 3}, False),
        ({"estimate": [None, 1]}, {"estimate": [np.inf, 1]}, True),
        ({"estimate": [None]}, {"estimate": [0]}, False),
        ({"estimate": [10], "se": [1e-9]}, {"estimate": [10], "se": [0]}, True),
        ({"estimate": [10], "se": [1e-5]}, {"estimate": [10], "se": [0]}, False),
        ({"value": [3], "names": ["a"]}, {"value": [3], "names": ["b"]}, True),
        ({"surprise": 3}, {"estimate": 3}, False),
        ({"ci": {"low": 0.1, "high": 0.2}}, {"ci": {"low": 0.1, "high": 0.21}}, False),
        ({"vcov": [[1, 2], [2, 4]]}, {"vcov": np.array([[1, 2], [2, 4]])}, True),
    ],
)
def test_comparison_of_numbers(expected, found, equal):
    assert (not differences(expected, found, 1e-9)) is equal


def evaluate(text: str) -> list[object]:
    """Values of an expression on five rows: numbers, texts and truths with a missing value each."""
    import narwhals as nw

    from danaya.engines.perception.frame import gather, read_frame

    data = {"a": [1.0, 2.0, -3.0, None, 5.0], "t": ["x", None, "y", "10", "x"], "b": [True, False, None, True, False]}
    columns = {"a": Column("a", "number"), "t": Column("t", "text", ("x", "y", "10")), "b": Column("b", "truth")}
    columns["row"] = Column("row", "number")
    frame = read_frame(data | {"row": [1, 2, 3, 4, 5]})
    found = gather(frame.select(nw.col("row"), compile_expression(text, columns).expr.alias("v")).sort("row"))
    return [None if v is None or (isinstance(v, float) and math.isnan(v)) else v for v in found["v"].tolist()]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a + 1", [2, 3, -2, None, 6]),
        ("-a ** 2", [-1, -4, -9, None, -25]),
        ("a % 2", [1, 0, 1, None, 1]),
        ("a / 2", [0.5, 1, -1.5, None, 2.5]),
        ("b + b", [2, 0, None, 2, 0]),
        ("(a > 1) & b", [False, False, False, None, False]),
        ("(a > 1) | b", [True, True, None, True, True]),
        ("~(a > 1)", [True, False, True, None, False]),
        ("isna(t)", [False, True, False, False, False]),
        ("isin(t, ['x', 'z'])", [True, False, False, False, True]),
        ("isin(a, [1, 5])", [True, False, False, False, True]),
        ("isin(a, [])", [False] * 5),
        ("where(a > 1, 10, a)", [1, 10, -3, None, 10]),
        ("where(b, 1, 0)", [1, 0, None, 1, 0]),
        ("code(t)", [1, None, 2, 3, 1]),
        ("log(a)", [0, pytest.approx(np.log(2)), None, None, pytest.approx(np.log(5))]),
        ("sqrt(a * a)", [1, 2, 3, None, 5]),
        ("exp(a) > 0", [True, True, True, None, True]),
        ("t == 'x'", [True, None, False, False, True]),
        ("t != 10", [True, None, True, False, True]),
        ("b == True", [True, False, None, True, False]),
        ("row", [1, 2, 3, 4, 5]),
        ("1 < a < 5", [False, True, False, None, False]),
    ],
)
def test_expression_means_what_its_form_says(text, values):
    assert evaluate(text) == values


@pytest.mark.parametrize("text", ["a +", "open('x')", "a.real", "[a]", "lambda: 1", "a @ a", "t + 1", "isna(x=a)"])
def test_expression_outside_the_language_is_refused(text):
    with pytest.raises(UnreadableError):
        evaluate(text)
