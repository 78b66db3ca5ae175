"""A commitment in words, line by line: what stands now, beside what somebody else has typed meanwhile."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from danaya.apps.commitments.drafting.library import evidence_names, factor_names, frequency_names
from danaya.apps.commitments.drafting.words import in_language_of
from danaya.apps.commitments.models import Commitment, Indicator
from danaya.apps.people.models import Post
from danaya.apps.people.models.texts import read
from danaya.base.design.templatetags.design import words as marked
from danaya.engines.language import day_in_words, decimals_of, number


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: what it is, and its words."""

    label: str
    words: str


def shown_part(commitment: Commitment, part: str) -> list[Line]:
    """Return the facts of one part of a commitment that have words."""
    return [line for line in _PARTS[part](commitment) if line.words]


def value_words(value: float | None) -> str:
    """Return a number with the marks of the page's language and the decimals with which it was written."""
    return "" if value is None else number(value, _language(), decimals_of([value]))


def post_words(post: Post) -> str:
    """Return a post with its organisation."""
    return f"{post} ({post.organisation.acronym})"


def _language() -> str:
    return (get_language() or "fr").split("-")[0]


def _promise(row: Commitment) -> Iterator[Line]:
    yield Line(_("Result"), read(row.result))
    yield Line(_("Problem it answers"), read(row.problem))
    yield Line(_("Owner"), post_words(row.owner))
    yield Line(_("Counterpart"), post_words(row.counterpart))
    yield Line(_("Trigger"), read(row.trigger))
    yield Line(pgettext("date", "From"), day_in_words(row.starts, _language()))
    yield Line(_("Key factor"), read(factor_names().get(row.factor, {})))
    yield Line(_("Region"), str(row.region or ""))


def _steps(row: Commitment) -> Iterator[Line]:
    for step in row.milestones.order_by("position"):
        words = _("%(words)s – by %(day)s, weight %(weight)s") % {
            "words": read(step.text),
            "day": day_in_words(step.due, _language()),
            "weight": step.weight,
        }
        yield Line(_("Milestone %(place)s") % {"place": step.position}, words)


def _measure(row: Commitment) -> Iterator[Line]:
    one = Indicator.objects.filter(commitment=row).select_related("series", "finding").first()
    if one is None:
        return
    yield Line(_("Indicator"), read(one.name))
    yield Line(_("Unit"), read(one.unit))
    yield Line(_("Baseline"), value_words(one.baseline))
    yield Line(_("Where the baseline was read"), one.baseline_source)
    yield Line(_("Target"), value_words(one.target))
    yield Line(_("Where it will be read"), one.source)
    yield Line(_("How often"), read(frequency_names().get(one.frequency, {})))
    yield Line(_("Dated series it is read in"), str(one.series or ""))
    yield Line(_("Finding it is read in"), str(one.finding or ""))


def _means(row: Commitment) -> Iterator[Line]:
    yield Line(_("Kind of evidence agreed"), read(evidence_names().get(row.evidence_kind, {})))
    yield Line(_("What it will show"), read(row.evidence))
    yield Line(_("Budget"), budget_words(row))


def budget_words(row: Commitment) -> str:
    """Return what it costs and who pays; nothing where it was not said."""
    if row.budget_nil:
        return _("needs no money")
    if row.budget is None:
        return ""
    amount = value_words(float(row.budget))
    return _paid(amount, row.budget_source) if row.budget_source else amount


def budget_marked(row: Commitment) -> str:
    """Return :func:`budget_words` for a page, with the language in which it is written who pays."""
    if row.budget_nil or row.budget is None or not row.budget_source:
        return budget_words(row)
    who = marked(in_language_of(row.result, row.budget_source))
    return format_html(_paid("{amount}", "{who}"), amount=value_words(float(row.budget)), who=who)


def _paid(amount: str, who: str) -> str:
    return _("%(amount)s, paid by %(who)s") % {"amount": amount, "who": who}


def _basis(row: Commitment) -> Iterator[Line]:
    objectives = row.objectives.select_related("framework")
    linked: tuple[tuple[str, Iterable[object]], ...] = (
        (_("Expectations it answers"), row.expectations.all()),
        (_("Chosen solutions it carries out"), row.options.all()),
        (_("Findings the commitment rests on"), row.findings.all()),
        (_("Objectives it serves"), [f"{one.framework.short_name} {one}" for one in objectives]),
    )
    for label, rows in linked:
        yield Line(label, " · ".join(str(one) for one in rows))


_PARTS: dict[str, Callable[[Commitment], Iterator[Line]]] = {
    "promise": _promise,
    "steps": _steps,
    "measure": _measure,
    "means": _means,
    "basis": _basis,
}
