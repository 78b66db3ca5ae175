"""Handing in what a body stands for: the words as they will be submitted, a check, then it goes the way of every expectation."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from danaya.apps.dialogue.actions.prepare_privately import hand_in
from danaya.apps.dialogue.beside import factor_name, matter_names
from danaya.apps.dialogue.forms.sealed import PrivateTextForm
from danaya.apps.dialogue.models import Expectation, Voice
from danaya.apps.dialogue.models.expectations import LONGEST, WRITTEN_IN
from danaya.apps.dialogue.queries import findings_to_cite
from danaya.apps.dialogue.views.by_card.discreet import page_language
from danaya.apps.dialogue.views.by_card.writing import hints_in
from danaya.apps.dialogue.views.sealed.opening import METHODS
from danaya.apps.dialogue.views.sealed.space import TOKEN, Inside, show, with_open_space, with_space
from danaya.apps.dialogue.views.sealed.texts import find_text, values_of_text
from danaya.apps.dialogue.wording import Piece, pieces_of
from danaya.apps.people.access import PostRequest
from danaya.apps.people.clock import now
from danaya.engines.language import Problem


@sensitive_post_parameters()
@require_http_methods(METHODS)
@with_open_space
def hand_in_page(request: PostRequest, inside: Inside, text: UUID) -> HttpResponseBase:
    """Settle the wording, check it, hand it in; nothing is handed in before the last button."""
    found = find_text(inside, text)
    step = request.POST.get("step", "")
    if found is None and not step:
        raise Http404
    form = PrivateTextForm(
        request.POST if step else None,
        initial=values_of_text(found) if found else None,
        findings=findings_to_cite(inside.space.consultation, invited=True),
    )
    words = {"form": form, "most": LONGEST, "key": text}
    if not step or not form.is_valid() or step == "edit":
        return show(request, inside, "hand_in", words)
    if step != "send":
        return show(request, inside, "hand_in_check", {**words, **_check(request, form)})
    try:
        made = hand_in(inside.space, inside.key, text, form.words(), actor=request.acting, at=now())
    except Problem as refused:
        form.add_error(None, refused.in_language(page_language()))
        return show(request, inside, "hand_in", words)
    return redirect(inside.to("private_handed_in", made.pk))


def _check(request: HttpRequest, form: PrivateTextForm) -> dict[str, Any]:
    """Return what will stand for everybody to read, and the fields that carry it to the last button."""
    words = form.words()
    return {
        "pieces": _named(pieces_of(words.text, words.language, words.language)),
        "factor": factor_name(words.factor),
        "matters": matter_names(list(words.matters)),
        "cited": words.findings,
        "hints": hints_in(form),
        "hidden": [
            (name, value) for name, values in request.POST.lists() if name not in {TOKEN, "step"} for value in values
        ],
    }


def _named(pieces: list[Piece]) -> list[tuple[Piece, str]]:
    names = {code: str(name) for code, name in WRITTEN_IN}
    return [(piece, names.get(piece.language, "")) for piece in pieces]


@require_safe
@with_space
def handed_in(request: HttpRequest, inside: Inside, text: UUID) -> HttpResponse:
    """The receipt: what was handed in, who sees it now, what follows."""
    rows = Expectation.objects.filter(
        consultation=inside.space.consultation_id, organisation=inside.space.organisation_id, voice=Voice.ORGANISATION
    )
    made = get_object_or_404(rows, pk=text)
    words = {
        "expectation": made,
        "pieces": _named(pieces_of(made.text, made.language, made.language)),
        "follow": _follow(made),
    }
    return show(request, inside, "handed_in", words)


def _follow(made: Expectation) -> str:
    """Return the address of an expectation's own page."""
    try:
        return reverse("dialogue:expectation", args=[made.consultation_id, made.pk])
    except NoReverseMatch:
        return ""
