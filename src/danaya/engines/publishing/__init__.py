"""Documents, decks and workbooks as plain data become HTML, PDF, Word, slides and Excel: same input, same bytes."""

from danaya.engines.publishing.drawing import chart_png, chart_svg

__all__ = ["chart_png", "chart_svg"]
