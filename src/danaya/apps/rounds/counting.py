"""How many answered, per audience and per level of each breakdown; strata with a single cluster."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from danaya.engines.restitution import Study

Columns = Mapping[str, Sequence[Any]]


def count_audiences(study: Study, columns: Columns) -> dict[str, int]:
    """Return audience key → respondents."""
    return {key: len(rows) for key, rows in rows_of_audiences(study, columns).items()}


def rows_of_audiences(study: Study, columns: Columns) -> dict[str, list[int]]:
    """Return audience key → the indexes of its rows."""
    height = len(next(iter(columns.values()), ()))
    if not study.audience_column:
        return {audience.key: list(range(height)) for audience in study.audiences}
    places: dict[str, list[int]] = defaultdict(list)
    for index, value in enumerate(columns[study.audience_column]):
        places[str(value)].append(index)
    return {
        audience.key: [index for value in audience.values for index in places[str(value)]]
        for audience in study.audiences
    }


def count_levels(study: Study, columns: Columns) -> dict[str, dict[str, dict[str, int]]]:
    """Return audience key → breakdown key → level → respondents."""
    rows = rows_of_audiences(study, columns)
    return {
        audience: {
            domain.key: dict(Counter(str(columns[domain.column][index]) for index in places))
            for domain in study.domains
            if domain.column in columns
        }
        for audience, places in rows.items()
    }


def count_silences(study: Study, columns: Columns) -> list[dict[str, Any]]:
    """Return per question, among those who were asked it: who said something, who is missing, does not know, refuses.

    The most silent questions come first.
    """
    places = rows_of_audiences(study, columns)
    found = []
    for item in study.items:
        scale, values = study.scales[item.scale], columns[item.column]
        counts = Counter(values[index] for audience in item.audiences for index in places[audience])
        row = {
            "missing": counts[None],
            "dont_know": sum(counts[code] for code in scale.dont_know),
            "refusal": sum(counts[code] for code in scale.refusal),
        }
        not_asked = sum(counts[code] for code in scale.not_asked)
        found.append({"key": item.key, "said": counts.total() - not_asked - sum(row.values()), **row})
    return sorted(found, key=lambda row: row["dont_know"] + row["refusal"], reverse=True)


def lonely_strata(study: Study, columns: Columns) -> list[str]:
    """Return the strata with a single cluster at the first stage (or, without clusters, a single respondent)."""
    design = study.design
    if not design.strata or any(name not in columns for name in design.strata):
        return []
    strata = zip(*(columns[name] for name in design.strata), strict=True)
    clusters = columns[design.clusters[0]] if design.clusters else range(len(columns[design.strata[0]]))
    seen: dict[str, set[Any]] = defaultdict(set)
    for stratum, cluster in zip(strata, clusters, strict=True):
        seen[" × ".join(map(str, stratum))].add(cluster)
    return sorted(name for name, found in seen.items() if len(found) == 1)
