"""Makes the statistical and OpenDocument files of the import tests, with invented answers.

Run it only to change them, in an environment of its own: ``pip install pyreadstat polars odfpy xlwt msoffcrypto-tool``, then
``python make.py``. They are kept because writing them needs packages that the project itself does not use.
"""

import datetime
from pathlib import Path

import polars
import pyreadstat
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

HERE = Path(__file__).parent
SCALE = {0.0: "Aucun", 1.0: "Quelques-uns", 2.0: "La plupart", 3.0: "Tous", 8.0: "Refus", 9.0: "Ne sait pas"}
REGIONS = {501.0: "KAYES", 504.0: "SXgou", 508.0: "KIDAL"}  # X stands for a byte the tests replace

FRAME = polars.DataFrame(
    {
        "RESPNO": ["ML01  ", "ML02  ", "ML03  ", "ML04  ", "ML04  "],
        "REGION": [501.0, 504.0, 508.0, 504.0, 501.0],
        "Q53C": [0.0, 3.0, 9.0, -1.0, 2.0],
        "withinwt": [0.5, 1.5, 1.0, 1.0, 0.75],
        "DATEINTR": [datetime.date(2014, 12, day) for day in (1, 2, 3, 4, 5)],
        "REMARK": ["bon", "trXs lent", "", "", "=1+1"],
    }
)
LABELS = {
    "RESPNO": "Respondent number",
    "REGION": "Province or region",
    "Q53C": "Q53c. Corruption: government officials",
    "withinwt": "Weight",
}
VALUES = {"REGION": REGIONS, "Q53C": {**SCALE, -1.0: "Manquant"}}
MISSING = {"Q53C": [-1.0]}


def write_statistical() -> None:
    """Write the SPSS and Stata files."""
    common = {"column_labels": LABELS, "variable_value_labels": VALUES}
    pyreadstat.write_sav(FRAME, HERE / "answers.sav", missing_ranges=MISSING, **common)
    pyreadstat.write_sav(FRAME, HERE / "answers.zsav", compress=True, missing_ranges=MISSING, **common)
    pyreadstat.write_por(
        FRAME.rename({"withinwt": "WITHINWT"}), HERE / "answers.por", column_labels=[*LABELS.values(), None, None]
    )
    stata = FRAME.with_columns(
        REGION=polars.col("REGION").cast(polars.Int32), Q53C=polars.Series([0, 3, "a", "b", 2], dtype=polars.Object)
    )
    values = {
        "REGION": {int(code): label for code, label in REGIONS.items()},
        "Q53C": {0: "Aucun", 2: "La plupart", 3: "Tous", "a": "Ne sait pas", "b": "Refus"},
    }
    pyreadstat.write_dta(
        stata,
        HERE / "answers.dta",
        version=14,
        column_labels=LABELS,
        variable_value_labels=values,
        missing_user_values={"Q53C": ["a", "b"]},
    )
    pyreadstat.write_dta(FRAME.drop("DATEINTR"), HERE / "answers-old.dta", version=8)


def write_opendocument() -> None:
    """Write the OpenDocument sheet."""
    document = OpenDocumentSpreadsheet()
    sheet = Table(name="Réponses")
    for cells in (("id", "région", "q1"), ("1", "Ségou", "4"), ("2", "Kayes", "5")):
        row = TableRow()
        for text in cells:
            cell = TableCell(valuetype="float", value=text) if text.isdigit() else TableCell(valuetype="string")
            cell.addElement(P(text=text))
            row.addElement(cell)
        sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    document.save(HERE / "answers.ods")


def write_excel() -> None:
    """Write the workbook of the old Excel, and one protected by a password."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Réponses")
    for row, cells in enumerate((("id", "région", "q1"), (1, "Ségou", 4), (2, "Kayes", 5))):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.save(str(HERE / "answers.xls"))


def write_protected() -> None:
    """Write a workbook that needs a password."""
    import io

    import xlsxwriter
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = io.BytesIO()
    with xlsxwriter.Workbook(plain) as book:
        book.add_worksheet().write(0, 0, "secret")
    with (HERE / "protected.xlsx").open("wb") as out:
        OOXMLFile(plain).encrypt("danaya", out)


if __name__ == "__main__":
    write_statistical()
    write_opendocument()
    write_excel()
    write_protected()
