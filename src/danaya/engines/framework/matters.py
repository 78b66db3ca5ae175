"""What an expectation or a commitment is about, beside its key factor: clearance, valuation, inspection, appeals and the rest."""

from dataclasses import dataclass
from functools import cache

from danaya.engines.framework.library import read_data
from danaya.engines.language import Text


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter of daily work between customs and the private sector."""

    key: str
    name: Text


@cache
def load_matters() -> tuple[Matter, ...]:
    """Return the matters in the order in which pages offer them."""
    return tuple(Matter(**row) for row in read_data("matters")["matters"])
