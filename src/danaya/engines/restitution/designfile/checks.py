"""What must hold in a study, whoever wrote it: names that exist, codes that mean one thing, factors by their keys."""

import difflib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from danaya.engines.framework import load_factors
from danaya.engines.language import LANGUAGES, Problem, Text
from danaya.engines.restitution.answers.codes import normal_code
from danaya.engines.restitution.answers.recipes import check_derived
from danaya.engines.restitution.study import Code, Item, Scale, Study

ITEM_KINDS = ("perception", "experience", "choice")
DOMAIN_KINDS = ("region", "gender", "group")

NO_AUDIENCE: Text = {
    "fr": "Aucun public n'est décrit. Ajoutez une table [audiences.…].",
    "en": "No audience is described. Add a table [audiences.…].",
}
NO_ITEM: Text = {
    "fr": "Aucune question n'est décrite. Ajoutez au moins une table [[items]].",
    "en": "No item is described. Add at least one table [[items]].",
}
NO_LONGER_TWO: Text = {
    "fr": "Trois publics ou plus : une restitution en compare un ou deux. Gardez-en deux au plus.",
    "en": "Three audiences or more: a restitution compares one or two. Keep two at most.",
}
SAME_SIDE: Text = {
    "fr": "Les deux publics sont du même côté. Donnez « customs » à l'un et « private » à l'autre.",
    "en": "Both audiences are on the same side. Give “customs” to one and “private” to the other.",
}
AUDIENCE_COLUMN: Text = {
    "fr": "Deux publics partagent ce fichier. Dites par audience_column et values lequel a répondu à chaque ligne.",
    "en": "Two audiences share this file. Say by audience_column and values which of them answered each row.",
}
SHARED_VALUE: Text = {
    "fr": "La valeur {value} désigne deux publics. Chaque valeur en désigne un seul.",
    "en": "The value {value} stands for two audiences. Each value stands for one.",
}
KEY_TWICE: Text = {
    "fr": "La clé « {key} » figure deux fois. Donnez un autre nom à l'une des deux.",
    "en": "The key “{key}” stands twice. Give one of the two another name.",
}
BAD_KEY: Text = {
    "fr": "La clé « {key} » contient des espaces ou est vide. Écrivez lettres, chiffres, « - », « _ » ou « . ».",
    "en": "The key “{key}” is empty or holds spaces. Write letters, digits, “-”, “_” or “.”.",
}
NOT_THERE: Text = {
    "fr": "« {value} » n'existe pas ici.{hint} Possibles : {choices}.",
    "en": "“{value}” does not exist here.{hint} Possible: {choices}.",
}
NO_SCORE: Text = {
    "fr": "L'échelle « {scale} » n'a aucune note. Donnez score (0 à 10) à ses réponses.",
    "en": "The scale “{scale}” has no score. Give score (0 to 10) to its answers.",
}
SCORE_RANGE: Text = {
    "fr": "La note {score} sort de l'échelle. Écrivez un nombre de 0 à 10.",
    "en": "The score {score} is off the scale. Write a number from 0 to 10.",
}
SCORED_SILENCE: Text = {
    "fr": "Le code {answer} est une non-réponse et porte une note. Retirez la note.",
    "en": "The code {answer} is a non-answer and carries a score. Take the score away.",
}
UNSCORED_TONE: Text = {
    "fr": "Le code {answer} est favorable ou neutre mais n'a pas de note. Donnez-lui score.",
    "en": "The code {answer} is favourable or neutral but has no score. Give it a score.",
}
NO_LABEL: Text = {
    "fr": "Le code {answer} n'a pas de libellé. Ajoutez label.",
    "en": "The code {answer} has no label. Add label.",
}
SAME_CODE: Text = {
    "fr": "Les codes {answer} et {other} se lisent de la même façon. Gardez-en un.",
    "en": "The codes {answer} and {other} read the same. Keep one of them.",
}
NO_LEVEL: Text = {
    "fr": "Cette ventilation n'a aucune modalité. Ajoutez levels.",
    "en": "This breakdown has no level. Add levels.",
}
TARGET: Text = {
    "fr": "L'effectif visé ({target}) dépasse la population ({population}) ou n'est pas positif. Corrigez l'un des deux.",
    "en": "The target ({target}) is above the population ({population}) or not positive. Mend one of them.",
}
NO_WORDS: Text = {
    "fr": "Le texte manque en {language}. Ajoutez-le.",
    "en": "The text is missing in {language}. Add it.",
}


def check_study(study: Study) -> tuple[Problem, ...]:
    """Return everything that keeps ``study`` from being analysed, each with its key path; empty when all is well."""
    checks: tuple[Callable[[Study], Iterable[Problem]], ...] = (
        _check_audiences,
        _check_sides,
        _check_scales,
        _check_items,
        _check_domains,
        check_derived,
        _check_words,
    )
    return tuple(problem for check in checks for problem in check(study))


def not_there(where: str, value: object, choices: Collection[str]) -> Problem:
    """Return the problem of a name that does not exist, with the nearest that does."""
    near = difflib.get_close_matches(str(value), list(choices), n=1)
    hints = {"fr": f" Pensez-vous à « {near[0]} » ?", "en": f" Do you mean “{near[0]}”?"} if near else {}
    text = {language: NOT_THERE[language].replace("{hint}", hints.get(language, "")) for language in LANGUAGES}
    return Problem("not-there", text, where, value=value, choices=", ".join(choices))


def _check_audiences(study: Study) -> Iterator[Problem]:
    if not study.audiences:
        yield Problem("no-audience", NO_AUDIENCE, "audiences")
    for audience in study.audiences:
        where = f"audiences.{audience.key}"
        yield from _check_key(where, audience.key)
        target, population = audience.target, audience.population
        if any(count is not None and count <= 0 for count in (target, population)) or (
            target is not None and population is not None and target > population
        ):
            yield Problem("target", TARGET, where, target=target, population=population)


def _check_sides(study: Study) -> Iterator[Problem]:
    if len(study.audiences) > 2:
        yield Problem("too-many-audiences", NO_LONGER_TWO, "audiences")
    if len(study.audiences) < 2:
        return
    if len({audience.side for audience in study.audiences}) == 1:
        yield Problem("same-side", SAME_SIDE, "audiences")
    if not study.audience_column or not all(audience.values for audience in study.audiences):
        yield Problem("audience-column", AUDIENCE_COLUMN, "audience_column")
    counted = Counter(normal_code(value) for audience in study.audiences for value in audience.values)
    for value, times in counted.items():
        if times > 1:
            yield Problem("shared-value", SHARED_VALUE, "audiences", value=value)


def _check_scales(study: Study) -> Iterator[Problem]:
    for key, scale in study.scales.items():
        yield from _check_scale(f"scales.{key}", scale)


def _check_scale(where: str, scale: Scale) -> Iterator[Problem]:
    silent = scale.dont_know | scale.refusal | scale.not_asked
    codes = tuple(dict.fromkeys((*scale.labels, *scale.scores, *scale.favourable, *scale.neutral, *silent)))
    yield from _check_same_codes(where, codes)
    for code in codes:
        place = f"{where}.answers[code {code}]"
        if code in silent and code in scale.scores:
            yield Problem("scored-silence", SCORED_SILENCE, place, answer=code)
        if code in (scale.favourable | scale.neutral) - silent and code not in scale.scores:
            yield Problem("unscored-tone", UNSCORED_TONE, place, answer=code)
        if code not in silent and not scale.labels.get(code):
            yield Problem("no-label", NO_LABEL, place, answer=code)
        if not 0 <= scale.scores.get(code, 0) <= 10:
            yield Problem("score-range", SCORE_RANGE, place, score=scale.scores[code])


def _check_same_codes(where: str, codes: Iterable[Code]) -> Iterator[Problem]:
    seen: dict[float | str, Code] = {}
    for code in codes:
        other = seen.setdefault(normal_code(code), code)
        if other is not code and (type(other), other) != (type(code), code):
            yield Problem("same-code", SAME_CODE, where, answer=code, other=other)


def _check_items(study: Study) -> Iterator[Problem]:
    if not study.items:
        yield Problem("no-item", NO_ITEM, "items")
    keys: Counter[str] = Counter()
    for place, item in enumerate(study.items, start=1):
        where = f"items[{place}]"
        keys[item.key] += 1
        if keys[item.key] == 2:
            yield Problem("key-twice", KEY_TWICE, where, key=item.key)
        yield from _check_key(where, item.key)
        yield from _check_item(study, item, where)


def _check_item(study: Study, item: Item, where: str) -> Iterator[Problem]:
    if item.scale not in study.scales:
        yield not_there(f"{where}.scale", item.scale, tuple(study.scales))
    elif item.kind != "choice" and not study.scales[item.scale].scores:
        yield Problem("no-score", NO_SCORE, f"{where}.scale", scale=item.scale)
    factors = [factor.key for factor in load_factors()]
    if item.factor and item.factor not in factors:
        yield not_there(f"{where}.factor", item.factor, factors)
    if item.kind not in ITEM_KINDS:
        yield not_there(f"{where}.kind", item.kind, ITEM_KINDS)
    audiences = [audience.key for audience in study.audiences]
    if not item.audiences:
        yield not_there(f"{where}.audiences", "", audiences)
    for key in item.audiences:
        if key not in audiences:
            yield not_there(f"{where}.audiences", key, audiences)


def _check_domains(study: Study) -> Iterator[Problem]:
    for domain in study.domains:
        where = f"domains.{domain.key}"
        yield from _check_key(where, domain.key)
        if not domain.levels:
            yield Problem("no-level", NO_LEVEL, where)
        if domain.kind not in DOMAIN_KINDS:
            yield not_there(f"{where}.kind", domain.kind, DOMAIN_KINDS)
        yield from _check_same_codes(where, domain.levels)


def _check_key(where: str, key: str) -> Iterator[Problem]:
    if not key or any(not (mark.isalnum() or mark in "-_.") for mark in key):
        yield Problem("bad-key", BAD_KEY, where, key=key)


def _check_words(study: Study) -> Iterator[Problem]:
    for where, text in _texts(study):
        for language in LANGUAGES:
            if not text.get(language, "").strip():
                yield Problem("no-words", NO_WORDS, where, language=language)


def _texts(study: Study) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield "title", study.title
    yield "label", study.label
    yield from ((f"audiences.{audience.key}.name", audience.name) for audience in study.audiences)
    yield from ((f"items[{place}].text", item.text) for place, item in enumerate(study.items, start=1))
    yield from ((f"domains.{domain.key}.name", domain.name) for domain in study.domains)
    yield from (
        (f"scales.{key}.answers[code {code}].label", label)
        for key, scale in study.scales.items()
        for code, label in scale.labels.items()
    )
