"""What pages of expectations and findings show of the plan: what was promised for them, and where to draft."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from danaya.apps.commitments.models import (
    SHOWN,
    Commitment,
    CommitmentState,
    ExpectationBasis,
    FindingBasis,
    Indicator,
    OptionBasis,
    Plan,
    PlanState,
)
from danaya.apps.commitments.queries import with_parties
from danaya.apps.dialogue.models import Expectation, Option
from danaya.apps.findings.models import Finding
from danaya.apps.people.models.texts import read
from danaya.apps.people.rights import acting_tenure, allowed
from danaya.base.slots import LinkCard

LONGEST = 140


def cards_of_expectations(expectations: Sequence[Expectation], viewer: Any) -> Mapping[Expectation, Sequence[LinkCard]]:
    """The commitments that answer each expectation, or carry out a solution of it, as far as the viewer may see them.

    Whoever follows an expectation without an account sees what both sides see, without links.
    """
    by_key = {one.pk: one for one in expectations}
    pairs = list(ExpectationBasis.objects.filter(expectation__in=by_key).values_list("expectation", "commitment"))
    pairs += list(
        OptionBasis.objects.filter(option__expectation__in=by_key).values_list("option__expectation", "commitment")
    )
    found = _cards(((by_key[key], commitment) for key, commitment in dict.fromkeys(pairs)), viewer)
    plan = _plan_to_draft_in(viewer)
    if plan is not None:
        chosen = dict(
            Option.objects.filter(expectation__in=by_key, chosen_on__isnull=False).values_list("expectation", "pk")
        )
        for one in expectations:
            if one.is_votable:
                named = f"option={chosen[one.pk]}" if one.pk in chosen else f"expectation={one.pk}"
                found.setdefault(one, []).append(_draft(plan, named))
    return found


def cards_of_findings(findings: Sequence[Finding], viewer: Any) -> Mapping[Finding, Sequence[LinkCard]]:
    """The commitments that rest on each finding, or are measured by it, as far as the viewer may see them."""
    if not _sees(viewer):
        return {}
    by_key = {one.pk: one for one in findings}
    pairs = list(FindingBasis.objects.filter(finding__in=by_key).values_list("finding", "commitment"))
    pairs += list(Indicator.objects.filter(finding__in=by_key).values_list("finding", "commitment"))
    found = _cards(((by_key[key], commitment) for key, commitment in dict.fromkeys(pairs)), viewer)
    plan = _plan_to_draft_in(viewer)
    if plan is not None:
        for one in findings:
            if one.analysis.is_released:
                found.setdefault(one, []).append(_draft(plan, f"finding={one.pk}"))
    return found


def _cards(pairs: Iterable[tuple[Any, Any]], viewer: Any) -> dict[Any, list[LinkCard]]:
    linked = list(pairs)
    rows = {one.pk: one for one in _seen({key for _subject, key in linked}, viewer)}
    found: dict[Any, list[LinkCard]] = {}
    for subject, key in sorted(linked, key=lambda pair: rows[pair[1]].number or 0 if pair[1] in rows else 0):
        if key in rows:
            found.setdefault(subject, []).append(_card(rows[key], linked=_sees(viewer)))
    return found


def _seen(keys: set[Any], viewer: Any) -> Any:
    """Return commitments that the viewer may see: those of both sides, and the drafts of their own organisation."""
    shown = Q(state__in=SHOWN)
    tenure = acting_tenure(viewer)
    if tenure is not None and allowed(viewer, "commitments.draft"):
        shown |= Q(state=CommitmentState.DRAFT, drafted_by__organisation=tenure.post.organisation_id)
    return with_parties(Commitment.objects.filter(shown, pk__in=keys))


def _card(commitment: Commitment, *, linked: bool) -> LinkCard:
    url = reverse("commitments:commitment", args=[commitment.plan_id, commitment.pk]) if linked else ""
    words = read(commitment.result)
    title = f"{_('Commitment')} {commitment.reference}" if commitment.reference else _("Draft of your organisation")
    short = words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]}…"
    return LinkCard(title, url, short, _status(commitment))


def _status(commitment: Commitment) -> str:
    """Claimed and confirmed side by side where it is in force; else how far it has come."""
    followed = getattr(commitment, "followed", None)
    if commitment.state == CommitmentState.ADOPTED and followed is not None:
        shares = {"claimed": round(followed.claimed), "confirmed": round(followed.confirmed)}
        return _("claimed %(claimed)s%%, confirmed %(confirmed)s%%") % shares
    return str(CommitmentState(commitment.state).label)


def _plan_to_draft_in(viewer: Any) -> Plan | None:
    """Return the newest plan that is not over, for whoever may draft."""
    if not getattr(viewer, "is_authenticated", False) or not allowed(viewer, "commitments.draft"):
        return None
    return Plan.objects.exclude(state=PlanState.CLOSED).first()


def _draft(plan: Plan, named: str) -> LinkCard:
    return LinkCard(_("Draft a commitment for it"), f"{reverse('commitments:draft', args=[plan.pk])}?{named}")


def _sees(viewer: Any) -> bool:
    return bool(getattr(viewer, "is_authenticated", False)) and allowed(viewer, "commitments.see")
