"""A plan being signed, for the addresses of signing: the analyst initials and the director signs for customs, for the body its own member.

What the own member signed as counterpart was entered from paper by the coordinator.
"""

from collections.abc import Callable, Mapping
from typing import Any

from danaya.apps.commitments.actions.signing.arrange_signing import add_body, arrange_signing
from danaya.apps.commitments.actions.signing.put_to_signature import put_to_signature
from danaya.apps.commitments.actions.signing.sign_commitment import sign_commitment
from danaya.apps.commitments.actions.signing.sign_on_paper import OnSheet, Sheet, sign_on_paper
from danaya.apps.commitments.models import Body, Commitment, Plan, Signature
from danaya.apps.commitments.signing.text import part_of
from danaya.engines.seals.printed import printed
from tests.apps.commitments.factories import AT, Parties, make_plan
from tests.apps.commitments.signing.desk import scan


class AtSignature:
    """A plan whose text is being signed; the owner of its commitment has signed."""

    def __init__(self, parties: Parties) -> None:
        given = (parties.coordinator, parties.director, parties.customs, parties.private, parties.other)
        self.parties = Parties(make_plan(), *given)
        acting: dict[str, Any] = {"actor": parties.coordinator, "at": AT}
        house, body = parties.customs.post, parties.private.post
        customs = add_body(self.plan, house.organisation, parties.director.post, **acting)
        arrange_signing(customs, parties.director.post, [house], **acting)
        self.body: Body = add_body(self.plan, body.organisation, body, **acting)
        self.commitment: Commitment = self.parties.commitment()
        version = put_to_signature(self.plan, **acting)
        part = part_of(version.parts, self.commitment.reference)
        self.signature: Signature = sign_commitment(
            self.commitment, part, actor=parties.customs, at=AT, chance=lambda length: b"s" * length
        )

        sheet = Sheet(printed(version.digest), AT.date(), scan())
        signed = OnSheet(body, commitment=self.commitment)
        (self.entered,) = sign_on_paper(version, [signed], sheet, chance=lambda length: b"p" * length, **acting)

    @property
    def plan(self) -> Plan:
        return self.parties.plan


PAGES = (
    "signing", "add_body", "arrange_body", "remove_body", "put_to_signature", "take_back_text", "close_signing", "visa",
    "adopt", "sign", "enter_sheet", "answer_sheet", "receipt", "versions", "compare_versions", "version", "record", "offline_copy", "paper",
)  # fmt: skip

Sample = Callable[[AtSignature], object]

ARGUMENTS: Mapping[str, Sample] = {
    "pk": lambda made: made.plan.pk,
    "commitment": lambda made: made.commitment.pk,
    "body": lambda made: made.body.pk,
    "signature": lambda made: made.signature.pk,
    "scan": lambda made: made.entered.scan_id,
    "number": lambda made: 1,
    "language": lambda made: "fr",
}
