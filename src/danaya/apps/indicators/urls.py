"""Addresses of frameworks and administrative figures."""

from django.urls import path

from danaya.apps.indicators.views import frameworks, importing, series

app_name = "indicators"

FRAMEWORK = "frameworks/<uuid:pk>/"
SERIES = "figures/series/<uuid:pk>/"
IMPORT = "frameworks/import/<uuid:pk>/"

urlpatterns = [
    path("frameworks/", frameworks.list_all, name="list"),
    path("frameworks/standards/", frameworks.put_standards, name="standards"),
    path("frameworks/new/", frameworks.new_framework, name="new_framework"),
    path(FRAMEWORK, frameworks.framework, name="framework"),
    path(FRAMEWORK + "facts/", frameworks.edit_framework, name="edit_framework"),
    path(FRAMEWORK + "table/", importing.upload_objectives, name="upload_objectives"),
    path("figures/series/new/", series.new_series, name="new_series"),
    path(SERIES, series.series, name="series"),
    path(SERIES + "facts/", series.edit_series, name="edit_series"),
    path(SERIES + "figures/new/", series.new_figure, name="new_figure"),
    path(SERIES + "table/", importing.upload_series, name="upload_series"),
    path("figures/<uuid:pk>/", series.figure, name="figure"),
    path("figures/table/", importing.upload_figures, name="upload_figures"),
    path(IMPORT + "columns/", importing.columns, name="columns"),
    path(IMPORT + "check/", importing.preview, name="preview"),
    path(IMPORT + "give-up/", importing.give_up, name="give_up"),
]
