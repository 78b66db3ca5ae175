"""What the pages of an analysis read from its folder: light files, written once, never changed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from danaya.apps.findings.actions.write_pages import FACTS
from danaya.apps.findings.models import Analysis
from danaya.engines.language import Text

Row = Mapping[str, Any]
"""One figure as plain data, with the names of :class:`danaya.engines.restitution.EstimateRow`."""


@dataclass(frozen=True)
class Facts:
    """The facts of one analysis, as ``write_facts`` wrote them."""

    plain: Mapping[str, Any]

    @property
    def study(self) -> Mapping[str, Any]:
        """Title, label, year, notice, audiences, questions, breakdowns of the round."""
        return self.plain["study"]  # type: ignore[no-any-return]

    @property
    def earlier(self) -> Mapping[str, Any] | None:
        """The same of the round it is compared with."""
        return self.plain["earlier"]  # type: ignore[no-any-return]

    @property
    def audiences(self) -> Sequence[Mapping[str, Any]]:
        """Who was asked: key, name, side, selection."""
        return self.study["audiences"]  # type: ignore[no-any-return]

    def audience_name(self, key: str) -> Text:
        """Return the name of an audience."""
        return next((one["name"] for one in self.audiences if one["key"] == key), {})

    def factor_name(self, key: str) -> Text:
        """Return the official name of a key factor."""
        return self.plain["factors"].get(key, {}).get("name", {})  # type: ignore[no-any-return]

    def item_text(self, key: str) -> Text:
        """Return the wording of a question, of this round or else of the earlier one."""
        earlier = (self.earlier or {}).get("items", {})
        return self.study["items"].get(key) or earlier.get(key, {})  # type: ignore[no-any-return]

    def level_name(self, domain: str, level: str) -> Text:
        """Return the name of one level of a breakdown."""
        return self.study["domains"].get(domain, {}).get("levels", {}).get(level, {})  # type: ignore[no-any-return]

    def figure(self, measure: str, factor: str, audience: str, *, earlier: bool = False) -> Row | None:
        """Return a national figure of a factor (or of all together), protected ones without any figure."""
        rows = self.plain["earlier_figures" if earlier else "figures"]
        wanted = (measure, factor, audience)
        return next((row for row in rows if (row["measure"], row["factor"], row["audience"]) == wanted), None)


def read_facts(analysis: Analysis) -> Facts:
    """Return the facts of an analysis."""
    return _read(analysis.folder / FACTS)


@lru_cache(maxsize=16)
def _read(path: Path) -> Facts:
    return Facts(json.loads(path.read_text("utf-8")))


def read_part(analysis: Analysis, language: str, name: str) -> str:
    """Return a drawn part of a page: markup that the publishing engine escaped."""
    return (analysis.folder / f"page-{language}" / f"{name}.html").read_text("utf-8")
