"""Results that somebody reports (scores, shares, n per audience and factor), read from a table."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from danaya.engines.language import LANGUAGES, Problems, Text, in_language
from danaya.engines.tables.account import Finding
from danaya.engines.tables.headings import is_total
from danaya.engines.tables.spelling import as_number, decimal_mark, fold, is_percentage, raw_key
from danaya.engines.tables.table import Address, Cell, Table
from danaya.engines.tables.wording import RANGES

ALL_FACTORS = ""
"""Key of the figure over all factors together."""
_N_ROW = re.compile(r"(n|effectifs?|nombre de repondants|repondants|respondents|sample( size)?|base|echantillon)")
_N_WORDS = re.compile(r"(n|effectifs?|nombre|repondants|respondents|sample|base|echantillon)\b")
_N_LAST = re.compile(r" (n|effectifs?|nombre|repondants|respondents|base|echantillon)$")
_N_INSIDE = re.compile(r"\b[nN]\s*=\s*([\d\s\u00a0\u202f]+)")
_OVERALL = re.compile(
    r"((note|score|indice|moyenne|resultat) )?(global|globale|general|generale|d ensemble|totale?)( score| index)?"
    r"|(tous|ensemble) (les |des )?facteurs|all factors( together)?|(overall|total|global|general) (score|index|mean)"
)
_NUMBERING = re.compile(r"^(?:(?:facteur|factor)\s+)?(?:\d{1,2}|[ivx]{1,4})\s+(?=\w)")
_SIDE_WORDS = {
    "customs": frozenset(["douane", "douanes", "douanier", "douaniers", "customs", "officials", "officers", "agents"]),
    "private": frozenset(["prive", "privee", "private", "secteur", "entreprises", "business", "operateurs", "traders"]),
}
_MEASURES = {
    "score": frozenset({"score", "note", "mean", "moyenne", "indice", "index"}),
    "share": frozenset(
        {"share", "part", "pourcentage", "percent", "percentage", "proportion", "favorable", "favourable", "taux"}
    ),
}
_HEADINGS = {
    "factor": re.compile(r".*\b(facteurs?|factors?|dimensions?|themes?|axes?)\b.*"),
    "audience": re.compile(
        r".*\b(publics?|audiences?|groupes?|groups?|populations?|repondants?|respondents?|cote|side)\b.*"
    ),
    "measure": re.compile(r".*\b(mesures?|measures?|indicateurs?|indicators?)\b.*"),
    "estimate": re.compile(
        r".*\b(scores?|notes?|valeurs?|values?|resultats?|results?|estimates?|estimations?|moyennes?|parts?|shares?|percent(age)?|pourcentages?)\b.*"
    ),
    "n": re.compile(r"(n|effectifs?|nombre.*|repondants|respondents|sample.*|base|echantillon)"),
}


@dataclass(frozen=True, slots=True)
class ResultsMapping:
    """How a table of reported results is read.

    ``form`` is ``wide`` (a row per factor, columns per audience: ``audience_columns``, ``n_columns`` map column → audience)
    or ``long`` (a row per figure). ``factors``, ``audiences``, ``measures`` map what stands in the file to keys (``measures``
    of a wide table: column → measure); the factor ``""`` is all factors together. ``audience`` and ``measure`` hold where
    nothing else says so. ``known_n``: audience → n for figures without their own. ``scale_min``–``scale_max`` is the scale
    the scores are on, as the person states it; shares are on 0–1, or on 0–100 where one of them is above 1.
    """

    form: str
    factor_column: str
    audience_column: str = ""
    measure_column: str = ""
    estimate_column: str = ""
    n_column: str = ""
    audience_columns: Mapping[str, str] = field(default_factory=dict)
    n_columns: Mapping[str, str] = field(default_factory=dict)
    factors: Mapping[str, str] = field(default_factory=dict)
    audiences: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    audience: str = ""
    measure: str = "score"
    known_n: Mapping[str, int] = field(default_factory=dict)
    n_rows: frozenset[str] = frozenset()
    scale_min: float = 0.0
    scale_max: float = 10.0
    decimal: str = "."
    accepted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reported:
    """One figure as reported: a score on 0–10 or a share on 0–1, with the place it was read from."""

    audience: str
    factor: str
    measure: str
    estimate: float
    n: int | None
    address: Address


@dataclass(frozen=True, slots=True)
class ResultsAccount:
    """What a table of results says, and what in it was not understood. Nothing has been stored."""

    results: tuple[Reported, ...]
    findings: tuple[Finding, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing stops the import."""
        return not any(finding.stops for finding in self.findings)

    def result(self) -> tuple[Reported, ...]:
        """Return the figures, or raise ``Problems`` with every finding that stops the import."""
        if not self.complete:
            raise Problems(finding.as_problem() for finding in self.findings if finding.stops)
        return self.results


@dataclass(frozen=True, slots=True)
class _Figure:
    """One figure before it is understood: what stands in its cells, and where."""

    factor: Cell
    audience: str | None
    measure: str | None
    estimate: Cell
    n: Cell
    address: Address
    top: float = 1.0
    """Highest share that its column could hold: 1 or 100."""


def read_results(table: Table, mapping: ResultsMapping) -> ResultsAccount:
    """Return the figures of a table of reported results, with all that was not understood.

    Percentages (``45,9 %``) and decimal commas are understood; scores are brought to 0–10, shares to 0–1.
    Where the same figure stands several times, the first one counts.
    """
    findings: dict[str, Finding] = {}
    results: dict[tuple[str, str, str], Reported] = {}
    row_n: dict[str, int] = {}
    for figure in _figures(table, mapping):
        if raw_key(figure.factor) in mapping.n_rows:
            number = _people(figure.estimate, mapping.decimal)
            if figure.audience and number is not None:
                row_n[figure.audience] = number
            continue
        reported = _understood(figure, mapping, findings)
        if reported is None:
            continue
        place = (reported.audience, reported.factor, reported.measure)
        if place in results:
            _note(findings, mapping, "result-twice", " / ".join(filter(None, place)), reported.address)
        else:
            results[place] = reported
    if not results:
        findings["no-result"] = Finding("no-result", "no-result", "blocking", {})
    known = {**mapping.known_n, **row_n}
    return ResultsAccount(tuple(_with_n(result, known) for result in results.values()), tuple(findings.values()))


def _with_n(result: Reported, known: Mapping[str, int]) -> Reported:
    if result.n is not None or result.audience not in known:
        return result
    return Reported(
        result.audience, result.factor, result.measure, result.estimate, known[result.audience], result.address
    )


def _figures(table: Table, mapping: ResultsMapping) -> Iterator[_Figure]:
    factors = table.column(mapping.factor_column).values
    named = mapping.audience_columns if mapping.form == "wide" else (mapping.estimate_column,)
    tops = {name: _top(table, mapping, name) for name in named if name}
    for index, factor in enumerate(factors):
        if mapping.form == "wide":
            yield from _wide_figures(table, mapping, index, factor, tops)
        else:
            yield _long_figure(table, mapping, index, factor, tops)


def _top(table: Table, mapping: ResultsMapping, name: str) -> float:
    """Return whether the shares of a column are written on 0–1 or on 0–100: one above 1 tells."""
    factors = table.column(mapping.factor_column).values
    measures = table.column(mapping.measure_column).values if mapping.measure_column else None
    for index, cell in enumerate(table.column(name).values):
        measure = mapping.measures.get(raw_key(measures[index]), "") if measures else "share"
        number = as_number(cell, mapping.decimal)
        if measure == "share" and raw_key(factors[index]) not in mapping.n_rows and number is not None and number > 1:
            return 100.0
    return 1.0


def _wide_figures(
    table: Table, mapping: ResultsMapping, index: int, factor: Cell, tops: Mapping[str, float]
) -> Iterator[_Figure]:
    n_of = {audience: column for column, audience in mapping.n_columns.items()}
    cells = {name: table.column(name).values[index] for name in (*mapping.audience_columns, *mapping.n_columns)}
    if factor is None and not any(cell is not None for cell in cells.values()):
        return
    for name, audience in mapping.audience_columns.items():
        measure = mapping.measures.get(name, mapping.measure)
        n = cells[n_of[audience]] if audience in n_of else None
        if cells[name] is None and len(mapping.audience_columns) > len(set(mapping.audience_columns.values())):
            continue  # scores and shares side by side: one of the two may be missing
        yield _Figure(factor, audience, measure, cells[name], n, table.address(index, name), tops.get(name, 1.0))


def _long_figure(table: Table, mapping: ResultsMapping, index: int, factor: Cell, tops: Mapping[str, float]) -> _Figure:
    def cell(name: str) -> Cell:
        return table.column(name).values[index] if name else None

    audience, measure = raw_key(cell(mapping.audience_column)), raw_key(cell(mapping.measure_column))
    return _Figure(
        factor,
        mapping.audiences.get(audience) if mapping.audience_column else mapping.audience,
        mapping.measures.get(measure) if mapping.measure_column else mapping.measure,
        cell(mapping.estimate_column),
        cell(mapping.n_column),
        table.address(index, mapping.estimate_column),
        tops.get(mapping.estimate_column, 1.0),
    )


def _understood(figure: _Figure, mapping: ResultsMapping, findings: dict[str, Finding]) -> Reported | None:
    raw = raw_key(figure.factor)
    wrong = ""
    if raw not in mapping.factors:
        wrong = "factor-unknown"
    elif figure.audience is None:
        wrong = "audience-unknown"
    elif figure.measure is None:
        wrong = "measure-unknown"
    if wrong:
        _note(findings, mapping, wrong, raw if wrong == "factor-unknown" else str(figure.address), figure.address)
        return None
    estimate = _estimate(figure, mapping, findings)
    if estimate is None or figure.audience is None or figure.measure is None:
        return None
    n = _people(figure.n, mapping.decimal)
    if n is None and figure.n is not None:
        _note(findings, mapping, "n-not-count", raw_key(figure.n), figure.address)
    return Reported(figure.audience, mapping.factors[raw], figure.measure, estimate, n, figure.address)


def _estimate(figure: _Figure, mapping: ResultsMapping, findings: dict[str, Finding]) -> float | None:
    """Return a score on 0–10 or a share on 0–1, or None after noting why not."""
    raw = raw_key(figure.estimate)
    number = as_number(figure.estimate, mapping.decimal)
    if number is None:
        _note(findings, mapping, "estimate-not-number" if raw else "estimate-empty", raw, figure.address)
        return None
    low, high = _scale(figure, mapping)
    if not low <= number <= high:
        expected = {
            f"expected_{language}": in_language(RANGES[False, True, True], language).format(
                low=raw_key(low), high=raw_key(high)
            )
            for language in LANGUAGES
        }
        _note(findings, mapping, "estimate-outside", raw, figure.address, **expected)
        return None
    highest = 10 if figure.measure == "score" else 1
    return highest * (number - low) / (high - low)


def _scale(figure: _Figure, mapping: ResultsMapping) -> tuple[float, float]:
    if is_percentage(figure.estimate):
        return 0.0, 100.0
    return (0.0, figure.top) if figure.measure == "share" else (mapping.scale_min, mapping.scale_max)


def _people(cell: Cell, decimal: str) -> int | None:
    inside = _N_INSIDE.search(cell) if isinstance(cell, str) else None
    number = as_number(inside[1] if inside else cell, decimal)
    return int(number) if number is not None and number >= 0 and number.is_integer() else None


def _note(
    findings: dict[str, Finding], mapping: ResultsMapping, code: str, raw: str, address: Address, **values: object
) -> None:
    """Keep a finding; the same value not understood again adds its place."""
    key = f"{code}:{raw}" if raw else f"{code}:{address}"
    before = findings.get(key)
    places = (*(before.places if before else ()), address)
    findings[key] = Finding(key, code, "open", {"raw": raw, **values}, places, key in mapping.accepted)


def propose_results(table: Table, audiences: Mapping[str, Text], factors: Mapping[str, Text]) -> ResultsMapping:
    """Return a first reading of a table of results for a person to check: its form, columns, factors and audiences.

    Parameters
    ----------
    audiences, factors
        Key → name in each language.
    """
    decimal = table.decimal
    factor_column = _factor_column(table, factors)
    others = [name for name in table.names if name != factor_column]
    numeric = [name for name in others if _is_numeric(table.column(name).values, decimal)]
    n_columns = _n_columns(others, numeric, audiences)
    wide = {name: key for name in numeric if name not in n_columns and (key := _audience_of(name, audiences))}
    raws = {raw_key(cell) for cell in table.column(factor_column).values if cell is not None}
    n_rows = frozenset(raw for raw in raws if _N_ROW.fullmatch(fold(raw)))
    known = {raw: key for raw in sorted(raws - n_rows) if (key := _factor_of(raw, factors)) is not None}
    if wide:
        measures = {name: measure for name in wide if (measure := _measure_of(name))}
        told = {key: f"{name} {table.column(name).label}" for name, key in wide.items()}
        known_n = {key: n for key, words in told.items() if (n := _n_inside(words)) is not None}
        return ResultsMapping(
            "wide",
            factor_column,
            audience_columns=wide,
            n_columns=n_columns,
            factors=known,
            measures=measures,
            measure="share" if measures and set(measures.values()) == {"share"} else "score",
            known_n=known_n,
            n_rows=n_rows,
            decimal=decimal,
        )
    return _propose_long(table, audiences, factor_column, known, numeric)


def _propose_long(
    table: Table, audiences: Mapping[str, Text], factor_column: str, known: Mapping[str, str], numeric: Sequence[str]
) -> ResultsMapping:
    words = [name for name in table.names if name != factor_column and name not in numeric]
    audience_column = _heading_of("audience", words)
    measure_column = _heading_of("measure", words)
    n_column = next((name for name in numeric if _HEADINGS["n"].fullmatch(fold(name))), "")
    figures = [name for name in numeric if name != n_column]
    estimate_column = _heading_of("estimate", figures) or next(iter(figures), "")
    found = {raw: key for raw in _raws(table, audience_column) if (key := _audience_of(raw, audiences))}
    measures = {raw: key for raw in _raws(table, measure_column) if (key := _measure_of(raw))}
    return ResultsMapping(
        "long",
        factor_column,
        audience_column,
        measure_column,
        estimate_column,
        n_column,
        factors=known,
        audiences=found,
        measures=measures,
        audience=next(iter(audiences), "") if len(audiences) == 1 else "",
        decimal=table.decimal,
    )


def _raws(table: Table, name: str) -> list[str]:
    return [raw_key(cell) for cell in table.column(name).distinct() if cell is not None] if name else []


def _heading_of(what: str, names: Sequence[str]) -> str:
    return next((name for name in names if _HEADINGS[what].fullmatch(fold(name))), "")


def _factor_column(table: Table, factors: Mapping[str, Text]) -> str:
    """Return the column in which most cells name a factor."""

    def named(name: str) -> tuple[int, bool]:
        cells = table.column(name).distinct()
        hits = sum(_factor_of(raw_key(cell), factors) is not None for cell in cells if isinstance(cell, str))
        return hits, bool(_HEADINGS["factor"].fullmatch(fold(name)))

    return max(table.names, key=named)


def _is_numeric(cells: Sequence[Cell], decimal: str) -> bool:
    filled = [cell for cell in cells if cell is not None]
    mark = "," if decimal_mark(cell for cell in filled if isinstance(cell, str)) == "," else decimal
    return bool(filled) and sum(as_number(cell, mark) is not None for cell in filled) >= 0.5 * len(filled)


def _n_columns(names: Sequence[str], numeric: Sequence[str], audiences: Mapping[str, Text]) -> dict[str, str]:
    """Return the columns of numbers of respondents; one that names no audience belongs to the column before it."""
    found: dict[str, str] = {}
    before = ""
    for name in names:
        audience = _audience_of(name, audiences)
        counts = _N_WORDS.match(fold(name)) or _N_LAST.search(fold(name))
        if name in numeric and counts and _n_inside(name) is None and (audience or before):
            found[name] = audience or before
        before = audience or before
    return found


def _n_inside(name: str) -> int | None:
    return _people(name, ".") if _N_INSIDE.search(name) else None


def _audience_of(raw: str, audiences: Mapping[str, Text]) -> str | None:
    words = set(fold(_N_INSIDE.sub(" ", raw)).split())
    for key, name in audiences.items():
        if any(
            words and (set(fold(text).split()) <= words or fold(text) == fold(raw)) for text in (key, *name.values())
        ):
            return key
    hits = [key for key in audiences if words & _SIDE_WORDS.get(key, frozenset())]
    return hits[0] if len(hits) == 1 else None


def _factor_of(raw: str, factors: Mapping[str, Text]) -> str | None:
    if is_total(raw) or _OVERALL.fullmatch(fold(raw)):
        return ALL_FACTORS
    words = _NUMBERING.sub("", fold(raw))
    for key, name in factors.items():
        if words in {fold(key), *map(fold, name.values())}:
            return key
    return _nearest(frozenset(words.split()), factors)


def _nearest(words: frozenset[str], factors: Mapping[str, Text]) -> str | None:
    """Return the one factor that shares at least 60 % of the words, if there is exactly one."""
    near = []
    for key, name in factors.items():
        named = [frozenset(fold(text).split()) for text in name.values()]
        if any(len(words & other) >= 0.6 * len(words | other) for other in named):
            near.append(key)
    return near[0] if len(near) == 1 else None


def _measure_of(raw: str) -> str | None:
    words = set(fold(raw).split())
    if "%" in raw:
        return "share"
    return next((measure for measure, known in _MEASURES.items() if words & known), None)
