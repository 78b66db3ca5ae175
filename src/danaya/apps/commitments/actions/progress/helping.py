"""Help is asked for where something stalls and offered to its owner, before any red mark; the owner says which is needed."""

from datetime import date, datetime

from django.db import transaction

from danaya.apps.commitments.following import follow_one
from danaya.apps.commitments.models import Commitment, Followed, HelpOffer
from danaya.apps.commitments.problems import problem
from danaya.apps.commitments.progress.acting import Acting, hold, owner_only, written
from danaya.apps.commitments.progress.tidings import tell_help, tell_help_answered, tell_to_offer
from danaya.apps.people.models import Role, Tenure
from danaya.base.journal.entries import record
from danaya.engines.followup import Help


@transaction.atomic
def ask_help(commitment: Commitment, since: date, *, at: datetime) -> None:
    """Ask those who can to offer help about what stalls since a day: by the daily round. A fortnight runs from this day."""
    held = hold(commitment.pk)
    Followed.objects.filter(commitment=held).update(help_asked=at.date())
    tell_to_offer(held, since.isoformat(), at)
    record("commitments.ask_help", held, actor=None, at=at, since=since.isoformat())
    follow_one(held, at.date())


@transaction.atomic
def offer_help(commitment: Commitment, *, words: str = "", actor: Tenure, at: datetime) -> HelpOffer:
    """Offer help to the owner. Offered twice by the same post while the owner has not answered, it is one offer.

    Raises
    ------
    Problem
        Where the commitment is not in force, or the owner's organisation offers help to itself: its secretary and who coordinates may.
    """
    held = hold(commitment.pk)
    if actor.post_id == held.owner_id:
        raise problem(
            "help-own",
            "Vous portez cet engagement : dites dans un point d'étape quelle aide vous manque.",
            "You own this commitment: say in an update which help you lack.",
        )
    if actor.post.organisation_id == held.owner.organisation_id and not _answers_for_plan(held, actor):
        raise problem(
            "help-own-body",
            "Votre organisation porte cet engagement : aidez son porteur directement. L'offre vient de l'autre partie, d'un secrétaire "
            "ou du coordinateur.",
            "Your organisation owns this commitment: help its owner directly. The offer comes from the other side, a secretary or the "
            "coordinator.",
        )
    standing = held.help_offers.filter(by=actor.post, answered_on=None, on=at.date()).first()
    if standing is not None:
        return standing
    made = HelpOffer.objects.create(commitment=held, words=written(words), by=actor.post, on=at.date())
    tell_help(held, made, at)
    record("commitments.offer_help", held, actor=actor, at=at)
    follow_one(held, at.date())
    return made


def _answers_for_plan(held: Commitment, actor: Tenure) -> bool:
    """Whether the post is one of the two secretaries, or manages the plan."""
    secretaries = {held.plan.secretary_customs_id, held.plan.secretary_private_id}
    return actor.post_id in secretaries or actor.post.role in {Role.COORDINATOR, Role.FACILITATOR}


@transaction.atomic
def answer_help(offer: HelpOffer, *, wanted: str = "", answer: str = "", actor: Acting, at: datetime) -> HelpOffer:
    """Say which help is needed (a value of :class:`~danaya.engines.followup.Help`), or why none is.

    Raises
    ------
    Problem
        Where the commitment is not in force, somebody else acts, it was answered already, or nothing is said.
    """
    held = hold(offer.commitment_id)
    owner_only(held, actor)
    present = HelpOffer.objects.select_related("by").get(pk=offer.pk)
    if present.answered_on is not None:
        raise problem(
            "help-answered",
            "Vous avez déjà répondu à cette offre. Rechargez la page pour lire la réponse.",
            "You have answered this offer already. Load the page again to read the answer.",
        )
    if wanted not in set(Help) and not written(answer):
        raise problem(
            "help-empty",
            "Choisissez l'aide nécessaire, ou écrivez pourquoi aucune ne l'est.",
            "Choose the help that is needed, or write why none is.",
        )
    present.wanted = wanted if wanted in set(Help) else ""
    present.answer, present.answered_on = written(answer), at.date()
    present.save(update_fields=["wanted", "answer", "answered_on"])
    tell_help_answered(held, present, at)
    record("commitments.answer_help", held, actor=actor, at=at, wanted=present.wanted)
    follow_one(held, at.date())
    return present
