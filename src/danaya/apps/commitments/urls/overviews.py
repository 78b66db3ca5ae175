"""Addresses of the overviews of a plan."""

from django.urls import URLPattern, path

from danaya.apps.commitments.views import chain, overviews, workbook

ADDRESSES: list[URLPattern] = [
    path("plans/<uuid:pk>/table/", overviews.table, name="table"),
    path("plans/<uuid:pk>/board/", overviews.board, name="board"),
    path("plans/<uuid:pk>/timeline/", overviews.timeline_page, name="timeline"),
    path("plans/<uuid:pk>/objectives/", overviews.matrix, name="matrix"),
    path("plans/<uuid:pk>/by-organisation/", overviews.by_organisation, name="by_organisation"),
    path("plans/<uuid:pk>/excel/", workbook.excel, name="excel"),
    path("plans/<uuid:pk>/excel/file/", workbook.export, name="export"),
    path("plans/<uuid:pk>/excel/<uuid:returned>/", workbook.returned, name="returned"),
    path("plans/<uuid:pk>/excel/<uuid:returned>/end/", workbook.returned_end, name="returned_end"),
    path("plans/<uuid:pk>/c/<uuid:commitment>/chain/", chain.chain, name="chain"),
    path("plans/<uuid:pk>/by-factor/", overviews.by_factor, name="by_factor"),
]
