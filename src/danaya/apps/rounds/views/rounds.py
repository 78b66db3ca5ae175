"""The list of rounds, one round with its parts, creating and describing one."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import now
from danaya.apps.rounds.actions.create_round import OFFICIALS, PRIVATE, create_round
from danaya.apps.rounds.actions.describe_round import describe_audience, describe_population, describe_round
from danaya.apps.rounds.forms.describing import FACTS, MODE_NAMES, AudienceForm, NewRoundForm, PopulationForm, RoundForm
from danaya.apps.rounds.models import Round
from danaya.apps.rounds.models.rounds import State
from danaya.apps.rounds.progress import acts_of, next_act
from danaya.apps.rounds.queries import closed_dataset, reported_table
from danaya.apps.rounds.refusals import refuse_closed
from danaya.apps.rounds.views.finding import find_round
from danaya.apps.rounds.views.saying import REFUSALS, language_of_page, posted, say_refusal

SURVEY = {
    "fr": "Sondage relatif à la perception de l'intégrité des douanes",
    "en": "Customs integrity perception survey",
}


@permission_required("rounds.see_rounds")
@require_safe
def list_rounds(request: PostRequest) -> HttpResponse:
    """All rounds that the viewer may see, newest first."""
    rounds = Round.objects.prefetch_related("audiences", "datasets", "reported_tables")
    if not may(request, "rounds.see_drafts"):
        rounds = rounds.exclude(state=State.DRAFT)
    context = {"rounds": rounds, "may_prepare": may(request, "rounds.prepare_round")}
    return render(request, "rounds/list.html", context)


@permission_required("rounds.see_rounds", of=find_round)
@require_safe
def show_round(request: PostRequest, round_: Round) -> HttpResponse:
    """One round: its next step, its parts, and what closing left."""
    act = next_act(round_)
    context = {
        "round": round_,
        "act": act if act and may(request, act.permission, round_) else None,
        "waiting": act if act and not may(request, act.permission, round_) else None,
        "acts": [{"act": one, "open": may(request, one.permission, round_)} for one in acts_of(round_)],
        "may_prepare": may(request, "rounds.prepare_round", round_),
        "may_close": may(request, "rounds.close_round", round_),
        "mode": MODE_NAMES.get(round_.mode, round_.mode),
        "datasets": round_.datasets.select_related("closed_by", "supersedes", "superseded_by"),
        "tables": round_.reported_tables.select_related("closed_by", "document", "supersedes", "superseded_by"),
        "audiences": audience_facts(round_),
        "described": any(audience.described for audience in round_.audiences.all()),
        "question_count": round_.questions.count(),
    }
    return render(request, "rounds/show.html", context)


def audience_facts(round_: Round) -> list[dict[str, Any]]:
    """Return per audience what is known of its selection, target, answers and response rate."""
    dataset, table = closed_dataset(round_), reported_table(round_)
    facts = []
    for audience in round_.audiences.all():
        answered = dataset.counts.get(audience.key) if dataset else None
        if table is not None:
            answered = (
                max((row["n"] or 0 for row in table.results if row["audience"] == audience.key), default=0) or None
            )
        facts.append({"audience": audience, "answered": answered, "rate": rate(answered, audience.target)})
    return facts


def rate(answered: int | None, target: int | None) -> float | None:
    """Return the response rate 0–1; nothing where one of the two is not known, or more answered than were asked."""
    return answered / target if answered is not None and target and answered <= target else None


@permission_required("rounds.prepare_round")
def create(request: PostRequest) -> HttpResponse:
    """Create a round."""
    form = NewRoundForm(posted(request), rounds=Round.objects.all(), initial=usual_facts())
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        asked = facts.pop("asked")
        audiences = [audience for audience in (OFFICIALS, PRIVATE) if audience["key"] in asked]
        try:
            made = create_round(audiences=audiences, actor=request.acting, at=now(), **facts)
        except REFUSALS as refusal:
            say_refusal(form, refusal)
        else:
            return redirect(onward(request, made))
    return render(request, "rounds/create.html", {"form": form}, status=422 if form.errors else 200)


def usual_facts() -> dict[str, Any]:
    """Return what a new round most often is: the survey by its official name, of this year, after the last closed one."""
    closed = Round.objects.filter(state=State.CLOSED).first()
    year = now().year
    title = {language: f"{name} {year}" for language, name in SURVEY.items()}
    return {"title": title, "year": year, "earlier": closed.pk if closed else None}


def onward(request: PostRequest, round_: Round) -> str:
    """Return the address of what comes next in a round; of the round itself where that is for another post."""
    act = next_act(round_)
    return act.url if act and may(request, act.permission, round_) else reverse("rounds:show", args=[round_.pk])


@permission_required("rounds.prepare_round", of=find_round)
def edit(request: PostRequest, round_: Round) -> HttpResponse:
    """Change the facts of a round in preparation."""
    refuse_closed(round_)
    initial = {name: getattr(round_, name) for name in FACTS}
    form = RoundForm(posted(request), initial=initial, rounds=Round.objects.exclude(pk=round_.pk))
    if request.method == "POST" and form.is_valid():
        try:
            describe_round(round_, actor=request.acting, at=now(), **form.cleaned_data)
        except REFUSALS as refusal:
            say_refusal(form, refusal)
        else:
            messages.success(request, _("Kept."))
            return redirect("rounds:show", round_.pk)
    return render(request, "rounds/edit.html", {"form": form, "round": round_}, status=422 if form.errors else 200)


@permission_required("rounds.prepare_round", of=find_round)
def audiences(request: PostRequest, round_: Round) -> HttpResponse:
    """Say how each audience was chosen and how many were asked."""
    refuse_closed(round_)
    forms = [AudienceForm(posted(request), audience=audience) for audience in round_.audiences.all()]
    wrong = [form for form in forms if not form.is_valid()] if request.method == "POST" else []
    if request.method == "POST" and not wrong:
        first = not all(form.audience.described for form in forms)
        with transaction.atomic():
            for form in forms:
                describe_audience(form.audience, actor=request.acting, at=now(), **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect(onward(request, round_) if first else reverse("rounds:show", args=[round_.pk]))
    context = {"round": round_, "forms": forms, "page_errors": bool(wrong)}
    return render(request, "rounds/audiences.html", context, status=422 if wrong else 200)


@permission_required("rounds.prepare_round", of=find_round)
def population(request: PostRequest, round_: Round) -> HttpResponse:
    """Say how many people there are in each level of each breakdown."""
    refuse_closed(round_)
    form = PopulationForm(posted(request), round_=round_, language=language_of_page())
    if request.method == "POST" and form.is_valid():
        describe_population(round_, list(form.margins()), actor=request.acting, at=now())
        messages.success(request, _("Kept."))
        return redirect("rounds:show", round_.pk)
    context = {"round": round_, "form": form, "tables": population_tables(form)}
    return render(request, "rounds/population.html", context, status=422 if form.errors else 200)


def population_tables(form: PopulationForm) -> list[dict[str, Any]]:
    """Return one table per audience and breakdown, each with its rows of two fields."""
    tables: dict[tuple[str, str], dict[str, Any]] = {}
    for number, (audience, breakdown, level) in enumerate(form.places):
        made = {"audience": audience, "breakdown": breakdown, "rows": []}
        table = tables.setdefault((audience.key, breakdown.key), made)
        fields = [form[f"population-{number}"], form[f"target-{number}"]]
        table["rows"].append({"label": level["label"], "fields": fields})
    return list(tables.values())
