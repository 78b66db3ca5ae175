"""Create a round with its audiences."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from danaya.apps.people.models import Tenure
from danaya.apps.rounds.models import Round, RoundAudience
from danaya.apps.rounds.models.rounds import Kind, Selection
from danaya.apps.rounds.recording import note
from danaya.engines.language import Text

OFFICIALS: Mapping[str, Any] = {
    "key": "officials",
    "name": {"fr": "Agents des douanes", "en": "Customs officials"},
    "side": "customs",
    "selection": Selection.PROBABILITY,
}
PRIVATE: Mapping[str, Any] = {
    "key": "private",
    "name": {"fr": "Secteur privé", "en": "Private sector"},
    "side": "private",
    "selection": Selection.QUOTA,
}


@transaction.atomic
def create_round(
    *,
    title: Text,
    label: Text,
    year: int,
    kind: str = Kind.ANSWERS,
    earlier: Round | None = None,
    audiences: Iterable[Mapping[str, Any]] = (OFFICIALS, PRIVATE),
    actor: Tenure | None,
    at: datetime,
    **facts: Any,
) -> Round:
    """Return a new round in preparation; ``facts`` are further fields of :class:`Round` (mode, coverage, notice …)."""
    round_ = Round(title=dict(title), label=dict(label), year=year, kind=kind, earlier=earlier, **facts)
    round_.full_clean()
    round_.save()
    for order, audience in enumerate(audiences):
        made = RoundAudience(round=round_, order=order, **{"described": "target" in audience, **audience})
        made.full_clean()
        made.save()
    note("create_round", round_, actor=actor, at=at, year=year, kind=str(kind))
    return round_
