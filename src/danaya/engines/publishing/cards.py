"""Cards with a code for each person: eight to a sheet, to be cut, or one letter to a page; posters. Black on white, tagged PDF."""

from dataclasses import dataclass, field
from datetime import datetime

from danaya.engines.language import typeset
from danaya.engines.publishing.lettering import legible
from danaya.engines.publishing.qr import qr_svg
from danaya.engines.publishing.typesetting import Plain, set_pdf
from danaya.engines.publishing.words import CARD_OVERFLOW, say

CARDS_A_SHEET = 8


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """One card: its group in words, its code in groups of four, the address that its QR code opens.

    ``pin`` stands under a fold line; ``to`` is whom a letter is for, in words; ``until`` is a day in words.
    """

    group: str
    code: str = field(repr=False)
    link: str = field(repr=False)
    pin: str = field(default="", repr=False)
    to: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class CardSheet:
    """Cards of one kind in one language.

    Parameters
    ----------
    title
        What the card is for, in few words.
    lines
        Two lines for a card, paragraphs for a letter or poster: what it is for, who can read what is written with it.
    address
        Short address that a person types.
    body
        Who hands the cards out: the administration, as its letters name it.
    layout
        ``sheet``, ``letter`` or ``poster`` (one code for many, to hang up).
    """

    title: str
    lines: tuple[str, ...]
    address: str
    language: str
    cards: tuple[PrintedCard, ...]
    body: str = ""
    layout: str = "sheet"


def to_cards(sheet: CardSheet, *, timestamp: datetime) -> bytes:
    """Return the cards as PDF; ``timestamp`` (aware) dates it, same input gives the same bytes.

    Raises
    ------
    Problem
        ``page-overflow`` when title and lines don't fit a card at 7.5 pt.
    """
    return set_pdf("cards.typ", plain_cards(sheet), timestamp=timestamp, overflow=CARD_OVERFLOW)


def plain_cards(sheet: CardSheet) -> Plain:
    """Return everything the template needs as plain data, texts typeset, QR codes as SVG."""
    own = (
        "card_address",
        "card_code",
        "card_pin",
        "card_fold",
        "card_how",
        "card_scan",
        "card_keep",
        "card_poster_type",
    )
    return {
        "title": _set(sheet.title, sheet),
        "lines": [_set(line, sheet) for line in sheet.lines],
        "address": legible(sheet.address),
        "body": _set(sheet.body, sheet),
        "language": sheet.language,
        "layout": sheet.layout,
        "words": {key.removeprefix("card_"): say(key, sheet.language) for key in own},
        "qr_alt": say("card_qr", sheet.language).format(address=legible(sheet.address)),
        "heads": _heads(sheet),
        "cards": [_card(card, sheet) for card in sheet.cards],
    }


def _set(text: str, sheet: CardSheet) -> str:
    return legible(typeset(text, sheet.language))


def _heads(sheet: CardSheet) -> list[str]:
    """Return what stands over each sheet, for those who cut and hand out."""
    count = len(sheet.cards)
    if count == 1:
        return [say("card_sheet_one", sheet.language)]
    pages = -(-count // CARDS_A_SHEET)
    words = say("card_sheet", sheet.language)
    return [words.format(count=count, page=page, pages=pages) for page in range(1, pages + 1)]


def _card(card: PrintedCard, sheet: CardSheet) -> Plain:
    return {
        "group": _set(card.group, sheet),
        "to": _set(card.to, sheet),
        "code": card.code,
        "pin": card.pin,
        "until": _set(say("card_until", sheet.language).format(date=card.until), sheet) if card.until else "",
        "type": say("card_type_pin" if card.pin else "card_type", sheet.language),
        "qr": qr_svg(card.link, quiet=0),
    }
