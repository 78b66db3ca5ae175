"""Lists by organisation and by key factor: a page of lines under headings, nobody ranked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from danaya.apps.commitments.models import Commitment
from danaya.apps.commitments.overviews.listing import Line, factor_names, line_of
from danaya.apps.people.models.texts import read


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading; ``side`` is that of an organisation, empty elsewhere."""

    title: str
    side: str
    lines: Sequence[Line]


def by_organisation(rows: QuerySet[Commitment], own: UUID | None) -> QuerySet[Commitment]:
    """Order commitments by their owner's organisation: the viewer's own first, then as in the alphabet."""
    first = Case(When(owner__organisation=own, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.order_by(first, Lower("owner__organisation__acronym"), "number", "pk")


def by_factor(rows: QuerySet[Commitment], _own: UUID | None) -> QuerySet[Commitment]:
    """Order commitments by key factor, in the official order; those that name none come last."""
    places = [When(factor=key, then=Value(place)) for place, key in enumerate(factor_names())]
    return rows.order_by(Case(*places, default=Value(99), output_field=IntegerField()), "number", "pk")


def _organisation(row: Commitment) -> tuple[str, str]:
    body = row.owner.organisation
    return f"{body.acronym} – {body}", body.side


def _factor(row: Commitment) -> tuple[str, str]:
    name: Mapping[str, str] | None = factor_names().get(row.factor)
    return (read(name), "") if name else (_("No key factor named"), "")


Order = Callable[[QuerySet[Commitment], UUID | None], QuerySet[Commitment]]

GROUPINGS: Mapping[str, tuple[Order, Callable[[Commitment], tuple[str, str]]]] = {
    "by_organisation": (by_organisation, _organisation),
    "by_factor": (by_factor, _factor),
}
"""Name of a page → how it is ordered, the heading of a row with its side."""


def groups_of(rows: Any, page: str) -> list[Group]:
    """Return the rows of a page under their headings."""
    heading = GROUPINGS[page][1]
    return [Group(title, side, [line_of(row) for row in found]) for (title, side), found in groupby(rows, heading)]
