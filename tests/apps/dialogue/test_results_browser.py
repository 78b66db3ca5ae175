"""Results, room and files in Chromium: French and English, 320 and 1280 px, by keyboard, without script; a projected page fits."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from danaya.apps.dialogue.models import Phase
from danaya.apps.dialogue.votes.opinions import OpinionView, keep_opinions
from danaya.apps.people.models import Role
from tests.apps.dialogue.factories import make_room
from tests.apps.dialogue.told import Told
from tests.apps.people.factories import make_administration, make_tenure
from tests.browser import SCREENS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def told(live_server) -> Told:
    make_administration()
    told = Told()
    first, second, *_ = (str(one.pk) for one in told.texts)
    groups = ((62, ((first, "agree"), (second, "disagree"))), (38, ((second, "agree"),)))
    poll = told.room.consultation.polls.get()
    keep_opinions(poll, OpinionView(1, groups, ((2, 0.41, 0.97, 0.86), (3, 0.38, 0.7, 0.41))))
    return told


@pytest.fixture
def client(live_server) -> Client:
    client = Client()
    client.force_login(make_tenure(Role.MEMBER).account)
    return client


def addresses(told: Told) -> list[str]:
    pk = told.room.consultation.pk
    wanted = [("results",), ("measures",), ("files",), ("room",), ("room_text", 3), ("expectation", told.texts[0].pk)]
    wanted += [("results_list", kind) for kind in ("shared", "dividing", "unknown")]
    wanted += [("room_slide", kind, 1) for kind in ("shared", "dividing", "mattering")]
    return [reverse(f"dialogue:{name}", args=[pk, *args]) for name, *args in wanted]


@pytest.mark.parametrize(("language", "width"), SCREENS)
def test_every_page_is_accessible(told, client, new_page, assert_accessible, language, width):
    page, refused = new_page(language=language, width=width, client=client), []
    page.on("console", lambda message: refused.append(message.text))
    for address in addresses(told):
        assert page.goto(address).status == 200, address
        assert_accessible(page)
    assert refused == []


def test_page_before_the_first_count_is_accessible(live_server, client, new_page, assert_accessible):
    make_administration()
    room = make_room(Phase.OPEN)
    for name in ("results", "files", "room"):
        page = new_page(width=320, client=client)
        page.goto(reverse(f"dialogue:{name}", args=[room.consultation.pk]))
        assert_accessible(page)


def test_drawings_fit_the_screen(told, client, new_page):
    for width, shown, hidden in ((320, "narrow", "wide"), (1280, "wide", "narrow")):
        page = new_page(width=width, client=client)
        page.goto(reverse("dialogue:results", args=[told.room.consultation.pk]))
        expect(page.locator(f".drawing-{shown} svg").first).to_be_visible()
        expect(page.locator(f".drawing-{hidden} svg").first).to_be_hidden()
        box = page.locator(f".drawing-{shown} svg").first.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_from_a_headline_to_an_expectation_and_to_the_files_without_script(told, client, new_page):
    page = new_page(client=client, script=False)
    page.goto(reverse("dialogue:results", args=[told.room.consultation.pk]))
    page.get_by_role("link", name="Ce qui divise", exact=True).click()
    assert page.url.endswith("#dividing")
    page.get_by_role("table", name="Attentes qui divisent").get_by_role("link").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Attente A-04"
    expect(page.get_by_text("Divise nettement").first).to_be_visible()
    page.get_by_role("link", name="Tous les résultats").click()
    page.get_by_role("link", name="Fichiers de la consultation").click()
    with page.expect_download() as begun:
        page.get_by_role("link", name="Tous les chiffres en tableaux").first.click()
    assert begun.value.suggested_filename.endswith("-fr.xlsx")


def test_groups_of_opinion_stand_on_a_page_of_their_own(told, client, new_page):
    page = new_page(client=client, script=False)
    page.goto(reverse("dialogue:results", args=[told.room.consultation.pk]))
    assert "d'opinion" not in page.locator(".headlines").inner_text()
    page.get_by_role("link", name="Autres mesures").click()
    expect(page.get_by_role("heading", name="Groupe 1 : environ 62 % de ceux qui ont assez voté")).to_be_visible()
    expect(page.get_by_role("table", name="Tenue de chaque nombre de groupes").get_by_role("row")).to_have_count(3)


def test_filter_is_kept_from_list_to_list(told, client, new_page):
    page = new_page(client=client, script=False)
    page.goto(reverse("dialogue:results", args=[told.room.consultation.pk]))
    page.get_by_label("Facteur clé").select_option(label="Transparence")
    page.get_by_role("button", name="Afficher").click()
    assert "factor=transparency" in page.url
    page.get_by_role("link", name="Pas de différence nette").click()
    assert "factor=transparency" in page.url
    expect(page.get_by_role("row")).to_have_count(3)
    page.get_by_role("link", name="Retirer le filtre").click()
    assert "factor" not in page.url


def test_keys_lead_through_the_room_and_links_do_without_script(told, client, new_page):
    start = reverse("dialogue:room", args=[told.room.consultation.pk])
    page = new_page(client=client)
    page.goto(start)
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/room/shared/1/")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/room/shared/2/")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/room/shared/1/")
    plain = new_page(client=client, script=False)
    plain.goto(start)
    plain.get_by_role("link", name="Suivant").click()
    assert plain.url.endswith("/room/shared/1/")


def test_projected_pages_fit_the_image_and_are_read_from_eight_metres(told, client, new_page):
    """16:9: nothing is cut off, and what is read has 3.3 % of the width."""
    page = new_page(client=client)
    page.set_viewport_size({"width": 1280, "height": 720})
    address = reverse("dialogue:room", args=[told.room.consultation.pk])
    seen = 0
    while address:
        page.goto(address)
        sizes = page.evaluate("[document.documentElement.scrollHeight, document.documentElement.scrollWidth]")
        assert sizes == [720, 1280], page.url
        size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")
        assert size >= 0.033 * 1280 - 0.1
        drawing = page.locator(".drawn svg")
        if drawing.count():
            box = drawing.bounding_box()
            assert box["y"] + box["height"] <= 720
            # The drawing is made for 1,920: what the page shrinks it by, its text shrinks by.
            scale = page.evaluate("document.querySelector('.drawn svg').getScreenCTM().a") * 1920 / 1280
            assert scale > 26 / 33
        following = page.locator('nav a[rel="next"]')
        address = following.get_attribute("href") if following.count() else ""
        seen += 1
    assert seen > 4


def test_results_print_with_their_tables_and_without_navigation(told, client, new_page):
    import pypdfium2

    page = new_page(client=client)
    page.goto(reverse("dialogue:results", args=[told.room.consultation.pk]))
    pdf = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    text = " ".join(sheet.get_textpage().get_text_range() for sheet in pdf)
    assert "Vote 1, fini le 23 novembre 2026" in text
    assert "Se déconnecter" not in text
    assert "A-01" in text
