"""Who signed what, said in words, with how much of it is proven; and what no digest shows."""

import dataclasses
import hashlib

import pytest

from danaya.engines.seals.printed import printed
from danaya.engines.seals.record import make_record
from danaya.engines.seals.register import Opening
from danaya.engines.seals.telling import digest_of, signatures_of, title_of, unchecked
from danaya.engines.seals.verdict import Check, Outcome, Verdict
from danaya.engines.seals.verifying import verify
from tests.engines.seals.plans import (
    DIGEST,
    FILE,
    HEAD,
    LINKS,
    OPENINGS,
    PLAN,
    RECORD,
    SALTS,
    chained,
    codes,
    content,
    payloads,
    sheets,
)


def said(source: object, anchor: str = "") -> list[str]:
    return [
        line.replace("\u00a0", " ") for one in signatures_of(verify(source, anchor)) for line in one.in_language("fr")
    ]


@pytest.mark.parametrize(
    ("anchor", "proven"), [("", []), (DIGEST, [1]), (LINKS[4].digest, [1, 3, 4]), (HEAD, [1, 3, 4, 5, 6])]
)
def test_signature_is_proven_as_far_as_the_digest_reaches(anchor, proven):
    told = signatures_of(verify(FILE, anchor))
    assert [one.place for one in told] == [1, 3, 4, 5, 6]
    assert [one.place for one in told if one.proven] == proven
    assert [one.place for one in told if one.mine] == [3, 4, 5, 6]


def test_closed_values_are_told_where_they_are_rightly_opened_and_missed_where_they_are_not():
    assert any("B. Keïta" in line for line in said(FILE))
    assert "Les réserves écrites ne sont pas jointes à cette copie." in said(make_record(PLAN, LINKS))
    wrong = dataclasses.replace(RECORD, openings=(dataclasses.replace(OPENINGS[0], text="Aucune."), OPENINGS[1]))
    assert not any("Aucune." in line for line in said(wrong))
    torn = dataclasses.replace(
        RECORD, openings=(Opening(5, "person", "xy", "C. Traoré"), Opening(99, "person", SALTS[0].hex(), "D"))
    )
    assert not any("Traoré" in line for line in said(torn))


def test_sheet_that_another_entered_says_so_until_its_body_answers():
    def entered(*answers, **facts):
        return [line for line in said(sheets(*answers, **facts)) if "Secrétariat, Coordinateur" in line]

    assert not any("Feuille enregistrée" in line for line in said(FILE))
    assert "pas encore confirmée" in entered()[0]
    assert "pas encore confirmée" in entered(("CNPM", 5, True))[0], "another body cannot confirm it"
    assert "confirmée par l'organisation qui l'a signée (entrée 8)" in entered(("Douanes", 5, True))[0]
    contested = ("Douanes", 5, False)
    assert "ne compte pas" in entered(contested)[0]
    assert codes(verify(sheets(contested), ""))["signatures"] == "holds"
    counted = [
        check.values.get("count") for check in verify(sheets(contested), "").checks if check.name == "signatures"
    ]
    assert counted == [3], "a contested signature counts as none"
    assert codes(verify(sheets(contested, anew=True), ""))["signatures"] == "holds", "it can be given anew"
    for answers in ((), (("Douanes", 5, True),), (("CNPM", 5, False),)):
        assert codes(verify(sheets(*answers, anew=True), ""))["signatures"] == "twice"


def test_signature_that_cannot_be_read_is_passed_over():
    entries = payloads()
    entries[4] = {**entries[4], "day": "hier"}
    assert [one.place for one in signatures_of(verify(chained(entries, content())))] == [1, 3, 5, 6]


def test_signature_is_on_the_text_that_stands_there_not_on_the_one_the_record_claims():
    record = content()
    record["plan"]["title"] = "Autre"
    verdict = verify(record, DIGEST)
    assert not any(one.mine for one in signatures_of(verdict))
    assert verdict.record is not None
    assert digest_of(verdict.record) not in {"", DIGEST}


def kinds(verdict: Verdict) -> list[str]:
    """The beginnings of what could not be checked."""
    return [one["en"].partition(" ")[0] for one in unchecked(verdict)]


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        ("", ["Without", "Documents", "Names", "That"]),
        (printed(DIGEST)[:-1], ["Without", "Documents", "Names", "That"]),
        (DIGEST, ["Entries", "Documents", "Names", "That"]),
        (HEAD, ["Documents", "Names", "That"]),
        (hashlib.sha256(b"other").hexdigest(), ["Documents", "Names", "That"]),
    ],
)
def test_what_could_not_be_checked_depends_on_what_was_typed(anchor, expected):
    assert kinds(verify(FILE, anchor)) == expected
    for one in unchecked(verify(FILE, anchor)):
        assert "{" not in one["fr"] + one["en"]


def test_text_without_history_proves_itself_and_no_entry():
    plan = dataclasses.replace(PLAN, history=None)
    record = make_record(plan, [])
    verdict = verify(record, digest_of(record))
    assert (kinds(verdict), verdict.record) == (["That"], record)


def test_nothing_is_told_of_what_could_not_be_read():
    verdict = verify(b"garbage", HEAD)
    assert (verdict.record, signatures_of(verdict), unchecked(verdict)) == (None, (), ())


def test_title_is_one_line():
    assert title_of(make_record(None, LINKS), "fr") == ""
    plan = dataclasses.replace(PLAN, title={"fr": "Un\nplan\t commun", "en": "A plan"})
    assert title_of(make_record(plan, LINKS), "fr") == "Un plan commun"
    assert title_of(make_record(plan, LINKS), "en") == "A plan"


def test_checks_are_told_in_the_order_that_matters():
    checks = (
        Check("file", "holds"),
        Check("chain", "broken", {"number": 1}),
        Check("end", "holds"),
        Check("anchor", "missing"),
    )
    verdict = Verdict(checks)
    assert [one.name for one in verdict.in_order] == ["anchor", "chain", "file", "end"]
    assert verdict.outcome is Outcome.FAILS
