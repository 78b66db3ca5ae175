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
    Table,
    TableMapping,
    Target,
    Unreadable,
    apply,
    propose,
)

AGREE = {
    1: {"fr": "Pas du tout d’accord", "en": "Strongly disagree"},
    2: {"fr": "D’accord", "en": "Agree"},
    3: {"fr": "Tout à fait d’accord", "en": "Strongly agree"},
}
REGIONS = {"kayes": {"fr": "Kayes"}, "segou": {"fr": "Ségou"}, "kidal": {"fr": "Kidal"}}
Q1 = Target("Q1", {"fr": "Les règles sont claires", "en": "The rules are clear"}, codes=AGREE, dont_know=9)
REGION = Target("region", {"fr": "Région"}, codes=REGIONS, role="domain")
WEIGHT = Target("poids", {"fr": "Poids", "en": "Weight"}, kind="number", role="weight", required=True, above=0)
IDENTITY = Target("id", {"fr": "Identifiant", "en": "Identifier"}, kind="text", role="identifier")


def table(columns, kind=FileKind.CSV, **options):
    """Build a table from name → values or Column."""
    made = tuple(
        replace(column, name=name, position=position) if isinstance(column, Column) else Column(name, column, position)
        for position, (name, column) in enumerate(columns.items())
    )
    height = len(made[0].values)
    return Table(kind, made, range(2, height + 2), **options)


def coded(values, labels, label="", missing=()):
    return Column("", values, 0, label, "number", labels, missing)


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


def test_column_of_which_nothing_is_understood_is_one_finding():
    days = [f"2026-05-0{number}" for number in range(1, 8)]
    account = apply(table({"Q1": days}), TableMapping((Feed("Q1", "Q1"),)), [Q1])
    assert [(finding.code, finding.count) for finding in account.findings] == [("column-foreign", 7)]
    assert "aucune de ses 7 valeurs (2026-05-01 · 2026-05-02 · 2026-05-03 …)" in account.findings[0].in_language("fr")
    assert "Choisissez une autre colonne" in account.findings[0].in_language("fr")
    mapping = TableMapping((Feed("Q1", "Q1"),), frozenset({"value:Q1:…"}))
    assert apply(table({"Q1": days}), mapping, [Q1]).complete


def test_places_that_follow_each_other_are_told_as_one():
    given = table({"Q1": ["7", "7", "7", "1", "7", "2", "7", "7"]})
    finding = apply(given, TableMapping((Feed("Q1", "Q1"),)), [Q1]).findings[0]
    assert finding.where("fr") == (["lignes 2 à 4", "ligne 6", "lignes 8 à 9"], False)
    assert finding.where("en", most=2) == (["rows 2 to 4", "row 6"], True)
    given = table({"Q1": ["7", "7", "1", "7"]}, kind=FileKind.XLSX, sheet="F")
    finding = apply(given, TableMapping((Feed("Q1", "Q1"),)), [Q1]).findings[0]
    assert finding.where("fr") == (["F!A2:A3", "F!A5"], False)
    given = table({"Q1": ["7", "7", "1"]}, kind=FileKind.SAV)
    finding = apply(given, TableMapping((Feed("Q1", "Q1"),)), [Q1]).findings[0]
    assert finding.where("fr") == (["enregistrements 2 à 3"], False)


def test_very_long_value_is_shown_short_and_accepted_all_the_same():
    long, other = "9" * 5000, "9" * 5001
    given = table({"Q1": ["1", long, other]})
    account = apply(given, TableMapping((Feed("Q1", "Q1"),)), [Q1])
    assert len(account.findings[0].in_language("fr")) < 400
    keys = [finding.key for finding in account.findings]
    assert len(set(keys)) == 2
    assert max(map(len, keys)) < 200
    assert apply(given, TableMapping((Feed("Q1", "Q1"),), frozenset(keys)), [Q1]).complete


ASKED = replace(Q1, dont_know=98, refusal=99, codes={**AGREE, 98: {"fr": "Je ne sais pas"}, 99: {"fr": "Refus"}})


def test_answers_that_are_none_are_counted_as_what_they_are():
    given = table({"Q1": coded([1, 98, 98, 99, None], {98: "Je ne sais pas", 99: "Refus"}), "n": list("abcde")})
    mapping = propose(given, [ASKED])
    assert mapping.feeding("Q1").absences == {"98": Absence.DONT_KNOW, "99": Absence.REFUSAL}
    by_hand = TableMapping((Feed("Q1", "Q1", {"1": 1, "98": 98, "99": 99}),))
    for one in (mapping, by_hand, TableMapping((Feed("Q1", "Q1"),))):
        account = apply(given, one, [ASKED])
        counts = account.counts["Q1"]
        assert (counts.understood, counts.dont_know, counts.refusal, counts.missing) == (1, 2, 1, 1)
        assert account.columns["Q1"] == [1, 98, 98, 99, None]


def test_second_code_of_an_absence_stays_itself_and_counts_with_it():
    target = replace(ASKED, codes={**ASKED.codes, 97: {"fr": "Jamais entendu"}}, silences={97: Absence.DONT_KNOW})
    given = table({"Q1": coded([1, 97, 98], {97: "Jamais entendu", 98: "Je ne sais pas"})})
    account = apply(given, propose(given, [target]), [target])
    assert (account.columns["Q1"], account.counts["Q1"].dont_know) == ([1, 97, 98], 2)


SIDES = {"o": {"fr": "Agents"}, "p": {"fr": "Privé"}}
AUDIENCE = Target("public", {"fr": "Public"}, codes=SIDES, role="audience", required=True)
OF_OFFICIALS = replace(Q1, asked_of=frozenset({"o"}))
BOTH_FED = TableMapping((Feed("public", "public"), Feed("Q1", "Q1")))


def test_question_is_missing_only_where_it_was_asked():
    given = table({"public": ["o", "o", "p", "p"], "Q1": ["1", None, None, None]})
    account = apply(given, BOTH_FED, [AUDIENCE, OF_OFFICIALS])
    counts = account.counts["Q1"]
    assert account.complete
    assert (counts.understood, counts.missing, counts.not_asked) == (1, 1, 2)


def test_answers_of_an_audience_that_was_not_asked_are_pointed_at():
    given = table({"public": ["o", "o", "p", "p"], "Q1": ["1", None, "2", None]})
    account = apply(given, BOTH_FED, [AUDIENCE, OF_OFFICIALS])
    assert [(finding.code, finding.where("fr")[0]) for finding in account.findings] == [
        ("answers-not-asked", ["ligne 4"])
    ]
    accepted = apply(given, BOTH_FED.accepting(["not-asked:Q1"]), [AUDIENCE, OF_OFFICIALS])
    assert accepted.result()["Q1"] == [1, None, None, None]


def test_questions_without_a_column_are_told_once_and_accepted_as_they_are():
    given = table({"Q1": ["1"]})
    mapping = TableMapping((Feed("Q1", "Q1"),))
    twin = replace(Q1, key="Q2", name={"fr": "On m’écoute", "en": "I am heard"})
    account = apply(given, mapping, [Q1, twin, REGION])
    assert [(finding.code, finding.severity) for finding in account.findings] == [("questions-unfed", "open")]
    assert "« On m’écoute »" in account.findings[0].in_language("fr").replace("\u202f", " ")
    accepting = mapping.accepting([account.findings[0].key])
    assert apply(given, accepting, [Q1, twin, REGION]).complete
    assert not apply(given, accepting, [Q1, twin, REGION, replace(twin, key="Q3")]).complete


def test_column_that_nobody_answered_is_proposed_by_its_name_alone():
    given = table({"Q1": Column("", [None], 0, "", "empty"), "x": Column("", [None], 0, "Région", "empty")})
    assert [feed.target for feed in propose(given, [Q1, REGION]).feeds] == ["Q1"]


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
