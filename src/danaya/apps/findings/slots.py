"""Where pages of findings show something of later stages, and what findings show on pages of rounds and of the frame."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from danaya.apps.findings.models import Finding
from danaya.apps.findings.queries import latest_readable
from danaya.apps.people.rights import allowed
from danaya.apps.rounds.models import Round
from danaya.base.slots import LinkCard, Slot
from danaya.base.slots.page import FRAME, Destination

RESTING: Slot[Finding, LinkCard] = Slot("findings.finding.resting")
"""What rests on a finding: expectations that quote it, commitments that answer it, what was done and what changed."""


def navigation(subjects: Sequence[str], viewer: Any) -> Mapping[str, Sequence[Destination]]:
    """Where one can go among findings."""
    if not allowed_viewer(viewer, "findings.see_results"):
        return {}
    return {FRAME: [Destination(_("Restitutions"), reverse("findings:list"), 30)]}


def cards_of_rounds(rounds: Sequence[Round], viewer: Any) -> Mapping[Round, Sequence[LinkCard]]:
    """What was made of closed rounds: the restitution, or the way to it."""
    readable = latest_readable(viewer, rounds) if allowed_viewer(viewer, "findings.see_results") else {}
    found: dict[Round, list[LinkCard]] = {
        round_: [_restitution_card(analysis)] for round_, analysis in readable.items()
    }
    if allowed_viewer(viewer, "findings.analyse_round"):
        for round_ in rounds:
            if round_.is_closed and round_ not in readable:
                found[round_] = [_ready_card(round_)]
    return found


def _restitution_card(analysis: Any) -> LinkCard:
    status = _("released") if analysis.is_released else _("team only")
    if analysis.rests_on_superseded:
        status = _("data replaced: analyse again")
    sentence = _("Strengths, areas for improvement, gaps and changes, each with its basis.")
    return LinkCard(_("Restitution"), reverse("findings:restitution", args=[analysis.pk]), sentence, status)


def _ready_card(round_: Round) -> LinkCard:
    return LinkCard(
        _("Make the restitution"),
        reverse("findings:analyse", args=[round_.pk]),
        _("The round is closed: its results can be analysed."),
        _("to do"),
    )


def allowed_viewer(viewer: Any, permission: str) -> bool:
    """Tell whether a viewer, maybe anonymous, has a permission on some object."""
    return bool(getattr(viewer, "is_authenticated", False)) and allowed(viewer, permission)
