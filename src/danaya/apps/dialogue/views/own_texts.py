"""What a post writes for its organisation, follows, writes anew or takes back; and the code to write without its name."""

from secrets import token_bytes
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danaya.apps.dialogue import beside, listing
from danaya.apps.dialogue.actions.restate_expectation import reply_to_reformulation
from danaya.apps.dialogue.actions.rewrite_expectation import rewrite_expectation, withdraw_expectation
from danaya.apps.dialogue.actions.submit_expectation import Author, submit_expectation
from danaya.apps.dialogue.by_card.device import refuse_second, take_in_hand
from danaya.apps.dialogue.by_card.participants import AUTHOR, Group, give_code
from danaya.apps.dialogue.forms.answering import CorrectionForm
from danaya.apps.dialogue.forms.writing import WritingForm, language_beside, values_of
from danaya.apps.dialogue.models import Consultation, Expectation, Reply, State, Voice
from danaya.apps.dialogue.models.expectations import WRITTEN_IN
from danaya.apps.dialogue.problems import changed_meanwhile, not_gathering
from danaya.apps.dialogue.queries import findings_to_cite
from danaya.apps.dialogue.views.by_card.discreet import page_language, small_number
from danaya.apps.dialogue.views.by_card.writing import carried, hints_in
from danaya.apps.dialogue.views.expectations import row_of
from danaya.apps.dialogue.views.frame import frame, posted, readers_of_text, say, status_of
from danaya.apps.dialogue.views.lookup import find_consultation, find_expectation
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now, today
from danaya.apps.people.models import Side
from danaya.base.cards.finding import InHand
from danaya.engines.language import Problem

OPEN = frozenset({State.WAITING, State.HELD})
"""States in which an author may still change a text."""


@permission_required("dialogue.write", of=find_consultation)
@require_http_methods(["GET", "POST"])
def write(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """Write an expectation in the name of the organisation; or go on to a code, to write without it."""
    form = WritingForm(
        posted(request), initial=_start(), voices=(), findings=findings_to_cite(consultation, invited=True)
    )
    words: dict[str, Any] = {"gathers": consultation.gathers, "organisation": request.acting.post.organisation}
    if request.method == "POST" and form.is_valid() and request.POST.get("step") != "edit":
        hints = [] if request.POST.get("step") == "as-is" else hints_in(form)
        if hints:
            return _second_look(request, consultation, form, hints)
        try:
            kept = _keep(request, consultation, form)
        except Problem as refused:
            say(form, refused)
        else:
            messages.success(request, _("Handed in. A reader of each side reads it before others see it."))
            return redirect("dialogue:expectation", consultation.pk, kept.pk)
    context = {**frame(request, consultation), **words, "form": form}
    return render(request, "dialogue/write.html", context, status=status_of(form))


def _start() -> dict[str, Any]:
    language = page_language()
    own = language if language in dict(WRITTEN_IN) else WRITTEN_IN[0][0]
    return {"language": own, "other_language": language_beside(own, "")}


def _second_look(
    request: PostRequest, consultation: Consultation, form: WritingForm, hints: Any, kept: Expectation | None = None
) -> HttpResponse:
    """Ask once more where a text seems to name somebody; what was typed is carried on."""
    more = [("revision", request.POST.get("revision", ""))] if kept else []
    context = {
        **frame(request, consultation),
        "hints": hints,
        "columns": beside.said_columns(form.words().text),
        "hidden": [*carried(request, {}, form.fields), *more],
    }
    return render(request, "dialogue/named.html", context)


def _keep(request: PostRequest, consultation: Consultation, form: WritingForm) -> Expectation:
    """Keep the text, once: pressed twice on a slow network, the button leads to the same page."""
    words, organisation = form.words(), request.acting.post.organisation
    mine = consultation.expectations.filter(voice=Voice.ORGANISATION, organisation=organisation)
    same = next((one for one in mine.exclude(state=State.WITHDRAWN) if one.text == dict(words.text)), None)
    author = Author(Voice.ORGANISATION, Side(organisation.side), organisation)
    return same or submit_expectation(consultation, words, author, actor=request.acting, at=now())


@permission_required("dialogue.write", of=find_consultation)
@require_POST
def write_unnamed(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """Give a code to write with: it carries the side alone. The text is written with it, on pages that know no account."""
    try:
        if not consultation.gathers:
            raise not_gathering()
        refuse_second(request, consultation)
    except Problem as refused:
        messages.error(request, refused.in_language(page_language()))
        return redirect("dialogue:write", consultation.pk)
    group = Group(Side(request.acting.post.side))
    given = give_code(consultation, group, AUTHOR, on=today(), random=token_bytes)
    context = {**frame(request, consultation), "code": given.code}
    response = render(request, "dialogue/write_code.html", context)
    take_in_hand(response, request, consultation, InHand(given.card, given.root), today=today(), random=token_bytes)
    return response


@permission_required("dialogue.write", of=find_consultation)
@require_safe
def own(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """What was handed in under the organisation's name, each with where it stands."""
    organisation = request.acting.post.organisation
    texts = listing.own_texts_of(consultation, organisation)
    pending = set(
        consultation.expectations.filter(organisation=organisation, reformulations__reply=Reply.PENDING).values_list(
            "pk", flat=True
        )
    )
    rows = [
        {**row_of(text), "pending": text.pk in pending, "words": beside.said_columns(text.text)[:1]} for text in texts
    ]
    context = {**frame(request, consultation), "rows": rows, "organisation": organisation}
    return render(request, "dialogue/own.html", context)


@permission_required("dialogue.answer_for_author", of=find_expectation)
@require_http_methods(["GET", "POST"])
def rewrite(request: PostRequest, expectation: Expectation) -> HttpResponse:
    """Write a text anew that waits or is held; both sides read the new wording from the start."""
    consultation = expectation.consultation
    if expectation.state not in OPEN:
        return _no_longer(request, expectation)
    start = {
        **values_of(expectation.text, expectation.language),
        "factor": expectation.factor,
        "matters": expectation.matters,
    }
    form = WritingForm(posted(request), initial=start)
    revision = request.POST.get("revision") or str(expectation.revision)
    if request.method == "POST" and form.is_valid() and request.POST.get("step") != "edit":
        hints = [] if request.POST.get("step") == "as-is" else hints_in(form)
        if hints:
            return _second_look(request, consultation, form, hints, expectation)
        try:
            rewrite_expectation(
                expectation, form.words(), revision=small_number(revision), actor=request.acting, at=now()
            )
        except Problem as refused:
            say(form, refused)
        else:
            messages.success(request, _("Kept. A reader of each side reads the new wording."))
            return redirect("dialogue:expectation", consultation.pk, expectation.pk)
    context = {
        **frame(request, consultation),
        "visibility": readers_of_text(expectation),
        "form": form,
        "kept": expectation,
        "revision": revision,
        "gathers": True,
    }
    return render(request, "dialogue/write.html", context, status=status_of(form))


@permission_required("dialogue.answer_for_author", of=find_expectation)
@require_http_methods(["GET", "POST"])
def withdraw(request: PostRequest, expectation: Expectation) -> HttpResponse:
    """Take back a text that only readers have seen: a page says what that does, its button does it."""
    if expectation.state not in OPEN:
        return _no_longer(request, expectation)
    problem = ""
    if request.method == "POST":
        revision = small_number(request.POST.get("revision", ""))
        try:
            withdraw_expectation(expectation, revision=revision, actor=request.acting, at=now())
        except Problem as refused:
            problem = refused.in_language(page_language())
        else:
            messages.success(request, _("Taken back: the words are deleted."))
            return redirect("dialogue:own", expectation.consultation_id)
    context = {
        **frame(request, expectation.consultation),
        "visibility": readers_of_text(expectation),
        "expectation": expectation,
        "columns": beside.said_columns(expectation.text),
        "problem": problem,
        "page_errors": bool(problem),
    }
    return render(request, "dialogue/withdraw.html", context, status=422 if problem else 200)


def _no_longer(request: PostRequest, expectation: Expectation) -> HttpResponse:
    messages.warning(request, _("This text no longer changes: it is shown, or it was taken back."))
    return redirect("dialogue:expectation", expectation.consultation_id, expectation.pk)


@permission_required("dialogue.answer_for_author", of=find_expectation)
@require_http_methods(["GET", "POST"])
def reply(request: PostRequest, expectation: Expectation) -> HttpResponse:
    """Say of a reformulation: that is what we meant, or what is not quite right."""
    pending = expectation.reformulations.filter(reply=Reply.PENDING).select_related("by__organisation").first()
    if pending is None:
        messages.warning(request, _("No reformulation waits for your reply."))
        return redirect("dialogue:expectation", expectation.consultation_id, expectation.pk)
    form = CorrectionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("number") != str(pending.number):
                raise changed_meanwhile()
            confirmed = request.POST.get("reply") == "confirmed"
            words = form.cleaned_data["correction"]
            reply_to_reformulation(pending, confirmed=confirmed, correction=words, actor=request.acting, at=now())
        except Problem as refused:
            say(form, refused, "correction" if refused.code == "dialogue-correction-missing" else None)
        else:
            messages.success(request, _("Kept: the post that restated it is told."))
            return redirect("dialogue:expectation", expectation.consultation_id, expectation.pk)
    context = {
        **frame(request, expectation.consultation),
        "expectation": expectation,
        "columns": beside.said_columns(expectation.text),
        "reformulation": pending,
        "restated": beside.said_columns(pending.text),
        "form": form,
    }
    return render(request, "dialogue/reply.html", context, status=status_of(form))
