"""Write one signature: the entry of the register, what it holds closed, the row that pages read."""

from dataclasses import dataclass
from datetime import date

from danaya.apps.commitments.models import Commitment, Signature, Stance, Version, Way
from danaya.apps.commitments.signing.contested import mark_contested
from danaya.apps.commitments.signing.register import PERSON, RESERVATIONS, Chance, add_entry, closed
from danaya.apps.people.models import Post
from danaya.base.files.models import StoredFile
from danaya.engines.language import in_language
from danaya.engines.seals.register import Signature as Signed
from danaya.engines.seals.register import sign


@dataclass(frozen=True, slots=True)
class Act:
    """What is signed by which post and how; ``person`` is who held the pen, and never enters the chain itself."""

    post: Post
    on: date
    stance: Stance = Stance.SIGNED
    commitment: Commitment | None = None
    reservations: str = ""
    person: str = ""
    scan: StoredFile | None = None
    entered_by: Post | None = None
    """Who entered it from paper, where that is not its own body."""


def write_signature(version: Version, act: Act, signed: str, chance: Chance) -> Signature:
    """Append a signature to the register and keep its row; the caller has locked the plan and checked who may sign.

    ``signed``: digest of the text under the signature, the version's or that of the commitment's part.

    Raises
    ------
    Problem
        As :func:`danaya.engines.seals.register.sign`.
    """
    person = closed(PERSON, act.person, chance)
    reservations = closed(RESERVATIONS, act.reservations, chance)
    payload = sign(
        Signed(
            organisation=in_language(act.post.organisation.name, "fr"),
            post=in_language(act.post.title, "fr"),
            day=act.on,
            plan=version.digest,
            signed=signed,
            stance=str(act.stance),
            way=str(Way.PAPER if act.scan else Way.SYSTEM),
            part=act.commitment.reference if act.commitment else "",
            scan=act.scan.sha256 if act.scan else "",
            reservations=reservations.digest if reservations else "",
            person=person.digest if person else "",
            entered=_named(act.entered_by) if act.entered_by else "",
        )
    )
    made: Signature = Signature.objects.create(
        version=version,
        commitment=act.commitment,
        organisation=act.post.organisation,
        post=act.post,
        stance=act.stance,
        way=Way.PAPER if act.scan else Way.SYSTEM,
        signed=signed,
        scan=act.scan,
        reservations=act.reservations,
        on=act.on,
        entered_by=act.entered_by,
        turn=_turn(version, act),
        entry=add_entry(version.plan, payload, [person, reservations]),
    )
    if act.commitment is not None and act.commitment.sheet_contested_on is not None:
        mark_contested(version.plan)
    return made


def _named(post: Post) -> str:
    """Return who entered a sheet as the register names it: an office, never a person."""
    return f"{in_language(post.organisation.name, 'fr')}, {in_language(post.title, 'fr')}"


def _turn(version: Version, act: Act) -> int:
    """Return how many signatures of this hand over this version were contested."""
    hand = {"organisation": act.post.organisation_id} if act.commitment is None else {"post": act.post.pk}
    contested = version.signatures.filter(commitment=act.commitment, answer__ours=False, **hand)
    return int(contested.count())
