"""Documents, decks, posters and workbooks as plain data become HTML, PDF, Word, slides and Excel: same input, same bytes."""

from danaya.engines.publishing.cards import to_cards
from danaya.engines.publishing.drawing import chart_png, chart_svg
from danaya.engines.publishing.excel import to_xlsx
from danaya.engines.publishing.markup import block_css, to_html_fragment
from danaya.engines.publishing.page import page_policy, to_html
from danaya.engines.publishing.pdf import to_pdf
from danaya.engines.publishing.poster import to_poster, to_poster_pictures, to_poster_speech
from danaya.engines.publishing.qr import qr_svg
from danaya.engines.publishing.slides import to_pptx
from danaya.engines.publishing.typesetting import page_count
from danaya.engines.publishing.word import to_docx

__all__ = [
    "block_css",
    "chart_png",
    "chart_svg",
    "page_count",
    "page_policy",
    "qr_svg",
    "to_cards",
    "to_docx",
    "to_html",
    "to_html_fragment",
    "to_pdf",
    "to_poster",
    "to_poster_pictures",
    "to_poster_speech",
    "to_pptx",
    "to_xlsx",
]
