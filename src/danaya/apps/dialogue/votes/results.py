"""What a vote that has ended shows, as rows: read from its tally alone, never from votes.

A group under five voters has no figure here, one under eight its counts alone: what is not here can stand on no page, in no file
and in no drawing. The engine's bound of a group of five to seven ranks; it is told nowhere.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from danaya.apps.dialogue.models import Consultation, Expectation, Grouping, Poll, State
from danaya.apps.dialogue.votes.measures import Apart, Bounds, Measured, measure
from danaya.apps.dialogue.votes.opinions import OpinionView, opinions_kept
from danaya.apps.dialogue.votes.tally import FEWEST_FOR_SHARES, Count, Tally
from danaya.apps.people.models import Organisation, Side
from danaya.engines.language import Text

SIDE_NAMES: Mapping[str, Text] = {
    Side.CUSTOMS: {"fr": "Douane", "en": "Customs"},
    Side.PRIVATE: {"fr": "Secteur privé", "en": "Private sector"},
}
WITHOUT_BODY: Mapping[str, Text] = {
    Side.CUSTOMS: {"fr": "Douane, sans organisation", "en": "Customs, without organisation"},
    Side.PRIVATE: {"fr": "Secteur privé, sans organisation", "en": "Private sector, without organisation"},
}
"""Where votes are counted for each organisation: those who declared their side only."""
A_THIRD = 1 / 3
"""A group of which so many agree, and so many disagree, has no one opinion: its share who agree would hide that."""


@dataclass(frozen=True, slots=True)
class DeclaredGroup:
    """A group that votes are counted for; ``short`` is its name in tables. ``voters`` is None under five: it is hidden."""

    key: str
    name: Text
    short: Text
    side: str
    voters: int | None

    @property
    def is_hidden(self) -> bool:
        """Whether nothing of the group may be shown."""
        return self.voters is None


@dataclass(frozen=True, slots=True)
class Cell:
    """What may be said of one group on one expectation: how many of ``seen`` agreed, or gave a star.

    ``low`` and ``high`` are the 90 % interval; None under eight voters. Nothing at all under five: ``status`` is ``hidden``.
    """

    group: DeclaredGroup
    count: Count | None = None
    low: float | None = None
    high: float | None = None

    @property
    def status(self) -> str:
        """``hidden``, ``counted`` (5 to 7 voters) or ``shown``."""
        if self.count is None:
            return "hidden"
        return "shown" if self.count.seen >= FEWEST_FOR_SHARES else "counted"

    @property
    def agree(self) -> int:
        """How many agreed; 0 where nothing may be said."""
        return self.count.agree if self.count else 0

    @property
    def seen(self) -> int:
        """How many voted, passes included; 0 where nothing may be said."""
        return self.count.seen if self.count else 0

    @property
    def share(self) -> float | None:
        """The share that agrees, 0–1; None under eight voters."""
        return self.agree / self.seen if self.status == "shown" else None

    @property
    def against(self) -> float | None:
        """The share that disagrees, 0–1; None under eight voters."""
        return self.count.disagree / self.seen if self.count and self.status == "shown" else None

    @property
    def is_split(self) -> bool:
        """Whether the group is divided in itself: at least a third agrees, and at least a third disagrees."""
        agree, against = self.share, self.against
        return agree is not None and against is not None and min(agree, against) >= A_THIRD


@dataclass(frozen=True, slots=True)
class Divide:
    """The widest gap of a row, the more agreeing group first; ``low`` and ``high`` are its 95 % interval."""

    more: Cell
    less: Cell
    difference: float
    low: float
    high: float
    is_clear: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One expectation with what the vote showed of it.

    ``rank`` is its place among those that every group has seen, 1 the most widely shared; None where that is not yet known.
    ``at_least`` is the lowest group's lower bound, and is None unless every group has eight voters.
    """

    expectation: Expectation
    cells: tuple[Cell, ...]
    rank: int | None = None
    at_least: float | None = None
    divide: Divide | None = None
    stars: tuple[Cell, ...] = ()
    star_rank: int | None = None
    stars_at_least: float | None = None

    @property
    def unknown(self) -> tuple[DeclaredGroup, ...]:
        """The groups of which nothing may be shown here: under five voters, or fewer than five who voted on it."""
        return tuple(cell.group for cell in self.cells if cell.status == "hidden")

    @property
    def split(self) -> tuple[Cell, ...]:
        """The groups that are divided in themselves."""
        return tuple(cell for cell in self.cells if cell.is_split)

    @property
    def is_compared(self) -> bool:
        """Whether two groups have the eight voters that a comparison needs."""
        return self.divide is not None

    @property
    def is_dividing(self) -> bool:
        """Whether the groups differ clearly: 20 points or more, and more than chance."""
        return self.divide is not None and self.divide.is_clear


@dataclass(frozen=True)
class Results:
    """A vote that has ended: its groups, and a row for each expectation in the order of numbers."""

    poll: Poll
    groups: tuple[DeclaredGroup, ...]
    rows: tuple[Row, ...]
    tally: Tally = field(repr=False)
    opinions: OpinionView | None = field(default=None, repr=False)

    @property
    def consultation(self) -> Consultation:
        """What was voted in."""
        return self.poll.consultation

    @property
    def ended_on(self) -> date:
        """The day on which the vote ended."""
        return self.poll.closed_on or self.poll.opened_on

    @cached_property
    def shared(self) -> tuple[Row, ...]:
        """Those that every group has seen, the most widely shared first."""
        return _by(self.rows, "rank")

    @cached_property
    def unknown(self) -> tuple[Row, ...]:
        """Those of which some group's votes may not be shown: not yet known."""
        return tuple(row for row in self.rows if row.rank is None)

    @cached_property
    def dividing(self) -> tuple[Row, ...]:
        """Those that clearly divide, the widest gap first."""
        clear = [row for row in self.rows if row.is_dividing]
        return tuple(sorted(clear, key=lambda row: -(row.divide.difference if row.divide else 0)))

    @cached_property
    def not_dividing(self) -> tuple[Row, ...]:
        """Those compared without a clear difference, the widest gap first."""
        compared = [row for row in self.rows if row.is_compared and not row.is_dividing]
        return tuple(sorted(compared, key=lambda row: -(row.divide.difference if row.divide else 0)))

    @cached_property
    def mattering(self) -> tuple[Row, ...]:
        """Those that got a star, what matters most to every group first; none while a group's stars are hidden."""
        return _by(self.rows, "star_rank")

    @property
    def hides_stars(self) -> tuple[DeclaredGroup, ...]:
        """The groups whose stars may not be shown: fewer than five of them gave any."""
        return tuple(group for group in self.groups if group.key not in self.tally.star_givers)

    def only(self, keeps: Callable[[Row], bool]) -> "Results":
        """Return the same vote with some of its rows; each keeps its place among all."""
        return replace(self, rows=tuple(row for row in self.rows if keeps(row)))

    def row_of(self, expectation: Expectation) -> Row | None:
        """Return the row of an expectation, if it has one."""
        return next((row for row in self.rows if row.expectation.pk == expectation.pk), None)


LISTS: Mapping[str, Callable[[Results], tuple[Row, ...]]] = {
    "shared": lambda results: results.shared,
    "dividing": lambda results: results.dividing,
    "mattering": lambda results: results.mattering,
    "unknown": lambda results: results.unknown,
    "not_dividing": lambda results: results.not_dividing,
}
"""The lists of a vote by the name that addresses and headlines give them."""


def _by(rows: Sequence[Row], rank: str) -> tuple[Row, ...]:
    ranked = [(place, row) for row in rows if (place := getattr(row, rank)) is not None]
    return tuple(row for _place, row in sorted(ranked, key=lambda pair: pair[0]))


def ended_polls(consultation: Consultation) -> QuerySet[Poll]:
    """Return the votes that have ended, the latest first."""
    return consultation.polls.filter(closed_on__isnull=False).order_by("-number")


def results_of(consultation: Consultation, number: int | None = None) -> Results | None:
    """Return what the last vote that ended shows, or the one of ``number``; None where there is no such."""
    polls = ended_polls(consultation)
    poll = polls.first() if number is None else polls.filter(number=number).first()
    if poll is None:
        return None
    poll.consultation = consultation
    tally = Tally.from_plain(poll.tally)
    groups = declared_groups_of(consultation, tally)
    expectations = _voted_on(poll, tally)
    measured = measure(tally, [(str(one.pk), one.number or 0) for one in expectations])
    rows = tuple(_row(one, groups, tally, measured) for one in expectations)
    return Results(poll, groups, rows, tally, opinions_kept(poll))


def declared_groups_of(consultation: Consultation, tally: Tally) -> tuple[DeclaredGroup, ...]:
    """Return the declared groups of a tally with their names, in the order in which they are shown."""
    bodies = Organisation.objects.in_bulk([key for key in tally.groups if key not in Side.values])
    by_key = {str(key): body for key, body in bodies.items()}
    sides = SIDE_NAMES if consultation.grouping == Grouping.SIDES else WITHOUT_BODY
    found = []
    for key in tally.groups:
        if key in sides:
            name = short = sides[key]
            side = key
        else:
            body = by_key[key]
            name, short, side = body.name, {"fr": body.acronym, "en": body.acronym}, body.side
        found.append(DeclaredGroup(key, name, short, side, tally.voters.get(key)))
    return tuple(found)


def _voted_on(poll: Poll, tally: Tally) -> list[Expectation]:
    """Return what is shown and was counted, or stood to be voted on when the vote ended, in the order of numbers.

    What was merged since it was counted keeps its figures; what was merged before has none.
    """
    shown = poll.consultation.expectations.filter(state=State.CLEARED).select_related("organisation", "merged_into")
    latest = ended_polls(poll.consultation).values_list("number", flat=True).first() == poll.number
    until = date.max if latest else poll.closed_on or date.max
    return [
        one
        for one in shown.order_by("number")
        if str(one.pk) in tally.counts or (one.merged_into_id is None and (one.cleared_on or date.min) <= until)
    ]


def _row(one: Expectation, groups: tuple[DeclaredGroup, ...], tally: Tally, measured: Measured) -> Row:
    key = str(one.pk)
    counts = tally.counts.get(key, {})
    cells = tuple(_cell(group, counts.get(group.key), measured.bounds.get((group.key, key))) for group in groups)
    stars = tuple(_cell(group, _stars(tally, group, key), measured.stars.get((group.key, key))) for group in groups)
    return Row(
        one,
        cells,
        measured.ranks.get(key),
        measured.at_least.get(key),
        _divide(cells, measured.divides.get(key)),
        stars,
        measured.star_ranks.get(key),
        measured.stars_at_least.get(key),
    )


def _cell(group: DeclaredGroup, count: Count | None, bounds: Bounds | None) -> Cell:
    low, high = bounds or (None, None)
    return Cell(group, count, low, high)


def _stars(tally: Tally, group: DeclaredGroup, expectation: str) -> Count | None:
    givers = tally.star_givers.get(group.key)
    if givers is None:
        return None
    given = tally.stars[group.key].get(expectation, 0)
    return Count(given, 0, givers - given, tally.stars_as_of[group.key])


def _divide(cells: tuple[Cell, ...], found: Apart | None) -> Divide | None:
    if found is None:
        return None
    by_group = {cell.group.key: cell for cell in cells}
    return Divide(
        by_group[found.more], by_group[found.less], found.difference, found.low, found.high, is_clear=found.is_clear
    )
