"""Following one's texts by card: where each stands, why it is held, how the other side understood it, what became of it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from danaya.apps.dialogue.actions.restate_expectation import reply_to_reformulation
from danaya.apps.dialogue.actions.rewrite_expectation import withdraw_expectation
from danaya.apps.dialogue.by_card.participants import Participant
from danaya.apps.dialogue.models import Expectation, Fate, Reading, Reformulation, Reply, State
from danaya.apps.dialogue.models.expectations import ALERTING, LONGEST
from danaya.apps.dialogue.problems import changed_meanwhile
from danaya.apps.dialogue.queries import answers_to
from danaya.apps.dialogue.slots import COMMITMENTS
from danaya.apps.dialogue.views.by_card.discreet import page, page_language, small_number
from danaya.apps.dialogue.views.by_card.entering import METHODS
from danaya.apps.dialogue.views.by_card.in_hand import own_texts, with_card
from danaya.apps.dialogue.views.by_card.writing import own_text, pieces_with_names
from danaya.apps.dialogue.wording import STATES, pieces_of
from danaya.apps.people.clock import now
from danaya.apps.people.models import Administration
from danaya.base.design.forms import Form
from danaya.base.files.views import hand_out
from danaya.engines.language import Problem, day_in_words

A_PAGE = 8
SHORT = 110


@require_safe
@with_card()
def mine(request: HttpRequest, who: Participant) -> HttpResponse:
    """The texts of this card, each with where it stands."""
    shown = Paginator(own_texts(who), A_PAGE).get_page(request.GET.get("page"))
    texts = list(shown.object_list)
    pending = _pending(texts)
    rows = [(text, _first_words(text), state_of(text, pending)) for text in texts]
    return page(request, "mine", {"consultation": who.consultation, "shown": shown, "rows": rows})


def _pending(texts: Sequence[Expectation]) -> set[UUID]:
    waiting = Reformulation.objects.filter(expectation__in=texts, reply=Reply.PENDING)
    return set(waiting.values_list("expectation_id", flat=True))


def _first_words(text: Expectation) -> Any:
    pieces = pieces_of(text.text, text.language, text.language)
    return pieces[0].shortened(SHORT) if pieces else None


def state_of(text: Expectation, pending: set[UUID]) -> str:
    """Return where a text stands, in words to its author."""
    if text.pk in pending:
        return str(_("restated by the other side: a word from you is awaited"))
    if text.merged_into_id:
        return str(_("merged with another that says the same"))
    return str(_("answered")) if text.answered_on else str(STATES[text.state])


class CorrectionForm(Form):
    """What is not quite right in a reformulation."""

    correction = forms.CharField(
        label=_("What is not quite right"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        error_messages={"max_length": _("Shorten it to %(limit_value)d signs: there are %(show_value)d.")},
    )


@require_safe
@with_card()
def mine_text(request: HttpRequest, who: Participant, text: UUID) -> HttpResponse:
    """One text: where it stands, and everything that was said and decided of it."""
    return _follow(request, who, own_text(who, text))


def _follow(
    request: HttpRequest, who: Participant, text: Expectation, form: CorrectionForm | None = None, problem: str = ""
) -> HttpResponse:
    reformulations, answers = list(text.reformulations.all()), _answers(text)
    latest = reformulations[-1] if reformulations else None
    into = text.merged_into
    words = {
        "consultation": who.consultation,
        "text": text,
        "pieces": pieces_with_names(text),
        "state": STATES[text.state],
        "held": _held(text),
        "read_by": set(text.readings.filter(revision=text.revision, cleared=True).values_list("side", flat=True)),
        "reformulation": latest,
        "restated": pieces_of(latest.text, page_language(), page_language()) if latest else [],
        "correction": form or CorrectionForm(),
        "answer": answers[0] if answers else None,
        "into": pieces_of(into.text, page_language(), page_language()) if into else [],
        "of_both": _answers(into)[:1] if into else [],
        "earlier": len(reformulations[:-1]) + len(answers[1:]),
        "commitments": COMMITMENTS.cards_of(into or text, AnonymousUser()),
        "shown_since": _day(text.cleared_on),
        "due": _day(text.cleared_on and text.cleared_on + timedelta(days=text.consultation.answer_within)),
        "may_change": text.state in {State.WAITING, State.HELD},
        "problem": problem,
        "form": form,
    }
    return page(request, "follow", words)


def _day(day: date | None) -> str:
    return day_in_words(day, page_language()) if day else ""


def _answers(text: Expectation) -> list[dict[str, Any]]:
    """Return what was answered, the latest first, with the day in words."""
    return [{"fate": fate, "day": _day(fate.signed_on)} for fate in answers_to(text)]


def _held(text: Expectation) -> dict[str, Any] | None:
    """Return why a text is held and what its readers wrote; where it names or accuses, also where that can be taken."""
    if text.state != State.HELD:
        return None
    readings: list[Reading] = list(text.readings.filter(revision=text.revision, cleared=False))
    administration = Administration.current()
    alerting = any(reading.ground in ALERTING for reading in readings)
    channel = administration.alert_channel if administration else {}
    return {"readings": readings, "alerting": alerting, "channel": channel}


@require_safe
@with_card()
def mine_earlier(request: HttpRequest, who: Participant, text: UUID) -> HttpResponse:
    """What was said and answered before what stands now."""
    kept = own_text(who, text)
    restated = [
        (one, pieces_of(one.text, page_language(), page_language())) for one in list(kept.reformulations.all())[:-1]
    ]
    words = {"consultation": who.consultation, "text": kept, "restated": restated, "answers": _answers(kept)[1:]}
    return page(request, "earlier", words)


@require_safe
@with_card()
def mine_proof(request: HttpRequest, who: Participant, text: UUID, number: int) -> HttpResponseBase:
    """The proof that was joined to an answer, for the author of what was answered or of what was merged into it."""
    if not any(text in {one.pk, one.merged_into_id} for one in own_texts(who)):
        raise Http404
    answered = Fate.objects.filter(expectation=text, number=number, proof__isnull=False)
    fate = answered.select_related("proof").first()
    if fate is None or fate.proof is None:
        raise Http404
    return hand_out(fate.proof)


@require_http_methods(["POST"])
@with_card()
def mine_reply(request: HttpRequest, who: Participant, text: UUID) -> HttpResponseBase:
    """Say of a reformulation: that is what I meant, or what is not quite right."""
    kept = own_text(who, text)
    pending = kept.reformulations.filter(reply=Reply.PENDING).first()
    if pending is None:
        raise Http404
    form = CorrectionForm(request.POST)
    if request.POST.get("number") != str(pending.number):
        return _follow(request, who, kept, form, changed_meanwhile().in_language(page_language()))
    if not form.is_valid():
        return _follow(request, who, kept, form)
    confirmed = request.POST.get("reply") == "confirmed"
    correction = form.cleaned_data["correction"]
    try:
        reply_to_reformulation(pending, confirmed=confirmed, correction=correction, actor=None, at=now())
    except Problem as refused:
        return _follow(request, who, kept, form, refused.in_language(page_language()))
    return redirect("dialogue:mine_text", who.consultation.pk, kept.pk)


@require_http_methods(METHODS)
@with_card()
def mine_withdraw(request: HttpRequest, who: Participant, text: UUID) -> HttpResponseBase:
    """Take back a text that only readers have seen: a page says what that does, its button does it."""
    kept = own_text(who, text)
    if kept.state not in {State.WAITING, State.HELD}:
        return redirect("dialogue:mine_text", who.consultation.pk, kept.pk)
    words = {"consultation": who.consultation, "text": kept, "pieces": pieces_with_names(kept)}
    if request.method != "POST":
        return page(request, "withdraw", words)
    try:
        revision = small_number(request.POST.get("revision", ""))
        withdraw_expectation(kept, revision=revision, actor=None, at=now())
    except Problem as refused:
        return page(request, "withdraw", {**words, "problem": refused.in_language(page_language())})
    return redirect("dialogue:mine_text", who.consultation.pk, kept.pk)
