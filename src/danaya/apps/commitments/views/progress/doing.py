"""One act on one page: its form made, filled, refused in words with all that was typed and chosen kept, or done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from danaya.apps.commitments.forms.progress import FILES, AnswerForm, EvidenceForm, HelpForm
from danaya.apps.commitments.models import Claim, Commitment, Evidence
from danaya.apps.commitments.progress.pieces import read, seal_of, take, token
from danaya.apps.commitments.views.frame import page_language
from danaya.apps.commitments.views.lookup import read_key
from danaya.apps.commitments.views.progress.acts import Act, Deed, Files
from danaya.base.design.forms import Form
from danaya.base.files.models import StoredFile
from danaya.engines.language import Problem

CHANGED = "commitments-claim-changed"
COUNTED = "commitments-pin-wrong"
"""A wrong PIN: after five of them nothing more is taken in."""


@dataclass(slots=True)
class Asked:
    """An act as its page asks for it."""

    act: Act
    commitment: Commitment
    subject: Any
    form: Any
    replaces: Evidence | None = None
    files: Files = field(default_factory=dict)
    done: bool = False

    @property
    def kept(self) -> list[tuple[str, str, StoredFile]]:
        """The files that a refused form still has: field, what the page holds to find them again, the file."""
        return [(name, token(file, self.commitment), file) for name, file in self.files.items()]


def ask(request: HttpRequest, act: Act, commitment: Commitment, subject: Any, *, only_shown: bool = False) -> Asked:
    """Return an act as its page asks for it, with what was sent; ``only_shown``: to be shown again as it is, not to be done."""
    data = request.POST if request.method == "POST" and not only_shown else None
    facts: dict[str, Any] = {}
    if issubclass(act.form, EvidenceForm):
        facts["commitment"] = commitment
    if issubclass(act.form, HelpForm):
        facts["first"] = ()
    if issubclass(act.form, AnswerForm):
        facts["initial"] = {"seen": seal_of(subject)}
    if only_shown:
        # The PIN is typed anew each time: it stands in no page that is sent.
        facts["initial"] = facts.get("initial", {}) | {
            name: typed for name, typed in request.POST.items() if name != "pin"
        }
    form = act.form(data, None if only_shown else request.FILES or None, **facts)
    kept = {name: read(request.POST.get(f"kept_{name}", ""), commitment) for name in FILES} if only_shown else {}
    files = {name: file for name, file in kept.items() if file is not None}
    return Asked(act, commitment, subject, form, replaced(request, subject), files)


def replaced(request: HttpRequest, subject: Any) -> Evidence | None:
    """Return the evidence that a page names as to be replaced."""
    if not isinstance(subject, Claim):
        return None
    key = read_key(request.POST.get("replaces") or request.GET.get("replaces", ""))
    return subject.evidence.filter(pk=key).first()


def perform(
    request: HttpRequest, asked: Asked, actor: Any, at: datetime, *, check: Callable[[], None] | None = None
) -> None:
    """Do what was sent, or say in the form why not; ``asked.done`` tells which.

    ``check`` raises a problem where whoever came by a link gives a wrong PIN. Files are taken in before, unless nothing counts the
    tries: nobody fills the disk with a link alone.
    """
    form = asked.form
    valid = form.is_valid()
    refused = _checked(check) if check is not None else None
    if refused is None or refused.code == COUNTED:
        _take_files(request, asked, at)
    if refused is not None:
        _say(form, refused, "pin")
    if not valid or form.errors:
        return
    try:
        deed = Deed(asked.commitment, asked.subject, form, actor, at, asked.files, asked.replaces)
        asked.act.do(deed)
    except Problem as problem:
        _say(form, problem, (asked.act.fields or {}).get(problem.code))
        if problem.code == CHANGED:
            _look_again(form, asked.subject)
    else:
        asked.done = True


def _checked(check: Callable[[], None]) -> Problem | None:
    try:
        check()
    except Problem as refused:
        return refused
    return None


def _take_files(request: HttpRequest, asked: Asked, at: datetime) -> None:
    if not isinstance(asked.form, EvidenceForm):
        return
    for name in FILES:
        upload = asked.form.cleaned_data.get(name)
        kept = request.POST.get(f"kept_{name}", "")
        try:
            file = take(kept, upload, asked.commitment, image=name == "photo", at=at)
        except Problem as refused:
            _say(asked.form, refused, name)
            file = read(kept, asked.commitment)
        if file is not None:
            asked.files[name] = file


def _look_again(form: Form, claim: Claim) -> None:
    data: Any = form.data
    form.data = data.copy()
    form.data["seen"] = seal_of(claim)  # type: ignore[index]


def _say(form: Form, refused: Problem, name: str | None) -> None:
    form.add_error(name if name in form.fields else None, refused.in_language(page_language()))
