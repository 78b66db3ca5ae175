"""A workbook on its way through Excel: written, changed cell by cell as a person would, read again, compared."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import python_calamine
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from danaya.apps.commitments.actions.take_workbook import keep_returned, read_returned, take_in
from danaya.apps.commitments.models import Commitment, Plan, Returned
from danaya.apps.commitments.overviews.workbook.choices import lists_in
from danaya.apps.commitments.overviews.workbook.comparing import Comparison, compare
from danaya.apps.commitments.overviews.workbook.keeping import pack, unpack
from danaya.apps.commitments.overviews.workbook.reading import KINDS, read_workbook
from danaya.apps.commitments.overviews.workbook.writing import detailed, write_workbook
from danaya.apps.people.models import Tenure
from danaya.base.files.storing import store
from tests.apps.commitments.factories import AT


def rows_of(plan: Plan) -> list[Commitment]:
    return list(
        detailed(plan.commitments.select_related("owner__organisation", "counterpart__organisation", "followed"))
    )


def written(plan: Plan, language: str = "fr") -> bytes:
    return write_workbook(plan, rows_of(plan), language=language, at=AT)


@dataclass(frozen=True)
class Formula:
    """A formula that a person wrote, and the value that was saved of it."""

    text: str
    saved: object = ""


class Book:
    """An exported workbook taken apart and put together again, as a sheet program does: cells by the name of their hidden key."""

    def __init__(self, content: bytes) -> None:
        book = python_calamine.load_workbook(BytesIO(content))
        self.names = book.sheet_names
        self.sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in self.names]
        self.merged: list[tuple[int, int, int, int]] = []

    @property
    def commitments(self) -> list[list[Any]]:
        return self.sheets[0]

    def put(self, key: str, value: object, row: int = 1, *, milestones: bool = False) -> "Book":
        """Write into a row, counted from 1 under the headings."""
        sheet = self.sheets[int(milestones)]
        while len(sheet) <= row + 1:
            sheet.append([""] * len(sheet[0]))
        sheet[row + 1][sheet[0].index(key)] = "" if value is None else value
        return self

    def without(self, sheet: str) -> "Book":
        """Take a sheet away."""
        place = self.names.index(sheet)
        del self.names[place], self.sheets[place]
        return self

    def without_row(self, row: int) -> "Book":
        """Take a row of the sheet of commitments away, counted from 1 under the headings."""
        del self.commitments[row + 1]
        return self

    def merge(self, key: str, first: int, last: int) -> "Book":
        """Merge the cells of a column over rows, as a person does: the first one's value stays."""
        column = self.commitments[0].index(key)
        for row in range(first + 1, last + 1):
            self.commitments[row + 1][column] = ""
        self.merged.append((first + 1, column, last + 1, column))
        return self

    def content(self) -> bytes:
        out = BytesIO()
        file = xlsxwriter.Workbook(out, {"strings_to_numbers": False, "strings_to_urls": False})
        day = file.add_format({"num_format": "dd/mm/yyyy"})
        for place, (name, rows) in enumerate(zip(self.names, self.sheets, strict=True)):
            page = file.add_worksheet(name)
            for area in self.merged if place == 0 else ():
                page.merge_range(*area, "")
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    self._write(page, (row, column), value, day)
        file.close()
        return out.getvalue()

    @staticmethod
    def _write(page: Any, place: tuple[int, int], value: Any, day: Any) -> None:
        if isinstance(value, Formula):
            page.write_formula(*place, value.text, None, value.saved)
        elif isinstance(value, date):
            page.write_datetime(*place, value, day)
        elif isinstance(value, str):
            page.write_string(*place, value) if value else None
        else:
            page.write_number(*place, value)


def came_back(plan: Plan, content: bytes, language: str = "fr", editable: bool = True) -> Comparison:
    lists = lists_in(language)
    stored = store(SimpleUploadedFile("plan.xlsx", content), at=AT, allowed=KINDS)
    rows = rows_of(plan)
    came = unpack(json.loads(json.dumps(pack(read_workbook(stored, lists)))))  # as it is kept until it is taken over
    return compare(came, rows, lists, [row.pk for row in rows] if editable else [])


def sent_back(plan: Plan, tenure: Tenure) -> Returned:
    """An exported workbook as a post sent it back, unchanged."""
    stored = take_in(SimpleUploadedFile("plan.xlsx", written(plan)), at=AT)
    return keep_returned(read_returned(plan, stored, lists_in("fr"), actor=tenure, at=AT), actor=tenure, at=AT)


def changed(plan: Plan, change: Callable[[Book], Any], language: str = "fr") -> Comparison:
    book = Book(written(plan, language))
    change(book)
    return came_back(plan, book.content(), language)
