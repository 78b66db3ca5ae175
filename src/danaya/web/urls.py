"""Addresses of the whole installation: each app brings its own ``urls.py``."""

from django.urls import include, path
from django.views.i18n import set_language

from danaya.apps.people.access import open_to_all, signed_in
from danaya.base.files import views as files
from danaya.base.jobs import views as jobs
from danaya.web import addresses, views

jobs_urls = [
    path("<uuid:pk>/", signed_in(jobs.progress), name="progress"),
    path("<uuid:pk>/stop/", signed_in(jobs.stop), name="stop"),
]
files_urls = [path("<uuid:pk>/", signed_in(files.download), name="download")]

urlpatterns = [
    path("", open_to_all(views.home), name="home"),
    path("language/", open_to_all(set_language), name="set_language"),
    path("healthz", open_to_all(views.healthz), name="healthz"),
    path("robots.txt", open_to_all(views.robots), name="robots"),
    path("own/", open_to_all(views.begin_own), name="own"),
    path("own/opening/", open_to_all(views.open_own), name="own_opening"),
    path("parts/", signed_in(views.parts), name="parts"),
    path("files/", include((files_urls, "files"))),
    path("jobs/", include((jobs_urls, "jobs"))),
    *addresses.of_apps(),
]

handler400 = "danaya.web.views.errors.bad_request"
handler403 = "danaya.web.views.errors.permission_denied"
handler404 = "danaya.web.views.errors.page_not_found"
handler500 = "danaya.web.views.errors.server_error"
