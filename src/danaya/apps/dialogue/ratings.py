"""What a viewer sees of ratings: nothing before both sides have rated, and for who rates nothing before their own rating."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from danaya.apps.dialogue.models import Option, Rating
from danaya.apps.dialogue.queries import SIDES, rated_by_both
from danaya.apps.people.models import Post, Side

EFFECTS: Mapping[int, str | Promise] = {
    1: _("would change nothing"),
    2: _("would change little"),
    3: _("would change some things"),
    4: _("would change much"),
    5: _("would change everything"),
}
FEASIBILITIES: Mapping[int, str | Promise] = {
    1: _("cannot be done"),
    2: _("hard to do"),
    3: _("can be done with effort"),
    4: _("easy enough"),
    5: _("can be done at once"),
}
STEPS = range(1, 6)


@dataclass(frozen=True, slots=True)
class Mark:
    """The mean of a side's ratings on one scale, its nearest word, and the five dots that show it."""

    mean: float
    words: str

    @property
    def dots(self) -> list[bool]:
        """Five dots, filled up to the mean rounded to a whole step."""
        return [step <= round(self.mean) for step in STEPS]


@dataclass(frozen=True, slots=True)
class SideRating:
    """What one side thinks of an option, and how many of its posts said so."""

    side: Side
    count: int
    effect: Mark
    feasibility: Mark


@dataclass(frozen=True, slots=True)
class RatedOption:
    """An option with what the viewer may see of its ratings."""

    option: Option
    mine: Rating | None
    complete: bool
    """Whether both sides have rated it."""
    seen: tuple[SideRating, ...]
    """Empty while the viewer may not see them."""
    rated_sides: frozenset[str]

    @property
    def may_change(self) -> bool:
        """Whether the viewer's own rating may still be given or changed."""
        return not self.option.is_chosen and (self.mine is None or not self.complete)


def rated_options(options: Sequence[Option], viewer: Post | None, *, rates: bool) -> list[RatedOption]:
    """Return options with what ``viewer`` may see of their ratings.

    Parameters
    ----------
    rates
        Whether the viewer is one of those who rate: they see nothing before they have rated themselves.
    """
    complete = rated_by_both(options)
    ratings: dict[UUID, list[Rating]] = {option.pk: [] for option in options}
    rows = Rating.objects.filter(option__in=options).select_related("post__organisation").order_by("pk")
    for rating in rows:
        ratings[rating.option_id].append(rating)
    return [_rated(option, ratings[option.pk], viewer, complete=complete[option.pk], rates=rates) for option in options]


def _rated(
    option: Option, ratings: Sequence[Rating], viewer: Post | None, *, complete: bool, rates: bool
) -> RatedOption:
    mine = next((rating for rating in ratings if viewer is not None and rating.post_id == viewer.pk), None)
    shown = complete and (not rates or mine is not None or option.is_chosen)
    seen = tuple(_of_side(side, ratings) for side in SIDES) if shown else ()
    return RatedOption(option, mine, complete, seen, frozenset(rating.post.side for rating in ratings))


def _of_side(side: Side, ratings: Sequence[Rating]) -> SideRating:
    theirs = [rating for rating in ratings if rating.post.side == side]
    effect = _mark([rating.effect for rating in theirs], EFFECTS)
    return SideRating(side, len(theirs), effect, _mark([rating.feasibility for rating in theirs], FEASIBILITIES))


def _mark(steps: Sequence[int], words: Mapping[int, str | Promise]) -> Mark:
    mean = fmean(steps)
    return Mark(mean, str(words[round(mean)]))
