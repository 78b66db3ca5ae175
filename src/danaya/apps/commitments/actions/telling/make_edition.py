"""Prepare what everyone may read of a plan: confirmed progress as it stands today, frozen for the director to authorise."""

from datetime import datetime

from django.db import transaction

from danaya.apps.commitments.models import Edition, Plan, PlanState
from danaya.apps.commitments.problems import problem
from danaya.apps.commitments.telling.editions import content_of
from danaya.apps.commitments.telling.signed import contested_by, reworded_since
from danaya.apps.commitments.telling.tidings import tell_to_authorise
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.seals import digest


@transaction.atomic
def make_edition(plan: Plan, *, actor: Tenure, at: datetime) -> Edition:
    """Freeze what is confirmed; one that waited for the director is replaced by this one, which is the only one to authorise.

    Raises
    ------
    Problem
        Where the plan is not adopted yet, a body contests a sheet that it was adopted on, words were changed that nobody has signed so, or nothing would differ from the newest edition that waits or is public.
    """
    held = locked(Plan.objects).get(pk=plan.pk)
    if held.state not in {PlanState.ADOPTED, PlanState.CLOSED}:
        raise problem(
            "edition-too-early",
            "Le plan n'est pas adopté : il n'y a rien à montrer à tous.",
            "The plan is not adopted: there is nothing to show everyone.",
        )
    if bodies := contested_by(held):
        raise problem(
            "edition-contested",
            "{bodies} conteste une feuille sur laquelle ce texte a été adopté : ce n'est pas ce que les deux parties ont signé. "
            "Remettez le texte à la signature, puis préparez l'édition.",
            "{bodies} contests a sheet on which this text was adopted: it is not what both sides signed. Put the text to signature "
            "anew, then prepare the edition.",
            bodies=", ".join(bodies),
        )
    if reworded := reworded_since(held):
        raise problem(
            "edition-unsigned",
            "Ces engagements se lisent autrement que dans le texte signé : {references}. Faites signer le nouveau texte, ou remettez "
            "les mots signés, puis préparez l'édition.",
            "These commitments read otherwise than in the text that was signed: {references}. Have the new text signed, or put the "
            "signed words back, then prepare the edition.",
            references=", ".join(reworded),
        )
    content = content_of(held, at.date())
    sealed = digest(content)
    newest = held.editions.first()
    if newest is not None and newest.digest == sealed and (newest.is_waiting or newest.is_public):
        raise problem(
            "edition-same",
            "Rien n'a changé depuis l'édition {number} : elle vaut toujours.",
            "Nothing has changed since edition {number}: it still holds.",
            number=newest.number,
        )
    made = Edition.objects.create(
        plan=held,
        number=newest.number + 1 if newest else 1,
        content=content,
        digest=sealed,
        made_on=at.date(),
        made_by=actor.post,
    )
    tell_to_authorise(made, at)
    record("commitments.make_edition", made, actor=actor, at=at, number=made.number, digest=sealed)
    return made
