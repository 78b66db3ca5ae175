"""Objectives of a strategic framework from a table."""

from pathlib import Path

import pytest

from danaya.engines.tables import ObjectivesMapping, propose_objectives, read, read_objectives
from danaya.engines.tables.objectives import BY_CODE, BY_COLUMN, NONE, shorter_codes
from tests.engines.tables.making import table

DATA = Path(__file__).parents[2] / "data" / "tables"


def rows(account):
    return [(one.code, one.title.get("fr", ""), one.above) for one in account.objectives]


def test_columns_are_guessed_and_objectives_read():
    found = read(DATA / "objectives.csv")
    mapping = propose_objectives(found)
    assert mapping == ObjectivesMapping(
        "Code", {"fr": "Objectif", "en": "Objective (English)"}, BY_COLUMN, "Rattaché à"
    )
    account = read_objectives(found, mapping)
    assert [(one.code, one.above) for one in account.objectives] == [
        ("1", ""), ("1.1", "1"), ("1.2", "1"), ("2", ""), ("2.1", "2"),
    ]  # fmt: skip
    assert account.objectives[1].title == {
        "fr": "Publier tous les tarifs et redevances",
        "en": "Publish all tariffs and fees",
    }
    assert account.findings == ()


def test_code_at_the_beginning_of_the_words_is_taken_off_them():
    found = table({"Objectifs": ["Axe 1 : Gouvernance", "1.1. Publier les tarifs", "OS 2 - Former les agents"]})
    account = read_objectives(found, propose_objectives(found))
    assert rows(account) == [
        ("Axe 1", "Gouvernance", ""), ("1.1", "Publier les tarifs", ""), ("OS 2", "Former les agents", ""),
    ]  # fmt: skip


def test_what_is_above_follows_from_codes_from_a_column_or_is_left_out():
    found = table(
        {"N°": ["1", "1.2", "1.2.3"], "Objectif": ["Premier objectif", "Deuxième objectif", "Troisième objectif"]}
    )
    columns = {"fr": "Objectif"}
    assert [row[2] for row in rows(read_objectives(found, ObjectivesMapping("N°", columns, BY_CODE)))] == [
        "",
        "1",
        "1.2",
    ]
    assert [row[2] for row in rows(read_objectives(found, ObjectivesMapping("N°", columns, NONE)))] == ["", "", ""]


def test_shorter_codes_begin_with_the_longest():
    assert list(shorter_codes("OS 2.1.3")) == ["OS 2.1", "OS 2", "OS"]
    assert list(shorter_codes("7")) == []


def test_numbers_of_a_spreadsheet_are_codes():
    found = table({"Code": [1, 1.1, 2.0], "Objectif": ["Premier objectif", "Deuxième objectif", "Troisième objectif"]})
    assert [row[0] for row in rows(read_objectives(found, propose_objectives(found)))] == ["1", "1.1", "2"]


@pytest.mark.parametrize(
    ("code", "title", "told"),
    [
        (None, "Sans code", "objective-code-missing"),
        ("2024-02-01T00:00:00", "Code devenu date", "objective-code-date"),
        ("x" * 41, "Code trop long", "objective-code-long"),
        ("9", None, "objective-title-missing"),
        ("9", "x" * 1001, "objective-title-long"),
        ("1", "Encore un", "objective-twice"),
    ],
)
def test_row_that_cannot_be_taken_is_told_with_its_place(code, title, told):
    found = table({"Code": ["1", code], "Objectif": ["Premier objectif", title]})
    account = read_objectives(found, ObjectivesMapping("Code", {"fr": "Objectif"}))
    assert [row[0] for row in rows(account)] == ["1"]
    assert [(one.code, one.places[0].row) for one in account.findings] == [(told, 3)]
    assert "{" not in account.findings[0].in_language("fr") + account.findings[0].in_language("en")


def test_unknown_and_circular_objectives_above_are_told_and_left_out():
    found = table({"C": ["1", "2", "3"], "T": ["un", "deux", "trois"], "P": ["2", "1", "8"]})
    account = read_objectives(found, ObjectivesMapping("C", {"fr": "T"}, BY_COLUMN, "P"))
    assert [row[2] for row in rows(account)] == ["", "1", ""]
    assert sorted(one.code for one in account.findings) == ["objective-parent-circle", "objective-parent-unknown"]
