"""Read reported results from a table: keep the file, say what its rows and columns are; the figures then fill the grid."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from danaya.apps.people.models import Tenure
from danaya.apps.rounds.accounts import results_summary
from danaya.apps.rounds.actions.import_answers import Upload
from danaya.apps.rounds.drafts import take_table
from danaya.apps.rounds.models import ImportDraft, Purpose, Round
from danaya.apps.rounds.models.rounds import Kind
from danaya.apps.rounds.recording import note
from danaya.apps.rounds.refusals import refuse_closed, refuse_other_kind
from danaya.apps.rounds.tables import facts_of, fittest, read_draft, read_sheet, sheets_of
from danaya.engines.framework import load_factors
from danaya.engines.language import Text
from danaya.engines.restitution import ReportedResult
from danaya.engines.tables import ResultsAccount, ResultsMapping, Table, propose_results, read_results

SETS = ("n_rows", "accepted")


def upload_results(round_: Round, upload: Upload, *, actor: Tenure | None, at: datetime) -> ImportDraft:
    """Keep a table of reported results and propose how to read it; nothing enters the round yet."""
    refuse_closed(round_)
    refuse_other_kind(round_, Kind.REPORTED)
    draft = take_table(round_, upload, Purpose.RESULTS, choose_results_sheet, at=at)
    note("upload_results", round_, actor=actor, at=at, file=draft.file.sha256)
    return draft


def choose_results_sheet(draft: ImportDraft, sheet: str = "") -> None:
    """Read a sheet of the workbook (where none is named, the one that names most factors) and propose its mapping."""
    factors: Mapping[str, Text] = {factor.key: factor.name for factor in load_factors()}
    keys = {str(audience.side): audience.key for audience in draft.round.audiences.all()}
    names = {str(audience.side): audience.name for audience in draft.round.audiences.all()}

    def proposal(table: Table) -> ResultsMapping:
        return propose_results(table, names, factors)

    def fit(table: Table) -> float:
        found = proposal(table)
        return len(found.factors) + 0.5 * len(found.audience_columns)

    sheets = sheets_of(draft)
    table = read_sheet(draft, sheet) if sheet in sheets else fittest(draft, sheets, fit)
    draft.sheet = table.sheet or ""
    draft.facts = facts_of(table, sheets)
    _keep(draft, with_keys(proposal(table), keys))


def with_keys(mapping: ResultsMapping, keys: Mapping[str, str]) -> ResultsMapping:
    """Return a mapping that was proposed by sides with the keys of the audiences in their place."""

    def renamed(values: Mapping[str, str]) -> dict[str, str]:
        return {raw: keys.get(side, side) for raw, side in values.items()}

    return replace(
        mapping,
        audience_columns=renamed(mapping.audience_columns),
        n_columns=renamed(mapping.n_columns),
        audiences=renamed(mapping.audiences),
        audience=keys.get(mapping.audience, mapping.audience),
        known_n={keys.get(side, side): n for side, n in mapping.known_n.items()},
    )


def results_mapping(draft: ImportDraft) -> ResultsMapping:
    """Return the mapping kept with a draft."""
    saved: dict[str, Any] = {name: frozenset(value) if name in SETS else value for name, value in draft.mapping.items()}
    return ResultsMapping(**saved)


def map_results(draft: ImportDraft, **changes: Any) -> None:
    """Keep what a person corrected of the mapping (any field of ``ResultsMapping``), and take account again."""
    refuse_closed(draft.round)
    _keep(draft, replace(results_mapping(draft), **changes))


def _keep(draft: ImportDraft, mapping: ResultsMapping) -> None:
    plain = asdict(mapping)
    draft.mapping = {name: sorted(value) if name in SETS else value for name, value in plain.items()}
    draft.account = results_summary(read_reported(draft))
    if not draft._state.adding:
        draft.save()


def read_reported(draft: ImportDraft) -> ResultsAccount:
    """Return the figures of the draft's table and what in it was not understood."""
    return read_results(read_draft(draft), results_mapping(draft))


def reported_results(draft: ImportDraft) -> list[ReportedResult]:
    """Return the figures that were understood, to fill the grid with."""
    return [
        ReportedResult(one.audience, one.factor, one.measure, one.estimate, one.n)
        for one in read_reported(draft).results
    ]
