"""A document as an editable Word file: real styles, repeated head rows, pictures with alternative text and their tables."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from danaya.engines.language import typeset
from danaya.engines.publishing.archive import fix_archive
from danaya.engines.publishing.document import (
    Bullets,
    DecisionBlock,
    Document,
    Figure,
    FindingBlock,
    Heading,
    PageBreak,
    Paragraph,
    PrintedDigest,
    SignatureSheet,
    Table,
    TextPair,
)
from danaya.engines.publishing.drawing import chart_png
from danaya.engines.publishing.lettering import printable
from danaya.engines.publishing.outline import decision_letters, figure_notes, level_blocks, text_head
from danaya.engines.publishing.page import stamp_line
from danaya.engines.publishing.parts import chart_parts
from danaya.engines.publishing.qr import qr_png
from danaya.engines.publishing.signing import signing_words
from danaya.engines.publishing.word_signatures import SigningBox, signature_element
from danaya.engines.publishing.word_styles import REGIONS, prepare_styles
from danaya.engines.publishing.word_tables import table_element
from danaya.engines.publishing.words import say

WIDTH = 470
"""166 mm in points: the whole width of the text."""
TALLEST = 600.0
"""Points that a picture may take of a page."""
_STYLE_OF_ROLE = {"body": "Normal", "lead": "Danaya Lead", "note": "Danaya Note", "caution": "Danaya Caution"}
_TEXT_WIDTH_MM = 166


def to_docx(document: Document, *, timestamp: datetime) -> bytes:
    """Return ``document`` as an editable Word file; ``timestamp`` (aware) dates it, same input gives the same bytes."""
    writer = _Writer(document, timestamp)
    writer.write()
    out = BytesIO()
    writer.file.save(out)
    return fix_archive(out.getvalue(), timestamp)


class _Writer:
    """Writes blocks one after the other into a new file."""

    def __init__(self, document: Document, timestamp: datetime) -> None:
        from docx import Document as new_document  # noqa: N813, PLC0415  # slow import

        self.document, self.language = document, document.language
        self.file: Any = new_document()
        prepare_styles(self.file, document.language, tight=document.layout == "one_page")
        self.styles = {style.name: style.style_id for style in self.file.styles}
        self._set_properties(timestamp)
        self._set_page()

    def say(self, text: str) -> str:
        return printable(typeset(text, self.language))

    def paragraph(self, style: str) -> Any:
        """Add an empty paragraph; its style goes in by id, since python-docx searches all styles for each name."""
        added = self.file.add_paragraph()
        added._p.style = self.styles[style]  # noqa: SLF001
        return added

    def add(self, text: str, style: str = "Normal") -> Any:
        added = self.paragraph(style)
        added.add_run(self.say(text))
        return added

    def place(self, element: Any) -> None:
        """Put an element at the end of the text."""
        self.file.element.body.sectPr.addprevious(element)

    def heading(self, text: str, level: int, number: str = "") -> None:
        """Add a heading; level 2 of the document is Word's Heading 1, for the title has a style of its own."""
        shown = f"{number}\u2002{text}" if number else text
        self.add(shown, f"Heading {min(max(level - 1, 1), 5)}")

    def write(self) -> None:
        self._write_opening()
        for leveled in level_blocks(self.document.blocks):
            _WRITE[type(leveled.block)](self, leveled.block, leveled.level)

    def _set_properties(self, timestamp: datetime) -> None:
        properties, stamp = self.file.core_properties, self.document.stamp
        moment = timestamp.astimezone(UTC).replace(tzinfo=None)
        properties.title, properties.subject = self.say(self.document.title), self.say(self.document.subtitle)
        properties.author = properties.last_modified_by = self.say(stamp.body)
        properties.created = properties.modified = moment
        properties.language, properties.version = self.language, printable(stamp.version)
        properties.keywords = self.say(" · ".join(part for part in (stamp_line(self.document), stamp.notice) if part))
        properties.comments, properties.revision = "", 1

    def _set_page(self) -> None:
        from docx.shared import Mm  # noqa: PLC0415  # slow import

        section = self.file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
        section.top_margin = section.bottom_margin = Mm(16 if self.document.layout == "one_page" else 22)
        section.header_distance = section.footer_distance = Mm(8 if self.document.layout == "one_page" else 12)
        if self.document.sealed:
            section.top_margin, section.header_distance = Mm(40), Mm(8)
        stamp = self.document.stamp
        self._tabbed(section.header.paragraphs[0], (self.document.title, stamp.body))
        if self.document.sealed:
            self._write_sealed(section.header.add_paragraph(), self.document.sealed)
        foot = self._tabbed(
            section.footer.paragraphs[0],
            (" · ".join(part for part in (stamp.notice, stamp_line(self.document)) if part), ""),
        )
        foot.add_run(f"{say('page', self.language)}\u00a0")
        _add_field(foot, "PAGE")
        foot.add_run(" / ")
        _add_field(foot, "NUMPAGES")

    def _write_sealed(self, paragraph: Any, sealed: PrintedDigest) -> None:
        """Write the digest at the head of every page, its QR code at the end of the line."""
        from docx.shared import Mm  # noqa: PLC0415  # slow import

        self._tabbed(paragraph, (f"{say('sealed', self.language)}: {sealed.digest}", ""))
        picture = paragraph.add_run().add_picture(BytesIO(qr_png(sealed.qr)), width=Mm(20))
        _describe(picture, say("sealed_qr", self.language).format(digest=sealed.digest), say("sealed", self.language))

    def _tabbed(self, paragraph: Any, texts: Sequence[str]) -> Any:
        from docx.enum.text import WD_TAB_ALIGNMENT  # noqa: PLC0415  # slow import
        from docx.shared import Mm  # noqa: PLC0415  # slow import

        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(_TEXT_WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT)
        for stop in paragraph.style.paragraph_format.tab_stops:
            stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
        paragraph.add_run(self.say("\t".join(texts)))
        return paragraph

    def _write_opening(self) -> None:
        document = self.document
        for place in range(max(len(document.timbre), len(document.republic))):
            line = [lines[place] if place < len(lines) else "" for lines in (document.timbre, document.republic)]
            self._tabbed(self.paragraph("Danaya Side"), line)
        self.add(document.title, "Title")
        if document.subtitle:
            self.add(document.subtitle, "Subtitle")
        date = document.place or document.stamp.date
        self.add(" · ".join(part for part in (document.stamp.body, date) if part), "Danaya Note")


def _add_field(paragraph: Any, code: str) -> None:
    """Add a field that Word computes (page, pages)."""
    from docx.oxml import OxmlElement  # noqa: PLC0415  # slow import
    from docx.oxml.ns import qn  # noqa: PLC0415  # slow import

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")._r  # noqa: SLF001
    run.getparent().remove(run)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001


def _write_heading(writer: _Writer, block: Heading, level: int) -> None:
    writer.heading(block.text, level)


def _write_paragraph(writer: _Writer, block: Paragraph, _level: int) -> None:
    writer.add(block.text, _STYLE_OF_ROLE.get(block.role, "Normal"))


def _write_bullets(writer: _Writer, block: Bullets, _level: int) -> None:
    if not block.ordered:
        for item in block.items:
            writer.add(item, "List Bullet")
        return
    for place, item in enumerate(block.items, start=1):  # numbers as text: Word's own would run on from list to list
        writer.add(f"{place}.\u00a0{item}")


def _write_table(writer: _Writer, block: Table, _level: int) -> None:
    caption = writer.add(block.caption, "Caption")
    caption.paragraph_format.keep_with_next = True
    _grid(writer, block.heads, block.rows, block.numeric)
    note = writer.add(block.note, "Danaya Note")
    note.paragraph_format.space_after = None if block.note else 0


def _grid(writer: _Writer, heads: Sequence[str], rows: Sequence[Sequence[str]], numeric: frozenset[int]) -> None:
    writer.place(table_element([[writer.say(cell) for cell in row] for row in (heads, *rows)], numeric, _TEXT_WIDTH_MM))


def _write_figure(writer: _Writer, block: Figure, level: int, *, titled: bool = True) -> None:
    if titled and block.sentence:
        writer.heading(block.sentence, level)
    if block.subtitle:
        writer.add(block.subtitle, "Danaya Measure")
    for part in chart_parts(block.chart, width=WIDTH, limit=TALLEST):
        _picture(writer, chart_png(part, width=WIDTH), block.alt or block.sentence, block.sentence)
    notes = list(figure_notes(block, writer.language))
    if block.source:
        notes.append(f"{say('source', writer.language)}: {block.source}")
    number = f"{say('figure', writer.language)} {block.number}. " if block.number else ""
    if number or notes:
        writer.add(number + " ".join(notes), "Danaya Note")
    _write_table(writer, block.table, level)


def _picture(writer: _Writer, png: bytes, alt: str, title: str) -> None:
    from docx.shared import Pt  # noqa: PLC0415  # slow import

    paragraph = writer.paragraph("Danaya Picture")
    picture = paragraph.add_run().add_picture(BytesIO(png), width=Pt(WIDTH))
    _describe(picture, writer.say(alt), writer.say(title))


def _describe(picture: Any, alt: str, title: str) -> None:
    for side in (
        "distT",
        "distB",
        "distL",
        "distR",
    ):  # LibreOffice takes a missing distance for 3 mm and cuts the picture
        picture._inline.set(side, "0")  # noqa: SLF001
    about = picture._inline.docPr  # noqa: SLF001
    about.set("descr", alt)
    about.set("title", title)


def _write_finding(writer: _Writer, block: FindingBlock, level: int) -> None:
    writer.heading(block.sentence, level, block.number)
    written = [writer.add(line) for line in block.lines]
    for aside in block.asides:
        paragraph = writer.paragraph("Danaya Side")
        paragraph.add_run(writer.say(aside.title)).bold = True
        for line in aside.lines:
            paragraph.add_run().add_break()
            paragraph.add_run(writer.say(line))
        written.append(paragraph)
    # A finding is never split over pages: all of it stays with its drawing.
    for paragraph in written if block.figure else written[:-1]:
        paragraph.paragraph_format.keep_with_next = paragraph.paragraph_format.keep_together = True
    if block.figure:
        _write_figure(writer, block.figure, level + 1, titled=block.figure.sentence != block.sentence)


def _write_decision(writer: _Writer, block: DecisionBlock, level: int) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER  # noqa: PLC0415  # slow import
    from docx.shared import Mm  # noqa: PLC0415  # slow import

    writer.heading(block.question, level, block.number)
    rows = [(f"{letter}. {option}", consequence) for letter, option, consequence in decision_letters(block)]
    _grid(writer, (say("option", writer.language), say("consequence", writer.language)), rows, frozenset())
    if block.answers:
        writer.add("", "Danaya Note").paragraph_format.space_after = 0
        _grid(writer, *_answers(block), frozenset())
        return
    line = writer.paragraph("Danaya Side")
    line.paragraph_format.space_before = Mm(3)
    for key, stop in (("chosen", 60), ("signed_on", 110), ("visa", _TEXT_WIDTH_MM)):
        line.paragraph_format.tab_stops.add_tab_stop(Mm(stop), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
        line.add_run(writer.say(f"{say(key, writer.language)}:") + "\u00a0\t ")


def _answers(block: DecisionBlock) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return what was decided as heads and one row."""
    return tuple(name for name, _ in block.answers), (tuple(words for _, words in block.answers),)


def _write_signatures(writer: _Writer, block: SignatureSheet, _level: int) -> None:
    words = signing_words(block, writer.language)
    how = writer.add(words.how, "Danaya Note")
    how.paragraph_format.keep_with_next = True
    colon = writer.say("x:").removeprefix("x")
    for one in block.signatories:
        box = SigningBox(
            organisation=writer.say(one.organisation),
            post=writer.say(one.post),
            name=writer.say(one.name),
            stances=tuple(writer.say(stance) for stance in words.stances),
            reservations=f"{words.reservations}{colon}" if block.reservations else "",
            lines=block.reservations,
            named=f"{words.name}{colon}",
            dated=f"{words.date}{colon}",
            stamp=words.stamp,
            text=f"{words.text}{colon} {writer.say(block.digest)}" if block.digest else "",
        )
        writer.place(signature_element(box, _TEXT_WIDTH_MM))
        writer.add("", "Danaya Note").paragraph_format.space_after = 0


def _write_pair(writer: _Writer, block: TextPair, _level: int) -> None:
    """Write both texts as a table of two columns, whose heads name the languages; each cell is marked with its own."""
    if block.number or block.note:
        line = writer.paragraph("Danaya Measure")
        line.paragraph_format.keep_with_next = True
        line.add_run(writer.say(block.number)).bold = True
        line.add_run(writer.say(f"  {block.note}" if block.number and block.note else block.note))
    heads = [" · ".join(part for part in text_head(text, writer.language) if part) for text in block.texts]
    words = [printable(typeset(text.text, text.language)) for text in block.texts]
    languages = [REGIONS.get(text.language, text.language) for text in block.texts]
    writer.place(table_element([heads, words], frozenset(), _TEXT_WIDTH_MM, languages))
    below = writer.add("", "Danaya Note").paragraph_format
    below.space_after, below.keep_with_next = 0, True


def _write_break(writer: _Writer, _block: PageBreak, _level: int) -> None:
    writer.file.add_page_break()


_WRITE: dict[type, Callable[[_Writer, Any, int], None]] = {
    Heading: _write_heading,
    Paragraph: _write_paragraph,
    Bullets: _write_bullets,
    Table: _write_table,
    Figure: _write_figure,
    FindingBlock: _write_finding,
    DecisionBlock: _write_decision,
    TextPair: _write_pair,
    SignatureSheet: _write_signatures,
    PageBreak: _write_break,
}
