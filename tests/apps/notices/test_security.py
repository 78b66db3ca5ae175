"""What happens to an account is told to it at once, whatever it chose: through the pages and actions of people."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.urls import reverse

from danaya.apps.notices import security
from danaya.apps.notices.actions.change_preferences import stop_mail
from danaya.apps.notices.models import Notice, Urgency
from danaya.apps.people.actions.change_password import change_password
from danaya.apps.people.actions.end_tenure import end_tenure
from danaya.apps.people.actions.hand_over_post import hand_over_post
from danaya.apps.people.actions.make_recovery_sheet import FIRST_SIGN_IN, make_recovery_sheet
from danaya.apps.people.actions.reset_with_recovery_code import reset_with_recovery_code
from danaya.apps.people.actions.set_temporary_password import set_temporary_password
from danaya.apps.people.models import Role
from danaya.apps.people.news import ACCOUNT_NEWS, Happening
from danaya.engines.language import LANGUAGES
from tests.apps.people.factories import make_account, make_administration, make_tenure

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 4, 9, tzinfo=ZoneInfo("Africa/Bamako"))
PASSWORD = "encore quatre mots choisis"


def told(account):
    return [str(notice) for notice in Notice.objects.filter(account=account).order_by("at", "id")]


@pytest.fixture
def coordinator():
    make_tenure()  # another one stays when this one leaves
    return make_tenure()


@pytest.fixture
def member():
    return make_tenure(Role.MEMBER)


def test_words_stand_for_everything_that_can_happen():
    assert set(security.TOLD) == set(Happening)
    for words in security.TOLD.values():
        assert set(words.subject) == set(words.body) == set(LANGUAGES)
        assert all(len(subject.format(post="", day="30 septembre 2026")) <= 80 for subject in words.subject.values())
        assert not any("!" in said or "euillez" in said for said in (*words.subject.values(), *words.body.values()))


def test_password_changed(member):
    change_password(member.account, PASSWORD, actor=member, at=AT)
    assert told(member.account) == ["Votre mot de passe a été changé"]
    notice = Notice.objects.get()
    assert (notice.urgency, notice.at, notice.url) == (Urgency.SECURITY, AT, "/account/")
    assert notice.subject["en"] == "Your password was changed"
    assert PASSWORD not in str(notice.subject) + str(notice.body)


def test_recovery_code_used(member):
    member.account.email = "awa@chambre.example"
    member.account.save()
    code = make_recovery_sheet(member.account, actor=member, at=AT)
    assert told(member.account) == []
    reset_with_recovery_code("awa@chambre.example", code, PASSWORD, at=AT)
    assert told(member.account) == ["Votre code imprimé a servi à choisir un nouveau mot de passe"]
    assert code not in str(Notice.objects.get().body)


def test_temporary_password_given_by_help(member, coordinator):
    set_temporary_password(member.account, actor=coordinator, at=AT, without_authenticators=True)
    assert sorted(told(member.account)) == [
        "Clés d’accès et authentification de votre compte ont été retirées",
        "Un mot de passe provisoire a été donné pour votre compte",
    ]


def test_code_printed_by_help_is_told_but_not_the_sheet_of_a_new_holder(member, coordinator):
    make_recovery_sheet(member.account, actor=coordinator, at=AT, lasts=FIRST_SIGN_IN)
    assert told(member.account) == []
    make_recovery_sheet(member.account, actor=coordinator, at=AT)
    assert told(member.account) == ["Un code de secours a été imprimé pour votre compte"]


def test_post_handed_over(member, coordinator):
    successor = make_account()
    hand_over_post(member.post, successor, since=date(2026, 5, 10), actor=coordinator, at=AT)
    assert told(successor) == ["Un poste vous est transmis à partir du 10 mai 2026"]
    assert told(member.account) == ["Vous quittez un poste le 10 mai 2026"]
    received = Notice.objects.get(account=successor)
    assert member.post.title["fr"] in received.body["fr"]
    assert member.post.title["en"] in received.body["en"]
    assert received.subject["en"] == "A post is handed over to you from 10 May 2026"


def test_colleagues_hear_when_another_organisation_hands_over_their_post(member, coordinator):
    """Whoever coordinates can put somebody on a federation's post: not unseen."""
    colleague, other = make_tenure(Role.MEMBER, member.post.organisation), make_tenure(Role.MEMBER)
    hand_over_post(member.post, make_account(), since=date(2026, 5, 10), actor=colleague, at=AT)
    assert told(colleague.account) == []
    hand_over_post(member.post, make_account(), since=date(2026, 5, 20), actor=coordinator, at=AT)
    assert told(colleague.account) == ["Un poste de votre organisation change de titulaire le 20 mai 2026"]
    assert told(other.account) == told(coordinator.account) == []


def test_post_handed_over_to_its_own_holder_is_not_left(member, coordinator):
    hand_over_post(member.post, member.account, since=date(2026, 5, 10), actor=coordinator, at=AT)
    assert told(member.account) == ["Un poste vous est transmis à partir du 10 mai 2026"]


def test_tenure_ended(member, coordinator):
    end_tenure(member, until=date(2026, 5, 31), actor=coordinator, at=AT)
    assert told(member.account) == ["Vous quittez un poste le 31 mai 2026"]


def test_what_the_installation_sets_up_is_no_news(member):
    hand_over_post(member.post, make_account(), since=date(2026, 5, 10), actor=None, at=AT)
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("signal", "kind", "subject"),
    [
        (authenticator_added, "webauthn", "Une clé d’accès a été ajoutée à votre compte"),
        (authenticator_removed, "webauthn", "Une clé d’accès de votre compte a été retirée"),
        (authenticator_added, "totp", "Une application d’authentification a été ajoutée à votre compte"),
        (authenticator_removed, "totp", "L’application d’authentification de votre compte a été retirée"),
    ],
)
def test_passkeys_and_authenticators(member, rf, signal, kind, subject):
    authenticator = Authenticator(user=member.account, type=kind, data={})
    signal.send(sender=Authenticator, request=rf.get("/"), user=member.account, authenticator=authenticator)
    assert told(member.account) == [subject]


def test_spare_codes_made_along_with_a_passkey_are_no_news(member, rf):
    codes = Authenticator(user=member.account, type=Authenticator.Type.RECOVERY_CODES, data={})
    authenticator_added.send(sender=Authenticator, request=rf.get("/"), user=member.account, authenticator=codes)
    assert told(member.account) == []


def test_code_used_on_the_page_is_told(client):
    make_administration()
    member = make_tenure(Role.MEMBER)
    code = make_recovery_sheet(member.account, actor=member, at=AT)
    typed = {"identifier": member.post.sign_in_name, "code": code, "password1": PASSWORD, "password2": PASSWORD}
    assert client.post(reverse("people:recover"), typed).status_code == 302
    assert told(member.account) == ["Votre code imprimé a servi à choisir un nouveau mot de passe"]


def test_follower_that_fails_does_not_break_the_act(member, monkeypatch, caplog):
    def fails(news):
        Notice.objects.create(account=news.account, kind="x", urgency="routine", subject={}, at=AT)
        raise RuntimeError("boom")

    monkeypatch.setattr(ACCOUNT_NEWS, "followers", [fails])
    change_password(member.account, PASSWORD, actor=member, at=AT)
    member.account.refresh_from_db()
    assert member.account.check_password(PASSWORD)
    assert not Notice.objects.exists()
    assert "people.account" in caplog.text


def test_security_mail_comes_although_mails_were_stopped(office, clock, tick):
    make_administration()
    member = make_tenure(Role.MEMBER, account=make_account(email="awa@chambre.example"))
    stop_mail(member.account, at=clock())
    change_password(member.account, PASSWORD, actor=member, at=clock())
    tick()
    [letter] = office.letters
    assert letter["Subject"] == "Danaya DE, 1 message\u00a0: Votre mot de passe a été changé"
