"""The director authorises exactly what was read, refuses it, or takes back what was public."""

from datetime import datetime

from django.db import transaction

from danaya.apps.commitments.models import Edition
from danaya.apps.commitments.problems import problem
from danaya.apps.commitments.telling.editions import is_whole
from danaya.apps.commitments.telling.tidings import tell_authorised, tell_refused, tell_withdrawn
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.language import Problem


@transaction.atomic
def authorise_edition(edition: Edition, *, shown: str, actor: Tenure, at: datetime) -> Edition:
    """Make an edition public.

    Parameters
    ----------
    shown
        Digest of the content that stood on the page where the director pressed the button.

    Raises
    ------
    Problem
        Where it was decided before, a newer one was prepared meanwhile, or its content is not the one that was read.
    """
    held = _waiting(edition)
    if held.digest != shown or not is_whole(held):
        raise stale()
    held.authorised_on, held.authorised_by = at.date(), actor.post
    held.save(update_fields=["authorised_on", "authorised_by"])
    tell_authorised(held, at)
    record("commitments.authorise_edition", held, actor=actor, at=at, number=held.number, digest=held.digest)
    return held


@transaction.atomic
def refuse_edition(edition: Edition, *, why: str, actor: Tenure, at: datetime) -> Edition:
    """Say what must change before everyone may read it.

    Raises
    ------
    Problem
        Where it was decided before, a newer one was prepared, or no reason is written.
    """
    held = _waiting(edition)
    if not why.strip():
        raise problem(
            "edition-refusal",
            "Écrivez ce qui doit changer : l'équipe préparera une autre édition.",
            "Write what must change: the team will prepare another edition.",
        )
    held.refused_on, held.refused_why = at.date(), why.strip()
    held.save(update_fields=["refused_on", "refused_why"])
    tell_refused(held, at)
    record("commitments.refuse_edition", held, actor=actor, at=at, number=held.number)
    return held


@transaction.atomic
def withdraw_edition(edition: Edition, *, why: str, actor: Tenure, at: datetime) -> Edition:
    """Take back what everyone could read: nothing of the plan is public until another edition is authorised.

    Raises
    ------
    Problem
        Where it is not public, or no reason is written.
    """
    held = locked(Edition.objects).get(pk=edition.pk)
    if not held.is_public:
        raise problem(
            "edition-not-public",
            "Cette édition n'est pas publique : il n'y a rien à retirer.",
            "This edition is not public: there is nothing to withdraw.",
        )
    if not why.strip():
        raise problem(
            "edition-withdrawal",
            "Écrivez pourquoi l'édition est retirée.",
            "Write why the edition is withdrawn.",
        )
    held.withdrawn_on, held.withdrawn_why = at.date(), why.strip()
    held.save(update_fields=["withdrawn_on", "withdrawn_why"])
    tell_withdrawn(held, at)
    record("commitments.withdraw_edition", held, actor=actor, at=at, number=held.number)
    return held


def _waiting(edition: Edition) -> Edition:
    held = locked(Edition.objects).select_related("plan").get(pk=edition.pk)
    if not held.is_waiting:
        raise problem(
            "edition-decided",
            "Cette édition a déjà été autorisée ou refusée.",
            "This edition was authorised or refused before.",
        )
    if held.plan.editions.filter(number__gt=held.number).exists():
        raise stale()
    return held


def stale() -> Problem:
    """The content on the page is not the one that would be authorised."""
    return problem(
        "edition-stale",
        "Le contenu a changé depuis que vous avez ouvert la page, ou une édition plus récente a été préparée. "
        "Rien n'est publié : relisez la plus récente, puis décidez.",
        "The content has changed since you opened the page, or a newer edition was prepared. "
        "Nothing is published: read the newest one, then decide.",
    )
