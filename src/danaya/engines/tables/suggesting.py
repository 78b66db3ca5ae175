"""The first reading of a table of reported results: its form, columns, factors and audiences, for a person to check."""

import re
from collections.abc import Mapping, Sequence

from danaya.engines.language import Text
from danaya.engines.tables.headings import is_total
from danaya.engines.tables.results import ALL_FACTORS, N_INSIDE, ResultsMapping, people
from danaya.engines.tables.spelling import as_number, decimal_mark, fold, is_percentage, raw_key
from danaya.engines.tables.table import Cell, Table

_N_ROW = re.compile(r"(n|effectifs?|nombre de repondants|repondants|respondents|sample( size)?|base|echantillon)")
_N_WORDS = re.compile(r"(n|effectifs?|nombre|repondants|respondents|sample|base|echantillon)\b")
_N_LAST = re.compile(r" (n|effectifs?|nombre|repondants|respondents|base|echantillon)$")
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
            scale_max=_scale_top(
                table, [name for name in wide if measures.get(name, "score") == "score"], n_rows, factor_column
            ),
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


def _scale_top(table: Table, scores: Sequence[str], n_rows: frozenset[str], factor_column: str) -> float:
    """Return the top of the scale that scores are likely on: 100 where most of them are above 10."""
    factors = table.column(factor_column).values
    cells = [
        cell
        for name in scores
        for factor, cell in zip(factors, table.column(name).values, strict=True)
        if raw_key(factor) not in n_rows and not is_percentage(cell)
    ]
    numbers = [number for cell in cells if (number := as_number(cell, table.decimal)) is not None]
    return 100.0 if 2 * sum(number > 10 for number in numbers) > len(numbers) else 10.0


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
    return people(name, ".") if N_INSIDE.search(name) else None


def _audience_of(raw: str, audiences: Mapping[str, Text]) -> str | None:
    words = set(fold(N_INSIDE.sub(" ", raw)).split())
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
