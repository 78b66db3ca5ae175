"""Facts of indicators: strategic frameworks with their objectives, administrative series with their figures, imports on their way."""

from danaya.apps.indicators.models.drafts import Draft
from danaya.apps.indicators.models.frameworks import Framework, Kind, Objective
from danaya.apps.indicators.models.series import DECIMALS, DIGITS, Better, Figure, Frequency, Series

__all__ = [
    "DECIMALS",
    "DIGITS",
    "Better",
    "Draft",
    "Figure",
    "Framework",
    "Frequency",
    "Kind",
    "Objective",
    "Series",
]
