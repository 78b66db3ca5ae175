"""Every page of rounds in Chromium: accessible, without sideways scroll, in both languages, at 320 and 1,280 pixels."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from danaya.apps.people.models import Role
from danaya.apps.rounds.actions.correct_round import begin_correction
from danaya.apps.rounds.actions.create_round import OFFICIALS, PRIVATE
from danaya.apps.rounds.actions.import_codebook import upload_codebook
from danaya.apps.rounds.actions.read_reported import upload_results
from tests.apps.people.factories import make_administration, make_tenure
from tests.apps.rounds.factories import (
    AT,
    make_closed_round,
    make_draft,
    make_filled_round,
    make_reported_round,
    make_round,
    rows_of_answers,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OWN_QUESTIONS = "N°;Question;Facteur;Public;Échelle\n1;Les règles sont simples;Cadre réglementaire;Agents;agreement\n2;On m'écoute;Moral;Tous;oui-non\n"
REPORTED = "Facteur clé;Douanes;n;Secteur privé;n privé\nTransparence;6,8;210;4,5;60\nAutomatisation;7,1;210;x;60\n"


def dirty_rows():
    rows = rows_of_answers()
    rows[0]["q1"], rows[1]["q1"], rows[2]["poids"], rows[3]["poids"] = "ok", 8, -2, ""
    return rows


def rounds():
    """Rounds in every state, and the addresses of their pages."""
    empty, filled, checked = make_round(), make_filled_round(), make_filled_round()
    closed = make_closed_round()
    draft, clean = make_draft(filled, dirty_rows()), make_draft(checked)
    corrected = make_closed_round()
    begin_correction(corrected, reason={"fr": "Une région manquait."}, actor=None, at=AT)
    audiences = [{**facts, "selection": "quota"} for facts in (OFFICIALS, PRIVATE)]
    reported = make_round(kind="reported", audiences=audiences)
    upload_results(reported, ContentFile(REPORTED.encode(), "tableau.csv"), actor=None, at=AT)
    told, _table = make_reported_round()
    own = make_filled_round()
    upload_codebook(own, ContentFile(OWN_QUESTIONS.encode(), "questions.csv"), actor=None, at=AT)

    def page(name, round_, *more, query=""):
        return reverse(f"rounds:{name}", args=[round_.pk, *more]) + query

    question, scale, breakdown = filled.questions.first(), filled.scales.first(), filled.breakdowns.first()
    return {
        "list": reverse("rounds:list"),
        "create": reverse("rounds:create"),
        "show-empty": page("show", empty),
        "show-filled": page("show", filled),
        "show-closed": page("show", closed),
        "show-corrected": page("show", corrected),
        "show-reported": page("show", told),
        "edit": page("edit", filled),
        "audiences": page("audiences", filled),
        "population": page("population", filled),
        "questionnaire-empty": page("questionnaire", empty),
        "questionnaire": page("questionnaire", filled),
        "question": page("question", filled, question.pk),
        "question-new": page("new_question", filled),
        "scale": page("scale", filled, scale.pk),
        "breakdown": page("breakdown", filled, breakdown.pk),
        "codebook-columns": page("codebook_columns", own),
        "codebook-values": page("codebook_values", own),
        "upload": page("upload", filled),
        "design": page("design", filled, draft.pk),
        "columns": page("columns", filled, draft.pk),
        "codes": page("codes", filled, draft.pk),
        "code-group": page("code_group", filled, draft.pk, query="?group=g2"),
        "account": page("account", filled, draft.pk),
        "account-clean": page("account", checked, clean.pk),
        "close": page("close", checked),
        "close-refused": page("close", filled),
        "correct": page("correct", closed),
        "results": page("results", reported),
        "results-columns": page("results_columns", reported),
    }


@pytest.mark.parametrize(("language", "width"), [("fr", 320), ("en", 1280)])
def test_every_page_is_accessible(language, width, new_page, client, assert_accessible):
    make_administration()
    client.force_login(make_tenure(Role.COORDINATOR).account)
    page = new_page(language=language, width=width, client=client)
    for name, address in rounds().items():
        response = page.goto(address)
        assert response.status == 200, (name, response.status)
        assert page.locator("h1").count() == 1, name
        assert_accessible(page)
