"""Addresses of the dialogue. Under ``/c/``, ``/l/`` and ``/o/`` whoever holds a card or a link; under ``/voices/`` posts."""

from django.urls import URLPattern

app_name = "dialogue"

urlpatterns: list[URLPattern] = [
    # Whoever holds a card or a link (views/entering.py, views/card_*.py)
    # Signed-in posts
    # Results and documents
]
