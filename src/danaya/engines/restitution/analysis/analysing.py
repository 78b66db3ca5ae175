"""From the answers of a round, and of an earlier one, to everything that may be said of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from danaya import __version__
from danaya.engines.disclosure import Ledger, Release, Released, Rule
from danaya.engines.language import Problems
from danaya.engines.perception import false_discovery
from danaya.engines.restitution.analysis.analysis import FDR, Analysis, AnyStudy
from danaya.engines.restitution.analysis.comparing import Verdicts, changes, judge, pair_items
from danaya.engines.restitution.analysis.estimating import Estimated, estimate, levels_of
from danaya.engines.restitution.analysis.preparing import Prepared, prepare
from danaya.engines.restitution.analysis.protecting import RESPONDENTS, Shield, place, protect_rows, shield, table_of
from danaya.engines.restitution.analysis.ranging import mark_ranged
from danaya.engines.restitution.analysis.reporting import mixed_changes, reported_rows
from danaya.engines.restitution.analysis.responding import respond, respond_reported
from danaya.engines.restitution.analysis.rows import Account, EstimateRow, plain
from danaya.engines.restitution.analysis.tabulating import sides, tabulate_round
from danaya.engines.restitution.answers.answers import Answers, read_answers
from danaya.engines.restitution.designfile.checks import check_study
from danaya.engines.restitution.designfile.writing import write_study
from danaya.engines.restitution.findings.rules import find_all
from danaya.engines.restitution.study import ReportedStudy, Study
from danaya.engines.seals import digest

Source = Answers | Path | str | Mapping[str, Sequence[object]]
"""Answers, a file that holds them, or columns by name."""
Progress = Callable[[str, float], None]
"""Called with the name of a step and how much is done, 0–1."""


def analyse(
    answers: Source,
    study: Study,
    earlier: Source | None = None,
    earlier_study: AnyStudy | None = None,
    *,
    ledger: Ledger | None = None,
    rule: Rule | None = None,
    release: str = "",
    supersedes: str = "",
    earlier_supersedes: str = "",
    lenient: bool = False,
    progress: Progress | None = None,
) -> Analysis:
    """Analyse a round, and its change since an earlier one.

    Parameters
    ----------
    answers, earlier
        Answers of the round and of the earlier one: :class:`Answers`, a file, or columns by name.
    study, earlier_study
        What was asked. An earlier :class:`ReportedStudy` has no answers: its change is shown without a test.
    ledger
        What was released before; cells whose difference to it would show few people are withheld.
    rule
        The disclosure rule; the house's when None.
    release
        Name under which the result would enter the ledger.
    supersedes
        Digest of the released dataset that this one corrects: differences to it are held to show nobody either.
    earlier_supersedes
        The same for the earlier round: a change tells its figures too.
    lenient
        Take answers of no known code as missing (they are accounted for) instead of refusing them.
    progress
        Called as the work goes on.

    Raises
    ------
    Problem, Problems
        What is wrong in the answers or in what the study says of them.
    """
    step = progress or (lambda name, done: None)
    _refuse_unsound(study)
    step("read", 0.0)
    entry = Release(release, "", (), supersedes)
    later = _Round.of(answers, study, rule or Rule(), ledger, entry, lenient=lenient, step=step, since=0.05)
    before = None
    if isinstance(earlier_study, Study) and earlier is not None:
        _refuse_unsound(earlier_study)
        past = Release("", "", (), earlier_supersedes)
        before = _Round.of(earlier, earlier_study, rule or Rule(), ledger, past, lenient=lenient, step=step, since=0.5)
    step("compare", 0.8)
    verdicts = judge(later.estimated, before.estimated, _untold(later, before)) if before else Verdicts(())
    changed = list(_changed(later, before, verdicts, earlier_study))
    earlier_rows = before.marked() if before else _rows_reported(earlier_study)
    pairs = pair_items(study, before.prepared.study) if before else {}
    rows = tuple(mark_ranged(_discovered((*later.rows, *changed), study), earlier_rows, pairs, study, later.even()))
    analysis = Analysis(
        study=study,
        earlier=earlier_study,
        estimates=rows,
        responses=tuple(respond(study, _overall(later.rows), later.answered())),
        comparability=verdicts.entries,
        account=later.prepared.account,
        dataset_digest=later.digest,
        earlier_digest=before.digest if before else _reported_digest(earlier_study),
        version=__version__,
        parameters=_parameters(rule or Rule(), ledger, lenient=lenient),
        released=tuple(later.shield.releases()),
        earlier_released=tuple(_told_of(before, changed, study)) if before else (),
        earlier_rows=earlier_rows,
    )
    step("find", 0.9)
    found = with_findings(analysis)
    step("done", 1.0)
    return found


def analyse_reported(reported: ReportedStudy, earlier: ReportedStudy | Analysis | None = None) -> Analysis:
    """Analyse what only a report preserves: nothing is recomputed, no test is made, everything is marked as reported."""
    rows = tuple(reported_rows(reported))
    before: tuple[EstimateRow, ...] = ()
    earlier_study: AnyStudy | None = None
    if isinstance(earlier, Analysis):
        before, earlier_study = earlier.estimates, earlier.study
    elif earlier is not None:
        before, earlier_study = tuple(reported_rows(earlier)), earlier
    analysis = Analysis(
        study=reported,
        earlier=earlier_study,
        estimates=(*rows, *mixed_changes(rows, before)),
        responses=tuple(respond_reported(reported)),
        comparability=(),
        account=Account(0),
        dataset_digest=_reported_digest(reported),
        earlier_digest=earlier.dataset_digest if isinstance(earlier, Analysis) else _reported_digest(earlier_study),
        version=__version__,
        parameters={},
        earlier_rows=before,
    )
    return with_findings(analysis)


def with_findings(analysis: Analysis) -> Analysis:
    """Return the analysis with the findings its rows allow."""
    return replace(analysis, findings=find_all(analysis))


@dataclass(frozen=True, eq=False)
class _Round:
    prepared: Prepared
    estimated: Estimated
    shield: Shield
    rows: tuple[EstimateRow, ...]
    digest: str

    @classmethod
    def of(
        cls,
        source: Source,
        study: Study,
        rule: Rule,
        ledger: Ledger | None,
        release: Release,
        *,
        lenient: bool,
        step: Progress,
        since: float,
    ) -> "_Round":
        answers = _answers(source)
        prepared = prepare(answers, study, lenient=lenient)
        step("estimate", since)
        estimated = estimate(prepared)
        raw = tuple(tabulate_round(estimated))
        step("protect", since + 0.2)
        found = digest({"answers": answers.digest, "design": write_study(study)})
        screen = shield(estimated, raw, rule, ledger, replace(release, dataset=found))
        return cls(
            prepared, estimated, screen, tuple(protect_rows(raw, [screen], sides(study), levels_of(prepared))), found
        )

    def answered(self) -> dict[str, int]:
        keys, counts = np.unique([key for key in self.prepared.audience if key is not None], return_counts=True)
        return dict(zip(keys.tolist(), map(int, counts), strict=True))

    def even(self) -> frozenset[str]:
        """Audiences whose answers all weigh the same."""
        weight, audience = self.estimated.units.weight, self.prepared.audience
        return frozenset(one.key for one in self.prepared.study.audiences if _is_even(weight[audience == one.key]))

    def marked(self) -> tuple[EstimateRow, ...]:
        """The rows, those marked whose exact figure stays with the team."""
        return tuple(mark_ranged(self.rows, (), {}, self.prepared.study, self.even()))


def _is_even(weights: npt.NDArray[np.float64]) -> bool:
    return bool(len(weights)) and bool(np.allclose(weights, weights[0]))


def _answers(source: Source) -> Answers:
    if isinstance(source, Answers):
        return source
    return read_answers(source) if isinstance(source, Path | str) else Answers.from_columns(source)


def _refuse_unsound(study: Study) -> None:
    problems = check_study(study)
    if problems:
        raise Problems(problems)


def _changed(
    later: _Round, before: "_Round | None", verdicts: Verdicts, earlier_study: AnyStudy | None
) -> Iterable[EstimateRow]:
    if before is not None:
        raw = changes(later.estimated, before.estimated, verdicts)
        pairs = pair_items(later.prepared.study, before.prepared.study)
        renamed = {f"item:{key}": f"item:{other}" for key, other in pairs.items()}
        shields = [later.shield, replace(before.shield, renamed=renamed)]
        return protect_rows(raw, shields, sides(later.prepared.study), levels_of(later.prepared))
    return mixed_changes(later.rows, _rows_reported(earlier_study))


def _untold(later: "_Round", before: "_Round") -> dict[str, frozenset[str]]:
    """Return for each audience the groups whose number of respondents is protected in one of the rounds."""
    return {
        audience.key: frozenset(
            f"{domain}:{level}"
            for one in (later, before)
            for domain, levels in levels_of(one.prepared).items()
            for level in levels
            if not one.shield.shows(audience.key, RESPONDENTS, domain, level)
        )
        for audience in later.prepared.study.audiences
    }


def _told_of(before: "_Round", changed: Iterable[EstimateRow], study: Study) -> Iterator[Released]:
    """Yield the cells of the earlier round that a change tells beside this round's figures."""
    renamed = {f"item:{key}": f"item:{other}" for key, other in pair_items(study, before.prepared.study).items()}
    told = {
        (audience, renamed.get(table_of(row), table_of(row)), place(row.domain, row.level))
        for row in changed
        if row.shown
        for audience in ((row.audience,) if row.audience else sides(study) or ())
    }
    for cell in before.shield.releases():
        audience = next(min(levels) for column, levels in cell.conditions if column == "audience")
        if (audience, cell.about, cell.key("audience")) in told:
            yield cell


def _rows_reported(study: AnyStudy | None) -> tuple[EstimateRow, ...]:
    return tuple(reported_rows(study)) if isinstance(study, ReportedStudy) else ()


def _reported_digest(study: AnyStudy | None) -> str:
    return digest(plain(study)) if isinstance(study, ReportedStudy) else ""


def _overall(rows: Iterable[EstimateRow]) -> dict[str, EstimateRow]:
    return {row.audience: row for row in rows if row.measure == "score" and not (row.item or row.factor or row.domain)}


def _parameters(rule: Rule, ledger: Ledger | None, *, lenient: bool) -> dict[str, str]:
    return {
        "minimum": str(rule.minimum),
        "sensitive_minimum": str(rule.sensitive_minimum),
        "minimum_psus": str(rule.minimum_psus),
        "fdr": str(FDR),
        "lenient": str(lenient),
        "ledger": digest(ledger.plain()) if ledger is not None else "",
    }


def _discovered(rows: Sequence[EstimateRow], study: Study) -> Iterator[EstimateRow]:
    """Adjust p-values within each family: one measure, one breakdown; factors, opinions asked and things lived apart."""
    kinds = {item.key: item.kind for item in study.items}
    families: dict[tuple[object, ...], list[int]] = {}
    for spot, row in enumerate(rows):
        if row.p is not None:
            families.setdefault((row.measure, kinds.get(row.item, ""), row.domain), []).append(spot)
    adjusted: dict[int, float] = {}
    for spots in families.values():
        found = false_discovery([float(rows[spot].p or 0.0) for spot in spots])
        adjusted |= {spot: float(value) for spot, value in zip(spots, found, strict=True)}
    for spot, row in enumerate(rows):
        yield replace(row, fdr=adjusted[spot]) if spot in adjusted else row
