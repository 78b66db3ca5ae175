"""Handing a post over: one holder at a time, rights move on the day, the journal knows."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from danaya.apps.people.actions.end_tenure import end_tenure
from danaya.apps.people.actions.hand_over_post import hand_over_post
from danaya.apps.people.models import Role, Tenure
from danaya.base.journal.entries import history
from danaya.engines.language import Problem
from tests.apps.people.factories import make_account, make_post, make_tenure

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 4, 9, tzinfo=ZoneInfo("Africa/Bamako"))
DAY = date(2026, 5, 10)


def test_hand_over_ends_the_old_tenure_on_the_day_the_new_one_begins():
    old, successor = make_tenure(), make_account()
    done = hand_over_post(old.post, successor, since=DAY, actor=old, at=AT)
    old.refresh_from_db()
    assert (old.until, done.tenure.since, done.tenure.until) == (DAY, DAY, None)
    assert done.ended == old
    assert [tenure.account for tenure in Tenure.objects.on(DAY)] == [successor]


def test_hand_over_of_a_vacant_post_ends_nothing():
    post = make_post()
    done = hand_over_post(post, make_account(), since=DAY, actor=None, at=AT)
    assert done.ended is None
    assert done.tenure.post == post


def test_hand_over_enters_the_journal_of_post_and_tenure_without_a_name():
    old = make_tenure()
    hand_over_post(old.post, make_account(display_name="Awa Traoré"), since=DAY, actor=old, at=AT)
    assert [entry.verb for entry in history(old)] == ["people.end_tenure"]
    entry = history(old.post).get()
    assert (entry.verb, entry.post) == ("people.hand_over_post", str(old.post_id))
    assert "Awa" not in entry.body
    assert str(old.account_id) not in entry.account_digest


def test_hand_over_before_a_tenure_already_planned_refused():
    old = make_tenure()
    hand_over_post(old.post, make_account(), since=date(2026, 6, 1), actor=None, at=AT)
    with pytest.raises(Problem) as caught:
        hand_over_post(old.post, make_account(), since=DAY, actor=None, at=AT)
    assert caught.value.code == "post-held-later"
    assert "01/06/2026" in caught.value.in_language("fr")


def test_hand_over_that_breaks_a_rule_changes_nothing():
    expert = make_tenure(Role.VISITING_EXPERT, until=date(2026, 12, 31))
    with pytest.raises(ValidationError):
        hand_over_post(expert.post, make_account(), since=DAY, actor=None, at=AT)
    expert.refresh_from_db()
    assert expert.until == date(2026, 12, 31)
    assert not history(expert.post).exists()


def test_hand_over_can_be_redone_the_same_day_once_the_mistaken_tenure_is_ended():
    post = make_post()
    mistaken = hand_over_post(post, make_account(), since=DAY, actor=None, at=AT).tenure
    end_tenure(mistaken, until=DAY, actor=None, at=AT)
    right = make_account()
    hand_over_post(post, right, since=DAY, actor=None, at=AT)
    assert [tenure.account for tenure in Tenure.objects.on(DAY)] == [right]


def test_end_tenure_leaves_the_post_vacant_from_that_day():
    tenure = make_tenure()
    end_tenure(tenure, until=DAY, actor=None, at=AT)
    assert not Tenure.objects.on(DAY).exists()
    assert history(tenure).get().verb == "people.end_tenure"


def test_end_tenure_before_its_beginning_refused():
    tenure = make_tenure(since=DAY)
    with pytest.raises(ValidationError):
        end_tenure(tenure, until=date(2026, 5, 9), actor=None, at=AT)
