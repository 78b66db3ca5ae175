"""Pages of findings on hand-made analyses: who reads what, and what each page must say."""

import pytest
from django.urls import reverse

from danaya.apps.people.models import Role
from tests.apps.findings.factories import (
    make_analysis,
    make_dataset,
    make_finding,
    make_pack,
    make_release,
    make_round,
    make_table,
)
from tests.apps.people.factories import make_administration, make_tenure

pytestmark = pytest.mark.django_db
PAGES = ("restitution", "method", "tables", "pack")


@pytest.fixture(autouse=True)
def administration():
    return make_administration()


def sign_in(client, role, language="fr"):
    tenure = make_tenure(role)
    client.force_login(tenure.account)
    client.cookies["django_language"] = language
    return tenure


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ANALYST, Role.DIRECTOR])
def test_team_and_director_read_an_analysis_before_its_release(client, role):
    analysis = make_analysis()
    sign_in(client, role)
    for page in PAGES:
        text_of(client.get(reverse(f"findings:{page}", args=[analysis.pk])))


@pytest.mark.parametrize("role", [Role.MEMBER, Role.OBSERVER, Role.FACILITATOR])
def test_forum_reads_released_analyses_only(client, role):
    kept, released = make_analysis(), make_analysis(released=True)
    sign_in(client, role)
    for name in PAGES:
        assert client.get(reverse(f"findings:{name}", args=[kept.pk])).status_code == 403
        text_of(client.get(reverse(f"findings:{name}", args=[released.pk])))
    for name in ("finding", "basis"):
        assert client.get(reverse(f"findings:{name}", args=[kept.pk, "C-01"])).status_code == 403
        text_of(client.get(reverse(f"findings:{name}", args=[released.pk, "C-01"])))
    listed = text_of(client.get(reverse("findings:list")))
    assert str(released.pk) in listed
    assert str(kept.pk) not in listed


def test_technical_administrator_reads_no_results(client):
    analysis = make_analysis(released=True)
    sign_in(client, Role.TECHNICIAN)
    assert client.get(reverse("findings:restitution", args=[analysis.pk])).status_code == 403
    assert client.get(reverse("findings:list")).status_code == 403


def test_restitution_lists_its_findings_with_links(client):
    analysis = make_analysis()
    sign_in(client, Role.ANALYST)
    page = text_of(client.get(reverse("findings:restitution", args=[analysis.pk])))
    assert reverse("findings:finding", args=[analysis.pk, "C-01"]) in page
    assert "restitution fr" in page


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Sur quoi repose ce constat"), ("en", "What this finding rests on")]
)
def test_basis_shows_figures_questions_and_digests_in_the_language_of_the_page(client, language, words):
    analysis = make_analysis()
    sign_in(client, Role.ANALYST, language)
    page = text_of(client.get(reverse("findings:basis", args=[analysis.pk, "C-01"])))
    assert words in page
    assert {"fr": "−2,3", "en": "−2.3"}[language] in page
    assert {"fr": "Les frais sont affichés.", "en": "Fees are posted."}[language] in page
    assert "d" * 64 in page
    assert analysis.digest in page


def test_basis_shows_a_protected_figure_as_c_with_its_note(client):
    analysis = make_analysis()
    sign_in(client, Role.ANALYST)
    page = text_of(client.get(reverse("findings:basis", args=[analysis.pk, "C-01"])))
    assert "<span>c</span>" in page
    assert "moins de 10\u00a0réponses" in page


def test_finding_leads_to_its_basis_and_its_neighbours(client):
    analysis = make_analysis()
    make_finding(analysis, "C-02")
    sign_in(client, Role.ANALYST)
    page = text_of(client.get(reverse("findings:finding", args=[analysis.pk, "C-01"])))
    assert reverse("findings:basis", args=[analysis.pk, "C-01"]) in page
    assert reverse("findings:finding", args=[analysis.pk, "C-02"]) in page


def test_finding_that_is_not_there_is_not_found(client):
    analysis = make_analysis()
    sign_in(client, Role.ANALYST)
    assert client.get(reverse("findings:finding", args=[analysis.pk, "C-99"])).status_code == 404


def test_every_page_says_that_its_data_were_replaced_and_why(client):
    round_ = make_round()
    dataset = make_dataset(round_)
    analysis = make_analysis(dataset, earlier=make_dataset(make_round()))
    make_dataset(round_, dataset, {"fr": "Poids inversés.", "en": "Weights swapped."})
    sign_in(client, Role.COORDINATOR)
    addresses = [
        reverse(f"findings:{name}", args=[analysis.pk]) for name in (*PAGES, "comparison", "director", "release")
    ]
    addresses += [reverse(f"findings:{name}", args=[analysis.pk, "C-01"]) for name in ("finding", "basis")]
    for address in addresses:
        page = text_of(client.get(address))
        assert "reconnues fausses" in page, address
        assert "Poids inversés." in page, address
        assert reverse("findings:analyse", args=[round_.pk]) in page, address
    assert "données remplacées" in text_of(client.get(reverse("findings:list")))


def test_data_of_the_earlier_round_replaced_is_said_too(client):
    before = make_round()
    dataset = make_dataset(before)
    analysis = make_analysis(earlier=dataset)
    make_dataset(before, dataset, {"fr": "Doublons.", "en": "Duplicates."})
    sign_in(client, Role.ANALYST)
    assert "Doublons." in text_of(client.get(reverse("findings:restitution", args=[analysis.pk])))


def test_reported_results_are_marked_at_every_step(client):
    analysis = make_analysis(make_table(make_round(kind="reported")))
    sign_in(client, Role.COORDINATOR)
    names = [(name, []) for name in (*PAGES, "director", "release")] + [("finding", ["C-01"]), ("basis", ["C-01"])]
    for name, more in names:
        page = text_of(client.get(reverse(f"findings:{name}", args=[analysis.pk, *more])))
        assert "Communiqué, non recalculable." in page, name
    for name in ("list", "rounds"):
        assert "communiqué, non recalculable" in text_of(client.get(reverse(f"findings:{name}"))), name


def test_older_analysis_leads_to_the_newer_one(client, clock):
    dataset = make_dataset(make_round())
    older = make_analysis(dataset, at=clock())
    clock.advance(hours=1)
    newer = make_analysis(dataset, at=clock())
    sign_in(client, Role.ANALYST)
    page = text_of(client.get(reverse("findings:restitution", args=[older.pk])))
    assert reverse("findings:restitution", args=[newer.pk]) in page
    assert str(older.pk) not in text_of(client.get(reverse("findings:list")))


def test_comparison_shows_then_now_change_and_why_not(client):
    reason = {"fr": "La question a été reformulée.", "en": "The question was reworded."}
    verdict = {"audience": "private", "factor": "transparency", "item": "", "comparable": False, "reason": reason}
    analysis = make_analysis(earlier=make_dataset(make_round()), comparability=[{**verdict, "caution": {}}])
    sign_in(client, Role.ANALYST)
    page = text_of(client.get(reverse("findings:comparison", args=[analysis.pk])))
    assert "Transparence" in page
    assert "4,2" in page
    assert "La question a été reformulée." in page


def test_comparison_without_an_earlier_round_leads_back(client):
    analysis = make_analysis()
    sign_in(client, Role.ANALYST)
    response = client.get(reverse("findings:comparison", args=[analysis.pk]))
    assert response["Location"] == reverse("findings:restitution", args=[analysis.pk])


def test_rounds_side_by_side_show_each_round_once(client):
    first, second = (
        make_analysis(make_dataset(make_round(year=2024))),
        make_analysis(make_dataset(make_round(year=2026))),
    )
    sign_in(client, Role.ANALYST)
    page = text_of(client.get(reverse("findings:rounds")))
    assert page.index(str(first.pk)) < page.index(str(second.pk))
    assert page.count("4,2") == 2


def test_empty_list_says_who_must_act(client):
    sign_in(client, Role.MEMBER)
    assert "Pas encore de résultats" in text_of(client.get(reverse("findings:list")))


def test_closed_round_can_be_analysed_from_the_list_and_the_round(client):
    round_ = make_round()
    make_dataset(round_)
    sign_in(client, Role.ANALYST)
    address = reverse("findings:analyse", args=[round_.pk])
    assert address in text_of(client.get(reverse("findings:list")))
    assert "Analyser la ronde" in text_of(client.get(address))


def test_open_round_is_refused_with_what_to_do(client):
    sign_in(client, Role.ANALYST)
    response = client.get(reverse("findings:analyse", args=[make_round(state="draft").pk]))
    assert response.status_code == 422
    assert "Clôturez d&#x27;abord la ronde" in response.content.decode()


def test_ledger_lists_releases(client):
    analysis = make_analysis(released=True)
    sign_in(client, Role.ANALYST)
    page = text_of(client.get(reverse("findings:releases")))
    assert analysis.digest[:8] in page


def test_files_of_the_team_and_of_the_director_are_theirs_only(client):
    analysis = make_analysis(released=True)
    wanted = {
        Role.COORDINATOR: {"report.html", "director.pdf", "estimates.csv"},
        Role.DIRECTOR: {"report.html", "director.pdf"},
        Role.MEMBER: {"report.html"},
        Role.OBSERVER: {"report.html"},
    }
    for role, names in wanted.items():
        sign_in(client, role)
        page = text_of(client.get(reverse("findings:pack", args=[analysis.pk])))
        for name in ("report.html", "director.pdf", "estimates.csv"):
            address = reverse("findings:pack_file", args=[analysis.pk, "fr", name])
            assert (address in page) == (name in names), (role, name)
            assert (client.get(address).status_code == 200) == (name in names), (role, name)


def test_file_is_handed_out_as_a_download_under_a_closed_policy(client):
    analysis = make_analysis()
    sign_in(client, Role.ANALYST)
    response = client.get(reverse("findings:pack_file", args=[analysis.pk, "fr", "report.html"]))
    assert b"".join(response.streaming_content) == b"file"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("name", ["..%2Ffacts.json", "facts.json", "analysis.json"])
def test_file_outside_the_pack_does_not_exist(client, name):
    analysis = make_analysis()
    sign_in(client, Role.COORDINATOR)
    assert client.get(f"/findings/{analysis.pk}/pack/fr/{name}").status_code == 404


def test_files_made_for_the_team_wait_to_be_made_again_after_release(client):
    analysis = make_analysis()
    make_pack(analysis, "en")
    sign_in(client, Role.COORDINATOR)
    address = reverse("findings:pack", args=[analysis.pk])
    assert "Préparer les fichiers" not in text_of(client.get(address))
    make_release(analysis)
    assert "Préparer les fichiers" in text_of(client.get(address))


def test_style_of_drawn_parts_is_served_to_everyone(client):
    response = client.get(reverse("findings:style"))
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/css")
    assert ".finding" in response.content.decode()
