import json
from dataclasses import replace

import pytest

from danaya.engines.language import Problem, Problems
from danaya.engines.tables import (
    Absence,
    Address,
    Column,
    Feed,
    FileKind,
    MissingRange,
    TableMapping,
    Target,
    Unreadable,
    apply,
    propose,
)
from tests.engines.tables.making import AGREE, IDENTITY, Q1, REGION, WEIGHT, coded, table


def test_columns_are_proposed_by_name_label_words_and_role():
    given = table(
        {
            "RESPNO": ["a"],
            "q1": ["1"],
            "reg": Column("", ["x"], 0, "REGION"),
            "withinwt": ["1"],
            "x7": Column("", ["2"], 0, "Clear are the rules"),
            "spare": ["1"],
        }
    )
    other = Target("other", {"en": "The rules are very clear"}, codes=AGREE)
    mapping = propose(given, [Q1, REGION, WEIGHT, IDENTITY, other])
    assert {feed.target: (feed.column, feed.reason) for feed in mapping.feeds} == {
        "Q1": ("q1", "name"),
        "region": ("reg", "label"),
        "poids": ("withinwt", "role"),
        "id": ("RESPNO", "role"),
        "other": ("x7", "words"),
    }
    assert mapping.ignored(given) == ("spare",)


def test_item_of_another_round_is_found_by_its_alias():
    mapping = propose(
        table({"Q44C": ["1"], "Q53C": ["2"]}), [Target("Q53C", {"en": "Officials"}, codes=AGREE, aliases=("Q44C",))]
    )
    assert mapping.feeding("Q53C").column == "Q53C"
    mapping = propose(table({"Q44C": ["1"]}), [Target("Q53C", {"en": "Officials"}, codes=AGREE, aliases=("Q44C",))])
    assert mapping.feeding("Q53C").column == "Q44C"


def test_one_column_feeds_no_two_items_but_a_domain_and_a_stratum():
    stratum = Target("strate", {"fr": "Strate"}, role="stratum", aliases=("region",))
    twin = Target("Q2", {"en": "The rules are clear"}, codes=AGREE)
    mapping = propose(table({"region": ["KAYES"], "The rules are clear": ["1"]}), [Q1, twin, REGION, stratum])
    assert [(feed.column, feed.target) for feed in mapping.feeds] == [
        ("The rules are clear", "Q1"),
        ("region", "region"),
        ("region", "strate"),
    ]


@pytest.mark.parametrize("spelt", ["Ségou", "SEGOU", "ségou ", "S\ufffdgou"])
def test_region_names_match_whatever_their_case_and_accents(spelt):
    given = table({"region": coded([504, 501], {504: spelt, 501: "KAYES"})})
    feed = propose(given, [REGION]).feeding("region")
    assert feed.recodes == {"504": "segou", "501": "kayes"}
    assert apply(given, TableMapping((feed,)), [REGION]).columns["region"] == ["segou", "kayes"]


def test_codes_follow_labels_when_the_file_numbers_them_otherwise():
    given = table({"Q1": coded([0, 1, 2, 7], {0: "Strongly disagree", 1: "Agree", 2: "Strongly agree"})})
    account = apply(given, propose(given, [Q1]), [Q1])
    assert account.columns["Q1"] == [1, 2, 3, None]
    assert [finding.key for finding in account.findings] == ["value:Q1:7"]


def test_text_answers_are_recoded_by_their_words():
    given = table({"id": list("abcde"), "Q1": ["Tout à fait d'accord", "D'ACCORD", "ne sait pas", "n/a", None]})
    account = apply(given, propose(given, [Q1]), [Q1])
    assert account.columns["Q1"] == [3, 2, 9, None, None]
    counts = account.counts["Q1"]
    assert (counts.understood, counts.dont_know, counts.missing) == (2, 1, 2)


@pytest.mark.parametrize(
    ("label", "absence"),
    [
        ("Don't know/ Haven't heard enough", Absence.DONT_KNOW),
        ("Don’t know", Absence.DONT_KNOW),
        ("Ne sait pas", Absence.DONT_KNOW),
        ("NSP", Absence.DONT_KNOW),
        ("Refused", Absence.REFUSAL),
        ("A refusé", Absence.REFUSAL),
        ("Refus de répondre", Absence.REFUSAL),
        ("Missing", Absence.MISSING),
        ("Donnée manquante", Absence.MISSING),
        ("Sans réponse", Absence.MISSING),
        ("Not asked in country", Absence.NOT_ASKED),
        ("Non applicable", Absence.NOT_ASKED),
        ("Not applicable, no earnings", Absence.NOT_ASKED),
        ("Refused to be interviewed", Absence.REFUSAL),
        ("They don't know their legal rights", None),
        ("Refuse to pay bribes", None),
        ("None of them", None),
        ("Refuge", None),
    ],
)
def test_absence_is_proposed_from_its_label(label, absence):
    given = table({"Q1": coded([1, 50], {50: label})})
    assert propose(given, [Q1]).feeding("Q1").absences.get("50") == absence


@pytest.mark.parametrize(
    ("code", "proposed"), [(-1, True), (9, True), (99, True), (998, True), (4, False), (50, False)]
)
def test_usual_code_outside_the_scale_is_proposed_as_missing(code, proposed):
    target = replace(Q1, dont_know=None)
    given = table({"Q1": coded([1, 2, code], {})})
    feed = propose(given, [target]).feeding("Q1")
    assert (feed.absences.get(str(code)) is Absence.MISSING) == proposed
    assert apply(given, TableMapping((feed,)), [target]).complete == proposed


def test_nine_inside_a_scale_of_ten_is_an_answer():
    target = Target("Q", {"en": "Note"}, codes={step: {"en": f"{step} points"} for step in range(11)})
    given = table({"Q": coded([0, 9, 10, 99], {})})
    feed = propose(given, [target]).feeding("Q")
    assert (feed.recodes["9"], feed.absences) == (9, {"99": Absence.MISSING})


def test_value_the_file_declares_missing_is_missing_without_a_word():
    given = table({"Q1": coded([1, 55], {}, missing=(MissingRange(50.0, 60.0),))})
    account = apply(given, TableMapping((Feed("Q1", "Q1"),)), [Q1])
    assert (account.complete, account.columns["Q1"]) == (True, [1, None])


def test_every_cell_not_understood_is_pointed_at():
    given = table({"Q1": ["1", "7", "2", "7", "abc"]})
    account = apply(given, TableMapping((Feed("Q1", "Q1"),)), [Q1])
    sevens = next(finding for finding in account.findings if finding.raw == "7")
    assert list(sevens.places) == [Address(FileKind.CSV, 3, 0, "Q1"), Address(FileKind.CSV, 5, 0, "Q1")]
    assert sevens.in_language("fr") == (
        "ligne 3, colonne «\u202fQ1\u202f»: Colonne «\u202fQ1\u202f», valeur «\u202f7\u202f». Cellules non comprises\u00a0: 2. "
        "Réponses attendues\u00a0: 1 = Pas du tout d’accord · 2 = D’accord · 3 = Tout à fait d’accord. "
        "Dites à quelle réponse elle correspond, ou acceptez de la laisser vide."
    )
    assert "Cells not understood: 2" in sevens.in_language("en")
    assert account.counts["Q1"].not_understood == 3


def test_nothing_is_imported_until_everything_is_understood_or_accepted():
    given = table({"Q1": ["1", "7", "abc"]})
    mapping = TableMapping((Feed("Q1", "Q1"),))
    account = apply(given, mapping, [Q1])
    with pytest.raises(Problems) as caught:
        account.result()
    assert [problem.where for problem in caught.value.problems] == ["3:Q1", "4:Q1"]
    account = apply(given, mapping.accepting(["value:Q1:7", "value:Q1:abc"]), [Q1])
    assert account.result() == {"Q1": [1, None, None]}
    assert [finding.accepted for finding in account.findings] == [True, True]


def test_many_different_wrong_values_are_gathered():
    given = table({"poids": ["1", *(f"w{number}" for number in range(500))]})
    account = apply(given, TableMapping((Feed("poids", "poids"),)), [WEIGHT])
    assert [finding.count for finding in account.findings] == [1] * 12 + [488]
    assert account.findings[-1].key == "value:poids:…"
    assert "w12 · w13 · w14 …" in account.findings[-1].in_language("fr")


def test_weight_with_decimal_comma_is_read_and_bad_ones_refused():
    given = table({"poids": ["0,5", "1 200,25", "-1", "0", "abc"]})
    mapping = propose(given, [WEIGHT])
    assert mapping.feeding("poids").decimal == ","
    account = apply(given, mapping, [WEIGHT])
    assert account.columns["poids"][:2] == [0.5, 1200.25]
    assert [(finding.code, finding.raw) for finding in account.findings] == [
        ("value-outside", "-1"),
        ("value-outside", "0"),
        ("value-not-number", "abc"),
    ]


def test_needed_column_must_be_fed_and_filled_in_every_row():
    given = table({"Q1": ["1", "2"], "poids": ["1", None]})
    unfed = apply(given, TableMapping((Feed("Q1", "Q1"),), frozenset({"target:poids"})), [Q1, WEIGHT])
    assert [(finding.severity, finding.stops) for finding in unfed.findings] == [("blocking", True)]
    mapping = TableMapping((Feed("Q1", "Q1"), Feed("poids", "poids")))
    account = apply(given, mapping, [Q1, WEIGHT])
    assert [(finding.key, finding.count) for finding in account.findings] == [("needed:poids", 1)]
    account = apply(given, mapping.accepting(["needed:poids"]), [Q1, WEIGHT])
    assert (account.result(), list(account.rows), account.excluded) == ({"Q1": [1], "poids": [1.0]}, [0], 1)


def test_repeated_identifier_is_pointed_at_and_the_first_row_kept():
    given = table({"id": ["A", "B", "A", None, "A"], "Q1": ["1", "2", "3", "1", "2"]})
    mapping = TableMapping((Feed("id", "id"), Feed("Q1", "Q1")))
    account = apply(given, mapping, [IDENTITY, Q1])
    finding = account.findings[0]
    assert (finding.code, finding.raw, [place.row for place in finding.places]) == ("duplicate-ids", "A", [4, 6])
    account = apply(given, mapping.accepting(["duplicate-ids"]), [IDENTITY, Q1])
    assert account.result()["Q1"] == [1, 2, 1]


def test_empty_total_and_slipped_rows_are_left_out_only_as_said():
    given = table({"id": ["A", None, "Total", "B"], "Q1": ["1", None, "7", "2"]}, totals=(2,), ragged=(3,))
    mapping = TableMapping((Feed("Q1", "Q1"),))
    account = apply(given, mapping, [Q1])
    assert {finding.key: finding.severity for finding in account.findings} == {
        "empty-rows": "note",
        "total-rows": "open",
        "ragged-rows": "open",
    }
    assert not account.complete
    account = apply(given, mapping.accepting(["total-rows", "ragged-rows"]), [Q1])
    assert (account.result(), account.excluded) == ({"Q1": [1]}, 3)


def test_formula_is_refused_as_a_code_and_kept_as_text():
    given = table({"Q1": ["=1+1", "1"], "remark": ["=HYPERLINK(1)", "-5"]})
    remark = Target("remark", {"fr": "Remarque"}, kind="text")
    account = apply(given, TableMapping((Feed("Q1", "Q1"), Feed("remark", "remark"))), [Q1, remark])
    assert account.columns["remark"] == ["=HYPERLINK(1)", "-5"]
    assert [(finding.code, finding.severity) for finding in account.findings] == [
        ("value-formula", "open"),
        ("text-like-formula", "note"),
    ]


@pytest.mark.parametrize(
    "target", [Q1, WEIGHT, IDENTITY, replace(REGION, codes={}), Target("d", {"fr": "Jour"}, kind="date")]
)
def test_unreadable_cell_is_understood_by_no_kind_of_target(target):
    given = table({"x": [Unreadable("#N/A", "error")]}, kind=FileKind.XLSX, sheet="F")
    account = apply(given, TableMapping((Feed("x", target.key),)), [target])
    assert next((finding.code, str(finding.places[0])) for finding in account.findings) == ("value-formula", "F!A2")
    assert not account.complete


def test_open_codes_are_kept_as_they_stand():
    cluster = Target("psu", {"fr": "Grappe"}, role="psu")
    account = apply(table({"ea": [12.0, "ZD 7", 3]}), TableMapping((Feed("ea", "psu"),)), [cluster])
    assert account.columns["psu"] == [12, "ZD 7", 3]


def test_dates_are_days():
    day = Target("jour", {"fr": "Jour"}, kind="date")
    account = apply(
        table({"jour": ["03/02/2025", "2025-02-03 10:00", "31/02/2025"]}), TableMapping((Feed("jour", "jour"),)), [day]
    )
    assert account.columns["jour"] == ["2025-02-03", "2025-02-03", None]
    assert [finding.raw for finding in account.findings] == ["31/02/2025"]


def test_mapping_that_contradicts_file_or_codebook_is_blocked():
    given = table({"Q1": ["1"], "Q2": ["1"]})
    feeds = (Feed("Q1", "Q1", {"1": 99}), Feed("Q2", "Q1"), Feed("gone", "region"), Feed("Q2", "nothing"))
    account = apply(given, TableMapping(feeds), [Q1, REGION])
    assert {finding.code for finding in account.findings if finding.stops} == {
        "code-unknown",
        "target-twice",
        "column-unknown",
        "target-unknown",
    }


def test_no_row_left_is_blocked():
    account = apply(
        table({"Q1": ["1"]}, totals=(0,)), TableMapping((Feed("Q1", "Q1"),), frozenset({"total-rows"})), [Q1]
    )
    assert not account.complete


def test_mapping_survives_json():
    mapping = TableMapping(
        (Feed("Q1", "Q1", {"1": 1, "x": "code"}, {"9": Absence.DONT_KNOW}, ",", 0.8, "label"),),
        frozenset({"empty-rows"}),
    )
    assert TableMapping.from_dict(json.loads(json.dumps(mapping.to_dict()))) == mapping
    for broken in ({}, {"feeds": [{}], "accepted": []}, {"feeds": 3, "accepted": []}, []):
        with pytest.raises(Problem):
            TableMapping.from_dict(broken)
