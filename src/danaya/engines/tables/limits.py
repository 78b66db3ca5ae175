"""How much of a file may be read, so that a hostile or mistaken one is refused before it fills the machine."""

from dataclasses import dataclass
from pathlib import Path

from danaya.engines.tables.wording import problem

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may weigh and hold.

    Parameters
    ----------
    bytes
        Size of the file on disk; None = any.
    unpacked_bytes, ratio
        What a zipped workbook may weigh unpacked, in all, and how many times its size, per part.
    rows, columns, cells
        Extent of the table; ``cells`` bounds the rectangle a sheet stretches over, empty cells included.
    memory
        Bytes the process that reads may use, where the system can bound them; None = any.
    seconds
        How long that process may take; None = as long as it wants.
    documents
        Whether the tables of a Word document may be read.
    """

    bytes: int | None = None
    unpacked_bytes: int = 4096 * MEGABYTE
    ratio: int = 1000
    rows: int | None = None
    columns: int = 20_000
    cells: int = 150_000_000
    memory: int | None = 12_288 * MEGABYTE
    seconds: float | None = 1800.0
    documents: bool = False

    def check_size(self, path: Path, size: int) -> None:
        """Raise ``file-too-big`` when ``size`` bytes are more than allowed."""
        if self.bytes is not None and size > self.bytes:
            raise problem("file-too-big", path.name, size=_megabytes(size), limit=_megabytes(self.bytes))

    def check_extent(self, where: str, rows: int, columns: int) -> None:
        """Raise when a table of ``rows`` × ``columns`` is more than allowed."""
        if columns > self.columns:
            raise problem("too-many-columns", where, columns=columns, limit=self.columns)
        if self.rows is not None and rows > self.rows:
            raise problem("too-many-rows", where, limit=self.rows)
        if rows * columns > self.cells:
            raise problem("too-many-cells", where, rows=rows, columns=columns)

    def check_unpacked(self, where: str, size: int) -> None:
        """Raise when a workbook would weigh more than allowed once unpacked."""
        if size > self.unpacked_bytes:
            raise problem("unpacked-too-big", where, size=_megabytes(size), limit=_megabytes(self.unpacked_bytes))

    def check_ratio(self, where: str, packed: int, unpacked: int) -> None:
        """Raise when a part unpacks more times over than any spreadsheet program would pack it."""
        if unpacked > 10 * MEGABYTE and unpacked > self.ratio * max(packed, 1):
            raise problem("suspicious-compression", where, ratio=unpacked // max(packed, 1))


WEB_LIMITS = Limits(
    bytes=200 * MEGABYTE, unpacked_bytes=1024 * MEGABYTE, rows=1_000_000, columns=5_000, cells=80_000_000
)
"""For a file sent through a form."""


def _megabytes(size: int) -> int:
    return max(1, round(size / MEGABYTE))
