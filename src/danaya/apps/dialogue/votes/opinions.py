"""Groups of like opinion at the end of a vote: a second view, never named as actors.

The only place beside counting that reads votes, once, after a vote has ended. What is kept has no voter in it and no number of people:
a total of people, less the groups that may be shown, would tell how many are in a group that may not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from danaya.apps.dialogue.models import Poll, Vote
from danaya.apps.dialogue.votes.tally import FEWEST
from danaya.base.locks import locked

if TYPE_CHECKING:
    from danaya.engines.consensus import OpinionGroups, Votes

FEWEST_PEOPLE = 100
"""As the engine has it; under that many voters it is not even loaded."""

SEED = 1
"""Of the chance that draws whom the stability figure leaves out."""

OPINIONS = "opinions"
"""Under which they stand beside what was counted."""

Row = tuple[str, int, int]
"""A voter, an expectation by its number, an opinion."""


@dataclass(frozen=True, slots=True)
class OpinionView:
    """What is shown: the groups that are large enough, and how well they hold.

    ``groups``: the share of people (whole percent) and the expectations that set the group apart, as key and ``agree`` or
    ``disagree``. ``divisions``: for each number of groups, silhouette, mean and lowest stability when a tenth of the people leave.
    """

    as_of: int
    groups: tuple[tuple[int, tuple[tuple[str, str], ...]], ...]
    divisions: tuple[tuple[int, float, float, float], ...]

    def plain(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "as_of": self.as_of,
            "groups": [[share, [list(one) for one in statements]] for share, statements in self.groups],
            "divisions": [list(one) for one in self.divisions],
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any] | None) -> "OpinionView | None":
        """Return what was kept as JSON values; None for nothing."""
        if not plain:
            return None
        groups = tuple((share, tuple((key, stance) for key, stance in found)) for share, found in plain["groups"])
        return cls(plain["as_of"], groups, tuple(tuple(one) for one in plain["divisions"]))


def enough_voters(poll: Poll) -> bool:
    """Tell whether so many voted that there may be groups of opinion."""
    return _votes(poll).values("voter").distinct().count() >= FEWEST_PEOPLE


def opinions_at_end(poll: Poll) -> OpinionView | None:
    """Return the groups of like opinion as they stood when ``poll`` ended; None where there are none to show.

    None too where votes were changed in a later vote: those of this one are no longer there. Like every figure shown before, the
    groups change only once five voters cast or changed a vote.
    """
    votes = _votes(poll)
    if not enough_voters(poll) or votes.filter(poll__gt=poll.number).exists():
        return None
    before = _shown_before(poll)
    if before is not None and votes.filter(poll__gt=before.as_of).values("voter").distinct().count() < FEWEST:
        return before
    rows = votes.order_by().values_list("voter_id", "expectation__number", "opinion")
    found = divide_opinions([(str(voter), number or 0, opinion) for voter, number, opinion in rows])
    keys = dict(poll.consultation.expectations.exclude(number=None).values_list("number", "pk"))
    return found and _with_keys(found, {str(number): str(key) for number, key in keys.items()}, poll.number)


def keep_opinions(poll: Poll, found: OpinionView | None) -> None:
    """Put the groups beside what was counted of the same vote."""
    held = locked(Poll.objects).get(pk=poll.pk)
    held.tally = {**(held.tally or {}), OPINIONS: found.plain() if found else None}
    held.save(update_fields=["tally"])


def opinions_kept(poll: Poll) -> OpinionView | None:
    """Return what was kept of a vote that ended; None where nothing may be shown, or is not computed yet."""
    return OpinionView.from_plain((poll.tally or {}).get(OPINIONS))


def _votes(poll: Poll) -> QuerySet[Vote]:
    return Vote.objects.filter(voter__consultation=poll.consultation_id, expectation__merged_into=None)


def _shown_before(poll: Poll) -> OpinionView | None:
    """Return the groups that were shown last, in whichever earlier vote that was."""
    earlier = Poll.objects.filter(consultation=poll.consultation_id, number__lt=poll.number).order_by("-number")
    return next((found for each in earlier if (found := opinions_kept(each))), None)


def divide_opinions(rows: list[Row]) -> OpinionView | None:
    """Divide voters by what they voted; expectations go by their numbers."""
    import numpy as np  # noqa: PLC0415  # slow import

    from danaya.engines.consensus import collect, opinion_groups  # noqa: PLC0415  # slow import

    voters, numbers, values = zip(*rows, strict=True)
    votes = collect(voters, [str(number) for number in numbers], values)
    found = opinion_groups(votes, np.random.default_rng(SEED))
    if found.k is None:
        return None
    divisions = tuple(
        (one.k, round(one.silhouette, 2), round(one.stability, 2), round(one.worst, 2)) for one in found.divisions
    )
    return OpinionView(0, _groups(found, votes), divisions)


def _groups(found: "OpinionGroups", votes: "Votes") -> tuple[tuple[int, tuple[tuple[str, str], ...]], ...]:
    from danaya.engines.consensus import count, representative  # noqa: PLC0415  # slow import

    people = {voter: str(group.number) for group in found.groups for voter in group.voters}
    apart = representative(count(votes, people))
    return tuple(
        (
            round(100 * len(group.voters) / len(found.people)),
            tuple((one.statement, str(one.stance)) for one in apart[str(group.number)]),
        )
        for group in found.groups
    )


def _with_keys(found: OpinionView, keys: Mapping[str, str], number: int) -> OpinionView:
    groups = tuple(
        (share, tuple((keys[statement], stance) for statement, stance in statements))
        for share, statements in found.groups
    )
    return OpinionView(number, groups, found.divisions)
