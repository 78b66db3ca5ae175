"""A workbook to be changed by hand and sent back: keys in a hidden row above the headings, dates as dates, text never a formula."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from io import BytesIO
from math import ceil
from typing import Any

from danaya.engines.language import typeset
from danaya.engines.publishing.archive import fix_archive
from danaya.engines.publishing.lettering import printable

Value = None | str | float | date
"""What a cell holds: nothing, text, a number, a day."""

LONGEST = 32_767
"""Signs that a cell of Excel can hold."""
DIGITS = 15
"""Digits of a number that Excel keeps."""
_LINE = 15.0
_DAY = "dd/mm/yyyy"


@dataclass(frozen=True, slots=True)
class FillableColumn:
    """One column. ``key`` names it for the machine in the hidden first row, ``head`` for people in the second.

    Parameters
    ----------
    changeable
        Whether what is written here is taken back; other columns are grey.
    hidden
        Whether the column is out of sight.
    choices
        What may be chosen, offered as a list; other words can still be typed.
    note
        Shown when the heading is pointed at.
    """

    key: str
    head: str
    width: float = 12.0
    changeable: bool = True
    hidden: bool = False
    choices: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class FillableSheet:
    """One table: the columns and a row of values for each record; ``spare`` empty rows below may be filled."""

    name: str
    columns: tuple[FillableColumn, ...]
    rows: tuple[Mapping[str, Value], ...]
    spare: int = 0


@dataclass(frozen=True, slots=True)
class FillableWorkbook:
    """Sheets to change, after a first one that says how; ``notes`` are its lines, an empty one sets apart."""

    title: str
    language: str
    notes_name: str
    notes: tuple[str, ...]
    sheets: tuple[FillableSheet, ...]
    lists_name: str = "_"
    properties: Mapping[str, str] = field(default_factory=dict)


def to_fillable(workbook: FillableWorkbook, *, timestamp: datetime) -> bytes:
    """Return the workbook as XLSX; ``timestamp`` (aware) dates it, same input gives the same bytes.

    A number that Excel would round is written as text. Names of sheets have at most 31 characters, none of
    brackets, colons, stars, question marks or slashes.
    """
    import xlsxwriter  # noqa: PLC0415  # slow import

    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    file = xlsxwriter.Workbook(out, options)
    file.set_properties(
        {
            "title": printable(typeset(workbook.title, workbook.language)),
            "created": timestamp.astimezone(UTC).replace(tzinfo=None),
        }
    )
    for key, value in workbook.properties.items():
        file.set_custom_property(f"danaya.{key}", printable(value) or "-")
    looks = _Looks(file)
    pages = [file.add_worksheet(sheet.name) for sheet in workbook.sheets]
    _write_notes(file.add_worksheet(workbook.notes_name), workbook, looks)
    lists = _Lists(workbook.lists_name)
    for page, sheet in zip(pages, workbook.sheets, strict=True):
        _write_sheet(page, sheet, workbook, looks, lists)
    lists.write(file)
    file.close()
    return fix_archive(out.getvalue(), timestamp)


class _Looks:
    """Cell formats, one object for each kind."""

    def __init__(self, file: Any) -> None:
        plain = {"text_wrap": True, "valign": "top"}
        grey = {"font_color": "#4A5563", "bg_color": "#F5F6F8"}
        self.title = file.add_format({"bold": True, "font_size": 14})
        self.note = file.add_format(plain)
        self.key = file.add_format({"font_color": "#8A94A3"})
        self._made = {
            changeable: {
                "head": file.add_format({"bold": True, "bottom": 1, **plain, "valign": "bottom", **extra}),
                "text": file.add_format({**plain, **extra}),
                "number": file.add_format({"num_format": "General", "valign": "top", **extra}),
                "day": file.add_format({"num_format": _DAY, "valign": "top", "align": "left", **extra}),
            }
            for changeable, extra in ((True, {}), (False, grey))
        }

    def of(self, column: FillableColumn, kind: str) -> Any:
        return self._made[column.changeable][kind]


class _Lists:
    """The choices that cells offer, each list once, on a sheet out of sight."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._places: dict[tuple[str, ...], int] = {}

    def source(self, choices: tuple[str, ...]) -> str:
        place = self._places.setdefault(choices, len(self._places))
        letter = _letters(place)
        return f"='{self._name}'!${letter}$1:${letter}${len(choices)}"

    def write(self, file: Any) -> None:
        if not self._places:
            return
        page = file.add_worksheet(self._name)
        for choices, place in self._places.items():
            for row, words in enumerate(choices):
                page.write_string(row, place, printable(words)[:LONGEST])
        page.hide()


def _letters(place: int) -> str:
    letters, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _write_notes(page: Any, workbook: FillableWorkbook, looks: _Looks) -> None:
    page.set_column(0, 0, 100)
    page.write_string(0, 0, printable(typeset(workbook.title, workbook.language)), looks.title)
    for row, line in enumerate(workbook.notes, start=2):
        text = printable(typeset(line, workbook.language))
        page.write_string(row, 0, text, looks.note)
        page.set_row(row, _LINE * max(1, ceil(len(text) / 95)))
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _write_sheet(page: Any, sheet: FillableSheet, workbook: FillableWorkbook, looks: _Looks, lists: _Lists) -> None:
    last = len(sheet.rows) + sheet.spare + 1
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, column.key, looks.key)
        page.write_string(1, place, printable(typeset(column.head, workbook.language)), looks.of(column, "head"))
        page.set_column(place, place, column.width, None, {"hidden": column.hidden})
        if column.note:
            page.write_comment(1, place, printable(typeset(column.note, workbook.language)), {"x_scale": 2})
        if column.choices and last > 1:
            offered = {"validate": "list", "source": lists.source(column.choices), "error_type": "information"}
            page.data_validation(2, place, last, place, offered)
    page.set_row(0, None, None, {"hidden": True})
    for row, values in enumerate(sheet.rows, start=2):
        for place, column in enumerate(sheet.columns):
            _write_cell(page, (row, place), values.get(column.key), column, looks)
        if (lines := _lines(sheet.columns, values)) > 1:
            page.set_row(row, _LINE * min(lines, 26))
    if sheet.rows:
        page.autofilter(1, 0, len(sheet.rows) + 1, len(sheet.columns) - 1)
    shown = next((place for place, column in enumerate(sheet.columns) if not column.hidden), 0)
    page.freeze_panes(2, shown + 1)
    page.set_landscape()
    page.set_paper(8)
    page.fit_to_pages(1, 0)
    page.repeat_rows(1)
    page.set_footer(f"&L{printable(workbook.title).replace('&', '&&')[:150]}&R&A, &P / &N")


def _lines(columns: Sequence[FillableColumn], values: Mapping[str, Value]) -> int:
    """Return how many lines the longest text of a row in sight needs in its column."""
    texts = [(values.get(column.key), column.width) for column in columns if not column.hidden]
    return max(
        (
            sum(max(1, ceil(len(line) * 1.1 / width)) for line in text.split("\n"))
            for text, width in texts
            if isinstance(text, str)
        ),
        default=1,
    )


def _write_cell(page: Any, place: tuple[int, int], value: Value, column: FillableColumn, looks: _Looks) -> None:
    if value is None or value == "":
        page.write_blank(*place, None, looks.of(column, "text"))
    elif isinstance(value, str):
        page.write_string(*place, printable(value)[:LONGEST], looks.of(column, "text"))
    elif isinstance(value, date):
        page.write_datetime(*place, value, looks.of(column, "day"))
    elif is_exact(value):
        page.write_number(*place, value, looks.of(column, "number"))
    else:
        page.write_string(*place, repr(value), looks.of(column, "text"))


def is_exact(value: float) -> bool:
    """Tell whether Excel keeps a number as it is."""
    return float(f"{value:.{DIGITS}g}") == value
