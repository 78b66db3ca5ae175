"""The columns of the workbook: what each says of a commitment or a milestone, and whether it is taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from danaya.apps.commitments.models import Commitment, Indicator, Milestone
from danaya.apps.commitments.overviews.listing import line_of
from danaya.apps.commitments.overviews.standings import marks_of
from danaya.apps.commitments.overviews.workbook.choices import NO, YES, Lists, filled
from danaya.apps.commitments.overviews.workbook.values import (
    Misread,
    as_number,
    as_text,
    for_cell,
    read_day,
    read_money,
    read_plain_number,
    read_text,
    read_weight,
)
from danaya.engines.language import Text, in_language, number
from danaya.engines.publishing.fillable import DIGITS, LONGEST, Value
from danaya.engines.tables.table import Cell


@dataclass(frozen=True, slots=True)
class Field:
    """One column. ``get`` returns the written form of what stands now.

    ``kind`` is ``text``, ``day``, ``number``, ``weight``, ``objectives`` or ``choice`` (then ``choices`` names the list);
    ``readonly`` says what to do instead of changing it here; without it the field is taken back.
    """

    key: str
    head: Text
    get: Callable[[Any, Lists], str]
    kind: str = "text"
    choices: str = ""
    width: float = 14.0
    readonly: Text | None = None
    needed: bool = False
    """Whether it cannot be emptied."""
    most: int = LONGEST
    """Signs that a text may have."""

    def read(self, cell: Cell, lists: Lists) -> str | Misread:
        """Return the written form of a cell."""
        if self.kind == "choice":
            return lists.choices[self.choices].read(cell)
        found = lists.objectives.read(cell) if self.kind == "objectives" else READERS[self.kind](cell)
        if isinstance(found, str) and len(found) > self.most:
            return Misread(found, filled(SHORTER, most=str(self.most)))
        return found

    def cell(self, written: str, lists: Lists) -> Value:
        """Return what stands in the cell for a written form."""
        if not written:
            return None
        if self.kind == "choice":
            return lists.choices[self.choices].words.get(written, written)
        return CELLS.get(self.kind, str)(written)

    def words(self, written: str, lists: Lists) -> str:
        """Return a written form as a page shows it."""
        shown = self.cell(written, lists)
        if self.kind in NUMBERS and written:
            whole, _point, decimals = written.partition(".")
            return number(float(written), lists.language, len(decimals)) if len(whole) < DIGITS else written
        return f"{shown:%d/%m/%Y}" if isinstance(shown, date) else str(shown or "")


LONGEST_TEXT = 4000
"""Signs of a text: what a page can still show."""
READERS: Mapping[str, Callable[[Cell], str | Misread]] = {
    "text": read_text,
    "day": read_day,
    "number": read_plain_number,
    "money": read_money,
    "weight": read_weight,
}
NUMBERS = frozenset({"number", "money", "weight"})
CELLS: Mapping[str, Callable[[str], Value]] = {
    "day": date.fromisoformat,
    "number": for_cell,
    "money": for_cell,
    "weight": for_cell,
}

SHORTER: Text = {"fr": "Écrivez au plus {most} signes.", "en": "Write at most {most} signs."}
ON_ITS_PAGE: Text = {
    "fr": "Cela se change sur la page de l'engagement.",
    "en": "This is changed on the page of the commitment.",
}
GIVEN: Text = {"fr": "Ce numéro est donné à la proposition et ne change plus.", "en": "This number is given when it is proposed and never changes."}  # fmt: skip
BY_ACTS: Text = {
    "fr": "L'état vient des actes : proposer, signer, abandonner.",
    "en": "The state comes from acts: proposing, signing, abandoning.",
}
FIRST_DATE: Text = {
    "fr": "La première date promise reste : changez « Promis pour », avec le motif.",
    "en": "The first promised date stays: change “Promised for”, with the reason.",
}


def both(name: str, fr: str, en: str, of: Callable[[Any], Any], width: float) -> tuple[Field, Field]:
    """Return two columns of a text that stands in both languages."""
    facts: dict[str, Any] = {"width": width, "most": LONGEST_TEXT}
    return (
        Field(f"{name}_fr", {"fr": f"{fr} (français)", "en": f"{en} (French)"}, _said(of, name, "fr"), **facts),
        Field(f"{name}_en", {"fr": f"{fr} (anglais)", "en": f"{en} (English)"}, _said(of, name, "en"), **facts),
    )


def _said(of: Callable[[Any], Any], name: str, code: str) -> Callable[[Any, Lists], str]:
    attribute = name.removeprefix("ind_")

    def said(row: Any, _lists: Lists) -> str:
        held = of(row)
        return as_text((getattr(held, attribute) or {}).get(code, "")) if held is not None else ""

    return said


def itself(row: Any) -> Any:
    """Return the row."""
    return row


def indicator_of(row: Commitment) -> Indicator | None:
    """Return the indicator of a commitment; nothing where it has none."""
    return getattr(row, "indicator", None)


def _of_indicator(name: str, write: Callable[[Any], str]) -> Callable[[Any, Lists], str]:
    def said(row: Any, _lists: Lists) -> str:
        held = indicator_of(row)
        return write(getattr(held, name)) if held is not None else ""

    return said


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _key(value: Any) -> str:
    return str(value) if value else ""


def _state(row: Commitment, lists: Lists) -> str:
    return " · ".join(str(mark.words) for mark in marks_of(row))


def _objectives(row: Commitment, lists: Lists) -> str:
    return lists.objectives.write(str(one.pk) for one in row.objectives.all())


def _basis(row: Commitment, lists: Lists) -> str:
    findings = [one.number for one in row.findings.all()]
    return "\n".join([*findings, *(one.reference for one in row.expectations.all())])


COMMITMENTS: tuple[Field, ...] = (
    Field("ref", {"fr": "N°", "en": "No."}, lambda row, _lists: row.reference, width=8, readonly=GIVEN),
    Field("state", {"fr": "État", "en": "State"}, _state, width=24, readonly=BY_ACTS),
    *both("result", "Résultat", "Result", itself, width=38),
    *both("problem", "Problème traité", "Problem it answers", itself, width=30),
    Field("owner", {"fr": "Porteur", "en": "Owner"}, lambda row, _lists: str(row.owner_id), "choice", "post", 24, needed=True),
    Field(
        "counterpart",
        {"fr": "Contrepartie", "en": "Counterpart"},
        lambda row, _lists: str(row.counterpart_id),
        "choice",
        "post",
        24,
        needed=True,
    ),
    *both("trigger", "Quand …, alors …", "When …, then …", itself, width=30),
    Field("factor", {"fr": "Facteur clé", "en": "Key factor"}, lambda row, _lists: row.factor, "choice", "factor", 18),
    Field("region", {"fr": "Région", "en": "Region"}, lambda row, _lists: _key(row.region_id), "choice", "region", 14),
    Field("starts", {"fr": "À partir du", "en": "From"}, lambda row, _lists: _day(row.starts), "day", width=12, needed=True),
    Field("budget", {"fr": "Budget", "en": "Budget"}, lambda row, _lists: as_number(row.budget), "money", width=14),
    Field(
        "budget_source",
        {"fr": "Qui paie", "en": "Who pays"},
        lambda row, _lists: as_text(row.budget_source),
        width=18,
        most=200,
    ),
    Field(
        "budget_nil",
        {"fr": "Sans argent", "en": "Needs no money"},
        lambda row, _lists: YES if row.budget_nil else NO,
        "choice",
        "flag",
        10,
        needed=True,
    ),
    Field(
        "evidence_kind",
        {"fr": "Type de preuve convenu", "en": "Kind of evidence agreed"},
        lambda row, _lists: row.evidence_kind,
        "choice",
        "evidence",
        16,
    ),
    *both("evidence", "Preuve convenue", "Evidence agreed", itself, width=28),
    *both("ind_name", "Indicateur", "Indicator", indicator_of, width=28),
    *both("ind_unit", "Unité", "Unit", indicator_of, width=12),
    Field("ind_better", {"fr": "Mieux quand il", "en": "Better when it"}, _of_indicator("better", str), "choice", "better"),
    Field("ind_baseline", {"fr": "Valeur de départ", "en": "Baseline"}, _of_indicator("baseline", as_number), "number"),
    Field(
        "ind_baseline_source",
        {"fr": "Source de la valeur de départ", "en": "Source of the baseline"},
        _of_indicator("baseline_source", as_text),
        width=20,
        most=200,
    ),
    Field("ind_target", {"fr": "Cible", "en": "Target"}, _of_indicator("target", as_number), "number", width=10),
    Field("ind_source", {"fr": "Source de l'indicateur", "en": "Source of the indicator"}, _of_indicator("source", as_text), width=20, most=200),
    Field("ind_frequency", {"fr": "Fréquence", "en": "Frequency"}, _of_indicator("frequency", str), "choice", "frequency"),
    Field("objectives", {"fr": "Objectifs servis", "en": "Objectives served"}, _objectives, "objectives", width=20),
    Field("basis", {"fr": "Repose sur", "en": "Rests on"}, _basis, width=14, readonly=ON_ITS_PAGE),
)  # fmt: skip
"""Columns of the sheet of commitments, after the hidden key."""

MILESTONES: tuple[Field, ...] = (
    Field("ref", {"fr": "N° de l'engagement", "en": "No. of the commitment"}, lambda row, _lists: row.commitment.reference, width=12, readonly=GIVEN),
    Field("place", {"fr": "Jalon", "en": "Milestone"}, lambda row, _lists: str(row.position), "weight", width=8, readonly=ON_ITS_PAGE),
    *both("text", "Ce que l'on verra", "What will be seen", itself, width=44),
    Field("weight", {"fr": "Poids", "en": "Weight"}, lambda row, _lists: str(row.weight), "weight", width=8, needed=True),
    Field("starts", {"fr": "À partir du", "en": "From"}, lambda row, _lists: _day(row.starts), "day", width=12, needed=True),
    Field("first_due", {"fr": "Première date promise", "en": "First promised for"}, lambda row, _lists: _day(row.first_due), "day", width=12, readonly=FIRST_DATE),
    Field("due", {"fr": "Promis pour", "en": "Promised for"}, lambda row, _lists: _day(row.due), "day", width=12, needed=True),
    Field("reason", {"fr": "Motif du changement de date", "en": "Reason for the other date"}, lambda _row, _lists: "", width=34),
)  # fmt: skip
"""Columns of the sheet of milestones, after the hidden key."""


def is_cut(field: Field, row: Commitment | Milestone) -> bool:
    """Tell whether a text is longer than what a cell holds: what came back is then not all of it."""
    name, _dash, code = field.key.rpartition("_")
    held = indicator_of(row) if name.startswith("ind_") and isinstance(row, Commitment) else row
    words = getattr(held, name.removeprefix("ind_"), None) if code in {"fr", "en"} else None
    return isinstance(words, dict) and len(words.get(code, "")) > LONGEST


def progress_row(row: Commitment, language: str) -> dict[str, Value]:
    """Return the line of a commitment on the sheet that is only read: claimed and confirmed side by side."""
    line = line_of(row)
    return {
        "ref": row.reference,
        "result": in_language(row.result, language),
        "claimed": float(line.bars.claimed) if line.bars else None,
        "confirmed": float(line.bars.confirmed) if line.bars else None,
        "standing": " · ".join(str(mark.words) for mark in line.marks),
        "due": line.due,
        "first_due": line.first_due,
        "weakness": line.weakness,
    }
