"""Tables of Word files as one piece of markup: python-docx builds them cell by cell, a hundred times slower."""

from collections.abc import Sequence
from html import escape
from typing import Any

from danaya.engines.publishing.colours import LINE

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TWENTIETHS_A_MM = 1440 / 25.4
CELL_STYLE = "DanayaCell"
_KEPT_WHOLE = 15
"""Up to so many rows a table is not split over pages."""


def table_element(
    rows: Sequence[Sequence[str]], numeric: frozenset[int], width: float, languages: Sequence[str] = ()
) -> Any:
    """Return a table ``width`` mm wide whose first row is its head, repeated on every page; no row is split.

    Columns of text are twice as wide as columns of figures, which are aligned at their end; the first is widest. With
    ``languages`` (one a column, as Word names them) columns are equal, what stands below the head is marked with them, and the table
    stays with what follows it.
    """
    from docx.oxml import parse_xml  # noqa: PLC0415  # slow import

    count = max(map(len, rows), default=0)
    widths = [int(width * _TWENTIETHS_A_MM / count)] * count if languages else _widths(count, numeric, width)
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    lines = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="{LINE[1:]}"/>' for edge in ("top", "bottom", "insideH")
    )
    together = len(rows) + bool(languages) if len(rows) <= _KEPT_WHOLE else 2
    body = "".join(
        _row(row, widths, numeric, () if place == 0 else languages, head=place == 0, keep=place < together - 1)
        for place, row in enumerate(rows)
    )
    return parse_xml(
        f'<w:tbl xmlns:w="{_W}"><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:firstRow="1" w:firstColumn="1" w:lastRow="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _widths(count: int, numeric: frozenset[int], width: float) -> list[int]:
    parts = [3.0 if place == 0 else 1.2 if place in numeric else 2.4 for place in range(count)]
    return [int(width * _TWENTIETHS_A_MM * part / sum(parts)) for part in parts]


def _row(
    row: Sequence[str],
    widths: Sequence[int],
    numeric: frozenset[int],
    languages: Sequence[str],
    *,
    head: bool,
    keep: bool,
) -> str:
    marks = "<w:cantSplit/><w:tblHeader/>" if head else "<w:cantSplit/>"
    cells = "".join(
        _cell(text, wide, languages[place] if languages else "", end=place in numeric, head=head, keep=keep)
        for place, (text, wide) in enumerate(zip(row, widths, strict=True))
    )
    return f"<w:tr><w:trPr>{marks}</w:trPr>{cells}</w:tr>"


def _cell(text: str, width: int, language: str, *, end: bool, head: bool, keep: bool) -> str:
    look = ("<w:keepNext/>" if keep else "") + ('<w:jc w:val="right"/>' if end else "")
    letters = ("<w:b/>" if head else "") + (f'<w:lang w:val="{escape(language)}"/>' if language else "")
    run = f"<w:rPr>{letters}</w:rPr>" if letters else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{CELL_STYLE}"/>{look}</w:pPr>'
        f'<w:r>{run}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'
    )
