"""Who has signed what of a version, who has still to: visas first, signatures of owners and counterparts, stances of bodies."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from danaya.apps.commitments.models import Body, Circuit, Commitment, CommitmentState, Signature, Stance, Version, Visa
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
    def is_unconfirmed(self) -> bool:
        """Whether its stance stands on a sheet that another entered and that it has not confirmed."""
        return self.signature is not None and self.signature.is_unconfirmed

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


@dataclass(frozen=True, slots=True)
class Entry:
    """A commitment of a version by its keys alone: what counting and looking for one's own needs.

    ``posts``: of owner and counterpart; ``by``: whether each has signed exactly this text; ``unconfirmed``: whether one of them did on
    a sheet that another body entered and its own has not confirmed.
    """

    key: UUID
    reference: str
    state: str
    digest: str
    posts: tuple[UUID, UUID]
    by: tuple[bool, bool]
    unconfirmed: bool = False

    @property
    def is_signed(self) -> bool:
        """Whether both have signed."""
        return all(self.by)

    def waits_for(self, post: Post) -> bool:
        """Whether ``post`` has still to sign it."""
        return any(key == post.pk and not signed for key, signed in zip(self.posts, self.by, strict=True))


def bodies_of(version: Version) -> list[BodyStanding]:
    """Return where each body stands with a version, customs first; four queries."""
    signatures = {
        one.organisation_id: one
        for one in version.signatures.counting()
        .filter(commitment__isnull=True)
        .select_related("post__organisation", "scan", "entry", "answer", "entered_by__organisation")
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


def entries_of(version: Version) -> list[Entry]:
    """Return every commitment of a version with whose signature it bears, in the order of numbers; three light queries.

    A signature counts for every version whose article is word for word the one it was put under, unless its body contested it.
    """
    wanted = _by_number(version)
    rows = version.plan.commitments.filter(number__isnull=False).order_by("number")
    given = Signature.objects.counting().filter(version__plan=version.plan_id, commitment__isnull=False)
    # The digest of an article is that of its commitment alone: its number is in it.
    signed = set(given.values_list("post", "signed"))
    unsure = set(given.unconfirmed().values_list("post", "signed"))
    found = []
    for key, number, state, owner, counterpart in rows.values_list("pk", "number", "state", "owner", "counterpart"):
        if number is not None and number in wanted:
            name, digest = wanted[number]
            own, other = (owner, digest), (counterpart, digest)
            by = (own in signed, other in signed)
            unconfirmed = own in unsure or other in unsure
            found.append(Entry(key, name, state, digest, (owner, counterpart), by, unconfirmed))
    return found


def articles_of(version: Version, only: Collection[UUID] | None = None) -> list[Article]:
    """Return the commitments of a version with their signatures, in the order of numbers; ``only`` keys of some of them."""
    wanted = _by_number(version)
    rows = version.plan.commitments.filter(number__isnull=False)
    rows = rows if only is None else rows.filter(pk__in=only)
    rows = rows.select_related("plan", "owner__organisation", "counterpart__organisation").order_by("number")
    held = [(one, wanted[one.number][1]) for one in rows if one.number is not None and one.number in wanted]
    signed = signatures_over([one.pk for one, _digest in held])
    return [
        Article(
            one,
            digest,
            signed.get((one.pk, one.owner_id, digest)),
            signed.get((one.pk, one.counterpart_id, digest)),
        )
        for one, digest in held
    ]


def _by_number(version: Version) -> Mapping[int | None, tuple[str, str]]:
    """Return name and digest of each article by its number: a plan may hold commitments that no text has."""
    return {
        int(figures): (name, digest)
        for name, digest in version.parts
        if (figures := name.removeprefix("E-")).isdecimal()
    }


def signatures_over(commitments: Iterable[UUID]) -> Mapping[tuple[UUID | None, UUID, str], Signature]:
    """Return signatures by commitment, post and digest of what was signed; of several over the same words the first."""
    rows = Signature.objects.counting().filter(commitment__in=list(commitments))
    rows = rows.select_related("entry", "scan", "version", "answer", "entered_by__organisation")
    found: dict[tuple[UUID | None, UUID, str], Signature] = {}
    for one in rows.defer("version__content", "version__parts").order_by("entry__place"):
        found.setdefault((one.commitment_id, one.post_id, one.signed), one)
    return found


def article_of(version: Version, commitment: Commitment) -> Article | None:
    """Return one commitment of a version with who signed it; nothing where the version does not have it."""
    digest = part_of(version.parts, commitment.reference)
    if not digest:
        return None
    signed = signatures_over([commitment.pk])
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


def has_decided(version: Version, organisation: UUID) -> bool:
    """Tell whether a body took its stance on a version."""
    return bool(version.signatures.counting().filter(commitment__isnull=True, organisation=organisation).exists())


def proposed_in(version: Version) -> set[UUID]:
    """Return the keys of the commitments of a version that are not in force yet."""
    return {one.key for one in entries_of(version) if one.state == CommitmentState.PROPOSED}


def unconfirmed_in(version: Version) -> list[Signature]:
    """Return the signatures of a version that stand on sheets entered by another body and not confirmed, in the register's order.

    Those over commitments that were put under an earlier version, word for word the same, are among them.
    """
    digests = dict(version.parts)
    rows = Signature.objects.unconfirmed().filter(version__plan=version.plan_id)
    found = rows.select_related(
        "commitment", "organisation", "post__organisation", "entry", "scan", "entered_by__organisation", "version"
    )
    return [
        one
        for one in found.defer("version__content", "version__parts").order_by("entry__place")
        if (one.version_id == version.pk if one.commitment is None else _stands(one, one.commitment, digests))
    ]


def _stands(one: Signature, commitment: Commitment, digests: Mapping[str, str]) -> bool:
    """Tell whether a signature over a commitment is over the words of a version, by whoever owns or confirms it today."""
    parties = {commitment.owner_id, commitment.counterpart_id}
    return digests.get(commitment.reference) == one.signed and one.post_id in parties
