"""Who has signed what of a version, who has still to: visas first, signatures of owners and counterparts, stances of bodies."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from danaya.apps.commitments.models import Body, Circuit, Commitment, Signature, Stance, Version, Visa
from danaya.apps.commitments.signing.text import part_of
from danaya.apps.people.models import Post, Side

ADOPTING = frozenset({Stance.ADOPTED, Stance.RESERVED})
"""Stances that carry a plan."""


@dataclass(frozen=True, slots=True)
class Initial:
    """A post of the *parapheur* and what it decided about a version; ``visa`` None: nothing yet."""

    post: Post
    visa: Visa | None

    @property
    def is_granted(self) -> bool:
        """Whether it initialled."""
        return self.visa is not None and self.visa.granted


@dataclass(frozen=True, slots=True)
class BodyStanding:
    """A body, its *parapheur* in order, and its stance once it took one."""

    body: Body
    initials: tuple[Initial, ...]
    signature: Signature | None

    @property
    def next_initial(self) -> Initial | None:
        """Whose visa comes next; a text sent back waits where it was sent back."""
        return next((one for one in self.initials if not one.is_granted), None)


@dataclass(frozen=True, slots=True)
class Article:
    """A commitment of a version with the digest of its article and the signatures over exactly that text."""

    commitment: Commitment
    digest: str
    by_owner: Signature | None
    by_counterpart: Signature | None

    @property
    def is_signed(self) -> bool:
        """Whether both have signed."""
        return self.by_owner is not None and self.by_counterpart is not None

    @property
    def missing(self) -> tuple[Post, ...]:
        """Who has not signed yet."""
        pairs = ((self.commitment.owner, self.by_owner), (self.commitment.counterpart, self.by_counterpart))
        return tuple(post for post, signature in pairs if signature is None)

    def waits_for(self, post: Post) -> bool:
        """Whether ``post`` has still to sign it."""
        return any(one.pk == post.pk for one in self.missing)


def bodies_of(version: Version) -> list[BodyStanding]:
    """Return where each body stands with a version, customs first; four queries."""
    signatures = {
        one.organisation_id: one
        for one in version.signatures.filter(commitment__isnull=True).select_related(
            "post__organisation", "scan", "entry"
        )
    }
    initials = initials_of(version)
    bodies = version.plan.bodies.select_related("organisation", "signatory__organisation")
    return [
        BodyStanding(one, tuple(initials[one.organisation_id]), signatures.get(one.organisation_id))
        for one in bodies.order_by("organisation__side", "organisation__acronym")
    ]


def initials_of(version: Version) -> Mapping[UUID, list[Initial]]:
    """Return the posts of each body's *parapheur* in order with their visas, by the body's organisation."""
    visas = {one.post_id: one for one in version.visas.all()}
    found: dict[UUID, list[Initial]] = defaultdict(list)
    rows = Circuit.objects.filter(plan=version.plan_id).select_related("post__organisation")
    for one in rows.order_by("organisation", "position"):
        found[one.organisation_id].append(Initial(one.post, visas.get(one.post_id)))
    return found


def articles_of(version: Version) -> list[Article]:
    """Return the commitments of a version with who signed them, in the order of numbers.

    A signature counts for every version whose article is word for word the one it was put under.
    """
    digests = {name: digest for name, digest in version.parts if name}
    numbers = [int(name.removeprefix("E-")) for name in digests]
    rows = version.plan.commitments.filter(number__in=numbers).select_related(
        "plan", "owner__organisation", "counterpart__organisation"
    )
    signed = signatures_over(rows)
    return [
        Article(
            one,
            digests[one.reference],
            signed.get((one.pk, one.owner_id, digests[one.reference])),
            signed.get((one.pk, one.counterpart_id, digests[one.reference])),
        )
        for one in rows.order_by("number")
    ]


def signatures_over(commitments: Iterable[Commitment]) -> Mapping[tuple[UUID | None, UUID, str], Signature]:
    """Return signatures by commitment, post and digest of what was signed; of several over the same words the first."""
    rows = Signature.objects.filter(commitment__in=list(commitments)).select_related("version", "entry", "scan")
    found: dict[tuple[UUID | None, UUID, str], Signature] = {}
    for one in rows.order_by("entry__place"):
        found.setdefault((one.commitment_id, one.post_id, one.signed), one)
    return found


def article_of(version: Version, commitment: Commitment) -> Article | None:
    """Return one commitment of a version with who signed it; nothing where the version does not have it."""
    digest = part_of(version.parts, commitment.reference)
    if not digest:
        return None
    signed = signatures_over([commitment])
    own = (commitment.pk, commitment.owner_id, digest)
    other = (commitment.pk, commitment.counterpart_id, digest)
    return Article(commitment, digest, signed.get(own), signed.get(other))


def is_carried(bodies: Sequence[BodyStanding]) -> bool:
    """Tell whether customs and at least one private-sector body adopted, with or without reservations."""
    sides = {
        one.body.organisation.side for one in bodies if one.signature is not None and one.signature.stance in ADOPTING
    }
    return {Side.CUSTOMS, Side.PRIVATE} <= sides


def all_decided(bodies: Sequence[BodyStanding]) -> bool:
    """Tell whether every body took its stance."""
    return all(one.signature is not None for one in bodies)
