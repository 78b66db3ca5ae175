"""Sheets of paper that somebody entered for another body: what stands on them, who of the body may answer for it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from danaya.apps.commitments.models import Body, Plan, Signature, Version
from danaya.apps.people.models import Post
from danaya.base.files.models import StoredFile


@dataclass(frozen=True, slots=True)
class Sheet:
    """A scan of a plan, entered by a post of another body than one that signed it."""

    plan: Plan
    scan: StoredFile


def on_sheet(sheet: Sheet, post: Post) -> list[Signature]:
    """Return the signatures of a sheet that ``post`` answers for, answered or not, in the order of the register."""
    found = _of(post, sheet.plan).filter(scan=sheet.scan)
    return list(
        found.select_related(
            "version__plan", "commitment", "organisation", "post__organisation", "entry", "answer",
            "entered_by__organisation",
        ).order_by("entry__place")
    )  # fmt: skip


def sheets_for(post: Post, plan: Plan) -> list[UUID]:
    """Return the keys of the scans of a plan that wait for ``post`` to say whether they are its body's."""
    found = _of(post, plan).unconfirmed().order_by("entry__place")  # type: ignore[attr-defined]
    return list(dict.fromkeys(found.values_list("scan", flat=True)))


def answers_for(post: Post, sheet: Sheet) -> bool:
    """Tell whether ``post`` may say whether a sheet is its body's: it signs there itself, or signs for the body."""
    return bool(_of(post, sheet.plan).filter(scan=sheet.scan).exists())


def contested_in(version: Version) -> list[Signature]:
    """Return the signatures of a version that their bodies contested, with why."""
    rows = version.signatures.filter(answer__ours=False).select_related(
        "commitment", "post__organisation", "answer", "entered_by__organisation"
    )
    return list(rows.order_by("entry__place"))


def lost_in(version: Version) -> list[Signature]:
    """Return the signatures of a version that their bodies contested and nobody has given anew, in the order of the register.

    With one of them, a version that was adopted does not bear what both sides signed.
    """
    rows = Signature.objects.filter(version__plan=version.plan_id, answer__ours=False)
    digests = dict(version.parts)
    found = [
        one
        for one in rows.select_related("commitment", "organisation", "entry", "answer").order_by("entry__place")
        if (
            one.version_id == version.pk
            if one.commitment is None
            else digests.get(one.commitment.reference) == one.signed
        )
    ]
    again = set(
        Signature.objects.counting()
        .filter(version__plan=version.plan_id, signed__in=[one.signed for one in found])
        .values_list("organisation", "commitment", "signed")
    )
    return [one for one in found if (one.organisation_id, one.commitment_id, one.signed) not in again]


def _of(post: Post, plan: Plan) -> QuerySet[Signature]:
    """Return what others entered for ``post``, or for the body it signs for in the plan."""
    signs = Body.objects.filter(plan=plan, signatory=post.pk, organisation=post.organisation_id)
    own = Q(post=post.pk)
    if signs.exists():
        own |= Q(organisation=post.organisation_id)
    found: QuerySet[Signature] = Signature.objects.filter(own, version__plan=plan, entered_by__isnull=False)
    return found
