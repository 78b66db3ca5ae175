"""What may be shown of votes: counted when a vote ends, never while it runs.

A group under five voters is hidden. A figure shown before changes only once five votes behind it are new: whoever ends
and opens votes one after the other sees nobody's vote in the difference.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

FEWEST = 5
"""Voters of a group below which nothing of it is shown, and new votes below which a figure shown stands."""

FEWEST_FOR_SHARES = 8
"""Voters of a group from which shares and intervals are shown; below, counts only."""

Group = str
"""``customs`` or ``private``, or the key of an organisation."""


@dataclass(frozen=True, slots=True)
class Count:
    """Agree, disagree and pass of one group on one expectation, as they stood after vote number ``as_of``."""

    agree: int
    disagree: int
    passed: int
    as_of: int

    @property
    def seen(self) -> int:
        """Voters of the group who voted on it, passes included."""
        return self.agree + self.disagree + self.passed


@dataclass(frozen=True, slots=True)
class Tally:
    """What a vote showed: counts by expectation and group, stars and voters by group; a group that is absent is hidden."""

    counts: Mapping[str, Mapping[Group, Count]] = field(default_factory=dict)
    stars: Mapping[Group, Mapping[str, int]] = field(default_factory=dict)
    stars_as_of: Mapping[Group, int] = field(default_factory=dict)
    voters: Mapping[Group, int] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "groups": list(self.groups),
            "voters": dict(self.voters),
            "counts": {
                key: {group: [one.agree, one.disagree, one.passed, one.as_of] for group, one in of_groups.items()}
                for key, of_groups in self.counts.items()
            },
            "stars": {group: dict(stars) for group, stars in self.stars.items()},
            "stars_as_of": dict(self.stars_as_of),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any] | None) -> "Tally":
        """Return the tally that was kept as JSON values; an empty one for nothing."""
        if not plain:
            return cls()
        return cls(
            counts={
                key: {group: Count(*numbers) for group, numbers in of_groups.items()}
                for key, of_groups in plain["counts"].items()
            },
            stars=plain["stars"],
            stars_as_of=plain["stars_as_of"],
            voters=plain["voters"],
            groups=tuple(plain["groups"]),
        )


@dataclass(frozen=True, slots=True)
class CastVote:
    """One vote as it counts: its group, what on, which way (1, 0, −1), and the vote in which it was cast or changed."""

    group: Group
    expectation: str
    opinion: int
    poll: int


@dataclass(frozen=True, slots=True)
class GivenStar:
    """One star, given or taken back, and the vote in which that happened; ``voter`` tells voters apart, no more."""

    group: Group
    voter: str
    expectation: str
    given: bool
    poll: int


def count_votes(
    votes: Iterable[CastVote],
    stars: Iterable[GivenStar],
    voters: Mapping[Group, int],
    groups: Iterable[Group],
    *,
    poll: int,
    before: Tally,
) -> Tally:
    """Count what may be shown after vote number ``poll``.

    Parameters
    ----------
    votes, stars
        All of the consultation as they stand, of whichever vote.
    voters
        How many people of each group voted at all.
    groups
        Every declared group, in the order in which they are shown.
    before
        What was shown last; empty before the first vote ended.
    """
    cells: dict[tuple[str, Group], list[CastVote]] = defaultdict(list)
    for vote in votes:
        cells[vote.expectation, vote.group].append(vote)
    counts: dict[str, dict[Group, Count]] = defaultdict(dict)
    for (expectation, group), cast in sorted(cells.items()):
        shown = _shown_count(cast, before.counts.get(expectation, {}).get(group), poll)
        if shown is not None:
            counts[expectation][group] = shown
    of_stars, as_of = _shown_stars(stars, voters, poll, before)
    return Tally(
        counts=dict(counts),
        stars=of_stars,
        stars_as_of=as_of,
        voters={group: number for group, number in sorted(voters.items()) if number >= FEWEST},
        groups=tuple(groups),
    )


def _shown_count(cast: list[CastVote], before: Count | None, poll: int) -> Count | None:
    if len(cast) < FEWEST:
        return None
    if before is not None and sum(vote.poll > before.as_of for vote in cast) < FEWEST:
        return before
    ways = Counter(vote.opinion for vote in cast)
    return Count(ways[1], ways[-1], ways[0], poll)


def _shown_stars(
    stars: Iterable[GivenStar], voters: Mapping[Group, int], poll: int, before: Tally
) -> tuple[dict[Group, dict[str, int]], dict[Group, int]]:
    """Count stars group by group: all of a group's change together, once five of its voters moved one."""
    of_group: dict[Group, list[GivenStar]] = defaultdict(list)
    for star in stars:
        of_group[star.group].append(star)
    counted: dict[Group, dict[str, int]] = {}
    as_of: dict[Group, int] = {}
    for group, theirs in sorted(of_group.items()):
        if voters.get(group, 0) < FEWEST:
            continue
        last = before.stars_as_of.get(group)
        if last is not None and len({star.voter for star in theirs if star.poll > last}) < FEWEST:
            counted[group], as_of[group] = dict(before.stars[group]), last
        elif last is not None or len({star.voter for star in theirs}) >= FEWEST:
            counted[group] = dict(sorted(Counter(star.expectation for star in theirs if star.given).items()))
            as_of[group] = poll
    return counted, as_of
