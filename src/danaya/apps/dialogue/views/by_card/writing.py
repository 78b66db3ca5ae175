"""Writing by card: the text and its name, a second look where it seems to name somebody, what may be added, the receipt."""

from collections.abc import Iterable
from secrets import token_bytes
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from danaya.apps.dialogue.actions.rewrite_expectation import rewrite_expectation
from danaya.apps.dialogue.actions.submit_expectation import Author, submit_expectation
from danaya.apps.dialogue.by_card.participants import VOICE, Participant, organisation_of
from danaya.apps.dialogue.forms.writing import WritingForm, choices_of_voice, language_beside, values_of
from danaya.apps.dialogue.models import Expectation, State
from danaya.apps.dialogue.models.expectations import LONGEST, WRITTEN_IN
from danaya.apps.dialogue.naming import Hint, hints_of
from danaya.apps.dialogue.queries import findings_to_cite
from danaya.apps.dialogue.views.by_card.discreet import page, page_language, small_number, typed_texts
from danaya.apps.dialogue.views.by_card.entering import METHODS
from danaya.apps.dialogue.views.by_card.in_hand import own_texts, with_card
from danaya.apps.dialogue.wording import Piece, pieces_of
from danaya.apps.people.clock import now
from danaya.apps.people.models import Organisation
from danaya.engines.language import Problem

FIRST = ("text", "language", "other", "other_language", "voice")
"""What stands on the first page; the rest is asked on a page of its own, of whoever wants to say it."""

ADDED = {"more": ("factor", "matters"), "cite": ("findings",)}
"""What each page asks that whoever wants to say more is led to."""


@require_http_methods(METHODS)
@with_card()
def participant_write(request: HttpRequest, who: Participant) -> HttpResponseBase:
    """Write an expectation; nothing is kept before the last button."""
    form = _form(request, who)
    words = {"consultation": who.consultation, "gathers": who.consultation.gathers, "most": LONGEST}
    return step(request, form, words, lambda: _keep(request, who, form))


@require_http_methods(METHODS)
@with_card()
def mine_rewrite(request: HttpRequest, who: Participant, text: UUID) -> HttpResponseBase:
    """Write a text anew that waits or is held; the name it stands under stays."""
    kept = own_text(who, text)
    if kept.state not in {State.WAITING, State.HELD}:
        return redirect("dialogue:mine_text", who.consultation.pk, kept.pk)
    start = {**values_of(kept.text, kept.language), "factor": kept.factor, "matters": kept.matters}
    form = WritingForm(request.POST or None, initial=start)
    revision = request.POST.get("revision", "") if request.method == "POST" else str(kept.revision)
    words = {
        "consultation": who.consultation,
        "gathers": True,
        "most": LONGEST,
        "kept": kept,
        "carried": [("revision", revision)],
    }

    def save() -> HttpResponseBase:
        rewrite_expectation(kept, form.words(), revision=small_number(revision), actor=None, at=now())
        return redirect("dialogue:written", who.consultation.pk, kept.pk)

    return step(request, form, words, save)


def step(request: HttpRequest, form: WritingForm, words: dict[str, Any], save: Any) -> HttpResponseBase:
    """Go one step on in writing: the first page, what may be added, a second look, or keeping it with ``save``."""
    asked = request.POST.get("step", "")
    optional = carried(request, words, [name for name in form.fields if name not in FIRST])
    words = {**words, "form": form, "data": form_values(form), "optional": optional, "texts": typed_texts(request)}
    if request.method != "POST" or not form.is_valid() or asked == "edit":
        return page(request, "write", words)
    if asked in ADDED:
        others = [name for name in form.fields if name not in ADDED[asked]]
        return page(request, f"write_{asked}", {**words, "hidden": carried(request, words, others)})
    hints = [] if asked == "as-is" else hints_in(form)
    if hints:
        return page(request, "named", {**words, "hints": hints, "hidden": carried(request, words, form.fields)})
    try:
        return save()  # type: ignore[no-any-return]
    except Problem as refused:
        return page(request, "write", {**words, "problem": refused.in_language(page_language())})


def carried(request: HttpRequest, words: dict[str, Any], names: Iterable[str]) -> list[tuple[str, str]]:
    """Return what was typed, for a page that carries it on without showing it."""
    typed = [(name, value) for name in names for value in request.POST.getlist(name)]
    return [*typed, *words.get("carried", ())]


def form_values(form: WritingForm) -> dict[str, Any]:
    """Return the value of each field as it stands now: typed, or at the beginning."""
    return {name: form[name].value() for name in form.fields}


def hints_in(form: WritingForm) -> list[Hint]:
    """Return where the text seems to lead to a person; names of organisations are none."""
    bodies = [
        name for row in Organisation.objects.values_list("name", "acronym") for name in (*row[0].values(), row[1])
    ]
    return hints_of(form.words().text, bodies)


def _form(request: HttpRequest, who: Participant) -> WritingForm:
    organisation = organisation_of(who.group)
    voices = choices_of_voice(who.voices(), who.group.side, organisation.acronym if organisation else "")
    findings = findings_to_cite(who.consultation, invited=who.card.purpose == VOICE)
    language = page_language()
    own = language if language in dict(WRITTEN_IN) else WRITTEN_IN[0][0]
    start = {"language": own, "other_language": language_beside(own, "")}
    return WritingForm(request.POST or None, initial=start, voices=voices, findings=findings)


def _keep(request: HttpRequest, who: Participant, form: WritingForm) -> HttpResponseBase:
    """Keep the text, once: pressed twice on a slow network, the button leads to the same receipt."""
    words = form.words()
    same = next((one for one in own_texts(who) if one.text == dict(words.text)), None)
    if same is None:
        organisation = organisation_of(who.group)
        author = Author(form.chosen_voice(), who.group.side, organisation, key=who.mark(token_bytes))
        same = submit_expectation(who.consultation, words, author, actor=None, at=now())
    return redirect("dialogue:written", who.consultation.pk, same.pk)


def own_text(who: Participant, key: UUID) -> Expectation:
    """Return a text of this card; anybody else's does not exist."""
    found = who.consultation.expectations.filter(pk=key).select_related("organisation", "merged_into").first()
    if found is None or not who.wrote(found.author_key):
        raise Http404
    return found


@require_safe
@with_card()
def written(request: HttpRequest, who: Participant, text: UUID) -> HttpResponse:
    """The receipt: what was handed in, who sees it now, what follows."""
    kept = own_text(who, text)
    words = {"consultation": who.consultation, "text": kept, "pieces": pieces_with_names(kept)}
    return page(request, "written", words)


def pieces_with_names(text: Expectation) -> list[tuple[Piece, str]]:
    """Return the pieces of a text with the name of each language, the author's own first."""
    names = {code: str(name) for code, name in WRITTEN_IN}
    return [(piece, names.get(piece.language, "")) for piece in pieces_of(text.text, text.language, text.language)]
