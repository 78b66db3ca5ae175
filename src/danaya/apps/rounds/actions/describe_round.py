"""Say what a round is: its facts, how its audiences were chosen, how many people there are, how the sample was drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from danaya.apps.people.models import Tenure
from danaya.apps.rounds.drafts import forget_accounts
from danaya.apps.rounds.models import PopulationMargin, Round, RoundAudience
from danaya.apps.rounds.recording import note
from danaya.apps.rounds.refusals import refuse_closed
from danaya.engines.language import Problem, Text

MORE_ASKED: Text = {
    "fr": "Indiquez au plus autant de personnes sollicitées qu'il y en a.",
    "en": "Give at most as many people asked as there are.",
}


@transaction.atomic
def describe_round(round_: Round, *, actor: Tenure | None, at: datetime, **facts: Any) -> None:
    """Change facts of the round (title, label, year, earlier, mode, fieldwork, coverage, notice)."""
    refuse_closed(round_)
    for name, value in facts.items():
        setattr(round_, name, value)
    round_.full_clean()
    round_.save()
    note("describe_round", round_, actor=actor, at=at, changed=sorted(facts))


@transaction.atomic
def describe_audience(audience: RoundAudience, *, actor: Tenure | None, at: datetime, **facts: Any) -> None:
    """Change how an audience was chosen (``selection``), how many were asked (``target``) and are there (``population``)."""
    refuse_closed(audience.round)
    for name, value in {"described": True, **facts}.items():
        setattr(audience, name, value)
    if audience.target and audience.population and audience.target > audience.population:
        raise Problem("target", MORE_ASKED)
    audience.full_clean()
    audience.save()
    note("describe_audience", audience, actor=actor, at=at, round=str(audience.round_id), selection=audience.selection)


@dataclass(frozen=True, slots=True)
class Margin:
    """How many people there are, and were to be asked, in one level of a breakdown."""

    audience: str
    breakdown: str
    level: str
    population: int | None = None
    target: int | None = None


@transaction.atomic
def describe_population(round_: Round, margins: Sequence[Margin], *, actor: Tenure | None, at: datetime) -> None:
    """Put these margins in the place of those that were there."""
    refuse_closed(round_)
    audiences = {audience.key: audience for audience in round_.audiences.all()}
    PopulationMargin.objects.filter(audience__round=round_).delete()
    known = [margin for margin in margins if margin.population is not None or margin.target is not None]
    for margin in known:
        if margin.population is not None and (margin.target or 0) > margin.population:
            raise Problem("target", MORE_ASKED, f"{margin.audience} · {margin.breakdown} · {margin.level}")
        PopulationMargin.objects.create(
            audience=audiences[margin.audience],
            breakdown=margin.breakdown,
            level=margin.level,
            population=margin.population,
            target=margin.target,
        )
    note("describe_population", round_, actor=actor, at=at, margins=len(known))


DESIGN_FACTS = ("audience_column", "strata", "clusters", "weights", "fpc", "nest", "lonely")


@transaction.atomic
def describe_design(round_: Round, *, actor: Tenure | None, at: datetime, **facts: Any) -> None:
    """Change the columns and rules of the sample design: any of ``DESIGN_FACTS``."""
    refuse_closed(round_)
    for name in DESIGN_FACTS:
        setattr(round_, name, facts.get(name, getattr(round_, name)))
    round_.full_clean()
    round_.save()
    forget_accounts(round_)
    note("describe_design", round_, actor=actor, at=at, design=_plain(round_))


def _plain(round_: Round) -> Mapping[str, Any]:
    return {name: getattr(round_, name) for name in DESIGN_FACTS}
