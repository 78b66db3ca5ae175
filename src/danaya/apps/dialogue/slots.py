"""Where pages of the dialogue show something of later stages, and what it shows on pages of findings and of the frame."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from danaya.apps.dialogue.models import Basis, Expectation, State
from danaya.apps.findings.models import Finding
from danaya.apps.people.models.texts import read
from danaya.apps.people.rights import allowed
from danaya.base.slots import LinkCard, Slot
from danaya.base.slots.page import FRAME, Destination

COMMITMENTS: Slot[Expectation, LinkCard] = Slot("dialogue.expectation.commitments")
"""What was promised for an expectation: shown on its page and to its author, who may have no account."""

SHORT = 140


def navigation(subjects: Sequence[str], viewer: Any) -> Mapping[str, Sequence[Destination]]:
    """Where one can go in the dialogue."""
    if not allowed_viewer(viewer, "dialogue.see"):
        return {}
    return {FRAME: [Destination(_("Expectations"), reverse("dialogue:list"), 40)]}


def cards_of_findings(findings: Sequence[Finding], viewer: Any) -> Mapping[Finding, Sequence[LinkCard]]:
    """The shown expectations that rest on each finding, as far as the viewer may see them; two queries for all."""
    if not allowed_viewer(viewer, "dialogue.see"):
        return {}
    rows = Basis.objects.filter(
        finding__in=findings, expectation__state=State.CLEARED, expectation__merged_into=None
    ).select_related("expectation__consultation", "expectation__organisation")
    by_key = {finding.pk: finding for finding in findings}
    found: dict[Finding, list[LinkCard]] = {}
    for row in rows.order_by("expectation__consultation", "expectation__number"):
        if allowed(viewer, "dialogue.see_expectation", row.expectation):
            found.setdefault(by_key[row.finding_id], []).append(_card(row.expectation))
    return found


def _card(expectation: Expectation) -> LinkCard:
    from danaya.apps.dialogue.beside import name_of  # noqa: PLC0415  # app ready

    words = read(expectation.text)
    return LinkCard(
        f"{_('Expectation')} {expectation.reference}",
        reverse("dialogue:expectation", args=[expectation.consultation_id, expectation.pk]),
        words if len(words) <= SHORT else f"{words[:SHORT].rsplit(' ', 1)[0]}…",
        name_of(expectation),
    )


def allowed_viewer(viewer: Any, permission: str) -> bool:
    """Tell whether a viewer, maybe anonymous, has a permission on some object."""
    return bool(getattr(viewer, "is_authenticated", False)) and allowed(viewer, permission)
