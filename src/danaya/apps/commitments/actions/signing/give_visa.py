"""Initial a text in the *parapheur* of one's own body, or send it back with a remark that only the body reads."""

from datetime import datetime

from django.db import transaction

from danaya.apps.commitments.actions.signing.holding import at_signature, lock
from danaya.apps.commitments.models import Version, Visa
from danaya.apps.commitments.signing.refusals import refuse
from danaya.apps.commitments.signing.standing import BodyStanding, bodies_of
from danaya.apps.commitments.signing.tidings import tell_next, tell_sent_back
from danaya.apps.people.models import Post, Tenure
from danaya.base.journal.entries import record


@transaction.atomic
def give_visa(version: Version, *, granted: bool, remark: str = "", digest: str, actor: Tenure, at: datetime) -> Visa:
    """Keep what a post of the *parapheur* decided; one that sent the text back may give its visa later.

    ``digest``: of the text that the post read.

    Raises
    ------
    Problem
        The text is not at signature any more or another one, the post is not in the circuit or not yet due, the body has decided,
        a text is sent back without a remark.
    """
    held = lock(version.plan)
    if at_signature(held).pk != version.pk or digest != version.digest:
        raise refuse("text-changed")
    standing = next((one for one in bodies_of(version) if _stands_in(one, actor.post)), None)
    if standing is None:
        raise refuse("visa-not-yours")
    if standing.signature is not None:
        raise refuse("visa-too-late")
    _refuse_out_of_turn(standing, actor.post)
    words = remark.strip()
    if not granted and not words:
        raise refuse("visa-remark-missing")
    visa, _new = Visa.objects.update_or_create(
        version=version, post=actor.post, defaults={"granted": granted, "remark": words, "on": at.date()}
    )
    record("commitments.give_visa", held, actor=actor, at=at, version=version.number, granted=granted)
    if granted:
        after = next(one for one in bodies_of(version) if one.body.pk == standing.body.pk)
        tell_next(after, version, at)
    else:
        tell_sent_back(version, standing.body.organisation, at)
    return visa


def _stands_in(standing: BodyStanding, post: Post) -> bool:
    return any(one.post.pk == post.pk for one in standing.initials)


def _refuse_out_of_turn(standing: BodyStanding, post: Post) -> None:
    for one in standing.initials:
        if one.post.pk == post.pk:
            return
        if not one.is_granted:
            raise refuse("visa-out-of-turn", who=dict(one.post.title))
