"""Notices of the dialogue: to whom, when, in which words; and what must never be told at the moment it happens."""

from datetime import timedelta

import pytest

from danaya.apps.dialogue.actions.merge_expectations import merge_expectations, undo_merge
from danaya.apps.dialogue.actions.read_expectation import clear_expectation, hold_expectation
from danaya.apps.dialogue.actions.record_fate import record_fate
from danaya.apps.dialogue.actions.restate_expectation import reply_to_reformulation, restate_expectation
from danaya.apps.dialogue.models import Expectation, FateKind, Ground, Phase
from danaya.apps.dialogue.tidings import KINDS
from danaya.apps.dialogue.work import daily_round, make_round
from danaya.apps.notices.kinds import KINDS as DECLARED
from danaya.apps.notices.models import Notice
from danaya.apps.people.models import Role
from danaya.base.jobs.schedules import SCHEDULES
from danaya.engines.language import Problem
from tests.apps.dialogue.desks import at, page_of
from tests.apps.dialogue.factories import AT, make_room
from tests.apps.people.factories import make_tenure

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def told(kind=None):
    notices = Notice.objects.exclude(kind="dialogue.phase") if kind is None else Notice.objects.filter(kind=kind)
    return [(notice.post, notice.subject["fr"]) for notice in notices.order_by("subject", "post")]


def test_every_kind_is_declared_in_both_languages():
    for kind in KINDS:
        assert DECLARED[kind.name] == kind
        assert kind.may_opt_out


def test_organisation_hears_of_each_step_of_its_text():
    room = make_room()
    colleague = make_tenure(Role.MEMBER, room.private.post.organisation)
    other = room.shown("Autre", author=room.nobody())
    assert told() == [], "an author without a name is told nothing"
    made = room.shown()
    assert {post for post, _subject in told()} == {room.private.post, colleague.post}
    assert {subject for _post, subject in told()} == {"Votre attente A-02 est montrée aux deux parties"}
    Notice.objects.all().delete()
    restate_expectation(made, {"fr": "Autrement dit."}, actor=room.customs, at=AT)
    record_fate(made, FateKind.PLANNED, actor=room.facilitator, at=AT)
    merge = merge_expectations(made, other, actor=room.facilitator, at=AT)
    undo_merge(merge, actor=room.facilitator, at=AT)
    assert {subject for post, subject in told() if post == colleague.post} == {
        "Votre attente A-02 a été redite par l'autre côté",
        "Votre attente A-02 a reçu une réponse",
        "Votre attente A-02 est fusionnée dans A-01",
        "Votre attente A-02 est de nouveau à part",
    }
    answered = Notice.objects.get(subject__fr="Votre attente A-02 a reçu une réponse", post=colleague.post)
    assert "dans le plan. Réponse signée par" in answered.body["fr"]
    assert "in the plan. Answer signed by" in answered.body["en"]
    assert answered.url == page_of(made)


def test_organisation_whose_text_was_merged_hears_where_it_stands_and_what_became_of_it():
    room = make_room()
    own, into = room.shown(), room.shown("Autre", author=room.nobody())
    merge_expectations(own, into, actor=room.facilitator, at=AT)
    Notice.objects.all().delete()
    record_fate(into, FateKind.PLANNED, actor=room.facilitator, at=AT)
    assert told() == [(room.private.post, "A-02, qui porte aussi votre attente A-01, a reçu une réponse")]
    assert Notice.objects.get().url == page_of(own)
    Notice.objects.all().delete()
    last = room.shown("Une autre encore", author=room.nobody())
    merge = merge_expectations(into, last, actor=room.facilitator, at=AT)
    assert told() == [(room.private.post, "Votre attente A-01 est fusionnée dans A-03")]
    Notice.objects.all().delete()
    undo_merge(merge, actor=room.facilitator, at=AT)
    assert told() == [(room.private.post, "Votre attente A-01 est fusionnée dans A-02")]


def test_held_text_is_told_without_its_words():
    room = make_room()
    made = room.expectation("Le colonel Traoré")
    hold_expectation(made, ground=Ground.NAMES, remark="Sans nom.", revision=1, actor=room.customs, at=AT)
    (notice,) = Notice.objects.filter(kind="dialogue.own")
    assert "Traoré" not in str(notice.subject) + str(notice.body)
    assert notice.url == page_of(made)


def test_refused_act_tells_nothing():
    room = make_room()
    made = room.shown()
    before = Notice.objects.count()
    with pytest.raises(Problem):
        record_fate(made, FateKind.NOT_NOW, actor=room.facilitator, at=AT)
    assert Notice.objects.count() == before


def test_reply_of_an_organisation_is_told_at_once():
    room = make_room()
    first = restate_expectation(room.shown(), {"fr": "Vous voulez…"}, actor=room.customs, at=AT)
    reply_to_reformulation(first, confirmed=False, correction="Non.", actor=room.private, at=AT)
    assert told("dialogue.reply") == [(room.customs.post, "L'auteur de A-01 corrige votre reformulation")]


def test_phase_is_told_to_all_posts_of_both_sides():
    room = make_room()
    technician, observer = make_tenure(Role.TECHNICIAN), make_tenure(Role.OBSERVER)
    Notice.objects.all().delete()
    room.to(Phase.VOTING)
    posts = {post for post, _subject in told("dialogue.phase")}
    assert posts == {tenure.post for tenure in (room.facilitator, room.customs, room.private, room.other)}
    assert not posts & {technician.post, observer.post}
    assert {subject for _post, subject in told("dialogue.phase")} == {"Le vote est ouvert"}


# What is told once a day


def test_nothing_tells_at_what_moment_somebody_without_a_name_wrote_or_replied():
    room = make_room()
    before = Notice.objects.count()
    room.expectation("Un texte", author=room.nobody())
    room.expectation("Un autre")
    assert Notice.objects.count() == before, "texts that come in are told by the daily round"
    made = room.shown("Deux", author=room.nobody())
    reformulation = restate_expectation(made, {"fr": "Vous voulez…"}, actor=room.customs, at=AT)
    reply_to_reformulation(reformulation, confirmed=True, actor=None, at=AT + timedelta(hours=3))
    assert told("dialogue.reply") == []
    make_round(AT + timedelta(hours=6))
    assert told() == [], "nor on the same day"
    make_round(AT + DAY)
    assert told("dialogue.reply") == [(room.customs.post, "L'auteur de A-01 confirme votre reformulation")]
    assert {post for post, _subject in told("dialogue.to_read")} == {room.customs.post, room.private.post}
    make_round(AT + 2 * DAY)
    assert len(told("dialogue.reply")) == 1


def test_readers_are_told_once_until_they_have_read_it():
    room = make_room()
    made = room.expectation()
    make_round(AT + DAY)
    make_round(AT + 2 * DAY)
    assert len(told("dialogue.to_read")) == 2
    Notice.objects.filter(post=room.customs.post).update(read_at=AT + 2 * DAY)
    make_round(AT + 2 * DAY)
    make_round(AT + 3 * DAY)
    assert len(told("dialogue.to_read")) == 3
    for reader in (room.customs, room.private):
        clear_expectation(made, revision=1, actor=reader, at=AT)
    Notice.objects.update(read_at=AT)
    make_round(AT + 4 * DAY)
    assert len(told("dialogue.to_read")) == 3
    assert Notice.objects.filter(kind="dialogue.to_read").first().url == at("reading", room.consultation)


def test_overdue_answers_are_told_to_those_who_see_to_them():
    room = make_room()
    coordinator, director = make_tenure(Role.COORDINATOR), make_tenure(Role.DIRECTOR)
    room.shown("Un")
    late = room.shown("Deux")
    record_fate(room.shown("Trois"), FateKind.PLANNED, actor=room.facilitator, at=AT)
    make_round(AT + 30 * DAY)
    assert told("dialogue.overdue") == []
    make_round(AT + 31 * DAY)
    assert told("dialogue.overdue") == [(coordinator.post, "Des attentes n'ont pas reçu de réponse à temps")]
    assert "2 attendent une réponse" in Notice.objects.get(kind="dialogue.overdue").body["fr"]
    Expectation.objects.filter(pk=late.pk).update(side="customs")
    Notice.objects.update(read_at=AT)
    make_round(AT + 40 * DAY)
    posts = {post for post, _subject in told("dialogue.overdue")}
    assert posts == {coordinator.post, room.private.post, room.other.post}
    assert director.post not in posts


def test_consultation_that_is_prepared_or_over_tells_nothing():
    room = make_room()
    room.shown()
    for phase in (Phase.ANSWERING, Phase.CLOSED):
        room.to(phase)
    Notice.objects.all().delete()
    make_round(AT + 60 * DAY)
    assert not Notice.objects.exists()


def test_round_runs_daily_and_not_where_the_day_stands_still(settings):
    assert SCHEDULES["dialogue.round"].interval == DAY
    room = make_room()
    room.expectation()
    settings.TODAY = (AT + 5 * DAY).date()
    daily_round(AT + 5 * DAY)
    assert told("dialogue.to_read") == []
    settings.TODAY = None
    daily_round(AT + 5 * DAY)
    assert len(told("dialogue.to_read")) == 2
