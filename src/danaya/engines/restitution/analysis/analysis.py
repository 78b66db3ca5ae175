"""An analysis: rows, who answered, what may be compared, findings; serialisable, and addressed by digests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from danaya.engines.disclosure import Release, Released
from danaya.engines.restitution.analysis.reporting import reported_study_from
from danaya.engines.restitution.analysis.rows import (
    Account,
    Comparability,
    EstimateRow,
    Finding,
    Response,
    finding_from,
    plain,
    rows_from,
)
from danaya.engines.restitution.designfile.reading import parse_study
from danaya.engines.restitution.designfile.writing import write_study
from danaya.engines.restitution.study import ReportedStudy, Study
from danaya.engines.seals import digest

AnyStudy = Study | ReportedStudy
FDR = 0.05
"""False discovery rate at which a gap, a change or a difference counts as shown."""


@dataclass(frozen=True)
class Analysis:
    """All rows of a round with what a reader needs to judge them; protected figures are nowhere in it."""

    study: AnyStudy
    earlier: AnyStudy | None
    estimates: tuple[EstimateRow, ...]
    responses: tuple[Response, ...]
    comparability: tuple[Comparability, ...]
    account: Account
    dataset_digest: str
    earlier_digest: str
    version: str
    parameters: Mapping[str, str]
    released: tuple[Released, ...] = ()
    earlier_released: tuple[Released, ...] = ()
    """The cells of the earlier round that a change tells."""
    earlier_rows: tuple[EstimateRow, ...] = ()
    """The published rows of the earlier round."""
    findings: tuple[Finding, ...] = field(default=(), compare=False)

    @cached_property
    def digest(self) -> str:
        """Fingerprint of what went in: datasets, engine version, parameters."""
        inputs = {"dataset": self.dataset_digest, "earlier": self.earlier_digest, "version": self.version}
        return digest({**inputs, "parameters": dict(self.parameters)})

    @cached_property
    def results_digest(self) -> str:
        """Fingerprint of what came out, after rounding."""
        return digest(plain([row.rounded() for row in self.estimates]))

    @cached_property
    def _index(self) -> Mapping[tuple[str, ...], EstimateRow]:
        return {row.address: row for row in self.estimates}

    def find(
        self, measure: str, *, item: str = "", factor: str = "", audience: str = "", domain: str = "", level: str = ""
    ) -> EstimateRow | None:
        """Return the row at an address, or None; an item brings its factor with it."""
        if item and not factor and isinstance(self.study, Study):
            factor = next((one.factor for one in self.study.items if one.key == item), "")
        return self._index.get((measure, item, factor, audience, domain, level))

    def release(self, key: str, supersedes: str = "") -> Release:
        """Return what publishing this analysis adds to the ledger."""
        return Release(key, self.dataset_digest, self.released, supersedes)

    def earlier_release(self, key: str, supersedes: str = "") -> Release | None:
        """Return what publishing this analysis adds to the ledger about the earlier round; None without its answers."""
        if not self.earlier_released:
            return None
        return Release(f"{key}/earlier", self.earlier_digest, self.earlier_released, supersedes)

    def plain(self) -> dict[str, Any]:
        """Return the analysis as what JSON knows."""
        data = {name: plain(getattr(self, name)) for name in _PLAIN}
        data["study"], data["earlier"] = _plain_study(self.study), _plain_study(self.earlier)
        for name in ("released", "earlier_released"):
            data[name] = [cell.plain() for cell in getattr(self, name)]
        return data

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> "Analysis":
        """Return the analysis that :meth:`plain` wrote."""
        study = _study_from(data["study"])
        assert study is not None  # noqa: S101 an analysis is always of something
        return cls(
            study=study,
            earlier=_study_from(data["earlier"]),
            estimates=rows_from(data["estimates"]),
            responses=tuple(Response(**entry) for entry in data["responses"]),
            comparability=tuple(Comparability(**entry) for entry in data["comparability"]),
            account=Account(**data["account"]),
            dataset_digest=data["dataset_digest"],
            earlier_digest=data["earlier_digest"],
            version=data["version"],
            parameters=data["parameters"],
            released=tuple(Released.from_plain(cell) for cell in data["released"]),
            earlier_released=tuple(Released.from_plain(cell) for cell in data.get("earlier_released", ())),
            earlier_rows=rows_from(data["earlier_rows"]),
            findings=tuple(finding_from(entry) for entry in data["findings"]),
        )


_PLAIN = (
    *("estimates", "responses", "comparability", "account", "dataset_digest", "earlier_digest"),
    *("version", "parameters", "earlier_rows", "findings", "digest", "results_digest"),
)


def _plain_study(study: AnyStudy | None) -> Any:
    if study is None:
        return None
    return {"design": write_study(study)} if isinstance(study, Study) else {"reported": plain(study)}


def _study_from(data: Mapping[str, Any] | None) -> AnyStudy | None:
    if data is None:
        return None
    return parse_study(data["design"]) if "design" in data else reported_study_from(data["reported"])
