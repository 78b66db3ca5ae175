"""A plan to be signed by hand: its text over a page, four signatories, one whose names are long, digest and QR code."""

from danaya.engines.publishing.document import (
    Bullets,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    PrintedDigest,
    Signatory,
    SignatureSheet,
)
from tests.engines.publishing.samples import stamp

DIGEST = "K7QAX-2B9DM-VW4TR-HJ6ZC-5NPYE-83GKF"
QR = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
SIGNATORIES = (
    Signatory("Direction générale des douanes de Tamarie", "Le directeur général"),
    Signatory("Fédération des commissionnaires agréés en douane de Tamarie", "La présidente", "Mme Awa Diarra"),
    Signatory(
        "Conseil national du patronat, section des importateurs et exportateurs de Balanko, Gorobi et Lamba",
        "Le secrétaire permanent chargé des relations avec les administrations fiscales et douanières",
    ),
    Signatory("Union des transporteurs routiers", "Le secrétaire général"),
)


def plan(language: str = "fr", sheet: SignatureSheet | None = None) -> Document:
    """Return a plan of two pages and its signatures."""
    french = language == "fr"
    title = "Plan d'action commun" if french else "Common action plan"
    text = (
        "La douane affiche les tarifs et les délais de chaque procédure dans ses douze bureaux avant le 31 mars 2027. "
    )
    blocks = (
        Heading(1, "Engagements" if french else "Commitments"),
        Bullets(tuple(f"C-{place:02} : {text}" for place in range(1, 15))),
        Paragraph(
            "Chaque porteur déclare, sa contrepartie confirme." if french else "Owners claim, counterparts confirm."
        ),
        PageBreak(),
        Heading(1, "Signatures"),
        sheet or SignatureSheet(SIGNATORIES, DIGEST),
    )
    subtitle = "2026–2028, version 2.1"
    return Document(title, subtitle, language, blocks, stamp(language), sealed=PrintedDigest(DIGEST, QR))
