"""What a body prepares among its members: sealed, opened by its secret only."""

import random

import pytest

from danaya.apps.dialogue.actions.prepare_privately import (
    change_secret,
    hand_in,
    open_space,
    put_in,
    take_out,
    vote_privately,
)
from danaya.apps.dialogue.actions.submit_expectation import Words
from danaya.apps.dialogue.models import Opinion, Phase, PrivateSpace, SealedText, SealedVote, Voice
from danaya.apps.dialogue.private import member_of_account, open_texts, unlock
from danaya.engines.language import Problem
from tests.apps.dialogue.factories import AT, make_room

pytestmark = pytest.mark.django_db

SECRET = "corridor baobab marché saison"
MARK = "Les convoyeurs paient au kilomètre 7"


def opened(room):
    return open_space(room.consultation, SECRET, actor=room.private, at=AT, random=random.randbytes)


def test_texts_open_with_the_members_secret_only():
    room = make_room()
    space = opened(room)
    put_in(space, Words({"fr": MARK}, "fr", "transparency", ("payments",)), random=random.randbytes)
    (text,) = open_texts(space, unlock(space, SECRET))
    assert (text.words.text["fr"], text.words.factor, text.words.matters) == (MARK, "transparency", ("payments",))
    with pytest.raises(Problem, check=lambda problem: problem.code == "wrong-secret"):
        unlock(space, "corridor baobab marché matin")


def test_nothing_readable_stands_in_the_tables():
    room = make_room()
    space = opened(room)
    put_in(space, Words({"fr": MARK}, "fr", "transparency"), random=random.randbytes)
    rows = [*PrivateSpace.objects.values_list(), *SealedText.objects.values_list()]
    raw = b"".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for row in rows for value in row
    )
    for word in (MARK, "transparency", SECRET, "baobab"):
        assert word.encode() not in raw


def test_members_vote_once_each_and_the_most_agreed_comes_first():
    room = make_room()
    space = opened(room)
    first, second = (put_in(space, Words({"fr": text}, "fr"), random=random.randbytes) for text in ("Un", "Deux"))
    private = unlock(space, SECRET)
    members = [member_of_account(private, tenure.account) for tenure in (room.private, room.other)]
    for member in members:
        vote_privately(space, second.pk, Opinion.AGREE, member=member, random=random.randbytes)
        vote_privately(space, first.pk, Opinion.AGREE, member=member, random=random.randbytes)
        vote_privately(space, first.pk, Opinion.DISAGREE, member=member, random=random.randbytes)
    texts = open_texts(space, private)
    assert [(text.words.text["fr"], text.agree, text.disagree) for text in texts] == [("Deux", 2, 0), ("Un", 0, 2)]
    assert SealedVote.objects.count() == 4


def test_forged_vote_counts_for_nothing():
    room = make_room()
    space = opened(room)
    text = put_in(space, Words({"fr": "Un"}, "fr"), random=random.randbytes)
    vote_privately(space, text.pk, Opinion.AGREE, member=b"m" * 32, random=random.randbytes)
    SealedVote.objects.update(key="0" * 64)
    assert open_texts(space, unlock(space, SECRET))[0].agree == 0


def test_another_secret_takes_the_place_of_the_first():
    room = make_room()
    space = opened(room)
    put_in(space, Words({"fr": MARK}, "fr"), random=random.randbytes)
    private = unlock(space, SECRET)
    space = change_secret(
        space, private, "quatre autres mots choisis", actor=room.private, at=AT, random=random.randbytes
    )
    with pytest.raises(Problem):
        unlock(space, SECRET)
    assert open_texts(space, unlock(space, "quatre autres mots choisis"))


def test_handing_in_speaks_for_the_body_and_leaves_no_sealed_copy():
    room = make_room()
    space = opened(room)
    text = put_in(space, Words({"fr": "Brouillon"}, "fr"), random=random.randbytes)
    words = Words({"fr": "Ce que nous défendons."}, "fr")
    private = unlock(space, SECRET)
    made = hand_in(space, private, text.pk, words, actor=room.private, at=AT)
    assert (made.voice, made.organisation, made.text) == (
        Voice.ORGANISATION,
        room.private.post.organisation,
        words.text,
    )
    assert not SealedText.objects.exists()
    with pytest.raises(Problem, check=lambda problem: problem.code == "dialogue-sealed-gone"):
        hand_in(space, private, text.pk, words, actor=room.private, at=AT)


def test_one_space_a_body_and_texts_from_before_the_beginning():
    room = make_room(Phase.PREPARING)
    space = opened(room)
    put_in(space, Words({"fr": "Tôt"}, "fr"), random=random.randbytes)
    with pytest.raises(Problem, check=lambda problem: problem.code == "dialogue-space-twice"):
        opened(room)
    take_out(space, SealedText.objects.get().pk)
    assert not SealedText.objects.exists()
