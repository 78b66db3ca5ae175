"""Addresses of the common action plan: one list per part. Under ``/e/`` whoever holds a personal link, under ``/plans/`` posts."""

from django.urls import URLPattern

app_name = "commitments"

urlpatterns: list[URLPattern] = []
