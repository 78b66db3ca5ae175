"""What things are called in sentences: factors, items, audiences, levels, measures."""

from collections.abc import Mapping
from dataclasses import replace

from danaya.engines.disclosure import ShownShare, show_share
from danaya.engines.framework import load_factors
from danaya.engines.language import LANGUAGES, Text, in_language, interval, number, percent, points
from danaya.engines.restitution.analysis.analysis import AnyStudy
from danaya.engines.restitution.analysis.rows import EstimateRow
from danaya.engines.restitution.answers.codes import shown_code
from danaya.engines.restitution.study import Audience, Domain, Item, Side, Study

ALL_TOGETHER: Text = {"fr": "Ensemble des facteurs", "en": "All factors together"}
ALL_ITEMS: Text = {"fr": "Ensemble des questions", "en": "All questions together"}
SIDE_WORDS: Mapping[Side, Text] = {
    Side.CUSTOMS: {"fr": "la douane", "en": "customs"},
    Side.PRIVATE: {"fr": "le secteur privé", "en": "the private sector"},
}
RESPONDENTS: Text = {"fr": "les répondants", "en": "respondents"}


def factor_name(key: str) -> Text:
    """Return the official name of a key factor, or of all together where ``key`` is empty."""
    if not key:
        return ALL_TOGETHER
    return next((factor.name for factor in load_factors() if factor.key == key), dict.fromkeys(LANGUAGES, key))


def factor_number(key: str) -> int:
    """Return the official number of a key factor (0 for none)."""
    return next((factor.number for factor in load_factors() if factor.key == key), 0)


def numbered_factor(key: str, language: str) -> str:
    """Return ``3. Transparence``."""
    name = in_language(factor_name(key), language)
    return f"{factor_number(key)}. {name}" if key else name


def item_of(study: AnyStudy, key: str) -> Item | None:
    """Return an item by its key."""
    return next((item for item in study.items if item.key == key), None) if isinstance(study, Study) else None


def subject_name(study: AnyStudy, row: EstimateRow) -> Text:
    """Return the name of what a row is about: its item's wording, its factor, or all together."""
    item = item_of(study, row.item)
    if item is not None:
        return item.text
    if not row.factor and isinstance(study, Study) and not any(one.factor for one in study.items):
        return ALL_ITEMS
    return factor_name(row.factor)


def audience_named(study: AnyStudy, key: str) -> Audience | None:
    """Return an audience by its key."""
    return next((audience for audience in study.audiences if audience.key == key), None)


def audience_name(study: AnyStudy, key: str, language: str) -> str:
    """Return the name an audience has in its study."""
    audience = audience_named(study, key)
    return in_language(audience.name, language) if audience else key


def side_words(study: AnyStudy, key: str, language: str) -> str:
    """Return ``la douane`` or ``le secteur privé``; where only one audience was asked, ``les répondants``."""
    audience = audience_named(study, key)
    if audience is None or len(study.audiences) < 2:
        return RESPONDENTS[language]
    return SIDE_WORDS[audience.side][language]


def is_lived(study: AnyStudy, row: EstimateRow) -> bool:
    """Whether a row is of something lived: told by the answer that hurts, which is the rest of the favourable share."""
    item = item_of(study, row.item)
    return item is not None and item.kind == "experience" and row.measure.startswith("share")


def hurting_answer(study: AnyStudy, key: str, language: str) -> str:
    """Return the label of the first answer of a question that is not favourable (« Oui »)."""
    item = item_of(study, key)
    if item is None or not isinstance(study, Study):
        return ""
    scale = study.scales[item.scale]
    codes = (code for code in scale.scores if code not in scale.favourable | scale.neutral and code in scale.labels)
    return next((in_language(scale.labels[code], language) for code in codes), "")


def turned(row: EstimateRow) -> EstimateRow:
    """Return a favourable share as the share of the others, and a difference of shares the other way round."""
    whole = 0.0 if row.measure != "share" else 1.0
    if row.estimate is None:
        return row
    low, high = (None if bound is None else whole - bound for bound in (row.ci_high, row.ci_low))
    count = None if row.count is None or row.n is None else row.n - row.count
    return replace(row, estimate=whole - row.estimate, ci_low=low, ci_high=high, count=count)


def domain_named(study: AnyStudy, key: str) -> Domain | None:
    """Return a breakdown by its key."""
    return next((domain for domain in study.domains if domain.key == key), None) if isinstance(study, Study) else None


def level_name(study: AnyStudy, domain: str, level: str, language: str) -> str:
    """Return the name of a level of a breakdown."""
    found = domain_named(study, domain)
    names = {shown_code(code): name for code, name in found.levels.items()} if found else {}
    return in_language(names[level], language) if level in names else level


def is_share(measure: str) -> bool:
    """Whether a measure (or the difference of one) is a share 0–1 rather than a score 0–10."""
    return not measure.startswith("score")


def shown_share(row: EstimateRow) -> ShownShare | None:
    """Return how a share of one answer may be shown; None for scores, differences and mean shares."""
    if row.count is None or not row.n or row.estimate is None:
        return None
    return show_share(row.count, row.n, row.estimate)


def value_words(row: EstimateRow, language: str) -> str:
    """Return ``7,0 sur 10``, ``56 %``, or ``moins de 5 %`` where the exact share would tell of few people."""
    if not is_share(row.measure):
        of_ten = {"fr": "sur 10", "en": "out of 10"}[language]
        return f"{number(row.estimate, language, 1)}\u00a0{of_ten}"
    shown = shown_share(row)
    if shown is None or shown.exact:
        return percent(row.estimate, language)
    return range_of_share(shown.low, shown.high, language)


def range_of_share(low: float, high: float, language: str) -> str:
    """Return ``moins de 5 %``, ``plus de 95 %`` or ``entre 10 et 30 %``."""
    if low <= 0:
        return {"fr": "moins de ", "en": "under "}[language] + percent(high, language)
    if high >= 1:
        return {"fr": "plus de ", "en": "over "}[language] + percent(low, language)
    between = {"fr": "entre {} et {}", "en": "between {} and {}"}[language]
    return between.format(number(100 * low, language), percent(high, language))


def has_interval(row: EstimateRow) -> bool:
    """Whether an interval may be told: there is one, and the share itself is shown exactly."""
    shown = shown_share(row)
    told = not row.ranged and (shown is None or shown.exact)
    return told and row.ci_low is not None and row.ci_high is not None


def range_words(row: EstimateRow, language: str) -> str:
    """Return ``de 6,7 à 7,3`` (nothing where there is no interval)."""
    if not has_interval(row):
        return ""
    if is_share(row.measure):
        low, high = percent(row.ci_low, language), percent(row.ci_high, language)
    else:
        low, high = number(row.ci_low, language, 1), number(row.ci_high, language, 1)
    return {"fr": f"de {low} à {high}", "en": f"{low} to {high}"}[language]


def interval_words(row: EstimateRow, language: str) -> str:
    """Return ``[6,7 ; 7,3]`` as tables show it, in per cent for shares."""
    if not has_interval(row):
        return "–"
    factor = 100 if is_share(row.measure) else 1
    low, high = float(row.ci_low or 0.0), float(row.ci_high or 0.0)
    return interval(factor * low, factor * high, language, 0 if is_share(row.measure) else 1)


def difference_words(row: EstimateRow, language: str) -> str:
    """Return the size of a difference: ``1,1 point`` or ``8 points de pourcentage``."""
    size = abs(row.estimate or 0.0)
    if not is_share(row.measure):
        return points(size, language)
    shown = number(100 * size, language)
    plural = round(100 * size) >= 2
    words = {
        "fr": "points de pourcentage" if plural else "point de pourcentage",
        "en": "percentage points" if round(100 * size) != 1 else "percentage point",
    }
    return f"{shown}\u00a0{words[language]}"


def joined(names: list[str], language: str) -> str:
    """Return ``a, b et c``."""
    last = {"fr": " et ", "en": " and "}[language]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + last + names[-1]
