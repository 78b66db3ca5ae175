"""Voting: one expectation a page, going back, looking at one's votes again, what matters most."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from danaya.apps.dialogue.actions.cast_vote import cast_vote_on, give_stars
from danaya.apps.dialogue.by_card.participants import VOICE, Participant, find_voter
from danaya.apps.dialogue.models import Expectation, Opinion, Reply, Star
from danaya.apps.dialogue.queries import votable_expectations
from danaya.apps.dialogue.views.by_card.discreet import page, page_language, small_number
from danaya.apps.dialogue.views.by_card.entering import METHODS
from danaya.apps.dialogue.views.by_card.in_hand import with_card
from danaya.apps.dialogue.votes.routing import Statement, next_for, statements_for
from danaya.apps.dialogue.wording import Piece, name_beside, pieces_of
from danaya.engines.language import Problem

A_PAGE = 8
"""Expectations of a list on one page: it must be light."""

SHORT = 110
"""Signs of an expectation in a list."""

ORDER = {Opinion.PASS: 0, None: 1, Opinion.DISAGREE: 2, Opinion.AGREE: 3}
"""What was put off comes first, then what was not voted on yet."""


@require_http_methods(METHODS)
@with_card([VOICE])
def vote(request: HttpRequest, who: Participant) -> HttpResponseBase:
    """The next expectation; a button votes and leads to the one after."""
    if request.method == "POST":
        return _keep(request, who)
    statements = statements_for(who)
    passed = "again" in request.GET
    following = next_for(who, statements, passed=passed) if who.consultation.is_voting else None
    if following is None:
        return page(request, "voted", _standing(who, statements))
    return _show(request, who, following, statements, again=passed)


@require_safe
@with_card([VOICE])
def vote_on(request: HttpRequest, who: Participant, number: int) -> HttpResponseBase:
    """One expectation again, to look at one's vote and change it."""
    statements = statements_for(who)
    wanted = next((one for one in statements if one.number == number), None)
    if wanted is None:
        raise Http404
    if not who.consultation.is_voting:
        return page(request, "voted", _standing(who, statements))
    return _show(request, who, wanted, statements)


def _keep(request: HttpRequest, who: Participant) -> HttpResponseBase:
    """Keep a vote and lead to the next expectation, or back to where it was changed from."""
    try:
        key, opinion = UUID(request.POST.get("expectation", "")), Opinion(int(request.POST.get("opinion", "")))
    except ValueError:
        return redirect("dialogue:vote", who.consultation.pk)
    cast_vote_on(find_voter(who), key, opinion)
    back = request.POST.get("back")
    if back == "votes" or (back == "again" and opinion == Opinion.PASS):
        return redirect("dialogue:votes", who.consultation.pk)
    query = {"again": 1} if back == "again" else {}
    query["previous"] = small_number(request.POST.get("number", ""))
    return redirect(f"{reverse('dialogue:vote', args=[who.consultation.pk])}?{urlencode(query)}")


def _show(
    request: HttpRequest, who: Participant, one: Statement, statements: Sequence[Statement], *, again: bool = False
) -> HttpResponse:
    text = votable_expectations(who.consultation).select_related("organisation").get(pk=one.pk)
    restated = text.reformulations.filter(reply=Reply.CONFIRMED).first()
    chosen = "again" if again else ("votes" if one.mine is not None else "")
    pieces = pieces_of(text.text, text.language, page_language())
    words = {
        **_standing(who, statements),
        "text": text,
        "pieces": pieces,
        "untranslated": pieces[0].language != page_language(),
        "restated": pieces_of(restated.text, page_language(), page_language()) if restated else [],
        "beside": name_beside(text),
        "opinions": [(opinion.value, opinion.label, one.mine == opinion) for opinion in _BUTTONS],
        "mine": one.mine,
        "mine_words": "" if one.mine is None else Opinion(one.mine).label,
        "place": sum(other.mine is not None for other in statements) + (one.mine is None),
        "back": chosen,
        "previous": small_number(request.GET.get("previous", "")),
    }
    return page(request, "vote", words)


_BUTTONS = (Opinion.AGREE, Opinion.DISAGREE, Opinion.PASS)


def _standing(who: Participant, statements: Sequence[Statement]) -> dict[str, Any]:
    """Return how far the voter has come."""
    return {
        "consultation": who.consultation,
        "total": len(statements),
        "voted": sum(one.mine is not None for one in statements),
        "passed": sum(one.mine == Opinion.PASS for one in statements),
    }


@dataclass(frozen=True, slots=True)
class Row:
    """One expectation in a list of the voter's own."""

    number: int
    reference: str
    words: Piece
    mine: str


@require_safe
@with_card([VOICE])
def votes(request: HttpRequest, who: Participant) -> HttpResponseBase:
    """All of the voter's votes, what was put off first."""
    statements = sorted(statements_for(who), key=lambda one: (ORDER[_opinion(one)], one.number))
    shown = _page_of(request, statements)
    words = {**_standing(who, statements), "shown": shown, "rows": _rows(who, shown.object_list)}
    return page(request, "votes", words)


@require_http_methods(METHODS)
@with_card([VOICE])
def stars(request: HttpRequest, who: Participant) -> HttpResponseBase:
    """What matters most to the voter: three expectations at most, of all that are voted on, those agreed with first."""
    if request.method == "POST":
        try:
            return _mark(request, who)
        except Problem as refused:
            return _stars(request, who, refused.in_language(page_language()))
    return _stars(request, who, "")


def _stars(request: HttpRequest, who: Participant, problem: str) -> HttpResponse:
    given = _given(who)
    statements = sorted(statements_for(who), key=lambda one: (-ORDER[_opinion(one)], one.number))
    chosen = [one for one in statements if one.pk in given]
    shown = _page_of(request, [one for one in statements if one.pk not in given])
    words = {
        **_standing(who, statements),
        "problem": problem,
        "chosen": _rows(who, chosen),
        "shown": shown,
        "rows": _rows(who, shown.object_list),
    }
    return page(request, "stars", words)


def _mark(request: HttpRequest, who: Participant) -> HttpResponseBase:
    """Give a star or take one back."""
    numbers = {one.number: one.pk for one in statements_for(who)}
    added, removed = (small_number(request.POST.get(name, "")) for name in ("add", "remove"))
    wanted = _given(who) | {pk for number, pk in numbers.items() if number == added}
    wanted -= {pk for number, pk in numbers.items() if number == removed}
    chosen = list(votable_expectations(who.consultation).filter(pk__in=wanted))
    give_stars(find_voter(who), chosen)
    return redirect("dialogue:stars", who.consultation.pk)


def _given(who: Participant) -> set[UUID]:
    stars = Star.objects.filter(voter__key=who.voter_key, voter__consultation=who.consultation, given=True)
    return set(stars.filter(expectation__merged_into=None).values_list("expectation_id", flat=True))


def _rows(who: Participant, statements: Sequence[Statement]) -> list[Row]:
    keys = [one.pk for one in statements]
    texts = {text.pk: text for text in Expectation.objects.filter(pk__in=keys)}
    return [_row(texts[one.pk], one) for one in statements]


def _row(text: Expectation, one: Statement) -> Row:
    first = pieces_of(text.text, text.language, page_language())[0]
    opinion = _opinion(one)
    return Row(one.number, text.reference, first.shortened(SHORT), str(opinion.label) if opinion is not None else "")


def _opinion(one: Statement) -> Opinion | None:
    return None if one.mine is None else Opinion(one.mine)


def _page_of(request: HttpRequest, statements: Sequence[Statement]) -> Any:
    return Paginator(statements, A_PAGE).get_page(request.GET.get("page"))
