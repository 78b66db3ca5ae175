import datetime

import duckdb
import pytest

from danaya.engines.language import Problem
from danaya.engines.tables import read, relation, to_parquet

COLUMNS = {
    "q1": [1, 2, None, 3],
    "poids": [0.5, 1.0, None, 2.25],
    "région": ["Ségou", None, "Gao", 'a"b'],
    'x"y': [None] * 4,
}


def test_columns_come_back_as_they_were_written(tmp_path):
    table = read(to_parquet(COLUMNS, tmp_path / "a.parquet"))
    assert {column.name: list(column.values) for column in table.columns} == COLUMNS
    assert [column.kind for column in table.columns] == ["number", "number", "text", "empty"]


def test_whole_numbers_stay_whole(tmp_path):
    path = to_parquet({"a": [1, None], "b": [2**40, 1], "c": [1.0, 2], "d": [1, "x"]}, tmp_path / "a.parquet")
    kinds = (
        duckdb.connect()
        .execute("SELECT column_type FROM (DESCRIBE SELECT * FROM read_parquet(?))", [str(path)])
        .fetchall()
    )
    assert [kind for (kind,) in kinds] == ["INTEGER", "BIGINT", "DOUBLE", "VARCHAR"]


def test_same_columns_give_the_same_bytes(tmp_path):
    first, second = (to_parquet(COLUMNS, tmp_path / name, seed=7).read_bytes() for name in ("a.parquet", "b.parquet"))
    assert first == second
    assert first != to_parquet(COLUMNS, tmp_path / "c.parquet", seed=8).read_bytes()


def test_rows_are_shuffled_together(tmp_path):
    columns = {"a": list(range(100)), "b": [f"r{number}" for number in range(100)]}
    table = read(to_parquet(columns, tmp_path / "a.parquet", seed=1))
    numbers, names = (list(column.values) for column in table.columns)
    assert numbers != columns["a"]
    assert sorted(numbers) == columns["a"]
    assert names == [f"r{number}" for number in numbers]


def test_stated_order_is_kept_and_must_be_a_permutation(tmp_path):
    path = to_parquet({"a": [10, 20, 30]}, tmp_path / "a.parquet", order=[2, 0, 1])
    assert list(read(path).column("a").values) == [30, 10, 20]
    for order in ([0, 1], [0, 0, 1], [1, 2, 3]):
        with pytest.raises(Problem, match="permutation"):
            to_parquet({"a": [10, 20, 30]}, tmp_path / "b.parquet", order=order)


def test_failure_leaves_nothing_behind(tmp_path):
    with pytest.raises(Problem):
        to_parquet({"a": [1], "b": [1, 2]}, tmp_path / "a.parquet")
    with pytest.raises(TypeError):
        to_parquet({"a": [[1]]}, tmp_path / "a.parquet")
    assert list(tmp_path.iterdir()) == []


def test_dates_and_nested_values_are_read(tmp_path):
    path = tmp_path / "it's [a] *.parquet"
    duckdb.connect().sql(
        "SELECT DATE '2025-01-02' AS d, [1, 2] AS l, 1.50::DECIMAL(5,2) AS m, TRUE AS b"
    ).write_parquet(str(path))
    table = read(path)
    assert [column.values[0] for column in table.columns] == [datetime.date(2025, 1, 2), "[1, 2]", 1.5, True]
    assert [remark.code for remark in table.remarks] == ["nested-flattened"]


def test_star_in_a_name_opens_no_other_file(tmp_path):
    to_parquet({"a": [1]}, tmp_path / "x1.parquet")
    to_parquet({"a": [2]}, tmp_path / "x*.parquet")
    assert list(read(tmp_path / "x*.parquet").column("a").values) == [2]
    assert relation(tmp_path / "x*.parquet", duckdb.connect()).fetchall() == [(2,)]


def test_text_opens_as_a_relation_with_its_decimal_comma(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("id;région;poids\n1;Ségou;0,5\n2;Gao;1,5\n".encode("cp1252"))
    found = relation(path, duckdb.connect())
    assert found.columns == ["id", "région", "poids"]
    assert found.fetchall() == [(1, "Ségou", 0.5), (2, "Gao", 1.5)]


def test_other_files_open_as_no_relation(tmp_path):
    path = tmp_path / "a.sav"
    path.write_bytes(b"$FL2" + b"\0" * 200)
    with pytest.raises(Problem) as caught:
        relation(path, duckdb.connect())
    assert caught.value.code == "not-for-database"


@pytest.mark.parametrize(("cut", "code"), [(-4, "truncated-file"), (8, "truncated-file")])
def test_truncated_file_is_refused(tmp_path, cut, code):
    path = to_parquet(COLUMNS, tmp_path / "a.parquet")
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(Problem) as caught:
        read(path)
    assert caught.value.code == code
