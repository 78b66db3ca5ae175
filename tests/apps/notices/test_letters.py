"""What a mail says: its headers, its links, its words in plain text and HTML."""

import pytest

from danaya.apps.notices.actions.ask_test_mail import ask_test_mail
from danaya.apps.notices.addresses import account_of, stop_path
from danaya.apps.notices.models import Mail, State
from danaya.engines.language import Problem
from tests.apps.notices.conftest import ADDRESS
from tests.apps.notices.factories import make_notice
from tests.apps.notices.post_office import SENDER, html_of, text_of
from tests.apps.people.factories import make_account

pytestmark = pytest.mark.django_db


def mail():
    return Mail.objects.get()


def test_mail_leads_to_pages_of_this_installation_only(office, member, clock, tick):
    notice = make_notice(member, "test.invitation", subject="Réunion du 12 <b>mai</b>", at=clock())
    tick()
    [letter] = office.letters
    links = [word for word in text_of(letter).split() if "://" in word]
    assert len(links) == 4
    assert all(link.startswith(f"{ADDRESS}/notices/") for link in links)
    assert f"{ADDRESS}/notices/{notice.pk}/" in links
    html = html_of(letter)
    assert html.count("http") == html.count(f'href="{ADDRESS}/notices/')
    assert "<img" not in html
    assert "<script" not in html
    assert "Réunion du 12 &lt;b&gt;mai&lt;/b&gt;" in html
    assert "Réunion du 12 <b>mai</b>" in text_of(letter)


def test_headers(office, member, clock, tick):
    make_notice(member, "test.invitation", at=clock())
    tick()
    [letter] = office.letters
    assert (letter["From"], letter["To"]) == (SENDER, "awa@chambre.example")
    assert letter["Message-ID"] == f"<{mail().pk}@douanes.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"].datetime == clock()
    assert office.envelopes == [("danaya@douanes.example", ["awa@chambre.example"], False)]
    stop = letter["List-Unsubscribe"].strip("<>")
    assert stop.startswith(f"{ADDRESS}/notices/stop/")
    assert account_of(stop.split("/")[-2]) == member


def test_address_that_stops_mails_goes_on_one_line_as_it_is(office, member, clock, tick):
    """Broken into encoded pieces, as Python would, no mail program finds it."""
    make_notice(member, "test.invitation", at=clock())
    tick()
    lines = office.received[0].split(b"\r\n\r\n")[0].split(b"\r\n")
    assert f"List-Unsubscribe: <{ADDRESS}{stop_path(member)}>".encode() in lines
    assert all(len(line) < 998 for line in lines)


def test_without_an_address_of_the_installation_words_say_where_to_look(office, member, clock, tick, settings):
    settings.ADDRESS = ""
    make_notice(member, "test.invitation", at=clock())
    tick()
    [letter] = office.letters
    assert "://" not in text_of(letter)
    assert "href" not in html_of(letter)
    assert "ouvrez «\u202fMessages\u202f» en haut de la page" in text_of(letter)
    assert "ouvrez «\u202fMon compte\u202f»" in text_of(letter)
    assert letter["List-Unsubscribe"] is None


def test_subject_cannot_add_headers(office, member, clock, tick):
    make_notice(member, "test.invitation", subject="Un\r\nBcc: autre@ailleurs.example", at=clock())
    tick()
    [letter] = office.letters
    assert letter["Bcc"] is None
    assert "Un Bcc" in letter["Subject"]


def test_test_mail_goes_to_oneself(office, member, clock, tick):
    ask_test_mail(member, actor=None, at=clock())
    tick()
    [letter] = office.letters
    assert letter["Subject"] == "Danaya DE\u00a0: courriel d’essai"
    assert letter["To"] == "awa@chambre.example"
    assert "il n’y a rien à faire" in text_of(letter)
    assert mail().state == State.SENT


def test_test_mail_needs_an_address(clock):
    with pytest.raises(Problem) as caught:
        ask_test_mail(make_account(), actor=None, at=clock())
    assert caught.value.code == "no-mail-address"
    assert not Mail.objects.exists()
