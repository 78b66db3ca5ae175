"""Pages that ask for a card in the pocket: they get its holder, and nothing else of whoever looks."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from danaya.apps.dialogue.by_card.participants import AUTHOR, VOICE, Participant, participant
from danaya.apps.dialogue.models import Consultation, Expectation
from danaya.apps.dialogue.views.by_card.discreet import discreet, page, typed_texts
from danaya.apps.people.clock import today
from danaya.base.cards import pocket
from danaya.base.cards.finding import find_again
from danaya.engines.language import Problem

SPEAKS = (VOICE, AUTHOR)

View = Callable[..., HttpResponseBase]


def with_card(purposes: Collection[str] = SPEAKS) -> Callable[[View], View]:
    """Make a view that gets the holder of the card in the pocket. Without one, the way leads to where a code is typed."""

    def decorate(view: View) -> View:
        @wraps(view)
        def held(request: HttpRequest, pk: UUID, **kwargs: Any) -> HttpResponseBase:
            kept = pocket.read(request, today=today())
            if kept is None or kept.subject != str(pk) or kept.purpose not in purposes:
                return no_card(request)
            try:
                found = find_again(kept.root, kept.purpose, today=today())
            except Problem as refused:
                words = {"expired": refused.code == "card-expired", "texts": typed_texts(request)}
                return page(request, "revoked", words, status=403)
            return view(request, participant(Consultation.objects.get(pk=pk), found), **kwargs)

        return discreet(held)

    return decorate


def no_card(request: HttpRequest) -> HttpResponse:
    """Lead to where a code is typed; what was typed on the page is shown, to be copied."""
    if request.method != "POST":
        return redirect("dialogue:enter")
    return page(request, "pocket_empty", {"texts": typed_texts(request)}, status=422)


def own_texts(who: Participant) -> list[Expectation]:
    """Return what was written with a card, those shown first."""
    marks = who.consultation.expectations.exclude(author_key="").values_list("pk", "author_key")
    mine = [pk for pk, mark in marks if who.wrote(mark)]
    return list(who.consultation.expectations.filter(pk__in=mine).select_related("organisation", "merged_into"))
