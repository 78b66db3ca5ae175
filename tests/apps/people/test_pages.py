"""Pages of organisations, posts, places and the administration, as the coordinator uses them."""

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from danaya.apps.people.models import (
    Account,
    Administration,
    Office,
    Organisation,
    Post,
    Region,
    Role,
    Side,
    Tenure,
)
from danaya.base.journal.entries import history
from tests.apps.people.factories import (
    PASSWORD,
    make_account,
    make_administration,
    make_jpeg,
    make_organisation,
    make_post,
    make_region,
    make_tenure,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)
NEW = "encore quatre mots choisis"


@pytest.fixture(autouse=True)
def coordinator(settings, client):
    settings.TODAY = TODAY
    cache.clear()
    make_administration()
    tenure = make_tenure(
        post=make_post(sign_in_name="coordonnateur", title={"fr": "Coordonnateur", "en": "Coordinator"})
    )
    client.force_login(tenure.account)
    return tenure


def words(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


# Handing over


def test_handing_over_shows_what_changes_for_whom_then_prints_the_sheet(client, coordinator):
    address = reverse("people:hand_over_post", args=[coordinator.post_id])
    data = {"who": "new", "display_name": "Moussa", "telephone": "76 12 34 56", "since": "4/5/2026", "until": ""}
    shown = client.post(address, data)
    text = words(shown)
    assert "perd les droits de ce poste (Coordonnateur)" in text
    assert "ne verra que son propre compte" in text
    assert "Moussa reçoit les droits" in text
    assert Tenure.objects.count() == 1

    done = client.post(address, {**data, "confirm": "yes"})
    code = re.search(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}", words(done))[0]
    assert "coordonnateur" in words(done)
    assert client.get(reverse("people:organisations")).status_code == 302
    assert not client.get("/").wsgi_request.user.is_authenticated

    successor = Client()
    entered = {"identifier": "coordonnateur", "code": code, "password1": NEW, "password2": NEW}
    assert successor.post(reverse("people:recover"), entered)["Location"] == reverse("people:my_account")
    assert successor.get(reverse("people:add_organisation")).status_code == 200
    assert Account.objects.get(display_name="Moussa").telephone == "+22376123456"
    verbs = [entry.verb for entry in history(coordinator.post)]
    assert verbs == ["people.hand_over_post"]


def test_handing_over_to_somebody_who_already_signs_in_needs_no_sheet(client, coordinator):
    trainer = make_tenure(Role.TRAINER, post=make_post(Role.TRAINER, sign_in_name="formateur"))
    post = make_post(Role.ANALYST)
    data = {"who": "known", "identifier": "formateur", "since": "10/05/2026", "confirm": "yes", "interim": "on"}
    response = client.post(reverse("people:hand_over_post", args=[post.pk]), data)
    tenure = post.tenures.get()
    assert (tenure.account, tenure.since, tenure.interim) == (trainer.account, date(2026, 5, 10), True)
    assert not re.search(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}", words(response))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"who": ""}, "who"),
        ({"who": "known", "identifier": "personne"}, "identifier"),
        ({"telephone": "76 00 00 01"}, "telephone"),
        ({"email": "TAKEN@douanes.ml"}, "email"),
        ({"since": "32/5/2026"}, "since"),
        ({"until": "1/5/2026"}, "until"),
    ],
)
def test_handing_over_that_is_not_right_says_so_beside_the_field(client, coordinator, changes, field):
    make_account(email="taken@douanes.ml", telephone="+22376000001")
    post = make_post(Role.ANALYST)
    data = {"who": "new", "since": "4/5/2026", "confirm": "yes", **changes}
    response = client.post(reverse("people:hand_over_post", args=[post.pk]), data)
    assert set(response.context["form"].errors) == {field}
    assert not post.tenures.exists()
    assert Account.objects.count() == 2


def test_handing_over_refused_by_a_rule_opens_no_account(client, coordinator):
    post = make_post(Role.VISITING_EXPERT)
    data = {"who": "new", "since": "4/5/2026", "confirm": "yes"}
    response = client.post(reverse("people:hand_over_post", args=[post.pk]), data)
    assert set(response.context["form"].errors) == {"until"}
    assert Account.objects.count() == 1


def test_handing_over_goes_back_to_the_form_with_all_that_was_typed(client, coordinator):
    data = {"who": "new", "display_name": "Moussa", "since": "4/5/2026", "back": "yes"}
    response = client.post(reverse("people:hand_over_post", args=[coordinator.post_id]), data)
    assert 'value="Moussa"' in response.content.decode()
    assert Tenure.objects.count() == 1


def test_member_hands_over_only_their_own_post(client):
    member, other = make_tenure(Role.MEMBER), make_tenure(Role.MEMBER)
    client.force_login(member.account)
    assert client.get(reverse("people:hand_over_post", args=[member.post_id])).status_code == 200
    assert client.get(reverse("people:hand_over_post", args=[other.post_id])).status_code == 403


@pytest.mark.parametrize(
    ("tenure", "status"), [({"until": date(2026, 5, 20)}, 403), ({"until": None}, 200), ({"interim": True}, 200)]
)
def test_rights_for_a_time_are_not_handed_on_for_longer(client, tenure, status):
    """Else a visiting expert would hand the post to themselves without an end."""
    held = make_tenure(Role.VISITING_EXPERT, **tenure)
    client.force_login(held.account)
    address = reverse("people:hand_over_post", args=[held.post_id])
    data = {"who": "new", "since": "5/5/2026", "until": "1/1/2040", "confirm": "yes"}
    shown = client.get(reverse("people:my_account")).content.decode()
    assert (address in shown) == (status == 200)
    assert client.get(address).status_code == status
    assert client.post(address, data).status_code == status


def test_refusals_of_the_last_coordinator_are_said_beside_the_field(client, coordinator):
    post, body = coordinator.post, coordinator.post.organisation
    facts = {"title_fr": "C", "title_en": "C", "sign_in_name": post.sign_in_name, "role": post.role, "active": "on"}
    asked = (
        ("people:end_tenure", coordinator.pk, {"until": "10/5/2026"}, "until"),
        ("people:change_post", post.pk, {**facts, "active": ""}, "active"),
        ("people:change_post", post.pk, {**facts, "role": Role.ANALYST}, "role"),
        ("people:change_organisation", body.pk, {"name_fr": "D", "name_en": "D", "acronym": body.acronym}, "active"),
        (
            "people:hand_over_post",
            post.pk,
            {"who": "new", "since": "5/5/2026", "until": "9/5/2026", "confirm": "y"},
            "since",
        ),
    )
    for name, key, data, field in asked:
        response = client.post(reverse(name, args=[key]), data)
        assert set(response.context["form"].errors) == {field}, name
        assert "Nommez d’abord un autre coordonnateur" in words(response)
    assert client.get(reverse("people:administration")).status_code == 200


def test_post_of_the_other_side_is_refused_beside_the_identifier(client, coordinator):
    post = make_post(Role.MEMBER)
    data = {"who": "known", "identifier": "coordonnateur", "since": "5/5/2026", "confirm": "yes"}
    response = client.post(reverse("people:hand_over_post", args=[post.pk]), data)
    assert set(response.context["form"].errors) == {"identifier"}
    assert "Choisissez une autre personne" in words(response)


def test_end_of_a_tenure(client):
    member = make_tenure(Role.MEMBER)
    address = reverse("people:end_tenure", args=[member.pk])
    assert client.post(address, {"until": "1/1/2019"}).status_code == 200
    client.post(address, {"until": "4 mai 2026"})
    member.refresh_from_db()
    assert member.until == TODAY
    client.force_login(member.account)
    assert client.get(reverse("people:organisations")).status_code == 403


def test_names_of_persons_are_for_the_coordinator(client):
    member = make_tenure(Role.MEMBER, account=make_account(display_name="Awa Traoré"))
    address = reverse("people:post", args=[member.post_id])
    assert "Awa Traoré" in words(client.get(address))
    client.force_login(make_tenure(Role.MEMBER).account)
    assert "Awa Traoré" not in words(client.get(address))
    assert "Awa Traoré" not in words(client.get(reverse("people:organisations")))


def test_technician_helps_customs_only(client):
    technician, member, analyst = make_tenure(Role.TECHNICIAN), make_tenure(Role.MEMBER), make_tenure(Role.ANALYST)
    client.force_login(technician.account)
    assert client.get(reverse("people:help_account", args=[analyst.account_id])).status_code == 200
    assert client.get(reverse("people:help_account", args=[member.account_id])).status_code == 403


# Organisations and posts


def test_organisation_and_post_are_added_and_changed(client):
    data = {
        "name_fr": "Union des transporteurs",
        "name_en": "Hauliers",
        "acronym": "UTR",
        "side": "private",
        "umbrella": "on",
    }
    client.post(reverse("people:add_organisation"), data)
    body = Organisation.objects.get(acronym="UTR")
    assert (body.name["en"], body.side, body.umbrella) == ("Hauliers", Side.PRIVATE, True)

    post_data = {
        "title_fr": "Point focal",
        "title_en": "Focal point",
        "sign_in_name": "pf-utr",
        "role": "member",
        "region": "",
    }
    client.post(reverse("people:add_post", args=[body.pk]), post_data)
    post = Post.objects.get(sign_in_name="pf-utr")
    assert (post.organisation, post.role) == (body, Role.MEMBER)

    client.post(reverse("people:change_post", args=[post.pk]), {**post_data, "title_fr": "Secrétaire", "active": ""})
    post.refresh_from_db()
    assert (post.title["fr"], post.active) == ("Secrétaire", False)

    client.post(reverse("people:change_organisation", args=[body.pk]), {**data, "acronym": "UTRM", "active": "on"})
    body.refresh_from_db()
    assert (body.acronym, body.side, body.active) == ("UTRM", Side.PRIVATE, True)
    assert [entry.verb for entry in history(body)] == ["people.add_organisation", "people.change_organisation"]


def test_forms_speak_french_with_capitals_and_say_where_one_is(client):
    body = make_organisation(Side.PRIVATE, name={"fr": "Chambre", "en": "Chamber"})
    pages = {
        reverse("people:add_organisation"): ("Nom", "Partie"),
        reverse("people:add_post", args=[body.pk]): ("Intitulé", "Région", "Tout le pays", "Chambre"),
        reverse("people:add_office"): ("Nom", "Région", "Aucune"),
    }
    for address, wanted in pages.items():
        shown = words(client.get(address))
        assert [word for word in wanted if word not in shown] == [], address
        assert "Region" not in shown
        assert "---------" not in shown
        assert "Vous êtes ici" in client.get(address).content.decode()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.DIRECTOR, Role.OBSERVER])
def test_private_body_gets_no_post_with_a_role_of_customs(client, role):
    body = make_organisation(Side.PRIVATE)
    data = {"title_fr": "X", "title_en": "X", "sign_in_name": "x", "role": role}
    assert client.post(reverse("people:add_post", args=[body.pk]), data).status_code == 200
    assert not body.posts.exists()


def test_organisation_that_takes_no_part_any_more_gives_no_rights(client):
    member = make_tenure(Role.MEMBER)
    body = member.post.organisation
    data = {"name_fr": "A", "name_en": "A", "acronym": body.acronym}
    client.post(reverse("people:change_organisation", args=[body.pk]), data)
    client.force_login(member.account)
    assert client.get(reverse("people:organisations")).status_code == 403


# Places and administration


def test_regions_are_lines_and_a_removed_one_is_kept_inactive(client):
    kept, removed = make_region(code="kayes", name={"fr": "Kayes", "en": "Kayes"}), make_region(code="kita")
    client.post(reverse("people:places"), {"lines": "Ségou\nKayes\n"})
    assert [(region.code, region.order) for region in Region.objects.filter(active=True)] == [
        ("segou", 0),
        ("kayes", 1),
    ]
    kept.refresh_from_db()
    removed.refresh_from_db()
    assert kept.name == {"fr": "Kayes", "en": "Kayes"}
    assert removed.active is False


def test_region_written_again_is_the_same_region(client):
    region = make_region(code="kayes", name={"fr": "Kayes"}, active=False)
    client.post(reverse("people:places"), {"lines": "Kayes"})
    region.refresh_from_db()
    assert region.active is True


def test_office_is_added_and_changed(client):
    region = make_region()
    data = {"name_fr": "Bureau de Diboli", "name_en": "Diboli office", "kind": "office", "region": str(region.pk)}
    client.post(reverse("people:add_office"), data)
    office = Office.objects.get()
    assert (str(office.region.pk), office.kind) == (str(region.pk), "office")
    client.post(reverse("people:change_office", args=[office.pk]), {**data, "kind": "brigade"})
    office.refresh_from_db()
    assert (office.kind, office.active) == ("brigade", False)


def test_administration_is_changed_and_keeps_its_logo(client):
    address = reverse("people:administration")
    data = {
        "name_fr": "Douanes du Mali",
        "name_en": "Mali Customs",
        "short_name": "DGD",
        "time_zone": "Africa/Niamey",
        "alert_channel_fr": "BACI",
    }
    client.post(address, {**data, "logo": SimpleUploadedFile("logo.jpg", make_jpeg())})
    client.post(address, data)
    current = Administration.objects.get()
    assert current.time_zone == "Africa/Niamey"
    assert (current.name["en"], current.alert_channel, bytes(current.logo)) == (
        "Mali Customs",
        {"fr": "BACI"},
        make_jpeg(),
    )
    shown = Client().get(reverse("people:logo"))
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "sandbox" in shown["Content-Security-Policy"]


def test_day_begins_in_the_administrations_time_zone(client, coordinator, settings, monkeypatch):
    late = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: late)
    settings.TODAY = None
    for zone, day in (("Africa/Bamako", date(2026, 5, 4)), ("Indian/Mauritius", date(2026, 5, 5))):
        Administration.objects.update(time_zone=zone)
        page = client.get(reverse("people:hand_over_post", args=[coordinator.post_id]))
        assert page.context["form"].initial["since"] == day


def test_administration_with_no_known_time_zone_is_refused():
    current = Administration.current()
    current.time_zone = "Mali/Bamako"
    with pytest.raises(ValidationError):
        current.full_clean()


def test_my_account_is_changed(client, coordinator):
    data = {"display_name": "Awa", "email": "Awa@Douanes.ml", "telephone": "(+223) 76 12 34 56", "language": "en"}
    client.post(reverse("people:my_account"), data)
    account = Account.objects.get(pk=coordinator.account_id)
    assert (account.email, account.telephone, account.language) == ("awa@douanes.ml", "+22376123456", "en")
    assert account.check_password(PASSWORD)


@pytest.mark.parametrize(("field", "value"), [("telephone", "12"), ("telephone", "+22370000001"), ("email", "b@b.ml")])
def test_my_account_with_an_address_that_is_not_mine_is_refused(client, field, value):
    make_account(email="b@b.ml", telephone="+22370000001")
    data = {"display_name": "", "email": "", "telephone": "", "language": "fr", field: value}
    response = client.post(reverse("people:my_account"), data)
    assert set(response.context["form"].errors) == {field}
