"""From a text to what both sides see: names, readings, rewriting, translation, reformulation, merging, fate."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from danaya.apps.dialogue.actions.describe_expectation import tag_expectation, translate_expectation
from danaya.apps.dialogue.actions.merge_expectations import merge_expectations, undo_merge
from danaya.apps.dialogue.actions.read_expectation import clear_expectation, hold_expectation
from danaya.apps.dialogue.actions.record_fate import record_fate
from danaya.apps.dialogue.actions.restate_expectation import reply_to_reformulation, restate_expectation
from danaya.apps.dialogue.actions.rewrite_expectation import rewrite_expectation, withdraw_expectation
from danaya.apps.dialogue.actions.submit_expectation import Author, Words, submit_expectation
from danaya.apps.dialogue.models import Expectation, FateKind, Ground, Phase, Reply, State, Translation, Voice
from danaya.apps.dialogue.queries import answered_in_time, shown_expectations, waiting_for
from danaya.apps.people.models import Side
from danaya.base.journal.models import Entry
from danaya.engines.language import Problem
from tests.apps.dialogue.factories import AT, make_room
from tests.apps.findings.factories import make_analysis

pytestmark = pytest.mark.django_db


def refused(code: str):
    return pytest.raises(Problem, check=lambda problem: problem.code == f"dialogue-{code}")


def test_text_is_shown_once_a_reader_of_each_side_cleared_it():
    room = make_room()
    made = room.expectation()
    assert not shown_expectations(room.consultation).exists()
    made = clear_expectation(made, revision=1, actor=room.customs, at=AT)
    assert made.state == State.WAITING
    made = clear_expectation(made, revision=1, actor=room.private, at=AT)
    assert (made.state, made.reference, made.cleared_on) == (State.CLEARED, "A-01", AT.date())
    assert shown_expectations(room.consultation).get() == made


def test_numbers_follow_the_order_of_clearing():
    room = make_room()
    first, second = room.expectation("Un"), room.expectation("Deux")
    for made in (second, first):
        for reader in (room.customs, room.private):
            clear_expectation(made, revision=1, actor=reader, at=AT)
    assert [one.text["fr"] for one in shown_expectations(room.consultation)] == ["Deux", "Un"]


def test_one_side_never_clears_for_both():
    room = make_room()
    made = clear_expectation(room.expectation(), revision=1, actor=room.private, at=AT)
    with refused("read-already"):
        clear_expectation(made, revision=1, actor=room.private, at=AT)
    assert not shown_expectations(room.consultation).exists()


def test_held_text_is_not_shown_and_comes_back_only_in_new_words():
    room = make_room()
    made = room.expectation("Le chef Untel demande de l'argent.")
    clear_expectation(made, revision=1, actor=room.customs, at=AT)
    held = hold_expectation(
        made, ground=Ground.NAMES, remark="Dites-le sans nom.", revision=1, actor=room.private, at=AT
    )
    assert held.state == State.HELD
    with refused("changed-meanwhile"):
        clear_expectation(held, revision=1, actor=room.customs, at=AT)
    words = Words({"fr": "Une quittance pour chaque paiement."}, "fr")
    again = rewrite_expectation(held, words, revision=1, actor=room.private, at=AT)
    assert (again.state, again.revision) == (State.WAITING, 2)
    clear_expectation(again, revision=2, actor=room.customs, at=AT)
    assert clear_expectation(again, revision=2, actor=room.private, at=AT).is_shown
    assert "Untel" not in str(list(Expectation.objects.values()))


def test_reader_who_opened_an_earlier_wording_is_told_so():
    room = make_room()
    made = room.expectation()
    rewrite_expectation(made, Words({"fr": "Autrement dit."}, "fr"), revision=1, actor=room.private, at=AT)
    with refused("changed-meanwhile"):
        clear_expectation(made, revision=1, actor=room.customs, at=AT)
    with refused("changed-meanwhile"):
        rewrite_expectation(made, Words({"fr": "Encore."}, "fr"), revision=1, actor=room.private, at=AT)


def test_shown_text_no_longer_changes_and_one_taken_back_is_deleted():
    room = make_room()
    with refused("shown-already"):
        withdraw_expectation(room.shown(), revision=1, actor=room.private, at=AT)
    taken = withdraw_expectation(room.expectation("Secret."), revision=1, actor=room.private, at=AT)
    assert (taken.state, taken.text) == (State.WITHDRAWN, {})


def test_readers_wait_for_what_their_side_has_not_read():
    room = make_room()
    made = room.expectation()
    assert list(waiting_for(room.customs.post)) == [made]
    assert not waiting_for(room.other.post)
    clear_expectation(made, revision=1, actor=room.customs, at=AT)
    assert not waiting_for(room.customs.post)
    assert list(waiting_for(room.private.post)) == [made]


def test_name_is_kept_only_where_it_was_given():
    room = make_room()
    author = Author(Voice.SIDE, Side.PRIVATE, room.private.post.organisation, key="k" * 64)
    made = submit_expectation(room.consultation, Words({"fr": "Texte"}, "fr"), author, actor=room.private, at=AT)
    assert made.organisation is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Expectation.objects.filter(pk=made.pk).update(organisation=room.private.post.organisation)


@pytest.mark.parametrize("voice", [Voice.SIDE, Voice.ANONYMOUS])
def test_journal_hears_nothing_of_an_author_without_a_name(voice):
    room = make_room()
    before = Entry.objects.count()
    author = Author(voice, Side.PRIVATE, key="k" * 64)
    made = submit_expectation(room.consultation, Words({"fr": "Texte"}, "fr"), author, actor=room.private, at=AT)
    made = rewrite_expectation(made, Words({"fr": "Autre"}, "fr"), revision=1, actor=None, at=AT)
    withdraw_expectation(made, revision=2, actor=None, at=AT)
    assert Entry.objects.count() == before


def test_text_in_its_own_language_and_known_tags_only():
    room = make_room()
    with refused("text-missing"):
        room.expectation({"en": "Post the fees."}, language="fr")
    with refused("tag-unknown"):
        room.expectation("Texte", factor="luck")
    with refused("tag-unknown"):
        room.expectation("Texte", matters=("weather",))


def test_nothing_is_taken_in_outside_gathering():
    room = make_room(Phase.PREPARING)
    with refused("not-gathering"):
        room.expectation()


def test_translation_stands_beside_the_author_s_words():
    room = make_room()
    made = room.shown()
    assert made.translation == Translation.MISSING
    done = translate_expectation(made, "en", "Post the fees.", reviewed=False, actor=room.customs, at=AT)
    assert done.text == {"fr": "Afficher les frais à chaque poste.", "en": "Post the fees."}
    assert done.translation == Translation.TO_REVIEW
    with refused("words-of-author"):
        translate_expectation(made, "fr", "Autre chose", reviewed=True, actor=room.customs, at=AT)


def test_expectation_rests_on_findings():
    room = make_room()
    finding = make_analysis().findings.first()
    made = tag_expectation(
        room.shown(), factor="transparency", matters=["payments"], findings=[finding], actor=room.facilitator, at=AT
    )
    assert list(made.findings.all()) == [finding]
    made = tag_expectation(made, factor="", matters=[], findings=[], actor=room.facilitator, at=AT)
    assert not made.findings.exists()


# Active listening


def test_other_side_restates_and_the_author_corrects_then_confirms():
    room = make_room()
    made = room.shown()
    first = restate_expectation(made, {"fr": "Vous voulez des affiches."}, actor=room.customs, at=AT)
    with refused("reformulation-pending"):
        restate_expectation(made, {"fr": "Ou bien ?"}, actor=room.customs, at=AT)
    with refused("correction-missing"):
        reply_to_reformulation(first, confirmed=False, actor=room.private, at=AT)
    reply_to_reformulation(first, confirmed=False, correction="Des affiches à jour.", actor=room.private, at=AT)
    second = restate_expectation(made, {"fr": "Des affiches tenues à jour."}, actor=room.customs, at=AT)
    kept = reply_to_reformulation(second, confirmed=True, actor=room.private, at=AT)
    assert kept.reply == Reply.CONFIRMED
    with refused("changed-meanwhile"):
        reply_to_reformulation(second, confirmed=False, correction="Non", actor=room.private, at=AT)
    with refused("restated-already"):
        restate_expectation(made, {"fr": "Encore"}, actor=room.customs, at=AT)


def test_own_side_does_not_restate_and_what_is_not_shown_is_not_restated():
    room = make_room()
    with refused("restated-by-other-side"):
        restate_expectation(room.shown(), {"fr": "…"}, actor=room.other, at=AT)
    with refused("restated-by-other-side"):
        restate_expectation(room.expectation(), {"fr": "…"}, actor=room.customs, at=AT)


# Merging


def test_merge_keeps_the_original_and_can_be_undone():
    room = make_room()
    one, two = room.shown("Afficher les frais."), room.shown("Publier les frais.")
    merge = merge_expectations(one, two, actor=room.facilitator, at=AT)
    one.refresh_from_db()
    assert (one.merged_into, one.text["fr"], one.is_votable) == (two, "Afficher les frais.", False)
    assert one.fates.get().kind == FateKind.MERGED
    undo_merge(merge, actor=room.facilitator, at=AT)
    one.refresh_from_db()
    assert one.is_votable
    with refused("changed-meanwhile"):
        undo_merge(merge, actor=room.facilitator, at=AT)


def test_merges_make_no_chain_and_no_circle():
    room = make_room()
    one, two, three = (room.shown(text) for text in ("Un", "Deux", "Trois"))
    merge_expectations(one, two, actor=room.facilitator, at=AT)
    with refused("changed-meanwhile"):
        merge_expectations(two, one, actor=room.facilitator, at=AT)
    merge_expectations(two, three, actor=room.facilitator, at=AT)
    assert {row.merged_into for row in Expectation.objects.exclude(merged_into=None)} == {three}
    with refused("merge-two"):
        merge_expectations(three, three, actor=room.facilitator, at=AT)


def test_what_is_taken_apart_takes_along_what_was_merged_into_it():
    room = make_room()
    one, two, three, four = (room.shown(text) for text in ("Un", "Deux", "Trois", "Quatre"))
    merge_expectations(one, two, actor=room.facilitator, at=AT)
    merge = merge_expectations(two, three, actor=room.facilitator, at=AT)
    merge_expectations(four, three, actor=room.facilitator, at=AT)
    undo_merge(merge, actor=room.facilitator, at=AT)
    into = {row.number: row.merged_into and row.merged_into.number for row in Expectation.objects.all()}
    assert into == {one.number: two.number, two.number: None, three.number: None, four.number: three.number}


# Fate


def test_not_now_says_why_and_already_true_shows_proof():
    room = make_room()
    made = room.shown()
    with refused("fate-reason"):
        record_fate(made, FateKind.NOT_NOW, reason={"fr": "  "}, actor=room.facilitator, at=AT)
    with refused("fate-proof"):
        record_fate(made, FateKind.ALREADY_TRUE, actor=room.facilitator, at=AT)
    with refused("fate-not-shown"):
        record_fate(room.expectation(), FateKind.PLANNED, actor=room.facilitator, at=AT)
    record_fate(made, FateKind.NOT_NOW, reason={"fr": "Le budget est voté."}, actor=room.facilitator, at=AT)
    record_fate(made, FateKind.PLANNED, actor=room.facilitator, at=AT + timedelta(days=40))
    assert [fate.kind for fate in made.fates.all()] == [FateKind.PLANNED, FateKind.NOT_NOW]
    made.refresh_from_db()
    assert made.answered_on == AT.date()


def test_share_answered_in_time_per_side():
    room = make_room()
    in_time, late, silent, fresh = (room.shown(text) for text in ("Un", "Deux", "Trois", "Quatre"))
    day = timedelta(days=1)
    record_fate(in_time, FateKind.PLANNED, actor=room.facilitator, at=AT + 30 * day)
    record_fate(late, FateKind.PLANNED, actor=room.facilitator, at=AT + 31 * day)
    Expectation.objects.filter(pk=fresh.pk).update(cleared_on=(AT + 20 * day).date())
    customs, private = answered_in_time(room.consultation, (AT + 32 * day).date())
    assert (private.side, private.in_time, private.due) == (Side.PRIVATE, 1, 3)
    assert (customs.due, customs.share) == (0, None)
    assert silent.answered_on is None
