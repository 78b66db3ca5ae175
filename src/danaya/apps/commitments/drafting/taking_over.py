"""A follow-up table (*tableau de suivi*) as commitments to be: what each column says, what each row becomes, what was not understood.

Nothing here is stored. No cell is lost: what no field holds stays with its heading and its place as history taken over.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from danaya.engines.language import Text
from danaya.engines.tables import Cell, Period, Table, as_period, raw_key

ROLES = ("result", "step", "problem", "owner", "counterpart", "starts", "due", "evidence", "indicator", "past")
"""What a column can say. ``past``: history (status, progress, remarks …), kept as it was written."""

SINGLE = frozenset(ROLES) - {"past"}
"""Roles that one column has at most."""

MOST_STEPS = 5

_HEADS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        ("past", r".*\b(statut|status|etat|avancement|realisation|taux|progress|progres|observations?|remarques?|remarks?|comments?|commentaires?|budget|cout|cost|n|no|num|numero|number)\b.*"),
        ("starts", r".*\b(debut|demarrage|start|begins?)\b.*"),
        ("due", r".*\b(echeances?|delais?|date limite|date fin|fin|due|deadline|by when|periode|date|quand|when)\b.*"),
        ("owner", r".*\b(responsables?|porteurs?|pilotes?|owners?|responsible|qui|who|structures? responsables?|acteurs?|lead)\b.*"),
        ("counterpart", r".*\b(contreparties?|partenaires?|counterparts?|partners?|appui|concernes?)\b.*"),
        ("evidence", r".*\b(preuves?|verification|justificatifs?|evidence|livrables?|sources?|deliverables?)\b.*"),
        ("indicator", r".*\b(indicateurs?|indicators?)\b.*"),
        ("problem", r".*\b(problemes?|constats?|contraintes?|difficultes?|problems?|issues?|findings?)\b.*"),
        ("step", r".*\b(etapes?|jalons?|sous actions?|sous activites?|taches?|milestones?|steps?|tasks?)\b.*"),
        ("result", r".*\b(actions?|activites?|engagements?|mesures?|resultats?|recommandations?|commitments?|measures?|results?|activities)\b.*"),
    )
)  # fmt: skip
"""Words of headings → what the column says; the first that fits. Headings are folded: no accents, no capitals."""

_AROUND = re.compile(
    r"\b(avant|apres|fin|debut|mi|courant|d ici|dici|au plus tard|le|la|au|a|en|de|du|pour|jusqu|by|before|end|of|the|until|no later than|ici|mois)\b"
)


@dataclass(frozen=True, slots=True)
class Past:
    """One cell as it was written: under which heading, where in the file."""

    heading: str
    text: str
    place: str


@dataclass(slots=True)
class ToBe:
    """A commitment to be, as the rows of the table say it."""

    result: str
    owner: str = ""
    counterpart: str = ""
    problem: str = ""
    evidence: str = ""
    indicator: str = ""
    steps: list[tuple[str, date | None, date]] = field(default_factory=list)
    """Words, start where one is given, date promised."""
    past: list[Past] = field(default_factory=list)
    lacks: list[Text] = field(default_factory=list)
    """What was not understood, and what becomes of it."""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """Everything a table becomes: commitments to be, and cells that belong to none of them."""

    rows: tuple[ToBe, ...]
    aside: tuple[Past, ...]

    @property
    def owners(self) -> dict[str, int]:
        """The words that name owners, in the order of the table, each with how many commitments it stands for."""
        found: dict[str, int] = {}
        for row in self.rows:
            found[row.owner] = found.get(row.owner, 0) + 1
        return found


def propose_roles(table: Table) -> dict[str, str]:
    """Return what each column seems to say; the rest is history. Where no heading names the action, the wordiest column does."""
    roles: dict[str, str] = {}
    for column in table.columns:
        role = next((role for role, pattern in _HEADS if pattern.fullmatch(_fold(column.name))), "past")
        roles[column.name] = "past" if role in SINGLE and role in roles.values() else role
    if "result" not in roles.values():
        free = [column for column in table.columns if roles[column.name] in {"past", "step"}]
        wordiest = max(free, key=lambda column: sum(len(raw_key(cell)) for cell in column.values), default=None)
        if wordiest is not None:
            roles[wordiest.name] = "result"
    return roles


def account_of(table: Table, roles: Mapping[str, str], file: str) -> Account:
    """Return what a table becomes when its columns say ``roles``; rows of one action (a merged cell) become its milestones."""
    rows: list[ToBe] = []
    aside: list[Past] = []
    titles: list[Past] = []
    for index in range(table.height):
        cells = dict(_cells(table, index, file))
        if not cells:
            continue
        read = _Read(table, index, roles, cells)
        if index in table.totals:
            aside += cells.values()
        elif _is_title(cells, table):
            titles = list(cells.values())
        elif read.words("result"):
            _add(rows, read, titles)
        elif rows:
            _go_on(rows[-1], read)
        else:
            aside += cells.values()
    return Account(tuple(rows), tuple(aside))


def _cells(table: Table, index: int, file: str) -> Iterator[tuple[str, Past]]:
    for column in table.columns:
        words = said(column.values[index])
        if words:
            place = table.address(index, column.name).in_language("fr")
            yield column.name, Past(column.name[:200], words, f"{file} · {place}"[:200])


def said(cell: Cell) -> str:
    """Return a cell as people read it: days as day/month/year."""
    if isinstance(cell, (datetime, date)):
        return f"{cell.day:02d}/{cell.month:02d}/{cell.year}"
    return raw_key(cell).strip()


@dataclass(frozen=True, slots=True)
class _Read:
    """One row of the table."""

    table: Table
    index: int
    roles: Mapping[str, str]
    cells: Mapping[str, Past]

    def words(self, role: str) -> str:
        """What the row's column of a role says, on one line; empty for none."""
        found = [self.cells[name].text for name, one in self.roles.items() if one == role and name in self.cells]
        return " ".join(" ".join(found).split())

    def period(self, role: str) -> Period | None:
        """The time that the row's column of a role names."""
        for name, one in self.roles.items():
            if one == role and name in self.cells:
                return when(self.table.column(name).values[self.index])
        return None

    def kept(self) -> list[Past]:
        """The cells kept as they were written: all but the action itself."""
        return [cell for name, cell in self.cells.items() if self.roles.get(name) != "result"]

    @property
    def place(self) -> str:
        """Where the row stands."""
        return next(iter(self.cells.values())).place


def _is_title(cells: Mapping[str, Past], table: Table) -> bool:
    """Whether the row only names what follows it: one cell, or one text merged over all columns."""
    return len(table.columns) > 2 and len({cell.text for cell in cells.values()}) == 1


def _add(rows: list[ToBe], read: _Read, titles: Sequence[Past]) -> None:
    """Begin a commitment, or go on with the one above where its cell was merged over this row."""
    result, owner = read.words("result"), read.words("owner")
    if rows and rows[-1].result == result and rows[-1].owner == owner:
        _go_on(rows[-1], read)
        return
    made = ToBe(
        result,
        owner,
        read.words("counterpart"),
        read.words("problem"),
        read.words("evidence"),
        read.words("indicator"),
        past=list(titles),
        place=read.place,
    )
    rows.append(made)
    _go_on(made, read)


def _go_on(row: ToBe, read: _Read) -> None:
    """Add what one row of the table says to its commitment."""
    known = {(past.heading, past.text) for past in row.past}
    row.past += [cell for cell in read.kept() if (cell.heading, cell.text) not in known]
    _add_step(row, read)


def _add_step(row: ToBe, read: _Read) -> None:
    words = read.words("step") or row.result
    typed, due = read.words("due"), read.period("due")
    if due is None:
        _say_undated(row, typed, words)
        return
    if len(row.steps) == MOST_STEPS:
        row.lacks.append(_many(words))
        return
    starts = read.period("starts")
    first = starts.first if starts is not None else (due.first if due.first != due.last else None)
    step = (words, first if first is not None and first <= due.last else None, due.last)
    if step not in row.steps:
        row.steps.append(step)


def _say_undated(row: ToBe, typed: str, words: str) -> None:
    if typed:
        row.lacks.append(
            {
                "fr": f"« {typed} » n'est pas une date que l'on sait lire : gardé dans l'historique, le jalon est à dater.",
                "en": f"“{typed}” is no date that can be read: kept in the history, the milestone is to be dated.",
            }
        )
    elif words != row.result or not row.steps:
        row.lacks.append(
            {
                "fr": "Sans échéance : il reste à donner des jalons datés.",
                "en": "Without a date: dated milestones remain to be given.",
            }
        )


def _many(words: str) -> Text:
    return {
        "fr": f"Plus de {MOST_STEPS} étapes : « {words} » est gardée dans l'historique seulement.",
        "en": f"More than {MOST_STEPS} steps: “{words}” is kept in the history only.",
    }


def when(cell: Cell) -> Period | None:
    """Return the time a cell names, also with words around it: ``avant le 30/06/2026``, ``fin mars 2026``, ``d'ici T2 2026``."""
    found = as_period(cell)
    if found is not None or not isinstance(cell, str):
        return found
    spelled = unicodedata.normalize("NFKD", cell.casefold().replace("'", " ").replace("’", " "))
    plain = "".join(mark for mark in spelled if not unicodedata.combining(mark))
    bare = " ".join(_AROUND.sub(" ", plain).split()).strip(" .,;:()")
    return as_period(bare) if bare else None


def guess(words: str, named: Iterable[tuple[str, str, str]]) -> str:
    """Return the key of the post that words name: by its title, or by its organisation's acronym; empty for none.

    ``named``: key, title, acronym of each post.
    """
    plain = _fold(words)
    best, most = "", 0
    for key, title, acronym in named:
        told = _fold(title)
        exact = 3 if told and told == plain else 2 if told and told in plain else 0
        score = exact * 2 + (1 if acronym and re.search(rf"\b{re.escape(_fold(acronym))}\b", plain) else 0)
        if score > most:
            best, most = key, score
    return best


def _fold(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words)
    bare = "".join(mark for mark in plain if not unicodedata.combining(mark)).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())
