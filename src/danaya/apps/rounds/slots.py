"""Where pages of rounds show something of later stages, and what rounds show in the frame of every page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from danaya.apps.people.models import Account
from danaya.apps.people.rights import allowed
from danaya.apps.rounds.models import ImportDraft, ReportedTable, Round
from danaya.base.files.models import StoredFile
from danaya.base.slots import LinkCard, Slot
from danaya.base.slots.page import FRAME, Destination

FINDINGS: Slot[Round, LinkCard] = Slot("rounds.round.findings")
"""What was made of a closed round: its analysis, findings, restitution."""


def navigation(subjects: Sequence[str], viewer: Any) -> Mapping[str, Sequence[Destination]]:
    """The rounds, for who may see them."""
    if not allowed(viewer if isinstance(viewer, Account) else None, "rounds.see_rounds"):
        return {}
    return {FRAME: [Destination(_("Rounds"), reverse("rounds:list"), 20)]}


def may_read(stored: StoredFile, viewer: Any) -> bool | None:
    """Whether the viewer may read a file of this room: a report with its round, delivered answers the team only."""
    account = viewer if isinstance(viewer, Account) else None
    table = ReportedTable.objects.filter(document=stored).select_related("round").first()
    if table is not None:
        return allowed(account, "rounds.see_rounds", table.round)
    if ImportDraft.objects.filter(file=stored).exists():
        return allowed(account, "rounds.import_answers")
    return None
