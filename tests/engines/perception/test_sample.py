import math

import duckdb
import narwhals as nw
import numpy as np
import pytest

from danaya.engines.language import Problem
from danaya.engines.perception import Design, Sample, mean, ratio, share
from danaya.engines.perception.refusals import _REFUSALS

GOOD = {
    "s": ["a", "a", "b", "b"],
    "p": [1, 2, 3, 4],
    "w": [1.0, 2.0, 1.0, 1.0],
    "y": [1, 2, 3, None],
    "N": [9, 9, 9, 9],
}
FULL = Design(clusters=("p",), strata=("s",), weights="w", fpc=("N",))


@pytest.mark.parametrize(
    ("change", "design", "code"),
    [
        ({"w": [1, -1, 1, 1]}, FULL, "weight-negative"),
        ({"w": [1, math.inf, 1, 1]}, FULL, "weight-negative"),
        ({"w": [1, None, 1, 1]}, FULL, "weight-missing"),
        ({"w": [0, 0, 0, 0]}, FULL, "weight-all-zero"),
        ({"w": ["1", "2", "x", "4"]}, FULL, "column-not-number"),
        ({"s": ["a", None, "b", "b"]}, FULL, "design-missing"),
        ({"p": [1, None, 3, 4]}, FULL, "design-missing"),
        ({"N": [9, None, 9, 9]}, FULL, "design-missing"),
        ({"p": [1, 2, 1, 4]}, FULL, "psu-in-two-strata"),
        ({"N": [9, 9, 1, 1]}, FULL, "fpc-too-small"),
        ({"N": [9, 8, 9, 9]}, FULL, "fpc-varies"),
        ({"N": [9, 9, 0.5, 0.5]}, FULL, "fpc-mixed"),
        ({"y": [1, 2, 3]}, FULL, "columns-uneven"),
        ({"W": [1, 2, 3, 4]}, FULL, "columns-alike"),
        ({}, Design(weights="poids"), "column-unknown"),
        ({}, Design(clusters=("p", "y"), fpc=("N",)), "fpc-stages"),
        ({}, Design(clusters=("p",), fpc=("N", "N"), weights="w"), "fpc-stages"),
        ({"p": [1, 1, 1, 1]}, Design(clusters=("p",), weights="w"), "cluster-single"),
        ({name: [] for name in GOOD}, FULL, "data-empty"),
    ],
)
def test_design_that_does_not_fit_is_refused(change, design, code):
    with pytest.raises(Problem) as refused:
        Sample(GOOD | change, design)
    assert refused.value.code == code
    for language in ("fr", "en"):
        assert "{" not in refused.value.in_language(language)


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda s: mean(s, "z"), "column-unknown"),
        (lambda s: mean(s, "y", by=["z"]), "column-unknown"),
        (lambda s: mean(s, []), "nothing-asked"),
        (lambda s: mean(s, "y", where=nw.col("s") == "nobody"), "domain-empty"),
        (lambda s: mean(s, "y", where=nw.col("z") == 1), "expression-unreadable"),
        (lambda s: mean(s, {"e": nw.col("z") + 1}), "expression-unreadable"),
        (lambda s: share(s, {"e": nw.col("z") + 1}), "expression-unreadable"),
        (lambda s: mean(s, "s"), "expression-unreadable"),
        (lambda s: mean(s, "y", missing="drop"), "option-unknown"),
        (lambda s: mean(s, "y", deff="srs"), "option-unknown"),
        (lambda s: ratio(s, "y", ["w", "p"]), "denominators-uneven"),
        (lambda s: mean(s, "y").interval(95), "level-out-of-range"),
        (lambda s: mean(s, "y").interval(df="infinite"), "option-unknown"),
        (lambda s: mean(s, "y").select(["z"]), "key-unknown"),
    ],
)
def test_question_that_cannot_be_answered_is_refused(ask, code):
    with pytest.raises(Problem) as refused:
        ask(Sample(GOOD, FULL))
    assert refused.value.code == code


def test_every_refusal_speaks_both_languages_and_tells_what_to_do():
    for text in _REFUSALS.values():
        assert set(text) == {"fr", "en"}
        assert all(words.endswith(".") for words in text.values())


def test_names_that_repeat_in_strata_are_other_clusters_once_said_so():
    answers = GOOD | {"p": [1, 2, 1, 2]}
    nested = Sample(answers, Design(clusters=("p",), strata=("s",), weights="w", nest=True))
    assert (nested.tree.psus, nested.df) == (4, 2)
    np.testing.assert_allclose(mean(nested, "y").se, mean(Sample(GOOD, Design(("p",), ("s",), "w")), "y").se)


def test_weights_follow_from_population_sizes_where_there_are_none():
    sample = Sample(GOOD, Design(strata=("s",), fpc=("N",)))
    assert sample.weights.total == 18
    assert mean(sample, "y").estimate[0] == pytest.approx(2)


@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
def test_files_and_relations_give_the_same_as_columns(tmp_path, suffix):
    path = tmp_path / f"réponses{suffix}"
    connection = duckdb.connect()
    connection.execute("CREATE TABLE t (s TEXT, p INT, w DOUBLE, y INT, N INT)")
    rows = list(zip(*GOOD.values(), strict=True))
    connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?)", rows)
    connection.execute(f"COPY t TO '{path}'")
    expected = mean(Sample(GOOD, FULL), "y", ["s"])
    for data in (path, str(path), connection.table("t"), nw.from_native(connection.table("t"))):
        found = mean(Sample(data, FULL), "y", ["s"])
        np.testing.assert_array_equal(found.estimate, expected.estimate)
        np.testing.assert_array_equal(found.se, expected.se)


@pytest.mark.parametrize("data", [12, "answers.docx", None])
def test_data_of_another_form_is_refused(data):
    with pytest.raises(Problem) as refused:
        Sample(data, FULL)
    assert refused.value.code == "data-unreadable"


def test_missing_values_of_every_kind_of_column_are_missing():
    plain = {"t": [True, None, False], "i": [1, None, 3], "f": [1.0, math.nan, 3.0], "x": ["a", None, "b"]}
    masked = {"i": np.ma.masked_array([1, 2, 3], [0, 1, 0]), "f": np.ma.masked_array([1.0, 2, 3], [0, 1, 0])}
    for columns in (plain, masked, {"o": np.array([1, None, 3], dtype=object)}):
        sample = Sample(columns, Design())
        for name in columns:
            assert mean(sample, {"known": nw.when(~nw.col(name).is_null()).then(1)}).n[0] == 2, name


def test_samples_on_one_connection_keep_their_own_answers():
    connection = duckdb.connect()
    samples = [Sample({"y": [float(k), float(k)]}, Design(), connection) for k in range(30)]
    assert [mean(sample, "y").estimate[0] for sample in samples] == list(range(30))
