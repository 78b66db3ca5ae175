"""QR codes as drawings: one path, black on white with its quiet zone, at any size."""

from html import escape
from io import BytesIO

QUIET = 4
"""Modules of white that readers need around the code (ISO/IEC 18004)."""


def qr_svg(text: str, *, title: str = "", quiet: int = QUIET) -> str:
    """Return the QR code of ``text`` as SVG, level M (15 % may be soiled or torn), one unit a module.

    Parameters
    ----------
    text
        What a telephone reads: an address, ``WIFI:…``.
    quiet
        Modules of white around it; 0 where the page itself leaves as much.
    title
        Name for those who listen to the page; without it the drawing is decoration beside the same address in words.

    Returns
    -------
    str
        One ``<svg>`` without style, script, id or outside reference; give it its size.
    """
    import segno  # noqa: PLC0415  # slow import

    rows = [list(row) for row in segno.make(text, error="m", micro=False, boost_error=False).matrix]
    size = len(rows) + 2 * quiet
    path = "".join(_bars(row, quiet, place + quiet) for place, row in enumerate(rows))
    named = f'role="img"><title>{escape(title)}</title>' if title else 'aria-hidden="true" focusable="false">'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges" {named}'
        f'<path fill="#FFFFFF" d="M0 0h{size}v{size}h-{size}z"/><path fill="#000000" d="{path}"/></svg>'
    )


def qr_png(text: str) -> bytes:
    """Return the QR code of ``text`` as PNG with its quiet zone, level M, ten pixels a module, for Word."""
    import segno  # noqa: PLC0415  # slow import

    out = BytesIO()
    segno.make(text, error="m", micro=False, boost_error=False).save(out, kind="png", scale=10, border=QUIET)
    return out.getvalue()


def _bars(row: list[int], left: int, y: int) -> str:
    """Return the dark runs of one row as closed bars, ``left`` and ``y`` away from the corner."""
    parts, start = [], None
    for x, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            parts.append(f"M{start + left} {y}h{x - start}v1h-{x - start}z")
            start = None
    return "".join(parts)
