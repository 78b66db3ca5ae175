"""« Vous avez dit → nous avons fait »: one object becomes an A3 poster, pictures for a telephone, and a text to read aloud."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from danaya.engines.language import Problem, typeset
from danaya.engines.publishing.aloud import spoken
from danaya.engines.publishing.colours import LINE, MUTED, STATE
from danaya.engines.publishing.lettering import legible
from danaya.engines.publishing.poster_words import (
    POSTER_LOGO,
    POSTER_OVERFLOW,
    POSTER_PAIR,
    POSTER_WITHOUT_PAIRS,
    POSTER_WITHOUT_PROOF,
    POSTER_WITHOUT_REASON,
    POSTER_WORDS,
)
from danaya.engines.publishing.qr import qr_svg
from danaya.engines.publishing.spelling import spell
from danaya.engines.publishing.typesetting import Plain, set_pdf, set_pictures
from danaya.engines.publishing.words import say

STATUSES = ("confirmed", "in_progress", "not_now")
RESOLUTION = 144
"""Pixels an inch of a picture: 540 × 675 points become 1,080 × 1,350 pixels."""
COLOURS = 64
_LOGO_WIDTH, _LOGO_PIXELS = 900, 40_000_000


@dataclass(frozen=True, slots=True)
class PosterPair:
    """What people said and what became of it.

    Parameters
    ----------
    said
        In their words, without quotation marks.
    done
        What was done or is under way, as one sentence; may be empty where nothing is done for now.
    proof
        How anybody can see it, in words; needed where it is ``confirmed``.
    status
        ``confirmed`` (the other side says so too), ``in_progress`` (all that is only claimed), ``not_now``.
    reason
        Why not now, in words; needed there.
    """

    said: str
    done: str = ""
    proof: str = ""
    status: str = "in_progress"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Poster:
    """A poster for those who answered, of one region or association, in one language.

    What is confirmed is told first, then what is in progress, then what is not done now; each group has a head that is true of it.
    ``place`` and ``date`` are words; ``body`` is who answers for it; ``address`` is where more can be read (a QR code, and in words);
    ``logo`` a PNG or JPEG.
    """

    title: str
    subtitle: str
    language: str
    pairs: tuple[PosterPair, ...]
    place: str
    date: str
    source: str
    body: str = ""
    address: str = ""
    logo: bytes = b""


def to_poster(poster: Poster, *, timestamp: datetime) -> bytes:
    """Return the poster as PDF, A3 portrait: seven pairs a sheet at most.

    What was said and done is set in 21 to 40 points, the largest at which the sheets are fewest: capitals of 5.4 to 10 mm.

    ``timestamp`` (aware) dates it; same input gives the same bytes.

    Raises
    ------
    Problem
        ``poster-empty``, ``poster-unproved`` (confirmed without proof), ``poster-unreasoned`` (not now without reason, or nothing at
        all said of a pair), ``poster-logo``, ``page-overflow`` (a pair too long for a sheet of its own).
    """
    check(poster)
    return set_pdf("poster.typ", _plain(poster, "sheet"), timestamp=timestamp, overflow=POSTER_OVERFLOW)


def to_poster_pictures(poster: Poster) -> tuple[bytes, ...]:
    """Return the poster as PNG pictures of 1,080 × 1,350 pixels for messages: type of 36 pixels and more, each far below 500 KB.

    Three pairs a picture at most; each bears the title and its number. Refuses as ``to_poster``.
    """
    check(poster)
    pages = set_pictures("poster.typ", _plain(poster, "phone"), resolution=RESOLUTION, overflow=POSTER_OVERFLOW)
    return tuple(_few_colours(page) for page in pages)


def to_poster_speech(poster: Poster) -> str:
    """Return the poster as a text to read aloud: short sentences, one a line, numbers in words. Refuses as ``to_poster``."""
    check(poster)
    language, pairs = poster.language, _grouped(poster)
    lines = [_sentence(text, language) for text in (poster.title, poster.subtitle) if text]
    lines += [_sentence(_joined((poster.body, poster.place, poster.date)), language), ""]
    for number, pair in enumerate(pairs, start=1):
        lines += [*_spoken_pair(pair, number, len(pairs), language), ""]
    lines += [_named(say("source", language), _sentence(poster.source, language))] if poster.source else []
    lines += [_own("address_aloud", language)] if poster.address else []
    return "\n".join(typeset(line, language) for line in lines).strip() + "\n"


def check(poster: Poster) -> None:
    """Refuse a poster that says nothing, claims without proof or puts off without a reason."""
    if not poster.pairs:
        raise Problem("poster-empty", POSTER_WITHOUT_PAIRS)
    for number, pair in enumerate(poster.pairs, start=1):
        if not pair.said.strip() or pair.status not in STATUSES or not (pair.done.strip() or pair.status == "not_now"):
            raise Problem("poster-unreasoned", POSTER_PAIR, number=number)
        if pair.status == "confirmed" and not pair.proof.strip():
            raise Problem("poster-unproved", POSTER_WITHOUT_PROOF, number=number)
        if pair.status == "not_now" and not pair.reason.strip():
            raise Problem("poster-unreasoned", POSTER_WITHOUT_REASON, number=number)


def _own(key: str, language: str) -> str:
    return typeset(POSTER_WORDS[key][language if language in POSTER_WORDS[key] else "en"], language)


def _named(name: str, text: str) -> str:
    """Return a name and what it names; French puts its space before the colon when the whole is typeset."""
    return f"{name}: {text}"


def _joined(parts: tuple[str, ...]) -> str:
    return ", ".join(part for part in parts if part)


def _plain(poster: Poster, layout: str) -> Plain:
    keys = ("said", "proof", "reason", "sheet", *STATUSES, *(f"head_{status}" for status in STATUSES))
    return {
        "layout": layout,
        "language": poster.language,
        "title": _set(poster.title, poster),
        "subtitle": _set(poster.subtitle, poster),
        "body": _set(poster.body, poster),
        "when": _set(_joined((poster.place, poster.date)), poster),
        "source": _set(_named(say("source", poster.language), poster.source), poster) if poster.source else "",
        "address": legible(poster.address),
        "qr": qr_svg(poster.address, quiet=0) if poster.address else "",
        "qr_alt": say("card_qr", poster.language).format(address=legible(poster.address)),
        "logo": _logo(poster.logo) if poster.logo else "",
        "words": {key: _own(key, poster.language) for key in keys},
        "signs": _signs(),
        "pairs": [_pair(pair, poster) for pair in _grouped(poster)],
    }


def _grouped(poster: Poster) -> list[PosterPair]:
    return sorted(poster.pairs, key=lambda pair: STATUSES.index(pair.status))


def _set(text: str, poster: Poster) -> str:
    return legible(typeset(text.strip(), poster.language))


def _pair(pair: PosterPair, poster: Poster) -> Plain:
    quoted = f"« {pair.said.strip()} »" if poster.language == "fr" else f"“{pair.said.strip()}”"
    return {
        "said": _set(quoted, poster),
        "done": _set(pair.done, poster),
        "proof": _set(pair.proof, poster),
        "reason": _set(pair.reason, poster),
        "status": pair.status,
    }


def _signs() -> dict[str, str]:
    """Return the shape of each status: a disc with a tick, a half disc, a ring; colour says no more than they do."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16">'
    ring = f'<circle cx="8" cy="8" r="6.9" fill="#FFFFFF" stroke="{MUTED}" stroke-width="2"/>'
    shapes = {
        "confirmed": (
            f'<circle cx="8" cy="8" r="8" fill="{STATE["confirmed"]}"/>'
            '<path d="M4 8.4l2.6 2.6L12 5.6" fill="none" stroke="#FFFFFF" stroke-width="1.9"/>'
        ),
        "in_progress": f'{ring}<path d="M8 1a7 7 0 0 0 0 14Z" fill="{MUTED}"/>',
        "not_now": f'{ring}<path d="M4.5 8h7" stroke="{MUTED}" stroke-width="2"/>',
        "arrow": f'<path d="M1 8h11M8 3.6 12.6 8 8 12.4" fill="none" stroke="{LINE}" stroke-width="2"/>',
    }
    return {name: f"{head}{shape}</svg>" for name, shape in shapes.items()}


def _logo(content: bytes) -> str:
    """Return a logo as a small picture within SVG, whatever was in its file beside the picture left behind."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  # slow import

    try:
        picture = Image.open(BytesIO(content), formats=("PNG", "JPEG"))
        if picture.width * picture.height > _LOGO_PIXELS:
            raise Problem("poster-logo", POSTER_LOGO)
        small = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Problem("poster-logo", POSTER_LOGO) from error
    small.thumbnail((_LOGO_WIDTH, _LOGO_WIDTH))
    on_white = Image.new("RGB", small.size, "#FFFFFF")
    on_white.paste(small, mask=small.getchannel("A"))
    out = BytesIO()
    on_white.save(out, "PNG")
    wide, high = small.size
    data = base64.b64encode(out.getvalue()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}">'
        f'<image width="{wide}" height="{high}" href="data:image/png;base64,{data}"/></svg>'
    )


def _few_colours(page: bytes) -> bytes:
    from PIL import Image  # noqa: PLC0415  # slow import

    few = Image.open(BytesIO(page)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def _sentence(text: str, language: str) -> str:
    """Return a text for the ear that ends as a sentence."""
    words = spoken(text.strip(), language)
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _spoken_pair(pair: PosterPair, number: int, count: int, language: str) -> Iterator[str]:
    """Yield the lines of one pair: what was said, what was done, how it stands, the proof or the reason."""
    if count > 1:
        yield _own("number_aloud", language).format(number=spell(number, language), count=spell(count, language))
    yield _named(_own("said", language), _sentence(pair.said, language))
    if pair.done.strip():
        head = _own("doing_aloud" if pair.status == "in_progress" else "done", language)
        yield _named(head, _sentence(pair.done, language))
    yield _own(f"{pair.status}_aloud", language)
    for key, text in (("proof", pair.proof), ("reason", pair.reason)):
        if text.strip():
            yield _named(_own(key, language), _sentence(text, language))
