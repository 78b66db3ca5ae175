"""Sign a commitment: its owner promises, its counterpart undertakes to say whether it was kept."""

from datetime import datetime

from django.db import transaction

from danaya.apps.commitments.actions.signing.adopt_plan import adopt_if_complete
from danaya.apps.commitments.actions.signing.holding import at_signature, lock
from danaya.apps.commitments.actions.signing.write_signature import Act, write_signature
from danaya.apps.commitments.models import Commitment, Plan, Signature, Version
from danaya.apps.commitments.signing.refusals import refuse
from danaya.apps.commitments.signing.register import Chance
from danaya.apps.commitments.signing.standing import Article, article_of
from danaya.apps.commitments.signing.text import LABELS, post_words
from danaya.apps.people.models import Post, Tenure
from danaya.base.journal.entries import record
from danaya.engines.language import LANGUAGES, Text


@transaction.atomic
def sign_commitment(commitment: Commitment, digest: str, *, actor: Tenure, at: datetime, chance: Chance) -> Signature:
    """Sign the article of a commitment with the post acted under, if it is word for word the one of ``digest``.

    Raises
    ------
    Problem
        No text is at signature, this one is not in it, the text is another than the one read, the post is neither owner nor
        counterpart, it has signed.
    """
    held = lock(commitment.plan)
    version = at_signature(held)
    article = article_to_sign(version, commitment, actor.post)
    if digest != article.digest:
        raise refuse("text-changed")
    act = Act(actor.post, at.date(), commitment=article.commitment, person=actor.account.display_name)
    made = write_signature(version, act, article.digest, chance)
    record_signature(made, held, actor, at)
    adopt_if_complete(held, version, actor=actor, at=at)
    return made


def article_to_sign(version: Version, commitment: Commitment, post: Post) -> Article:
    """Return the article that ``post`` may sign now.

    Raises
    ------
    Problem
        It is not in the text, the post is neither owner nor counterpart, it has signed.
    """
    fresh = Commitment.objects.select_related("owner__organisation", "counterpart__organisation").get(pk=commitment.pk)
    article = article_of(version, fresh)
    if article is None:
        raise refuse("not-in-text")
    if post.pk not in {fresh.owner_id, fresh.counterpart_id}:
        raise refuse("not-yours", who=_parties(fresh))
    if not article.waits_for(post):
        raise refuse("signed-already", who=dict(post.title))
    return article


def _parties(commitment: Commitment) -> Text:
    owner, counterpart = post_words(commitment.owner), post_words(commitment.counterpart)
    joined = {"fr": "; ", "en": "; "}
    return {
        code: f"{LABELS['owner'][code].lower()} {owner[code]}{joined[code]}"
        f"{LABELS['counterpart'][code].lower()} {counterpart[code]}"
        for code in LANGUAGES
    }


def record_signature(made: Signature, plan: Plan, actor: Tenure, at: datetime) -> None:
    """Write a signature into the journal: which text, which part, how; whose stands in the register."""
    record(
        "commitments.sign",
        plan,
        actor=actor,
        at=at,
        version=made.version.number,
        part=made.commitment.reference if made.commitment else "",
        post=str(made.post_id),
        stance=str(made.stance),
        way=str(made.way),
        register=[made.entry.place + 1, made.entry.digest],
    )
