"""Reading by card: what others expect, what the vote showed of it, what was answered. Nothing is written here."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danaya.apps.dialogue.by_card.participants import VOICE, Participant
from danaya.apps.dialogue.listing import with_answer
from danaya.apps.dialogue.models import Consultation, Expectation, Fate, FateKind, Reply
from danaya.apps.dialogue.queries import answers_to, shown_expectations
from danaya.apps.dialogue.views.by_card.discreet import page, page_language
from danaya.apps.dialogue.views.by_card.in_hand import with_card
from danaya.apps.dialogue.votes.results import Results, results_of
from danaya.apps.dialogue.votes.telling import ended_in_words, tell_row, tell_shared, votes_as_counted
from danaya.apps.dialogue.wording import name_beside, pieces_of
from danaya.base.files.views import hand_out
from danaya.engines.language import day_in_words, in_language

A_PAGE, SHORT = 6, 110


@require_safe
@with_card([VOICE])
def shown(request: HttpRequest, who: Participant) -> HttpResponse:
    """What others expect: once a vote was counted the most widely shared first, before that by number."""
    found = results_of(who.consultation)
    texts = with_answer(shown_expectations(who.consultation).filter(merged_into=None)).order_by("number")
    listed = Paginator(ranked(list(texts), found), A_PAGE).get_page(request.GET.get("page"))
    words = {
        "consultation": who.consultation,
        "counted": counted_in_words(found),
        "shown": listed,
        "rows": [(one, _first_words(one), _state(one, found)) for one in listed.object_list],
    }
    return page(request, "shown", words)


def ranked(texts: Sequence[Expectation], found: Results | None) -> list[Expectation]:
    """Return texts in the order of what they share, those not known yet at the end."""
    if found is None:
        return list(texts)
    ranks: Mapping[UUID, int] = {row.expectation.pk: row.rank for row in found.rows if row.rank is not None}
    return sorted(texts, key=lambda one: (ranks.get(one.pk, len(texts) + 1), one.number or 0))


def counted_in_words(found: Results | None) -> list[str]:
    """Return which vote it was and what gathers; nothing before the first count."""
    if found is None:
        return []
    language = page_language()
    return [f"{ended_in_words(found, language)}.", tell_shared(found, language)[0]]


def _first_words(text: Expectation) -> Any:
    return pieces_of(text.text, text.language, page_language())[0].shortened(SHORT)


def _state(text: Any, found: Results | None) -> str:
    """Return what stands under a text in the list: its place in the vote, its answer."""
    row = found.row_of(text) if found else None
    said = [_("place %(place)s in the vote") % {"place": row.rank}] if row is not None and row.rank else []
    if text.answer:
        said.append(str(FateKind(text.answer).label))
    return " · ".join([text.reference, *said])


@require_safe
@with_card([VOICE])
def shown_text(request: HttpRequest, who: Participant, number: int) -> HttpResponse:
    """One expectation: how the other side understood it, how people voted, what became of it."""
    text = find_shown(who.consultation, number)
    language, found = page_language(), results_of(who.consultation)
    row = found.row_of(text) if found else None
    restated = text.reformulations.filter(reply=Reply.CONFIRMED).first()
    pieces = pieces_of(text.text, text.language, language)
    fate = answers_to(text).first()
    words = {
        "consultation": who.consultation,
        "text": text,
        "pieces": pieces,
        "untranslated": pieces[0].language != language,
        "beside": name_beside(text),
        "restated": pieces_of(restated.text, language, language) if restated else [],
        "told": tell_row(row, found, language) if found and row else [],
        "votes": [
            (in_language(cell.group.name, language), votes_as_counted(cell, found, language)) for cell in row.cells
        ]
        if found and row
        else [],
        "fate": fate,
        "day": day_in_words(fate.signed_on, language) if fate else "",
        "due": _due(text, language),
    }
    return page(request, "shown_text", words)


def _due(text: Expectation, language: str) -> str:
    if text.cleared_on is None:
        return ""
    return day_in_words(text.cleared_on + timedelta(days=text.consultation.answer_within), language)


def find_shown(consultation: Consultation, number: int) -> Expectation:
    """Return a shown expectation by its number; one that is merged is read under the one that speaks for it."""
    texts = shown_expectations(consultation).filter(merged_into=None).select_related("consultation", "organisation")
    return get_object_or_404(texts, number=number)


@require_safe
@with_card([VOICE])
def shown_proof(request: HttpRequest, who: Participant, number: int, answer: int) -> HttpResponseBase:
    """The proof that was joined to an answer: everybody who takes part may open it."""
    text = find_shown(who.consultation, number)
    fate: Fate | None = answers_to(text).filter(number=answer, proof__isnull=False).first()
    if fate is None or fate.proof is None:
        raise Http404
    return hand_out(fate.proof)
