"""A document as plain data, before it becomes HTML, PDF or Word: blocks of text, figures, tables, findings."""

from dataclasses import dataclass, field

from danaya.engines.publishing.charts import Chart


@dataclass(frozen=True, slots=True)
class Table:
    """A table: caption, column heads, rows of cells already worded in the document's language.

    ``numeric`` are the places of right-aligned columns; the first column is the row header.
    A protected cell holds the text ``c``, one that was not asked ``non posé`` / ``not asked``; never blank.
    ``prose``: its second column holds sentences, which take the whole width of a page and begin on one line with what they say it of.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    note: str = ""
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1–4; ``anchor`` is its stable address in the page."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``role`` is ``body``, ``lead``, ``note`` or ``caution``."""

    text: str
    role: str = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with the words around it: sentence, subtitle (measure, who, when, n), note, source, alt text, table."""

    chart: Chart
    sentence: str
    subtitle: str
    alt: str
    table: Table
    number: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """A titled list of facts beside a finding: *Chiffres*, *Base*, *Peut-on s'y fier ?*."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingBlock:
    """A finding, never split over pages: number, sentence, two or three lines, figure, side column."""

    number: str
    sentence: str
    lines: tuple[str, ...]
    asides: tuple[Aside, ...]
    figure: Figure | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class DecisionBlock:
    """A decision asked of the director: the question, its options each with its consequence, a line for date and visa.

    ``answers`` are ``(name, words)`` of what was decided (option chosen, date, *note de service*, follow-up); they stand where the
    lines to fill in would be.
    """

    number: str
    question: str
    options: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TextIn:
    """Words in one language, as they were written; empty words are not there yet.

    ``status`` is what a reader must know of them, in the document's language: original, translation to review.
    """

    language: str
    text: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class TextPair:
    """One statement in two languages side by side, each marked with its own.

    ``number`` names it (E-12); ``note`` is a line on the whole, in the document's language.
    """

    number: str
    texts: tuple[TextIn, ...]
    note: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs for a body: the organisation, the post; the name where it is known, else a line to fill in."""

    organisation: str
    post: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class SignatureSheet:
    """Boxes to be signed by hand, one a signatory, none split over pages.

    Each has its stances to tick (``None``: adopts, adopts with reservations, abstains), lines for written reservations, name, date, and
    room for a signature with a stamp. ``digest`` is what is signed, in its printed form, repeated in each box.
    """

    signatories: tuple[Signatory, ...]
    digest: str = ""
    stances: tuple[str, ...] | None = None
    reservations: int = 4
    """Lines for written reservations; 0: none are asked for."""
    how: str = ""
    """How to fill it in, where that is not said by the usual words."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a page in print."""


Block = (
    Heading
    | Paragraph
    | Bullets
    | Figure
    | Table
    | FindingBlock
    | DecisionBlock
    | TextPair
    | SignatureSheet
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every page says of the document: header, version, digest, visibility, date, notice."""

    body: str
    """The administration, as the header shows it."""
    version: str
    digest: str
    visibility: str
    date: str
    notice: str = ""


@dataclass(frozen=True, slots=True)
class PrintedDigest:
    """What the head of every page says of a text that is signed on paper: its digest as it is typed, and what the QR code holds."""

    digest: str
    qr: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report in one language."""

    title: str
    subtitle: str
    language: str
    blocks: tuple[Block, ...]
    stamp: Stamp
    layout: str = "report"
    """``report``, or ``one_page``: the director's page, which fits one A4 sheet or is refused."""
    timbre: tuple[str, ...] = ()
    """Lines at the head of the first page: ministry, directorate, service."""
    republic: tuple[str, ...] = ()
    """Republic and motto, opposite the timbre."""
    place: str = ""
    """Place and date as one line, for the one-page layout."""
    sealed: PrintedDigest | None = None
    """Digest and QR code at the head of every page, for what is signed by hand."""


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: the title is the sentence, one native chart or a few lines, one line of source, the rest in notes."""

    title: str
    chart: Chart | None = None
    lines: tuple[str, ...] = ()
    source: str = ""
    notes: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """Slides in one language."""

    title: str
    subtitle: str
    language: str
    slides: tuple[Slide, ...]
    stamp: Stamp


Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a workbook, from A1, no merged cells; ``formats`` maps a column's place to ``0.0``, ``0 %`` and the like."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    formats: dict[int, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook: the sheet *À lire* first, then one sheet a table."""

    title: str
    language: str
    sheets: tuple[Sheet, ...]
    stamp: Stamp
