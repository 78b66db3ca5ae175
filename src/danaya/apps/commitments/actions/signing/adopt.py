"""A body takes its stance: it adopts the plan, adopts it with written reservations, or abstains."""

from datetime import datetime

from django.db import transaction

from danaya.apps.commitments.actions.signing.adopt_plan import adopt_if_complete
from danaya.apps.commitments.actions.signing.holding import at_signature, lock
from danaya.apps.commitments.actions.signing.sign_commitment import record_signature
from danaya.apps.commitments.actions.signing.write_signature import Act, write_signature
from danaya.apps.commitments.models import Plan, Signature, Stance
from danaya.apps.commitments.signing.refusals import refuse
from danaya.apps.commitments.signing.register import Chance
from danaya.apps.commitments.signing.standing import BodyStanding, bodies_of
from danaya.apps.people.models import Tenure
from danaya.engines.language import LANGUAGES, in_language


@transaction.atomic
def adopt(
    plan: Plan,
    stance: Stance,
    reservations: str = "",
    *,
    digest: str,
    actor: Tenure,
    at: datetime,
    chance: Chance,
) -> Signature:
    """Sign the whole text for the body whose signatory acts, if it is word for word the one of ``digest``.

    Raises
    ------
    Problem
        No text is at signature, or another than the one read; the post signs for no body; a visa is missing or sent the text back;
        the body has decided; reservations without words, words without the stance.
    """
    held = lock(plan)
    version = at_signature(held)
    bodies = bodies_of(version)
    standing = next((one for one in bodies if one.body.signatory_id == actor.post_id), None)
    if standing is None:
        raise refuse("not-yours", who=_signatories(bodies))
    if digest != version.digest:
        raise refuse("text-changed")
    if standing.signature is not None:
        raise refuse("signed-already", who=dict(standing.body.organisation.name))
    _refuse_without_visas(standing)
    words = checked_reservations(stance, reservations)
    act = Act(actor.post, at.date(), stance=stance, reservations=words, person=actor.account.display_name)
    made = write_signature(version, act, version.digest, chance)
    record_signature(made, held, actor, at)
    adopt_if_complete(held, version, actor=actor, at=at)
    return made


def checked_reservations(stance: Stance, reservations: str) -> str:
    """Return the reservations of a stance.

    Raises
    ------
    Problem
        Reservations without words; words without that stance.
    """
    words = reservations.strip()
    if stance == Stance.RESERVED and not words:
        raise refuse("reservations-missing")
    if stance != Stance.RESERVED and words:
        raise refuse("reservations-unwanted")
    return words


def _refuse_without_visas(standing: BodyStanding) -> None:
    waiting = standing.next_initial
    if waiting is None:
        return
    code = "visas-missing" if waiting.visa is None else "visa-sent-back"
    raise refuse(code, who=dict(waiting.post.title))


def _signatories(bodies: list[BodyStanding]) -> dict[str, str]:
    return {
        code: "; ".join(
            f"{in_language(one.body.signatory.title, code)} ({one.body.organisation.acronym})" for one in bodies
        )
        for code in LANGUAGES
    }
