"""Hand a post over: the present tenure ends on the day the next one begins."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from danaya.apps.people.coordination import coordinator_kept
from danaya.apps.people.models import Account, Post, Tenure
from danaya.apps.people.news import ACCOUNT_NEWS, AccountNews, Happening
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.language import Problem

HELD_LATER = {
    "fr": "Choisissez une date après le {date} : une nouvelle prise de poste est déjà prévue ce jour-là.",
    "en": "Choose a date after {date}: somebody already takes up the post on that day.",
}


@dataclass(frozen=True, slots=True)
class Handover:
    """What a handing-over did: the new tenure, and the one it ended, if any."""

    tenure: Tenure
    ended: Tenure | None


@transaction.atomic
def hand_over_post(
    post: Post,
    to: Account,
    *,
    since: date,
    until: date | None = None,
    interim: bool = False,
    actor: Tenure | None,
    at: datetime,
) -> Handover:
    """End the present tenure of ``post`` on ``since`` and begin that of ``to``.

    Raises
    ------
    Problem
        ``post-held-later`` when a later tenure is already known; ``no-coordinator-left``.
    ValidationError
        When the new tenure breaks a rule of tenures.
    """
    locked(Post.objects).get(pk=post.pk)
    _refuse_later_tenure(post, since)
    with coordinator_kept(at.date()):
        ended = _end_present(post, since)
        tenure = Tenure(post=post, account=to, since=since, until=until, interim=interim)
        tenure.full_clean()
        tenure.save()
    if ended is not None:
        record("people.end_tenure", ended, actor=actor, at=at, until=since.isoformat())
    record("people.hand_over_post", post, actor=actor, at=at, since=since.isoformat(), interim=interim)
    if actor is not None:
        _tell(tenure, ended, at)
        if actor.post.organisation_id != post.organisation_id:
            _tell_colleagues(tenure, ended, at)
    return Handover(tenure, ended)


def _end_present(post: Post, since: date) -> Tenure | None:
    present = post.tenures.on(since).select_related("account").first()
    if present is not None:
        present.until = since
        present.save(update_fields=["until"])
    return present


def _tell(tenure: Tenure, ended: Tenure | None, at: datetime) -> None:
    """Tell who takes the post up and who leaves it; what the installation itself sets up is no news to anybody."""
    post, day = tenure.post, tenure.since
    ACCOUNT_NEWS.tell(AccountNews(Happening.POST_RECEIVED, tenure.account, at, post, day))
    if ended is not None and ended.account_id != tenure.account_id:
        ACCOUNT_NEWS.tell(AccountNews(Happening.POST_LEFT, ended.account, at, post, day))


def _tell_colleagues(tenure: Tenure, ended: Tenure | None, at: datetime) -> None:
    """Tell the others of an organisation whose post somebody else handed over: nobody is put there unseen."""
    concerned = [held.account for held in (tenure, ended) if held is not None]
    colleagues = Account.objects.filter(
        tenures__in=Tenure.objects.acting_on(at.date()).filter(post__organisation=tenure.post.organisation)
    )
    for colleague in set(colleagues).difference(concerned):
        ACCOUNT_NEWS.tell(AccountNews(Happening.POST_GIVEN, colleague, at, tenure.post, tenure.since))


def _refuse_later_tenure(post: Post, since: date) -> None:
    later = post.tenures.filter(since__gte=since).exclude(until=F("since")).order_by("-since").first()
    if later is not None:
        raise Problem("post-held-later", HELD_LATER, date=f"{later.since:%d/%m/%Y}")
