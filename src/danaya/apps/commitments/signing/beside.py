"""What the page of a commitment says of its signatures: who signed which words, and whether they are still those of the page."""

from typing import Any

from django.http import HttpRequest

from danaya.apps.commitments.models import Commitment
from danaya.apps.commitments.queries import version_at_signature
from danaya.apps.commitments.signing.contested import lost_of
from danaya.apps.commitments.signing.reading import reads_reservations
from danaya.apps.commitments.signing.standing import Article, article_of
from danaya.apps.commitments.signing.text import for_text, parts_now
from danaya.apps.commitments.signing.versions import current
from danaya.apps.people.rights import acting_tenure


def beside(request: HttpRequest, commitment: Commitment) -> dict[str, Any]:
    """Return ``signing``: version, who signed and who has not, whether the words changed since, whether it is the viewer's turn.

    ``contested_by``: acronyms of the bodies that contest their signature of it in the version in force.
    """
    lost = lost_of(commitment.plan) if commitment.sheet_contested_on else []
    contested_by = sorted({one.organisation.acronym for one in lost if one.commitment_id == commitment.pk})
    version = current(commitment.plan)
    article = None if version is None or commitment.number is None else article_of(version, commitment)
    if version is None or article is None:
        return {"signing": None, "contested_by": contested_by}
    tenure = acting_tenure(request.user)
    earlier = commitment.signatures.counting().exclude(signed=article.digest)
    earlier = earlier.select_related("version", "post__organisation").defer("version__content", "version__parts")
    at_signature = version_at_signature(commitment.plan) is not None
    return {
        "signing": {
            "version": version,
            "article": article,
            "at_signature": at_signature,
            "mine": at_signature and tenure is not None and article.waits_for(tenure.post),
            "changed": is_changed(commitment, article),
            "earlier": list(earlier),
        },
        "contested_by": contested_by,
        "reads_reservations": reads_reservations(request.user),
    }


def is_changed(commitment: Commitment, article: Article) -> bool:
    """Tell whether the commitment reads otherwise today than in the version: a date moved since, for instance."""
    fresh = for_text(Commitment.objects.filter(pk=commitment.pk))
    return parts_now(commitment.plan, fresh).get(commitment.reference) != article.digest
