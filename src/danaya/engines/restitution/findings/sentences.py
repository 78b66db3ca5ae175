"""Findings in words: a heading of at most fifteen words, and two or three lines, made from the figures alone."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from danaya.engines.language import LANGUAGES, Text, in_language, signed
from danaya.engines.restitution.analysis.analysis import Analysis
from danaya.engines.restitution.analysis.rows import MODELLED, REPORTED, EstimateRow
from danaya.engines.restitution.findings.naming import (
    audience_name,
    difference_words,
    hurting_answer,
    interval_words,
    is_lived,
    is_share,
    item_of,
    joined,
    level_name,
    range_words,
    side_words,
    subject_name,
    turned,
    value_words,
)
from danaya.engines.restitution.findings.wording import (
    ABOVE,
    ALL_ABOVE,
    AS_REPORTED,
    ASSUMING,
    BELOW,
    CHANGE_TEST,
    COLON,
    DOWN,
    FREELY,
    FREELY_CHANGE,
    GAP_ABOVE,
    GAP_BELOW,
    GAP_TEST,
    HIGHER_THAN,
    IMPROVEMENT,
    LIVED,
    LOWER_THAN,
    LOWEST,
    NO_CHANGE,
    NO_CHANGE_TEST,
    NO_SHOWN_CHANGE,
    QUOTED,
    SEMICOLON,
    SHOWN_CHANGE,
    SILENCE,
    SILENCE_LINE,
    STRENGTH,
    THE_REST,
    UP,
    WHOLE,
    Words,
)
from danaya.engines.restitution.study import Side

if TYPE_CHECKING:
    from danaya.engines.restitution.findings.rules import Draft

LONGEST_HEADING = 15
LONGEST_SUBJECT = 7
LONGEST_WHEN = 5
CUT_SUBJECT = 6
"""Words of a question that still fit into a heading; a longer one is cut there, and stands whole in the first line."""


def word(analysis: Analysis, draft: "Draft") -> tuple[Text, tuple[Text, ...]]:
    """Return the heading and the lines of a finding."""
    writer = _WRITERS[draft.kind]
    written = {language: writer(analysis, draft, language) for language in LANGUAGES}
    heading = {language: written[language][0] for language in LANGUAGES}
    count = max(len(lines) for _, lines in written.values())
    lines = tuple({language: written[language][1][place] for language in LANGUAGES} for place in range(count))
    return heading, lines


Written = tuple[str, list[str]]


def subject_words(analysis: Analysis, row: EstimateRow, language: str, most: int = 0) -> str:
    """Return what a row is about, short enough for a heading; at most ``most`` words of a question."""
    text = in_language(subject_name(analysis.study, row), language)
    if not row.item:
        return text
    words, limit = text.split(), most or LONGEST_SUBJECT
    if len(words) > limit:
        item = item_of(analysis.study, row.item)
        words = _without_when(words) if item is not None and item.kind == "experience" else words
        kept = words[: most or CUT_SUBJECT] if len(words) > limit else words
        text = " ".join(kept).rstrip(" ,;:?") + ("…" if len(kept) < len(words) else "")
    return QUOTED[language].format(text=text.rstrip(" ."))


def _without_when(words: list[str]) -> list[str]:
    """Return a question without the time it begins with: « Ces douze derniers mois, », which tells nothing of what is asked."""
    end = next((place for place, word in enumerate(words[:LONGEST_WHEN], start=1) if word.endswith(",")), 0)
    return [f"…{words[end]}", *words[end + 1 :]] if 0 < end < len(words) - 2 else words


def _question_line(analysis: Analysis, row: EstimateRow, language: str) -> list[str]:
    text = in_language(subject_name(analysis.study, row), language)
    return [QUOTED[language].format(text=text)] if row.item and _is_long(analysis, row) else []


def _is_long(analysis: Analysis, row: EstimateRow) -> bool:
    """Whether a wording is too long for a heading, in any language: both languages have the same lines."""
    return any(len(text.split()) > LONGEST_SUBJECT for text in subject_name(analysis.study, row).values())


def _values(analysis: Analysis, rows: Sequence[EstimateRow], language: str) -> str:
    return SEMICOLON[language].join(_value(analysis, row, language) for row in rows) + "."


def _value(analysis: Analysis, row: EstimateRow, language: str) -> str:
    name = audience_name(analysis.study, row.audience, language)
    return f"{name}{COLON[language]}{value_words(row, language)}{_in_brackets(range_words(row, language))}"


def _in_brackets(words: str) -> str:
    return f" ({words})" if words else ""


def _assumption(analysis: Analysis, rows: Sequence[EstimateRow], language: str) -> list[str]:
    if any(row.status == REPORTED for row in rows):
        return [AS_REPORTED[language]]
    keys = [audience.key for audience in analysis.study.audiences if not audience.selection.carries_margin]
    modelled = [row for row in rows if row.status == MODELLED]
    named = [key for key in keys if any(row.audience in {key, ""} for row in modelled)]
    if not named:
        return []
    names = [side_words(analysis.study, key, language) for key in named]
    return [ASSUMING[language].format(who=joined(names, language))]


def _strength(analysis: Analysis, draft: "Draft", language: str) -> Written:
    who = joined([side_words(analysis.study, key, language) for key in draft.audiences], language)
    reported = draft.row.status == REPORTED
    rule = [] if reported else [(ALL_ABOVE if len(draft.audiences) > 1 else ABOVE)[language]]
    return STRENGTH[language].format(subject=subject_words(analysis, draft.row, language), who=who), [
        *_question_line(analysis, draft.row, language),
        _values(analysis, draft.figures, language),
        *rule,
        *_assumption(analysis, draft.figures, language),
    ]


def _improvement(analysis: Analysis, draft: "Draft", language: str) -> Written:
    who = joined([side_words(analysis.study, key, language) for key in draft.audiences], language)
    reported = draft.row.status == REPORTED
    said = [row for row in draft.figures if row.audience in draft.audiences]
    rule = [] if reported else [(LOWEST if draft.lowest else BELOW)[language]]
    return IMPROVEMENT[language].format(subject=subject_words(analysis, draft.row, language), who=who), [
        *_question_line(analysis, draft.row, language),
        _values(analysis, draft.figures, language),
        *rule,
        *_assumption(analysis, said, language),
    ]


def _gap(analysis: Analysis, draft: "Draft", language: str) -> Written:
    row = draft.row
    sides = {audience.side: side_words(analysis.study, audience.key, language) for audience in analysis.study.audiences}
    form = GAP_BELOW if (row.estimate or 0.0) < 0 else GAP_ABOVE
    heading = form[language].format(
        subject=subject_words(analysis, row, language),
        private=sides.get(Side.PRIVATE, ""),
        customs=sides.get(Side.CUSTOMS, ""),
        size=difference_words(row, language),
    )
    return _contracted(heading, language), [
        *_question_line(analysis, row, language),
        _values(analysis, draft.figures[1:], language),
        *_tested(row, GAP_TEST, language),
        *_assumption(analysis, [row], language),
    ]


def _contracted(text: str, language: str) -> str:
    """« de le » is « du »."""
    return text.replace(" de le ", " du ").replace(" de les ", " des ") if language == "fr" else text


def _tested(row: EstimateRow, form: Words, language: str) -> list[str]:
    if row.fdr is None:
        return []
    return [
        form[language].format(difference=signed_words(row, language), interval=interval_words(row, language)),
    ]


def signed_words(row: EstimateRow, language: str) -> str:
    """Return a difference with its sign: ``−2,3``, or ``+8 points de pourcentage`` for shares."""
    if is_share(row.measure):
        unit = {"fr": "points de pourcentage", "en": "percentage points"}[language]
        return f"{signed(100 * (row.estimate or 0.0), language, 0)}\u00a0{unit}"
    return signed(row.estimate, language, 1)


def _change(analysis: Analysis, draft: "Draft", language: str) -> Written:
    lived = is_lived(analysis.study, draft.row)
    row = turned(draft.row) if lived else draft.row
    form = UP if (row.estimate or 0.0) > 0 else DOWN

    def tell(subject: str) -> str:
        answer = (
            f", {QUOTED[language].format(text=hurting_answer(analysis.study, row.item, language))}" if lived else ""
        )
        return form[language].format(
            subject=subject + answer,
            size=difference_words(row, language),
            who=side_words(analysis.study, row.audience, language),
        )

    heading = _fitting(analysis, row, language, tell) if lived else tell(subject_words(analysis, row, language))
    return heading, _change_lines(analysis, draft, CHANGE_TEST, language)


def _no_change(analysis: Analysis, draft: "Draft", language: str) -> Written:
    heading = NO_CHANGE[language].format(
        subject=subject_words(analysis, draft.row, language),
        who=side_words(analysis.study, draft.row.audience, language),
    )
    return heading, _change_lines(analysis, draft, NO_CHANGE_TEST, language)


def _change_lines(analysis: Analysis, draft: "Draft", test: Words, language: str) -> list[str]:
    now = draft.figures[-1]
    figures = [turned(row) if is_lived(analysis.study, row) else row for row in draft.figures]
    labels = [in_language(study.label, language) for study in (analysis.earlier, analysis.study) if study is not None]
    parts = [
        f"{label}{COLON[language]}{value_words(row, language)}{_in_brackets(range_words(row, language))}"
        for label, row in zip(labels, figures[1:], strict=False)
    ]
    return [
        *_question_line(analysis, now, language),
        *([SEMICOLON[language].join(parts) + "."] if parts else []),
        *_tested(figures[0], test, language),
        *_assumption(analysis, [draft.row], language),
    ]


def _freely(analysis: Analysis, draft: "Draft", language: str) -> Written:
    nationals = [row for row in draft.figures if row.national and not row.measure.endswith("_change")]
    values = joined([_side_value(analysis, row, language) for row in nationals], language)
    if draft.row.measure == "silence":
        lines = [_values(analysis, nationals, language), SILENCE_LINE[language]]
        return SILENCE[language].format(values=values), [*lines, *_assumption(analysis, nationals, language)]
    text = in_language(subject_name(analysis.study, draft.row), language)
    heading = _fitting(
        analysis, draft.row, language, lambda subject: FREELY[language].format(subject=subject, values=values)
    )
    return heading, [
        QUOTED[language].format(text=text) + _good_answer(analysis, draft.row, language),
        _values(analysis, nationals, language),
        *_freely_changes(analysis, draft, language),
        *_assumption(analysis, nationals, language),
    ]


def _side_value(analysis: Analysis, row: EstimateRow, language: str) -> str:
    return f"{value_words(row, language)} ({side_words(analysis.study, row.audience, language)})"


def _good_answer(analysis: Analysis, row: EstimateRow, language: str) -> str:
    names = _labels(analysis, row, language, favourable=True)
    said = {"fr": " Réponses comptées : {}.", "en": " Answers counted: {}."}[language]
    return said.format(", ".join(names)) if names else ""


def _labels(analysis: Analysis, row: EstimateRow, language: str, *, favourable: bool) -> list[str]:
    item = item_of(analysis.study, row.item)
    if item is None:
        return []
    scale = analysis.study.scales[item.scale]  # type: ignore[union-attr]
    codes = [code for code in scale.scores if (code in scale.favourable) == favourable and code not in scale.neutral]
    return [in_language(scale.labels[code], language) for code in codes if code in scale.labels]


def _freely_changes(analysis: Analysis, draft: "Draft", language: str) -> list[str]:
    """Say in one line for each audience where the share changed, then where no change is shown."""
    rows = [row for row in draft.figures if row.measure.endswith("_change")]
    return [
        FREELY_CHANGE[language].format(
            who=side_words(analysis.study, key, language),
            changes=_changes_of(analysis, [row for row in rows if row.audience == key], language),
        )
        for key in dict.fromkeys(row.audience for row in rows)
    ]


def _changes_of(analysis: Analysis, rows: Sequence[EstimateRow], language: str) -> str:
    proven = [row for row in rows if row.fdr is not None and row.fdr <= 0.05]
    parts = [
        SHOWN_CHANGE[language].format(
            where=_level_of(analysis, row, language),
            difference=signed_words(row, language),
            interval=interval_words(row, language),
        )
        for row in proven
    ]
    others = ", ".join(_level_of(analysis, row, language) for row in rows if row not in proven)
    return SEMICOLON[language].join([*parts, *([NO_SHOWN_CHANGE[language].format(where=others)] if others else [])])


def _difference(analysis: Analysis, draft: "Draft", language: str) -> Written:
    row, levels = draft.row, [figure for figure in draft.figures[1:] if figure.domain]
    pair = levels if len(levels) == 2 else _this_and_all(analysis, row, levels)
    lived = is_lived(analysis.study, row)
    tell = _lived if lived and len(pair) == 2 else _plain_difference
    shown, beside = (turned(row), [turned(one) for one in pair]) if lived else (row, pair)
    return _fitting(analysis, row, language, lambda subject: tell(analysis, row, pair, subject, language)), [
        *_question_line(analysis, row, language),
        _level_values(analysis, shown, beside, language),
        *_tested(shown, GAP_TEST, language),
        *_assumption(analysis, [row], language),
    ]


def _fitting(analysis: Analysis, row: EstimateRow, language: str, tell: Callable[[str], str]) -> str:
    """Return the heading with as many words of the question as fit."""
    heading = tell(subject_words(analysis, row, language))
    for words in range(CUT_SUBJECT - 1, 1, -1):
        if not row.item or len(list(words_in(heading))) <= LONGEST_HEADING:
            break
        heading = tell(subject_words(analysis, row, language, words))
    return heading


def _plain_difference(
    analysis: Analysis, row: EstimateRow, pair: Sequence[EstimateRow], subject: str, language: str
) -> str:
    others = [one for one in pair if one.level != row.level]
    rest = _level_of(analysis, others[0], language) if others and others[0].domain else THE_REST[language]
    form = LOWER_THAN if (row.estimate or 0.0) < 0 else HIGHER_THAN
    return form[language].format(
        subject=subject,
        level=level_name(analysis.study, row.domain, row.level, language),
        size=difference_words(row, language),
        rest=rest,
        who=side_words(analysis.study, row.audience, language),
    )


def _lived(analysis: Analysis, row: EstimateRow, pair: Sequence[EstimateRow], subject: str, language: str) -> str:
    """Experience is told by the answer that hurts: the share that is not favourable."""
    answer = hurting_answer(analysis.study, row.item, language)
    values = joined(
        [f"{value_words(turned(one), language)} ({_level_of(analysis, one, language)})" for one in pair], language
    )
    return LIVED[language].format(subject=subject, answer=answer, values=values)


def _this_and_all(analysis: Analysis, row: EstimateRow, levels: Sequence[EstimateRow]) -> list[EstimateRow]:
    measure = row.measure.removesuffix("_difference")
    whole = analysis.find(measure, item=row.item, factor=row.factor, audience=row.audience)
    return [*(one for one in levels if one.level == row.level), *([whole] if whole is not None and whole.shown else [])]


def _level_values(analysis: Analysis, row: EstimateRow, levels: Sequence[EstimateRow], language: str) -> str:
    favourable = {"fr": "Réponses favorables", "en": "Favourable answers"}[language]
    if is_lived(analysis.study, row):
        favourable = QUOTED[language].format(text=hurting_answer(analysis.study, row.item, language))
    parts = [
        f"{_level_of(analysis, one, language)} {value_words(one, language)}{_in_brackets(range_words(one, language))}"
        for one in levels
    ]
    start = f"{favourable}{COLON[language]}" if row.measure.startswith("share") else ""
    return start + SEMICOLON[language].join(parts) + "."


def _level_of(analysis: Analysis, row: EstimateRow, language: str) -> str:
    return level_name(analysis.study, row.domain, row.level, language) if row.domain else WHOLE[language]


_WRITERS: Mapping[str, Callable[[Analysis, "Draft", str], Written]] = {
    "strength": _strength,
    "improvement": _improvement,
    "gap": _gap,
    "change": _change,
    "no_change": _no_change,
    "freely": _freely,
    "difference": _difference,
}


def words_in(text: str) -> Iterator[str]:
    """Yield the words of a heading as readers count them (marks of punctuation are none)."""
    yield from (word for word in text.split() if any(mark.isalnum() for mark in word))
