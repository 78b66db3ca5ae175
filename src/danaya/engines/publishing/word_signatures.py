"""Boxes to be signed by hand, for Word: one table a signatory, kept whole, with real lines and room for a stamp."""

from dataclasses import dataclass
from html import escape
from typing import Any

from danaya.engines.publishing.colours import INK, LINE
from danaya.engines.publishing.signing import STAMP_HEIGHT, STAMP_WIDTH
from danaya.engines.publishing.word_tables import CELL_STYLE

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TWENTIETHS_A_MM = 1440 / 25.4
_LINE_MM = 7.5
_TICK = '<w:r><w:rPr><w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol"/><w:sz w:val="28"/></w:rPr><w:t>☐</w:t></w:r>'


@dataclass(frozen=True, slots=True)
class SigningBox:
    """One box, all in words: who, the stances to tick, how many lines for reservations, the names of the other lines."""

    organisation: str
    post: str
    name: str
    stances: tuple[str, ...]
    reservations: str
    lines: int
    named: str
    dated: str
    stamp: str
    text: str


def signature_element(box: SigningBox, width: float) -> Any:
    """Return the table of one box, ``width`` mm wide: who and the stances over lines at the left and the stamp's frame at the right."""
    from docx.oxml import parse_xml  # noqa: PLC0415  # slow import

    left, right = _twentieths(width - STAMP_WIDTH), _twentieths(STAMP_WIDTH)
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="6" w:space="0" w:color="{INK[1:]}"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    head = (
        _paragraph(_run(box.organisation, bold=True))
        + _paragraph(_run(box.post))
        + _paragraph(_stances(box), above=120)
    )
    rows = _row(_cell(head, left + right, span=2)) + _row(
        _cell(_lines(box), left), _cell(_paragraph(_run(box.stamp)), right, framed=True), high=_twentieths(STAMP_HEIGHT)
    )
    rows += _row(_cell(_paragraph(_run(box.text), keep=False), left + right, span=2)) if box.text else ""
    return parse_xml(
        f'<w:tbl xmlns:w="{_W}"><w:tblPr><w:tblW w:w="{left + right}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="90" w:type="dxa"/><w:left w:w="150" w:type="dxa"/>'
        '<w:bottom w:w="90" w:type="dxa"/><w:right w:w="150" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{left}"/><w:gridCol w:w="{right}"/></w:tblGrid>{rows}</w:tbl>'
    )


def _twentieths(millimetres: float) -> int:
    return int(millimetres * _TWENTIETHS_A_MM)


def _stances(box: SigningBox) -> str:
    space = '<w:r><w:t xml:space="preserve">  </w:t></w:r>'
    return space.join(f"{_TICK}{_run(chr(0x2002) + stance)}" for stance in box.stances)


def _lines(box: SigningBox) -> str:
    """Return the lines to write on: reservations, then name and date."""
    empty = "".join(_paragraph("", ruled=True) for _ in range(box.lines))
    reserved = _paragraph(_run(box.reservations)) + empty if box.lines else ""
    name = _paragraph(_run(f"{box.named} {box.name}"), above=160, ruled=not box.name)
    return reserved + name + _paragraph(_run(box.dated), above=160, ruled=True, keep=bool(box.text))


def _paragraph(runs: str, *, above: int = 0, ruled: bool = False, keep: bool = True) -> str:
    # Word draws the edges of neighbours that look alike only once, around all of them, and else ``between``.
    look = f'w:val="single" w:sz="4" w:space="1" w:color="{LINE[1:]}"'
    edge = f"<w:pBdr><w:bottom {look}/><w:between {look}/></w:pBdr>" if ruled else ""
    high = f' w:line="{_twentieths(_LINE_MM)}" w:lineRule="exact"' if ruled and not runs else ""
    kept = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{CELL_STYLE}"/>{kept}{edge}<w:spacing w:before="{above}" w:after="0"{high}/></w:pPr>{runs}</w:p>'


def _run(text: str, *, bold: bool = False) -> str:
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _row(*cells: str, high: int = 0) -> str:
    height = f'<w:trHeight w:val="{high}" w:hRule="atLeast"/>' if high else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(content: str, width: int, *, span: int = 1, framed: bool = False) -> str:
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    frame = "".join(
        f'<w:{edge} w:val="dashed" w:sz="4" w:space="0" w:color="{LINE[1:]}"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    edges = f"<w:tcBorders>{frame}</w:tcBorders>" if framed else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{edges}</w:tcPr>{content}</w:tc>'
