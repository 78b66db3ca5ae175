"""What a personal link opens: the commitment in short, three questions on one screen; with the PIN of the post, the acts that bind."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from danaya.apps.commitments.facts import fact_of
from danaya.apps.commitments.forms.progress import add_pin
from danaya.apps.commitments.models import Evidence, HelpOffer
from danaya.apps.commitments.progress.beside import bars
from danaya.apps.commitments.progress.links import Holder
from danaya.apps.commitments.progress.pins import check_pin
from danaya.apps.commitments.progress.showing import Step, shown_claim, steps_of
from danaya.apps.commitments.progress.standing import DISPUTED, OWED
from danaya.apps.commitments.views.frame import page_language, status_of
from danaya.apps.commitments.views.progress.acts import ACTS, Act
from danaya.apps.commitments.views.progress.discreet import discreet, other_language, page, with_link
from danaya.apps.commitments.views.progress.doing import Asked, ask, perform
from danaya.apps.commitments.views.progress.posts import about
from danaya.apps.people.clock import now, today
from danaya.base.cards.codes import plain_code
from danaya.base.files.views import hand_out

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@discreet
def enter(request: HttpRequest) -> HttpResponseBase:
    """Type the code of a link that stands on paper; its page says whether it opens anything."""
    typed, acts = plain_code(request.POST.get("code", "")), is_act(request)
    if acts and typed:
        return redirect("commitments:link", typed)
    return page(request, "enter", {"empty": acts, "typed": typed})


def is_act(request: HttpRequest) -> bool:
    """Tell whether something was sent to be done, not only to be shown in another language."""
    return request.method == "POST" and not other_language(request)


@require_http_methods(METHODS)
@with_link
def home(request: HttpRequest, code: str, holder: Holder) -> HttpResponseBase:
    """The commitment in short and the three questions; for the counterpart, what waits for its answer."""
    act = ACTS["update"]
    shown_again = bool(other_language(request))
    asked = ask(request, act, holder.commitment, None, only_shown=shown_again) if holder.owns else None
    if is_act(request) and asked is not None:
        perform(request, asked, holder.acting, now())
        if asked.done:
            return page(request, "done", {"holder": holder, "code": code, "words": act.done})
    words = {**shown(holder, code), "form": asked.form if asked else None, "act": act}
    return page(request, "home", words, status=status_of(asked.form) if asked else 200)


@require_http_methods(METHODS)
@with_link
def act(request: HttpRequest, code: str, holder: Holder, act: str, of: UUID) -> HttpResponseBase:
    """One act, with what it is about; what binds asks for the PIN of the post."""
    known = ACTS.get(act)
    if known is None or not opens(known, holder) or known.find is None:
        raise Http404
    subject = known.find(holder.commitment, of)
    asked = ask(request, known, holder.commitment, subject, only_shown=bool(other_language(request)))
    check = None
    if known.binds:
        add_pin(asked.form)
        check = partial(_check, holder, asked, request)
    if is_act(request):
        perform(request, asked, holder.acting, now(), check=check)
        if asked.done:
            return page(request, "done", {"holder": holder, "code": code, "words": known.done})
        _forget_pin(asked)
    words = {"holder": holder, "code": code, "asked": asked, "act": known, **about(known, asked)}
    words["file_left"] = bool(request.FILES) and not is_act(request)
    if words["claimed"] is not None:
        words["claimed"] = _opened_here(asked, code)
    return page(request, "act", words, status=status_of(asked.form))


def opens(act: Act, holder: Holder) -> bool:
    """Tell whether an act is open to whoever holds this link: the owner's, the counterpart's, or either's."""
    return act.by_link and act.owns in {None, holder.owns}


def _check(holder: Holder, asked: Asked, request: HttpRequest) -> None:
    check_pin(holder.post, request.POST.get("pin", ""), at=now())


def _forget_pin(asked: Asked) -> None:
    """The PIN is typed anew each time: it stands in no page that is sent."""
    if "pin" in asked.form.fields and asked.form.is_bound:
        asked.form.data = asked.form.data.copy()
        asked.form.data.pop("pin", None)


def _opened_here(asked: Asked, code: str) -> Any:
    subject = asked.subject
    return shown_claim(getattr(subject, "claim", subject), partial(evidence_address, code))


def evidence_address(code: str, evidence: Evidence) -> str:
    """Return where whoever holds a link opens a piece of evidence."""
    return reverse("commitments:link_evidence", args=[code, evidence.pk]) if evidence.file_id else evidence.link


@require_safe
@with_link
def evidence(request: HttpRequest, code: str, holder: Holder, evidence: UUID) -> HttpResponseBase:
    """Hand out a file that backs a claim about this commitment: both parties may open all of them."""
    rows = Evidence.objects.filter(claim__milestone__commitment=holder.commitment, file__isnull=False)
    found = get_object_or_404(rows.select_related("file"), pk=evidence)
    if found.file is None:
        raise Http404
    return hand_out(found.file)


def shown(holder: Holder, code: str) -> dict[str, Any]:
    """Return the commitment in short, and what can be done."""
    day, language = today(), page_language()
    fact = fact_of(holder.commitment, day)
    steps = steps_of(holder.commitment, fact, day, language, partial(evidence_address, code))
    return {
        "holder": holder,
        "commitment": holder.commitment,
        "code": code,
        "line": bars(fact, day),
        "steps": steps,
        "ways": ways(holder, code, steps),
        "free": offers(holder, code),
    }


def ways(holder: Holder, code: str, steps: list[Step]) -> list[tuple[str, str, str]]:
    """Return what the holder can do: address, words, about what. What waits for an answer first."""
    asked = [
        *(
            ("agree", _("Answer what was recorded of the meeting"), step.milestone, one.pk)
            for step, one in _outcomes(holder, steps)
        ),
        *_of_counterpart(holder, steps),
        *_of_owner(holder, steps),
    ]
    return [(reverse("commitments:link_act", args=[code, name, key]), words, str(of)) for name, words, of, key in asked]


def offers(holder: Holder, code: str) -> list[tuple[str, str, str]]:
    """Return the offers of help that wait for the owner's word: it binds nobody, and needs no PIN."""
    rows = HelpOffer.objects.filter(commitment=holder.commitment, answered_on=None) if holder.owns else ()
    return [
        (reverse("commitments:link_act", args=[code, "help", one.pk]), _("Say which help is needed"), str(one.by))
        for one in rows
    ]


def _outcomes(holder: Holder, steps: list[Step]) -> list[tuple[Step, Any]]:
    found = [(step, step.open_outcome) for step in steps]
    return [(step, one) for step, one in found if one is not None and one.by_id != holder.post.pk]


def _of_counterpart(holder: Holder, steps: list[Step]) -> list[tuple[str, str, Any, UUID]]:
    if holder.owns:
        return []
    claims = [
        ("answer", _("Confirm or contest"), step.milestone, step.last.claim.pk)
        for step in steps
        if step.last is not None and not step.last.answers
    ]
    dates = [
        ("date", _("Answer a change of date"), step.milestone, step.open_change.pk)
        for step in steps
        if step.open_change is not None
    ]
    return [*claims, *dates, *_to_record(steps)]


def _to_record(steps: list[Step]) -> list[tuple[str, str, Any, UUID]]:
    """What a meeting may settle: either side records it, the other agrees."""
    return [
        ("outcome", _("Record what the meeting settled"), step.milestone, step.last.claim.pk)
        for step in steps
        if step.state in DISPUTED and step.last is not None and step.open_outcome is None
    ]


def _of_owner(holder: Holder, steps: list[Step]) -> list[tuple[str, str, Any, UUID]]:
    if not holder.owns:
        return []
    found: list[tuple[str, str, Any, UUID]] = []
    for step in steps:
        if step.state in OWED:
            found.append(("claim", _("Claim it, with the evidence"), step.milestone, step.milestone.pk))
        if step.state in OWED and step.open_change is None:
            found.append(("move", _("Ask for another date"), step.milestone, step.milestone.pk))
        if step.last is not None and not step.last.answers:
            found.append(("evidence", _("Add evidence"), step.milestone, step.last.claim.pk))
    return [*found, *_to_record(steps)]
