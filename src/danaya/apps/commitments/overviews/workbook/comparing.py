"""What came back against what stands now: row by row, field by field, old and new; what both changed; what cannot be changed here."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from danaya.apps.commitments.models import Commitment, CommitmentState, Milestone
from danaya.apps.commitments.overviews.workbook.choices import Lists
from danaya.apps.commitments.overviews.workbook.columns import COMMITMENTS, MILESTONES, Field, is_cut
from danaya.apps.commitments.overviews.workbook.concerned import Readable
from danaya.apps.commitments.overviews.workbook.reading import CameBack, Row
from danaya.apps.commitments.overviews.workbook.values import TOO_LONG, Misread, fold, seal_of
from danaya.apps.commitments.overviews.workbook.writing import milestones_of
from danaya.apps.commitments.problems import problem
from danaya.engines.language import LANGUAGES, Text

CELL: Text = {"fr": "{head}, « {shown} » : {why}", "en": "{head}, “{shown}”: {why}"}
SAID: Text = {"fr": "{head} : {why}", "en": "{head}: {why}"}
REASON_MISSING: Text = {
    "fr": "La date est promise : écrivez le motif dans « Motif du changement de date », et elle sera demandée à la contrepartie.",
    "en": "The date is promised: write the reason in “Reason for the other date”, and the counterpart will be asked for it.",
}
NOT_YOURS: Text = {
    "fr": "Votre poste ne modifie pas cet engagement : seules ses parties et le coordinateur le peuvent.",
    "en": "Your post does not edit this commitment: only its parties and the coordinator can.",
}
NOT_FOUND: Text = {
    "fr": "Cette ligne porte une clé qui n'est pas de ce plan, ou que vous ne lisez pas : elle n'est pas reprise.",
    "en": "This line bears a key that is not of this plan, or that you do not read: it is not taken over.",
}
NO_COMMITMENT: Text = {
    "fr": "Ce jalon n'a pas d'engagement : écrivez dans sa colonne « N° » le numéro d'un engagement de la première feuille.",
    "en": "This milestone has no commitment: write the number of a commitment of the first sheet in its column “No.”.",
}
FILL_IN: Text = {"fr": "remplissez cette cellule.", "en": "fill in this cell."}
TWICE: Text = {
    "fr": "Cette ligne est la copie d'une autre, sans changement : elle n'est pas reprise.",
    "en": "This line is the copy of another one, without a change: it is not taken over.",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which what came back differs. ``clash``: somebody changed it meanwhile too, and a person chooses."""

    name: str
    """Names the choice in a form: the key of the row and of the field."""
    field: Field
    before: str
    after: str
    clash: bool


@dataclass(slots=True)
class Step:
    """A milestone that changes (``milestone``), or a new one; ``moves``: its date is promised, and is asked for with its reason."""

    place: str
    milestone: Milestone | None
    differences: list[Difference] = field(default_factory=list)
    move: Difference | None = None
    reason: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Entry:
    """Everything that came back about one commitment. ``is_new``: a draft to make of ``cells``, which were all understood."""

    key: str
    place: str
    commitment: Commitment | None
    is_new: bool = False
    differences: list[Difference] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    cells: Mapping[str, str] = field(default_factory=dict)
    refused: list[Text] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        """Whether anything is to be taken over."""
        return self.is_new or (self.commitment is not None and bool(self.differences or self.steps))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What would change, what cannot, what is not in the file."""

    entries: Sequence[Entry]
    notes: Sequence[Text]
    absent: int
    """Commitments that the viewer may see and the file does not hold: nothing happens to them."""

    @property
    def changing(self) -> list[Entry]:
        """The entries of which something would be taken over."""
        return [one for one in self.entries if one.changes]

    @property
    def refusing(self) -> list[Entry]:
        """The entries of which something cannot be taken over."""
        return [one for one in self.entries if one.refused]


def refuse_other_plan(keys: Collection[str], readable: Iterable[str]) -> None:
    """Refuse a workbook none of whose keys of commitments is among those that its sender may see.

    Raises
    ------
    Problem
        ``commitments-workbook-of-another-plan``.
    """
    if keys and not set(keys) & set(readable):
        raise problem(
            "workbook-of-another-plan",
            "Aucun engagement de ce classeur n'est de ce plan. Exportez ce plan vers Excel, changez ce fichier, puis renvoyez-le.",
            "No commitment of this workbook is of this plan. Export this plan to Excel, change that file, then send it back.",
        )


def compare(
    came: CameBack,
    rows: Sequence[Commitment],
    lists: Lists,
    editable: Iterable[UUID],
    readable: Readable | None = None,
    keys: Collection[str] | None = None,
) -> Comparison:
    """Hold a workbook against the commitments that a viewer may see, fetched with what a line of it says.

    Parameters
    ----------
    rows, editable
        What the viewer may see, or as much of it as :func:`.concerned.concerned` asks for; the keys of those that the viewer may edit.
    readable
        Everything that the viewer may see, where ``rows`` are fewer.
    keys
        Of all commitments that the file holds, where ``came`` is only some of its rows.

    Raises
    ------
    Problem
        ``commitments-workbook-of-another-plan``.
    """
    known = {str(row.pk): row for row in rows}
    steps = {str(one.pk): one for one in milestones_of(rows)}
    seen = readable or Readable(dict.fromkeys(known), {key: str(one.commitment_id) for key, one in steps.items()})
    keys = {row.key for row in came.commitments if row.key} if keys is None else set(keys)
    refuse_other_plan(keys, seen.numbers)
    elsewhere = {_said_by(one, lists): key for key, one in known.items() if key not in keys}
    comparing = _Comparing(lists, set(editable), elsewhere, seen)
    for row in _originals_first(came.commitments, known, lists):
        comparing.add(row, known.get(row.key))
    comparing.add_milestones(came.milestones, steps, rows)
    places = {row.place: place for place, row in enumerate(came.commitments)}
    entries = sorted(comparing.entries, key=lambda one: places.get(one.place, len(places)))
    return Comparison(entries, came.notes, len(set(seen.numbers) - keys - comparing.taken))


def _originals_first(rows: Sequence[Row], known: Mapping[str, Commitment], lists: Lists) -> list[Row]:
    """Return the rows such that, of several with one key, that which still says the same result comes before its copies."""

    def is_copy(row: Row) -> bool:
        stands = known.get(row.key)
        return stands is not None and _result(stands, lists) != (row.text("result_fr"), row.text("result_en"))

    return sorted(rows, key=is_copy)


def _said_by(row: Commitment, lists: Lists) -> tuple[str, ...]:
    return (*_result(row, lists), str(row.owner_id), str(row.counterpart_id))


RESULT = tuple(one for one in COMMITMENTS if one.key in {"result_fr", "result_en"})


def _result(row: Commitment, lists: Lists) -> tuple[str, ...]:
    return tuple(one.get(row, lists) for one in RESULT)


class _Comparing:
    """Entries in the order of the file, and where each can be found again."""

    def __init__(
        self, lists: Lists, editable: set[UUID], elsewhere: Mapping[tuple[str, ...], str], readable: Readable
    ) -> None:
        self.lists, self.editable, self.elsewhere, self.readable = lists, editable, elsewhere, readable
        self.entries: list[Entry] = []
        self.taken: set[str] = set()
        """Keys of the commitments that new rows of this file were taken over as before."""
        self._of: dict[str, Entry] = {}
        self._marked: dict[str, Entry] = {}

    def add(self, row: Row, stands: Commitment | None) -> None:
        """Compare one row of the sheet of commitments."""
        if row.key and stands is None:
            if row.key not in self.readable.numbers:
                self._stray(row, NOT_FOUND)
            return
        if stands is not None and row.key not in self._of:
            entry = Entry(row.key, row.place, stands)
            self._of[row.key] = entry
            self._compare(entry, row, stands)
        else:
            entry = self._new(row, stands)
        self.entries.append(entry)
        mark = fold(row.text("ref"))
        if mark:
            self._marked.setdefault(mark, entry)

    def _compare(self, entry: Entry, row: Row, stands: Commitment) -> None:
        found, refused = differences(COMMITMENTS, row, stands, self.lists, same=_revision(row) == stands.revision)
        entry.refused += refused
        if found and stands.pk not in self.editable:
            entry.refused.append(NOT_YOURS)
            return
        entry.differences += found

    def _new(self, row: Row, copied: Commitment | None) -> Entry:
        """Return a new commitment, from a row without key or from a copied one that says something else.

        A file that is looked at again offers nothing twice: what a commitment that is not in it says already was taken over.
        """
        stands = self.elsewhere.get(tuple(row.text(one) for one in SAID_BY))
        if stands is not None:
            self.taken.add(stands)
            return Entry(f"new-{len(self.entries)}", row.place, None)
        refused = misread(COMMITMENTS, row)
        refused += [said(one, FILL_IN) for one in COMMITMENTS if one.key in PARTIES and not row.cells.get(one.key)]
        if copied is not None and _result(copied, self.lists) == (row.text("result_fr"), row.text("result_en")):
            refused = [TWICE]
        return Entry(f"new-{len(self.entries)}", row.place, None, not refused, cells=texts_of(row), refused=refused)

    def add_milestones(self, rows: Sequence[Row], known: Mapping[str, Milestone], every: Sequence[Commitment]) -> None:
        """Compare the sheet of milestones, each with its commitment's entry."""
        by_reference = {fold(one.reference): str(one.pk) for one in every if one.reference}
        stands = {str(one.pk): one for one in every}
        seen: set[str] = set()
        for row in rows:
            milestone = known.get(row.key)
            if row.key and milestone is None:
                if row.key not in self.readable.steps:
                    self._stray(row, NOT_FOUND)
            elif milestone is not None and row.key not in seen:
                seen.add(row.key)
                self._compare_step(row, milestone)
            else:
                self._new_step(row, stands.get(by_reference.get(fold(row.text("ref")), "")))

    def _compare_step(self, row: Row, milestone: Milestone) -> None:
        commitment = milestone.commitment
        same = _revision(row) == commitment.revision
        found, refused = differences(MILESTONES, row, milestone, self.lists, same=same)
        reason = next((one.after for one in found if one.field.key == "reason"), "")
        found = [one for one in found if one.field.key != "reason"]
        if not (found or refused):
            return
        entry = self._entry(commitment, row.place)
        entry.refused += refused
        if not found:
            return
        step = Step(row.place, milestone, reason=reason)
        for one in found:
            if one.field.key == "due" and commitment.state == CommitmentState.ADOPTED:
                step.move = one
            else:
                step.differences.append(one)
        if step.move and not reason:
            entry.refused.append(said(MILESTONES_BY_KEY["due"], REASON_MISSING))
            step.move = None
        if step.differences and commitment.pk not in self.editable:
            entry.refused.append(NOT_YOURS)
            step.differences = []
        if step.differences or step.move:
            entry.steps.append(step)

    def _new_step(self, row: Row, commitment: Commitment | None) -> None:
        entry = self._entry(commitment, row.place) if commitment else self._marked.get(fold(row.text("ref")))
        if entry is None:
            self._stray(row, NO_COMMITMENT)
            return
        why = misread(MILESTONES, row)
        why += [said(MILESTONES_BY_KEY["due"], FILL_IN)] if not row.cells.get("due") else []
        entry.refused += why
        if commitment is not None and commitment.pk not in self.editable:
            entry.refused.append(NOT_YOURS)
        elif not why:
            entry.steps.append(Step(row.place, None, cells=texts_of(row)))

    def _entry(self, commitment: Commitment, place: str) -> Entry:
        key = str(commitment.pk)
        if key not in self._of:
            self._of[key] = Entry(key, place, commitment)
            self.entries.append(self._of[key])
        return self._of[key]

    def _stray(self, row: Row, why: Text) -> None:
        self.entries.append(Entry(row.key, row.place, None, refused=[why]))


MILESTONES_BY_KEY = {one.key: one for one in MILESTONES}
PARTIES = ("owner", "counterpart")
SAID_BY = (*(one.key for one in RESULT), *PARTIES)
"""Fields by which a new row is known again once it was taken over."""


def texts_of(row: Row) -> dict[str, str]:
    """Return the written forms of the cells that were understood and say something."""
    return {key: words for key, words in row.cells.items() if isinstance(words, str) and words}


def _revision(row: Row) -> int | None:
    return int(row.revision) if row.revision.isdigit() else None


def misread(fields: Sequence[Field], row: Row) -> list[Text]:
    """Return what to say of the cells of a new row that were not understood."""
    cells = [(one, row.cells.get(one.key, "")) for one in fields if one.readonly is None]
    return [unread(one, cell) for one, cell in cells if isinstance(cell, Misread)]


def unread(one: Field, cell: Misread) -> Text:
    """Return what to say of a cell that was not understood."""
    shown = cell.shown if len(cell.shown) < 60 else f"{cell.shown[:57]}…"
    return {code: CELL[code].format(head=one.head[code], shown=shown, why=cell.why[code]) for code in LANGUAGES}


def said(one: Field, why: Text) -> Text:
    """Return what to say of a field."""
    return {code: SAID[code].format(head=one.head[code], why=why[code]) for code in LANGUAGES}


def differences(
    fields: Sequence[Field], row: Row, stands: Commitment | Milestone, lists: Lists, *, same: bool
) -> tuple[list[Difference], list[Text]]:
    """Return the fields that somebody changed in the file, and what cannot be taken over.

    The digests of what was exported tell who changed what: a cell that is as it was exported was not touched, whatever stands now;
    where what stands is as it was exported, only the file changed; else both did. Without digests, a row of the present wording was
    changed in the file alone (``same``), one of an older wording perhaps by both.
    """
    found: list[Difference] = []
    refused: list[Text] = []
    for one in fields:
        if one.key not in row.cells:
            continue
        cell, before, seal = row.cells[one.key], one.get(stands, lists), row.seals.get(one.key)
        after = cell.shown if isinstance(cell, Misread) else cell
        if after == before or seal == seal_of(after) or (one.readonly and seal is None):
            continue
        if one.readonly:
            refused.append(said(one, one.readonly))
        elif isinstance(cell, Misread):
            refused.append(unread(one, cell))
        elif one.needed and not after:
            refused.append(said(one, FILL_IN))
        elif is_cut(one, stands):
            refused.append(said(one, TOO_LONG))
        else:
            clash = not same if seal is None else seal != seal_of(before)
            found.append(Difference(f"{stands.pk}.{one.key}", one, before, after, clash))
    return found, refused
