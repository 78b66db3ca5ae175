"""Whether an adopted commitment promises again, word for word, what both have signed."""

from collections.abc import Iterable, Mapping
from typing import Any

from danaya.apps.commitments.models import Commitment, Signature, Version
from danaya.apps.commitments.signing.text import LABELS, MOVED, article_of, for_text, part_of
from danaya.apps.commitments.signing.versions import taken_back, text_of
from danaya.engines.seals.plan import Article, PlanText, plan_table

BESIDE = frozenset(LABELS[name]["fr"] for name in ("factor", "basis", "objectives"))
"""What an article says besides the promise: what it rests on and serves may change without a signature."""


def is_as_signed(commitment: Commitment) -> bool:
    """Tell whether what is promised reads as both signed it last; a date that both moved since is no other wording.

    False where nothing was signed here by both, and where that text was taken back since.

    Raises
    ------
    Problem
        ``record-unreadable`` where somebody made the stored text unreadable.
    """
    version = _signed_in(commitment)
    if version is None:
        return False
    fresh = for_text(Commitment.objects.filter(pk=commitment.pk)).get()
    (signed,) = text_of(version, [commitment.reference]).articles
    return _promise(signed) == _promise(article_of(fresh, commitment.plan))


def _signed_in(commitment: Commitment) -> Version | None:
    """Return the newest version whose article of a commitment bears both signatures."""
    given = Signature.objects.counting().filter(commitment=commitment)
    by = set(given.values_list("post", "signed"))
    back = taken_back(commitment.plan)
    versions: Iterable[Version] = commitment.plan.versions.defer("content")
    for version in versions:
        digest = part_of(version.parts, commitment.reference)
        both = {(commitment.owner_id, digest), (commitment.counterpart_id, digest)}
        if version.digest not in back and both <= by:
            return version
    return None


def _promise(article: Article) -> str:
    """Return the digest of an article without what stands beside its promise, its milestones by the day first promised."""
    labelled: list[tuple[Any, Any]] = list(article.fields)
    pairs = [(label, _unmoved(label, value)) for label, value in labelled]
    kept = tuple((label, value) for label, value in pairs if label["fr"] not in BESIDE)
    bare = Article(article.name, article.heading, kept)
    return plan_table(PlanText("", (), (bare,)))[-1].digest


def _unmoved(label: Mapping[str, str], value: Any) -> Any:
    if label["fr"] != LABELS["milestones"]["fr"]:
        return value
    return [{code: words.rsplit(MOVED[code].partition("{")[0], 1)[0] for code, words in line.items()} for line in value]
