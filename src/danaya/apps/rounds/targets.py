"""What a file of answers must feed: the columns of a round's codebook and design, as the tables engine takes them."""

from typing import Any

from danaya.apps.rounds.models import Breakdown, Question, Round
from danaya.engines.language import Text
from danaya.engines.tables import Target

DESIGN_NAMES: dict[str, Text] = {
    "audience": {"fr": "Public interrogé", "en": "Audience"},
    "weight": {"fr": "Pondération", "en": "Weight"},
    "stratum": {"fr": "Strate", "en": "Stratum"},
    "psu": {"fr": "Grappe (lieu d'enquête)", "en": "Cluster (place)"},
    "fpc": {"fr": "Taille de la population de la strate", "en": "Population of the stratum"},
}


def targets_of(round_: Round) -> tuple[Target, ...]:
    """Return every column that the round's study needs, design first; derived columns need none."""
    derived = {str(step.get("column", "")) for step in round_.derive}
    wanted = [*_design_targets(round_), *map(_breakdown_target, round_.breakdowns.all())]
    wanted += [_question_target(question) for question in round_.questions.select_related("scale")]
    wanted += [_source_target(column) for column in _sources(round_)]
    seen: dict[str, Target] = {}
    for target in wanted:
        if target.key not in derived:
            seen.setdefault(target.key, target)
    return tuple(seen.values())


def _design_targets(round_: Round) -> list[Target]:
    columns: list[tuple[str, str, dict[str, Any]]] = []
    if round_.audience_column:
        columns.append((round_.audience_column, "audience", {"kind": "code", "codes": _audience_codes(round_)}))
    columns += [(column, "stratum", {"kind": "code"}) for column in round_.strata]
    columns += [(column, "psu", {"kind": "code"}) for column in round_.clusters]
    if round_.weights:
        columns.append((round_.weights, "weight", {"kind": "number", "above": 0}))
    columns += [(column, "fpc", {"kind": "number", "above": 0}) for column in round_.fpc]
    return [
        Target(key=column, name=DESIGN_NAMES[role], role=role, required=True, **facts) for column, role, facts in columns
    ]


def _audience_codes(round_: Round) -> dict[Any, Text]:
    return {value: audience.name for audience in round_.audiences.all() for value in audience.values}


def _breakdown_target(breakdown: Breakdown) -> Target:
    codes = {level["code"]: level["label"] for level in breakdown.levels}
    return Target(key=breakdown.column, name=breakdown.name, kind="code", codes=codes, role="domain")


def _question_target(question: Question) -> Target:
    codes = {entry["code"]: entry["label"] for entry in question.scale.codes}
    role_codes = {entry["role"]: entry["code"] for entry in reversed(question.scale.codes)}
    return Target(
        key=question.column,
        name=question.text,
        kind="code",
        codes=codes,
        dont_know=role_codes.get("dont_know"),
        refusal=role_codes.get("refusal"),
        not_asked=role_codes.get("not_asked"),
        role="item",
        aliases=(question.key,),
    )


def _sources(round_: Round) -> list[str]:
    """Return the columns that derived columns are made from and nothing else names."""
    return [str(column) for step in round_.derive for column in step.get("from", ())]  # type: ignore[union-attr]


def _source_target(column: str) -> Target:
    return Target(key=column, name={"fr": column, "en": column}, kind="code", role="domain", required=True)
