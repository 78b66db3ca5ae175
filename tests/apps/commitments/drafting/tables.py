"""Follow-up tables as offices keep them, made for tests: merged cells in Excel and in Word."""

from datetime import date
from io import BytesIO

import docx
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

HEADS = [
    "N°",
    "Activités",
    "Étapes",
    "Structure responsable",
    "Partenaire",
    "Échéance",
    "Taux de réalisation",
    "Observations",
]
ROWS = [
    [1, "Afficher les frais dans 12 postes", "La liste est signée", "DGD", "FEDCOM", date(2026, 3, 2), "100 %", "Fait"],
    [None, None, "L'affiche est posée", None, None, "fin juin 2026", "40 %", "Retard à Kayes"],
    [2, "Ouvrir un guichet unique", "", "Chambre de commerce", "DGD", "en continu", "", ""],
]
MERGED = (0, 1, 3, 4)
"""Columns whose cell is merged over the two rows of the first action."""


def workbook() -> SimpleUploadedFile:
    """A workbook with a sheet of explanations first, a section title over the table's rows, and a total below."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.add_worksheet("Lisez-moi").write(0, 0, "Tableau de suivi du plan")
    sheet, day = book.add_worksheet("Suivi"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, HEADS)
    sheet.merge_range(1, 0, 1, len(HEADS) - 1, "AXE 1 : TRANSPARENCE")
    for line, row in enumerate(ROWS, 2):
        for place, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(line, place, value, day)
            elif value not in {None, ""}:
                sheet.write(line, place, value)
    for place in MERGED:
        sheet.merge_range(2, place, 3, place, ROWS[0][place])
    sheet.write_row(5, 0, ["Total", None, None, None, None, None, "47 %"])
    book.close()
    return SimpleUploadedFile("suivi.xlsx", content.getvalue())


def document() -> SimpleUploadedFile:
    """The same table in a Word document, its cells merged down."""
    made = docx.Document()
    made.add_paragraph("Tableau de suivi")
    table = made.add_table(rows=1 + len(ROWS), cols=len(HEADS))
    for place, words in enumerate(HEADS):
        table.cell(0, place).text = words
    for line, row in enumerate(ROWS, 1):
        for place, value in enumerate(row):
            table.cell(line, place).text = value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value or "")
    for place in MERGED:
        table.cell(1, place).merge(table.cell(2, place))
    content = BytesIO()
    made.save(content)
    return SimpleUploadedFile("suivi.docx", content.getvalue())
