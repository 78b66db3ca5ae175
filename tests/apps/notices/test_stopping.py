"""The link at the foot of a mail: a button stops the mails of one account, without sign-in; nothing else opens."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from danaya.apps.notices.actions.change_preferences import change_preferences
from danaya.apps.notices.addresses import account_of, stop_path
from danaya.apps.notices.models import Preferences
from danaya.base.journal.entries import history
from tests.apps.notices.factories import AT
from tests.apps.people.factories import make_account

pytestmark = pytest.mark.django_db
FRENCH = {"accept-language": "fr"}


def test_stop_link_works_without_sign_in_by_its_button_only(client, member):
    path = stop_path(member)
    assert "Rien n’a encore changé" in unescape(client.get(path, headers=FRENCH).content.decode())
    assert Preferences.of(member).mail
    answer = client.post(path, headers=FRENCH)
    assert "Ces courriels sont arrêtés" in unescape(answer.content.decode())
    assert not Preferences.of(member).mail
    assert history(Preferences.objects.get()).get().verb == "notices.stop_mail"


def test_stop_link_cannot_be_pressed_by_another_site(member):
    robot = Client(enforce_csrf_checks=True)
    assert robot.post(stop_path(member), headers={"origin": "https://elsewhere.example"}).status_code == 403
    assert Preferences.of(member).mail


def test_stop_link_twice_is_harmless(client, member):
    for _press in range(2):
        client.post(stop_path(member))
    assert history(Preferences.objects.get()).count() == 1


def test_stop_link_keeps_other_choices(client, member):
    change_preferences(member, mail=True, refused_kinds=["test.other"], days=[1], paused_until=None, actor=None, at=AT)
    client.post(stop_path(member))
    kept = Preferences.objects.get()
    assert (kept.mail, kept.refused_kinds, kept.days) == (False, ["test.other"], [1])


def test_stop_link_opens_nothing_else(client, member):
    client.post(stop_path(member))
    assert client.get(reverse("notices:list")).status_code == 302
    # No other site learns the address; without any referrer browsers would send the form as from nowhere, which is refused.
    assert client.get(stop_path(member))["Referrer-Policy"] == "same-origin"
    assert "no-store" in client.get(stop_path(member))["Cache-Control"]
    html = client.get(stop_path(member)).content.decode()
    assert str(member) not in html
    assert "awa@" not in html


def test_forged_or_cut_stop_link_stops_nobody(client, member):
    token = stop_path(member).split("/")[-2]
    other = make_account()
    forged = token.replace(member.pk.hex, other.pk.hex)
    for wrong in (forged, token[:-4], token.replace("mail.", "sms."), "x", "mail.:"):
        assert account_of(wrong) is None
        answer = client.post(reverse("notices:stop", args=[wrong]), headers=FRENCH)
        assert answer.status_code == 404
        assert "Ce lien n’est pas entier" in unescape(answer.content.decode())
    assert not Preferences.objects.exists()
