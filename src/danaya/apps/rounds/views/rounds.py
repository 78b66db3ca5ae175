"""The list of rounds, one round with its parts, creating and describing one."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import now
from danaya.apps.rounds.actions.create_round import create_round
from danaya.apps.rounds.forms import AudienceForm, NewRoundForm, RoundForm
from danaya.apps.rounds.models import Round
from danaya.apps.rounds.progress import acts_of, next_act
from danaya.apps.rounds.recording import note
from danaya.apps.rounds.refusals import refuse_closed
from danaya.apps.rounds.views.finding import find_round


@permission_required("rounds.see_rounds")
def list_rounds(request: PostRequest) -> HttpResponse:
    """All rounds, newest first."""
    rounds = Round.objects.prefetch_related("audiences", "datasets", "reported_tables")
    return render(
        request, "rounds/list.html", {"rounds": rounds, "may_prepare": may(request, "rounds.prepare_round")}
    )


@permission_required("rounds.see_rounds", of=find_round)
def show_round(request: PostRequest, round_: Round) -> HttpResponse:
    """One round: its next step, its parts, and what closing left."""
    act = next_act(round_)
    context = {
        "round": round_,
        "act": act if act and may(request, act.permission, round_) else None,
        "acts": acts_of(round_),
        "may_prepare": may(request, "rounds.prepare_round", round_),
        "may_close": may(request, "rounds.close_round", round_),
        "datasets": round_.datasets.select_related("closed_by", "supersedes"),
        "tables": round_.reported_tables.select_related("closed_by", "document"),
        "audiences": audience_facts(round_),
        "question_count": round_.questions.count(),
    }
    return render(request, "rounds/show.html", context)


def audience_facts(round_: Round) -> list[dict[str, Any]]:
    """Return per audience what is known of its selection, target, answers and response rate."""
    dataset = round_.datasets.filter(superseded_by=None).first()
    facts = []
    for audience in round_.audiences.all():
        answered = dataset.counts.get(audience.key) if dataset else None
        rate = answered / audience.target if answered is not None and audience.target else None
        facts.append({"audience": audience, "answered": answered, "rate": rate})
    return facts


@permission_required("rounds.prepare_round")
def create(request: PostRequest) -> HttpResponse:
    """Create a round."""
    form = NewRoundForm(request.POST or None, rounds=Round.objects.all())
    if request.method == "POST" and form.is_valid():
        made = create_round(actor=request.acting, at=now(), **form.cleaned_data)
        return redirect("rounds:show", made.pk)
    return render(request, "rounds/create.html", {"form": form}, status=422 if form.errors else 200)


FACTS = ("title", "label", "year", "earlier", "mode", "fieldwork", "coverage")


@permission_required("rounds.prepare_round", of=find_round)
def edit(request: PostRequest, round_: Round) -> HttpResponse:
    """Change the facts of a round in preparation."""
    refuse_closed(round_)
    initial = {name: getattr(round_, name) for name in FACTS}
    form = RoundForm(request.POST or None, initial=initial, rounds=Round.objects.exclude(pk=round_.pk))
    if request.method == "POST" and form.is_valid():
        _keep_facts(request, round_, form)
        messages.success(request, _("Kept."))
        return redirect("rounds:show", round_.pk)
    return render(request, "rounds/edit.html", {"form": form, "round": round_}, status=422 if form.errors else 200)


@transaction.atomic
def _keep_facts(request: PostRequest, round_: Round, form: RoundForm) -> None:
    for name in FACTS:
        setattr(round_, name, form.cleaned_data[name])
    round_.save()
    note("describe_round", round_, actor=request.acting, at=now())


@permission_required("rounds.prepare_round", of=find_round)
def audiences(request: PostRequest, round_: Round) -> HttpResponse:
    """Say how each audience was chosen and how many were asked."""
    refuse_closed(round_)
    forms = [
        AudienceForm(request.POST or None, instance=audience, prefix=audience.key)
        for audience in round_.audiences.all()
    ]
    if request.method == "POST" and all([form.is_valid() for form in forms]):
        with transaction.atomic():
            for form in forms:
                form.save()
            note("describe_audiences", round_, actor=request.acting, at=now())
        messages.success(request, _("Kept."))
        return redirect("rounds:show", round_.pk)
    wrong = any(form.errors for form in forms)
    context = {"round": round_, "forms": forms, "page_errors": wrong}
    return render(request, "rounds/audiences.html", context, status=422 if wrong else 200)
