"""Long and periodic work of the dialogue: looking for expectations that say the same; the daily round of what waits.

The daily round tells what must not be told at once: that a text came in, or that an author without a name replied, would say at
what moment. It runs at an hour that has nothing to do with anybody, and speaks of days that are over.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from danaya.apps.dialogue.actions.propose_merges import find_alike, keep_alike
from danaya.apps.dialogue.models import Consultation, Phase, Reformulation, Reply, Voice
from danaya.apps.dialogue.queries import SIDES, overdue_expectations, waiting_for
from danaya.apps.dialogue.tidings import (
    OVERDUE,
    TO_READ,
    hand_in_reply,
    posts_of_sides,
    tell_overdue,
    tell_waiting,
)
from danaya.apps.notices.models import Notice
from danaya.apps.people.middleware import time_zone
from danaya.apps.people.models import Post, Role, Side
from danaya.base.jobs.schedules import every
from danaya.base.jobs.work import Work, job

ALIKE = "dialogue.alike"
DAY = timedelta(days=1)
LOOKS_BACK = timedelta(days=14)
"""Replies given longer ago stand on their page only."""

COMPARED = {"fr": "Les attentes sont comparées deux à deux.", "en": "Expectations are compared two by two."}


@job(ALIKE, title={"fr": "Attentes qui se ressemblent", "en": "Expectations that are alike"})
def alike(work: Work, *, consultation_id: str) -> str:
    """Look for expectations that say the same; return the address of the page that proposes them."""
    consultation = Consultation.objects.get(pk=consultation_id)
    work.step(1, 1, COMPARED)
    pairs = find_alike(consultation)
    work.result = reverse("dialogue:merge", args=[consultation.pk])
    with work.finish():
        keep_alike(consultation, pairs)
    return work.result


@every(DAY, "dialogue.round")
def daily_round(now: datetime) -> None:
    """Tell readers what waits, posts that restated what was replied, both sides which answers are overdue."""
    if getattr(settings, "TODAY", None) is not None:
        return  # an installation whose day stands still: nothing falls due there
    make_round(now.astimezone(time_zone()))


@transaction.atomic
def make_round(at: datetime) -> None:
    """Hand in the notices of one daily round at the moment ``at``, in the administration's own time."""
    for consultation in Consultation.objects.exclude(phase__in=[Phase.PREPARING, Phase.CLOSED]):
        _tell_readers(consultation, at)
        _tell_answering(consultation, at)
    _tell_replies(at)


def _tell_readers(consultation: Consultation, at: datetime) -> None:
    for reader in consultation.readers.order_by("pk"):
        waiting = waiting_for(reader).filter(consultation=consultation, received_on__lt=at.date())
        if waiting.exists() and not _told(reader, TO_READ.name, consultation):
            tell_waiting(reader, consultation, at)


def _tell_answering(consultation: Consultation, at: datetime) -> None:
    for side in SIDES:
        overdue = overdue_expectations(consultation, at.date()).filter(side=side).count()
        for post in _answering(side) if overdue else ():
            if not _told(post, OVERDUE.name, consultation):
                tell_overdue(post, consultation, overdue, at)


def _answering(side: Side) -> list[Post]:
    """Return the posts that see to answers for what ``side`` expects: the coordinator, or the posts of the bodies."""
    other = posts_of_sides([Side.PRIVATE if side == Side.CUSTOMS else Side.CUSTOMS])
    return list(other.filter(role=Role.COORDINATOR) if side == Side.PRIVATE else other)


def _tell_replies(at: datetime) -> None:
    since: date = at.date() - LOOKS_BACK
    replied = Reformulation.objects.exclude(reply=Reply.PENDING).exclude(expectation__voice=Voice.ORGANISATION)
    ended = replied.filter(replied_on__lt=at.date(), replied_on__gte=since).order_by("pk")
    for reformulation in ended.select_related("expectation__consultation", "by"):
        hand_in_reply(reformulation, at)


def _told(post: Post, kind: str, consultation: Consultation) -> bool:
    """Tell whether the post still has the same notice unread."""
    return Notice.objects.filter(post=post, kind=kind, about_id=str(consultation.pk)).unread().exists()
