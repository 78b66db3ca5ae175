"""The account of an import: what became of each cell, and where what was not understood stands."""

from dataclasses import replace

from danaya.engines.tables import Absence, Column, Feed, FileKind, TableMapping, Target, apply, propose
from tests.engines.tables.making import AGREE, Q1, REGION, coded, table


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
