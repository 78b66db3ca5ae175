"""The way in: a file becomes a table, or a problem that says what to do."""

from pathlib import Path

from danaya.engines.tables.confined import read_apart, sheets_apart
from danaya.engines.tables.delimited import find_delimiter, find_encoding, read_delimited
from danaya.engines.tables.kinds import Inspection, shielded, sniff
from danaya.engines.tables.limits import Limits
from danaya.engines.tables.table import FileKind, Table


def inspect(path: Path | str, *, limits: Limits | None = None) -> Inspection:
    """Return what a file is, without reading its cells.

    Raises
    ------
    Problem
        The file is missing, empty, too big, cut short, protected, or no table.
    """
    path = Path(path)
    limits = limits or Limits()
    kind, size = sniff(path, limits)
    with shielded(path):
        if kind.is_workbook or kind is FileKind.DOCX:
            return Inspection(kind, size, sheets=sheets_apart(path, kind, limits))
        if kind is FileKind.CSV:
            encoding, _ = find_encoding(path, None)
            return Inspection(kind, size, encoding=encoding, delimiter=find_delimiter(path, encoding))
    return Inspection(kind, size)


def read(
    path: Path | str,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    header_row: int | None = None,
    limits: Limits | None = None,
) -> Table:
    """Read one table of a CSV, Excel, OpenDocument, SPSS, Stata or Parquet file (or of a Word one, where ``limits`` say so).

    Parameters
    ----------
    path
        The file; its name's ending is not believed.
    sheet
        Name of a workbook's sheet, of a document's table; None = the first with rows.
    encoding
        Encoding of a text, SPSS or Stata file; None = found.
    delimiter
        Mark between the cells of a text; None = found.
    header_row
        Row of the file that holds the headings, counted from 1; None = found.
    limits
        How much may be read; None = the limits of a command line.

    Raises
    ------
    Problem
        Whatever is wrong with the file, with what to do. No other exception but PermissionError and KeyboardInterrupt.
    """
    path = Path(path)
    limits = limits or Limits()
    kind, _ = sniff(path, limits)
    with shielded(path):
        if kind is FileKind.CSV:
            return read_delimited(path, encoding=encoding, delimiter=delimiter, header_row=header_row, limits=limits)
    return read_apart(path, kind, limits, sheet=sheet, encoding=encoding, header_row=header_row)
