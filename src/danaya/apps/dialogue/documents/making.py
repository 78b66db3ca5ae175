"""The files of a consultation: each kind in each language, made from one reading of what they tell."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from danaya.apps.dialogue.documents.proceedings import Proceedings
from danaya.apps.dialogue.documents.report import compose
from danaya.apps.dialogue.documents.workbook import compose_workbook

Make = Callable[[Proceedings, str, datetime], bytes]


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file: its ending, its media type, what makes it."""

    ending: str
    media_type: str
    make: Make


def _pdf(told: Proceedings, language: str, at: datetime) -> bytes:
    from danaya.engines.publishing import to_pdf  # noqa: PLC0415  # slow import

    return to_pdf(compose(told, language), timestamp=at)


def _docx(told: Proceedings, language: str, at: datetime) -> bytes:
    from danaya.engines.publishing import to_docx  # noqa: PLC0415  # slow import

    return to_docx(compose(told, language), timestamp=at)


def _xlsx(told: Proceedings, language: str, at: datetime) -> bytes:
    from danaya.engines.publishing import to_xlsx  # noqa: PLC0415  # slow import

    return to_xlsx(compose_workbook(told, language), timestamp=at)


_OFFICE = "application/vnd.openxmlformats-officedocument"

KINDS: dict[str, FileKind] = {
    "report": FileKind("pdf", "application/pdf", _pdf),
    "document": FileKind("docx", f"{_OFFICE}.wordprocessingml.document", _docx),
    "workbook": FileKind("xlsx", f"{_OFFICE}.spreadsheetml.sheet", _xlsx),
}
"""Name of a kind in addresses → how it is made."""
