"""Opening a private space, entering it by the members' secret, closing it, changing the secret, emptying it."""

from secrets import token_bytes
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danaya.apps.dialogue.actions.prepare_privately import change_secret, empty_space, open_space
from danaya.apps.dialogue.forms.sealed import UnlockForm
from danaya.apps.dialogue.models import Consultation
from danaya.apps.dialogue.problems import not_gathering
from danaya.apps.dialogue.sealed.opened import close, keep_open, of_visit
from danaya.apps.dialogue.sealed.private import unlock
from danaya.apps.dialogue.views.by_card.discreet import page_language
from danaya.apps.dialogue.views.sealed.secrets import Choice, choose_secret
from danaya.apps.dialogue.views.sealed.space import (
    PERMISSION,
    Inside,
    find_consultation,
    own_space,
    quiet,
    show,
    with_open_space,
    with_space,
)
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now
from danaya.base.design.forms import Form
from danaya.base.limits.tries import count_try, too_many
from danaya.engines.language import Problem

METHODS = ["GET", "HEAD", "POST"]
KEPT = "kept-"
"""Before the names of fields that wait, in the page, until the space is open again."""


@permission_required(PERMISSION)
@require_safe
def begin(request: PostRequest, pk: UUID) -> HttpResponseBase:
    """Say what a private space protects, and against whom; where there is one, lead into it."""
    consultation = find_consultation(request, pk)
    space = own_space(request, consultation)
    if space is not None:
        return redirect("dialogue:private_texts", space.pk)
    takes_texts = consultation.gathers or not consultation.begun
    return quiet(render(request, "dialogue/private/begin.html", {**_around(request, consultation), "may": takes_texts}))


def _around(request: PostRequest, consultation: Consultation) -> dict[str, object]:
    organisation = request.acting.post.organisation
    return {"consultation": consultation, "organisation": organisation}


@permission_required(PERMISSION)
@sensitive_post_parameters()
@require_http_methods(METHODS)
def open_(request: PostRequest, pk: UUID) -> HttpResponseBase:
    """Choose the members' secret; the last button opens the space, and leaves it open in this browser."""
    consultation = find_consultation(request, pk)
    there = own_space(request, consultation)
    if there is not None:
        return redirect("dialogue:private_texts", there.pk)

    def finish(secret: str) -> HttpResponseBase:
        if not (consultation.gathers or not consultation.begun):
            raise not_gathering()
        space = open_space(consultation, secret, actor=request.acting, at=now(), random=token_bytes)
        response = redirect("dialogue:private_opened", space.pk)
        keep_open(response, space, unlock(space, secret), of_visit(request, space), at=now(), random=token_bytes)
        return response

    words = {
        **_around(request, consultation),
        "cancel": reverse("dialogue:private_begin", args=[pk]),
        "verb": _("Open the private space"),
        "purpose": "open",
    }
    return quiet(choose_secret(request, Choice(words, finish)))


@require_safe
@with_open_space
def opened_page(request: HttpRequest, inside: Inside) -> HttpResponse:
    """The receipt: the space is open; what to note on the sheet, what to do next."""
    return show(request, inside, "opened")


@sensitive_post_parameters()
@require_http_methods(METHODS)
@with_space
def unlock_page(request: HttpRequest, inside: Inside) -> HttpResponseBase:
    """Type the members' secret: the space opens in this browser, for an hour at most."""
    if request.method != "POST":
        return redirect(inside.to("private_texts")) if inside.private else show(request, inside, "unlock", _locked())
    form = UnlockForm(request.POST)
    kept = [(name[len(KEPT) :], value) for name, value in _posted(request) if name.startswith(KEPT)]
    then = _then(request, inside)
    if not form.is_valid():
        return show(request, inside, "unlock", {"form": form, "kept": kept, "then": then})
    take_back = count_try(request, "space", f"{inside.space.pk}:{request.user.pk}")
    if take_back is None:
        return too_many(request, back=inside.to("private_unlock"))
    try:
        private = unlock(inside.space, form.cleaned_data["space_password"])
    except Problem as refused:
        form.add_error("space_password", refused.in_language(page_language()))
        return show(request, inside, "unlock", {"form": form, "kept": kept, "then": then})
    take_back()
    again = show(request, inside, "again", {"kept": kept, "then": then})
    response = again if kept else redirect(then)
    keep_open(response, inside.space, private, inside.holder, at=now(), random=token_bytes)
    return response


def _locked() -> dict[str, object]:
    return {"form": UnlockForm(), "kept": [], "then": ""}


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.POST.lists() for value in values]


def _then(request: HttpRequest, inside: Inside) -> str:
    """Return where to go once the space is open: a page of this space, never elsewhere."""
    asked = request.POST.get("then", "")
    return asked if asked.startswith(inside.holder.path) and "\\" not in asked else inside.to("private_texts")


@require_POST
@with_space
def close_(request: HttpRequest, inside: Inside) -> HttpResponseBase:
    """Close the space in this browser."""
    response = redirect(inside.to("private_unlock"))
    close(response, inside.holder.path)
    messages.success(request, _("The private space is closed in this browser."))
    return response


@sensitive_post_parameters()
@require_http_methods(METHODS)
@with_open_space
def secret(request: PostRequest, inside: Inside) -> HttpResponseBase:
    """Choose another secret in place of the one that members know."""

    def finish(chosen: str) -> HttpResponseBase:
        change_secret(inside.space, inside.key, chosen, actor=request.acting, at=now(), random=token_bytes)
        messages.success(request, _("The secret is changed: the former one opens nothing any more. Tell your members."))
        return redirect(inside.to("private_texts"))

    words = {
        "consultation": inside.space.consultation,
        "organisation": inside.space.organisation,
        "space": inside.space,
        "cancel": inside.to("private_texts"),
        "verb": _("Change the secret"),
        "purpose": "change",
    }
    return choose_secret(request, Choice(words, finish))


class EmptyForm(Form):
    """That somebody knows what emptying does."""

    sure = forms.BooleanField(
        label=gettext_lazy("I know that nobody can bring these texts and votes back"),
    )


@require_http_methods(METHODS)
@with_space
def empty(request: PostRequest, inside: Inside) -> HttpResponseBase:
    """Say what emptying does; the button deletes the space. It needs no secret, so that a lost one does not stop a body."""
    form = EmptyForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show(request, inside, "empty", {"form": form})
    consultation = inside.space.consultation_id
    empty_space(inside.space, actor=request.acting, at=now())
    messages.success(request, _("The private space is empty: its texts, votes and cards are gone."))
    response = redirect("dialogue:private_begin", consultation)
    close(response, inside.holder.path)
    return response
