"""Mails on their way: headers, encryption, a server that is down, refused addresses, kills; nothing private is kept."""

import logging
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import serializers

from danaya.apps.notices.actions.ask_test_mail import ask_test_mail, try_again
from danaya.apps.notices.actions.send_mail import GIVEN_UP
from danaya.apps.notices.addresses import digest_of
from danaya.apps.notices.models import Mail, Notice, Reason, State
from danaya.apps.notices.queries import mail_counts, refused_addresses
from danaya.apps.people.clock import today
from danaya.base.journal.models import Entry
from tests.apps.notices.factories import make_notice
from tests.apps.notices.post_office import certificate, only, running, text_of
from tests.apps.people.factories import make_account, make_administration

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("UTC")


def mail():
    return Mail.objects.get()


# How it goes


def test_starttls_and_sign_in(settings, member, clock, tick, tmp_path):
    shown, context = certificate(tmp_path)
    options = {"tls_context": context, "require_starttls": True, "auth_required": True}
    with running(**options, authenticator=only("danaya", "secret")) as office:
        settings.MAIL = office.server(tls="starttls", ca_file=shown, user="danaya", password="secret")
        make_notice(member, "test.invitation", at=clock())
        tick()
        assert [encrypted for _sender, _to, encrypted in office.envelopes] == [True]


def test_tls_from_the_first_byte(settings, member, clock, tick, tmp_path):
    shown, context = certificate(tmp_path)
    with running(ssl_context=context) as office:
        settings.MAIL = office.server(tls="tls", ca_file=shown)
        make_notice(member, "test.invitation", at=clock())
        tick()
        assert len(office.letters) == 1


def waits_because(reason, reply=None):
    kept = mail()
    assert (kept.state, kept.reason, kept.reply) == (State.FAILED, reason, reply)
    return True


def test_certificate_that_nobody_vouches_for_stops_the_mail(settings, member, clock, tick, tmp_path):
    _shown, context = certificate(tmp_path)
    with running(tls_context=context) as office:
        settings.MAIL = office.server(tls="starttls")
        make_notice(member, "test.invitation", at=clock())
        tick()
        assert waits_because(Reason.ENCRYPTION)
        assert office.letters == []


def test_server_without_encryption_gets_no_mail_that_asks_for_it(settings, office, member, clock, tick):
    settings.MAIL = office.server(tls="starttls")
    make_notice(member, "test.invitation", at=clock())
    tick()
    assert waits_because(Reason.ENCRYPTION)
    assert office.letters == []


def test_wrong_password_waits_and_says_so(settings, member, clock, tick, tmp_path):
    shown, context = certificate(tmp_path)
    with running(tls_context=context, auth_required=True, authenticator=only("danaya", "secret")) as office:
        settings.MAIL = office.server(tls="starttls", ca_file=shown, user="danaya", password="wrong")
        make_notice(member, "test.invitation", at=clock())
        tick()
        assert waits_because(Reason.SIGN_IN, 535)


def test_server_that_knows_no_sign_in_says_so(settings, office, member, clock, tick):
    settings.MAIL = office.server(user="danaya", password="secret")
    make_notice(member, "test.invitation", at=clock())
    tick()
    assert waits_because(Reason.SIGN_IN)


def test_server_down_then_up(office, member, clock, tick):
    make_notice(member, "test.invitation", at=clock())
    office.down()
    tick()
    assert waits_because(Reason.UNREACHABLE)
    office.up()
    clock.advance(minutes=4)
    tick()
    assert office.letters == []  # its pause is not over
    clock.advance(minutes=1)
    tick()
    assert len(office.letters) == 1
    assert (mail().state, mail().reason, mail().attempts) == (State.SENT, "", 2)


def test_pauses_grow_then_the_mail_is_given_up_and_its_notice_told_anew(office, member, clock, tick):
    make_notice(member, "test.invitation", at=clock())
    start = clock()
    office.down()
    tries = []
    while clock() - start < GIVEN_UP:
        before = Mail.objects.values_list("attempts", flat=True).first() or 0
        tick()
        if Mail.objects.values_list("attempts", flat=True).first() > before:
            tries.append(clock() - start)
        clock.advance(minutes=5)
    assert tries[:6] == [timedelta(minutes=minutes) for minutes in (0, 5, 20, 80, 200, 440)]
    clock.advance(hours=4)
    office.up()
    office.replies = {"awa@chambre.example": "451 later"}
    tick()
    assert Mail.objects.get(state=State.GIVEN_UP).reason == Reason.LATER
    office.replies = {}
    clock.advance(minutes=1)
    tick()
    assert len(office.letters) == 1


def test_server_down_is_asked_once_a_pass_whatever_waits(office, clock, tick):
    make_administration()
    for number in range(5):
        make_notice(make_account(email=f"p{number}@chambre.example"), "test.invitation", at=clock())
    office.down()
    tick()
    assert sorted(Mail.objects.values_list("attempts", flat=True)) == [0, 0, 0, 0, 1]
    assert set(Mail.objects.values_list("next_at", flat=True)) == {clock() + timedelta(minutes=5)}
    office.up()
    clock.advance(minutes=5)
    tick()
    assert len(office.letters) == 5


def test_what_gathers_while_the_server_is_down_goes_as_one_mail(office, member, clock, tick):
    office.down()
    for number in range(3):
        make_notice(member, "people.account", subject=f"Événement {number}", at=clock())
        tick()
        clock.advance(minutes=1)
    office.up()
    clock.advance(minutes=5)
    tick()
    [letter] = office.letters
    assert letter["Subject"].startswith("Danaya DE, 3 messages")


@pytest.mark.parametrize(
    ("reply", "where", "reason", "code"),
    [
        ("451 greylisted", "replies", Reason.LATER, 451),
        ("550 not allowed", "sender_reply", Reason.SENDER, 550),
        ("452 busy", "sender_reply", Reason.LATER, 452),
        ("554 spam", "data_reply", Reason.SENDER, 554),
    ],
)
def test_other_refusals_are_not_the_addresss_fault(office, member, clock, tick, reply, where, reason, code):
    make_notice(member, "test.invitation", at=clock())
    setattr(office, where, {"awa@chambre.example": reply} if where == "replies" else reply)
    tick()
    assert waits_because(reason, code)
    assert refused_addresses(today()) == []


# Refused addresses


def test_refused_address_is_shown_and_gets_nothing_more(office, member, clock, tick):
    other = make_account(email="ama@chambre.example")
    office.replies = {"awa@chambre.example": "550 no such user"}
    for account in (member, other):
        make_notice(account, "test.invitation", at=clock())
    tick()
    assert [letter["To"] for letter in office.letters] == ["ama@chambre.example"]
    refused = Mail.objects.get(state=State.REFUSED)
    assert (refused.reason, refused.reply, refused.account) == (Reason.ADDRESS, 550, member)
    assert [row.account for row in refused_addresses(today())] == [member]
    office.replies = {}
    make_notice(member, "people.account", at=clock())
    clock.advance(days=1)
    tick()
    assert office.to("awa@chambre.example") == []


def test_new_address_gets_what_the_old_one_refused(office, member, clock, tick):
    office.replies = {"awa@chambre.example": "550 no such user"}
    make_notice(member, "test.invitation", subject="Réunion", at=clock())
    tick()
    member.email = "awa.diarra@chambre.example"
    member.save()
    clock.advance(minutes=1)
    tick()
    assert refused_addresses(today()) == []
    assert "Réunion" in text_of(office.to("awa.diarra@chambre.example")[0])


def test_try_again_takes_refused_addresses_for_good(office, member, clock, tick):
    office.replies = {"awa@chambre.example": "550 relaying denied"}
    make_notice(member, "test.invitation", at=clock())
    tick()
    office.replies = {}
    try_again(actor=None, at=clock())
    tick()
    assert len(office.letters) == 1
    assert refused_addresses(today()) == []


def test_try_again_does_not_wait_for_the_pause(office, member, clock, tick):
    make_notice(member, "test.invitation", at=clock())
    office.down()
    tick()
    office.up()
    try_again(actor=None, at=clock())
    tick()
    assert len(office.letters) == 1


# What is kept, and where nothing goes


def test_neither_address_nor_words_are_kept_in_mails_journal_or_log(office, member, clock, tick, caplog):
    secret = "Attente confidentielle"
    office.replies = {"refuse@chambre.example": "550 <refuse@chambre.example>: no such user here"}
    refused = make_account(email="refuse@chambre.example")
    with caplog.at_level(logging.DEBUG):
        for account in (member, refused):
            make_notice(account, "test.invitation", subject=secret, at=clock())
        ask_test_mail(member, actor=None, at=clock())
        tick()
        try_again(actor=None, at=clock())
    kept = serializers.serialize("json", Mail.objects.all())
    journal = serializers.serialize("json", Entry.objects.all())
    ours = "".join(record.getMessage() for record in caplog.records if record.name.startswith("danaya"))
    assert len(office.letters) == 2
    assert "did not go" in ours
    for place in (kept, journal, ours):
        for private in ("awa@chambre", "refuse@chambre", secret, "no such user"):
            assert private not in place
    assert digest_of("refuse@chambre.example") not in journal


@pytest.mark.parametrize("where", ["no server", "demonstration"])
def test_no_mail_leaves(office, member, clock, tick, settings, where):
    if where == "demonstration":
        settings.DEMONSTRATION = True
    else:
        settings.MAIL = None
    make_notice(member, "people.account", at=clock())
    make_notice(member, "test.routine", at=clock())
    for _hour in range(24 * 7):
        tick()
        clock.advance(hours=1)
    assert office.letters == []
    assert not Mail.objects.exists()
    assert Notice.objects.unread().count() == 2


def test_counts(office, member, clock, tick):
    assert (mail_counts().waiting, mail_counts().last_sent, mail_counts().failing) == (0, None, None)
    make_notice(member, "test.invitation", at=clock())
    office.down()
    tick()
    assert (mail_counts().waiting, mail_counts().failing) == (1, mail())
    office.up()
    clock.advance(minutes=5)
    tick()
    assert (mail_counts().waiting, mail_counts().last_sent, mail_counts().failing) == (0, clock(), None)
