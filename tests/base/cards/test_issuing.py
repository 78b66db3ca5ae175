"""Cards: what is kept of them, and above all what is not."""

from datetime import date

import pytest
from django.core import serializers
from django.db import IntegrityError, connection

from danaya.base.cards.issuing import MOST_AT_ONCE, issue, replace, revoke
from danaya.base.cards.keys import CARD, derive, key
from danaya.base.cards.models import Card, Kind
from danaya.engines.language import Problem
from tests.base.cards.chances import chance

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
PURPOSE = "dialogue.consultation"


def cards(count=3, **changes):
    given = {"kind": Kind.CARD, "on": DAY, "random": chance(), **changes}
    return issue(PURPOSE, "7", "customs", count, **given)


def refused(call):
    with pytest.raises(Problem) as caught:
        call()
    assert caught.value.in_language("fr") != caught.value.in_language("en")
    return caught.value.code


# A new column must be added here by hand, after asking: could its use, or the order of uses, be read from it?
COLUMNS = {
    "id": "uuid",
    "purpose": "text",
    "subject": "text",
    "group": "text",
    "label": "text",
    "kind": "text",
    "batch": "uuid",
    "digest": "text",
    "issued_on": "date",
    "expires_on": "date",
    "revoked_on": "date",
    "pin_hash": "text",
    "pin_errors": "number",
}
KINDS = {"UUIDField": "uuid", "CharField": "text", "DateField": "date", "PositiveSmallIntegerField": "number"}


def test_card_has_these_columns_and_no_other():
    with connection.cursor() as cursor:
        stored = {column.name for column in connection.introspection.get_table_description(cursor, Card._meta.db_table)}
        related = connection.introspection.get_relations(cursor, Card._meta.db_table)
    assert stored == set(COLUMNS)
    assert {field.name: KINDS[field.get_internal_type()] for field in Card._meta.get_fields()} == COLUMNS
    assert related == {}


def test_issued_cards_say_what_they_are_for_and_hold_no_code():
    issued = cards(label="atelier", expires_on=date(2026, 12, 31), pin=True)
    assert len({one.code for one in issued}) == 3
    kept = list(Card.objects.about(PURPOSE, 7))
    assert {card.digest for card in kept} == {derive(one.code, CARD) for one in issued}
    assert {key(one.root, "author") for one in issued} == {derive(one.code, "author") for one in issued}
    assert len({card.batch for card in kept}) == 1
    assert {(card.group, card.label, card.issued_on, card.expires_on) for card in kept} == {
        ("customs", "atelier", DAY, date(2026, 12, 31))
    }
    dump = serializers.serialize("jsonl", Card.objects.all())
    for one in issued:
        assert one.code.replace("-", "") not in dump.replace("-", "")
        assert one.root not in dump
        assert f'"{one.pin}"' not in dump


def test_code_pin_and_root_do_not_show_in_print():
    one = cards(1, pin=True)[0]
    assert all(secret not in repr(one) for secret in (one.code, one.root, f"'{one.pin}'"))


def test_rows_do_not_follow_the_order_in_which_cards_are_printed():
    issued = cards(30)
    with connection.cursor() as cursor:
        order = "ctid" if connection.vendor == "postgresql" else "rowid"
        cursor.execute(f"SELECT digest FROM {Card._meta.db_table} ORDER BY {order}")
        rows = [digest for (digest,) in cursor.fetchall()]
    assert rows == sorted(rows)
    assert rows != [one.card.digest for one in issued]


def test_same_pin_on_two_cards_is_stored_differently():
    digits = chance()

    def random(count):
        return bytes(4) if count == 4 else digits(count)  # every PIN is 0000

    first, second = cards(2, pin=True, random=random)
    assert first.pin == second.pin == "0000"
    assert first.card.pin_hash != second.card.pin_hash


def test_card_without_pin_has_none():
    one = cards(1)[0]
    assert (one.pin, one.card.pin_hash, one.card.has_pin) == ("", "", False)


def test_same_chance_issues_the_same_cards():
    first = [one.code for one in cards(2, random=chance(5))]
    Card.objects.all().delete()
    assert [one.code for one in cards(2, random=chance(5))] == first
    Card.objects.all().delete()
    assert [one.code for one in cards(2, random=chance(6))] != first


@pytest.mark.parametrize("count", [0, -1, MOST_AT_ONCE + 1])
def test_lots_have_a_size(count):
    assert refused(lambda: cards(count)) == "card-count"


def test_last_day_does_not_come_before_the_first():
    assert refused(lambda: cards(1, expires_on=date(2026, 11, 22))) == "card-dates"
    assert cards(1, expires_on=DAY)


def test_all_cards_of_a_lot_or_none(monkeypatch):
    codes = iter(["AAAA-AAAA-AAAA-AAAA"] * 2)
    monkeypatch.setattr("danaya.base.cards.issuing.make_code", lambda _random: next(codes))
    with pytest.raises(IntegrityError):
        cards(2)


def test_revoked_cards_are_counted_once():
    issued = cards(3)
    first = [issued[0].card, issued[1].card]
    assert revoke(first, DAY) == 2
    assert revoke(Card.objects.all(), date(2026, 11, 24)) == 1
    assert Card.objects.good_on(DAY).count() == 0
    assert Card.objects.get(pk=first[0].pk).revoked_on == DAY


def test_replaced_card_serves_the_same_with_other_keys():
    old = cards(1, pin=True, label="Porte 3", kind=Kind.LINK, expires_on=date(2027, 1, 1))[0]
    new = replace(old.card, on=date(2026, 11, 30), random=chance(8))
    assert new.code != old.code
    assert new.pin
    assert new.card.batch != old.card.batch
    same = ("purpose", "subject", "group", "label", "kind", "expires_on")
    assert all(getattr(new.card, name) == getattr(old.card, name) for name in same)
    assert list(Card.objects.good_on(date(2026, 11, 30))) == [new.card]
    assert refused(lambda: replace(old.card, on=DAY)) == "card-revoked"
    assert Card.objects.count() == 2


def test_good_cards_are_those_neither_revoked_nor_past_their_date():
    one = cards(1, expires_on=date(2026, 11, 30))[0].card
    for day, good in ((DAY, True), (date(2026, 11, 30), True), (date(2026, 12, 1), False)):
        assert one.is_good_on(day) == good == Card.objects.good_on(day).exists()


def test_codes_are_nowhere_in_the_database_file():
    issued = cards(2, pin=True)
    if connection.vendor != "sqlite":
        pytest.skip("reads the file of SQLite")
    connection.ensure_connection()
    content = connection.connection.serialize().decode("latin-1")
    assert issued[0].card.digest in content
    for one in issued:
        assert one.code not in content
        assert one.code.replace("-", "") not in content
        assert one.root not in content
