"""What every answer carries: headers, language, title; pages for what cannot be shown; files and jobs handed out."""

import gzip
import json
import uuid
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import override

from danaya.apps.people.access import open_to_all
from danaya.apps.people.models import Account
from danaya.base.design.fields import read_date
from danaya.base.files import reading
from danaya.base.files.storing import store
from danaya.base.jobs.kinds import KINDS, job
from danaya.base.jobs.models import Job, State
from danaya.base.jobs.work import enqueue
from danaya.engines.language import Problem, Problems
from danaya.web import urls as real
from danaya.web.bodies import EDGES
from danaya.web.problems import ProblemPages, size_of_body

pytestmark = pytest.mark.django_db

TEXT = {"fr": "Indiquez le poids : il manque.", "en": "Give the weight: it is missing."}


@open_to_all
def broken(request):
    raise RuntimeError("secret detail")


@open_to_all
def problem(request):
    raise Problem("weight", TEXT, "row 3")


@open_to_all
def problems(request):
    raise Problems([Problem("a", TEXT), Problem("b", TEXT)])


def undeclared(request):
    return HttpResponse("open")


urlpatterns = [
    *real.urlpatterns,
    path("test/broken/", broken),
    path("test/problem/", problem),
    path("test/problems/", problems),
    path("test/undeclared/", undeclared),
]
handler400, handler403, handler404, handler500 = real.handler400, real.handler403, real.handler404, real.handler500

odd_pages = pytest.mark.urls(__name__)


@pytest.fixture
def account():
    return Account.objects.create(display_name="Awa")


@pytest.fixture
def signed_in(client, account):
    client.force_login(account)
    return client


def test_headers_keep_everything_inside(client):
    headers = client.get("/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"


def test_signed_in_pages_are_not_kept_by_the_browser(signed_in):
    assert "no-store" in signed_in.get("/").headers["Cache-Control"]


def test_language_switch_is_a_form_and_is_remembered(client):
    assert b'<html lang="fr"' in client.get("/", headers={"accept-language": "de"}).content
    answer = client.post(reverse("set_language"), {"language": "en", "next": "/"}, follow=True)
    assert b'<html lang="en" dir="ltr"' in answer.content
    assert client.get(reverse("set_language")).status_code == 302
    assert b'<html lang="en"' in client.get("/").content


@pytest.mark.parametrize(
    ("language", "long", "short"), [("fr", "15 avril 2026", "15/04/2026"), ("en", "15 April 2026", "15/04/2026")]
)
def test_days_come_before_months_as_forms_read_them(language, long, short):
    with override(language):
        day = date(2026, 4, 15)
        assert (date_format(day), date_format(day, "SHORT_DATE_FORMAT")) == (long, short)
        assert read_date(short) == read_date(long) == day


def test_language_switch_does_not_lead_elsewhere(client):
    answer = client.post(reverse("set_language"), {"language": "en", "next": "https://elsewhere.example/"})
    assert "elsewhere" not in answer["Location"]


@pytest.mark.parametrize(("language", "words"), [("fr", "Cette page n’existe pas"), ("en", "This page does not exist")])
def test_unknown_address_in_each_language(client, language, words):
    answer = client.get("/nowhere/", headers={"accept-language": language})
    assert answer.status_code == 404
    assert words in answer.content.decode()


def test_error_page_title_begins_with_error(client):
    title = client.get("/nowhere/", headers={"accept-language": "fr"}).content.decode().split("<title>")[1]
    assert title.startswith("Erreur\u00a0: Cette page")


@odd_pages
@pytest.mark.parametrize(("language", "words"), [("fr", "Un défaut du programme"), ("en", "A fault in the program")])
def test_fault_shows_no_detail(client, language, words):
    client.raise_request_exception = False
    answer = client.get("/test/broken/", headers={"accept-language": language})
    assert answer.status_code == 500
    assert words in answer.content.decode()
    assert "secret detail" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


@odd_pages
def test_problem_of_an_engine_becomes_a_page_that_says_what_to_do(client):
    answer = client.get("/test/problem/", headers={"accept-language": "fr"})
    assert answer.status_code == 422
    assert "row 3\u00a0: Indiquez le poids\u00a0: il manque." in answer.content.decode()
    assert (
        client.get("/test/problems/", headers={"accept-language": "en"}).content.decode().count("Give the weight") == 2
    )


def test_upload_beyond_the_limit_gets_a_page_before_it_is_read(client, settings):
    settings.LARGEST_UPLOAD = 2 * 1024**2
    sent = {"file": SimpleUploadedFile("huge.csv", b"0" * 3 * 1024**2)}
    answer = client.post(reverse("set_language"), sent, headers={"accept-language": "fr"})
    assert answer.status_code == 413
    assert "L&#x27;envoi dépasse 2 Mo" in answer.content.decode().replace("\u00a0", " ")


def test_page_of_an_upload_beyond_the_limit_gives_back_what_was_typed(rf, settings):
    settings.LARGEST_UPLOAD = 10
    boundary = b'--7d\r\nContent-Disposition: form-data; name="w"\r\n\r\nDeux <files> \xc3\xa0 Kayes\r\n--7d'
    request = rf.post("/", b"x" * 11, content_type="multipart/form-data; boundary=7d")
    request.scope = {EDGES: (boundary, b"")}
    request.user = AnonymousUser()
    answer = ProblemPages(lambda request: HttpResponse())(request)
    assert answer.status_code == 413
    assert "Deux &lt;files&gt; à Kayes" in answer.content.decode()


def test_form_that_is_too_large_gets_a_page(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 5000
    for sent in ({f"f{number}": "1" for number in range(11)}, {"text": "x" * 6000}):
        answer = client.post(reverse("set_language"), sent, headers={"accept-language": "fr"})
        assert answer.status_code == 413
        assert "envoyez-le en plusieurs parties" in answer.content.decode()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", '"><script>', "192.168.1.7:8000"])
def test_unknown_address_of_the_site_is_said_with_what_to_do(client, host):
    answer = client.get("/", headers={"accept-language": "fr"}, HTTP_HOST=host)
    assert answer.status_code == 400
    html = answer.content.decode()
    assert "ne répond pas à cette adresse" in html
    assert "<script>" not in html
    if host.startswith("192"):
        assert "hosts = [&quot;192.168.1.7&quot;]" in html or 'hosts = ["192.168.1.7"]' in html


def test_address_of_a_form_opened_by_hand_gets_a_page(client, account):
    client.force_login(account)
    answer = client.get(reverse("jobs:stop", args=[uuid.uuid4()]), headers={"accept-language": "fr"})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Revenez à la page du formulaire" in answer.content.decode()


@pytest.mark.parametrize("told", ["", "many", "-1"])
def test_odd_content_length_is_no_fault(rf, told):
    assert size_of_body(rf.get("/", CONTENT_LENGTH=told)) == 0


@odd_pages
def test_view_that_declares_nothing_answers_nobody(signed_in):
    assert signed_in.get("/test/undeclared/", headers={"accept-language": "fr"}).status_code == 403


def test_form_without_its_token_gets_a_page(client):
    client.handler.enforce_csrf_checks = True
    answer = client.post(reverse("set_language"), {"language": "en"}, headers={"accept-language": "fr"})
    assert answer.status_code == 403
    assert "restée ouverte trop longtemps" in answer.content.decode()


def test_healthz_tells_nothing_of_the_administration(client):
    answer = client.get(reverse("healthz"))
    assert json.loads(answer.content).keys() == {"status", "version"}


def test_robots_are_asked_to_stay_away(client):
    assert "Disallow: /" in client.get("/robots.txt").content.decode()
    assert b'name="robots" content="noindex' in client.get("/").content


def test_only_the_demonstration_says_so(client, settings):
    assert "données inventées" not in client.get("/", headers={"accept-language": "fr"}).content.decode()
    settings.DEMONSTRATION = True
    assert "données inventées" in client.get("/", headers={"accept-language": "fr"}).content.decode()


def test_pages_and_sheets_come_packed(client):
    packed = {"accept-encoding": "gzip", "accept-language": "fr"}
    page = client.get("/", headers=packed)
    assert page["Content-Encoding"] == "gzip"
    assert "Le cycle" in gzip.decompress(page.content).decode()
    sheet = client.get("/static/design/danaya.css", headers=packed)
    assert sheet["Content-Encoding"] == "gzip"
    assert len(b"".join(sheet.streaming_content)) < 8000
    assert "max-age=3600" in sheet["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in sheet
    assert "Content-Encoding" not in client.get("/")


@pytest.mark.parametrize(
    "name", ["people:my_sheet", "mfa_view_recovery_codes", "account_login", "people:recover", "commitments:link_enter"]
)
def test_pages_with_secrets_are_not_packed(signed_in, name):
    for answer in (signed_in.get(reverse(name), headers={"accept-encoding": "gzip"}), Client().get(reverse(name))):
        assert "Content-Encoding" not in answer
    sent = signed_in.post(reverse("people:my_account"), headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in sent


def test_static_files_are_served_without_collecting(client):
    assert settings.STATIC_ROOT is None


def test_parts_are_for_those_signed_in(client, account):
    assert client.get(reverse("parts")).status_code == 302
    client.force_login(account)
    html = client.get(reverse("parts") + "?errors", headers={"accept-language": "fr"}).content.decode()
    assert "<title>Erreur\u00a0:" in html
    assert "Une salle" in html
    assert list(get_messages(client.get("/").wsgi_request)) == []


# Files


@pytest.fixture
def kept(clock, monkeypatch, account):
    monkeypatch.setattr(reading, "_rules", [lambda stored, viewer: viewer == account])
    return store(SimpleUploadedFile("a;b é.csv", b"a<script>;1\n"), at=clock())


def test_download_is_an_attachment_that_no_browser_shows(signed_in, kept):
    answer = signed_in.get(reverse("files:download", args=[kept.pk]))
    assert b"".join(answer.streaming_content) == b"a<script>;1\n"
    answer.close()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_file_of_another_does_not_exist(client, kept):
    client.force_login(Account.objects.create(display_name="Other"))
    assert client.get(reverse("files:download", args=[kept.pk])).status_code == 404
    client.logout()
    assert client.get(reverse("files:download", args=[kept.pk])).status_code == 302


def test_file_whose_content_was_removed_does_not_exist(signed_in, kept):
    Path(kept.path).unlink()
    assert signed_in.get(reverse("files:download", args=[kept.pk])).status_code == 404


# Jobs


@pytest.fixture
def asked(clock, account, monkeypatch):
    monkeypatch.setitem(KINDS, "test.page", None)
    del KINDS["test.page"]
    job("test.page", {"fr": "Analyse de l'édition", "en": "Analysis of the round"})(lambda work: "/")
    return enqueue("test.page", owner=account, at=clock())


def page(client, asked, **headers):
    return client.get(asked.get_absolute_url(), headers={"accept-language": "fr", **headers})


def test_progress_refreshes_itself_without_script(signed_in, asked):
    html = page(signed_in, asked).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in html
    assert "En attente de son tour" in html


def test_progress_shows_the_step_in_words(signed_in, asked):
    words = {"fr": "Estimation des régions", "en": "Estimating"}
    Job.objects.update(state=State.RUNNING, step=3, steps=7, words=words)
    html = page(signed_in, asked).content.decode()
    assert "Estimation des régions" in html
    assert "Étape 3 sur 7" in html
    assert 'value="3" max="7"' in html
    part = page(signed_in, asked, **{"HX-Request": "true"}).content.decode()
    assert "Étape 3 sur 7" in part
    assert "<html" not in part


def test_finished_job_leads_to_its_result(signed_in, asked):
    Job.objects.update(state=State.DONE, result_url="/result/")
    assert page(signed_in, asked)["Location"] == "/result/"
    assert page(signed_in, asked, **{"HX-Request": "true"})["HX-Redirect"] == "/result/"


def test_failed_job_says_why_and_reloads_the_page(signed_in, asked):
    Job.objects.update(state=State.FAILED, problems=[{"fr": "Ajoutez une colonne.", "en": "Add a column."}])
    html = page(signed_in, asked).content.decode()
    assert "Ajoutez une colonne." in html
    assert "<title>Erreur" in html
    assert "refresh" not in html
    assert page(signed_in, asked, **{"HX-Request": "true"})["HX-Refresh"] == "true"


def test_job_is_cancelled_by_post_only(signed_in, asked):
    address = reverse("jobs:stop", args=[asked.pk])
    assert signed_in.get(address).status_code == 405
    assert signed_in.post(address)["Location"] == asked.get_absolute_url()
    asked.refresh_from_db()
    assert asked.state == State.CANCELLED
    assert "Vous avez annulé ce travail" in page(signed_in, asked).content.decode()


def test_job_of_another_does_not_exist(client, asked):
    client.force_login(Account.objects.create(display_name="Other"))
    assert page(client, asked).status_code == 404
    assert client.post(reverse("jobs:stop", args=[asked.pk])).status_code == 404
