"""From code to card: what is refused and in which words, PINs, many at once."""

from datetime import date

import pytest
from django.core import serializers
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from danaya.base.cards import finding
from danaya.base.cards.finding import MOST_PIN_ERRORS, check_pin, find, find_again, find_among
from danaya.base.cards.issuing import issue, replace, revoke
from danaya.base.cards.keys import derive
from danaya.base.cards.models import Card, Kind
from danaya.engines.language import Problem
from tests.base.cards.chances import chance

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
PURPOSE = "dialogue.consultation"


def card(**changes):
    given = {"kind": Kind.CARD, "on": DAY, "random": chance(), **changes}
    return issue(PURPOSE, "7", "customs", 1, **given)[0]


def problem(call):
    with pytest.raises(Problem) as caught:
        call()
    return caught.value


def attempt(held, typed):
    """Return what typing a PIN came to: its problem's code, or nothing."""
    try:
        check_pin(held, typed)
    except Problem as refused:
        return refused.code
    return ""


def other(pin):
    return f"{(int(pin) + 1) % 10000:04}"


def test_code_finds_its_card_however_it_was_typed():
    one = card()
    held = find(one.code.lower().replace("-", " "), PURPOSE, today=DAY)
    assert held.card == one.card
    assert held.key("author") == derive(one.code, "author")
    assert find_again(held.root, PURPOSE, today=DAY) == held
    assert held.root not in repr(held)


def test_code_is_found_among_several_purposes_by_one_slow_step(monkeypatch):
    one, steps = card(), []
    slow = finding.root_of
    monkeypatch.setattr(finding, "root_of", lambda code: steps.append(code) or slow(code))
    assert find_among(one.code, ("other.purpose", PURPOSE), today=DAY).card == one.card
    assert len(steps) == 1
    assert problem(lambda: find_among(one.code, ("other.purpose",), today=DAY)).code == "card-refused"


def test_finding_writes_nothing():
    one = card(pin=True)
    before = serializers.serialize("jsonl", Card.objects.all())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        held = find(one.code, PURPOSE, today=DAY)
        check_pin(held, one.pin)
    assert serializers.serialize("jsonl", Card.objects.all()) == before
    assert not [query["sql"] for query in asked if query["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]
    assert not [query["sql"] for query in asked if "FOR UPDATE" in query["sql"]]  # it would mark the row


def test_unknown_revoked_replaced_and_foreign_codes_are_refused_alike():
    revoked, foreign, replaced = (card(random=chance(seed)) for seed in (1, 2, 3))
    revoke([revoked.card], DAY)
    replace(replaced.card, on=DAY, random=chance(4))
    said = {
        problem(lambda code=code, purpose=purpose: find(code, purpose, today=DAY)).in_language("fr")
        for code, purpose in (
            ("AAAA-AAAA-AAAA-AAAA", PURPOSE),
            (revoked.code, PURPOSE),
            (replaced.code, PURPOSE),
            (foreign.code, "workshops.entry"),
        )
    }
    assert len(said) == 1
    assert "n'ouvre rien ici" in said.pop()


def test_revoked_card_past_its_date_says_no_more_than_an_unknown_one():
    one = card(expires_on=DAY)
    revoke([one.card], DAY)
    assert problem(lambda: find(one.code, PURPOSE, today=date(2027, 1, 1))).code == "card-refused"


def test_card_past_its_date_says_so():
    one = card(expires_on=date(2026, 11, 30))
    assert find(one.code, PURPOSE, today=date(2026, 11, 30))
    said = problem(lambda: find(one.code, PURPOSE, today=date(2026, 12, 1)))
    assert said.code == "card-expired"
    assert "sa date est passée" in said.in_language("fr")


def test_card_kept_in_the_pocket_is_refused_once_revoked():
    one = card()
    held = find(one.code, PURPOSE, today=DAY)
    revoke([one.card], DAY)
    assert problem(lambda: find_again(held.root, PURPOSE, today=DAY)).code == "card-refused"


@pytest.mark.parametrize(
    ("typed", "found"), [("", "0"), ("ABCD-EFGH-JKMN-PQR", "15"), ("ABCD-EFGH-JKMN-PQRST", "17"), ("I1O0", "0")]
)
def test_missing_signs_are_counted(typed, found):
    said = problem(lambda: find(typed, PURPOSE, today=DAY))
    assert said.code == "card-code-length"
    assert f"il y en a {found} ici" in said.in_language("fr")
    assert f"there are {found} here" in said.in_language("en")


def test_forged_codes_open_nothing():
    one = card()
    signs = one.code.replace("-", "")
    for place in range(len(signs)):
        forged = signs[:place] + ("A" if signs[place] != "A" else "B") + signs[place + 1 :]
        assert problem(lambda forged=forged: find(forged, PURPOSE, today=DAY)).code == "card-refused"
    digest = one.card.digest
    assert problem(lambda: find_again(digest, PURPOSE, today=DAY)).code == "card-refused"  # a stolen row opens nothing


# PIN


def test_right_pin_opens_and_forgets_earlier_errors():
    one = card(pin=True)
    held = find(one.code, PURPOSE, today=DAY)
    assert [attempt(held, other(one.pin)), attempt(held, f" {one.pin[:2]} {one.pin[2:]} ")] == ["pin-wrong", ""]
    assert Card.objects.get().pin_errors == 0


def test_card_locks_after_five_errors_even_for_the_right_pin():
    one = card(pin=True)
    held = find(one.code, PURPOSE, today=DAY)
    assert [attempt(held, other(one.pin)) for _ in range(5)] == [*["pin-wrong"] * 4, "pin-locked"]
    assert attempt(held, one.pin) == "pin-locked"
    assert Card.objects.get().pin_errors == MOST_PIN_ERRORS
    new = replace(one.card, on=DAY, random=chance(9))
    assert attempt(find(new.code, PURPOSE, today=DAY), new.pin) == ""


def test_words_say_how_many_attempts_are_left():
    one = card(pin=True)
    held = find(one.code, PURPOSE, today=DAY)
    assert "qui restent : 4" in problem(lambda: check_pin(held, other(one.pin))).in_language("fr")


@pytest.mark.parametrize("typed", ["", "12", "12345", "abcd"])
def test_pin_of_another_length_is_no_error(typed):
    one = card(pin=True)
    assert attempt(find(one.code, PURPOSE, today=DAY), typed) == "pin-length"
    assert Card.objects.get().pin_errors == 0


def test_card_without_pin_asks_for_none():
    assert attempt(find(card().code, PURPOSE, today=DAY), "") == ""


@pytest.mark.django_db(transaction=True)
def test_error_stays_counted_whatever_becomes_of_the_page():
    one = card(pin=True)
    held = find(one.code, PURPOSE, today=DAY)
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        check_pin(held, other(one.pin))
