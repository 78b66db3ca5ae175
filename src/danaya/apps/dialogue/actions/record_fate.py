"""Say what becomes of an expectation, signed by a post; its author hears of it."""

from datetime import datetime

from django.db import transaction

from danaya.apps.dialogue.models import Expectation, Fate, FateKind
from danaya.apps.dialogue.problems import problem
from danaya.apps.dialogue.tidings import tell_answered
from danaya.apps.people.models import Tenure
from danaya.base.files.models import StoredFile
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.language import Text


@transaction.atomic
def record_fate(
    expectation: Expectation,
    kind: FateKind,
    *,
    reason: Text | None = None,
    proof: StoredFile | None = None,
    proof_link: str = "",
    actor: Tenure,
    at: datetime,
) -> Fate:
    """Keep an answer; the latest stands, earlier ones stay readable.

    Raises
    ------
    Problem
        Where the expectation is not shown, "not now" has no reason, or "already true" has no proof.
    """
    held = locked(Expectation.objects).get(pk=expectation.pk)
    words = {code: part.strip() for code, part in (reason or {}).items() if part.strip()}
    refuse_unfounded(held, kind, words, has_proof=bool(proof or proof_link))
    if proof is not None:
        # What proves a signed answer stays; before that it was kept for a look at the answer only.
        StoredFile.objects.filter(pk=proof.pk).update(keep_until=None)
    made = Fate.objects.create(
        expectation=held,
        number=held.fates.count() + 1,
        kind=kind,
        reason=words,
        proof=proof,
        proof_link=proof_link,
        signed_by=actor.post,
        signed_on=at.date(),
    )
    if held.answered_on is None:
        held.answered_on = at.date()
        held.save(update_fields=["answered_on"])
    tell_answered(held, made, at)
    record("dialogue.record_fate", held, actor=actor, at=at, kind=str(kind), number=made.number)
    return made


def refuse_unfounded(held: Expectation, kind: FateKind, words: Text, *, has_proof: bool) -> None:
    """Refuse an answer that does not say why, or shows nothing."""
    if not held.is_shown:
        raise problem(
            "fate-not-shown",
            "On ne répond qu'à une attente montrée aux deux parties.",
            "Only an expectation that both sides can see is answered.",
        )
    if kind == FateKind.NOT_NOW and not words:
        raise problem(
            "fate-reason",
            "Écrivez pourquoi ce n'est pas pour maintenant : l'auteur le lira.",
            "Write why it is not for now: its author will read it.",
        )
    if kind == FateKind.ALREADY_TRUE and not has_proof:
        raise problem(
            "fate-proof",
            "Joignez un justificatif ou donnez l'adresse où l'on peut le vérifier.",
            "Attach a proof, or give the address where it can be checked.",
        )
