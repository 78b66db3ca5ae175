"""From the answer to the change: figures, finding, expectation, commitment, what was claimed and confirmed, what the next round shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danaya.apps.commitments.drafting.chain import Chain, chain_of
from danaya.apps.commitments.facts import fact_of
from danaya.apps.commitments.models import Claim, Commitment
from danaya.apps.commitments.overviews.listing import factor_names
from danaya.apps.dialogue.models import Expectation
from danaya.apps.findings.models import Analysis, Finding, FindingKind
from danaya.apps.findings.queries import latest_readable
from danaya.apps.people.models.texts import read
from danaya.apps.people.rights import allowed
from danaya.engines.followup import State, progress_of

if TYPE_CHECKING:
    from datetime import date

    from django_stubs_ext import StrOrPromise

UNCONFIRMED = {
    State.CLAIMED: gettext_lazy("claimed, not answered yet"),
    State.SILENT: gettext_lazy("claimed, unconfirmed for three weeks or more"),
    State.CONTESTED: gettext_lazy("claimed, contested by the counterpart"),
    State.PARTLY: gettext_lazy("confirmed in part only"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a link: its words, where it stands, what makes it weak."""

    title: str
    url: str = ""
    sentence: str = ""
    weakness: "StrOrPromise" = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain. ``missing`` says why there is nothing yet, and what would stand here."""

    key: str
    title: "StrOrPromise"
    items: Sequence[Item]
    missing: "StrOrPromise" = ""

    @property
    def is_weak(self) -> bool:
        """Whether something of it does not carry, or is not there."""
        return not self.items or any(one.weakness for one in self.items)


def links_of(commitment: Commitment, viewer: Any, today: "date") -> list[Link]:
    """Return the chain of a commitment as far as the viewer may read it, from the figures to the next round's change."""
    chain = chain_of(commitment)
    findings = [one for one in _findings(chain) if _is_readable(one.analysis, viewer)]
    return [
        Link("figures", _("Figures"), _figures(findings), _("No figure of a survey stands behind it.")),
        Link("finding", _("Finding"), [_finding(one) for one in findings], _("It rests on no finding.")),
        Link("expectation", _("Expectation"), _expectations(chain), _("It answers no expectation.")),
        Link("commitment", _("Commitment"), [_promise(commitment)]),
        Link("progress", _("Claimed and confirmed"), _claims(commitment, today), _("Nothing has been claimed yet.")),
        _change(commitment, findings, viewer),
    ]


def _findings(chain: Chain) -> list[Finding]:
    quoted = [finding for one in chain.answered for finding in one.findings]
    return list({one.pk: one for one in (*chain.findings, *quoted)}.values())


def _is_readable(analysis: Analysis, viewer: Any) -> bool:
    if allowed(viewer, "findings.see_unreleased"):
        return True
    return analysis.is_released and allowed(viewer, "findings.see_results")


def _weak_figures(analysis: Analysis) -> str:
    if analysis.is_reported:
        return _("reported to us, not recomputable")
    return _("the data behind it were replaced since") if analysis.rests_on_superseded else ""


def _figures(findings: Iterable[Finding]) -> list[Item]:
    return [
        Item(
            _("%(round)s, finding %(number)s") % {"round": read(one.analysis.round.title), "number": one.number},
            reverse("findings:basis", args=[one.analysis_id, one.number]),
            _("questions, answers and interval behind it"),
            _weak_figures(one.analysis),
        )
        for one in findings
    ]


def _finding(one: Finding) -> Item:
    url = reverse("findings:finding", args=[one.analysis_id, one.number])
    return Item(f"{one.number} – {one.get_kind_display()}", url, read(one.sentence), _weak_figures(one.analysis))


def _expectations(chain: Chain) -> list[Item]:
    found = [_expectation(one.expectation) for one in chain.answered]
    for option in chain.options:
        item = _expectation(option.expectation)
        found.append(
            Item(_("Solution chosen for %(reference)s") % {"reference": item.title}, item.url, read(option.text))
        )
    return found


def _expectation(one: Expectation) -> Item:
    return Item(one.reference, reverse("dialogue:expectation", args=[one.consultation_id, one.pk]), read(one.text))


def _promise(one: Commitment) -> Item:
    url = reverse("commitments:commitment", args=[one.plan_id, one.pk])
    weakness = _("taken over from a table, its past unconfirmed") if one.imported else ""
    if not weakness and not one.adopted_on:
        weakness = _("not adopted yet")
    return Item(one.reference or _("Draft"), url, read(one.result), weakness)


def _claims(commitment: Commitment, today: "date") -> list[Item]:
    """Return each milestone that was claimed, with what the counterpart said of its last claim."""
    fact = fact_of(commitment, today)
    if fact is None:
        return []
    states = progress_of(fact, today).states
    url = reverse("commitments:commitment", args=[commitment.plan_id, commitment.pk])
    claims = Claim.objects.filter(milestone__commitment=commitment).select_related("milestone")
    last = {one.milestone_id: one for one in claims.order_by("milestone__position", "number")}
    return [
        Item(
            read(one.milestone.text),
            f"{url}#progress",
            _("claimed on %(day)s") % {"day": f"{one.on:%d/%m/%Y}"},
            UNCONFIRMED.get(states[str(key)], ""),
        )
        for key, one in last.items()
    ]


def _change(commitment: Commitment, findings: Sequence[Finding], viewer: Any) -> Link:
    """Return what a later round says of the same factors."""
    title = _("Change in the next round")
    factors = {one.factor for one in findings if one.factor} or ({commitment.factor} - {""})
    if not factors:
        return Link("change", title, (), _("It names no key factor, so no change can be looked for."))
    years = [one.analysis.round.year for one in findings] or [(commitment.adopted_on or commitment.drafted_on).year]
    later = [one for round_, one in latest_readable(viewer).items() if round_.year > max(years)]
    if not later:
        return Link("change", title, (), _("No later round has been analysed yet: whether it changed will stand here."))
    kinds = (FindingKind.CHANGE, FindingKind.NO_CHANGE)
    rows = Finding.objects.filter(analysis__in=later, kind__in=kinds, factor__in=factors, item="")
    found = list(rows.select_related("analysis__round", "analysis__release").order_by("analysis__round__year", "order"))
    if not found:
        names = ", ".join(read(factor_names()[key]) for key in sorted(factors) if key in factor_names())
        words = _("The later round compares nothing for this factor: %(factors)s.") % {"factors": names}
        return Link("change", title, (), words)
    return Link("change", title, [_finding(one) for one in found])
