"""The page of a commitment: what is promised, what it rests on, what was said, signed, done of it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from danaya.apps.commitments.drafting import beside as drafting
from danaya.apps.commitments.drafting.beside import reader_of, told_by
from danaya.apps.commitments.drafting.chain import chain_of, measured
from danaya.apps.commitments.drafting.checking import check
from danaya.apps.commitments.drafting.detecting import detectable_words
from danaya.apps.commitments.drafting.gates import Gates
from danaya.apps.commitments.drafting.history import history_of
from danaya.apps.commitments.drafting.languages import behind_remarks
from danaya.apps.commitments.drafting.library import evidence_names, factor_names, find_model, frequency_names
from danaya.apps.commitments.drafting.showing import budget_marked, value_words
from danaya.apps.commitments.forms.drafting import PARTS
from danaya.apps.commitments.models import IN_FORCE, Commitment, CommitmentState
from danaya.apps.commitments.progress import beside as progress
from danaya.apps.commitments.signing import beside as signing
from danaya.apps.commitments.telling import beside as telling
from danaya.apps.commitments.views.frame import commitment_frame, page_language
from danaya.apps.commitments.views.lookup import on_commitment
from danaya.apps.people.access import PostRequest, may
from danaya.apps.people.clock import today

SECTIONS: tuple[tuple[str, Callable[[PostRequest, Commitment], dict[str, Any]]], ...] = (
    # template of a part's section, what it needs; each part adds its own line
    ("commitments/_drafting.html", drafting.beside),
    ("commitments/_signing.html", signing.beside),
    ("commitments/_telling.html", telling.beside),
)

ACTS = ("edit", "propose", "rate", "withdraw", "abandon")
"""Acts of drafting that have a page: permission and name of the address alike."""

CHECKED = frozenset({CommitmentState.DRAFT, CommitmentState.PROPOSED})


@on_commitment("commitments.see")
@require_safe
def commitment(request: PostRequest, commitment: Commitment) -> HttpResponse:
    """Everything of a commitment."""
    context = {
        **commitment_frame(request, commitment),
        **promised(request, commitment),
        **progress.beside(request, commitment),
        **{name: found for _template, beside in SECTIONS for name, found in beside(request, commitment).items()},
        "sections": [template for template, _beside in SECTIONS],
        "acts": [name for name in ACTS if may(request, f"commitments.{name}", commitment)],
        "parts": [(key, words) for key, (words, _form) in PARTS.items()],
        "history": history_of(commitment),
        "past": commitment.past.all(),
    }
    context |= _checked(request, commitment, context["gates"])
    return render(request, "commitments/commitment.html", context)


def promised(request: PostRequest, commitment: Commitment) -> dict[str, Any]:
    """Return what is promised, and what it rests on."""
    found = measured(commitment, request.user)
    indicator = found.indicator if found is not None else None
    return {
        "steps": commitment.milestones.order_by("position"),
        "in_force": commitment.state in IN_FORCE,
        "measured": found,
        "detectable": detectable_words(indicator),
        "baseline": value_words(indicator.baseline) if indicator is not None else "",
        "target": value_words(indicator.target) if indicator is not None else "",
        "frequency": frequency_names().get(indicator.frequency, {}) if indicator is not None else {},
        "evidence_kind": evidence_names().get(commitment.evidence_kind, {}),
        "budget": budget_marked(commitment),
        "factor": factor_names().get(commitment.factor, {}),
        "chain": chain_of(commitment),
        "model": find_model(commitment.model) if commitment.model else None,
    }


def _checked(request: PostRequest, commitment: Commitment, gates: Gates | None) -> dict[str, Any]:
    """Return what can be checked, without what a gate says already; of what is in force, only where its languages part."""
    reader = reader_of(request, commitment, page_language())
    if commitment.state in IN_FORCE:
        steps = list(commitment.milestones.order_by("position"))
        places = {str(step.pk): f"step_{step.position}" for step in steps}
        return {
            "remarks": reader.read({one.where: [one] for one in behind_remarks(commitment, steps)}),
            "gates": reader.read_gates(gates, places),
        }
    if commitment.state not in CHECKED:
        return {}
    checked = check(commitment, today())
    remarks = reader.read(checked.beside(), told_by(gates))
    return {"remarks": remarks, "checked": checked, "gates": reader.read_gates(gates, checked.places)}
