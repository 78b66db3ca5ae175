"""What can be checked of a draft, said in words: the rows of a commitment as the follow-up engine reads them, and what it remarks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from danaya.apps.commitments.drafting.around import around
from danaya.apps.commitments.drafting.days import Days, days_of_administration
from danaya.apps.commitments.drafting.languages import behind_remarks
from danaya.apps.commitments.drafting.measured import reading_of, scale_of
from danaya.apps.commitments.drafting.naming import milestones_of, named
from danaya.apps.commitments.drafting.words import said
from danaya.apps.commitments.facts import fact_of, facts_of
from danaya.apps.commitments.models import Commitment, Indicator, Milestone
from danaya.apps.people.models import Office, Region
from danaya.engines import followup
from danaya.engines.followup import Remark
from danaya.engines.language import Text

NO_STEPS = Remark(
    "no-milestone",
    "milestones",
    {
        "fr": "Il n'y a pas de jalon : le progrès ne se verra pas. Donnez un à cinq pas que l'on peut constater, chacun avec sa date.",
        "en": "There is no milestone: progress will not show. Give one to five steps that can be seen, each with its date.",
    },
)

NO_TRIGGER = Remark(
    "no-trigger",
    "trigger",
    {
        "fr": "Il n'y a pas de déclencheur « si… alors » : dites quand le porteur agit, et ce qu'il fait alors.",
        "en": "There is no if-then trigger: say when the owner acts, and what they do then.",
    },
)

NO_BASIS = Remark(
    "no-basis",
    "expectations",
    {
        "fr": "Il ne repose sur rien : ni attente, ni solution choisie, ni constat. Reliez-le à ce que les deux côtés ont lu.",
        "en": "It rests on nothing: no expectation, no chosen solution, no finding. Link it to what both sides have read.",
    },
)

BACKWARDS: Text = {
    "fr": "La cible de « {name} » est moins bonne que sa valeur de départ. Corrigez la cible, ou dites si l'indicateur est meilleur quand il "
    "augmente ou quand il diminue.",
    "en": "The target of “{name}” is worse than its baseline. Correct the target, or say whether the indicator is better when it rises or "
    "when it falls.",
}

AFTER_PLAN: Text = {
    "fr": "L'échéance du {due} dépasse la fin du plan ({ends}). Prenez une date avant, ou demandez que le plan dure plus longtemps.",
    "en": "The date {due} lies after the end of the plan ({ends}). Take an earlier one, or ask for the plan to last longer.",
}

FIELDS = {"milestones": "steps", "owner": "owner", "due": "steps", "budget": "budget", "indicator": "indicator"}
"""Where a remark of the engine stands → part of the commitment it is shown beside."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was remarked of a commitment, and what the calendar did not know."""

    remarks: tuple[Remark, ...]
    days: Days
    missing_years: tuple[int, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    """Key of a milestone → ``step_1`` …"""

    def beside(self) -> dict[str, list[Remark]]:
        """Return the remarks by the part of the commitment they are about: ``result``, ``step_1``, ``steps``, ``indicator``."""
        found: dict[str, list[Remark]] = {}
        for remark in self.remarks:
            place = self.places.get(remark.where) or FIELDS.get(remark.where, remark.where)
            found.setdefault(place, []).append(remark)
        return found


def check(commitment: Commitment, today: date) -> Checked:
    """Return what can be said of a commitment as it stands: wording, dates, load, dependencies, means, detectability."""
    steps = list(commitment.milestones.order_by("position"))
    days = days_of_administration()
    remarks = [*_review(commitment, steps, days, today), *(() if steps else (NO_STEPS,))]
    remarks += [*(() if any(commitment.trigger.values()) else (NO_TRIGGER,)), *_backwards(commitment)]
    remarks += [*behind_remarks(commitment, steps), *(() if _rests(commitment) else (NO_BASIS,))]
    remarks += [
        Remark("due-after-plan", str(step.pk), AFTER_PLAN, {"due": step.due, "ends": commitment.plan.ends})
        for step in steps
        if step.due > commitment.plan.ends
    ]
    milestones = milestones_of(remarks)
    return Checked(
        tuple(named(remark, milestones, commitment) for remark in remarks),
        days,
        days.missing(min(step.starts for step in steps), max(step.due for step in steps)) if steps else (),
        {str(step.pk): f"step_{place}" for place, step in enumerate(steps, 1)},
    )


def _rests(commitment: Commitment) -> bool:
    return any(linked.exists() for linked in (commitment.expectations, commitment.options, commitment.findings))


def _backwards(commitment: Commitment) -> Iterable[Remark]:
    """Say where reaching the target would make things worse, by the direction the indicator itself names."""
    row = Indicator.objects.filter(commitment=commitment).first()
    if row is None or row.baseline is None or row.target is None:
        return
    gain = row.target - row.baseline if row.better == "up" else row.baseline - row.target
    if gain < 0:
        yield Remark("target-backwards", "indicator", BACKWARDS, {"name": said(row.name)[1]})


def _review(commitment: Commitment, steps: Sequence[Milestone], days: Days, today: date) -> list[Remark]:
    indicator, budget, places = measure_of(commitment), budget_of(commitment), known_places()
    language, result = said(commitment.result)
    worded = [*wording_remarks(commitment, steps, places), *followup.check_activity(result, language, "result")]
    fact = fact_of(commitment, today)
    if fact is None:
        means = (*followup.budget(budget), *followup.baseline(indicator), *followup.outside_noise(indicator))
        return [*worded, *means]
    words = {str(step.pk): said(step.text)[1] for step in steps}
    others = list(facts_of(around(commitment), today).values())
    draft = followup.Draft(fact, language, result, words, indicator, budget)
    terms = days.terms(steps)
    found = followup.review(draft, others, today, terms, places, commitment.plan.most_at_once)
    return [*worded, *(remark for remark in found if remark.code not in WORDED)]


WORDED = frozenset({"text-missing", "vague-verb", "nothing-countable"})
"""Codes of remarks on words: given here for each text in the language it is written in."""


def wording_remarks(commitment: Commitment, steps: Iterable[Milestone], places: Sequence[str]) -> list[Remark]:
    """Return what is wrong with the words of the result and of each milestone."""
    language, result = said(commitment.result)
    found = [*followup.check_wording(result, language, "result", places)]
    for step in steps:
        code, words = said(step.text)
        found += followup.check_wording(words, code, str(step.pk), places)
    return found


def measure_of(commitment: Commitment) -> followup.Indicator | None:
    """Return the indicator as the engine reads it."""
    row = Indicator.objects.select_related("finding", "series").filter(commitment=commitment).first()
    return None if row is None else engine_indicator(row)


def engine_indicator(row: Indicator) -> followup.Indicator:
    """Return an indicator as the engine reads it: a share between 0 and 1 where a survey's finding measures it."""
    reading = reading_of(row)
    measured = reading.measured if reading is not None else None
    scale = scale_of(reading) if measured is not None else 1.0
    source = row.source or (said(row.series.source)[1] if row.series else "") or (str(row.finding or ""))
    return followup.Indicator(
        said(row.name)[1],
        None if row.baseline is None else row.baseline / scale,
        row.baseline_source,
        None if row.target is None else row.target / scale,
        source,
        row.frequency or (row.series.frequency if row.series else ""),
        measured,
    )


def budget_of(commitment: Commitment) -> followup.Budget:
    """Return the budget as the engine reads it."""
    amount = None if commitment.budget is None else float(commitment.budget)
    return followup.Budget(amount, commitment.budget_source, commitment.budget_nil)


def known_places() -> list[str]:
    """Return the names of regions and offices in every language: a wording that names one can be verified there."""
    names = [*Region.objects.values_list("name", flat=True), *Office.objects.values_list("name", flat=True)]
    return sorted({words for name in names for words in name.values() if words})
