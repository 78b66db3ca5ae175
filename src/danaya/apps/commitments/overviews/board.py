"""The board: each commitment in one column, the first lines of each column, the rest one click away."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet

from danaya.apps.commitments.models import Commitment
from danaya.apps.commitments.overviews.listing import Line, line_of
from danaya.apps.commitments.overviews.standings import ORDER, PLACES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST = 20
"""Lines of a column on the board; all of them stand in the table."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in addresses, its words, how many stand in it, the first of them."""

    name: str
    words: "StrOrPromise"
    count: int
    lines: Sequence[Line]


def board_of(rows: QuerySet[Commitment]) -> list[Column]:
    """Return the columns that hold something; two queries for any number of commitments."""
    places: dict[str, list[UUID]] = defaultdict(list)
    # Keys alone are read of all, since a plan may hold thousands; what a card shows, only of those on the board.
    placed: Any = rows
    for key, place in placed.order_by("number", "pk").values_list("pk", "place"):
        places[place].append(key)
    first = [key for name in ORDER for key in places[name][:MOST]]
    found = {row.pk: line_of(row) for row in rows.filter(pk__in=first)}
    return [
        Column(name, PLACES[name][0], len(places[name]), [found[key] for key in places[name][:MOST]])
        for name in ORDER
        if places[name]
    ]
