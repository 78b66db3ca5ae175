"""A document as tagged PDF (PDF/UA-1 and PDF/A-3a), set by Typst with our own template and font."""

from collections.abc import Callable, Sequence
from datetime import datetime

from danaya.engines.language import Problem, typeset
from danaya.engines.publishing.document import (
    Aside,
    Bullets,
    DecisionBlock,
    Document,
    Figure,
    FindingBlock,
    Heading,
    PageBreak,
    Paragraph,
    SignatureSheet,
    Table,
    TextPair,
)
from danaya.engines.publishing.drawing import FULL_WIDTH, TEXT_COLUMN, chart_svg
from danaya.engines.publishing.lettering import legible
from danaya.engines.publishing.outline import (
    Leveled,
    decision_letters,
    figure_notes,
    figures_of,
    level_blocks,
    own_tables,
    text_head,
)
from danaya.engines.publishing.page import stamp_line
from danaya.engines.publishing.parts import chart_parts
from danaya.engines.publishing.qr import qr_svg
from danaya.engines.publishing.signing import signing_words
from danaya.engines.publishing.typesetting import Plain, set_pdf
from danaya.engines.publishing.words import OVERFLOW, say

TALLEST = 560.0
"""Points that a drawing may take of a page, its heading and caption beside it."""
_OWN_WORDS = ("contents", "page", "option", "consequence", "chosen", "signed_on", "visa", "annex", "table")


def to_pdf(document: Document, *, timestamp: datetime) -> bytes:
    """Return ``document`` as PDF.

    Parameters
    ----------
    document
        With ``layout`` ``report`` (A4, text column and side column) or ``one_page`` (the director's page).
    timestamp
        Aware date and time of the file's metadata; the same document and timestamp give the same bytes.

    Raises
    ------
    Problem
        ``page-overflow`` when a document of one page does not fit at 9 pt, narrow margins and little air included; it says how many
        lines are too many.
    """
    data = plain_document(document)
    if document.layout != "one_page":
        return set_pdf("report.typ", data, timestamp=timestamp, overflow=OVERFLOW)
    try:
        return set_pdf("report.typ", data, timestamp=timestamp, overflow=OVERFLOW)
    except Problem as problem:
        if problem.code != "page-overflow":
            raise
    return set_pdf("report.typ", {**data, "tight": True}, timestamp=timestamp, overflow=OVERFLOW)


def plain_document(document: Document) -> Plain:
    """Return everything the template needs as plain data, texts typeset, drawings as SVG."""
    writer = _Writer(document)
    stamp = document.stamp
    return {
        "title": writer.say(document.title),
        "subtitle": writer.say(document.subtitle),
        "language": document.language,
        "layout": document.layout,
        "tight": False,
        "sealed": _sealed(document),
        "timbre": [writer.say(line) for line in document.timbre],
        "republic": [writer.say(line) for line in document.republic],
        "place": writer.say(document.place),
        "stamp": {
            "body": writer.say(stamp.body),
            "date": writer.say(stamp.date),
            "notice": writer.say(stamp.notice),
            "line": writer.say(stamp_line(document)),
        },
        "words": {key: say(key, document.language) for key in _OWN_WORDS},
        "blocks": [writer.block(leveled) for leveled in level_blocks(document.blocks)],
        "annex": writer.annex(),
    }


def _sealed(document: Document) -> Plain | None:
    if document.sealed is None:
        return None
    digest = legible(document.sealed.digest)
    return {
        "name": say("sealed", document.language),
        "digest": digest,
        "qr": qr_svg(document.sealed.qr, quiet=2),
        "alt": say("sealed_qr", document.language).format(digest=digest),
    }


class _Writer:
    """Turns blocks into plain data; knows which figure tables go to the annex."""

    def __init__(self, document: Document) -> None:
        self.language = document.language
        own = own_tables(document.blocks)
        figures = [figure for figure in figures_of(document.blocks) if figure.table not in own]
        self.tables = list(dict.fromkeys(figure.table for figure in figures)) if document.layout == "report" else []

    def say(self, text: str) -> str:
        return legible(typeset(text, self.language))

    def every(self, texts: Sequence[str]) -> list[str]:
        return [self.say(text) for text in texts]

    def block(self, leveled: Leveled) -> Plain:
        return _PLAIN[type(leveled.block)](self, leveled.block, leveled.level)

    def annex(self) -> list[Plain]:
        return [{**_table(self, table, 2), "number": str(place)} for place, table in enumerate(self.tables, start=1)]

    def reference(self, figure: Figure) -> str:
        """Return where the figures of a drawing stand, for the line under it; the template adds the page."""
        if figure.table not in self.tables:
            return ""
        return say("see_annex", self.language).format(number=self.tables.index(figure.table) + 1)


def _heading(writer: _Writer, block: Heading, level: int) -> Plain:
    return {"kind": "heading", "level": level, "text": writer.say(block.text)}


def _paragraph(writer: _Writer, block: Paragraph, _level: int) -> Plain:
    return {"kind": "paragraph", "role": block.role, "text": writer.say(block.text)}


def _bullets(writer: _Writer, block: Bullets, _level: int) -> Plain:
    return {"kind": "bullets", "ordered": block.ordered, "items": writer.every(block.items)}


def _table(writer: _Writer, block: Table, _level: int) -> Plain:
    return {
        "kind": "table",
        "caption": writer.say(block.caption),
        "heads": writer.every(block.heads),
        "rows": [writer.every(row) for row in block.rows],
        "numeric": sorted(block.numeric),
        "prose": block.prose,
        "note": writer.say(block.note),
    }


def _figure(writer: _Writer, block: Figure, level: int, width: int = FULL_WIDTH) -> Plain:
    parts = chart_parts(block.chart, width=width, limit=TALLEST)
    notes = list(figure_notes(block, writer.language))
    if block.source:
        notes.append(f"{say('source', writer.language)}: {block.source}")
    return {
        "kind": "figure",
        "level": level,
        "sentence": writer.say(block.sentence),
        "subtitle": writer.say(block.subtitle),
        "number": f"{say('figure', writer.language)} {writer.say(block.number)}." if block.number else "",
        "notes": writer.every(notes),
        "alt": writer.say(block.alt or block.sentence),
        "width": width,
        "drawings": [chart_svg(part, width=width, theme="print") for part in parts],
        "reference": writer.reference(block),
        "table": writer.tables.index(block.table) + 1 if block.table in writer.tables else 0,
    }


def _finding(writer: _Writer, block: FindingBlock, level: int) -> Plain:
    figure = None
    if block.figure:
        figure = _figure(writer, block.figure, level + 1, TEXT_COLUMN)
        if block.figure.sentence == block.sentence:
            figure["sentence"] = ""
    return {
        "kind": "finding",
        "level": level,
        "number": writer.say(block.number),
        "sentence": writer.say(block.sentence),
        "lines": writer.every(block.lines),
        "asides": [_aside(writer, aside) for aside in block.asides],
        "figure": figure,
    }


def _aside(writer: _Writer, aside: Aside) -> Plain:
    return {"title": writer.say(aside.title), "lines": writer.every(aside.lines)}


def _decision(writer: _Writer, block: DecisionBlock, level: int) -> Plain:
    return {
        "kind": "decision",
        "level": level,
        "number": writer.say(block.number),
        "question": writer.say(block.question),
        "options": [writer.every(option) for option in decision_letters(block)],
        "answers": [writer.every(answer) for answer in block.answers],
    }


def _pair(writer: _Writer, block: TextPair, _level: int) -> Plain:
    texts = []
    for part in block.texts:
        name, status = text_head(part, writer.language)
        words = legible(typeset(part.text, part.language))
        texts.append({"language": part.language, "name": legible(name), "status": legible(status), "text": words})
    return {"kind": "pair", "number": writer.say(block.number), "note": writer.say(block.note), "texts": texts}


def _signatures(writer: _Writer, block: SignatureSheet, level: int) -> Plain:
    words = signing_words(block, writer.language)
    return {
        "kind": "signatures",
        "level": level,
        "how": writer.say(words.how),
        "stances": writer.every(words.stances),
        "lines": block.reservations,
        "reservations": words.reservations,
        "name": words.name,
        "date": words.date,
        "stamp": words.stamp,
        "text": words.text if block.digest else "",
        "digest": writer.say(block.digest),
        "signatories": [writer.every((one.organisation, one.post, one.name)) for one in block.signatories],
    }


def _page_break(_writer: _Writer, _block: PageBreak, _level: int) -> Plain:
    return {"kind": "break"}


_PLAIN: dict[type, Callable[..., Plain]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Table: _table,
    Figure: _figure,
    FindingBlock: _finding,
    DecisionBlock: _decision,
    TextPair: _pair,
    SignatureSheet: _signatures,
    PageBreak: _page_break,
}
