"""Addresses of findings."""

from django.urls import path

from danaya.apps.findings.views import analyses, comparing, director, findings, packs, releases, style

app_name = "findings"

urlpatterns = [
    path("findings/", analyses.list_analyses, name="list"),
    path("findings/blocks.css", style.style, name="style"),
    path("findings/rounds/", comparing.rounds, name="rounds"),
    path("findings/rounds/<uuid:pk>/analyse/", analyses.analyse, name="analyse"),
    path("findings/releases/", releases.releases, name="releases"),
    path("findings/decisions/<uuid:pk>/", director.decide, name="decide"),
    path("findings/<uuid:pk>/", analyses.restitution, name="restitution"),
    path("findings/<uuid:pk>/comparison/", comparing.comparison, name="comparison"),
    path("findings/<uuid:pk>/method/", analyses.method, name="method"),
    path("findings/<uuid:pk>/questions/", analyses.questions, name="questions"),
    path("findings/<uuid:pk>/tables/", analyses.tables, name="tables"),
    path("findings/<uuid:pk>/director/", director.director, name="director"),
    path("findings/<uuid:pk>/release/", releases.release, name="release"),
    path("findings/<uuid:pk>/pack/", packs.pack, name="pack"),
    path("findings/<uuid:pk>/pack/make/", packs.make, name="make_pack"),
    path("findings/<uuid:pk>/pack/<str:language>/<str:name>", packs.pack_file, name="pack_file"),
    path("findings/<uuid:pk>/<str:number>/", findings.finding, name="finding"),
    path("findings/<uuid:pk>/<str:number>/basis/", findings.basis, name="basis"),
]
