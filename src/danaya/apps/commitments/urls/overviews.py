"""Addresses of the overviews of a plan."""

from django.urls import URLPattern, path

from danaya.apps.commitments.views import overviews

ADDRESSES: list[URLPattern] = [
    path("plans/<uuid:pk>/table/", overviews.table, name="table"),
    path("plans/<uuid:pk>/board/", overviews.board, name="board"),
    path("plans/<uuid:pk>/timeline/", overviews.timeline_page, name="timeline"),
    path("plans/<uuid:pk>/objectives/", overviews.matrix, name="matrix"),
    path("plans/<uuid:pk>/by-organisation/", overviews.by_organisation, name="by_organisation"),
    path("plans/<uuid:pk>/by-factor/", overviews.by_factor, name="by_factor"),
]
