"""Handing a post over: one holder at a time, rights move on the day, the journal knows."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from danaya.apps.people.actions.change_organisation import change_organisation
from danaya.apps.people.actions.change_post import change_post
from danaya.apps.people.actions.end_tenure import end_tenure
from danaya.apps.people.actions.hand_over_post import hand_over_post
from danaya.apps.people.coordination import first_day_without_coordinator
from danaya.apps.people.models import Role, Side, Tenure
from danaya.base.journal.entries import history
from danaya.engines.language import Problem
from tests.apps.people.factories import make_account, make_organisation, make_post, make_tenure

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
    old = make_tenure(Role.ANALYST)
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
    post = make_post(Role.ANALYST)
    mistaken = hand_over_post(post, make_account(), since=DAY, actor=None, at=AT).tenure
    end_tenure(mistaken, until=DAY, actor=None, at=AT)
    right = make_account()
    hand_over_post(post, right, since=DAY, actor=None, at=AT)
    assert [tenure.account for tenure in Tenure.objects.on(DAY)] == [right]


def test_end_tenure_leaves_the_post_vacant_from_that_day():
    tenure = make_tenure(Role.ANALYST)
    end_tenure(tenure, until=DAY, actor=None, at=AT)
    assert not Tenure.objects.on(DAY).exists()
    assert history(tenure).get().verb == "people.end_tenure"


def test_end_tenure_before_its_beginning_refused():
    tenure = make_tenure(since=DAY)
    with pytest.raises(ValidationError):
        end_tenure(tenure, until=date(2026, 5, 9), actor=None, at=AT)


# The last coordinator


def facts_of(post, **changes):
    facts = {name: getattr(post, name) for name in ("title", "sign_in_name", "role", "region", "active")}
    return {**facts, **changes}


def body_of(organisation, **changes):
    return {**{name: getattr(organisation, name) for name in ("name", "acronym", "umbrella", "active")}, **changes}


ACTS = {
    "tenure ended": lambda held: end_tenure(held, until=DAY, actor=held, at=AT),
    "post abolished": lambda held: change_post(held.post, **facts_of(held.post, active=False), actor=held, at=AT),
    "role changed": lambda held: change_post(held.post, **facts_of(held.post, role=Role.ANALYST), actor=held, at=AT),
    "customs left": lambda held: change_organisation(
        held.post.organisation, **body_of(held.post.organisation, active=False), actor=held, at=AT
    ),
    "handed over for a time": lambda held: hand_over_post(
        held.post, make_account(), since=DAY, until=date(2026, 6, 1), actor=held, at=AT
    ),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=list(ACTS))
def test_last_coordinator_can_not_lock_everybody_out(act):
    held = make_tenure()
    make_tenure(Role.DIRECTOR, held.post.organisation)
    with pytest.raises(Problem) as caught:
        act(held)
    assert caught.value.code == "no-coordinator-left"
    assert "Nommez d’abord un autre coordonnateur" in caught.value.in_language("fr")
    assert first_day_without_coordinator(AT.date()) is None
    assert not history(held).exists()
    assert not history(held.post).exists()


@pytest.mark.parametrize("act", [act for name, act in ACTS.items() if name != "customs left"])
def test_coordinator_may_leave_where_another_one_stays(act):
    held = make_tenure()
    make_tenure(Role.COORDINATOR, make_organisation(Side.CUSTOMS))
    act(held)
    assert first_day_without_coordinator(AT.date()) is None


def test_coordinator_is_handed_over_without_an_end():
    held = make_tenure()
    hand_over_post(held.post, make_account(), since=DAY, interim=True, actor=held, at=AT)
    assert first_day_without_coordinator(AT.date()) is None


def test_other_acts_are_free_where_there_is_no_coordinator_anyhow():
    analyst = make_tenure(Role.ANALYST)
    end_tenure(analyst, until=DAY, actor=None, at=AT)
    assert first_day_without_coordinator(AT.date()) == AT.date()


@pytest.mark.parametrize(
    ("spans", "free"),
    [
        ([], (2026, 5, 4)),
        ([((2026, 5, 5), None)], (2026, 5, 4)),
        ([((2020, 1, 1), (2026, 5, 4))], (2026, 5, 4)),
        ([((2020, 1, 1), (2026, 5, 20)), ((2026, 5, 20), None)], None),
        ([((2020, 1, 1), (2026, 5, 20)), ((2026, 5, 21), None)], (2026, 5, 20)),
        ([((2020, 1, 1), (2026, 9, 1)), ((2020, 1, 1), (2026, 6, 1)), ((2026, 8, 1), None)], None),
    ],
)
def test_days_without_a_coordinator_are_found(spans, free):
    for since, until in spans:
        make_tenure(since=date(*since), until=until and date(*until))
    assert first_day_without_coordinator(AT.date()) == (free and date(*free))


# Both sides


@pytest.mark.parametrize(("mine", "theirs"), [(Role.COORDINATOR, Role.MEMBER), (Role.MEMBER, Role.ANALYST)])
def test_nobody_speaks_for_both_sides(mine, theirs):
    held = make_tenure(mine)
    post = make_post(theirs)
    with pytest.raises(ValidationError) as caught:
        hand_over_post(post, held.account, since=DAY, actor=None, at=AT)
    assert caught.value.error_dict["account"][0].code == "both-sides"


def test_who_left_one_side_may_serve_the_other():
    held = make_tenure(Role.MEMBER, until=DAY)
    hand_over_post(make_post(Role.ANALYST), held.account, since=DAY, actor=None, at=AT)
    assert Tenure.objects.filter(account=held.account).count() == 2
    hand_over_post(make_post(Role.OBSERVER), held.account, since=DAY, actor=None, at=AT)


def test_tenure_on_the_wrong_side_can_be_ended():
    wrong = make_tenure(Role.MEMBER, account=make_tenure(Role.ANALYST).account)
    end_tenure(wrong, until=DAY, actor=None, at=AT)
    assert wrong.until == DAY
