"""The text of a plan as both sides sign it, made from the rows: an article per commitment, each label and value in words.

The same rows give the same text, and so the same digest: numbers stand as words with the marks of each language, days in words.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from danaya.apps.commitments.models import (
    Commitment,
    CommitmentState,
    DateChange,
    Indicator,
    Milestone,
    Plan,
)
from danaya.apps.dialogue.models import Expectation, Option
from danaya.apps.findings.models import Finding
from danaya.apps.indicators.models import Objective
from danaya.apps.people.models import Post, Side
from danaya.engines.framework import load_evidence_kinds, load_factor, load_frequencies
from danaya.engines.language import LANGUAGES, Text, day_in_words, in_language, number
from danaya.engines.seals import Head
from danaya.engines.seals.plan import PREAMBLE, Article, Fields, Leaf, Part, PlanText, Value, plan_table

LABELS: Mapping[str, Text] = {
    "starts": {"fr": "À compter du", "en": "From"},
    "ends": {"fr": "Jusqu'au", "en": "Until"},
    "customs": {"fr": "Pour la douane", "en": "For customs"},
    "private": {"fr": "Pour le secteur privé", "en": "For the private sector"},
    "secretaries": {"fr": "Secrétaires du plan", "en": "Secretaries of the plan"},
    "version": {"fr": "Version", "en": "Version"},
    "put": {"fr": "Mis à la signature le", "en": "Put to signature on"},
    "journal": {
        "fr": "Journal avant ce texte : nombre d'entrées, empreinte de la dernière",
        "en": "Journal before this text: number of entries, digest of the last",
    },
    "problem": {"fr": "Problème auquel il répond", "en": "Problem it answers"},
    "owner": {"fr": "Porteur", "en": "Owner"},
    "counterpart": {"fr": "Contrepartie", "en": "Counterpart"},
    "trigger": {"fr": "Si… alors", "en": "If… then"},
    "milestones": {"fr": "Jalons", "en": "Milestones"},
    "indicator": {"fr": "Indicateur", "en": "Indicator"},
    "baseline": {"fr": "Valeur de départ", "en": "Baseline"},
    "target": {"fr": "Cible", "en": "Target"},
    "source": {"fr": "Source de l'indicateur", "en": "Source of the indicator"},
    "frequency": {"fr": "Fréquence", "en": "Frequency"},
    "evidence": {"fr": "Preuve convenue", "en": "Evidence agreed"},
    "budget": {"fr": "Budget", "en": "Budget"},
    "factor": {"fr": "Facteur clé", "en": "Key factor"},
    "region": {"fr": "Région", "en": "Region"},
    "basis": {"fr": "Repose sur", "en": "Rests on"},
    "objectives": {"fr": "Objectifs servis", "en": "Objectives served"},
}

_MILESTONE: Text = {
    "fr": "{place}. {text} – poids {weight} – promis pour le {first}",
    "en": "{place}. {text} – weight {weight} – promised for {first}",
}
MOVED: Text = {"fr": " ; reporté au {due}", "en": "; moved to {due}"}
_REASON: Text = {"fr": " ({reason})", "en": " ({reason})"}
_SOURCED: Text = {"fr": "{figure} (source : {source})", "en": "{figure} (source: {source})"}
_MEASURED: Text = {"fr": "{name} ({unit}) ; mieux quand il {better}", "en": "{name} ({unit}); better when it {better}"}
_UNMEASURED: Text = {"fr": "{name} ; mieux quand il {better}", "en": "{name}; better when it {better}"}
_BETTER: Mapping[str, Text] = {
    "up": {"fr": "augmente", "en": "rises"},
    "down": {"fr": "diminue", "en": "falls"},
}
_FINDING: Text = {"fr": "constat {number} ({round})", "en": "finding {number} ({round})"}
_EXPECTATION: Text = {"fr": "attente {number}", "en": "expectation {number}"}
_ELSEWHERE: Text = {"fr": "attente {number} ({consultation})", "en": "expectation {number} ({consultation})"}
_OPTION: Text = {"fr": "solution retenue pour {number}", "en": "solution chosen for {number}"}
_NO_MONEY: Text = {"fr": "aucun besoin d'argent", "en": "needs no money"}
_PAID: Text = {"fr": "{figure}, payé par : {source}", "en": "{figure}, paid by: {source}"}

AT_SIGNATURE = (CommitmentState.PROPOSED, CommitmentState.ADOPTED)
"""States of commitments that a text put to signature may hold: what is proposed, and what was promised before and still runs."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the preamble says of the moment: number of the version, day it is put to signature, ends of register and journal before."""

    version: int
    on: date
    history: Head
    journal: Head


def plan_text(plan: Plan, commitments: Iterable[Commitment], setting: Setting) -> PlanText:
    """Return the text of a plan with these commitments as its articles, in the order of their numbers.

    ``commitments`` come from :func:`for_text`. What cannot be signed (a sign nobody sees) is refused when the digest is made.
    """
    articles = tuple(article_of(one, plan) for one in sorted(commitments, key=lambda one: one.number or 0))
    return PlanText(dict(plan.title), _preamble(plan, setting), articles, setting.history)


def for_text(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Fetch along everything that the text of commitments says; a fixed number of queries for any number of them."""
    changes = DateChange.objects.filter(agreed=True).order_by("number")
    steps = Milestone.objects.order_by("position").prefetch_related(Prefetch("changes", changes))
    return rows.select_related(
        "owner__organisation",
        "counterpart__organisation",
        "region",
        "indicator__series",
        "indicator__finding__analysis__round",
    ).prefetch_related(
        Prefetch("milestones", steps),
        "findings__analysis__round",
        "expectations__consultation",
        "options__expectation__consultation",
        "objectives__framework",
    )


def parts_now(plan: Plan, commitments: Iterable[Commitment]) -> dict[str, str]:
    """Return the digest that each commitment's article would have today, by its reference."""
    articles = tuple(article_of(one, plan) for one in commitments if one.number is not None)
    table = plan_table(PlanText(dict(plan.title), (), articles))
    return {part.name: part.digest for part in table if part.name != PREAMBLE}


def part_of(parts: Sequence[Sequence[str]], reference: str) -> str:
    """Return the digest of an article in a version's table of parts; empty where it has none."""
    return next((digest for name, digest in parts if name == reference), "")


def parts_of(parts: Sequence[Sequence[str]]) -> tuple[Part, ...]:
    """Return a version's table of parts as the engine reads it."""
    return tuple(Part(name, digest) for name, digest in parts)


def article_of(commitment: Commitment, plan: Plan) -> Article:
    """Return the article of one commitment, fetched by :func:`for_text`."""
    said: dict[str, Value | None] = {
        "problem": dict(commitment.problem),
        "owner": post_words(commitment.owner),
        "counterpart": post_words(commitment.counterpart),
        "trigger": dict(commitment.trigger),
        "starts": _day(commitment.starts),
        "milestones": [_milestone(one) for one in commitment.milestones.all()],
        **_indicator(getattr(commitment, "indicator", None)),
        "evidence": _evidence(commitment),
        "budget": _budget(commitment),
        "factor": _in_ours(load_factor(commitment.factor).name) if commitment.factor else None,
        "region": dict(commitment.region.name) if commitment.region else None,
        "basis": _basis(commitment, plan),
        "objectives": _objectives(commitment),
    }
    return Article(commitment.reference, dict(commitment.result), _fields(said))


def post_words(post: Post) -> Text:
    """Return an organisation and the title of one of its posts: who signs is an office, never a person."""
    organisation = post.organisation
    return _each(
        lambda code: (
            f"{in_language(organisation.name, code)} ({organisation.acronym}) – {in_language(post.title, code)}"
        )
    )


def _preamble(plan: Plan, setting: Setting) -> Fields:
    secretaries = [one for one in (plan.secretary_customs, plan.secretary_private) if one is not None]
    bodies = list(plan.bodies.select_related("organisation").order_by("organisation__acronym"))
    said: dict[str, Value | None] = {
        "starts": _day(plan.starts),
        "ends": _day(plan.ends),
        "customs": [dict(one.organisation.name) for one in bodies if one.organisation.side == Side.CUSTOMS],
        "private": [dict(one.organisation.name) for one in bodies if one.organisation.side == Side.PRIVATE],
        "secretaries": [post_words(one) for one in secretaries],
        "version": setting.version,
        "put": _day(setting.on),
        "journal": [setting.journal.length, setting.journal.digest] if setting.journal.length else None,
    }
    return _fields(said)


def _fields(said: Mapping[str, Value | None]) -> Fields:
    """Return label and value of everything that is said; what is empty is left out."""
    return tuple((dict(LABELS[name]), value) for name, value in said.items() if value)


def _each(words: Callable[[str], str]) -> Text:
    return {code: words(code) for code in LANGUAGES}


def _in_ours(text: Text) -> Text:
    """Return words of a library in the languages that are signed: it may have more."""
    return _each(lambda code: in_language(text, code))


def _day(day: date) -> Text:
    return _each(lambda code: day_in_words(day, code))


def _milestone(step: Milestone) -> Text:
    """Return a milestone with the day first promised and, where it was moved, the present one and why."""
    changes = list(step.changes.all())
    reason = changes[-1].reason if changes else ""

    def words(code: str) -> str:
        said = _MILESTONE[code].format(
            place=step.position,
            text=in_language(step.text, code),
            weight=step.weight,
            first=day_in_words(step.first_due, code),
        )
        if step.is_moved:
            said += MOVED[code].format(due=day_in_words(step.due, code))
            said += _REASON[code].format(reason=reason) if reason else ""
        return said

    return {code: words(code) for code in LANGUAGES if code in step.text} or _each(words)


def _indicator(indicator: Indicator | None) -> dict[str, Value | None]:
    if indicator is None:
        return {}
    frequencies = {one.key: one.name for one in load_frequencies()}
    template = _MEASURED if indicator.unit else _UNMEASURED
    return {
        "indicator": _each(
            lambda code: template[code].format(
                name=in_language(indicator.name, code),
                unit=in_language(indicator.unit, code) if indicator.unit else "",
                better=_BETTER[indicator.better][code],
            )
        ),
        "baseline": _figure(indicator.baseline, indicator.baseline_source),
        "target": _figure(indicator.target, ""),
        "source": _source(indicator),
        "frequency": _in_ours(frequencies[indicator.frequency]) if indicator.frequency in frequencies else None,
    }


def _source(indicator: Indicator) -> Value | None:
    if indicator.series is not None:
        return dict(indicator.series.title)
    if indicator.finding is not None:
        return _finding_words(indicator.finding)
    return indicator.source


def _figure(value: float | None, source: str) -> Text | None:
    """Return a figure with all its decimals and no more, in words of each language, with its source where one is named."""
    if value is None:
        return None
    decimals = max(-int(Decimal(repr(value)).normalize().as_tuple().exponent), 0)
    if not source:
        return _each(lambda code: number(value, code, decimals))
    return _each(lambda code: _SOURCED[code].format(figure=number(value, code, decimals), source=source))


def _evidence(commitment: Commitment) -> Text | None:
    kinds = {one.key: one.name for one in load_evidence_kinds()}
    kind = kinds.get(commitment.evidence_kind)
    words = commitment.evidence
    if kind is None:
        return dict(words) or None
    return _each(lambda code: " – ".join(filter(None, (kind[code], in_language(words, code) if words else ""))))


def _budget(commitment: Commitment) -> Text | None:
    if commitment.budget_nil:
        return dict(_NO_MONEY)
    if commitment.budget is None:
        return None
    amount, source = commitment.budget, commitment.budget_source
    decimals = 0 if amount == amount.to_integral_value() else 2
    if not source:
        return _each(lambda code: number(float(amount), code, decimals))
    return _each(lambda code: _PAID[code].format(figure=number(float(amount), code, decimals), source=source))


def _basis(commitment: Commitment, plan: Plan) -> list[Leaf]:
    """Return what it rests on by reference, findings first: what they say is kept where they stand."""
    findings = [_finding_words(one) for one in commitment.findings.all()]
    expectations = [_expectation_words(one, plan) for one in commitment.expectations.all()]
    options = [_option_words(one) for one in commitment.options.all()]
    return [text for texts in (findings, expectations, options) for text in _in_order(texts)]


def _finding_words(finding: Finding) -> Text:
    round_ = finding.analysis.round
    return _each(lambda code: _FINDING[code].format(number=finding.number, round=in_language(round_.title, code)))


def _expectation_words(expectation: Expectation, plan: Plan) -> Text:
    own = expectation.consultation_id == plan.consultation_id
    template, title = (_EXPECTATION if own else _ELSEWHERE), expectation.consultation.title
    return _each(
        lambda code: template[code].format(number=expectation.reference, consultation=in_language(title, code))
    )


def _option_words(option: Option) -> Text:
    return _each(lambda code: _OPTION[code].format(number=option.expectation.reference))


def _objectives(commitment: Commitment) -> list[Leaf]:
    return _in_order(_objective_words(one) for one in commitment.objectives.all())


def _objective_words(objective: Objective) -> Text:
    framework = objective.framework
    return _each(lambda code: f"{in_language(framework.acronym or framework.title, code)} {objective.code}")


def _in_order(texts: Iterable[Text]) -> list[Leaf]:
    """Return texts in an order that no database chooses."""
    return [*sorted(texts, key=_read_out)]


def _read_out(text: Text) -> list[str]:
    return [text[code] for code in LANGUAGES]
