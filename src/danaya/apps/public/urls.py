"""Addresses that everyone may open."""

from django.urls import path

from danaya.apps.public import views

app_name = "public"

urlpatterns = [
    path("public/", views.index, name="index"),
    path("public/<uuid:pk>/", views.plan, name="plan"),
    path("public/<uuid:pk>/evidence/<uuid:evidence>/", views.evidence, name="evidence"),
]
