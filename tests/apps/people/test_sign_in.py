"""Getting in and out: password, printed code, second factor, one click in the demonstration, shared computers."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from danaya.apps.people.actions.make_recovery_sheet import make_recovery_sheet
from danaya.apps.people.actions.reset_with_recovery_code import reset_with_recovery_code
from danaya.apps.people.actions.set_temporary_password import set_temporary_password
from danaya.apps.people.models import Account, Role
from danaya.base.journal.entries import history
from danaya.engines.language import Problem
from tests.apps.people.factories import (
    PASSWORD,
    make_account,
    make_administration,
    make_post,
    make_tenure,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
NEW = "encore quatre mots choisis"


@pytest.fixture(autouse=True)
def installation(settings):
    settings.TODAY = date(2026, 5, 4)
    cache.clear()
    make_administration()


@pytest.fixture
def tenure():
    return make_tenure(post=make_post(Role.COORDINATOR, sign_in_name="coordonnateur"))


def sign_in(client, login="coordonnateur", password=PASSWORD):
    return client.post(reverse("account_login"), {"login": login, "password": password})


def words(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def is_signed_in(client):
    return client.get(reverse("people:my_account")).status_code == 200


# Password


def test_sign_in_by_post_name_acts_under_that_post(client, tenure):
    response = sign_in(client)
    assert response.status_code == 302
    assert client.get(reverse("people:my_account")).wsgi_request.acting == tenure


def test_sign_in_answers_the_same_whether_or_not_somebody_is_named(client, tenure):
    wrong = sign_in(client, password="not the password")
    nobody = sign_in(client, login="personne", password="not the password")
    assert wrong.status_code == nobody.status_code == 200
    assert words(wrong) == words(nobody)
    assert "Vérifiez l’identifiant et le mot de passe" in words(wrong)


def test_sign_in_to_pages_asked_for_and_never_to_another_site(client, tenure):
    for following, expected in (("/organisations/", "/organisations/"), ("https://elsewhere.example/", "/")):
        other = Client()
        data = {"login": "coordonnateur", "password": PASSWORD, "next": following}
        assert other.post(reverse("account_login"), data)["Location"] == expected


def test_sign_in_field_is_ready_for_password_managers_and_pasting(client):
    html = client.get(reverse("account_login")).content.decode()
    assert re.search(r'name="login"[^>]*autocomplete="username"', html)
    assert re.search(r'name="password"[^>]*autocomplete="current-password"', html)


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_reset_password", "account_email", "account_set_password", "mfa_trust"],
)
def test_what_is_not_needed_of_allauth_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_sign_in_shows_pages_in_the_persons_language(client):
    make_tenure(post=make_post(sign_in_name="expert"), account=make_account(language="en"))
    sign_in(client, "expert")
    assert "My account" in words(client.get(reverse("people:my_account")))


# Shared computers


def test_session_ends_with_the_browser_and_pages_are_not_kept(client, tenure, settings):
    sign_in(client)
    response = client.get(reverse("people:my_account"))
    cookie = response.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert cookie["httponly"]
    assert 0 < client.session.get_expiry_age() <= 3600
    assert "no-store" in response["Cache-Control"]


def test_sign_out_ends_and_clears(client, tenure):
    sign_in(client)
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_signed_in(client)
    response = client.post(reverse("account_logout"))
    assert response["Location"] == reverse("people:signed_out")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_signed_in(client)
    assert client.get(response["Location"]).status_code == 200


# Posts


def test_person_with_two_posts_chooses_under_which_to_act(client, tenure):
    other = make_tenure(Role.TRAINER, account=tenure.account, since=date(2026, 1, 1))
    client.force_login(tenure.account)
    home = client.get("/")
    assert str(other.post_id) in home.content.decode()
    assert client.get(reverse("people:add_organisation")).status_code == 200
    client.post(reverse("people:choose_post"), {"post": str(other.post_id)})
    assert client.get("/").wsgi_request.acting == other
    assert client.get(reverse("people:add_organisation")).status_code == 403


def test_post_of_somebody_else_can_not_be_chosen(client, tenure):
    trainer = make_tenure(Role.TRAINER)
    client.force_login(trainer.account)
    client.post(reverse("people:choose_post"), {"post": str(tenure.post_id)})
    assert client.get("/").wsgi_request.acting == trainer


def test_rights_end_during_a_session_on_the_day_the_tenure_ends(client, tenure, settings):
    tenure.until = date(2026, 5, 5)
    tenure.save()
    client.force_login(tenure.account)
    assert client.get(reverse("people:organisations")).status_code == 200
    settings.TODAY = date(2026, 5, 5)
    for _ in range(2):
        response = client.get(reverse("people:organisations"))
        assert response["Location"] == f"{reverse('account_login')}?next={reverse('people:organisations')}"


# Printed codes


def test_printed_code_gives_a_new_password_once(client, tenure):
    code = make_recovery_sheet(tenure.account, actor=None, at=AT)
    data = {"identifier": "coordonnateur", "code": code.lower(), "password1": NEW, "password2": NEW}
    response = client.post(reverse("people:recover"), data)
    assert response["Location"] == reverse("people:my_account")
    assert is_signed_in(client)
    assert Account.objects.get(pk=tenure.account_id).check_password(NEW)
    again = Client().post(reverse("people:recover"), {**data, "password1": PASSWORD, "password2": PASSWORD})
    assert again.status_code == 200
    assert Account.objects.get(pk=tenure.account_id).check_password(NEW)


def test_printed_code_answers_the_same_whoever_is_named(client, tenure):
    make_recovery_sheet(tenure.account, actor=None, at=AT)
    data = {"code": "AAAA-BBBB-CCCC-DDDD", "password1": NEW, "password2": NEW}
    wrong = client.post(reverse("people:recover"), {**data, "identifier": "coordonnateur"})
    nobody = client.post(reverse("people:recover"), {**data, "identifier": "personne"})
    assert words(wrong).replace("coordonnateur", "") == words(nobody).replace("personne", "").replace(
        "coordonnateur", ""
    )


def test_printed_code_tries_are_limited(client, tenure):
    data = {"identifier": "coordonnateur", "code": "AAAA-BBBB-CCCC-DDDD", "password1": NEW, "password2": NEW}
    answers = [client.post(reverse("people:recover"), data).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


def test_printed_code_is_kept_as_a_hash_only_and_the_former_one_ends(tenure):
    first = make_recovery_sheet(tenure.account, actor=tenure, at=AT)
    second = make_recovery_sheet(tenure.account, actor=tenure, at=AT)
    kept = [code.code_hash for code in tenure.account.recovery_codes.all()]
    assert not any(plain in stored for plain in (first, second) for stored in kept)
    with pytest.raises(Problem):
        reset_with_recovery_code("coordonnateur", first, NEW, at=AT)
    assert reset_with_recovery_code("coordonnateur", second, NEW, at=AT) == tenure.account
    assert "people.make_recovery_sheet" in [entry.verb for entry in history(tenure.account)]


@pytest.mark.parametrize(("later", "works"), [(timedelta(days=29), True), (timedelta(days=30), False)])
def test_code_of_a_first_sheet_works_for_its_time(tenure, later, works):
    code = make_recovery_sheet(tenure.account, actor=None, at=AT, lasts=timedelta(days=30))
    if works:
        assert reset_with_recovery_code("coordonnateur", code, NEW, at=AT + later) == tenure.account
        return
    with pytest.raises(Problem) as caught:
        reset_with_recovery_code("coordonnateur", code, NEW, at=AT + later)
    assert caught.value.code == "recovery-code-refused"


def test_own_sheet_asks_for_the_password_first(client, tenure):
    sign_in(client)
    response = client.get(reverse("people:my_sheet"))
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    confirmed = client.post(response["Location"], {"password": PASSWORD, "next": reverse("people:my_sheet")})
    assert confirmed["Location"] == reverse("people:my_sheet")
    shown = client.post(reverse("people:my_sheet"))
    code = re.search(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}", shown.content.decode())[0]
    assert reset_with_recovery_code("coordonnateur", code, NEW, at=AT) == tenure.account


def test_wrong_password_does_not_confirm(client, tenure):
    sign_in(client)
    response = client.post(reverse("account_reauthenticate"), {"password": "not the password"})
    assert response.status_code == 200
    assert client.get(reverse("people:my_sheet")).status_code == 302


# Passwords set by somebody else


def test_password_set_by_another_must_change_before_anything_else(client, tenure):
    dictated = set_temporary_password(tenure.account, actor=None, at=AT)
    sign_in(client, password=dictated)
    assert client.get(reverse("people:organisations"))["Location"] == reverse("people:change_password")
    assert client.get(reverse("parts"))["Location"] == reverse("people:change_password")
    data = {"old_password": dictated, "password1": dictated, "password2": dictated}
    assert client.post(reverse("people:change_password"), data).status_code == 200
    assert client.get(reverse("people:organisations")).status_code == 302
    client.post(reverse("people:change_password"), {**data, "password1": NEW, "password2": NEW})
    assert client.get(reverse("people:organisations")).status_code == 200


@pytest.mark.parametrize(
    ("changes", "words_shown"),
    [
        ({"old_password": "no"}, "Vérifiez votre mot de passe actuel"),
        ({"password2": "autre chose encore"}, "Saisissez le même mot de passe"),
        ({"password1": "court", "password2": "court"}, "Choisissez un mot de passe d’au moins 10 caractères"),
        ({"password1": "1234567890", "password2": "1234567890"}, "quatre mots, par exemple"),
        ({"password1": "motdepasse1234", "password2": "motdepasse1234x"}, "Saisissez le même mot de passe"),
    ],
)
def test_change_of_password_that_is_not_right_keeps_the_present_one(client, tenure, changes, words_shown):
    client.force_login(tenure.account)
    data = {"old_password": PASSWORD, "password1": NEW, "password2": NEW, **changes}
    response = client.post(reverse("people:change_password"), data)
    assert response.status_code == 200
    assert words_shown in words(response)
    assert Account.objects.get(pk=tenure.account_id).check_password(PASSWORD)


def test_change_of_password_ends_the_other_sessions(client, tenure):
    elsewhere = Client()
    sign_in(client)
    sign_in(elsewhere)
    client.post(reverse("people:change_password"), {"old_password": PASSWORD, "password1": NEW, "password2": NEW})
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)


@pytest.mark.parametrize("how", ["sheet", "dictate"])
def test_coordinator_lets_somebody_in_who_lost_everything(client, tenure, how):
    locked_out = make_tenure(Role.MEMBER, post=make_post(Role.MEMBER, sign_in_name="point-focal"))
    Authenticator.objects.create(user=locked_out.account, type="totp", data={"secret": "x"})
    client.force_login(tenure.account)
    address = reverse("people:help_account", args=[locked_out.account_id])
    response = client.post(address, {"how": how, "without_authenticators": "on"})
    secret = re.search(r"<code[^>]*>(\w{4}(?:-\w{4}){3})<", response.content.decode())[1]
    assert not Authenticator.objects.exists()
    if how == "sheet":
        assert reset_with_recovery_code("point-focal", secret, NEW, at=AT) == locked_out.account
    else:
        assert sign_in(Client(), "point-focal", secret).status_code == 302


# Second factor


@pytest.fixture
def authenticator(client, tenure):
    """An authenticator added through the pages; returns what it shows now."""
    sign_in(client)
    page = client.get(reverse("mfa_activate_totp"), follow=True)
    client.post(page.redirect_chain[-1][0], {"password": PASSWORD, "next": reverse("mfa_activate_totp")})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert f">{secret}<" in page.content.decode()
    added = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert added["Location"] == reverse("mfa_view_recovery_codes")
    cache.clear()
    return lambda: code_of(secret)


def code_of(secret):
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


def test_authenticator_is_asked_for_after_the_password(client, tenure, authenticator):
    fresh = Client()
    assert sign_in(fresh)["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(fresh)
    assert fresh.get(reverse("mfa_authenticate")).status_code == 200
    assert fresh.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert not is_signed_in(fresh)
    assert fresh.post(reverse("mfa_authenticate"), {"code": authenticator()}).status_code == 302
    assert is_signed_in(fresh)


def test_one_time_codes_are_made_to_be_printed_and_work_once(client, tenure, authenticator):
    page = client.get(reverse("mfa_view_recovery_codes"))
    codes = page.context["unused_codes"]
    assert len(codes) == 10
    assert all(code in page.content.decode() for code in codes)
    for attempt, signed in ((1, True), (2, False)):
        fresh = Client()
        sign_in(fresh)
        fresh.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert is_signed_in(fresh) is signed, attempt


def test_printed_recovery_code_does_not_pass_the_second_factor(client, tenure, authenticator):
    code = make_recovery_sheet(tenure.account, actor=None, at=AT)
    fresh = Client()
    data = {"identifier": "coordonnateur", "code": code, "password1": NEW, "password2": NEW}
    assert fresh.post(reverse("people:recover"), data)["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(fresh)


def test_secrets_of_authenticators_are_encrypted_in_the_database(client, tenure, authenticator):
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert stored.startswith("gAAAA")


def test_authenticator_can_be_taken_off(client, tenure, authenticator):
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert sign_in(Client())["Location"] == "/"
