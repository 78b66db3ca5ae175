"""What a file of answers must feed: the columns of a round's codebook and design, as the tables engine takes them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from danaya.apps.rounds.models import Breakdown, Question, Round
from danaya.engines.language import Text
from danaya.engines.tables import Absence, Target

DESIGN_NAMES: dict[str, Text] = {
    "audience": {"fr": "Public interrogé", "en": "Audience"},
    "weight": {"fr": "Pondération", "en": "Weight"},
    "stratum": {"fr": "Strate", "en": "Stratum"},
    "psu": {"fr": "Grappe (lieu du sondage)", "en": "Cluster (place of the survey)"},
    "fpc": {"fr": "Taille de la population de la strate", "en": "Population of the stratum"},
}
WITHOUT_COLUMN = frozenset({"weight", "stratum", "psu"})
"""What a file of one audience may lack: all its respondents then count alike, in one stratum, each drawn alone."""


def targets_of(round_: Round, audience: str = "") -> tuple[Target, ...]:
    """Return every column that the round's study needs from a file, design first; derived columns need none.

    ``audience``: the file holds the answers of this audience only.
    """
    derived = {str(step.get("column", "")) for step in round_.derive}
    questions = round_.questions.select_related("scale")
    values = {one.key: one.values for one in round_.audiences.all()}

    def codes_of(audiences: Sequence[str]) -> frozenset[Any]:
        """The values that mark the rows of these audiences; none in a file of one audience, which has no such column."""
        return frozenset(value for key in audiences for value in values.get(key, ()) if not audience)

    breakdowns = [one for one in round_.breakdowns.all() if not audience or one.is_asked_of(audience)]
    asked = [one for one in questions if not audience or audience in one.audiences]
    wanted = _design_targets(round_, audience)
    wanted += [_breakdown_target(one, codes_of(one.audiences)) for one in breakdowns]
    wanted += [_question_target(one, codes_of(one.audiences)) for one in asked]
    wanted += [_source_target(column) for column in source_columns(round_)]
    seen: dict[str, Target] = {}
    for target in wanted:
        if target.key not in derived:
            seen.setdefault(target.key, target)
    return tuple(seen.values())


def _design_targets(round_: Round, audience: str) -> list[Target]:
    columns: list[tuple[str, str, dict[str, Any]]] = []
    if round_.audience_column and not audience:
        columns.append((round_.audience_column, "audience", {"kind": "code", "codes": _audience_codes(round_)}))
    columns += [(column, "stratum", {"kind": "code"}) for column in round_.strata]
    columns += [(column, "psu", {"kind": "code"}) for column in round_.clusters]
    if round_.weights:
        columns.append((round_.weights, "weight", {"kind": "number", "above": 0}))
    columns += [(column, "fpc", {"kind": "number", "above": 0}) for column in round_.fpc]
    return [
        Target(
            key=column,
            name=DESIGN_NAMES[role],
            role=role,
            required=not (audience and role in WITHOUT_COLUMN),
            **facts,
        )
        for column, role, facts in columns
    ]


def _audience_codes(round_: Round) -> dict[Any, Text]:
    return {value: audience.name for audience in round_.audiences.all() for value in audience.values}


def _breakdown_target(breakdown: Breakdown, asked_of: frozenset[Any]) -> Target:
    codes = {level["code"]: level["label"] for level in breakdown.levels}
    return Target(
        key=breakdown.column,
        name=breakdown.name,
        kind="code",
        codes=codes,
        asked_of=asked_of,
        role="domain",
        aliases=(breakdown.key,),
    )


def _question_target(question: Question, asked_of: frozenset[Any]) -> Target:
    codes = {entry["code"]: entry["label"] for entry in question.scale.codes}
    role_codes = {entry["role"]: entry["code"] for entry in reversed(question.scale.codes)}
    silent = {entry["code"]: Absence(entry["role"]) for entry in question.scale.codes if entry["role"] in set(Absence)}
    return Target(
        key=question.column,
        name=question.text,
        kind="code",
        codes=codes,
        dont_know=role_codes.get("dont_know"),
        refusal=role_codes.get("refusal"),
        not_asked=role_codes.get("not_asked"),
        silences=silent,
        asked_of=asked_of,
        role="item",
        aliases=(question.key,),
    )


def source_columns(round_: Round) -> tuple[str, ...]:
    """Return the columns that derived columns are made from."""
    made = {str(step.get("column", "")) for step in round_.derive}
    names = [name for step in round_.derive for name in _sources_of(step)]
    return tuple(dict.fromkeys(name for name in names if name not in made))


def _sources_of(step: Mapping[str, Any]) -> list[str]:
    listed = [step.get(key, ()) for key in ("order", "within", "columns", "from")]
    names = [name for value in listed for name in ([value] if isinstance(value, str) else value)]
    return [*map(str, names), *_names_in(str(step.get("expression", "")))]


def _names_in(expression: str) -> Sequence[str]:
    from danaya.engines.restitution.answers.grammar import names_in, parse_expression  # noqa: PLC0415  # app ready

    return sorted(names_in(parse_expression(expression))) if expression else ()


def _source_target(column: str) -> Target:
    return Target(key=column, name={"fr": column, "en": column}, kind="code", role="domain", required=True)


def code_like(key: str) -> str:
    """Return ``key`` as a name that answers and DESIGN files can hold."""
    return re.sub(r"[^\w.-]+", "_", key).strip("_")
