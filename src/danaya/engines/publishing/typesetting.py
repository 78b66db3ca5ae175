"""Our Typst templates set with plain data: tagged PDF, our own font, the same bytes each time."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from danaya.engines.language import Problem, Text
from danaya.engines.publishing.lettering import FONTS

STANDARDS = ["ua-1", "a-3a"]
OVERFLOW_MARK = "danaya-page-overflow"
"""What a template panics with when its content does not fit at its smallest size."""
_OVERFLOW = re.compile(rf"{OVERFLOW_MARK}(?: (\d+))?")
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")

Plain = dict[str, Any]


def set_pdf(template: str, data: Plain, *, timestamp: datetime, overflow: Text) -> bytes:
    """Return the PDF of a template beside this file.

    Parameters
    ----------
    template
        Name of the template; it reads ``data`` as JSON, with ``overflow`` among it.
    timestamp
        Aware date and time of the file's metadata.
    overflow
        What to say when the content does not fit; ``{detail}`` is the number that the template panicked with.

    Raises
    ------
    Problem
        ``page-overflow``.
    """
    # Typst takes moments of a fixed offset only.
    options = {"pdf_standards": STANDARDS, "timestamp": timestamp.astimezone(UTC)}
    pdf: bytes = _set(template, data, overflow, options)
    return pdf


def set_pictures(template: str, data: Plain, *, resolution: float, overflow: Text) -> tuple[bytes, ...]:
    """Return the pages of a template as PNG of ``resolution`` pixels an inch; refuses as ``set_pdf``."""
    found = _set(template, data, overflow, {"format": "png", "ppi": resolution})
    return (found,) if isinstance(found, bytes) else tuple(found)


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF of ours has."""
    return len(_PAGE.findall(pdf))


def _set(template: str, data: Plain, overflow: Text, options: Plain) -> Any:
    import typst  # noqa: PLC0415  # slow import

    compile_it: Any = typst.compile  # its stub ties the type of the source to that of the font folders
    try:
        return compile_it(
            (Path(__file__).parent / template).read_bytes(),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps({**data, "overflow": OVERFLOW_MARK}, ensure_ascii=False)},
            **options,
        )
    except typst.TypstError as error:
        if found := _OVERFLOW.search(str(error)):
            raise Problem("page-overflow", overflow, detail=found.group(1) or "") from error
        raise
