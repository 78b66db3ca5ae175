"""Handing notices in: to whom, once per key, with the act or not at all; who reads them, also after a handing-over."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from danaya.apps.notices.actions.mark_read import mark_all_read, mark_read
from danaya.apps.notices.actions.notify import notify
from danaya.apps.notices.kinds import KINDS, Kind, declare, may_opt_out
from danaya.apps.notices.models import Notice, Urgency
from danaya.apps.notices.texts import NoticeText, shortened
from danaya.apps.people.actions.hand_over_post import hand_over_post
from danaya.apps.people.models import Role
from tests.apps.notices.factories import AT, make_notice, words
from tests.apps.people.factories import make_account, make_post, make_tenure

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 4)


def read_by(account, day=DAY):
    return list(Notice.objects.of(account, day))


def test_notice_to_an_account_is_read_by_it_alone():
    one, other = make_account(), make_account()
    notice = make_notice(one)
    assert read_by(one) == [notice]
    assert read_by(other) == []


def test_notice_to_a_post_is_read_by_its_holder_of_the_moment():
    old = make_tenure(Role.MEMBER)
    successor = make_account()
    notice = make_notice(old.post, "test.routine")
    hand_over_post(old.post, successor, since=date(2026, 5, 10), actor=None, at=AT)
    assert (read_by(old.account, date(2026, 5, 9)), read_by(successor, date(2026, 5, 9))) == ([notice], [])
    assert (read_by(old.account, date(2026, 5, 10)), read_by(successor, date(2026, 5, 10))) == ([], [notice])


def test_successor_inherits_unread_notices_only():
    old = make_tenure(Role.MEMBER)
    read, unread = make_notice(old.post, "test.routine"), make_notice(old.post, "test.routine")
    mark_read(read, account=old.account, at=AT)
    successor = make_account()
    hand_over_post(old.post, successor, since=DAY, actor=None, at=AT)
    assert read_by(successor) == [unread]


def test_notice_to_a_vacant_post_waits():
    post = make_post(Role.MEMBER)
    notice = make_notice(post, "test.routine")
    assert read_by(make_tenure(post=post).account) == [notice]


@pytest.mark.parametrize("closed", ["post", "organisation"])
def test_notices_of_a_closed_post_are_read_by_nobody(closed):
    tenure = make_tenure(Role.MEMBER)
    make_notice(tenure.post, "test.routine")
    thing = tenure.post if closed == "post" else tenure.post.organisation
    thing.active = False
    thing.save()
    assert read_by(tenure.account) == []


def test_same_key_is_told_once_to_each_reader():
    one, other, post = make_account(), make_account(), make_post()
    first = make_notice(one, subject="Premier", key="fate:7")
    assert make_notice(one, subject="Encore", key="fate:7") == first
    make_notice(other, key="fate:7")
    make_notice(post, key="fate:7")
    make_notice(post, key="fate:7")
    assert Notice.objects.count() == 3
    assert str(Notice.objects.get(pk=first.pk)) == "Premier"


def test_notices_without_key_are_each_told():
    one = make_account()
    make_notice(one)
    make_notice(one)
    assert Notice.objects.count() == 2


def test_key_repeated_harms_nothing_in_the_callers_transaction():
    one = make_account()
    with transaction.atomic():
        make_notice(one, key="a")
        make_notice(one, key="a")
        make_notice(one, key="b")
    assert Notice.objects.count() == 2


def test_database_refuses_a_second_notice_of_a_key():
    one = make_account()
    make_notice(one, key="a")
    facts = {"account": one, "kind": "x", "urgency": "routine", "subject": {}, "at": AT}
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(**facts, key="a")
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(**facts, post=make_post())


def test_act_undone_tells_nothing():
    one = make_account()
    with transaction.atomic():
        make_notice(one)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_urgency_is_the_kinds_unless_said_otherwise():
    one = make_account()
    assert make_notice(one, "test.invitation").urgency == Urgency.INVITATION
    assert make_notice(one, "test.invitation", urgency=Urgency.ROUTINE).urgency == Urgency.ROUTINE


def test_what_it_is_about_is_kept():
    post = make_post()
    notice = make_notice(make_account(), about=post)
    assert (notice.about_type, notice.about_id) == ("people.post", str(post.pk))


FAULTS = {
    "kind": ({"kind": "no.such"}, "no app declares"),
    "language": ({"text": NoticeText({"fr": "Objet"}, {})}, "French and English"),
    "body": ({"text": NoticeText({"fr": "a", "en": "b"}, {"fr": "a"})}, "French and English"),
    "moment": ({"at": AT.replace(tzinfo=None)}, "time zone"),
    "other site": ({"url": "https://elsewhere.example/"}, "path"),
    "other site without scheme": ({"url": "//elsewhere.example/"}, "path"),
    "backslash": ({"url": "/\\elsewhere.example/"}, "path"),
    "no path": ({"url": "account/"}, "path"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_of_the_calling_app_are_refused(fault):
    changed, said = FAULTS[fault]
    facts = {"kind": "test.routine", "text": words(), "at": AT, **changed}
    with pytest.raises(ValueError, match=said):
        notify(make_account(), facts.pop("kind"), **facts)
    assert not Notice.objects.exists()


def test_long_subject_is_cut_after_a_whole_word():
    long = "Votre attente sur les délais de dédouanement des marchandises périssables est dans le plan d’action"
    cut = shortened({"fr": long, "en": "x" * 200})
    assert cut["fr"] == "Votre attente sur les délais de dédouanement des marchandises périssables est…"
    assert len(cut["fr"]) <= 80
    assert cut["en"] == "x" * 79 + "…"
    assert shortened({"fr": "deux\r\nlignes  ici"}) == {"fr": "deux lignes ici"}
    assert shortened({"fr": "y" * 80}) == {"fr": "y" * 80}


def test_kind_declared_differently_is_refused():
    with pytest.raises(ValueError, match="two kinds"):
        declare(Kind("test.routine", {"fr": "a", "en": "b"}, {"fr": "a", "en": "b"}))


def test_kind_needs_words_in_both_languages():
    with pytest.raises(ValueError, match="needs its words"):
        declare(Kind("test.half", {"fr": "a", "en": "b"}, {"fr": "a"}))
    assert "test.half" not in KINDS


def test_kind_of_an_app_that_is_gone_may_be_refused():
    assert may_opt_out("gone.kind")
    assert not may_opt_out("people.account")


def test_mark_all_read_leaves_what_came_after_the_page():
    one = make_account()
    shown = make_notice(one)
    later = make_notice(one, at=AT + timedelta(seconds=1))
    other = make_notice(make_account())
    assert mark_all_read(one, until=AT, at=AT + timedelta(hours=1)) == 1
    assert [Notice.objects.get(pk=one.pk).is_read for one in (shown, later, other)] == [True, False, False]


def test_marking_twice_keeps_the_first_reading():
    one = make_account()
    notice = make_notice(one)
    mark_read(notice, account=one, at=AT)
    mark_read(notice, account=one, at=AT + timedelta(days=1))
    notice.refresh_from_db()
    assert (notice.read_at, notice.read_by) == (AT, one)
