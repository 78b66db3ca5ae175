"""Our Typst templates set with plain data: tagged PDF, our own font, the same bytes each time."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from danaya.engines.language import Problem, Text
from danaya.engines.publishing.lettering import FONTS

STANDARDS = ["ua-1", "a-3a"]
OVERFLOW_MARK = "danaya-page-overflow"
"""What a template panics with when its content does not fit at its smallest size."""

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
        What to say when the content does not fit.

    Raises
    ------
    Problem
        ``page-overflow``.
    """
    import typst  # noqa: PLC0415  # slow import

    compile_pdf: Any = typst.compile  # its stub ties the type of the source to that of the font folders
    try:
        pdf: bytes = compile_pdf(
            (Path(__file__).parent / template).read_bytes(),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps({**data, "overflow": OVERFLOW_MARK}, ensure_ascii=False)},
            pdf_standards=STANDARDS,
            # Typst takes moments of a fixed offset only.
            timestamp=timestamp.astimezone(UTC),
        )
    except typst.TypstError as error:
        if OVERFLOW_MARK in str(error):
            raise Problem("page-overflow", overflow) from error
        raise
    return pdf
