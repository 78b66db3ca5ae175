"""The styles of our Word files: real ones, so that a ministry can restyle the whole report at once."""

from typing import Any

from danaya.engines.publishing.colours import INK, MUTED

FACE = "Calibri"
"""On every machine with Word; Inter is not."""

_HEADINGS = {
    "Title": (20, INK),
    "Heading 1": (14, INK),
    "Heading 2": (12, INK),
    "Heading 3": (11, INK),
    "Heading 4": (10.5, INK),
    "Heading 5": (10.5, INK),
}
_ADDED = (
    # name, base, size, bold, colour, space before, space after, keep with next
    ("Danaya Lead", "Normal", 13.0, False, INK, 4, 10, False),
    ("Danaya Note", "Normal", 9.0, False, MUTED, 2, 8, False),
    ("Danaya Measure", "Normal", 9.0, False, MUTED, 0, 4, True),
    ("Danaya Caution", "Normal", 10.5, True, INK, 6, 8, False),
    ("Danaya Side", "Normal", 9.5, False, INK, 2, 4, False),
    ("Danaya Cell", "Normal", 9.0, False, INK, 1, 1, False),
    ("Danaya Picture", "Normal", 10.5, False, INK, 4, 4, True),
)
REGIONS = {"fr": "fr-FR", "en": "en-GB"}


def prepare_styles(file: Any, language: str, *, tight: bool = False) -> None:
    """Set faces, sizes, colours and the language of all styles that we use; ``tight`` for a document of one page."""
    from docx.shared import Pt  # noqa: PLC0415  # slow import

    normal = file.styles["Normal"]
    _look(normal, 10.5, INK, bold=False)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = (
        Pt(3 if tight else 6),
        1.0 if tight else 1.15,
    )
    for name, (size, colour) in _HEADINGS.items():
        _look(file.styles[name], size, colour, bold=True)
        file.styles[name].paragraph_format.space_before = Pt(0 if name == "Title" else (0.6 if tight else 1.2) * size)
        file.styles[name].paragraph_format.space_after = Pt(4)
        file.styles[name].paragraph_format.keep_with_next = True
    for name in ("Title", "Subtitle"):
        _plain_letters(file.styles[name])
    for name in ("List Bullet", "List Number", "Caption", "Subtitle", "Header", "Footer"):
        _look(
            file.styles[name],
            10.5 if name.startswith("List") else 9,
            INK if name.startswith(("List", "Caption")) else MUTED,
            bold=name == "Caption",
        )
    file.styles["Subtitle"].font.italic = file.styles["Caption"].font.italic = False
    _add_styles(file)
    _set_language(file, REGIONS.get(language, language))


def _add_styles(file: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415  # slow import
    from docx.shared import Pt  # noqa: PLC0415  # slow import

    for name, base, size, bold, colour, before, after, keep in _ADDED:
        style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = file.styles[base], True
        _look(style, size, colour, bold=bold)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = keep
    file.styles["Danaya Cell"].paragraph_format.line_spacing = 1.0


def _look(style: Any, size: float, colour: str, *, bold: bool) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415  # slow import
    from docx.shared import Pt, RGBColor  # noqa: PLC0415  # slow import

    style.font.name, style.font.size, style.font.bold = FACE, Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(colour[1:])
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FACE)
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)
    fonts.attrib.pop(qn("w:cstheme"), None)


def _plain_letters(style: Any) -> None:
    """Take away the line under titles and the spread letters that Word's own template gives them."""
    from docx.oxml.ns import qn  # noqa: PLC0415  # slow import

    for found in (*style.element.iter(qn("w:pBdr")), *style.element.rPr.iter(qn("w:spacing"), qn("w:kern"))):
        found.getparent().remove(found)


def _set_language(file: Any, region: str) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415  # slow import

    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), region)
