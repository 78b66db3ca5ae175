"""The home of whoever holds a card, leaving, the neutral page, the language."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_bytes
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe
from django.views.i18n import set_language

from danaya.apps.dialogue.by_card.device import let_go
from danaya.apps.dialogue.by_card.participants import AUTHOR, Participant
from danaya.apps.dialogue.models import Consultation, Expectation, Phase, Reformulation, Reply, State
from danaya.apps.dialogue.queries import shown_expectations
from danaya.apps.dialogue.views.by_card.discreet import discreet, page
from danaya.apps.dialogue.views.by_card.entering import METHODS, name_of
from danaya.apps.dialogue.views.by_card.in_hand import own_texts, with_card
from danaya.apps.dialogue.votes.results import ended_polls
from danaya.apps.dialogue.votes.routing import Statement, statements_for
from danaya.apps.people.clock import today

PHASES = {
    Phase.PREPARING: gettext_lazy("The consultation has not begun. Keep your card and come back."),
    Phase.GATHERING: gettext_lazy("Expectations are being gathered. Votes come afterwards."),
    Phase.OPEN: gettext_lazy("Expectations are being gathered, and voted on."),
    Phase.VOTING: gettext_lazy("Expectations are being voted on. New ones are not taken in at present."),
    Phase.ANSWERING: gettext_lazy("Voting has ended. Each expectation is now being answered."),
    Phase.CLOSED: gettext_lazy("The consultation is closed. What was answered can still be read."),
}
"""What is going on, in each phase."""


@dataclass(frozen=True, slots=True)
class Way:
    """Something that can be done now: where it leads, what the link says, and what is to be known of it."""

    url: str
    words: str
    note: str = ""


@require_safe
@with_card()
def participant(request: HttpRequest, who: Participant) -> HttpResponseBase:
    """The question, what is going on, what can be done now: the most useful first."""
    ways = ways_of(who)
    words = {
        "consultation": who.consultation,
        "whom": name_of(who.group),
        "phase": PHASES[Phase(who.consultation.phase)],
        "first": ways[0] if ways else None,
        "others": ways[1:],
        "is_author": who.card.purpose == AUTHOR and who.consultation.is_voting,
        "votes": who.may_vote,
    }
    return page(request, "home", words)


def ways_of(who: Participant) -> list[Way]:
    """Return what the holder of a card can do now, the most useful first."""
    texts = own_texts(who)
    asked = asks_author(texts)
    statements = statements_for(who) if who.may_vote else []
    ways = [
        _follow(who, texts, asked),
        _vote(who, statements),
        _write(who),
        _read(who),
        *_after_voting(who, statements),
    ]
    open_ways = [way for way in ways if way is not None]
    if not asked:
        # Following comes first only where an answer is awaited.
        open_ways.sort(key=lambda way: way is ways[0])
    return open_ways


def asks_author(texts: Sequence[Expectation]) -> int:
    """Return how many texts wait for a word of their author: those held, and those restated."""
    held = {text.pk for text in texts if text.state == State.HELD}
    pending = Reformulation.objects.filter(expectation__in=texts, reply=Reply.PENDING)
    return len(held | set(pending.values_list("expectation_id", flat=True)))


def _follow(who: Participant, texts: Sequence[Expectation], asked: int) -> Way | None:
    if not texts:
        return None
    note = ngettext(
        "%(count)s of your texts awaits a word from you", "%(count)s of your texts await a word from you", asked
    ) % {"count": asked}
    return Way(_address("mine", who), _("Follow my texts"), note if asked else "")


def _vote(who: Participant, statements: Sequence[Statement]) -> Way | None:
    left = sum(one.mine is None for one in statements)
    if not (who.consultation.is_voting and left):
        return None
    note = ngettext("%(count)s expectation to read", "%(count)s expectations to read", left) % {"count": left}
    return Way(_address("vote", who), _("Vote"), note)


def _write(who: Participant) -> Way | None:
    return Way(_address("participant_write", who), _("Write an expectation")) if who.consultation.gathers else None


def _read(who: Participant) -> Way | None:
    """What others expect, and what the vote showed: everybody who takes part may read it."""
    if not (who.may_vote and shown_expectations(who.consultation).exists()):
        return None
    counted = ended_polls(who.consultation).exists()
    words = _("Read what the vote shows, and the answers") if counted else _("Read what others expect")
    return Way(_address("shown", who), words)


def _after_voting(who: Participant, statements: Sequence[Statement]) -> list[Way]:
    voted = [one for one in statements if one.mine is not None]
    if not voted:
        return []
    passed = sum(one.mine == 0 for one in voted)
    note = ngettext("%(count)s expectation to come back to", "%(count)s expectations to come back to", passed) % {
        "count": passed
    }
    ways = [Way(_address("votes", who), _("See and change my votes"), note if passed else "")]
    if who.consultation.is_voting:
        ways.append(Way(_address("stars", who), _("Say what matters most")))
    return ways


def _address(name: str, who: Participant) -> str:
    return reverse(f"dialogue:{name}", args=[who.consultation.pk])


@require_http_methods(METHODS)
@discreet
def leave(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Say what leaving does; the button empties the pocket and leads to a page that tells nothing."""
    if request.method != "POST":
        return page(request, "leave", {"pk": pk})
    response = redirect("dialogue:day")
    let_go(response, request, Consultation(pk=pk), random=token_bytes)
    forget_forms(response, request)
    return response


def forget_forms(response: HttpResponseBase, request: HttpRequest) -> None:
    """Take back the cookie that protects forms, which would stay for a year; whoever is signed in keeps it."""
    if not request.user.is_authenticated:
        response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Lax")


@require_safe
@discreet
def day(request: HttpRequest) -> HttpResponseBase:
    """A page about nothing: the month, as on any wall."""
    present = today()
    weeks = calendar.Calendar().monthdatescalendar(present.year, present.month)
    return page(request, "day", {"weeks": weeks, "today": present})


language = discreet(set_language)
