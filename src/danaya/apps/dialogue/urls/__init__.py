"""Addresses of the dialogue. Under ``/c/``, ``/l/``, ``/o/`` and ``/p/`` whoever holds a card or a link; under ``/voices/`` posts."""

from django.urls import URLPattern

from danaya.apps.dialogue.urls import by_card, posts, sealed

app_name = "dialogue"

urlpatterns: list[URLPattern] = [*by_card.ADDRESSES, *sealed.ADDRESSES, *posts.ADDRESSES]
