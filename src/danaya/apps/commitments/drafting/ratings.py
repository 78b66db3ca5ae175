"""Ratings of a draft by both sides, as far as somebody may see them: a side's rating is nobody else's until both are in.

Later, ratings are held against what was kept: counts by step, an interval from eight commitments on, never an order of bodies.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F
from django.utils.translation import get_language

from danaya.apps.commitments.models import IN_FORCE, Commitment, Followed, Plan, Rating
from danaya.apps.commitments.queries import SIDES
from danaya.apps.people.models import Post
from danaya.engines import followup


@dataclass(frozen=True, slots=True)
class Rated:
    """What one post may see of the ratings of the present wording."""

    seen: tuple[Rating, ...] = ()
    """Both ratings, customs first; none while one is missing."""
    mine: Rating | None = None
    """That which the post itself gave; another post of its organisation does not see it either."""
    given: frozenset[str] = frozenset()
    """Sides that have rated."""
    waits_for: str = ""
    """The side that the post could rate for now."""
    given_for_mine: bool = False
    """Whether the post's organisation has rated."""

    @property
    def shown(self) -> list["Shown"]:
        """Both ratings in the words of the page's language; empty while one is missing."""
        return [shown(row) for row in self.seen]

    @property
    def complete(self) -> bool:
        """Whether both sides have rated."""
        return set(SIDES) <= self.given


def side_of(commitment: Commitment, post: Post) -> str:
    """Return the side for which a post rates: that of the owner's or of the counterpart's organisation it is of; else none."""
    for party in (commitment.owner, commitment.counterpart):
        if party.organisation_id == post.organisation_id:
            return party.organisation.side
    return ""


def ratings_of(commitment: Commitment, post: Post | None) -> Rated:
    """Return the ratings of a commitment's present wording, as far as ``post`` may see them."""
    rows = list(Rating.objects.filter(commitment=commitment, revision=commitment.revision).select_related("post"))
    given = frozenset(row.side for row in rows)
    side = "" if post is None else side_of(commitment, post)
    of_mine = next((row for row in rows if side and row.side == side), None)
    complete = set(SIDES) <= given
    return Rated(
        seen=tuple(sorted(rows, key=lambda row: row.side)) if complete else (),
        mine=of_mine if of_mine is not None and post is not None and of_mine.post_id == post.pk else None,
        given=given,
        waits_for=side if side and not complete else "",
        given_for_mine=of_mine is not None,
    )


def calibration_of(plan: Plan) -> tuple[followup.Calibration, ...]:
    """Return, for each side, what became of the commitments of a plan by the rating it had given their adopted wording."""
    kept = dict(
        Followed.objects.filter(commitment__plan=plan, commitment__state__in=IN_FORCE).values_list(
            "commitment", "keeping"
        )
    )
    # What both thought before it was adopted: who rates later knows how it went.
    before = Rating.objects.filter(
        commitment__plan=plan, commitment__state__in=IN_FORCE, on__lte=F("commitment__adopted_on")
    )
    wordings: dict[tuple[UUID, int], dict[str, followup.Rating]] = {}
    rows = before.order_by("revision", "side").values_list("commitment", "revision", "side", "ambition", "realism")
    for key, revision, side, ambition, realism in rows:
        if key in kept:
            wordings.setdefault((key, revision), {})[side] = followup.Rating(str(key), side, ambition, realism)
    latest = {key: sides for (key, _revision), sides in wordings.items() if set(SIDES) <= set(sides)}
    became = {str(key): followup.Keeping(said) for key, said in kept.items() if said}
    return followup.calibrate([one for sides in latest.values() for one in sides.values()], became)


@dataclass(frozen=True, slots=True)
class Shown:
    """A rating with its words."""

    rating: Rating
    ambition: str
    realism: str


def shown(row: Rating) -> Shown:
    """Return a rating with its words in the language of the page."""
    language = (get_language() or "fr").split("-")[0]
    return Shown(
        row,
        followup.Judged.AMBITION.in_words(row.ambition, language),
        followup.Judged.REALISM.in_words(row.realism, language),
    )


def choices(judged: followup.Judged, language: str) -> list[tuple[int, str]]:
    """Return the steps of a rating with their words."""
    return [(step, judged.in_words(step, language)) for step in (1, 2, 3)]
