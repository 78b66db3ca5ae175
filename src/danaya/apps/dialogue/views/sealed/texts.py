"""Inside a private space: members' texts, voting on them, writing, rewriting, taking out."""

from collections.abc import Sequence
from secrets import token_bytes
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danaya.apps.dialogue.actions.prepare_privately import (
    count_privately,
    put_in,
    rewrite,
    take_out,
    vote_privately,
)
from danaya.apps.dialogue.beside import factor_name, matter_names
from danaya.apps.dialogue.forms.sealed import PrivateTextForm
from danaya.apps.dialogue.forms.writing import language_beside, values_of
from danaya.apps.dialogue.models import Opinion
from danaya.apps.dialogue.models.expectations import LONGEST, WRITTEN_IN
from danaya.apps.dialogue.sealed.members_texts import buttons, own_vote, pieces, rows_of, unread, votes_in_words
from danaya.apps.dialogue.sealed.private import OpenText, open_counted, open_text, open_texts
from danaya.apps.dialogue.views.by_card.discreet import page_language
from danaya.apps.dialogue.views.sealed.opening import METHODS
from danaya.apps.dialogue.views.sealed.space import Inside, show, with_open_space, with_space
from danaya.engines.language import Problem

A_PAGE = 20


@require_safe
@with_open_space
def texts(request: HttpRequest, inside: Inside) -> HttpResponse:
    """The members' texts, most agreed with first."""
    found = open_texts(inside.space, inside.key, inside.member)
    words = of_list(request, found, A_PAGE, votes=inside.space.takes_texts)
    counted = open_counted(inside.space, inside.key).poll
    return show(request, inside, "texts", {**words, "counted": counted})


def of_list(request: HttpRequest, found: Sequence[OpenText], size: int, *, votes: bool) -> dict[str, Any]:
    """Return what a list of texts shows: ``size`` to a page, and how many the reader can still vote on."""
    shown = Paginator(found, size).get_page(request.GET.get("page"))
    waiting = unread(found) if votes else []
    return {
        "total": len(found),
        "shown": shown,
        "rows": rows_of(list(shown.object_list), page_language()),
        "unread": len(waiting),
        "first_unread": waiting[0].key if waiting else None,
    }


def find_text(inside: Inside, key: UUID) -> OpenText | None:
    """Return a text of the space, with the member's own vote; None where it was handed in, rewritten or taken out."""
    sealed = inside.space.texts.filter(pk=key).first()
    return open_text(inside.space, inside.key, sealed, inside.member) if sealed else None


def of_text(text: OpenText) -> dict[str, Any]:
    """Return what pages of one text show of it."""
    return {
        "text": text,
        "pieces": [(piece, dict(WRITTEN_IN).get(piece.language, "")) for piece in pieces(text, page_language())],
        "factor": factor_name(text.words.factor),
        "matters": matter_names(list(text.words.matters)),
        "votes": votes_in_words(text.count),
        "mine": own_vote(text),
        "buttons": buttons(text),
    }


@require_safe
@with_open_space
def text_page(request: HttpRequest, inside: Inside, text: UUID) -> HttpResponse:
    """One text: vote on it, rewrite it, take it out, hand it in."""
    found = find_text(inside, text)
    if found is None:
        raise Http404
    return show(request, inside, "text", of_text(found))


@require_POST
@with_open_space
def vote(request: HttpRequest, inside: Inside, text: UUID) -> HttpResponseBase:
    """Keep the member's vote, and lead to the next text they have not voted on."""
    try:
        opinion = Opinion(int(request.POST.get("opinion", "")))
    except ValueError:
        return redirect(inside.to("private_text", text))
    if not _try(request, lambda: _keep(inside, text, opinion)):
        return redirect(inside.to("private_texts"))
    following = unread(open_texts(inside.space, inside.key, inside.member))
    if following:
        return redirect(inside.to("private_text", following[0].key))
    messages.success(request, _("You have voted on every text. You can change each vote on its page."))
    return redirect(inside.to("private_texts"))


def _keep(inside: Inside, text: UUID, opinion: Opinion) -> None:
    vote_privately(inside.space, inside.key, text, opinion, member=inside.member, random=token_bytes)


@require_POST
@with_open_space
def count(request: HttpRequest, inside: Inside) -> HttpResponseBase:
    """Count the votes, as far as they may be shown."""
    if _try(request, lambda: count_privately(inside.space, inside.key, random=token_bytes)):
        messages.success(request, _("The votes are counted."))
    return redirect(inside.to("private_texts"))


def _try(request: HttpRequest, act: Any) -> bool:
    """Do something that a page of its own would be too much for; say above the next page what was refused."""
    try:
        act()
    except Problem as refused:
        messages.error(request, refused.in_language(page_language()))
        return False
    return True


@sensitive_post_parameters()
@require_http_methods(METHODS)
@with_space
def write(request: HttpRequest, inside: Inside) -> HttpResponseBase:
    """Put a text in; it needs no secret, and whoever has none does not see it again."""
    form = PrivateTextForm(request.POST if request.method == "POST" else None, initial=start_of_writing())
    words: dict[str, Any] = {"form": form, "key": request.POST.get("key") or str(uuid4()), "most": LONGEST}
    if request.method == "POST" and form.is_valid():
        try:
            put_in(inside.space, form.words(), key=key_of(words["key"]), random=token_bytes)
        except Problem as refused:
            form.add_error(None, refused.in_language(page_language()))
        else:
            return redirect(inside.to("private_written"))
    return show(request, inside, "write", words)


def start_of_writing() -> dict[str, str]:
    """Return the languages in which a form of texts begins."""
    language = page_language()
    own = language if language in dict(WRITTEN_IN) else WRITTEN_IN[0][0]
    return {"language": own, "other_language": language_beside(own, "")}


def key_of(typed: str) -> UUID | None:
    """Return the key that a page gave its text, so that it is kept once; None for anything else."""
    try:
        return UUID(typed)
    except ValueError:
        return None


@require_safe
@with_space
def written(request: HttpRequest, inside: Inside) -> HttpResponse:
    """The receipt: the text is closed; who reads it, what follows."""
    return show(request, inside, "written")


@sensitive_post_parameters()
@require_http_methods(METHODS)
@with_open_space
def rewrite_page(request: HttpRequest, inside: Inside, text: UUID) -> HttpResponseBase:
    """Write a text in other words; what members voted of the former goes."""
    found = find_text(inside, text)
    if found is None and request.method != "POST":
        raise Http404
    form = PrivateTextForm(
        request.POST if request.method == "POST" else None, initial=values_of_text(found) if found else None
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = rewrite(inside.space, inside.key, text, form.words(), random=token_bytes)
        except Problem as refused:
            form.add_error(None, refused.in_language(page_language()))
        else:
            messages.success(request, _("The text is closed again in its new words. Votes on the former are gone."))
            return redirect(inside.to("private_text", made.pk))
    return show(request, inside, "rewrite", {"form": form, "most": LONGEST, "key": text})


def values_of_text(text: OpenText) -> dict[str, Any]:
    """Return the initial values of a form for a text."""
    values = values_of(dict(text.words.text), text.words.language)
    return {**values, "factor": text.words.factor, "matters": list(text.words.matters)}


@require_http_methods(METHODS)
@with_open_space
def take_out_page(request: HttpRequest, inside: Inside, text: UUID) -> HttpResponseBase:
    """Say what taking out does; the button deletes the text."""
    found = find_text(inside, text)
    if request.method != "POST":
        if found is None:
            raise Http404
        return show(request, inside, "take_out", of_text(found))
    if _try(request, lambda: take_out(inside.space, inside.key, text)):
        messages.success(request, _("The text is taken out."))
    return redirect(inside.to("private_texts"))
