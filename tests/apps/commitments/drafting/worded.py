"""Wordings for tests of drafting, and browsers of those who draft."""

from dataclasses import replace
from datetime import date
from typing import Any

from danaya.apps.commitments.actions.draft_commitment import Measure, Step, Wording, draft_commitment
from danaya.apps.commitments.models import Commitment
from danaya.apps.people.models import Tenure
from tests.apps.commitments.factories import AT, Parties

STEPS = (
    Step({"fr": "La liste des 40 frais est signée."}, 40, date(2026, 12, 1), date(2027, 2, 1)),
    Step({"fr": "L'affiche est posée dans 12 postes."}, 60, date(2027, 2, 1), date(2027, 6, 1), (1,)),
)

MEASURE = Measure(
    name={"fr": "Postes où l'affiche est en place"},
    unit={"fr": "postes"},
    better="up",
    baseline=3.0,
    baseline_source="Visite du 3 novembre 2026",
    target=12.0,
    source="Photos des chefs de poste",
    frequency="quarterly",
)


def wording(parties: Parties, **facts: Any) -> Wording:
    """What customs promises to the private body; everything that the gates ask of words is there."""
    whole = Wording(
        result={"fr": "Les frais sont affichés dans 12 postes sur 12."},
        problem={"fr": "On paie sans savoir combien."},
        owner=parties.customs.post,
        counterpart=parties.private.post,
        trigger={"fr": "Quand un tarif change, le chef de poste remplace l'affiche le jour même."},
        starts=date(2026, 12, 1),
        steps=STEPS,
        budget_nil=True,
        evidence_kind="photo",
        evidence={"fr": "Photo datée de chaque affiche."},
        measure=MEASURE,
    )
    return replace(whole, **facts)


def drafted(parties: Parties, *, by: Tenure | None = None, **facts: Any) -> Commitment:
    """A draft of the private body, or of whoever is named."""
    return draft_commitment(parties.plan, wording(parties, **facts), actor=by or parties.private, at=AT)
