"""The library of model commitments: browse, read one, start from it."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danaya.apps.commitments.drafting.library import (
    Wanted,
    bodies,
    evidence_names,
    factor_names,
    find_model,
    frequency_names,
    models_of,
)
from danaya.apps.commitments.models import Plan
from danaya.apps.commitments.views.frame import frame
from danaya.apps.commitments.views.lookup import find_plan
from danaya.apps.indicators.queries import objectives_of_model
from danaya.apps.people.access import PostRequest, check, permission_required
from danaya.apps.people.models import Side
from danaya.apps.people.models.texts import read
from danaya.engines.framework import ModelCommitment

ANSWERED = ("expectation", "option", "finding")
LONGEST_KEY = 40


@permission_required("commitments.draft", of=find_plan)
@require_safe
def library(request: PostRequest, plan: Plan) -> HttpResponse:
    """Models by key factor, as far as they fit what is looked for."""
    named = {name: request.GET.get(name, "").strip()[:80] for name in ("factor", "side", "words")}
    factors = factor_names()
    found = models_of(Wanted(**named))
    context = {
        **frame(request, plan),
        "wanted": named,
        "factors": [("", _("all")), *((key, read(name)) for key, name in factors.items())],
        "sides": [("", _("both")), *((side.value, str(side.label)) for side in (Side.CUSTOMS, Side.PRIVATE))],
        "groups": _groups(found, factors),
        "count": len(found),
        **_answering(request),
    }
    return render(request, "commitments/library.html", context)


def _answering(request: HttpRequest) -> dict[str, Any]:
    """Return what a draft was begun for: it stays named in the addresses until a model is chosen."""
    named = {name: key for name in ANSWERED if (key := request.GET.get(name, "")[:LONGEST_KEY])}
    return {"answering": named, "query": urlencode(named)}


def _groups(found: list[ModelCommitment], factors: dict[str, Any]) -> list[tuple[Any, list[ModelCommitment]]]:
    groups: dict[str, list[ModelCommitment]] = {}
    for model in found:
        groups.setdefault(model.factor, []).append(model)
    return [(factors[key], models) for key, models in groups.items()]


@permission_required("commitments.draft")
@require_safe
def model(request: PostRequest, pk: Any, key: str) -> HttpResponse:
    """One model with all that belongs to it."""
    plan = find_plan(pk)
    check(request, "commitments.draft", plan)
    found = find_model(key)
    if found is None:
        raise Http404
    kinds = evidence_names()
    context = {
        **frame(request, plan),
        "model": found,
        "factor": factor_names()[found.factor],
        "owner": bodies()[found.owner].name,
        "counterparts": [bodies()[one].name for one in found.counterparts],
        "evidence": [(kinds[one.kind], one.text) for one in found.evidence],
        "frequency": frequency_names()[found.indicator.frequency],
        "objectives": objectives_of_model(found),
        **_answering(request),
    }
    return render(request, "commitments/model.html", context)
