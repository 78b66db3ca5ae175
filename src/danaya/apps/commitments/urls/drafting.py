"""Addresses of plans, of drafting, and of the page of a commitment."""

from django.urls import URLPattern, path

from danaya.apps.commitments.views import commitment, plans

ADDRESSES: list[URLPattern] = [
    path("plans/", plans.list_plans, name="list"),
    path("plans/<uuid:pk>/", plans.plan, name="plan"),
    path("plans/<uuid:pk>/c/<uuid:commitment>/", commitment.commitment, name="commitment"),
]
