"""One card in many hands at the same moment: on PostgreSQL, and on SQLite in a file as an installation has it."""

from datetime import date

import pytest

from danaya.base.cards.finding import MOST_PIN_ERRORS, InHand, check_pin, find
from danaya.base.cards.issuing import issue, replace
from danaya.base.cards.models import Card, Kind
from tests.at_once import answer, at_once, tell_in_a_file
from tests.base.cards.chances import chance

DAY = date(2026, 11, 23)
PURPOSE = "dialogue.consultation"


def card(subject, **changes):
    given = {"kind": Kind.CARD, "on": DAY, "random": chance(subject), **changes}
    return issue(PURPOSE, subject, "customs", 1, **given)[0]


def two_follow_one_card_and_both_have_it_in_hand():
    one = card(1)
    found = at_once(2, lambda _number: find(one.code, PURPOSE, today=DAY))
    assert found == [InHand(one.card, one.root)] * 2


def twenty_guesses_are_twenty_and_not_one():
    one = card(2, pin=True)
    held = find(one.code, PURPOSE, today=DAY)
    guesses = [f"{(int(one.pin) + 1 + number) % 10000:04}" for number in range(20)]
    said = at_once(20, lambda number: check_pin(held, guesses[number]))
    assert set(said) == {"pin-wrong", "pin-locked"}, said
    assert Card.objects.get(pk=one.card.pk).pin_errors == MOST_PIN_ERRORS
    assert answer(lambda: check_pin(held, one.pin)) == "pin-locked"


def two_replace_one_card_and_one_of_them_does():
    one = card(3)
    said = at_once(2, lambda number: replace(one.card, on=DAY, random=chance(100 + number)).card.pk)
    assert said.count("card-revoked") == 1, said
    assert list(Card.objects.about(PURPOSE, 3).good_on(DAY).values_list("pk", flat=True)) == [
        pk for pk in said if pk != "card-revoked"
    ]


STORIES = (
    two_follow_one_card_and_both_have_it_in_hand,
    twenty_guesses_are_twenty_and_not_one,
    two_replace_one_card_and_one_of_them_does,
)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("story", STORIES)
def test_on_postgres(story):
    story()


def test_on_sqlite_in_a_file(new_database, tmp_path):
    tell_in_a_file(__name__, new_database, tmp_path)
