"""Codes, derived columns and the expression language."""

from pathlib import Path

import numpy as np
import pytest

from danaya.engines.language import Problem
from danaya.engines.restitution import Answers
from danaya.engines.restitution.answers.answers import read_answers
from danaya.engines.restitution.answers.codes import normal_code, shown_code
from danaya.engines.restitution.answers.columns import to_column, where_code
from danaya.engines.restitution.answers.deriving import derive
from danaya.engines.restitution.answers.expressions import evaluate
from danaya.engines.restitution.answers.grammar import names_in, parse_expression
from tests.engines.restitution.rounds import STUDY

COLUMNS = {"a": np.array([1.0, 2.0, np.nan, 4.0]), "t": np.array(["x", None, "y", "x"], dtype=object)}


@pytest.mark.parametrize(
    ("value", "normal"),
    [
        ("01", 1.0),
        (" 1.0 ", 1.0),
        (True, 1.0),
        ("1_0", "1_0"),
        ("nan", "nan"),
        ("-9", -9.0),
        ("x", "x"),
        ("1e999", "1e999"),
    ],
)
def test_code_has_one_normal_form(value: object, normal: object) -> None:
    assert normal_code(value) == normal


def test_codes_match_across_numbers_and_texts() -> None:
    assert where_code(to_column(["1", "02", "", None, "x"]), [1, 2]).tolist() == [True, True, False, False, False]
    assert where_code(to_column([1.0, float("nan")]), ["1"]).tolist() == [True, False]
    assert shown_code(501.0) == "501"
    assert shown_code(12345678.0) == "12345678"


def test_sheet_of_a_file_without_sheets_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    with pytest.raises(Problem) as refused:
        read_answers(tmp_path / "a.csv", "Feuille1")
    assert refused.value.code == "no-workbook"
    assert refused.value.where == "a.csv"


def test_every_problem_of_a_file_names_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(Problem) as refused:
        read_answers(tmp_path / "a.csv")
    assert refused.value.where == "a.csv"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("10 - a", [9, 8, None, 6]),
        ("a if a <= 2 else missing", [1, 2, None, None]),
        ("(a + 1) * 2 / 4 - -a", [2, 3.5, None, 6.5]),
        ("1 < a <= 4", [0, 1, 0, 1]),
        ("a in [1, 4]", [1, 0, 0, 1]),
        ("a not in (1, 4)", [0, 1, 0, 0]),
        ("not a > 1", [1, 0, 1, 0]),
        ("a == 1 or t == 'y'", [1, 0, 1, 0]),
        ("t != 'x'", [0, 0, 1, 0]),
        ("is_missing(t)", [0, 1, 0, 0]),
        ("max(a, 2) + min(a, 2)", [3, 4, None, 6]),
        ("a / 0", [None, None, None, None]),
        ("col('a') // 2 + a % 2 + abs(-1) + round(0.4) + floor(1.9)", [3, 3, None, 4]),
        ("7", [7, 7, 7, 7]),
    ],
)
def test_expression_gives_a_value_for_each_row(expression: str, expected: list[float | None]) -> None:
    found = evaluate(parse_expression(expression), COLUMNS, 4)
    assert [None if np.isnan(value) else value for value in found] == expected


def test_expression_may_give_texts() -> None:
    found = evaluate(parse_expression("'low' if a < 2 else t"), COLUMNS, 4)
    assert found.tolist() == ["low", None, "y", "x"]


@pytest.mark.parametrize(
    "expression",
    [
        "a.real",
        "__import__('os')",
        "open('x')",
        "[x for x in a]",
        "lambda: 1",
        "a[0]",
        "f'{a}'",
        "a ** 9",
        "b''",
        "a := 1",
        "max(a for a in b)",
        "col(a)",
        "1 +",
        "max()",
        "a << 2",
        "None",
        "1e400",
        "a" * 2000,
        "-" * 200 + "1",
        "abs(x=1)",
    ],
)
def test_expression_outside_the_language_is_refused(expression: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_expression(expression)
    assert caught.value.code == "expression"


def test_expression_names_its_columns_and_problems() -> None:
    assert names_in(parse_expression("max(a, col('b c')) if d else missing")) == {"a", "b c", "d"}
    for expression, code in (("nobody + 1", "no-column"), ("t + 1", "text-in-sum"), ("t < 1", "text-in-sum")):
        with pytest.raises(Problem) as caught:
            evaluate(parse_expression(expression), COLUMNS, 4)
        assert caught.value.code == code


def derived(*recipes: dict[str, object], **columns: list[object]) -> dict[str, list[object]]:
    from dataclasses import replace

    answers = Answers.from_columns(columns)
    found = derive(answers.columns, answers.height, replace(STUDY, derive=recipes))
    return {name: column.tolist() for name, column in found.items()}


def test_running_block_follows_the_order_of_its_columns() -> None:
    found = derived({"column": "psu", "kind": "block", "size": 2, "order": ["id"]}, id=["c", "a", "e", "b", "d"])
    assert found["psu"] == [2, 1, 3, 1, 2]


def test_running_block_starts_anew_within_a_group() -> None:
    recipe = {"column": "psu", "kind": "block", "size": 2, "order": "id", "within": ["g"]}
    found = derived(recipe, id=[1, 2, 3, 4, 5], g=["a", "b", "a", "a", "b"])
    assert found["psu"] == ["a|1", "b|1", "a|1", "a|2", "b|1"]


def test_crossing_is_missing_where_a_part_is() -> None:
    assert derived({"column": "s", "kind": "cross", "columns": ["r", "u"]}, r=[1, 2, None], u=["x", "y", "z"])["s"] == [
        "1|x",
        "2|y",
        None,
    ]


def test_recoding_takes_codes_ranges_and_the_first_rule() -> None:
    rules = [{"codes": [1, "2"], "to": 10}, {"low": 2, "high": 5, "to": 20}]
    assert derived({"column": "x", "kind": "recode", "from": "q", "rules": rules}, q=[1, 2, 3.5, 6])["x"][:3] == [
        10,
        10,
        20,
    ]
    kept = derived(
        {"column": "x", "kind": "recode", "from": "q", "rules": rules, "otherwise": "keep"}, q=[1, 2, 3.5, 6]
    )
    assert kept["x"] == [10, 10, 20, 6]


def test_block_without_an_order_is_refused() -> None:
    with pytest.raises(Problem) as caught:
        derived({"column": "psu", "kind": "block", "size": 2, "order": ["id"]}, id=[1, None])
    assert caught.value.code == "no-order"


def test_answers_of_uneven_or_no_rows_are_refused() -> None:
    for columns, code in (({"a": [1], "b": [1, 2]}, "uneven-columns"), ({"a": []}, "no-answers"), ({}, "no-answers")):
        with pytest.raises(Problem) as caught:
            Answers.from_columns(columns)
        assert caught.value.code == code


def test_digest_of_answers_depends_on_values_not_on_the_file_form() -> None:
    first = Answers.from_columns({"a": ["1", "2", ""], "b": ["x", None, "y"]})
    same = Answers.from_columns({"b": ["x ", "", "y"], "a": [1.0, 2, None]})
    other = Answers.from_columns({"a": ["1", "2", "3"], "b": ["x", None, "y"]})
    assert first.digest == same.digest != other.digest
