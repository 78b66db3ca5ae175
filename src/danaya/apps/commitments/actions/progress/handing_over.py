"""What people without an account are handed: personal links, and the PIN of a post on paper; and how both end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_bytes
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from danaya.apps.commitments.models import Commitment, CommitmentState, Pin
from danaya.apps.commitments.problems import problem
from danaya.apps.commitments.progress.acting import hold
from danaya.apps.commitments.progress.links import GOOD_FOR, LINK, is_held_since, links_of, parties
from danaya.apps.commitments.progress.pins import make_pin, new_hash, pins_on
from danaya.apps.commitments.progress.tidings import tell_pin
from danaya.apps.notices.models import Notice
from danaya.apps.people.models import Post, Tenure
from danaya.apps.people.news import AccountNews, Happening
from danaya.base.cards.codes import Random
from danaya.base.cards.issuing import Issued, issue, revoke
from danaya.base.cards.models import Card, Kind
from danaya.base.journal.entries import record
from danaya.base.locks import locked


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A link just made, for the time of one answer: nobody can find its code again."""

    commitment: Commitment
    post: Post
    issued: Issued


@transaction.atomic
def issue_links(
    wanted: Iterable[tuple[Commitment, Post]], *, actor: Tenure, at: datetime, random: Random
) -> list[MadeLink]:
    """Make a link for each commitment and post of it; those made before for the same post open nothing any more.

    Raises
    ------
    Problem
        Where a commitment is not in force, the post has no part in it, or nobody holds the post.
    """
    return [_issue_one(commitment, post, actor, at, random) for commitment, post in wanted]


def _issue_one(commitment: Commitment, post: Post, actor: Tenure, at: datetime, random: Random) -> MadeLink:
    held = hold(commitment.pk)
    if post not in parties(held):
        raise problem(
            "link-no-party",
            "Ce poste n'est ni le porteur ni la contrepartie de cet engagement. Choisissez l'un des deux.",
            "This post is neither the owner nor the counterpart of this commitment. Choose one of the two.",
        )
    refuse_vacant(post, at.date())
    _end_links(links_of(held.pk, post.pk), at.date())
    made = _link(held, post, at.date(), random)
    record("commitments.issue_link", held, actor=actor, at=at, post=str(post.pk))
    return MadeLink(held, post, made)


def _link(commitment: Commitment, post: Post, day: date, random: Random) -> Issued:
    (made,) = issue(
        LINK, commitment.pk, str(post.pk), 1, kind=Kind.LINK, on=day, expires_on=day + GOOD_FOR, random=random
    )
    return made


@transaction.atomic
def link_for_mail(notice: Notice, at: datetime, *, random: Random = token_bytes) -> str:
    """Return the path of a link for a mail that goes now to whoever holds the notice's post; nothing where a link would open nothing.

    Those in earlier mails stay good: people answer the mail they find first. As with every link, nobody is bound by it alone.
    """
    rows = Commitment.objects.select_related("owner", "counterpart")
    commitment = rows.filter(pk=UUID(notice.about_id), state=CommitmentState.ADOPTED).first()
    post = next((one for one in parties(commitment) if one.pk == notice.post_id), None) if commitment else None
    if commitment is None or post is None or not is_held_since(post, at.date(), at.date()):
        return ""
    made = _link(commitment, post, at.date(), random)
    record("commitments.issue_link", commitment, actor=None, at=at, post=str(post.pk), by_mail=True)
    return reverse("commitments:link", args=[made.code])


@transaction.atomic
def revoke_link(commitment: Commitment, post: Post, *, actor: Tenure, at: datetime) -> int:
    """End the links of a post about a commitment; return how many opened something."""
    held = locked(Commitment.objects).get(pk=commitment.pk)
    ended = _end_links(links_of(held.pk, post.pk), at.date())
    record("commitments.revoke_link", held, actor=actor, at=at, post=str(post.pk))
    return ended


@transaction.atomic
def replace_pin(post: Post, *, actor: Tenure, at: datetime, random: Random) -> str:
    """Give a post a new PIN, to be printed once and handed over; the one before opens nothing any more.

    Raises
    ------
    Problem
        Where nobody holds the post.
    """
    locked(Post.objects).get(pk=post.pk)
    refuse_vacant(post, at.date())
    pins_on(at.date()).filter(post=post).update(ended_on=at.date())
    pin = make_pin(random)
    made = Pin.objects.create(post=post, hash=new_hash(pin, random), issued_on=at.date())
    tell_pin(post, at)
    record("commitments.replace_pin", post, actor=actor, at=at, pin=str(made.pk))
    return pin


def refuse_vacant(post: Post, today: date) -> None:
    """Refuse to hand something to a post that nobody holds."""
    if not is_held_since(post, today, today):
        raise problem(
            "post-vacant",
            "Personne n'occupe le poste {post} : remettez d'abord le poste à quelqu'un.",
            "Nobody holds the post {post}: hand the post over to somebody first.",
            post=str(post),
        )


def end_at_handover(news: AccountNews) -> None:
    """End PIN and links of a post that changes hands: what one was handed is not the next one's.

    Where it changes hands later, the PIN ends on that day; :func:`~danaya.apps.commitments.progress.links.is_held_since` ends the
    links on that day.
    """
    if news.what not in {Happening.POST_RECEIVED, Happening.POST_LEFT} or news.post is None or news.day is None:
        return
    today, day = news.at.date(), max(news.day, news.at.date())
    ended = pins_on(day).filter(post=news.post).update(ended_on=day)
    links = 0
    if day == today:
        links = _end_links(Card.objects.filter(purpose=LINK, group=str(news.post.pk)), today)
    if ended or links:
        record("commitments.end_at_handover", news.post, actor=None, at=news.at, pins=ended, links=links)


def _end_links(cards: Iterable[Card], today: date) -> int:
    return revoke([card for card in cards if card.is_good_on(today)], today)
