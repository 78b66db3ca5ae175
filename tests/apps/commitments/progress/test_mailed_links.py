"""Mails that ask for something carry a link to answer without signing in: for their reader, one commitment, thirty days."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache

from danaya.apps.commitments.actions.progress import revoke_link
from danaya.apps.commitments.actions.progress.handing_over import link_for_mail
from danaya.apps.commitments.models import Claim, CommitmentState, Followed, Update
from danaya.apps.commitments.progress.pieces import seal_of
from danaya.apps.commitments.progress.tidings import tell_reminder, tell_update_due
from danaya.apps.notices.actions.gather_mail import gather_mail
from danaya.apps.notices.actions.send_mail import send_mail
from danaya.apps.notices.models import Notice
from danaya.apps.notices.server import MailServer
from danaya.apps.people.actions.hand_over_post import hand_over_post
from danaya.base.cards.models import Card
from danaya.base.journal.models import Entry
from tests.apps.commitments.factories import AT, TODAY
from tests.apps.commitments.progress.people import draw, later, make_desk
from tests.apps.commitments.progress.phones import Phone, text_of
from tests.apps.notices.post_office import html_of
from tests.apps.notices.post_office import text_of as words_of
from tests.apps.people.factories import make_account, make_administration
from tests.attacks.voices import tables

pytestmark = pytest.mark.django_db

HOUSE = "https://danaya.douanes.example"
UTC = ZoneInfo("UTC")


@pytest.fixture(autouse=True)
def _house(settings):
    settings.TODAY, settings.ADDRESS = TODAY, HOUSE
    cache.clear()


@pytest.fixture
def desk():
    make_administration()
    made = make_desk()
    for tenure, name in (
        (made.owner, "porteur"),
        (made.counterpart, "contrepartie"),
        (made.secretary_customs, "point"),
    ):
        tenure.account.email = f"{name}@mali.example"
        tenure.account.save()
    return made


class Box:
    """Where mails end here."""

    def __init__(self):
        self.letters = {}

    def carry(self, letter, to):
        self.letters.setdefault(to.partition("@")[0], []).append(letter)

    def close(self):
        pass


def delivered(first=AT, days=7):
    """What a week's mails bring, by reader."""
    box, server = Box(), MailServer("mail.example", 25, "Danaya <danaya@mali.example>")
    for day in range(days):
        at = (first + timedelta(days=day)).replace(hour=12)
        gather_mail(at=at, zone=UTC)
        send_mail(box, server, at=at, zone=UTC)
    return box.letters


def codes_in(letter):
    return re.findall(rf"{HOUSE}/e/([^/\s\"]+)", words_of(letter))


def ask(desk, at=AT):
    tell_update_due(desk.commitment, Followed.objects.get(commitment=desk.commitment).next_update, at)


def test_whoever_is_asked_answers_the_three_questions_from_the_mail(desk):
    ask(desk)
    [letter] = delivered()["porteur"]
    [code] = codes_in(letter)
    assert "Sans vous connecter (ce lien est à vous seul" in words_of(letter).replace("\u202f", " ")
    assert html_of(letter).count(code) == 1
    phone = Phone(code)
    assert 'name="obstacle"' in text_of(phone.home())
    text_of(phone.update(done="Deux postes affichés."))
    assert (Update.objects.get().by, Update.objects.get().by_link) == (desk.owner.post, True)
    card = Card.objects.get(purpose="commitments.link")
    assert card.expires_on == card.issued_on + timedelta(days=30)


def test_the_counterpart_answers_a_claim_with_its_pin_and_not_by_the_mail_alone(desk):
    claim, pin = desk.claim(), desk.pin(desk.counterpart.post)
    [code] = [code for letter in delivered()["contrepartie"] for code in codes_in(letter)]
    phone, sent = Phone(code), {"answer": "full", "seen": seal_of(claim)}
    assert "code secret" in text_of(phone.do("answer", claim, **sent), 422)
    assert not Claim.objects.get().confirmations.exists()
    text_of(phone.do("answer", claim, **sent, pin=pin))
    assert Claim.objects.get().confirmations.get().by == desk.counterpart.post


def test_one_link_for_all_that_a_mail_says_of_one_commitment(desk):
    ask(desk)
    tell_reminder(desk.commitment, desk.step(), "before", AT)
    [letter] = delivered()["porteur"]
    assert len(codes_in(letter)) == 1


def test_only_a_party_has_a_link(desk):
    tell_reminder(desk.commitment, desk.step(), "secretary", AT)
    [letter] = delivered()["point"]
    assert codes_in(letter) == []
    assert not Card.objects.filter(purpose="commitments.link").exists()


def test_earlier_mails_stay_good_and_all_end_together(desk):
    for number in range(2):
        notice = Notice(kind="commitments.update_due", post=desk.owner.post, about_id=str(desk.commitment.pk))
        assert link_for_mail(notice, later(number), random=draw)
    assert Card.objects.filter(purpose="commitments.link").good_on(TODAY).count() == 2
    assert revoke_link(desk.commitment, desk.owner.post, actor=desk.parties.coordinator, at=later(1)) == 2


def test_post_handed_over_ends_them(desk):
    ask(desk)
    [code] = codes_in(delivered()["porteur"][0])
    hand_over_post(
        desk.owner.post, to=make_account(), since=later(7).date(), actor=desk.parties.coordinator, at=later(7)
    )
    assert "ouvre" in text_of(Phone(code).home(), 404)


def test_what_ended_meanwhile_has_none(desk):
    ask(desk)
    desk.commitment.state = CommitmentState.WITHDRAWN
    desk.commitment.save()
    assert [codes_in(letter) for letter in delivered().get("porteur", [])] == [[]]


def test_without_an_address_of_the_installation_none_is_made(desk, settings):
    settings.ADDRESS = ""
    ask(desk)
    [letter] = delivered()["porteur"]
    assert "/e/" not in words_of(letter)
    assert not Card.objects.filter(purpose="commitments.link").exists()


def test_link_stands_in_the_mail_and_nowhere_here_and_the_journal_says_who_got_one(desk):
    ask(desk)
    [code] = codes_in(delivered()["porteur"][0])
    kept = "\n".join(line for lines in tables().values() for line in lines)
    assert code not in kept
    assert code.replace("-", "") not in kept
    entry = Entry.objects.get(verb="commitments.issue_link")
    assert '"by_mail":true' in entry.body
    assert str(desk.owner.post_id) in entry.body
