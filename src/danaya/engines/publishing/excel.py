"""A workbook of published figures: one table a sheet from A1, no merged cells, text never taken for a formula."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from math import ceil
from typing import Any

from danaya.engines.language import typeset
from danaya.engines.publishing.archive import fix_archive
from danaya.engines.publishing.document import Cell, Sheet, Workbook
from danaya.engines.publishing.lettering import printable
from danaya.engines.publishing.words import say

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_LONGEST_TEXT = 32767
_WIDEST = 60.0
_LINE = 15.0
"""Height of a line, in points."""


def to_xlsx(workbook: Workbook, *, timestamp: datetime) -> bytes:
    """Return ``workbook`` as XLSX; ``timestamp`` (aware) dates it, same input gives the same bytes.

    Cells of text stay text whatever they begin with; ``None`` is an empty cell.
    """
    import xlsxwriter  # noqa: PLC0415  # slow import

    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    file = xlsxwriter.Workbook(out, options)
    _set_properties(file, workbook, timestamp)
    looks = _Looks(file)
    for name, sheet in zip(sheet_names(workbook), workbook.sheets, strict=True):
        _write_sheet(file.add_worksheet(name), sheet, workbook, looks)
    file.close()
    return fix_archive(out.getvalue(), timestamp)


def sheet_names(workbook: Workbook) -> tuple[str, ...]:
    """Return names that Excel takes: at most 31 characters, no brackets, colons, stars, question marks or slashes, no two alike."""
    names: list[str] = []
    for place, sheet in enumerate(workbook.sheets, start=1):
        name = _FORBIDDEN.sub(" ", printable(sheet.name)).strip("' ")[:_LONGEST_NAME].strip("' ") or str(place)
        if name.casefold() in {other.casefold() for other in names}:
            name = f"{name[: _LONGEST_NAME - len(str(place)) - 1]} {place}"
        names.append(name)
    return tuple(names)


class _Looks:
    """Cell formats, one object for each kind."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._made: dict[str, Any] = {}
        self.head = file.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1})
        self.text = file.add_format({"text_wrap": True, "valign": "top"})
        self.mark = file.add_format({"align": "right", "valign": "top", "font_color": "#4A5563"})

    def number(self, form: str) -> Any:
        if form not in self._made:
            self._made[form] = self._file.add_format({"num_format": form or "General", "valign": "top"})
        return self._made[form]


def _set_properties(file: Any, workbook: Workbook, timestamp: datetime) -> None:
    stamp, language = workbook.stamp, workbook.language
    file.set_properties(
        {
            "title": printable(typeset(workbook.title, language)),
            "author": printable(typeset(stamp.body, language)),
            "comments": printable(_stamp(workbook)),
            "created": timestamp.astimezone(UTC).replace(tzinfo=None),
        }
    )
    for key, value in (
        ("version", stamp.version),
        ("digest", stamp.digest),
        ("visibility", stamp.visibility),
        ("language", language),
    ):
        file.set_custom_property(f"danaya.{key}", printable(value) or "-")


def _stamp(workbook: Workbook) -> str:
    language, stamp = workbook.language, workbook.stamp
    parts = [
        stamp.notice,
        f"{say('version', language)} {stamp.version}",
        f"{say('digest', language)} {stamp.digest[:8]}",
        stamp.visibility,
    ]
    return typeset(" · ".join(part for part in parts if part), language)


def _write_sheet(page: Any, sheet: Sheet, workbook: Workbook, looks: _Looks) -> None:
    widths = [sheet.widths.get(column, _width(sheet, column)) for column in range(len(sheet.heads))]
    for column, head in enumerate(sheet.heads):
        page.write_string(0, column, printable(typeset(head, workbook.language)), looks.head)
        page.set_column(column, column, widths[column])
    for row, cells in enumerate(sheet.rows, start=1):
        # Excel heightens rows by itself; LibreOffice, and whoever only prints, leaves them cut.
        if (lines := _lines(cells, widths)) > 1:
            page.set_row(row, _LINE * lines)
        for column, cell in enumerate(cells):
            _write_cell(page, (row, column), cell, sheet, looks)
    page.freeze_panes(1, 1 if len(sheet.heads) > 2 else 0)
    if sheet.rows and sheet.formats:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.heads) - 1)
    _prepare_print(page, sheet, workbook)


def _lines(cells: Sequence[Cell], widths: Sequence[float]) -> int:
    """Return how many lines the longest text of a row needs in its column, a little too many rather than too few."""
    texts = [(cell, width) for cell, width in zip(cells, widths, strict=False) if isinstance(cell, str)]
    return max((ceil(len(text) * 1.1 / max(width, 1)) for text, width in texts), default=1)


def _write_cell(page: Any, place: tuple[int, int], cell: Cell, sheet: Sheet, looks: _Looks) -> None:
    form = sheet.formats.get(place[1], "")
    if cell is None:
        page.write_blank(*place, None, looks.text)
    elif isinstance(cell, str):
        page.write_string(*place, printable(cell)[:_LONGEST_TEXT], looks.mark if form else looks.text)
    else:
        page.write_number(*place, float(cell), looks.number(form))


def _width(sheet: Sheet, column: int) -> float:
    cells: Sequence[Cell] = [row[column] for row in sheet.rows if column < len(row)]
    longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
    return min(max(len(sheet.heads[column]) + 2, longest + 1, 8), _WIDEST)


def _prepare_print(page: Any, sheet: Sheet, workbook: Workbook) -> None:
    plain = _stamp(workbook).replace("&", "&&")
    page.set_paper(9)
    if len(sheet.heads) > 5:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_header("&L" + typeset(workbook.title, workbook.language).replace("&", "&&")[:100] + "&R&A")
    page.set_footer(f"&L{plain[:180]}&R&P / &N")
