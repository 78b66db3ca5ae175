"""Workers killed while they send, and workers that come back late: nobody gets a mail three times."""

from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from danaya.apps.notices import work
from danaya.apps.notices.actions.send_mail import send_mail
from danaya.apps.notices.carrying import SmtpCarrier
from danaya.apps.notices.models import Mail, Reason, State
from danaya.base.jobs.worker import run_worker
from tests.apps.notices.factories import make_notice

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("UTC")


def mail():
    return Mail.objects.get()


class Killed(BaseException):
    """The worker is gone at this very point."""


class DiesAfterAccept(SmtpCarrier):
    """Hands the mail over for real; then the worker is killed before it can write that down."""

    def carry(self, letter, to):
        super().carry(letter, to)
        raise Killed


def die(office, clock):
    carrier = DiesAfterAccept(office.server())
    with pytest.raises(Killed):
        send_mail(carrier, office.server(), at=clock(), zone=ZONE)
    carrier.close()


def test_kill_between_accept_and_writing_repeats_the_mail_once_under_one_identifier(office, member, clock, tick):
    make_notice(member, "test.invitation", at=clock())
    work.gather_mail(at=clock(), zone=ZONE)
    die(office, clock)
    assert mail().state == State.SENDING
    tick()
    assert len(office.letters) == 1  # whoever sends it may still be alive
    clock.advance(minutes=5)
    tick()
    assert [letter["Message-ID"] for letter in office.letters] == [f"<{mail().pk}@douanes.example>"] * 2
    clock.advance(days=1)
    tick()
    assert len(office.letters) == 2
    assert mail().state == State.SENT


def test_second_kill_gives_the_mail_up(office, member, clock, tick):
    make_notice(member, "test.invitation", at=clock())
    work.gather_mail(at=clock(), zone=ZONE)
    for _kill in range(2):
        die(office, clock)
        clock.advance(minutes=5)
    for _pass in range(50):
        tick()
        clock.advance(hours=1)
    assert len(office.letters) == 2
    assert (mail().state, mail().reason) == (State.GIVEN_UP, Reason.BROKEN_OFF)
    assert Mail.objects.count() == 1


def test_worker_that_comes_back_late_does_not_overwrite(office, member, clock):
    make_notice(member, "test.invitation", at=clock())
    work.gather_mail(at=clock(), zone=ZONE)

    class Slow(SmtpCarrier):
        def carry(self, letter, to):
            Mail.objects.update(state=State.SENT, attempts=7)  # another one took it over meanwhile

    send_mail(Slow(office.server()), office.server(), at=clock(), zone=ZONE)
    assert (mail().state, mail().attempts, mail().ended_at) == (State.SENT, 7, None)


def test_mail_goes_outside_any_transaction(office, member, clock, transactional_db):
    seen = []

    class Looks(SmtpCarrier):
        def carry(self, letter, to):
            seen.append(connection.in_atomic_block)

    make_notice(member, "test.invitation", at=clock())
    work.gather_mail(at=clock(), zone=ZONE)
    send_mail(Looks(office.server()), office.server(), at=clock(), zone=ZONE)
    assert seen == [False]


def test_worker_sends_on_schedule(office, member, clock):
    make_notice(member, "test.invitation", at=clock())
    run_worker(clock, once=True)
    assert len(office.letters) == 1
