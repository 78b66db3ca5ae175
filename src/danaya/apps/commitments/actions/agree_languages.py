"""Say that both languages of some texts say the same: somebody has read them, and the remark goes."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from danaya.apps.commitments.drafting.refusing import refuse_unchangeable
from danaya.apps.commitments.models import Commitment
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked


@transaction.atomic
def agree_languages(commitment: Commitment, texts: Collection[str], *, actor: Tenure, at: datetime) -> Commitment:
    """Take texts out of those that are behind in a language; the wording, and so its ratings, stay.

    Parameters
    ----------
    texts
        Names of the texts, or keys of milestones, as :attr:`Commitment.behind` has them; others say nothing.

    Raises
    ------
    Problem
        ``commitments-ended``, ``commitments-plan-closed``.
    """
    held = locked(Commitment.objects).select_related("plan").get(pk=commitment.pk)
    refuse_unchangeable(held)
    agreed = sorted(set(texts) & set(held.behind))
    if not agreed:
        return held
    held.behind = {name: codes for name, codes in held.behind.items() if name not in agreed}
    held.save(update_fields=["behind"])
    record("commitments.agree_languages", held, actor=actor, at=at, texts=agreed)
    return held
