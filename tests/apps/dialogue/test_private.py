"""What a body prepares among its members: sealed, opened by its secret only."""

import random

import pytest

from danaya.apps.dialogue.actions.issue_member_cards import revoke_member_cards
from danaya.apps.dialogue.actions.prepare_privately import (
    change_secret,
    empty_space,
    hand_in,
    open_space,
    put_in,
    rewrite,
    take_out,
    vote_privately,
)
from danaya.apps.dialogue.actions.submit_expectation import Words
from danaya.apps.dialogue.by_card.participants import PRIVATE
from danaya.apps.dialogue.models import Opinion, Phase, PrivateSpace, SealedText, SealedVote, Voice
from danaya.apps.dialogue.sealed.private import (
    fingerprint,
    member_of_account,
    open_texts,
    open_votes,
    own_votes,
    same_secret,
    unlock,
)
from danaya.apps.dialogue.sealed.tidings import CHANGED, EMPTIED, OPENED, SPACE
from danaya.apps.notices.models import Notice
from danaya.apps.people.models import Role
from danaya.base.cards.finding import find
from danaya.base.journal.models import Entry
from danaya.engines.language import Problem
from tests.apps.dialogue.factories import AT, make_room
from tests.apps.dialogue.private_rooms import KEYS, MARK, SECRET, Body
from tests.apps.people.factories import make_tenure

pytestmark = pytest.mark.django_db


@pytest.fixture
def body() -> Body:
    return Body(make_room())


def refused(code: str):
    return pytest.raises(Problem, check=lambda problem: problem.code == code)


# Texts


def test_texts_open_with_the_members_secret_only(body):
    body.text(factor="transparency", matters=("payments",))
    (text,) = open_texts(body.space, unlock(body.space, SECRET))
    assert (text.words.text["fr"], text.words.factor, text.words.matters) == (MARK, "transparency", ("payments",))
    with refused("wrong-secret"):
        unlock(body.space, SECRET.replace("saison", "matin"))


@pytest.mark.parametrize(
    "typed", ["Corridor  baobab marmite, saison lanterne octave", "CORRIDOR-BAOBAB-MARMITE-SAISON-LANTERNE-OCTAVE"]
)
def test_secret_in_words_opens_however_it_was_typed(body, typed):
    assert unlock(body.space, typed) == body.private
    assert same_secret(typed, SECRET)
    assert not same_secret(typed[1:], SECRET)


def test_secret_of_its_own_choosing_keeps_its_capitals_and_accents():
    body = Body(make_room(), secret="Où va l'Été de Balanko ? 17")
    assert unlock(body.space, "Où  va l'Été de Balanko ? 17") == body.private
    with refused("wrong-secret"):
        unlock(body.space, "ou va l'ete de Balanko ? 17")


def test_code_as_secret_opens_in_small_letters_and_without_hyphens():
    body = Body(make_room(), secret="ABCD-EFGH-2345-6789")
    assert unlock(body.space, "abcdefgh 2345 6789") == body.private


def test_nothing_readable_stands_in_the_tables(body):
    text = body.text(factor="transparency")
    body.votes(text, Opinion.AGREE, "abcdef")
    body.counted()
    rows = [*PrivateSpace.objects.values_list(), *SealedText.objects.values_list(), *SealedVote.objects.values_list()]
    raw = b"".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for row in rows for value in row
    )
    for word in (MARK, "transparency", "opinion", "counts", SECRET, "baobab"):
        assert word.encode() not in raw


def test_open_text_and_key_show_nothing_when_they_are_printed(body):
    body.text()
    assert MARK not in repr(body.texts())
    assert body.private.raw.hex() not in repr((body.private, body.texts()))


def test_text_sent_twice_is_kept_once_and_a_key_of_another_space_is_not_taken(body):
    words = Words({"fr": MARK}, "fr")
    first = put_in(body.space, words, key=None, **KEYS)
    assert put_in(body.space, words, key=first.pk, **KEYS) == first
    assert SealedText.objects.count() == 1
    other = Body(make_room())
    assert put_in(other.space, words, key=first.pk, **KEYS).pk != first.pk
    assert SealedText.objects.count() == 2
    assert [text.words.text["fr"] for text in body.texts()] == [MARK]


def test_rewritten_text_stands_under_another_key_without_the_votes_on_the_former_words(body):
    text, other = body.text(), body.text("Autre")
    body.votes(text, Opinion.AGREE, "abcde")
    body.votes(other, Opinion.AGREE, "abcde")
    body.counted()
    made = rewrite(body.space, body.private, text.pk, Words({"fr": "Autrement", "en": "Else"}, "fr"), **KEYS)
    assert made.pk != text.pk
    assert body.counted() == {"Autre": (5, 0, 0), "Autrement": None}
    assert SealedVote.objects.count() == 5
    with refused("dialogue-sealed-gone"):
        rewrite(body.space, body.private, text.pk, Words({"fr": "Encore"}, "fr"), **KEYS)


def test_text_taken_out_goes_with_its_votes(body):
    text, other = body.text(), body.text("Autre")
    body.votes(text, Opinion.AGREE, "ab")
    body.votes(other, Opinion.DISAGREE, "a")
    take_out(body.space, body.private, text.pk)
    assert [text.words.text["fr"] for text in body.texts()] == ["Autre"]
    assert [vote.opinion for vote in open_votes(body.space, body.private)] == [Opinion.DISAGREE]
    with refused("dialogue-sealed-gone"):
        take_out(body.space, body.private, text.pk)


def test_text_of_another_space_is_not_reached(body):
    other = Body(make_room())
    text = other.text()
    for act in (
        lambda: take_out(body.space, body.private, text.pk),
        lambda: rewrite(body.space, body.private, text.pk, Words({"fr": "x"}, "fr"), **KEYS),
        lambda: vote_privately(body.space, body.private, text.pk, Opinion.AGREE, member=b"m" * 32, **KEYS),
        lambda: hand_in(body.space, body.private, text.pk, Words({"fr": "x"}, "fr"), actor=body.room.private, at=AT),
    ):
        with refused("dialogue-sealed-gone"):
            act()
    assert len(other.texts()) == 1


def test_space_takes_no_more_than_it_holds(body, monkeypatch):
    monkeypatch.setattr("danaya.apps.dialogue.actions.prepare_privately.MOST_TEXTS", 2)
    body.text("Un")
    body.text("Deux")
    with refused("dialogue-space-full"):
        body.text("Trois")


# Votes


def test_member_votes_once_on_a_text_and_sees_their_own_vote_alone(body):
    text = body.text()
    members = [member_of_account(body.private, tenure.account) for tenure in (body.room.private, body.room.other)]
    for member, opinion in zip(members, (Opinion.AGREE, Opinion.PASS), strict=True):
        vote_privately(body.space, body.private, text.pk, Opinion.DISAGREE, member=member, **KEYS)
        vote_privately(body.space, body.private, text.pk, opinion, member=member, **KEYS)
    assert SealedVote.objects.count() == 2
    mine = [own_votes(body.space, body.private, member, [text.pk]) for member in members]
    assert mine == [{text.pk: Opinion.AGREE}, {text.pk: Opinion.PASS}]


def test_votes_are_shown_from_five_on_and_the_most_agreed_comes_first(body):
    few, much, less = body.text("Peu"), body.text("Beaucoup"), body.text("Moins")
    body.votes(few, Opinion.AGREE, "abcd")
    body.votes(much, Opinion.AGREE, "abcdef")
    body.votes(less, Opinion.AGREE, "abc")
    body.votes(less, Opinion.DISAGREE, "de")
    assert all(text.count is None for text in body.texts())
    assert body.counted() == {"Beaucoup": (6, 0, 0), "Moins": (3, 2, 0), "Peu": None}
    assert [text.words.text["fr"] for text in body.texts()] == ["Beaucoup", "Moins", "Peu"]


def test_who_counts_before_and_after_one_vote_sees_nobodys(body):
    text = body.text()
    body.votes(text, Opinion.AGREE, "abcde")
    assert body.counted() == {MARK: (5, 0, 0)}
    for new in "fghi":
        body.votes(text, Opinion.DISAGREE, new)
        assert body.counted() == {MARK: (5, 0, 0)}
    body.votes(text, Opinion.DISAGREE, "j")
    assert body.counted() == {MARK: (5, 5, 0)}


def test_forged_vote_counts_for_nothing(body):
    text = body.text()
    body.votes(text, Opinion.AGREE, "abcde")
    row = SealedVote.objects.first()
    SealedVote.objects.filter(pk=row.pk).update(key="0" * 64)
    assert body.counted() == {MARK: None}


def test_order_of_texts_does_not_follow_their_coming(body):
    names = [str(number) for number in range(8)]
    for name in names:
        body.text(name)
    assert [text.key for text in body.texts()] == sorted(text.key for text in body.texts())


# The secret


def test_another_secret_takes_the_place_of_the_first(body):
    body.text()
    space = change_secret(body.space, body.private, "six autres mots choisis", actor=body.room.private, at=AT, **KEYS)
    with refused("wrong-secret"):
        unlock(space, SECRET)
    assert open_texts(space, unlock(space, "six autres mots choisis"))
    assert fingerprint(space) == fingerprint(body.space)


def test_emptied_space_is_gone_with_its_cards_and_can_be_begun_anew(body):
    text = body.text()
    body.votes(text, Opinion.AGREE, "abc")
    (card,) = body.cards()
    before = fingerprint(body.space)
    empty_space(body.space, actor=body.room.private, at=AT)
    assert not any(model.objects.exists() for model in (PrivateSpace, SealedText, SealedVote))
    with refused("card-refused"):
        find(card.code, PRIVATE, today=AT.date())
    again = open_space(body.room.consultation, SECRET, actor=body.room.private, at=AT, random=random.randbytes)
    assert fingerprint(again) != before


def test_one_space_a_body_and_texts_from_before_the_beginning():
    body = Body(make_room(Phase.PREPARING))
    body.text("Tôt")
    with refused("dialogue-space-twice"):
        open_space(body.room.consultation, SECRET, actor=body.room.private, at=AT, **KEYS)


# Handing in


def test_handing_in_speaks_for_the_body_and_leaves_no_sealed_copy(body):
    text = body.text("Brouillon")
    body.votes(text, Opinion.AGREE, "abcde")
    words = Words({"fr": "Ce que nous défendons."}, "fr")
    made = hand_in(body.space, body.private, text.pk, words, actor=body.room.private, at=AT)
    assert (made.voice, made.organisation, made.text) == (
        Voice.ORGANISATION,
        body.room.private.post.organisation,
        words.text,
    )
    assert not SealedText.objects.exists()
    assert not SealedVote.objects.exists()
    with refused("dialogue-sealed-gone"):
        hand_in(body.space, body.private, text.pk, words, actor=body.room.private, at=AT)


def test_key_of_another_body_hands_nothing_in(body):
    text, other = body.text(), Body(make_room())
    with refused("box-damaged"):
        hand_in(body.space, other.private, text.pk, Words({"fr": "x"}, "fr"), actor=body.room.private, at=AT)
    assert SealedText.objects.filter(space=body.space).exists()


@pytest.mark.parametrize("phase", [Phase.VOTING, Phase.ANSWERING])
def test_after_gathering_texts_are_read_and_deleted_and_nothing_else(body, phase):
    text, other = body.text(), body.text("Autre")
    body.room.to(phase)
    body.space = PrivateSpace.objects.get(pk=body.space.pk)
    words, room = Words({"fr": "x"}, "fr"), body.room
    for code, act in {
        "dialogue-not-gathering": lambda: put_in(body.space, words, **KEYS),
        "dialogue-not-gathering ": lambda: rewrite(body.space, body.private, text.pk, words, **KEYS),
        "dialogue-not-gathering  ": lambda: hand_in(
            body.space, body.private, text.pk, words, actor=room.private, at=AT
        ),
        "dialogue-space-ended": lambda: body.votes(text, Opinion.AGREE, "a"),
        "dialogue-space-ended ": body.counted,
    }.items():
        with refused(code.strip()):
            act()
    assert len(body.texts()) == 2
    take_out(body.space, body.private, other.pk)
    empty_space(body.space, actor=room.private, at=AT)
    assert not PrivateSpace.objects.exists()


# Cards, journal, notices


def test_cards_carry_the_body_and_open_its_space_alone(body):
    cards = body.cards(3)
    assert {(card.card.purpose, card.card.subject) for card in cards} == {(PRIVATE, str(body.space.pk))}
    assert revoke_member_cards(body.space, cards[0].card.batch, actor=body.room.private, at=AT) == 3
    other = Body(make_room())
    with refused("dialogue-lot-unknown"):
        revoke_member_cards(other.space, cards[0].card.batch, actor=other.room.private, at=AT)


def test_journal_knows_what_posts_did_with_the_space_and_nothing_of_members(body):
    text = body.text()
    body.votes(text, Opinion.AGREE, "abcde")
    body.counted()
    rewrite(body.space, body.private, text.pk, Words({"fr": "Autrement"}, "fr"), **KEYS)
    body.cards(2)
    about = Entry.objects.filter(object_type="dialogue.privatespace").order_by("place")
    assert [entry.verb for entry in about] == ["dialogue.open_space", "dialogue.issue_member_cards"]


def test_other_posts_of_the_body_are_told_what_is_done_with_the_space_and_nobody_else(body):
    colleague = make_tenure(Role.MEMBER, body.room.private.post.organisation)
    body.text()
    change_secret(body.space, body.private, "six autres mots choisis", actor=body.room.private, at=AT, **KEYS)
    empty_space(body.space, actor=body.room.private, at=AT)
    told = Notice.objects.filter(kind=SPACE.name)
    assert {notice.post for notice in told} == {colleague.post}
    assert {notice.subject["fr"] for notice in told} == {OPENED["fr"], CHANGED["fr"], EMPTIED["fr"]}
    assert all(str(body.room.private.post) in notice.body["fr"] for notice in told)
    assert MARK not in repr([notice.body for notice in told])
