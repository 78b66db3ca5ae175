"""Take the objectives of a table into their framework."""

from datetime import datetime

from django.db import transaction

from danaya.apps.indicators.comparing import Wanted, compare_objectives, counted, seen
from danaya.apps.indicators.keeping import keep_objectives, numbers_of
from danaya.apps.indicators.models import Draft, Framework, Kind
from danaya.apps.indicators.problems import changed_meanwhile, is_standard, no_objective, not_accepted
from danaya.apps.indicators.reading import objectives_in
from danaya.apps.people.models import Tenure
from danaya.base.files.storing import let_go
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.tables import ObjectivesAccount


def wanted_of(account: ObjectivesAccount) -> list[Wanted]:
    """Return the objectives that were understood."""
    return [Wanted(one.code, dict(one.title), one.above) for one in account.objectives]


@transaction.atomic
def import_objectives(
    draft: Draft, *, shown: str = "", leave_aside: bool = False, actor: Tenure, at: datetime
) -> dict[str, int]:
    """Let the framework have the objectives of the table, by their codes; return how many are new, changed, back, gone, same.

    Parameters
    ----------
    shown
        The digest of the changes that the person was shown (``comparing.seen``); empty: none was shown.
    leave_aside
        What was not understood is left out.

    Raises
    ------
    Problem
        ``indicators-no-objective``, ``indicators-not-accepted``, ``indicators-changed-meanwhile``, ``indicators-standard``.
    """
    if draft.framework is None:
        raise TypeError("this import is one of figures")
    found = locked(Framework.objects).get(pk=draft.framework.pk)
    if found.kind == Kind.STANDARD:
        raise is_standard()
    account = objectives_in(draft)
    if not account.objectives:
        raise no_objective()
    if account.findings and not leave_aside:
        raise not_accepted()
    wanted = wanted_of(account)
    if shown and shown != seen(compare_objectives(found, wanted)):
        raise changed_meanwhile()
    counts = counted(keep_objectives(found, wanted))
    earlier, found.imported_on, found.file = found.file, at.date(), draft.file
    found.save(update_fields=["imported_on", "file"])
    if earlier is not None:
        let_go(earlier, at)
    facts = {"file": draft.file.sha256, "left": len(account.findings), **numbers_of(counts)}
    record("indicators.import_objectives", found, actor, at, **facts)
    draft.delete()
    return counts
