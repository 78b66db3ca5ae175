"""Decide for every cell of a table, or of a whole pack of tables, whether it may be published."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from danaya.engines.disclosure.rules import Rule, Status, reason_for
from danaya.engines.disclosure.tables import Cell, Interval, Key, Table
from danaya.engines.language import Problem, Text

_NONE: frozenset[Key] = frozenset()
_HOUSE = Rule()


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a cell, and why, for the team that made the figures."""

    status: Status
    reason: Text


@dataclass(frozen=True, slots=True)
class Protection:
    """The decisions on a table, and what an attacker can still derive about its secret cells.

    ``intervals`` holds the attacker's interval for each secret cell, ``exposed`` the secret cells that are narrower than the rule
    asks: empty unless figures that were released before give them away (``Cell.keep``).
    """

    table: Table
    decisions: Mapping[Key, Decision]
    intervals: Mapping[Key, Interval]
    exposed: frozenset[Key]

    def status(self, place: Key) -> Status:
        """Return what becomes of the cell at ``place``."""
        return self.decisions[place].status

    def shows(self, place: Key) -> bool:
        """Return whether the figure at ``place`` may be published."""
        return place in self.decisions and self.decisions[place].status.shown

    def reason(self, place: Key) -> Text:
        """Return why, for the team; readers get :data:`PUBLIC_REASON`."""
        return self.decisions[place].reason

    @property
    def hidden(self) -> frozenset[Key]:
        """The cells with respondents that are not published."""
        return frozenset(
            place
            for place, decision in self.decisions.items()
            if decision.status not in {Status.PUBLISHED, Status.EMPTY}
        )

    @property
    def secret(self) -> frozenset[Key]:
        """The cells hidden for their own sake."""
        return frozenset(place for place, decision in self.decisions.items() if decision.status.secret)


def protect(
    table: Table, rule: Rule = _HOUSE, *, secret: Collection[Key] = _NONE, hidden: Collection[Key] = _NONE
) -> Protection:
    """Decide on one table.

    Cells with too few respondents or sampling units are secret; further cells are hidden so that nobody can work them out from the
    sums: the fewest possible, then those with the fewest respondents (see :func:`~danaya.engines.disclosure.suppression.complement`).

    Parameters
    ----------
    table
        From :func:`~danaya.engines.disclosure.tables.tabulate`.
    rule
        The house rule by default.
    secret
        Cells that must not be derivable although they are large enough (the ledger refused them).
    hidden
        Cells that are not published anyway.
    """
    return _Pack([table], rule, {table.name: secret}, {table.name: hidden}).protected(table)


def protect_all(
    tables: Iterable[Table],
    rule: Rule = _HOUSE,
    *,
    secret: Mapping[str, Collection[Key]] | None = None,
    hidden: Mapping[str, Collection[Key]] | None = None,
) -> dict[str, Protection]:
    """Decide on all tables of a pack together, so that none gives away what another hides.

    Counts differ little from item to item of the same people. If one item hid region A to protect region B, and the next hid C, each would
    show what the other hides. So what is secret in every table of an audience is protected first, alike in all of them; then what is
    secret in all its sensitive tables; then what each table needs beyond. A table made of others (a factor score) hides what any
    of them hides, and where it hides more, one of them hides it too.

    Parameters
    ----------
    tables
        With different names.
    rule, secret, hidden
        As for :func:`protect`; the latter two by name of the table.

    Returns
    -------
    dict
        Name of the table → its protection.

    Raises
    ------
    Problem
        ``table-twice``.
    """
    every = list(tables)
    names = [table.name for table in every]
    for name in names:
        if names.count(name) > 1:
            raise Problem(
                "table-twice",
                {
                    "fr": "Deux tableaux portent ce nom. Donnez un nom à chacun.",
                    "en": "Two tables have this name. Give each its own.",
                },
                name,
            )
    pack = _Pack(every, rule, secret or {}, hidden or {})
    pack.agree()
    pack.settle()
    return {table.name: pack.protected(table) for table in every}


def audit(table: Table, hidden: Collection[Key]) -> Mapping[Key, Interval]:
    """Return what an attacker derives for each hidden cell: see :func:`danaya.engines.disclosure.attack.audit`."""
    from danaya.engines.disclosure import attack  # noqa: PLC0415  # slow import

    return attack.audit(table, hidden)


_Question = tuple[Table, frozenset[tuple[Key, int]], frozenset[Key]]


@dataclass
class _Pack:
    """Tables being decided: per table the secret cells and those hidden besides; both only ever grow."""

    tables: list[Table]
    rule: Rule
    given_secret: Mapping[str, Collection[Key]]
    given_hidden: Mapping[str, Collection[Key]]
    secret: dict[str, set[Key]] = field(init=False)
    hidden: dict[str, set[Key]] = field(init=False)
    answers: dict[_Question, frozenset[Key]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.secret, self.hidden = {}, {}
        for table in self.tables:
            own = {cell.key for cell in table.cells if _own_status(cell, self.rule).secret}
            held = {cell.key for cell in table.cells if cell.n and not cell.offered}
            present = {cell.key for cell in table.cells if cell.n}
            self.secret[table.name] = own | (set(self.given_secret.get(table.name, ())) & present)
            self.hidden[table.name] = held | (set(self.given_hidden.get(table.name, ())) & present)

    def all_hidden(self, name: str) -> set[Key]:
        return self.secret[name] | self.hidden[name]

    def complete(self, table: Table, secrets: Iterable[Key] | None = None) -> frozenset[Key]:
        """Hide what ``table`` needs for its secrets, and return what was added; equal tables are solved once."""
        from danaya.engines.disclosure import suppression  # noqa: PLC0415  # slow import

        wanted = self.secret[table.name] if secrets is None else set(secrets)
        widths = {place: self.width(table, place) for place in sorted(wanted)}
        anyway = frozenset(self.hidden[table.name] | wanted)
        question = (_nameless(table), frozenset(widths.items()), anyway)
        if question not in self.answers:
            self.answers[question] = suppression.complement(suppression.Task(table, widths, anyway))
        self.hidden[table.name] |= self.answers[question]
        return self.answers[question]

    def width(self, table: Table, place: Key) -> int:
        return self.rule.minimum_for(sensitive=table.by_key[place].sensitive)

    def agree(self) -> None:
        """Protect alike, in all tables of the same people, what is secret in all of them; then in the sensitive ones."""
        for people in sorted({table.people for table in self.tables}):
            mine = [table for table in self.tables if table.people == people]
            self._agree(mine)
            self._agree([table for table in mine if any(cell.sensitive for cell in table.cells)])

    def _agree(self, tables: list[Table]) -> None:
        if len(tables) < 2:
            return
        widest = max(tables, key=lambda table: (sum(cell.n for cell in table.cells if cell.offered), table.name))
        common = {
            cell.key
            for cell in widest.cells
            if all(cell.key in self.secret[table.name] for table in tables if cell.key in table.by_key)
        }
        added = self.complete(widest, common)
        for table in tables:
            self.hidden[table.name] |= {
                cell.key for cell in table.cells if cell.n and cell.key in added and not cell.keep
            }

    def settle(self) -> None:
        """Let tables made of others hide what their parts hide, and the reverse, until nothing changes."""
        for table in self.tables:
            self.complete(table)
        composites = [table for table in self.tables if table.made_of]
        while sum(self._inherit(table) for table in composites):
            pass  # each turn hides at least one cell more, so it ends

    def _inherit(self, table: Table) -> bool:
        before = sum(map(len, (*self.secret.values(), *self.hidden.values())))
        parts = [part for part in self.tables if part.name in table.made_of]
        cells = {cell.key for cell in table.cells if cell.n and not cell.keep}
        for part in parts:
            self.secret[table.name] |= self.secret[part.name] & cells
            self.hidden[table.name] |= self.hidden[part.name] & cells
        self.complete(table)
        for place in sorted(self.all_hidden(table.name)):
            holders = [part for part in parts if part.by_key.get(place, _ABSENT).n]
            if holders and not any(place in self.all_hidden(part.name) for part in holders):
                smallest = min(holders, key=lambda part: (part.by_key[place].n, part.name))
                self.hidden[smallest.name].add(place)
                self.complete(smallest)
        return sum(map(len, (*self.secret.values(), *self.hidden.values()))) > before

    def protected(self, table: Table) -> Protection:
        """Return the decisions on ``table``."""
        from danaya.engines.disclosure import attack  # noqa: PLC0415  # slow import

        self.complete(table)
        secrets = self.secret[table.name]
        intervals = attack.audit(table, self.all_hidden(table.name), sorted(secrets))
        exposed = frozenset(place for place in secrets if intervals[place].width < self.width(table, place))
        decisions = {cell.key: self._decide(table, cell) for cell in table.cells}
        return Protection(table, decisions, intervals, exposed)

    def _decide(self, table: Table, cell: Cell) -> Decision:
        status = _own_status(cell, self.rule)
        if status is Status.PUBLISHED:
            if cell.key in self.secret[table.name]:
                status = Status.WITHHELD
            elif not cell.offered:
                status = Status.NOT_OFFERED
            elif cell.key in self.hidden[table.name]:
                status = Status.COMPLEMENTARY
        return Decision(status, reason_for(status, self.rule, sensitive=cell.sensitive))


_ABSENT = Cell((), 0)


def _own_status(cell: Cell, rule: Rule) -> Status:
    """Return what the cell's own people allow, whatever else is published."""
    if cell.n == 0:
        return Status.EMPTY
    if cell.n < rule.minimum_for(sensitive=cell.sensitive):
        return Status.TOO_FEW
    if cell.offered and (cell.n if cell.psus is None else cell.psus) < rule.minimum_psus:
        return Status.TOO_FEW_CLUSTERS
    return Status.PUBLISHED


def _nameless(table: Table) -> Table:
    """Return the table as far as its counts matter, so that equal counts are one question."""
    cells = tuple(Cell(cell.key, cell.n, keep=cell.keep) for cell in table.cells)
    return Table("", cells, table.sums)
