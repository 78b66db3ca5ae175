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
    star_givers: Mapping[Group, int] = field(default_factory=dict)
    """Voters of a group who gave a star, as of the same vote as its stars."""
    voters: Mapping[Group, int] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()

    def followed_by(self, later: "Tally") -> "Tally":
        """Return the figures of a later tally, and of this one those that the later does not have."""
        counts = {key: {**self.counts.get(key, {}), **of_groups} for key, of_groups in later.counts.items()}
        return Tally(
            counts={**self.counts, **counts},
            stars={**self.stars, **later.stars},
            stars_as_of={**self.stars_as_of, **later.stars_as_of},
            star_givers={**self.star_givers, **later.star_givers},
            voters=later.voters,
            groups=later.groups,
        )

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
            "star_givers": dict(self.star_givers),
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
            star_givers=plain["star_givers"],
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
    shown_stars = _shown_stars(stars, voters, poll, before)
    return Tally(
        counts=dict(counts),
        stars={group: one.given for group, one in shown_stars.items()},
        stars_as_of={group: one.as_of for group, one in shown_stars.items()},
        star_givers={group: one.givers for group, one in shown_stars.items()},
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


@dataclass(frozen=True, slots=True)
class _Stars:
    """The stars of one group: how many each expectation has, how many voters gave any, and after which vote that was so."""

    given: Mapping[str, int]
    givers: int
    as_of: int


def _shown_stars(
    stars: Iterable[GivenStar], voters: Mapping[Group, int], poll: int, before: Tally
) -> dict[Group, _Stars]:
    """Count stars group by group: all of a group's change together, once five of its voters moved one."""
    of_group: dict[Group, list[GivenStar]] = defaultdict(list)
    for star in stars:
        of_group[star.group].append(star)
    shown: dict[Group, _Stars] = {}
    for group, theirs in sorted(of_group.items()):
        if voters.get(group, 0) < FEWEST:
            continue
        last = before.stars_as_of.get(group, 0)
        moved = {star.voter for star in theirs if star.poll > last}
        givers = {star.voter for star in theirs if star.given}
        if len(moved) >= FEWEST and len(givers) >= FEWEST:
            counted = Counter(star.expectation for star in theirs if star.given)
            shown[group] = _Stars(dict(sorted(counted.items())), len(givers), poll)
        elif last:
            # What stands was of five voters or more; so is every step from it to what will take its place.
            shown[group] = _Stars(dict(before.stars[group]), before.star_givers[group], last)
    return shown
