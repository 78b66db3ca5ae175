"""What a box to be signed by hand says, the same in page, PDF and Word."""

from dataclasses import dataclass

from danaya.engines.publishing.document import SignatureSheet
from danaya.engines.publishing.words import say

STAMP_WIDTH, STAMP_HEIGHT = 76, 46
"""Millimetres for a signature with a stamp: a round stamp of an administration is some 40 mm wide."""


@dataclass(frozen=True, slots=True)
class SigningWords:
    """The words of a sheet: how to sign, the stances, the names of its lines."""

    how: str
    stances: tuple[str, ...]
    reservations: str
    name: str
    date: str
    stamp: str
    text: str


def signing_words(sheet: SignatureSheet, language: str) -> SigningWords:
    """Return the words of a sheet in a language."""
    own = tuple(say(key, language) for key in ("adopts", "adopts_reserved", "abstains"))
    return SigningWords(
        sheet.how or say("sign_how" if sheet.reservations else "sign_how_plain", language),
        own if sheet.stances is None else sheet.stances,
        say("reservations", language),
        say("signer_name", language),
        say("signed_on", language),
        say("signature_and_stamp", language),
        say("signed_text", language),
    )
