"""Pages of notices: one's own only, opening changes nothing, a button acts; choices; stopping by a link; state of mails."""

import re
from datetime import date, timedelta
from html import unescape
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from danaya.apps.notices.actions.change_preferences import change_preferences
from danaya.apps.notices.actions.mark_read import mark_read
from danaya.apps.notices.addresses import stop_path
from danaya.apps.notices.forms import kinds_to_choose
from danaya.apps.notices.models import Mail, Notice, Preferences, State
from danaya.apps.people.models import Role
from danaya.base.journal.entries import history
from danaya.base.journal.models import Entry
from tests.apps.notices.factories import AT, make_notice
from tests.apps.notices.post_office import text_of
from tests.apps.people.factories import make_account, make_tenure

pytestmark = pytest.mark.django_db
FRENCH = {"accept-language": "fr"}


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = date(2026, 5, 4)


@pytest.fixture
def reader(client, member):
    client.force_login(member)
    return client


def page(client, name, *arguments, **query):
    answer = client.get(reverse(f"notices:{name}", args=arguments), query, headers=FRENCH)
    assert answer.status_code == 200
    return unescape(answer.content.decode()).replace("\u202f", " ").replace("\u00a0", " ")


# The list


def test_list_shows_what_is_unread_first_and_by_day(reader, member):
    read = make_notice(member, subject="Déjà vu", at=AT)
    mark_read(read, account=member, at=AT)
    make_notice(member, subject="D’hier", at=AT - timedelta(days=1))
    make_notice(member, subject="Du jour", at=AT)
    html = page(reader, "list")
    places = [
        html.index(words) for words in ("2 messages à lire", "vendredi 1 mai 2026", "Du jour", "jeudi 30", "D’hier")
    ]
    assert places == sorted(places)
    assert html.index("Déjà lus") < html.index("Déjà vu")
    assert "Déjà vu" not in html[: html.index("Déjà lus")]


def test_list_without_notices_says_what_will_stand_here(reader):
    html = page(reader, "list")
    assert "Rien de nouveau à lire" in html
    assert "attend son prochain titulaire" in html


def test_list_of_many_read_notices_has_pages(reader, member):
    for number in range(31):
        mark_read(
            make_notice(member, subject=f"N° {number:02}", at=AT - timedelta(hours=number)), account=member, at=AT
        )
    assert "N° 30" not in page(reader, "list")
    assert "N° 30" in page(reader, "list", page="2")


def test_notices_of_others_exist_for_nobody_else(reader):
    other = make_notice(make_account(), subject="Pas pour vous")
    assert "Pas pour vous" not in page(reader, "list")
    assert reader.get(reverse("notices:notice", args=[other.pk])).status_code == 404
    assert reader.post(reverse("notices:read", args=[other.pk])).status_code == 404
    assert not Notice.objects.get().is_read


def test_frame_counts_unread_notices_in_one_query(reader, member, django_assert_num_queries):
    from danaya.apps.notices.slots import inbox

    tenure = make_tenure(Role.MEMBER, account=member)
    make_notice(member)
    make_notice(tenure.post, "test.routine")
    make_notice(make_account())
    with django_assert_num_queries(1):
        assert inbox(["frame"], member)["frame"][0].unread == 2
    html = unescape(reader.get("/", headers=FRENCH).content.decode())
    assert re.search(r'<a href="/notices/">Messages <span class="unread">2 non lus</span></a>', html)
    Notice.objects.mark_read(member, AT)
    assert '<a href="/notices/">Messages</a>' in unescape(reader.get("/", headers=FRENCH).content.decode())


def test_frame_shows_nothing_to_strangers(client, member):
    make_notice(member)
    assert "/notices/" not in client.get("/").content.decode()


# One notice


def test_notice_shows_its_words_and_the_way_to_its_subject(reader, member):
    tenure = make_tenure(Role.MEMBER, account=member)
    notice = make_notice(tenure.post, "test.routine", subject="Votre attente", url="/findings/", at=AT)
    html = page(reader, "notice", notice.pk)
    assert "<h1>Votre attente</h1>" in html
    assert "Corps." in html
    assert f"au poste : {tenure.post.title['fr']}" in html
    assert "Suites données" in html
    assert 'href="/findings/"' in html
    assert "le titulaire du poste" in html


def test_ready_text_is_neutral_and_names_no_personal_link(reader, member, settings):
    settings.ADDRESS = "https://danaya.douanes.example"
    notice = make_notice(member, "test.routine", subject="Votre attente & la suite", url="/findings/", at=AT)
    html = page(reader, "notice", notice.pk)
    ready = "Danaya DE : Votre attente & la suite\nÀ lire ici : https://danaya.douanes.example/findings/"
    assert f">{ready}</textarea>" in html
    for address, opening in (("whatsapp", "whatsapp://send?text="), ("sms", "sms:?body=")):
        found = re.search(rf'href="({re.escape(opening)}[^"]*)"', html)
        assert found, address
        assert unquote(found[1].removeprefix(opening)).replace("\u00a0", " ") == ready
    assert "Corps" not in ready
    assert str(notice.pk) not in ready


def test_ready_text_without_an_address_says_where_in_words(reader, member):
    html = page(reader, "notice", make_notice(member, subject="Sujet", at=AT).pk)
    assert "Danaya DE : Sujet\nÀ lire dans Danaya, après connexion comme d’habitude.</textarea>" in html


def test_markup_in_a_notice_is_shown_not_obeyed(reader, member):
    make_notice(member, subject="<script>alert(1)</script>", at=AT)
    for address in (reverse("notices:list"), Notice.objects.get().get_absolute_url()):
        assert b"<script>alert" not in reader.get(address).content


def test_read_button_marks_and_leads_on(reader, member):
    one, other = make_notice(member, at=AT), make_notice(member, url="/findings/", at=AT)
    assert reader.post(reverse("notices:read", args=[one.pk]))["Location"] == reverse("notices:list")
    assert reader.post(reverse("notices:read", args=[other.pk]), {"open": "1"})["Location"] == "/findings/"
    assert not Notice.objects.unread().exists()
    assert "Lu le 4 mai 2026" in page(reader, "notice", one.pk)


def test_read_all_marks_what_the_list_showed(reader, member):
    make_notice(member, at=AT)
    make_notice(member, at=AT)
    until = re.search(r'name="until" value="([^"]+)"', page(reader, "list"))[1]
    later = make_notice(member, subject="Plus tard", at=AT + timedelta(seconds=1))
    reader.post(reverse("notices:read_all"), {"until": until})
    assert list(Notice.objects.unread()) == [later]


@pytest.mark.parametrize("until", ["", "hier", "2026-13-45T00:00:00+00:00", "2026-05-04T00:00:00"])
def test_read_all_without_its_moment_says_what_to_do(reader, member, until):
    make_notice(member, at=AT)
    answer = reader.post(reverse("notices:read_all"), {"until": until}, headers=FRENCH)
    assert answer.status_code == 422
    assert "Retournez à la liste" in unescape(answer.content.decode())
    assert Notice.objects.unread().exists()


def state():
    """Everything of ours and of the journal that a page could change."""
    return [list(model.objects.order_by("pk").values()) for model in (Notice, Mail, Preferences, Entry)]


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_any_link_changes_nothing(reader, member, office, clock, tick, method):
    """What a preview robot, a mail filter or a prefetching browser does: with and without somebody's session."""
    notice = make_notice(member, "test.invitation", at=clock())
    tick()
    [letter] = office.letters
    links = [word for word in letter.get_body(("plain",)).get_content().split() if "://" in word]
    paths = {link.removeprefix("https://danaya.douanes.example") for link in links}
    paths |= {reverse(f"notices:{name}") for name in ("list", "preferences", "read_all", "mail")}
    paths |= {reverse("notices:read", args=[notice.pk]), stop_path(member)}
    before = state()
    for visitor in (reader, Client()):
        for path in paths:
            assert getattr(visitor, method)(path).status_code < 500
    assert state() == before
    assert len(paths) == 7


# Choices


def choices(**changes):
    typed = {
        "language": "fr",
        "mail": "on",
        "kinds": ["test.routine", "test.invitation", "test.other"],
        "days": ["0", "3"],
        "paused_until": "",
    }
    return {name: value for name, value in {**typed, **changes}.items() if value is not None}


def send(reader, **changes):
    return reader.post(reverse("notices:preferences"), choices(**changes), headers=FRENCH)


def test_preferences_begin_with_all_mails_on_monday_and_thursday(reader):
    html = page(reader, "preferences")
    checked = set(re.findall(r'<input type="checkbox"[^>]*value="([^"]+)"[^>]*checked', html))
    assert {"test.routine", "test.invitation", "test.other", "0", "3"} <= checked
    assert "Protection de votre compte" in html
    assert 'value="people.account"' not in html


def test_preferences_are_kept_and_journalled_without_their_values(reader, member):
    answer = send(reader, language="en", kinds=["test.routine"], days=["1"], paused_until="1er juin 2026")
    assert answer["Location"] == reverse("notices:preferences")
    kept = Preferences.objects.get(account=member)
    assert (kept.mail, kept.days, kept.paused_until) == (True, [1], date(2026, 6, 1))
    assert kept.refused_kinds == sorted(kind.name for kind in kinds_to_choose() if kind.name != "test.routine")
    member.refresh_from_db()
    assert member.language == "en"
    entry = history(kept).get()
    assert entry.payload == {"changed": ["days", "paused_until", "refused_kinds"]}
    assert "test." not in entry.body


def test_preferences_can_be_changed_again(reader, member):
    send(reader, mail=None)
    send(reader, days=["2"])
    kept = Preferences.objects.get(account=member)
    assert (kept.mail, kept.days) == (True, [2])


def test_language_is_changed_without_losing_how_one_is_reached(reader, member):
    send(reader, language="en")
    member.refresh_from_db()
    assert (member.language, member.email) == ("en", "awa@chambre.example")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"days": ["0", "2", "4"]}, "Choisissez un ou deux jours"),
        ({"days": []}, "Choisissez une réponse pour « Jours de l’envoi groupé »"),
        ({"days": ["8"]}, ""),
        ({"paused_until": "bientôt"}, ""),
        ({"kinds": ["no.such"]}, ""),
        ({"language": "xx"}, ""),
    ],
)
def test_wrong_choice_says_what_to_do_and_changes_nothing(reader, member, changes, said):
    answer = send(reader, **changes)
    html = unescape(answer.content.decode()).replace("\u202f", " ")
    assert answer.status_code == 422
    assert "Il y a un problème" in html
    assert said in html
    assert not Preferences.objects.exists()


def test_refusal_of_a_kind_that_no_app_declares_now_is_kept(reader, member):
    change_preferences(member, mail=True, refused_kinds=["gone.kind"], days=[0], paused_until=None, actor=None, at=AT)
    send(reader, kinds=[kind.name for kind in kinds_to_choose()])
    assert Preferences.objects.get().refused_kinds == ["gone.kind"]


def test_account_page_leads_to_the_choices(reader):
    html = unescape(reader.get(reverse("people:my_account"), headers=FRENCH).content.decode())
    assert f'<a href="{reverse("notices:preferences")}">Messages et courriels</a>' in html


def test_pages_say_that_no_mail_is_sent_from_here(reader, member, settings):
    notice = make_notice(member, at=AT)
    for html in (page(reader, "list"), page(reader, "preferences"), page(reader, "notice", notice.pk)):
        assert "Aucun courriel ne part d’ici" in html


def test_pages_of_an_installation_with_mail_do_not(reader, member, office):
    notice = make_notice(member, at=AT)
    for html in (page(reader, "list"), page(reader, "preferences"), page(reader, "notice", notice.pk)):
        assert "Aucun courriel ne part d’ici" not in html


# State of mails


@pytest.fixture
def coordinator(member):
    tenure = make_tenure(Role.COORDINATOR, account=make_account(email="coord@douanes.example"))
    client = Client()
    client.force_login(tenure.account)
    return client


def test_mail_state_without_a_server_says_what_to_write(coordinator):
    html = page(coordinator, "mail")
    assert "Aucun courriel ne part d’ici" in html
    assert "[mail]" in html


def test_mail_state_of_the_demonstration(coordinator, settings):
    settings.DEMONSTRATION = True
    assert "La démonstration n’envoie aucun courriel" in page(coordinator, "mail")


def test_mail_state_shows_refused_addresses_by_post(coordinator, office, member, clock, tick):
    office.replies = {"awa@chambre.example": "550 no such user"}
    make_notice(member, "test.invitation", at=clock())
    tick()
    html = page(coordinator, "mail")
    assert "Les courriels partent d’ici" in html
    assert "1 adresse refusée" in html
    assert str(make_post_of(member)) in html
    assert "awa@chambre" not in html
    coordinator.post(reverse("notices:retry"))
    assert "Aucune adresse n’a été refusée" in page(coordinator, "mail")


def test_mail_that_came_back_is_marked_like_a_refused_address(coordinator, office, member, clock, tick):
    make_notice(member, "test.invitation", subject="Réunion", at=clock())
    tick()
    address = reverse("notices:came_back")
    for nobodys in ("", "inconnu@chambre.example", "awa@"):
        refused = coordinator.post(address, {"address": nobodys})
        assert refused.status_code == 422
        assert f'value="{nobodys}"' in refused.content.decode() or not nobodys
    assert coordinator.post(address, {"address": " Awa@Chambre.example "}).status_code == 302
    html = page(coordinator, "mail")
    assert "1 adresse refusée" in html
    assert str(make_post_of(member)) in html
    assert "awa@chambre" not in html
    assert coordinator.post(address, {"address": "awa@chambre.example"}).status_code == 422, "nothing went since"
    make_notice(member, "test.invitation", subject="Autre", at=clock())
    tick()
    assert len(office.letters) == 1
    member.email = "awa.diarra@chambre.example"
    member.save()
    clock.advance(minutes=1)
    tick()
    assert "Réunion" in "".join(text_of(letter) for letter in office.to("awa.diarra@chambre.example"))


def make_post_of(account):
    from danaya.apps.people.acting import tenures_today

    return tenures_today(account)[0].post


def test_mail_state_says_why_mails_do_not_go(coordinator, office, member, clock, tick):
    office.down()
    make_notice(member, "test.invitation", at=clock())
    tick()
    html = page(coordinator, "mail")
    assert "Les courriels ne partent pas pour le moment" in html
    assert "le serveur de courriel n’a pas répondu" in html


def test_test_mail_goes_to_whoever_asks(coordinator, office, clock, tick):
    answer = coordinator.post(reverse("notices:test_mail"), headers=FRENCH, follow=True)
    assert "part vers vous dans la minute" in unescape(answer.content.decode())
    clock.advance(days=1)
    tick()
    assert [letter["To"] for letter in office.letters] == ["coord@douanes.example"]
    assert "Votre dernier courriel d’essai" in page(coordinator, "mail")


def test_test_mail_without_a_server_makes_nothing(coordinator):
    answer = coordinator.post(reverse("notices:test_mail"), headers=FRENCH, follow=True)
    assert "aucun courriel ne peut partir" in unescape(answer.content.decode())
    assert not Mail.objects.exists()


def test_test_mail_without_an_address_of_ones_own_says_what_to_do(office, member):
    client = Client()
    client.force_login(make_tenure(Role.TECHNICIAN).account)
    assert "indiquez d’abord une adresse" in page(client, "mail")
    answer = client.post(reverse("notices:test_mail"), headers=FRENCH)
    assert answer.status_code == 422
    assert not Mail.objects.filter(state=State.WAITING).exists()
