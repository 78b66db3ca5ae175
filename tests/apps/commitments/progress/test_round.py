"""The daily round: reminders on their days and once, silence, help before escalation, the month; nothing where the day stands still."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from danaya.apps.commitments.actions.progress import answer_move, ask_move, close_escalation, offer_help, post_update
from danaya.apps.commitments.facts import fact_of
from danaya.apps.commitments.models import Escalation, Followed, PlanFollowed, PlanState
from danaya.apps.commitments.progress.tidings import KINDS
from danaya.apps.commitments.progress.work import daily, make_day, make_round, reminder_of
from danaya.apps.notices.actions.gather_mail import gather_mail
from danaya.apps.notices.kinds import KINDS as DECLARED
from danaya.apps.notices.models import Mail, Notice
from danaya.base.jobs.schedules import SCHEDULES
from danaya.engines import followup
from tests.apps.commitments.factories import AT, TODAY, answered, claimed
from tests.apps.commitments.progress.people import later, make_desk
from tests.apps.people.factories import make_administration

pytestmark = pytest.mark.django_db

DUE = date(2026, 12, 15)
ONE = (("L'affiche est posée dans 12 postes.", 100, DUE),)


def on(day: date) -> datetime:
    return datetime.combine(day, AT.timetz())


def days_of(kind, post=None):
    rows = Notice.objects.filter(kind=f"commitments.{kind}")
    rows = rows.filter(post=post) if post else rows
    return sorted(notice.at.date() for notice in rows)


def rounds(plan, first: date, count: int):
    for number in range(count):
        make_round(plan, on(first + timedelta(days=number)))


def test_schedule_and_kinds_are_declared():
    assert SCHEDULES["commitments.daily"].interval == timedelta(days=1)
    for kind in KINDS:
        assert DECLARED[kind.name] == kind


def test_reminders_come_seven_days_before_on_the_day_three_after_then_to_the_secretary_once():
    desk = make_desk(steps=ONE)
    rounds(desk.parties.plan, DUE - timedelta(days=12), 40)
    days = [DUE - timedelta(days=7), DUE, DUE + timedelta(days=3)]
    assert days_of("reminder", desk.owner.post) == days
    assert days_of("reminder", desk.secretary_customs.post) == [DUE + timedelta(days=10)]
    assert Notice.objects.filter(kind="commitments.reminder").count() == 4


@pytest.mark.parametrize(
    ("left", "step"),
    [(8, ""), (7, "before"), (1, "before"), (0, "day"), (-2, "day"), (-3, "after"), (-9, "after"), (-10, "secretary")],
)
def test_each_day_has_one_reminder(left, step):
    assert reminder_of(TODAY + timedelta(days=left), TODAY) == step


def test_rounds_made_twice_and_rounds_missed_remind_once():
    desk = make_desk(steps=ONE)
    for days in (-8, -5, -5, 1, 2, 2, 20):
        make_round(desk.parties.plan, on(DUE + timedelta(days=days)))
    assert [(day - DUE).days for day in days_of("reminder")] == [-5, 1, 20]


def test_what_is_claimed_or_moved_is_not_remembered_any_more():
    desk = make_desk(steps=ONE)
    change = ask_move(desk.step(), due=date(2027, 3, 1), reason="Crue", actor=desk.owner, at=AT)
    answer_move(change, agreed=True, actor=desk.counterpart, at=AT)
    rounds(desk.parties.plan, DUE - timedelta(days=8), 30)
    assert days_of("reminder") == []
    desk.claim(at=on(date(2027, 2, 1)))
    rounds(desk.parties.plan, date(2027, 2, 20), 20)
    assert days_of("reminder") == []


def test_mails_keep_to_two_in_seven_days_whatever_is_told():
    from zoneinfo import ZoneInfo

    desk = make_desk(steps=ONE)
    account = desk.owner.account
    account.email = "point-focal@douanes.example"
    account.save()
    for number in range(35):
        at = on(DUE - timedelta(days=10) + timedelta(days=number))
        make_round(desk.parties.plan, at)
        gather_mail(at=at, zone=ZoneInfo("UTC"))
        Mail.objects.filter(state="waiting").update(state="sent", ended_at=at)
    made = sorted(mail.made_at for mail in Mail.objects.filter(account=account))
    assert made
    assert all(sum(one <= other < one + timedelta(days=7) for other in made) <= 2 for one in made)


def test_update_is_asked_for_once_each_time_it_falls_due():
    desk = make_desk()
    due = Followed.objects.get(commitment=desk.commitment).next_update
    first = max(due, TODAY)
    rounds(desk.parties.plan, first, 10)
    assert days_of("update_due", desk.owner.post) == [first]
    post_update(desk.commitment, done="Deux postes.", actor=desk.owner, at=on(first + timedelta(days=10)))
    rounds(desk.parties.plan, first + timedelta(days=10), 5)
    assert len(days_of("update_due")) == 1


def test_silence_of_twenty_one_days_goes_to_both_secretaries_once_and_confirms_nothing():
    desk = make_desk()
    desk.claim()
    rounds(desk.parties.plan, TODAY, 30)
    for secretary in (desk.secretary_customs, desk.secretary_private):
        assert days_of("silent", secretary.post) == [TODAY + timedelta(days=21)]
    assert Followed.objects.get(commitment=desk.commitment).confirmed == 0


def stalled():
    """A desk whose commitment has had no event since the start of the year."""
    desk = make_desk()
    stalls = followup.stalls_of(fact_of(desk.commitment, TODAY), TODAY)
    assert [str(stall.reason) for stall in stalls] == ["no-event"]
    return desk


def rounds_after(desk, *days: int):
    for each in days:
        make_round(desk.parties.plan, later(each))


def escalated_after():
    """Days after the first round on which the stall was brought to the two secretaries."""
    return [(day - TODAY).days for day in Escalation.objects.order_by("on").values_list("on", flat=True)]


def test_stall_asks_for_help_and_where_nobody_offers_any_both_secretaries_hear_of_it_a_fortnight_later():
    desk = stalled()
    rounds_after(desk, 0, 1, 13, 14, 15)
    asked = Counter(Notice.objects.filter(kind="commitments.help").values_list("post", flat=True))
    told = {desk.secretary_customs.post_id, desk.secretary_private.post_id, desk.parties.coordinator.post_id}
    assert asked == dict.fromkeys(told, 1)
    assert escalated_after() == [14]
    assert Escalation.objects.get().reasons == ["no-event"]
    assert days_of("escalation", desk.secretary_private.post) == [later(14).date()]
    assert Followed.objects.get(commitment=desk.commitment).step == "escalated"
    offer_help(desk.commitment, actor=desk.secretary_customs, at=later(20))
    assert Followed.objects.get(commitment=desk.commitment).step == "escalated", "it lies before them"


def test_a_late_offer_has_its_own_fortnight_once():
    desk = stalled()
    rounds_after(desk, 0, 13)
    assert Followed.objects.get(commitment=desk.commitment).step == "asked"
    for days, actor in ((13, desk.secretary_customs), (20, desk.counterpart)):
        offer_help(desk.commitment, words="Une signature ?", actor=actor, at=later(days))
        assert Followed.objects.get(commitment=desk.commitment).step == "wait"
    rounds_after(desk, 14, 26, 27, 28)
    assert escalated_after() == [27]


def test_what_the_secretaries_decided_may_be_an_offer_which_has_its_fortnight_too():
    desk = stalled()
    rounds_after(desk, 0, 14)
    close_escalation(
        Escalation.objects.get(), outcome="On aide le chef de poste.", actor=desk.secretary_private, at=later(15)
    )
    offer_help(desk.commitment, actor=desk.secretary_private, at=later(16))
    rounds_after(desk, 16, 29, 30, 31)
    assert escalated_after() == [14, 30]


def test_another_stall_is_asked_about_anew():
    desk = stalled()
    rounds_after(desk, 0)
    post_update(desk.commitment, done="Relancé.", actor=desk.owner, at=later(2))
    silent = next(
        days for days in range(30, 300) if followup.stalls_of(fact_of(desk.commitment, TODAY), later(days).date())
    )
    rounds_after(desk, silent, silent + 13, silent + 14)
    assert escalated_after() == [silent + 14]


def test_an_update_ends_the_stall_before_it_is_escalated():
    desk = stalled()
    offer_help(desk.commitment, actor=desk.parties.coordinator, at=AT)
    post_update(desk.commitment, done="Relancé.", actor=desk.owner, at=later(10))
    rounds(desk.parties.plan, TODAY, 20)
    assert not Escalation.objects.exists()


def test_month_is_told_once_to_each_in_words_of_its_role():
    desk = make_desk()
    desk.claim()
    rounds(desk.parties.plan, date(2026, 11, 28), 6)
    november, december = date(2026, 11, 28), date(2026, 12, 1)
    readers = (desk.owner, desk.counterpart, desk.parties.coordinator, desk.parties.director, desk.secretary_private)
    for reader in readers:
        assert days_of("digest", reader.post) == [november, december]
    assert days_of("digest", desk.parties.other.post) == []
    body = Notice.objects.filter(kind="commitments.digest", post=desk.counterpart.post).first().body["fr"]
    assert "À confirmer ou à accepter : 1" in body
    assert "Ensemble du plan" not in body
    whole = Notice.objects.filter(kind="commitments.digest", post=desk.parties.director.post).first().body["fr"]
    # One commitment carries no share.
    assert "déclaré 1 jalon sur 3, confirmé 0 jalon sur 3" in whole


@pytest.mark.parametrize(
    ("adopted", "asked"),
    [(date(2025, 11, 30), True), (date(2024, 11, 1), True), (date(2026, 11, 3), False), (date(2025, 12, 1), False)],
)
def test_expectations_are_read_again_each_year_by_those_who_keep_the_plan(adopted, asked):
    desk = make_desk()
    desk.claim()
    desk.parties.plan.adopted_on = adopted
    make_round(desk.parties.plan, on(date(2026, 11, 28)))
    told = {
        post: Notice.objects.get(kind="commitments.digest", post=post).body["fr"]
        for post in (desk.secretary_private.post, desk.parties.coordinator.post, desk.counterpart.post)
    }
    assert [("relisez ensemble les attentes" in body) for body in told.values()] == [asked, asked, False]


def test_what_is_said_of_the_plan_gives_counts_below_eight_and_an_interval_from_eight_on():
    desk = make_desk()
    for number in range(7):
        commitment = desk.parties.commitment(steps=(("Fait.", 1, date(2026, 6, 1)),)) if number else desk.commitment
        if number:
            answered(claimed(commitment.milestones.get(), date(2026, 5, 20)))
    make_round(desk.parties.plan, AT)
    customs, _private = PlanFollowed.objects.get().said["keeping"]
    assert (customs["share"], customs["counts"]["on-time"], customs["decided"]) == (None, 6, 6)
    answered(
        claimed(desk.parties.commitment(steps=(("Fait.", 1, date(2026, 6, 1)),)).milestones.get(), date(2026, 7, 1))
    )
    make_round(desk.parties.plan, AT)
    said = PlanFollowed.objects.get().said
    customs = said["keeping"][0]
    assert 0 < customs["share"][0] < customs["share"][1] < 1
    assert "Part tenue à temps" in customs["words"]["fr"]
    assert said["backtest"]["quarter"] == "2026-4"


def test_forecast_is_words_once_five_milestones_closed():
    desk = make_desk(steps=ONE)
    make_round(desk.parties.plan, AT)
    said = Followed.objects.get(commitment=desk.commitment)
    assert (said.p50, said.forecast["fr"]) == (None, "Trop peu de données\u00a0: jalons clos 0, il en faut 5.")
    for _each in range(5):
        other = desk.parties.commitment(steps=(("Fait.", 1, date(2026, 6, 1)),))
        answered(claimed(other.milestones.get(), date(2026, 6, 1)))
    make_round(desk.parties.plan, AT)
    said = Followed.objects.get(commitment=desk.commitment)
    assert said.p50 is not None
    assert said.forecast["fr"].startswith("Une fois sur deux, ce sera fait au plus tard le")


def test_a_step_that_fails_stops_no_other(monkeypatch, caplog):
    desk = make_desk(steps=ONE)

    def fails(plan, at):
        raise RuntimeError("no")

    from danaya.apps.commitments.progress import work

    monkeypatch.setattr(work, "STEPS", (fails, *work.STEPS))
    make_round(desk.parties.plan, on(DUE))
    assert days_of("reminder") == [DUE]
    assert "fails failed" in caplog.text


def test_nothing_falls_due_where_the_day_stands_still_or_the_plan_is_closed(settings):
    make_administration()
    desk = make_desk(steps=ONE)
    settings.TODAY = DUE
    daily(on(DUE))
    assert not Notice.objects.filter(kind="commitments.reminder").exists()
    settings.TODAY = None
    plan = desk.parties.plan
    plan.state = PlanState.CLOSED
    plan.save()
    make_day(on(DUE))
    assert not Notice.objects.filter(kind="commitments.reminder").exists()
    plan.state = PlanState.ADOPTED
    plan.save()
    daily(on(DUE))
    assert Notice.objects.filter(kind="commitments.reminder").count() == 1


def test_queries_of_a_round_do_not_grow_with_what_was_told(django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    desk = make_desk()
    make_round(desk.parties.plan, AT)
    with CaptureQueriesContext(
        connection,
    ) as few:
        make_round(desk.parties.plan, AT)
    for _each in range(12):
        desk.parties.commitment()
    make_round(desk.parties.plan, AT)
    with django_assert_num_queries(len(few)):
        make_round(desk.parties.plan, AT)
