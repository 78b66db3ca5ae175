"""Enter what stands on a sheet that was printed, signed and stamped by hand, then scanned: it counts like any signature.

What somebody else enters for a body counts too, and says so until the body confirms it: no plan is adopted by itself before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from danaya.apps.commitments.actions.signing.adopt import checked_reservations
from danaya.apps.commitments.actions.signing.adopt_plan import adopt_if_complete
from danaya.apps.commitments.actions.signing.holding import at_signature, lock
from danaya.apps.commitments.actions.signing.sign_commitment import article_to_sign, record_signature
from danaya.apps.commitments.actions.signing.write_signature import Act, write_signature
from danaya.apps.commitments.models import Commitment, Signature, Stance, Version
from danaya.apps.commitments.signing.refusals import refuse
from danaya.apps.commitments.signing.register import Chance
from danaya.apps.commitments.signing.standing import bodies_of
from danaya.apps.commitments.signing.tidings import tell_on_paper
from danaya.apps.people.models import Organisation, Post, Role, Tenure
from danaya.base.files.kinds import IMAGES
from danaya.base.files.models import StoredFile, Visibility
from danaya.base.files.storing import store
from danaya.engines.language import LANGUAGES, day_in_words
from danaya.engines.seals.printed import fits, plain

SCANS = frozenset({"pdf", *IMAGES})
"""Kinds of files a scan may be."""


@dataclass(frozen=True, slots=True)
class OnSheet:
    """One signature of a sheet: of a body (``commitment`` None, with its stance), or of an owner or counterpart."""

    post: Post
    commitment: Commitment | None = None
    stance: Stance = Stance.SIGNED
    reservations: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was scanned: the digest as it is printed on the paper, the day written on it, the file as sent or as it was kept."""

    typed: str
    on: date
    upload: Any


@transaction.atomic
def sign_on_paper(
    version: Version, signatures: Sequence[OnSheet], sheet: Sheet, *, actor: Tenure, at: datetime, chance: Chance
) -> list[Signature]:
    """Keep the signatures of a sheet with its scan. Visas went with the paper: none is asked for here.

    Raises
    ------
    Problem
        The text is not at signature; nothing is ticked; the digest is none or another text's; the day cannot be; a signature
        is of another body than the one that enters it, of a post that signs nothing, given already; reservations without words;
        no scan, one of more than 20 MB, no PDF and no picture.
    """
    held = lock(version.plan)
    if at_signature(held).pk != version.pk:
        raise refuse("text-changed")
    _refuse_sheet(version, sheet, signatures, at)
    acts = [_act(version, one, sheet, actor) for one in signatures]
    scan = _kept(sheet.upload, at)
    made = [_write(version, act, signed, scan, actor, chance) for act, signed in acts]
    for one in made:
        record_signature(one, held, actor, at)
    others = {one.organisation for one in made if one.entered_by_id is not None}
    tell_on_paper(version, sorted(others, key=_acronym), actor.post, at)
    adopt_if_complete(held, version, actor=actor, at=at)
    return made


def may_enter(actor: Tenure, post: Post) -> bool:
    """Tell whether ``actor`` may enter a signature of ``post`` from paper: one's own body's, or whoever manages the plan any."""
    return actor.post.role in {Role.COORDINATOR, Role.FACILITATOR} or post.organisation_id == actor.post.organisation_id


def _kept(upload: Any, at: datetime) -> StoredFile:
    if not isinstance(upload, StoredFile):
        return store(upload, at=at, visibility=Visibility.FORUM, allowed=SCANS)
    StoredFile.objects.filter(pk=upload.pk).update(keep_until=None)
    return upload


def _refuse_sheet(version: Version, sheet: Sheet, signatures: Sequence[OnSheet], at: datetime) -> None:
    if not fits(plain(sheet.typed), version.digest):
        raise refuse("paper-digest")
    if not signatures:
        raise refuse("paper-empty")
    marks = [(one.post.pk, one.commitment and one.commitment.pk) for one in signatures]
    if len(set(marks)) != len(marks):
        raise refuse("paper-twice")
    if not version.put_on <= sheet.on <= at.date():
        raise refuse("paper-day", first={code: day_in_words(version.put_on, code) for code in LANGUAGES})


def _act(version: Version, one: OnSheet, sheet: Sheet, actor: Tenure) -> tuple[Act, str]:
    """Return what is to be written and the digest under it."""
    if not may_enter(actor, one.post):
        raise refuse("paper-not-yours")
    if one.commitment is not None:
        article = article_to_sign(version, one.commitment, one.post)
        return Act(one.post, sheet.on, commitment=article.commitment, person=one.person), article.digest
    standing = next((each for each in bodies_of(version) if each.body.signatory_id == one.post.pk), None)
    if standing is None:
        raise refuse("not-yours", who=dict(one.post.title))
    if standing.signature is not None:
        raise refuse("signed-already", who=dict(standing.body.organisation.name))
    words = checked_reservations(one.stance, one.reservations)
    return Act(one.post, sheet.on, stance=one.stance, reservations=words, person=one.person), version.digest


def _write(version: Version, act: Act, signed: str, scan: StoredFile, actor: Tenure, chance: Chance) -> Signature:
    other = actor.post.organisation_id != act.post.organisation_id
    return write_signature(version, replace(act, scan=scan, entered_by=actor.post if other else None), signed, chance)


def _acronym(organisation: Organisation) -> str:
    return organisation.acronym
