"""Acts that bind: closing a round, correcting closed data, entering reported results."""

import random
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now
from danaya.apps.rounds.actions.close_round import close_round
from danaya.apps.rounds.actions.correct_round import begin_correction, give_up_correction
from danaya.apps.rounds.assembling import Assembled, assemble
from danaya.apps.rounds.counting import count_audiences, count_levels, lonely_strata
from danaya.apps.rounds.forms.answers import CorrectionForm
from danaya.apps.rounds.models import Round
from danaya.apps.rounds.models.rounds import Kind, State
from danaya.apps.rounds.progress import file_page
from danaya.apps.rounds.queries import answer_drafts, closed_dataset, reported_table
from danaya.apps.rounds.refusals import refuse_closed, refuse_open, refuse_other_kind, refuse_unfit
from danaya.apps.rounds.views.finding import find_round
from danaya.apps.rounds.views.rounds import rate
from danaya.apps.rounds.views.saying import REFUSALS, language_of_page, lines_of, posted, say_refusal
from danaya.apps.rounds.work import CLOSE, LARGE
from danaya.base.jobs.work import enqueue
from danaya.engines.language import in_language


@permission_required("rounds.close_round", of=find_round)
def close(request: PostRequest, round_: Round) -> HttpResponse:
    """Check what closing fixes for ever, then close."""
    refuse_closed(round_)
    refuse_other_kind(round_, Kind.ANSWERS)
    if request.method == "POST":
        if any(draft.file.size > LARGE for draft in answer_drafts(round_)):
            arguments = {"round_id": str(round_.pk), "tenure": str(request.acting.pk), "moment": now().isoformat()}
            return redirect(enqueue(CLOSE, owner=request.user, at=now(), **arguments))
        close_round(round_, actor=request.acting, at=now())
        messages.success(request, _("The round is closed. Its restitution can be made."))
        return redirect("rounds:show", round_.pk)
    context = {"round": round_, **facts_to_check(round_)}
    return render(request, "rounds/close.html", context)


def facts_to_check(round_: Round) -> dict[str, Any]:
    """Return what the page shows before closing; what forbids it stands in ``refused``."""
    unread = [draft for draft in answer_drafts(round_) if not draft.is_complete]
    if unread:
        words = _("The file %(file)s is not understood as a whole yet: check its account.")
        return {"refused": [words % {"file": draft} for draft in unread], "check": file_page(round_)}
    try:
        assembled = assemble(round_, random.Random(0))  # noqa: S311  # looked at, not kept
        counts = count_audiences(assembled.study, assembled.columns)
    except REFUSALS as refusal:
        return {"refused": [words for _name, words in lines_of(refusal)]}
    refused: list[str] = []
    try:
        refuse_unfit(assembled.study, counts, assembled.columns)
    except REFUSALS as refusal:
        refused = [words for _name, words in lines_of(refusal)]
    return {
        "refused": refused,
        "audiences": [
            {
                "audience": audience,
                "answered": counts[audience.key],
                "rate": rate(counts[audience.key], audience.target),
            }
            for audience in round_.audiences.all()
        ],
        "margins": margins_to_check(round_, assembled),
        "silences": silences(assembled),
        "lonely": lonely_strata(assembled.study, assembled.columns),
        "kept_columns": sorted(assembled.columns),
        "replaces": closed_dataset(round_),
    }


def margins_to_check(round_: Round, assembled: Assembled) -> list[dict[str, Any]]:
    """Return per audience and breakdown: level, answered, asked, there are."""
    counts = count_levels(assembled.study, assembled.columns)
    language = language_of_page()
    tables = []
    for audience in round_.audiences.prefetch_related("margins"):
        known = {(margin.breakdown, margin.level): margin for margin in audience.margins.all()}
        for domain in assembled.study.domains:
            found = counts[audience.key].get(domain.key, {})
            rows: list[dict[str, Any]] = [
                {
                    "label": in_language(label, language),
                    "answered": found.get(str(level), 0),
                    "margin": known.get((domain.key, str(level))),
                }
                for level, label in domain.levels.items()
            ]
            if any(row["answered"] for row in rows):
                unsaid = sum(found.values()) - sum(row["answered"] for row in rows)
                tables.append({"audience": audience, "name": domain.name, "rows": rows, "unsaid": unsaid})
    return tables


def silences(assembled: Assembled) -> list[dict[str, Any]]:
    """Return the questions with the most missing answers, don't knows and refusals among those who were asked."""
    language = language_of_page()
    found = []
    for item in assembled.study.items:
        scale = assembled.study.scales[item.scale]
        values = assembled.columns[item.column]
        asked = [value for value in values if value not in scale.not_asked]
        silent = scale.dont_know | scale.refusal
        counts = {
            "missing": sum(value is None for value in asked),
            "dont_know": sum(value in scale.dont_know for value in asked),
            "refusal": sum(value in scale.refusal for value in asked),
        }
        said = sum(value is not None and value not in silent for value in asked)
        found.append({"text": in_language(item.text, language), "said": said, **counts})
    return sorted(found, key=lambda row: row["dont_know"] + row["refusal"], reverse=True)


@permission_required("rounds.close_round", of=find_round)
def correct(request: PostRequest, round_: Round) -> HttpResponse:
    """Say why closed data are wrong, and open the round for their correction."""
    refuse_open(round_)
    form = CorrectionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            begin_correction(round_, reason=form.cleaned_data["reason"], actor=request.acting, at=now())
        except REFUSALS as refusal:
            say_refusal(form, refusal, "reason")
        else:
            messages.success(
                request, _("The round is open for correction. The closed data stay valid until you close it again.")
            )
            return redirect("rounds:show", round_.pk)
    context = {"form": form, "round": round_, "closed": closed_dataset(round_) or reported_table(round_)}
    return render(request, "rounds/correct.html", context, status=422 if form.errors else 200)


@permission_required("rounds.close_round", of=find_round)
@require_POST
def give_up(request: PostRequest, round_: Round) -> HttpResponse:
    """Leave the closed data as they are."""
    if round_.state == State.CORRECTION:
        give_up_correction(round_, actor=request.acting, at=now())
        messages.success(request, _("The correction is given up: the closed data are unchanged."))
    return redirect("rounds:show", round_.pk)
