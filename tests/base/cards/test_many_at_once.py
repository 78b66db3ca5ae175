"""One card in many hands at the same moment: on PostgreSQL, and on SQLite in a file as an installation has it."""

import os
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from danaya.base.cards.finding import MOST_PIN_ERRORS, InHand, check_pin, find
from danaya.base.cards.issuing import issue, replace
from danaya.base.cards.models import Card, Kind
from danaya.engines.language import Problem
from tests.base.cards.chances import chance

DAY = date(2026, 11, 23)
PURPOSE = "dialogue.consultation"


def card(subject, **changes):
    given = {"kind": Kind.CARD, "on": DAY, "random": chance(subject), **changes}
    return issue(PURPOSE, subject, "customs", 1, **given)[0]


def answer(call):
    """Return what a call gave, or the code of its problem."""
    try:
        return call()
    except Problem as refused:
        return refused.code


def at_once(count, act):
    """Run ``act(number)`` in as many threads, begun together; return the answers."""
    answers, barrier = [None] * count, threading.Barrier(count)

    def run(number):
        try:
            barrier.wait()
            answers[number] = answer(lambda: act(number))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


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


def tell_all():
    """Run every story on the database of the settings, one after the other."""
    call_command("migrate", "cards", verbosity=0)
    for story in STORIES:
        story()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("story", STORIES)
def test_on_postgres(story):
    story()


def test_on_sqlite_in_a_file(tmp_path):
    environment = {**os.environ, "DANAYA_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "danaya.web.settings"}
    environment.pop("DATABASE_URL", None)
    code = "import django; django.setup(); from tests.base.cards.test_many_at_once import tell_all; tell_all()"
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).resolve().parents[3],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
