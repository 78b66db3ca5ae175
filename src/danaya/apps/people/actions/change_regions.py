"""Say which regions there are: one a line; a region that disappears is kept, inactive, for what cites it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from danaya.apps.people.models import Region, Tenure
from danaya.apps.people.plans import PlannedRegion
from danaya.base.journal.entries import record


@transaction.atomic
def change_regions(regions: Sequence[PlannedRegion], *, actor: Tenure | None, at: datetime) -> None:
    """Make the regions those of the list, in its order."""
    Region.objects.exclude(code__in=[region.code for region in regions]).update(active=False)
    for order, region in enumerate(regions):
        facts = {"name": dict(region.name), "order": order, "active": True}
        Region.objects.update_or_create(code=region.code, defaults=facts)
    record("people.change_regions", None, actor=actor, at=at, regions=[region.code for region in regions])
