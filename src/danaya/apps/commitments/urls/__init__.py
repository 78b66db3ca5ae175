"""Addresses of the common action plan: one list per part. Under ``/e/`` whoever holds a personal link, under ``/plans/`` posts."""

from django.urls import URLPattern

from danaya.apps.commitments.urls import drafting, overviews, progress, signing, telling

app_name = "commitments"

urlpatterns: list[URLPattern] = [
    *drafting.ADDRESSES,
    *overviews.ADDRESSES,
    *progress.ADDRESSES,
    *signing.ADDRESSES,
    *telling.ADDRESSES,
]
