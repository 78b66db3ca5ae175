"""Choosing the members' secret: it is shown once, typed once to see that it was noted, and kept nowhere in between.

Between the two pages the proposed secret travels in the form itself, enclosed under a key of the installation.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from danaya.apps.dialogue.forms.sealed import OwnSecretForm, UnlockForm
from danaya.apps.dialogue.sealed.private import same_secret
from danaya.apps.dialogue.views.by_card.discreet import page_language
from danaya.apps.people.clock import now
from danaya.base.cards.codes import Random, make_code
from danaya.base.cards.pocket import disclose, enclose
from danaya.base.design.forms import Form
from danaya.engines.language import Problem
from danaya.engines.seals.phrases import make_phrase

WITHIN = timedelta(minutes=30)
"""How long a proposed secret can be confirmed."""

_ABOUT = "proposed secret"

KINDS: dict[str, Callable[[Random], str]] = {"words": make_phrase, "code": make_code}
"""What may be proposed; a body may also choose its own (``own``)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Where a secret is chosen: what the pages show around it, and what is done once it was noted."""

    words: dict[str, Any]
    finish: Callable[[str], HttpResponseBase]


def choose_secret(request: HttpRequest, choice: Choice) -> HttpResponseBase:
    """Go one step on: propose a secret, ask to type it, do what it is for."""
    step = request.POST.get("step", "")
    if request.method == "POST" and step in STEPS:
        return STEPS[step](request, choice)
    return _propose(request, choice)


def _propose(request: HttpRequest, choice: Choice, problem: str = "") -> HttpResponse:
    kind = request.GET.get("kind", "words")
    if kind == "own":
        return _show(request, choice, "secret_own", {"form": OwnSecretForm()})
    secret = KINDS.get(kind, make_phrase)(token_bytes)
    words = {"secret": secret, "proposal": _enclosed(secret), "kind": kind, "problem": problem, "page_errors": problem}
    return _show(request, choice, "secret", words)


def _take_own(request: HttpRequest, choice: Choice) -> HttpResponse:
    form = OwnSecretForm(request.POST)
    if not form.is_valid():
        return _show(request, choice, "secret_own", {"form": form})
    return _confirm(request, choice, _enclosed(form.cleaned_data["space_password"]), UnlockForm())


def _noted(request: HttpRequest, choice: Choice) -> HttpResponse:
    if not _disclosed(request):
        return _propose(request, choice, _too_late())
    return _confirm(request, choice, request.POST["proposal"], UnlockForm())


def _typed(request: HttpRequest, choice: Choice) -> HttpResponseBase:
    secret = _disclosed(request)
    if not secret:
        return _propose(request, choice, _too_late())
    form = UnlockForm(request.POST)
    if form.is_valid() and not same_secret(form.cleaned_data["space_password"], secret):
        form.add_error("space_password", _("Type the secret as it stands on your sheet: this is another one."))
    if not form.is_valid():
        return _confirm(request, choice, request.POST["proposal"], form)
    try:
        return choice.finish(secret)
    except Problem as refused:
        form.add_error(None, refused.in_language(page_language()))
        return _confirm(request, choice, request.POST["proposal"], form)


STEPS: dict[str, Callable[[HttpRequest, Choice], HttpResponseBase]] = {
    "own": _take_own,
    "noted": _noted,
    "typed": _typed,
}


def _too_late() -> str:
    return _("The secret shown before is no longer good: note this one.")


def _confirm(request: HttpRequest, choice: Choice, proposal: str, form: Form) -> HttpResponse:
    return _show(request, choice, "secret_typed", {"form": form, "proposal": proposal})


def _show(request: HttpRequest, choice: Choice, name: str, words: dict[str, Any]) -> HttpResponse:
    refused = "form" in words and words["form"].errors
    context = {**choice.words, **words}
    return render(request, f"dialogue/private/{name}.html", context, status=422 if refused else 200)


def _enclosed(secret: str) -> str:
    content = {"secret": secret, "until": (now() + WITHIN).isoformat()}
    return enclose(content, about=_ABOUT, random=token_bytes)


def _disclosed(request: HttpRequest) -> str:
    """Return the secret that the page proposed; nothing where it is another's or too old."""
    content = disclose(request.POST.get("proposal", ""), about=_ABOUT) or {}
    in_time = content and datetime.fromisoformat(content["until"]) > now()
    return content["secret"] if in_time else ""
