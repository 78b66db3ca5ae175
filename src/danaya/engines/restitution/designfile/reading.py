"""DESIGN file (TOML) → :class:`Study`. Its form is described in ``docs/reference/design-file.md``."""

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from danaya.engines.language import Problem, Problems, Text
from danaya.engines.perception import Design, Lonely, Selection
from danaya.engines.restitution.designfile.checks import check_study
from danaya.engines.restitution.designfile.fields import Fields
from danaya.engines.restitution.study import Audience, Code, Domain, Item, Scale, Side, Study

NOT_TOML: Text = {
    "fr": "Ce fichier ne suit plus la forme TOML à la ligne {line}, colonne {column} : « {shown} ». Corrigez-le à cet endroit, ou juste avant.",
    "en": "This file stops following the TOML form on line {line}, column {column}: “{shown}”. Mend it at that place, or just before.",
}
NOT_FOUND: Text = {
    "fr": "Ce fichier n'existe pas ou ne se lit pas. Vérifiez son nom et son dossier.",
    "en": "This file does not exist or cannot be read. Check its name and folder.",
}
NOT_UTF8: Text = {
    "fr": "Ce fichier n'est pas en UTF-8. Enregistrez-le en UTF-8.",
    "en": "This file is not in UTF-8. Save it as UTF-8.",
}


class Meaning(StrEnum):
    """What an answer code stands for, as the key ``is`` of an answer says."""

    FAVOURABLE = "favourable"
    NEUTRAL = "neutral"
    UNFAVOURABLE = "unfavourable"
    DONT_KNOW = "dont_know"
    REFUSAL = "refusal"
    NOT_ASKED = "not_asked"


def read_study(path: Path | str) -> Study:
    """Return the study a DESIGN file describes.

    Raises
    ------
    Problems
        Everything that is wrong with the file, each with its key path.
    """
    place = Path(path)
    try:
        text = place.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Problems([Problem("not-utf8", NOT_UTF8, place.name)]) from None
    except OSError:
        raise Problems([Problem("file-not-found", NOT_FOUND, str(place))]) from None
    return parse_study(text, place.name)


def parse_study(text: str, name: str = "") -> Study:
    """Return the study that the text of a DESIGN file describes; ``name`` stands in front of each problem's place."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Problems([_not_toml(text, str(error), name)]) from None
    problems: list[Problem] = []
    study = _study(Fields(table, "", problems))
    if not problems:
        problems.extend(check_study(study))
    if problems:
        raise Problems(_named(problem, name) for problem in problems)
    return study


def _not_toml(text: str, complaint: str, name: str) -> Problem:
    lines = text.splitlines() or [""]
    place = re.search(r"line (\d+), column (\d+)", complaint)
    line, column = (int(place[1]), int(place[2])) if place else (len(lines), len(lines[-1]) + 1)
    shown = lines[min(line, len(lines)) - 1].strip()[:60]
    return Problem("not-toml", NOT_TOML, name, line=line, column=column, shown=shown)


def _named(problem: Problem, name: str) -> Problem:
    where = f"{name}: {problem.where}" if name and problem.where else name or problem.where
    return Problem(problem.code, problem.text, where, **problem.values)


def _study(fields: Fields) -> Study:
    audiences = tuple(_audience(name, inner) for name, inner in fields.named("audiences"))
    everyone = tuple(audience.key for audience in audiences)
    title = fields.text("title")
    study = Study(
        title=title,
        label=fields.text("label", needed=False) or title,
        year=_year(fields),
        audiences=audiences,
        items=tuple(_item(inner, everyone) for inner in fields.listed("items")),
        scales={name: _scale(name, inner) for name, inner in fields.named("scales")},
        design=_design(fields.fields("design")),
        audience_column=fields.words("audience_column", ""),
        domains=tuple(_domain(name, inner) for name, inner in fields.named("domains")),
        derive=tuple(dict(inner.table) for inner in fields.listed("derive")),
        coverage=fields.text("coverage", needed=False),
        mode=fields.words("mode", ""),
        fieldwork=fields.words("fieldwork", ""),
        notice=fields.text("notice", needed=False),
    )
    fields.finish()
    return study


def _year(fields: Fields) -> str:
    year = fields.table.get("year")
    fields.asked.append("year")
    if year is None or isinstance(year, str):
        return year or ""
    if isinstance(year, int) and not isinstance(year, bool):
        return str(year)
    fields.wrong("year", year, "words")
    return ""


def _design(fields: Fields) -> Design:
    design = Design(
        clusters=fields.names("clusters") or (),
        strata=fields.names("strata") or (),
        weights=fields.words("weights", "") or None,
        fpc=fields.names("fpc") or (),
        nest=fields.flag("nest"),
        lonely=fields.choice("lonely", Lonely, Lonely.FAIL),
        domain_lonely=fields.flag("domain_lonely"),
        selection=fields.choice("selection", Selection, Selection.PROBABILITY),
    )
    fields.finish()
    return design


def _audience(key: str, fields: Fields) -> Audience:
    audience = Audience(
        key=key,
        name=fields.text("name"),
        side=fields.choice("side", Side, Side.CUSTOMS),
        values=fields.codes("values"),
        selection=fields.choice("selection", Selection, Selection.PROBABILITY),
        target=fields.integer("target"),
        population=fields.integer("population"),
    )
    fields.finish()
    return audience


def _domain(key: str, fields: Fields) -> Domain:
    levels: dict[Code, Text] = {}
    for inner in fields.listed("levels"):
        code = inner.code("code")
        if code is not None:
            levels[code] = inner.text("name")
        inner.finish()
    domain = Domain(key, fields.words("column"), fields.text("name"), levels, fields.words("kind", "group"))
    fields.finish()
    return domain


def _item(fields: Fields, everyone: tuple[str, ...]) -> Item:
    key = fields.words("key")
    asked = fields.names("audiences")
    item = Item(
        key=key,
        column=fields.words("column", key),
        text=fields.text("text"),
        scale=fields.words("scale"),
        audiences=everyone if asked is None else asked,
        factor=fields.words("factor", ""),
        kind=fields.words("kind", "perception"),
        sensitive=fields.flag("sensitive"),
        freely=fields.flag("freely"),
        earlier=fields.words("earlier", ""),
        reworded=fields.flag("reworded"),
    )
    fields.finish()
    return item


def _scale(key: str, fields: Fields) -> Scale:
    labels: dict[Code, Text] = {}
    scores: dict[Code, float] = {}
    meanings: dict[Meaning, set[Code]] = {meaning: set() for meaning in Meaning}
    for inner in fields.listed("answers"):
        code = inner.code("code")
        score, label = inner.number("score"), inner.text("label", needed=False)
        meaning = inner.choice("is", Meaning, Meaning.UNFAVOURABLE)
        inner.finish()
        if code is None:
            continue
        if code in labels or code in scores or any(code in codes for codes in meanings.values()):
            fields.problems.append(Problem("code-twice", CODE_TWICE, inner.path, answer=code))
        if label:
            labels[code] = label
        if score is not None:
            scores[code] = float(score)
        meanings[meaning].add(code)
    fields.finish()
    return _filled_scale(key, labels, scores, meanings)


CODE_TWICE: Text = {
    "fr": "Le code {answer} figure deux fois. Gardez-le une seule fois.",
    "en": "The code {answer} stands twice. Keep it once.",
}


def _filled_scale(
    key: str, labels: Mapping[Code, Text], scores: Mapping[Code, float], meanings: Mapping[Meaning, set[Code]]
) -> Scale:
    return Scale(
        key=key,
        labels=labels,
        scores=scores,
        favourable=frozenset(meanings[Meaning.FAVOURABLE]),
        neutral=frozenset(meanings[Meaning.NEUTRAL]),
        dont_know=frozenset(meanings[Meaning.DONT_KNOW]),
        refusal=frozenset(meanings[Meaning.REFUSAL]),
        not_asked=frozenset(meanings[Meaning.NOT_ASKED]),
    )
