"""Rate a commitment's wording for one side; nobody sees it before the other side has rated too."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from danaya.apps.commitments.drafting.ratings import side_of
from danaya.apps.commitments.drafting.tidings import tell_rated
from danaya.apps.commitments.models import Commitment, CommitmentState, Rating
from danaya.apps.commitments.problems import problem
from danaya.apps.commitments.queries import rated_by_both
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked


def is_rateable(commitment: Commitment) -> bool:
    """Tell whether its words wait to be signed: those of a proposal, or words changed since the signatures."""
    reworded = commitment.state == CommitmentState.ADOPTED and commitment.reworded_on is not None
    return commitment.state == CommitmentState.PROPOSED or reworded


@dataclass(frozen=True, slots=True)
class Judgement:
    """Two steps 1–3, in the words of :class:`danaya.engines.followup.Judged`, and a remark."""

    ambition: int
    realism: int
    remark: str = ""


@transaction.atomic
def rate_commitment(
    commitment: Commitment, judgement: Judgement, *, revision: int, actor: Tenure, at: datetime
) -> Rating:
    """Keep what a side thinks of a wording; rating anew replaces it until both sides' ratings are seen.

    Raises
    ------
    Problem
        ``commitments-not-rateable``; ``commitments-not-a-party``; ``commitments-other-wording`` where the words changed since the
        page was opened; ``commitments-rating-seen`` where both ratings are in.
    """
    rows = locked(Commitment.objects)
    held = rows.select_related("owner__organisation", "counterpart__organisation", "plan").get(pk=commitment.pk)
    side = side_of(held, actor.post)
    _refuse(held, side, revision)
    rating, _new = Rating.objects.update_or_create(
        commitment=held,
        revision=held.revision,
        side=side,
        defaults={
            "post": actor.post,
            "ambition": judgement.ambition,
            "realism": judgement.realism,
            "remark": judgement.remark.strip(),
            "on": at.date(),
        },
    )
    # What was rated, and by whom; not how: the journal is read by those who must not see it yet.
    record("commitments.rate_commitment", held, actor=actor, at=at, revision=held.revision)
    if rated_by_both([held]):
        tell_rated(held, at)
    return rating


def _refuse(held: Commitment, side: str, revision: int) -> None:
    if not is_rateable(held):
        raise problem(
            "not-rateable",
            "On note un engagement proposé aux deux parties, avant qu'elles le signent.",
            "A commitment is rated once it is proposed to both sides, before they sign it.",
        )
    if not side:
        raise problem(
            "not-a-party",
            "Seules les organisations du porteur et de la contrepartie notent cet engagement.",
            "Only the organisations of the owner and of the counterpart rate this commitment.",
        )
    if held.revision != revision:
        raise problem(
            "other-wording",
            "La rédaction a changé depuis que vous avez ouvert la page : relisez-la ci-dessous, puis notez-la.",
            "The wording has changed since you opened the page: read it again below, then rate it.",
        )
    if rated_by_both([held]):
        raise problem(
            "rating-seen",
            "Les deux côtés ont noté cette rédaction et voient les notes : elles ne changent plus. Une autre rédaction se note à nouveau.",
            "Both sides have rated this wording and see the ratings: they no longer change. Another wording is rated anew.",
        )
