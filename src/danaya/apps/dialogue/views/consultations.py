"""Consultations: the list, the overview of one, preparing and changing it, leading it from phase to phase."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from danaya.apps.dialogue.actions.move_phase import move_phase, refuse_leap
from danaya.apps.dialogue.actions.prepare_consultation import change_consultation, make_consultation
from danaya.apps.dialogue.forms.preparing import ConsultationForm
from danaya.apps.dialogue.models import Consultation, Expectation, Phase
from danaya.apps.dialogue.models.consultations import NEXT_PHASES
from danaya.apps.dialogue.phases import BEGINS, MEANS
from danaya.apps.dialogue.queries import answered_in_time, readable_consultations, shown_expectations
from danaya.apps.dialogue.standing import steps_of
from danaya.apps.dialogue.views.by_card.discreet import page_language
from danaya.apps.dialogue.views.frame import address_of, frame, posted, say, status_of
from danaya.apps.dialogue.views.lookup import find_consultation
from danaya.apps.findings.models import Analysis
from danaya.apps.findings.queries import latest_readable
from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import now, today
from danaya.engines.language import Problem


@permission_required("dialogue.see")
@require_safe
def list_consultations(request: PostRequest) -> HttpResponse:
    """Every consultation that the viewer may open, and what waits for them in each."""
    rows = [
        {
            "consultation": one,
            "steps": steps_of(one, request.user, today())[:3],
            "shown": shown_expectations(one).count(),
        }
        for one in readable_consultations(request.user)
    ]
    return render(request, "dialogue/list.html", {"rows": rows, "may_make": may(request, "dialogue.manage")})


@permission_required("dialogue.see", of=find_consultation)
@require_safe
def consultation(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """The question, where it stands, the one next step, what else waits, the share answered in time."""
    steps = steps_of(consultation, request.user, today())
    context = {
        **frame(request, consultation, "consultation"),
        "means": MEANS[Phase(consultation.phase)],
        "next_step": steps[0] if steps else None,
        "waiting": steps[1:],
        "answered": answered_in_time(consultation, today()),
        "shown": shown_expectations(consultation).count(),
        "spoken": spoken(request, consultation),
        "readers": consultation.readers.select_related("organisation"),
        "poll": consultation.polls.order_by("-number").first(),
        "may_manage": may(request, "dialogue.manage", consultation),
        "may_write": consultation.gathers and may(request, "dialogue.write", consultation),
        "results": address_of("results", consultation),
    }
    return render(request, "dialogue/consultation.html", context)


def spoken(request: PostRequest, consultation: Consultation) -> int:
    """Return how many texts the viewer's organisation handed in."""
    if not may(request, "dialogue.write", consultation):
        return 0
    mine: Any = Expectation.objects.filter(consultation=consultation, organisation=request.acting.post.organisation_id)
    return int(mine.count())


@permission_required("dialogue.manage")
@require_http_methods(["GET", "POST"])
def make(request: PostRequest) -> HttpResponse:
    """Prepare a consultation; nobody outside the team sees it before it is opened."""
    form = ConsultationForm(posted(request), today=today(), analyses=released(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = make_consultation(form.plan(), actor=request.acting, at=now())
        except Problem as refused:
            say(form, refused)
        else:
            messages.success(request, _("Kept. Nobody outside the team sees it before it is opened."))
            return redirect("dialogue:consultation", made.pk)
    return render(request, "dialogue/make.html", {"form": form}, status=status_of(form))


@permission_required("dialogue.manage", of=find_consultation)
@require_http_methods(["GET", "POST"])
def change(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """Change what may still be changed of a consultation."""
    analyses = [*released(request), *([consultation.analysis] if consultation.analysis else [])]
    form = ConsultationForm(posted(request), today=today(), analyses=analyses, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        try:
            change_consultation(consultation, form.plan(), actor=request.acting, at=now())
        except Problem as refused:
            say(form, refused, REFUSED.get(refused.code))
        else:
            messages.success(request, _("Kept."))
            return redirect("dialogue:consultation", consultation.pk)
    context = {**frame(request, consultation, "change"), "form": form, "voted": consultation.polls.exists()}
    return render(request, "dialogue/change.html", context, status=status_of(form))


REFUSED = {
    "dialogue-question-fixed": "question",
    "dialogue-grouping-fixed": "grouping",
    "dialogue-days-fixed": "answer_within",
    "dialogue-analysis-unreleased": "analysis",
}
"""Code of a refusal → the field it stands beside."""


def released(request: PostRequest) -> list[Analysis]:
    """Return the newest restitution of each round, as far as both sides may read it."""
    return [analysis for analysis in latest_readable(request.user).values() if analysis.is_released]


@permission_required("dialogue.manage", of=find_consultation)
@require_http_methods(["GET", "POST"])
def phase(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """The phases that may follow, each with what it does; one that was chosen is checked, then begun."""
    typed = request.POST.get("to") or request.GET.get("to", "")
    following = NEXT_PHASES[consultation.phase]
    if not typed:
        return _phases(request, consultation)
    if typed not in Phase.values:
        raise Http404
    to = Phase(typed)
    problem = _refusal(consultation, to)
    if request.method == "POST" and not problem:
        try:
            move_phase(consultation, to, actor=request.acting, at=now())
        except Problem as refused:
            problem = refused.in_language(page_language())
        else:
            messages.success(request, _("Begun: %(phase)s.") % {"phase": to.label})
            return redirect("dialogue:consultation", consultation.pk)
    context = {
        **frame(request, consultation),
        "to": to,
        "begins": begins(consultation, to),
        "problem": problem,
        "page_errors": bool(problem),
        "usual": to == following[0],
    }
    return render(request, "dialogue/phase_check.html", context, status=422 if problem else 200)


def _phases(request: PostRequest, consultation: Consultation) -> HttpResponse:
    rows = [{"phase": one, "begins": begins(consultation, one)} for one in NEXT_PHASES[consultation.phase]]
    context = {**frame(request, consultation), "means": MEANS[Phase(consultation.phase)], "phases": rows}
    return render(request, "dialogue/phase.html", context)


def begins(consultation: Consultation, to: Phase) -> list[Any]:
    """Return what happens when a phase begins, sentence by sentence."""
    ends = consultation.is_voting and to not in {Phase.OPEN, Phase.VOTING}
    counted = _("Voting ends and is counted: results are shown to both sides at the same moment.")
    return [*([counted] if ends else []), *BEGINS[to]]


def _refusal(consultation: Consultation, to: Phase) -> str:
    try:
        refuse_leap(consultation, to)
    except Problem as refused:
        return refused.in_language(page_language())
    return ""
