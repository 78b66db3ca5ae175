"""Cards just issued, as sheets to cut or letters to hand over: the only place where codes are put on paper."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time

from danaya.base.cards.issuing import Issued
from danaya.engines.language import day_in_words
from danaya.engines.publishing.cards import CardSheet, PrintedCard, to_cards


def card_sheet(
    cards: Sequence[Issued],
    *,
    title: str,
    lines: Sequence[str],
    address: str,
    language: str,
    on: date,
    groups: Mapping[str, str] | None = None,
    link: Callable[[str], str] | None = None,
    body: str = "",
) -> bytes:
    """Return a tagged PDF: A4, eight cards a sheet with lines to cut along, black on white.

    Parameters
    ----------
    cards
        As ``issue`` returned them; a PIN stands under a fold line.
    title, lines
        What the card is for, in few words; two lines on what it is for and who can read.
    address
        Short address that a person types.
    on
        Day that the file bears; with the same cards and words it gives the same bytes.
    groups
        Words of each group (``Card.group`` where there are none).
    link
        Code → address of its QR code; without it the code is put behind ``address``.

    Raises
    ------
    Problem
        ``page-overflow`` when title and lines don't fit a card.
    """
    printed = tuple(_printed(one, address, language, groups or {}, link) for one in cards)
    sheet = CardSheet(title, tuple(lines), address, language, printed, body)
    return to_cards(sheet, timestamp=_morning(on))


def card_letters(
    cards: Sequence[Issued],
    *,
    title: str,
    lines: Sequence[str],
    address: str,
    language: str,
    on: date,
    body: str,
    groups: Mapping[str, str] | None = None,
    link: Callable[[str], str] | None = None,
) -> bytes:
    """Return a tagged PDF of one letter for each card, to the one its label names; ``lines`` are its paragraphs.

    ``body`` is who sends it. Everything else as in ``card_sheet``.
    """
    printed = tuple(_printed(one, address, language, groups or {}, link, to=one.card.label) for one in cards)
    sheet = CardSheet(title, tuple(lines), address, language, printed, body, layout="letter")
    return to_cards(sheet, timestamp=_morning(on))


def card_poster(
    card: Issued,
    *,
    title: str,
    lines: Sequence[str],
    address: str,
    language: str,
    on: date,
    body: str,
    groups: Mapping[str, str] | None = None,
    link: Callable[[str], str] | None = None,
) -> bytes:
    """Return a tagged PDF of one A4 page to hang up: a code for many, its QR large enough for three metres.

    Everything as in ``card_letters``; nobody is named on it.
    """
    printed = _printed(card, address, language, groups or {}, link)
    sheet = CardSheet(title, tuple(lines), address, language, (printed,), body, layout="poster")
    return to_cards(sheet, timestamp=_morning(on))


def link_of(address: str, code: str) -> str:
    """Return the address that opens a code without typing it."""
    return f"{address.rstrip('/')}/{code}"


def _printed(
    one: Issued,
    address: str,
    language: str,
    groups: Mapping[str, str],
    link: Callable[[str], str] | None,
    *,
    to: str = "",
) -> PrintedCard:
    card = one.card
    return PrintedCard(
        group=groups.get(card.group, card.group),
        code=one.code,
        link=link(one.code) if link else link_of(address, one.code),
        pin=one.pin,
        to=to,
        until=day_in_words(card.expires_on, language) if card.expires_on else "",
    )


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
