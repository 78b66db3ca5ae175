"""The list of expectations: which of a consultation the filters of the address leave, and what each row says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from danaya.apps.dialogue.forms.filtering import ANY, ONLY, OPEN, OVERDUE, WITH
from danaya.apps.dialogue.models import Consultation, Expectation, Fate, FateKind, Reformulation, Reply, Voice
from danaya.apps.dialogue.queries import shown_expectations
from danaya.apps.people.models import Organisation
from danaya.base.design.fields import without_accents

Chosen = Mapping[str, str]
"""Name of a filter → its value, for those in use."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which consultation, on which day, and whether the viewer knows the side of a text without a name."""

    consultation: Consultation
    today: date
    knows_sides: bool


def matching(scope: Scope, chosen: Chosen) -> list[Expectation]:
    """Return the shown expectations that all filters leave, in the order of their numbers.

    Each has ``answer``: the latest answer given to it, or None.
    """
    rows = with_answer(shown_expectations(scope.consultation)).filter(_merged(chosen.get("merged", "")))
    for name, value in chosen.items():
        rule = RULES.get(name)
        rows = rule(rows, value, scope) if rule else rows
    found = list(rows)
    for name, keeps in READ.items():
        if name in chosen:
            found = [row for row in found if keeps(row, chosen[name])]
    return found


def with_answer(rows: QuerySet[Expectation]) -> QuerySet[Expectation]:
    """Add the latest answer to each row as ``answer``; that it was merged is said by ``merged_into``."""
    fates = Fate.objects.filter(expectation=OuterRef("pk")).exclude(kind=FateKind.MERGED).order_by("-number")
    return rows.annotate(answer=Subquery(fates.values("kind")[:1]))


def organisations_that_spoke(consultation: Consultation) -> list[Organisation]:
    """Return the organisations in whose name something is shown."""
    spoke = shown_expectations(consultation).filter(voice=Voice.ORGANISATION).values("organisation")
    return list(Organisation.objects.filter(pk__in=spoke))


def _merged(value: str) -> Q:
    rules = {WITH: Q(), ONLY: Q(merged_into__isnull=False)}
    return rules.get(value, Q(merged_into__isnull=True))


def _side(rows: QuerySet[Expectation], value: str, scope: Scope) -> QuerySet[Expectation]:
    of_side = rows.filter(side=value)
    return of_side if scope.knows_sides else of_side.exclude(voice=Voice.ANONYMOUS)


def _answer(rows: QuerySet[Expectation], value: str, scope: Scope) -> QuerySet[Expectation]:
    last = scope.today - timedelta(days=scope.consultation.answer_within)
    rules = {
        OPEN: Q(answered_on=None),
        OVERDUE: Q(answered_on=None, cleared_on__lt=last),
        ANY: Q(answered_on__isnull=False),
    }
    return rows.filter(rules.get(value, Q(answer=value)))


def _restated(rows: QuerySet[Expectation], value: str, scope: Scope) -> QuerySet[Expectation]:
    said = Reformulation.objects.filter(expectation=OuterRef("pk"))
    if value == "yes":
        return rows.filter(Exists(said.filter(reply=Reply.CONFIRMED)))
    return rows.filter(~Exists(said.exclude(reply=Reply.CORRECTED)))


Rule = Callable[[QuerySet[Expectation], str, Scope], QuerySet[Expectation]]

RULES: Mapping[str, Rule] = {
    "side": _side,
    "organisation": lambda rows, value, _scope: rows.filter(organisation_id=UUID(value)),
    "factor": lambda rows, value, _scope: rows.filter(factor=value),
    "answer": _answer,
    "translation": lambda rows, value, _scope: rows.filter(translation=value),
    "restated": _restated,
}
"""Filters that the database knows."""


def _holds(row: Expectation, words: str) -> bool:
    text = _plain(" ".join([row.reference, *row.text.values()]))
    return all(word in text for word in _plain(words).split())


def _plain(words: str) -> str:
    return without_accents(words.casefold())


READ: Mapping[str, Callable[[Expectation, str], bool]] = {
    "q": _holds,
    "matter": lambda row, value: value in row.matters,
}
"""Filters on what both databases keep as JSON, each in its own way: read here, in the same way on both."""


def without(chosen: Chosen, name: str) -> dict[str, str]:
    """Return the filters in use but one."""
    return {other: value for other, value in chosen.items() if other != name}


def due_on(row: Expectation) -> date | None:
    """Return the last day on which an answer is in time; None where nothing is due any more."""
    if row.cleared_on is None or row.answered_on is not None:
        return None
    return row.cleared_on + timedelta(days=row.consultation.answer_within)


def own_texts_of(consultation: Consultation, organisation: Organisation) -> Sequence[Expectation]:
    """Return everything that was handed in under an organisation's name, what needs it first."""
    rows = consultation.expectations.filter(voice=Voice.ORGANISATION, organisation=organisation)
    order = {"held": 0, "waiting": 1, "cleared": 2, "withdrawn": 3}
    return sorted(
        with_answer(rows.select_related("organisation", "merged_into")),
        key=lambda row: (order[row.state], row.number or 0),
    )
