"""Addresses of plans, of drafting, and of the page of a commitment."""

from django.urls import URLPattern, path

from danaya.apps.commitments.views import commitment, drafting, importing, judging, library, plans

ADDRESSES: list[URLPattern] = [
    path("plans/", plans.list_plans, name="list"),
    path("plans/make/", plans.make, name="make"),
    path("plans/<uuid:pk>/", plans.plan, name="plan"),
    path("plans/<uuid:pk>/change/", plans.change, name="change"),
    path("plans/<uuid:pk>/drafts/", drafting.drafts, name="drafts"),
    path("plans/<uuid:pk>/draft/", drafting.draft, name="draft"),
    path("plans/<uuid:pk>/library/", library.library, name="library"),
    path("plans/<uuid:pk>/library/<slug:key>/", library.model, name="model"),
    path("plans/<uuid:pk>/import/", importing.begin, name="import"),
    path("plans/<uuid:pk>/import/<uuid:table>/", importing.columns, name="import_columns"),
    path("plans/<uuid:pk>/import/<uuid:table>/owners/", importing.parties, name="import_parties"),
    path("plans/<uuid:pk>/import/<uuid:table>/check/", importing.check, name="import_check"),
    path("plans/<uuid:pk>/import/<uuid:table>/drop/", importing.drop, name="import_drop"),
    path("plans/<uuid:pk>/c/<uuid:commitment>/", commitment.commitment, name="commitment"),
    path("plans/<uuid:pk>/c/<uuid:commitment>/edit/<slug:part>/", drafting.edit, name="edit"),
    path("plans/<uuid:pk>/c/<uuid:commitment>/propose/", drafting.propose, name="propose"),
    path("plans/<uuid:pk>/c/<uuid:commitment>/rate/", judging.rate, name="rate"),
    path("plans/<uuid:pk>/c/<uuid:commitment>/withdraw/", judging.withdraw, name="withdraw"),
    path("plans/<uuid:pk>/c/<uuid:commitment>/abandon/", judging.abandon, name="abandon"),
]
