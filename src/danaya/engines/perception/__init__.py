"""Survey design and answers → estimates with their uncertainty: scores, shares, gaps, changes."""

from danaya.engines.perception.design import Design, Lonely, Selection

__all__ = ["Design", "Lonely", "Selection"]
