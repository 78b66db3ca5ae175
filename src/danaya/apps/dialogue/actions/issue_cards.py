"""Issue cards and links of a consultation, and let a lot open nothing any more. Codes exist in the answer and nowhere else."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from danaya.apps.dialogue.by_card.participants import LINK, OPEN, VOICE, Group
from danaya.apps.dialogue.models import Consultation
from danaya.apps.dialogue.problems import problem
from danaya.apps.people.models import Organisation, Post, Role, Side, Tenure
from danaya.base.cards.codes import Random
from danaya.base.cards.issuing import Issued, issue, revoke
from danaya.base.cards.models import Card, Kind
from danaya.base.journal.entries import record

PURPOSES = {VOICE: Kind.CARD, LINK: Kind.LINK, OPEN: Kind.LINK}
"""What is issued here, and how its code travels."""

FOR_EVERYBODY = frozenset({Role.COORDINATOR, Role.FACILITATOR})
"""Roles that issue for every group; others for the people of their own organisation."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Cards of one kind for one group: how many, until when, what the issuer notes of them (never the name of a holder)."""

    purpose: str
    group: Group
    count: int
    label: str
    expires_on: date | None = None


def may_issue_for(post: Post, group: Group) -> bool:
    """Tell whether a post may issue cards that carry the voice of a group."""
    if post.role in FOR_EVERYBODY:
        return True
    return group.organisation_id == post.organisation_id and post.side == Side.PRIVATE


@transaction.atomic
def issue_cards(consultation: Consultation, lot: Lot, *, actor: Tenure, at: datetime, random: Random) -> list[Issued]:
    """Make the cards of a lot. They are printed or shown now, once: nobody can find their codes again.

    The journal keeps for whom and how many were made.

    Raises
    ------
    Problem
        Where the post does not speak for the group, the lot has no note, or its number or date is not right
        (``card-count``, ``card-dates``).
    """
    if not may_issue_for(actor.post, lot.group) or not _exists(lot.group):
        raise problem(
            "group-of-others",
            "Choisissez un groupe de la liste : un membre fait des cartes pour les gens de son organisation.",
            "Choose a group of the list: a member makes cards for the people of their own organisation.",
        )
    if not lot.label.strip():
        raise problem(
            "lot-note",
            "Notez pour quoi ce lot est fait : vous le retrouverez ainsi dans la liste.",
            "Note what this lot is for: you will find it by that in the list.",
        )
    made = issue(
        lot.purpose,
        consultation.pk,
        lot.group.plain,
        lot.count,
        kind=PURPOSES[lot.purpose],
        on=at.date(),
        expires_on=lot.expires_on,
        label=lot.label.strip(),
        random=random,
    )
    facts = {"purpose": lot.purpose, "group": lot.group.plain, "count": lot.count, "lot": str(made[0].card.batch)}
    record("dialogue.issue_cards", consultation, actor=actor, at=at, **facts)
    return made


@transaction.atomic
def revoke_lot(consultation: Consultation, batch: UUID, *, actor: Tenure, at: datetime) -> int:
    """Let the cards of a lot open nothing any more; return how many were good until now. What was said with them stays.

    Raises
    ------
    Problem
        Where there is no such lot that the post may issue.
    """
    cards = list(lots_of(consultation).filter(batch=batch))
    if not cards or not may_issue_for(actor.post, Group.read(cards[0].group)):
        raise problem(
            "lot-unknown",
            "Ce lot n'existe plus, ou il n'est pas de votre organisation. Rechargez la liste.",
            "This lot no longer exists, or it is not of your organisation. Load the list again.",
        )
    ended = revoke(cards, at.date())
    record("dialogue.revoke_lot", consultation, actor=actor, at=at, lot=str(batch), count=ended)
    return ended


def lots_of(consultation: Consultation) -> QuerySet[Card]:
    """Return the cards that were issued in lots: codes given in exchange bear no note, and belong to nobody's list."""
    return Card.objects.filter(purpose__in=PURPOSES, subject=str(consultation.pk)).exclude(label="")


def _exists(group: Group) -> bool:
    if group.organisation_id is None:
        return group.side in {Side.CUSTOMS, Side.PRIVATE}
    return Organisation.objects.filter(pk=group.organisation_id, side=group.side, active=True).exists()
