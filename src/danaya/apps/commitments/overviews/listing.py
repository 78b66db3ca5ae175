"""Which commitments of a plan the filters of the address leave, and what each line of a list says."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from danaya.apps.commitments.models import Alignment, Commitment, CommitmentState, reference_of
from danaya.apps.commitments.overviews.standings import STANDINGS, Mark, followed_of, marks_of, with_place
from danaya.apps.people.models import Organisation
from danaya.engines.framework import load_factors
from danaya.engines.language import percent

Chosen = Mapping[str, str]
"""Name of a filter → its value, for those in use."""
NONE = "none"
"""Value of a filter that asks for what has none."""


def matching(rows: QuerySet[Commitment], chosen: Chosen) -> QuerySet[Commitment]:
    """Return the commitments that all filters leave, each with its column of the board as ``place``."""
    rows = with_place(rows)
    if "state" not in chosen:
        rows = rows.exclude(state=CommitmentState.WITHDRAWN)
    for name, value in chosen.items():
        rule = RULES.get(name)
        rows = rows.filter(rule(value)) if rule else rows
    words = chosen.get("q")
    return rows.filter(pk__in=_holding(rows, words)) if words else rows


def _organisation(value: str) -> Q:
    return Q(owner__organisation=UUID(value)) | Q(counterpart__organisation=UUID(value))


def _framework(value: str) -> Q:
    served = Alignment.objects.filter(commitment=OuterRef("pk"))
    return ~Q(Exists(served)) if value == NONE else Q(Exists(served.filter(objective__framework=UUID(value))))


RULES: Mapping[str, Callable[[str], Q]] = {
    "state": lambda value: Q(state=value),
    "side": lambda value: Q(owner__organisation__side=value),
    "organisation": _organisation,
    "factor": lambda value: Q(factor="" if value == NONE else value),
    "standing": lambda value: STANDINGS[value][1],
    "place": lambda value: Q(place=value),
    "region": lambda value: Q(region__isnull=True) if value == NONE else Q(region=UUID(value)),
    "framework": _framework,
}


def _holding(rows: QuerySet[Commitment], words: str) -> list[UUID]:
    """Return the keys of the rows whose texts hold all words; read here, since each database keeps JSON in its own way."""
    wanted = _plain(words).split()
    found = []
    for key, number, *texts in rows.order_by().values_list("pk", "number", "result", "problem", "trigger"):
        whole = _plain(" ".join([reference_of(number), *(each for text in texts for each in text.values())]))
        if all(word in whole for word in wanted):
            found.append(key)
    return found


ACCENTS = re.compile(f"[{''.join(chr(code) for code in range(0x0300, 0x3000) if unicodedata.combining(chr(code)))}]+")
"""Accents and vowel signs: thousands of texts are searched in one request, so they are dropped by one expression."""


def _plain(words: str) -> str:
    return ACCENTS.sub("", unicodedata.normalize("NFD", words.casefold()))


def without(chosen: Chosen, name: str) -> dict[str, str]:
    """Return the filters in use but one."""
    return {other: value for other, value in chosen.items() if other != name}


def organisations_of(rows: QuerySet[Commitment]) -> list[Organisation]:
    """Return the organisations that own one of these commitments or say whether it was kept, in the order of the alphabet."""
    pairs = rows.order_by().values_list("owner__organisation", "counterpart__organisation").distinct()
    keys = {key for pair in pairs for key in pair}
    return sorted(Organisation.objects.filter(pk__in=keys), key=lambda one: one.acronym.casefold())


@dataclass(frozen=True, slots=True)
class Bars:
    """What is claimed beside what is confirmed, in whole per cents: never one without the other."""

    claimed: int
    confirmed: int

    @property
    def words(self) -> Mapping[str, str]:
        """What stands before the two shares."""
        return _words(_language())

    @property
    def claimed_share(self) -> str:
        """What is claimed, as a percentage."""
        return percent(self.claimed / 100, _language())

    @property
    def confirmed_share(self) -> str:
        """What is confirmed, as a percentage."""
        return percent(self.confirmed / 100, _language())


@dataclass(frozen=True, slots=True)
class Line:
    """A commitment as lists show it; without ``bars`` nothing was promised yet."""

    commitment: Commitment
    marks: Sequence[Mark]
    factor: Mapping[str, str] | None
    bars: Bars | None
    due: date | None
    first_due: date | None

    @property
    def url(self) -> str:
        """Address of the commitment's page."""
        return reverse("commitments:commitment", args=[self.commitment.plan_id, self.commitment.pk])

    @property
    def due_day(self) -> str:
        """The day it is promised for."""
        return f"{self.due:%d/%m/%Y}" if self.due else ""

    @property
    def first_day(self) -> str:
        """The day it was first promised for."""
        return f"{self.first_due:%d/%m/%Y}" if self.first_due else ""

    @property
    def is_moved(self) -> bool:
        """Whether the date is not the one first promised."""
        return self.due != self.first_due

    @property
    def weakness(self) -> str:
        """What makes this link of the chain a weak one; empty where nothing does."""
        return _("taken over from a table, its past unconfirmed") if self.commitment.imported else ""


def line_of(commitment: Commitment) -> Line:
    """Return the line of a commitment that came with its parties and its standing."""
    said = followed_of(commitment)
    factor = factor_names().get(commitment.factor)
    dates = (said.due, said.first_due) if said else (None, None)
    if said is None or not commitment.adopted_on:
        return Line(commitment, marks_of(commitment), factor, None, *dates)
    return Line(commitment, marks_of(commitment), factor, Bars(round(said.claimed), round(said.confirmed)), *dates)


def _language() -> str:
    return (get_language() or "fr").split("-")[0]


@cache
def _words(language: str) -> Mapping[str, str]:
    return {
        "claimed": pgettext("progress", "claimed"),
        "confirmed": pgettext("progress", "confirmed"),
    }


@cache
def factor_names() -> Mapping[str, Mapping[str, str]]:
    """Return the names of the key factors by key, in their official order."""
    return {one.key: one.name for one in load_factors()}
