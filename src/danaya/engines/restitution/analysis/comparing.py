"""Two rounds → changes, where they may be shown, and the plain reason where they may not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from danaya.engines.language import LANGUAGES, Text
from danaya.engines.perception import Estimates, RoundFacts, Verdict, Wording, change, compare_rounds, gap
from danaya.engines.restitution.analysis.estimating import AUDIENCE, Estimated
from danaya.engines.restitution.analysis.preparing import audience_of, factors_of
from danaya.engines.restitution.analysis.rows import MODELLED, NOT_COMPARABLE, PUBLISHED, Comparability, EstimateRow
from danaya.engines.restitution.analysis.tabulating import GAPPED, rows_of_difference, sides, status_of
from danaya.engines.restitution.study import Item, Study

OTHER_ITEMS: Text = {
    "fr": "les questions de ce facteur ne sont pas les mêmes dans les deux rondes",
    "en": "the questions of this factor are not the same in both rounds",
}
NO_FACTOR_LEFT: Text = {
    "fr": "un facteur au moins n'est pas comparable : l'ensemble ne l'est pas non plus",
    "en": "at least one factor is not comparable: neither are all together",
}


@dataclass(frozen=True)
class Verdicts:
    """Per audience, what may be compared."""

    entries: tuple[Comparability, ...]

    def of(self, audience: str, item: str, factor: str) -> Comparability | None:
        """Return the verdict on an item, a factor (item empty) or all together (both empty)."""
        return self._found.get((audience, item, "" if item else factor))

    @property
    def _found(self) -> Mapping[tuple[str, str, str], Comparability]:
        return {(entry.audience, entry.item, "" if entry.item else entry.factor): entry for entry in self.entries}
