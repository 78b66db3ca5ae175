"""``reproduce.R`` and the answers it reads: the proof, for the team, that every figure can be had again with R ``survey``."""

from collections.abc import Iterator, Mapping
from importlib.resources import files

import numpy as np

from danaya.engines.restitution.analysis.comparing import pair_items
from danaya.engines.restitution.analysis.preparing import Prepared, factors_of
from danaya.engines.restitution.analysis.tabulating import sides
from danaya.engines.restitution.answers.codes import shown_code
from danaya.engines.restitution.answers.columns import Column
from danaya.engines.restitution.pack.separated import separated
from danaya.engines.restitution.study import Scale, Study


def write_answers(prepared: Prepared) -> str:
    """Return the answers as CSV: audience, levels, columns of the design (derived ones made), codes of the items."""
    study = prepared.study
    columns: dict[str, list[str]] = {"audience": [key or "" for key in prepared.audience]}
    columns |= {f"level {key}": [level or "" for level in values] for key, values in prepared.levels.items()}
    columns |= {f"design {name}": list(_exact(column)) for name, column in prepared.design_columns().items()}
    columns |= {f"item {item.key}": list(_codes(prepared.columns[item.column])) for item in study.items}
    return separated(tuple(columns), zip(*columns.values(), strict=True))


def _exact(column: Column) -> Iterator[str]:
    for value in column:
        if isinstance(value, str) or value is None:
            yield value or ""
        else:
            yield "" if np.isnan(value) else repr(float(value))


def _codes(column: Column) -> Iterator[str]:
    for value in column:
        yield "" if value is None or (isinstance(value, float) and np.isnan(value)) else shown_code(value)


def write_script(study: Study, earlier: Study | None) -> str:
    """Return the R script for a round, and an earlier one."""
    template = files("danaya.engines.restitution.pack").joinpath("reproduce.R").read_text(encoding="utf-8")
    return template.replace("#@SPECIFICATION@", _specification(study, earlier))


def _specification(study: Study, earlier: Study | None) -> str:
    pair = sides(study)
    rounds = {"later": _round(study, "answers.csv")}
    if earlier is not None:
        rounds["earlier"] = _round(earlier, "earlier.csv")
    pairs = pair_items(study, earlier) if earlier is not None else {}
    parts = ",\n\n  ".join(f"{name} = {text}" for name, text in rounds.items())
    return f"rounds <- list(\n  sides = {_texts(pair or ())},\n\n  {parts}\n)\npairs <- {_named_list(pairs)}"


def _round(study: Study, file: str) -> str:
    design = study.design
    lines = [
        f"file = {_text(file)}",
        f"factors = {_texts(factors_of(study))}",
        (
            "design = list("
            f"clusters = {_texts(design.clusters)}, strata = {_texts(design.strata)}, "
            f"weights = {_texts((design.weights,) if design.weights else ())}, fpc = {_texts(design.fpc)}, "
            f"nest = {_flag(design.nest)}, lonely = {_text(design.lonely.value)}, domain_lonely = {_flag(design.domain_lonely)})"
        ),
        "levels = list("
        + ", ".join(f"{_name(d.key)} = {_texts(map(shown_code, d.levels))}" for d in study.domains)
        + ")",
        "scales = list(\n      "
        + ",\n      ".join(f"{_name(key)} = {_scale(scale)}" for key, scale in study.scales.items())
        + ")",
        "items = list(\n      "
        + ",\n      ".join(
            f"list(key = {_text(item.key)}, scale = {_text(item.scale)}, factor = {_text(item.factor)}, "
            f"kind = {_text(item.kind)}, sensitive = {_flag(item.sensitive)}, audiences = {_texts(item.audiences)})"
            for item in study.items
        )
        + ")",
    ]
    return "list(\n    " + ",\n    ".join(lines) + ")"


def _scale(scale: Scale) -> str:
    silent = scale.dont_know | scale.refusal | scale.not_asked
    scores = ", ".join(f"{_name(shown_code(code))} = {score!r}" for code, score in scale.scores.items())
    answers = [shown_code(code) for code in scale.labels if code not in silent]
    parts = {
        "score": f"c({scores})" if scores else "setNames(numeric(), character())",
        "favourable": _texts(sorted(map(shown_code, scale.favourable))),
        "answers": _texts(answers),
        "dont_know": _texts(sorted(map(shown_code, scale.dont_know))),
        "refusal": _texts(sorted(map(shown_code, scale.refusal))),
        "not_asked": _texts(sorted(map(shown_code, scale.not_asked))),
    }
    return "list(" + ", ".join(f"{name} = {text}" for name, text in parts.items()) + ")"


def _named_list(pairs: Mapping[str, str]) -> str:
    return "list(" + ", ".join(f"{_name(key)} = {_text(value)}" for key, value in pairs.items()) + ")"


def _texts(values: object) -> str:
    found = [_text(str(value)) for value in values]  # type: ignore[attr-defined]
    return "c(" + ", ".join(found) + ")" if found else "character()"


def _text(value: str) -> str:
    """Return an R string; nothing in it is code."""
    plain = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(mark if mark.isprintable() else f"\\u{ord(mark):04x}" for mark in plain) + '"'


def _name(value: str) -> str:
    """Return a name in a list, quoted as R wants it."""
    return _text(value)


def _flag(value: bool) -> str:
    return "TRUE" if value else "FALSE"
