"""Pages for a projector: one thing on each, read from eight metres; nothing on them moves while people vote."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from danaya.apps.dialogue.models import Consultation, Expectation
from danaya.apps.dialogue.queries import shown_expectations
from danaya.apps.dialogue.views.by_card.discreet import page_language
from danaya.apps.dialogue.views.lookup import find_consultation
from danaya.apps.dialogue.votes.charting import chart_of, subtitle_of
from danaya.apps.dialogue.votes.results import LISTS, Results, results_of
from danaya.apps.dialogue.votes.telling import Headline, ended_in_words, headlines, voters_in_words
from danaya.apps.dialogue.wording import pieces_of
from danaya.apps.notices.addresses import absolute
from danaya.apps.people.access import PostRequest, permission_required
from danaya.engines.publishing import qr_svg
from danaya.engines.publishing.agreement import agreement_alt
from danaya.engines.publishing.charts import AgreementChart, Chart
from danaya.engines.publishing.drawing import chart_svg
from danaya.engines.publishing.parts import ROOM_WIDTH, room_parts

ROWS = 4
"""Expectations of a list that are shown to a room: what is spoken of, not everything."""


@dataclass(frozen=True, slots=True)
class Slide:
    """One page of a list: its sentence once more, a part of its drawing."""

    headline: Headline
    place: int
    places: int
    drawing: SafeString
    source: str


@dataclass(frozen=True, slots=True)
class SlideOf:
    """One page of a list of a consultation, as its address names it."""

    consultation: Consultation
    kind: str
    place: int


def find_slide(pk: UUID, kind: str, place: int) -> SlideOf:
    """Return the page of the address."""
    return SlideOf(find_consultation(pk), kind, place)


def find_text(pk: UUID, number: int) -> Expectation:
    """Return the shown expectation of the address."""
    shown = shown_expectations(find_consultation(pk)).select_related("consultation", "organisation")
    return get_object_or_404(shown, number=number)


@permission_required("dialogue.see", of=find_consultation)
@require_safe
def room(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """The question, and how to take part: the address to type, and its QR code."""
    address = address_to_type(request)
    context = {
        "address": address.partition("://")[2],
        "qr": mark_safe(qr_svg(address)),  # noqa: S308 - made by the publishing engine, which escapes
    }
    slides = slides_of(results_of(consultation), page_language())
    return _page(request, "room", consultation, (0, slides), context)


@permission_required("dialogue.see", of=find_slide)
@require_safe
def room_slide(request: PostRequest, wanted: SlideOf) -> HttpResponse:
    """What gathers, what divides or what matters most, a few at a time."""
    language = page_language()
    slides = slides_of(results_of(wanted.consultation), language)
    places = [(slide.headline.kind, slide.place) for slide in slides]
    if (wanted.kind, wanted.place) not in places:
        raise Http404
    place = places.index((wanted.kind, wanted.place))
    return _page(request, "room_slide", wanted.consultation, (place + 1, slides), {"slide": slides[place]})


@permission_required("dialogue.see", of=find_text)
@require_safe
def room_text(request: PostRequest, expectation: Expectation) -> HttpResponse:
    """One expectation, in the language of the page and the author's."""
    pieces = pieces_of(expectation.text, expectation.language, page_language())[:2]
    numbers = list(shown_expectations(expectation.consultation).values_list("number", flat=True))
    place = numbers.index(expectation.number)
    around = [
        reverse("dialogue:room_text", args=[expectation.consultation_id, number]) if number else ""
        for number in (numbers[place - 1] if place else 0, *numbers[place + 1 : place + 2], 0)
    ]
    context = {
        "consultation": expectation.consultation,
        "expectation": expectation,
        "pieces": pieces,
        "before": around[0],
        "after": around[1],
    }
    return render(request, "dialogue/room_text.html", context)


def address_to_type(request: HttpRequest) -> str:
    """Return the address at which a card's code is typed: as it is reached from outside, else as this browser reaches it."""
    path = reverse("dialogue:enter")
    return absolute(path) or request.build_absolute_uri(path)


def slides_of(found: Results | None, language: str) -> list[Slide]:
    """Return the pages of the lists in their order; none before the first count."""
    return [slide for one in headlines(found, language) for slide in _slides(found, one, language)] if found else []


def _slides(found: Results, headline: Headline, language: str) -> Sequence[Slide]:
    chart = chart_of(found, LISTS[headline.kind](found)[:ROWS], headline.kind, language)
    if chart is None:
        return [Slide(headline, 1, 1, mark_safe(""), said_of(found, language))]
    # What the axis says stands in the line at the foot: the image has room for eight lines.
    parts = room_parts(replace(chart, axis=""))
    source = subtitle_of(found, headline.kind, language)
    return [
        Slide(headline, place, len(parts), _drawn(part, headline), source) for place, part in enumerate(parts, start=1)
    ]


def said_of(found: Results, language: str) -> str:
    """Return which vote it was and how many voted."""
    return f"{ended_in_words(found, language)}. {voters_in_words(found.groups, language)}."


def _drawn(part: Chart, headline: Headline) -> SafeString:
    alt = agreement_alt(part, headline.short) if isinstance(part, AgreementChart) else headline.short
    svg = chart_svg(part, width=ROOM_WIDTH, title=headline.short, alt=alt, theme="room")
    return mark_safe(svg)  # noqa: S308 - made by the publishing engine, which escapes


def _page(
    request: PostRequest,
    name: str,
    consultation: Consultation,
    among: tuple[int, Sequence[Slide]],
    context: dict[str, Any],
) -> HttpResponse:
    """Draw a page of the room with the way to those before and after it; ``among``: its place, and all slides."""
    place, slides = among
    addresses = [
        reverse("dialogue:room", args=[consultation.pk]),
        *(reverse("dialogue:room_slide", args=[consultation.pk, one.headline.kind, one.place]) for one in slides),
    ]
    around = {
        "before": addresses[place - 1] if place else "",
        "after": addresses[place + 1] if place + 1 < len(addresses) else "",
    }
    return render(request, f"dialogue/{name}.html", {"consultation": consultation, **around, **context})
