"""Put in the standards that every installation knows: key factors, Trade Facilitation Agreement, goal 16."""

from datetime import datetime

from django.db import transaction

from danaya.apps.indicators.comparing import Wanted, counted
from danaya.apps.indicators.keeping import keep_objectives, numbers_of
from danaya.apps.indicators.models import Framework, Kind
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.framework import Framework as Standard
from danaya.engines.framework import load_frameworks


@transaction.atomic
def add_standards(*, actor: Tenure | None, at: datetime) -> list[Framework]:
    """Let the standards stand as this version of the application knows them; a second time changes nothing. Return them."""
    return [_keep(standard, actor, at) for standard in load_frameworks()]


def _keep(standard: Standard, actor: Tenure | None, at: datetime) -> Framework:
    facts = {"title": dict(standard.name), "acronym": dict(standard.acronym)}
    framework, made = locked(Framework.objects).get_or_create(
        code=standard.key, defaults={**facts, "kind": Kind.STANDARD, "imported_on": at.date()}
    )
    renamed = any(getattr(framework, name) != value for name, value in facts.items())
    if renamed:
        Framework.objects.filter(pk=framework.pk).update(**facts)
        framework.refresh_from_db()
    changes = keep_objectives(framework, [Wanted(one.number, dict(one.title)) for one in standard.objectives])
    numbers = numbers_of(counted(changes))
    if made or renamed or numbers:
        record("indicators.add_standard", framework, actor, at, code=framework.code, **numbers)
    return framework
