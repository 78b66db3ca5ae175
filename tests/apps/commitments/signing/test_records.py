"""The record that a body takes along: what holds, what fails, what it may open; versions read back and compared."""

import json

import pytest

from danaya.apps.commitments.actions.signing import put_to_signature
from danaya.apps.commitments.actions.signing.take_back_text import take_back_text
from danaya.apps.commitments.models import Opening, Stance, Version
from danaya.apps.commitments.signing import comparing
from danaya.apps.commitments.signing.history import history, receipt_of
from danaya.apps.commitments.signing.paper import compose, paper_of
from danaya.apps.commitments.signing.register import links_of
from danaya.apps.commitments.signing.text import for_text, parts_now
from danaya.apps.commitments.signing.versions import record_of, shown, standings, text_of
from danaya.base.journal import entries as journal
from danaya.engines import seals
from danaya.engines.publishing.document import SignatureSheet
from danaya.engines.seals.offline import offline_copy
from danaya.engines.seals.plan import plan_digest
from danaya.engines.seals.printed import printed
from danaya.engines.seals.record import write_record
from danaya.engines.seals.verdict import Outcome
from danaya.engines.seals.verifying import verify
from tests.apps.commitments.factories import AT
from tests.apps.commitments.signing.desk import Desk, overwrite, page, rewrite_journal
from tests.apps.dialogue.desks import sign_in, words
from tests.apps.people.factories import make_organisation

pytestmark = pytest.mark.django_db


def signed(desk: Desk) -> Version:
    """A version with every signature but the last body's."""
    desk.put()
    desk.sign_all()
    desk.initial()
    desk.adopt(desk.director)
    desk.adopt(desk.president, Stance.RESERVED, "Sous réserve du budget 2027.")
    return desk.version


def test_a_record_holds_against_the_digest_on_paper_and_the_receipt(desk: Desk):
    version = signed(desk)
    last = desk.plan.register.last()
    record = write_record(record_of(version, desk.private.organisation))
    assert verify(record, printed(version.digest)).outcome == Outcome.PARTLY, "signatures come after the text"
    assert verify(record, [printed(version.digest), receipt_of(last)]).outcome == Outcome.HOLDS
    assert verify(offline_copy(record_of(version, None)), receipt_of(last)).outcome == Outcome.HOLDS
    assert seals.verify(links_of(desk.plan)) is None
    assert plan_digest(text_of(version)) == version.digest


def test_one_letter_changed_in_the_database_fails_and_is_named(desk: Desk):
    version = signed(desk)
    overwrite(version, content=version.content.replace("affichés", "affiches", 1))
    changed = Version.objects.get(pk=version.pk)
    verdict = verify(record_of(changed, None), printed(version.digest))
    assert verdict.outcome == Outcome.FAILS
    assert "E-01" in verdict.in_language("fr")
    assert "E-02" not in verdict.in_language("fr")


def test_a_text_and_its_digests_rewritten_together_fail_against_paper(desk: Desk):
    version = signed(desk)
    on_paper = printed(version.digest)
    content = json.loads(version.content)
    content["articles"][0]["heading"]["fr"] = "Autre promesse."
    forged = Version(plan=desk.plan, number=1, content=json.dumps(content), parts=version.parts)
    table = seals.plan.plan_table(text_of(forged))
    overwrite(
        version,
        content=seals.canonical(content).decode(),
        parts=json.dumps([[one.name, one.digest] for one in table]),
        digest=seals.plan.table_digest(table),
    )
    verdict = verify(record_of(Version.objects.get(pk=version.pk), None), on_paper)
    assert verdict.outcome == Outcome.FAILS


def test_a_history_rewritten_and_chained_anew_fails_against_the_receipt(desk: Desk):
    version = signed(desk)
    receipt = receipt_of(desk.plan.register.last())
    links, before = list(links_of(desk.plan)), None
    for place, link in enumerate(links):
        said = {**link.payload, "day": "2026-11-02"} if place == 1 else link.payload
        before = seals.append(before, said)
        links[place] = before
    for entry, link in zip(desk.plan.register.all(), links, strict=True):
        payload = seals.canonical(link.payload).decode()
        overwrite(entry, payload=payload, previous=link.previous, digest=link.digest)
    assert seals.verify(links_of(desk.plan)) is None, "the forged chain agrees with itself"
    record = record_of(version, None)
    assert verify(record, printed(version.digest)).outcome == Outcome.PARTLY
    assert verify(record, [printed(version.digest), receipt]).outcome == Outcome.FAILS


@pytest.mark.parametrize(
    ("anew", "seen", "checked"),
    [
        (True, "il a été réécrit ou tronqué", "il a été réécrit ou tronqué"),
        (False, "toujours cette entrée", "précèdent a été modifiée"),
    ],
)
def test_a_rewritten_journal_is_shown_up_by_the_text_that_was_signed(desk: Desk, anew: bool, seen: str, checked: str):
    version, client = desk.put(), sign_in(desk.president)
    there, whole = page("version", desk, 1), f"{page('version', desk, 1)}?journal=whole"
    assert "toujours cette entrée" in words(client.get(there))
    assert "aucune n'a été modifiée" in words(client.get(whole))
    on_paper = shown(version, "fr").journal.short
    rewrite_journal(0, '{"other":1}', anew=anew)
    assert (journal.verify() is None) is anew, "a forged chain agrees with itself"
    assert seen in words(client.get(there))
    assert checked in words(client.get(whole))
    assert on_paper in words(client.get(there)), "what was signed stays what it was"


def test_the_end_of_the_journal_is_signed_with_the_text_and_older_texts_go_without(desk: Desk, monkeypatch):
    before = journal.Entry.objects.order_by("-place").first()
    version = desk.put()
    said = f"{before.place + 1} entrées ; empreinte de la dernière : {printed(before.digest)}"
    assert ("Journal avant ce texte", said) in compose(version, "fr").blocks[1].rows
    assert before.digest in offline_copy(record_of(version, None))
    overwrite(version, content=version.content.replace(before.digest, "0" * 64))
    forged = Version.objects.get(pk=version.pk)
    assert verify(record_of(forged, None), printed(version.digest)).outcome == Outcome.FAILS
    assert shown(forged, "fr").journal.found == "rewritten"
    take_back_text(desk.plan, {"fr": "Un mot."}, actor=desk.parties.coordinator, at=AT, chance=desk.chance)
    monkeypatch.setattr(put_to_signature, "end_of_journal", seals.Head)
    older = desk.put()
    assert shown(older, "fr").journal is None
    assert verify(record_of(older, None), printed(older.digest)).outcome == Outcome.PARTLY
    assert "journal de l'installation" not in words(sign_in(desk.president).get(page("version", desk, 2)))


def test_an_unreadable_row_breaks_the_chain_and_no_page(desk: Desk):
    version = signed(desk)
    overwrite(desk.plan.register.first(), payload="{")
    assert verify(record_of(version, None), printed(version.digest)).outcome == Outcome.FAILS
    assert "reçu" in next(iter(history(desk.plan, "fr"))).sentence or list(history(desk.plan, "fr"))


def test_who_may_open_what(desk: Desk):
    version = signed(desk)
    own = record_of(version, desk.private.organisation)
    fields = {(one.field, one.text) for one in own.openings}
    assert ("reservations", "Sous réserve du budget 2027.") in fields
    names = {text for field, text in fields if field == "person"}
    assert names == {desk.parties.private.account.display_name, desk.president.account.display_name}
    other = {one.field: one.text for one in record_of(version, desk.customs.organisation).openings}
    assert other["reservations"] == "Sous réserve du budget 2027.", "both sides read reservations"
    assert record_of(version, make_organisation("observer")).openings == ()
    assert verify(own, receipt_of(desk.plan.register.last())).outcome == Outcome.HOLDS


def test_forgetting_a_name_leaves_the_chain_whole(desk: Desk):
    version = signed(desk)
    Opening.objects.filter(field="person").delete()
    record = record_of(version, desk.private.organisation)
    assert {one.field for one in record.openings} == {"reservations"}
    assert verify(record, receipt_of(desk.plan.register.last())).outcome == Outcome.HOLDS


def test_the_same_rows_give_the_same_text_and_other_rows_another(desk: Desk):
    rows = for_text(desk.plan.commitments.all())
    before = parts_now(desk.plan, rows)
    assert parts_now(desk.plan, for_text(desk.plan.commitments.order_by("-number"))) == before
    step = desk.first.milestones.first()
    step.due = step.due.replace(year=2027)
    step.save()
    after = parts_now(desk.plan, for_text(desk.plan.commitments.all()))
    assert after["E-01"] != before["E-01"]
    assert after["E-02"] == before["E-02"]


def test_a_text_says_everything_that_is_promised(desk: Desk):
    desk.put()
    article = shown(desk.version, "fr").article("E-01")
    said = {one.label: " / ".join(line.words for value in one.values for line in value) for one in article.fields}
    assert (
        "1. La liste des frais est signée par la direction. – poids 20 – promis pour le 2 mars 2026" in said["Jalons"]
    )
    assert (
        said["Valeur de départ"]
        == "3 (source\u00a0: Visite du 3 novembre 2025) / 3 (source: Visite du 3 novembre 2025)"
    )
    assert said["Cible"] == "12"
    assert said["Budget"].startswith("aucun besoin d'argent")
    assert desk.parties.customs.post.organisation.acronym in said["Porteur"]
    assert desk.parties.customs.account.display_name not in desk.version.content


def test_versions_are_compared_word_by_word(desk: Desk):
    desk.put()
    before = desk.version
    take_back_text(desk.plan, {"fr": "Un chiffre."}, actor=desk.parties.coordinator, at=AT, chance=desk.chance)
    desk.first.result = {**desk.first.result, "fr": "Les frais et délais sont affichés dans 11 postes sur 12."}
    desk.first.save()
    desk.second.state = "withdrawn"
    desk.second.save()
    third = desk.parties.commitment("Chaque appel reçoit une réponse.", state="proposed", number=3)
    desk.put(why={"fr": "Onze postes."})
    found = comparing.compare(text_of(before), text_of(desk.version), "fr")
    kinds = {one.reference: one.kind for one in found.articles}
    assert kinds == {"E-01": "changed", "E-02": "removed", third.reference: "added"}
    pieces = [(one.kind, one.words) for one in found.articles[0].heading if one.kind != "same"]
    assert pieces == [("gone", "12 "), ("new", "11 ")]
    assert not found.articles[0].changed_fields
    assert standings(desk.plan, [before, desk.version]) == {1: "taken-back", 2: "at-signature"}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("", "Un mot", [("new", "Un mot")]),
        ("Un mot", "", [("gone", "Un mot")]),
        ("Un mot", "Un mot", [("same", "Un mot")]),
        ("Qui\u202f?", "Qui\u202f?", [("same", "Qui\u202f?")]),
        ("a b c", "a x c", [("same", "a "), ("gone", "b "), ("new", "x "), ("same", "c")]),
    ],
)
def test_words_keep_their_spaces(before: str, after: str, said: list[tuple[str, str]]):
    assert [(one.kind, one.words) for one in comparing.words_of(before, after)] == said


def test_the_register_is_told_in_words(desk: Desk):
    signed(desk)
    told = list(history(desk.plan, "fr"))
    assert len(told) == 7
    assert told[0].signature is None
    assert [one.number for one in told] == list(range(1, 8))
    assert all(one.short == printed(entry.digest) for one, entry in zip(told, desk.plan.register.all(), strict=True))


def test_the_paper_names_its_digest_who_signs_and_the_register_before_it(desk: Desk):
    desk.put()
    before = take_back_text(
        desk.plan, {"fr": "Un chiffre."}, actor=desk.parties.coordinator, at=AT, chance=desk.chance
    ).register.last()
    desk.first.result = {**desk.first.result, "fr": "Les frais et délais sont affichés dans 11 postes sur 12."}
    desk.first.save()
    version = desk.put()
    made = paper_of(version, "fr", AT)
    assert made.startswith(b"%PDF-")
    assert made == paper_of(version, "fr", AT)
    blocks = compose(version, "fr").blocks
    assert f"2 entrées ; empreinte de la dernière : {printed(before.digest)}" in str(blocks)
    sheets = [one for one in blocks if isinstance(one, SignatureSheet)]
    assert {one.digest for one in sheets} == {printed(version.digest)}
    titles = {str(actor.post.title["fr"]) for actor in (desk.director, desk.president, desk.parties.customs)}
    assert titles <= {each.post for one in sheets for each in one.signatories}
