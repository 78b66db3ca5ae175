"""Evidence: what is handed in to back a claim, whether it is of the kind agreed, and who may open it."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing

from danaya.apps.commitments.models import Claim, Commitment, Edition, Evidence, EvidenceKind, Version
from danaya.apps.commitments.problems import problem
from danaya.apps.people.models import Account, Side
from danaya.apps.people.rights import acting_tenure, allowed
from danaya.base.files.kinds import DOCUMENTS, IMAGES
from danaya.base.files.models import StoredFile, Visibility
from danaya.base.files.storing import store

SALT = "danaya.commitments.evidence"
UNCLAIMED_FOR = timedelta(days=2)
"""How long a file is kept that was sent with a form that was refused."""

OPEN_TO = (Visibility.FORUM, Visibility.PROGRAMME, Visibility.PUBLIC)
"""Who may open evidence: both sides, whoever holds a post here, everybody once an edition shows it."""

AGREED: dict[str, frozenset[str]] = {
    "file": frozenset({EvidenceKind.FILE, EvidenceKind.PHOTO}),
    "photo": frozenset({EvidenceKind.PHOTO}),
    "link": frozenset({EvidenceKind.LINK}),
    "statement": frozenset({EvidenceKind.STATEMENT}),
    "count": frozenset({EvidenceKind.STATEMENT, EvidenceKind.FILE, EvidenceKind.PHOTO}),
}
"""Kind agreed in advance → kinds that are it; a count on the spot is handed in as a statement, a sheet or a photo of it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence to be handed in; a statement is typed, or signed on paper and scanned."""

    kind: EvidenceKind
    visibility: Visibility = Visibility.FORUM
    file: StoredFile | None = None
    link: str = ""
    statement: str = ""

    @property
    def is_there(self) -> bool:
        """Whether it holds what its kind is."""
        held = {
            EvidenceKind.LINK: bool(self.link),
            EvidenceKind.STATEMENT: bool(self.statement.strip() or self.file),
        }
        return held.get(self.kind, self.file is not None)

    @property
    def digest(self) -> str:
        """SHA-256 of the file's content, of the address, or of the statement."""
        if self.file is not None:
            return self.file.sha256
        return hashlib.sha256((self.link or self.statement.strip()).encode()).hexdigest()


def refuse_missing(commitment: Commitment, kinds: Collection[str], why: str) -> None:
    """Refuse evidence that is missing, or of none of the kinds agreed and nobody says why.

    Raises
    ------
    Problem
        ``commitments-evidence-missing``, ``commitments-evidence-other-kind``.
    """
    if not kinds:
        raise problem(
            "evidence-missing",
            "Joignez au moins une preuve : un fichier, une photo, une adresse ou une déclaration signée.",
            "Add at least one piece of evidence: a file, a photo, an address or a signed statement.",
        )
    agreed = AGREED.get(commitment.evidence_kind, frozenset(EvidenceKind.values))
    if not agreed.intersection(kinds) and not why.strip():
        raise problem(
            "evidence-other-kind",
            "Une autre sorte de preuve a été convenue d'avance. Joignez-la, ou écrivez pourquoi vous en donnez une autre.",
            "Another kind of evidence was agreed in advance. Add it, or write why you give another.",
        )


def keep(claim: Claim, piece: Piece, *, by: Any, at: datetime) -> Evidence:
    """Keep one piece with its digest, date and visibility; a file that backs a claim stays."""
    if piece.file is not None:
        StoredFile.objects.filter(pk=piece.file.pk).update(keep_until=None, visibility=piece.visibility)
    return Evidence.objects.create(
        claim=claim,
        kind=piece.kind,
        file=piece.file,
        link=piece.link,
        statement=piece.statement.strip(),
        digest=piece.digest,
        by=by,
        on=at.date(),
        visibility=piece.visibility,
    )


def present(claim: Claim) -> list[Evidence]:
    """Return the evidence of a claim that was not replaced."""
    return list(claim.evidence.filter(replaced_by=None).select_related("file"))


def seal_of(claim: Claim) -> str:
    """Return a short digest of what a claim says and shows: an answer to it holds for that alone."""
    digests = sorted(claim.evidence.filter(replaced_by=None).values_list("digest", flat=True))
    return hashlib.sha256("\n".join([claim.text, *digests]).encode()).hexdigest()[:16]


# Files on their way into a claim


def take(token_: str, upload: Any, commitment: Commitment, *, image: bool, at: datetime) -> StoredFile | None:
    """Return the file of a form: the one just sent, or the one sent before the form was refused.

    Raises
    ------
    Problem
        Where the file cannot be taken in: too large, a program, a web page, no picture where one is due.
    """
    if upload:
        until = at.date() + UNCLAIMED_FOR
        allowed_kinds = IMAGES if image else DOCUMENTS
        return store(upload, at=at, visibility=Visibility.FORUM, keep_until=until, allowed=allowed_kinds)
    return read(token_, commitment)


def token(file: StoredFile, about: Commitment | Version) -> str:
    """Return what a refused form holds to find its file again; good for this commitment, or the sheets of this version, only."""
    return signing.dumps([str(file.pk), str(about.pk)], salt=SALT)


def read(token_: str, about: Commitment | Version) -> StoredFile | None:
    """Return the file of a token; None for anything else, for one that has gone away, for one that backs a claim already."""
    try:
        file, of = signing.loads(token_, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    waiting = StoredFile.objects.filter(pk=file, removed_at=None, keep_until__isnull=False)
    return waiting.first() if of == str(about.pk) else None


# Who may open them


def may_read_evidence(stored: StoredFile, viewer: Any) -> bool | None:
    """Rule of files: who may open evidence, by its visibility; other files are not ours.

    ``PUBLIC`` lets everybody in only once an edition that the director authorised shows it.
    """
    found = list(
        Evidence.objects.filter(file=stored).select_related(
            "claim__milestone__commitment__plan",
            "claim__milestone__commitment__owner__organisation",
            "claim__milestone__commitment__counterpart__organisation",
            "claim__milestone__commitment__drafted_by__organisation",
        )
    )
    if not found:
        return None
    return any(may_open(one, viewer) for one in found)


def may_open(evidence: Evidence, viewer: Any) -> bool:
    """Tell whether somebody may open one piece of evidence."""
    commitment = evidence.claim.milestone.commitment
    if isinstance(viewer, Account) and allowed(viewer, "commitments.see_commitment", commitment):
        tenure = acting_tenure(viewer)
        of_both = tenure is not None and tenure.post.side in {Side.CUSTOMS, Side.PRIVATE}
        return of_both or Visibility(evidence.visibility) != Visibility.FORUM
    return evidence.visibility == Visibility.PUBLIC and is_published(evidence)


def is_published(evidence: Evidence) -> bool:
    """Tell whether the edition that everybody may read names this evidence by its digest; an earlier one is not read any more."""
    plan = evidence.claim.milestone.commitment.plan_id
    newest = Edition.objects.filter(plan=plan, authorised_on__isnull=False).order_by("-number").first()
    return newest is not None and newest.is_public and _names(evidence.digest, newest.content)


def _names(digest: str, content: Any) -> bool:
    if isinstance(content, dict):
        return any(_names(digest, one) for one in content.values())
    if isinstance(content, list):
        return any(_names(digest, one) for one in content)
    return bool(content == digest)


def kinds_of(pieces: Iterable[Piece | Evidence]) -> set[str]:
    """Return the kinds of some evidence."""
    return {str(one.kind) for one in pieces}
