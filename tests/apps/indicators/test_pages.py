"""Pages of frameworks and figures: the way of a table, what is kept when it is refused, what each viewer sees."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from danaya.apps.indicators.models import Draft, Figure, Framework, Kind, Objective, Series
from danaya.apps.people.models import Role
from danaya.base.files.models import Visibility
from tests.apps.indicators.factories import (
    DATA,
    make_draft,
    make_figure,
    make_framework,
    make_known_series,
    make_series,
)
from tests.apps.people.factories import make_administration, make_organisation, make_tenure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings):
    from datetime import date

    settings.TODAY = date(2026, 5, 4)


@pytest.fixture
def sign_in(client):
    """Return what signs in a post, in a language."""
    make_administration()

    def act(role=Role.COORDINATOR, organisation=None, language="en"):
        tenure = make_tenure(role, organisation)
        client.force_login(tenure.account)
        client.cookies["django_language"] = language
        return tenure

    return act


def words(response):
    """The words of a page, without its markup."""
    text = re.sub(r"<(style|script|title|desc).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text).replace("\u00a0", " ").replace("\u202f", " "))
    return plain.replace("&#x27;", "'")


def send(client, name, *args, **data):
    return client.post(reverse(f"indicators:{name}", args=args), data, follow=True)


def get(client, name, *args):
    return client.get(reverse(f"indicators:{name}", args=args))


def table(name):
    return SimpleUploadedFile(name, (DATA / name).read_bytes())


def as_sent(form):
    """What a browser sends of a form as it is shown."""
    return {name: form[name].value() or "" for name in form.fields}


def test_way_of_a_plan_from_its_table_to_its_objectives(client, sign_in):
    sign_in()
    assert "Visible to all parties of the platform" in words(get(client, "new_framework"))
    page = send(client, "new_framework", title_fr="Plan 2025-2028", kind=Kind.PLAN)
    framework = Framework.objects.get()
    assert page.resolver_match.view_name == "indicators:upload_objectives"
    assert "Visible to all parties of the platform" in words(page)
    page = send(client, "upload_objectives", framework.pk, file=table("objectives.csv"))
    assert page.resolver_match.view_name == "indicators:columns"
    assert "Publier tous les tarifs et redevances" in words(page)
    draft = Draft.objects.get()
    page = send(client, "columns", draft.pk, **as_sent(page.context["form"]))
    assert page.resolver_match.view_name == "indicators:preview"
    assert "New 5" in words(page)
    assert not Objective.objects.exists()
    page = send(client, "preview", draft.pk, **as_sent(page.context["form"]))
    assert page.resolver_match.view_name == "indicators:framework"
    assert "Taken: new: 5." in words(page)
    assert "2.1 Halve the time to release" in words(page)


def test_way_of_figures_with_what_is_not_understood(client, sign_in):
    make_known_series()
    sign_in(language="fr")
    page = send(client, "upload_figures", file=table("figures-long.csv"))
    draft = Draft.objects.get()
    page = send(client, "columns", draft.pk, **as_sent(page.context["form"]))
    assert "ligne 7, colonne « Valeur » « beaucoup » n’est pas un nombre" in words(page)
    shown = page.context["form"]["shown"].value()
    page = send(client, "preview", draft.pk, shown=shown)
    assert page.status_code == 422
    assert "Cochez « Laisser de côté ce qui n'est pas compris »" in words(page)
    assert not Figure.objects.exists()
    page = send(client, "preview", draft.pk, shown=shown, leave_aside="on")
    assert Figure.objects.count() == 4
    assert "49,75 heures février 2025" in words(page)


def test_stale_preview_is_shown_anew_and_can_then_be_taken(client, sign_in):
    delay, _complaints = make_known_series()
    draft = make_draft("figures-long.csv", actor=sign_in())
    shown = get(client, "preview", draft.pk).context["form"]["shown"].value()
    make_figure(delay, "janvier 2025", "99")
    page = send(client, "preview", draft.pk, shown=shown, leave_aside="on")
    assert page.status_code == 422
    assert "these data have changed" in words(page)
    assert "Before: 99 52.4" in words(page)
    again = page.context["form"]["shown"].value()
    assert again != shown
    assert send(client, "preview", draft.pk, shown=again, leave_aside="on").status_code == 200
    assert Figure.objects.count() == 4


def test_layout_can_be_said_otherwise_and_a_new_column_asks_what_its_words_are(client, sign_in):
    make_known_series()
    draft = make_draft("figures-long.csv", actor=sign_in())
    page = send(client, "columns", draft.pk, layout="wide")
    assert "one period per row, one series per column" in words(page)
    page = send(client, "columns", draft.pk, layout="long")
    data = as_sent(page.context["form"]) | {"named": "=Observations"}
    page = send(client, "columns", draft.pk, **data)
    assert page.resolver_match.view_name == "indicators:columns"
    assert "Series of “grève de trois jours”" in [field.label for field in page.context["form"]]


def test_columns_keep_what_was_chosen_when_something_is_missing(client, sign_in):
    draft = make_draft(framework=make_framework(), actor=sign_in())
    page = send(client, "columns", draft.pk, code="=Code", fr="", en="", above="*none")
    assert page.status_code == 422
    assert "Choose the column of the objective" in words(page)
    assert page.context["form"]["above"].value() == "*none"
    refused = send(client, "columns", draft.pk, code="=Elsewhere", fr="=Objectif", above="*none")
    assert refused.status_code == 422


def test_file_that_is_no_table_is_refused_beside_its_field(client, sign_in):
    sign_in(language="fr")
    framework = make_framework()
    page = send(client, "upload_objectives", framework.pk, file=SimpleUploadedFile("plan.pdf", b"%PDF-1.7\n%%EOF"))
    assert page.status_code == 422
    assert "Choisissez un fichier" in words(page)
    page = send(client, "upload_objectives", framework.pk, file=SimpleUploadedFile("plan.csv", b"x;y\n" * 600_000))
    assert "Choisissez un fichier de moins de 2 Mo" in words(page)


def test_series_page_draws_its_figures_and_says_what_they_are(client, sign_in):
    series = make_series(visibility=Visibility.FORUM)
    for period, value in (("janvier 2025", "52.4"), ("mars 2025", "49.75")):
        make_figure(series, period, value)
    sign_in(Role.MEMBER, make_organisation("private"), "fr")
    page = get(client, "series", series.pk)
    assert page.content.decode().count('<svg xmlns="http://www.w3.org/2000/svg" role="img"') == 2
    assert "ne sont jamais additionnés aux perceptions" in words(page)
    assert "mars 2025 49,75" in words(page)
    assert "Qui la lit la douane et les organisations du secteur privé" in words(page)
    assert "Corriger" not in words(page)


def test_figure_is_typed_corrected_and_taken_away(client, sign_in):
    series = make_series()
    sign_in()
    page = send(client, "new_figure", series.pk, period="2025", value="5")
    assert page.status_code == 422
    assert "Give a shorter period" in words(page)
    assert page.context["form"]["value"].value() == "5"
    send(client, "new_figure", series.pk, period="March 2025", value="52,4", note="strike")
    figure = Figure.objects.get()
    page = send(client, "figure", figure.pk, value="50", note="strike")
    assert "Corrected on 4 May 2026: 52.4 before." in words(page)
    send(client, "figure", figure.pk, remove="1")
    assert not Figure.objects.exists()


def test_series_is_added_and_changed(client, sign_in):
    sign_in()
    data = {
        "title_fr": "Délai de mainlevée", "unit_fr": "heures", "source_fr": "Sydonia", "better": "down",
        "frequency": "monthly", "factor": "automation", "visibility": "team",
    }  # fmt: skip
    assert send(client, "new_series").status_code == 422
    send(client, "new_series", **data)
    series = Series.objects.get()
    assert (series.code, series.factor) == ("delai-de-mainlevee", "automation")
    send(client, "edit_series", series.pk, **{**data, "visibility": "forum"})
    series.refresh_from_db()
    assert (series.visibility, series.active) == ("forum", False)  # the box was left unticked


def test_list_shows_standards_at_a_press_and_only_what_its_viewer_may_read(client, sign_in):
    make_series(title={"fr": "Réservée", "en": "For the team"})
    make_series(title={"fr": "Ouverte", "en": "Open"}, visibility=Visibility.FORUM)
    sign_in()
    assert "Put the international standards in" in words(get(client, "list"))
    page = send(client, "standards")
    assert "Trade Facilitation Agreement" in words(page)
    assert "Put the international standards in" not in words(page)
    assert "For the team" in words(page)
    sign_in(Role.MEMBER, make_organisation("private"))
    page = get(client, "list")
    assert "For the team" not in words(page)
    assert "Open" in words(page)
    assert "Add a series" not in words(page)


def test_member_adds_the_strategy_of_its_own_organisation_only(client, sign_in):
    body = make_organisation("private")
    sign_in(Role.MEMBER, body)
    send(
        client, "new_framework", title_fr="Stratégie", kind=Kind.PLAN, organisation=str(make_organisation("private").pk)
    )
    framework = Framework.objects.get()
    assert (framework.kind, framework.organisation) == (Kind.STRATEGY, body)
    other = make_framework(Kind.STRATEGY, organisation=make_organisation("private"))
    draft = make_draft(framework=other)
    assert get(client, "upload_objectives", other.pk).status_code == 403
    assert send(client, "preview", draft.pk).status_code == 403
    assert get(client, "columns", make_draft("figures-long.csv").pk).status_code == 403


def test_framework_page_tells_of_objectives_out_of_force_and_of_a_table_that_waits(client, sign_in):
    framework = make_framework()
    Objective.objects.create(framework=framework, code="9", title={"fr": "Ancien but"}, order=1, active=False)
    make_draft(framework=framework, actor=sign_in(language="fr"))
    page = words(get(client, "framework", framework.pk))
    assert "1 objectif qui n'est plus en vigueur" in page
    assert "objectives.csv attend d'être vérifié" in page


def test_spreadsheet_words_that_look_like_markup_stay_words(client, sign_in):
    framework = make_framework()
    text = "Code;Objectif\n1;<script>alert(1)</script> publier\n"
    draft = make_draft("plan.csv", framework, content=text.encode(), actor=sign_in())
    for name in ("columns", "preview"):
        assert b"<script>alert" not in get(client, name, draft.pk).content
    send(client, "preview", draft.pk, shown="")
    assert b"<script>alert" not in get(client, "framework", framework.pk).content
