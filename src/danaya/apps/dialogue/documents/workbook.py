"""The workbook of a consultation: what must be read first, then one table a sheet, the same figures as in the report."""

from collections.abc import Callable, Iterator

from danaya.apps.dialogue.documents.proceedings import Entry, Proceedings
from danaya.apps.dialogue.documents.stamping import stamp_of
from danaya.apps.dialogue.documents.wording import (
    METHOD,
    answer_of,
    answer_words,
    essentials,
    name_of,
    post_name,
    say,
    status_of,
    tags_of,
)
from danaya.apps.dialogue.models import Expectation, Reply
from danaya.apps.dialogue.queries import SIDES
from danaya.apps.dialogue.ratings import RatedOption
from danaya.apps.dialogue.votes.results import Cell, Row
from danaya.apps.dialogue.votes.telling import ended_in_words, why_unknown
from danaya.engines.language import LANGUAGES, Text, day_in_words, in_language, typeset
from danaya.engines.publishing.document import Cell as SheetCell
from danaya.engines.publishing.document import Sheet, Workbook

HIDDEN = "c"
"""Stands where a figure may not be told."""

NAMES: dict[str, Text] = {
    "read_me": {"fr": "À lire", "en": "Read me"},
    "expectations": {"fr": "Attentes", "en": "Expectations"},
    "votes": {"fr": "Votes", "en": "Votes"},
    "shared": {"fr": "Rassemble", "en": "Shared"},
    "dividing": {"fr": "Divise", "en": "Divides"},
    "mattering": {"fr": "Compte le plus", "en": "Matters most"},
    "answers": {"fr": "Réponses", "en": "Answers"},
    "solutions": {"fr": "Solutions", "en": "Solutions"},
}

HEADS: dict[str, tuple[Text, ...]] = {
    "expectations": (
        {"fr": "N°", "en": "No."},
        {"fr": "Français", "en": "French"},
        {"fr": "Anglais", "en": "English"},
        {"fr": "Autre langue de l'auteur", "en": "Other language of the author"},
        {"fr": "Traduction", "en": "Translation"},
        {"fr": "Au nom de", "en": "In the name of"},
        {"fr": "Facteur clé et sujets", "en": "Key factor and matters"},
        {"fr": "Montrée depuis", "en": "Shown since"},
        {"fr": "Réunie avec", "en": "Merged with"},
        {"fr": "Reformulation", "en": "Restated as"},
        {"fr": "Reformulée par", "en": "Restated by"},
        {"fr": "L'auteur la confirme", "en": "Confirmed by the author"},
    ),
    "votes": (
        {"fr": "N°", "en": "No."},
        {"fr": "Attente", "en": "Expectation"},
        {"fr": "Groupe", "en": "Group"},
        {"fr": "D'accord", "en": "Agree"},
        {"fr": "Pas d'accord", "en": "Disagree"},
        {"fr": "Plus tard", "en": "Ask me later"},
        {"fr": "Votants", "en": "Voters"},
        {"fr": "Part d'accord", "en": "Share who agree"},
        {"fr": "Bas (90 %)", "en": "Low (90%)"},
        {"fr": "Haut (90 %)", "en": "High (90%)"},
        {"fr": "Compté au vote", "en": "Counted in vote"},
        {"fr": "Étoiles", "en": "Stars"},
        {"fr": "Ont donné des étoiles", "en": "Gave stars"},
        {"fr": "Avis partagés", "en": "Divided within"},
    ),
    "shared": (
        {"fr": "Rang", "en": "Rank"},
        {"fr": "N°", "en": "No."},
        {"fr": "Attente", "en": "Expectation"},
        {"fr": "Au moins, dans chaque groupe", "en": "At least, in each group"},
        {"fr": "Pas encore connu : pourquoi", "en": "Not yet known: why"},
    ),
    "dividing": (
        {"fr": "N°", "en": "No."},
        {"fr": "Attente", "en": "Expectation"},
        {"fr": "Groupe le plus d'accord", "en": "More agreeing group"},
        {"fr": "Sa part", "en": "Its share"},
        {"fr": "Groupe le moins d'accord", "en": "Less agreeing group"},
        {"fr": "Sa part ", "en": "Its share "},
        {"fr": "Différence", "en": "Difference"},
        {"fr": "Bas (95 %)", "en": "Low (95%)"},
        {"fr": "Haut (95 %)", "en": "High (95%)"},
        {"fr": "Différence nette", "en": "Clear difference"},
    ),
    "mattering": (
        {"fr": "Rang", "en": "Rank"},
        {"fr": "N°", "en": "No."},
        {"fr": "Attente", "en": "Expectation"},
        {"fr": "Au moins, dans chaque groupe", "en": "At least, in each group"},
    ),
    "answers": (
        {"fr": "N°", "en": "No."},
        {"fr": "Attente", "en": "Expectation"},
        {"fr": "Réponse", "en": "Answer"},
        {"fr": "Motif", "en": "Reason"},
        {"fr": "Signée par", "en": "Signed by"},
        {"fr": "Signée le", "en": "Signed on"},
        {"fr": "Attendue avant le", "en": "Due by"},
        {"fr": "À temps", "en": "In time"},
        {"fr": "Justificatif", "en": "Proof"},
    ),
    "solutions": (
        {"fr": "N°", "en": "No."},
        {"fr": "Attente", "en": "Expectation"},
        {"fr": "Cause ou option", "en": "Cause or option"},
        {"fr": "Texte", "en": "Text"},
        {"fr": "Proposée par", "en": "Proposed by"},
        {"fr": "Effet (1–5), douane", "en": "Effect (1–5), customs"},
        {"fr": "Faisabilité (1–5), douane", "en": "Feasibility (1–5), customs"},
        {"fr": "Effet (1–5), secteur privé", "en": "Effect (1–5), private sector"},
        {"fr": "Faisabilité (1–5), secteur privé", "en": "Feasibility (1–5), private sector"},
        {"fr": "Retenue le", "en": "Chosen on"},
    ),
}
FORMATS: dict[str, dict[int, str]] = {
    "votes": {3: "0", 4: "0", 5: "0", 6: "0", 7: "0 %", 8: "0 %", 9: "0 %", 10: "0", 11: "0", 12: "0"},
    "shared": {0: "0", 3: "0 %"},
    "dividing": {3: "0 %", 5: "0 %", 6: "0 %", 7: "0 %", 8: "0 %"},
    "mattering": {0: "0", 3: "0 %"},
    "solutions": {5: "0.0", 6: "0.0", 7: "0.0", 8: "0.0"},
}
WORDS: dict[str, Text] = {
    "yes": {"fr": "oui", "en": "yes"},
    "no": {"fr": "non", "en": "no"},
    "pending": {"fr": "pas encore de réponse", "en": "no answer yet"},
    "cause": {"fr": "cause", "en": "cause"},
    "option": {"fr": "option", "en": "option"},
    "attached": {"fr": "joint sur la page de l'attente", "en": "attached on the expectation's page"},
    "unseen": {"fr": "pas encore vu", "en": "not seen yet"},
    "in_short": {"fr": "L'essentiel", "en": "In short"},
    "question": {"fr": "Question", "en": "Question"},
    "consultation": {"fr": "Consultation", "en": "Consultation"},
    "vote": {"fr": "Vote", "en": "Vote"},
    "method": {"fr": "Méthode", "en": "Method"},
    "cell": {"fr": "Signe c", "en": "Sign c"},
    "cell_words": {
        "fr": "c : ne peut être dit (groupe de moins de 5 votants ; de 5 à 7, comptes seuls).",
        "en": "c: may not be told (group of fewer than 5 voters; from 5 to 7, counts only).",
    },
    "notice": {"fr": "Avis", "en": "Notice"},
    "body": {"fr": "Administration", "en": "Administration"},
    "readers": {"fr": "Peuvent lire ce fichier", "en": "Who may read this file"},
    "date": {"fr": "Date", "en": "Date"},
    "digest": {"fr": "Empreinte", "en": "Digest"},
    "version": {"fr": "Version", "en": "Version"},
}

SheetRow = tuple[SheetCell, ...]


def compose_workbook(told: Proceedings, language: str) -> Workbook:
    """Return the workbook in one language."""
    sheets = [_read_me(told, language)]
    for kind, rows in SHEETS.items():
        heads = tuple(typeset(in_language(head, language), language) for head in HEADS[kind])
        sheets.append(
            Sheet(in_language(NAMES[kind], language), heads, tuple(rows(told, language)), FORMATS.get(kind, {}))
        )
    return Workbook(
        title=in_language(told.consultation.title, language),
        language=language,
        sheets=tuple(sheets),
        stamp=stamp_of(told, language),
    )


def _word(key: str, language: str) -> str:
    return typeset(in_language(WORDS[key], language), language)


def _read_me(told: Proceedings, language: str) -> Sheet:
    rows = tuple((_word(key, language), words) for key, words in _facts(told, language) if words)
    return Sheet(in_language(NAMES["read_me"], language), ("", ""), rows, widths={0: 28, 1: 110})


def _facts(told: Proceedings, language: str) -> Iterator[tuple[str, str]]:
    stamp = stamp_of(told, language)
    yield "consultation", in_language(told.consultation.title, language)
    yield "question", in_language(told.consultation.question, language)
    yield "notice", stamp.notice
    if told.results is not None:
        yield "vote", ended_in_words(told.results, language)
    yield from (("in_short", words) for words in essentials(told, language))
    yield "cell", _word("cell_words", language)
    yield from (("method", typeset(in_language(line, language), language)) for line in METHOD)
    yield "body", stamp.body
    yield "readers", stamp.visibility
    yield "date", stamp.date
    yield "digest", told.digest
    yield "version", stamp.version


def _expectations(told: Proceedings, language: str) -> Iterator[SheetRow]:
    for entry in told.entries:
        said = entry.reformulation
        replied = {Reply.CONFIRMED: "yes", Reply.PENDING: "pending"}
        yield (
            *_words_of(entry.expectation, language),
            "",
            in_language(said.text, language) if said else "",
            post_name(said.by, language) if said else "",
            _word(replied[Reply(said.reply)], language) if said else "",
        )
    for original in told.originals:
        into = original.merged_into.reference if original.merged_into else ""
        yield (*_words_of(original, language), into, "", "", "")


def _words_of(one: Expectation, language: str) -> SheetRow:
    translated = next((code for code in LANGUAGES if code != one.language), LANGUAGES[0])
    missing = "" if one.text.get(translated) else say("untranslated", language)
    return (
        one.reference,
        *(one.text.get(code, "") for code in LANGUAGES),
        "" if one.language in LANGUAGES else one.text.get(one.language, ""),
        status_of(one, translated, language) or missing,
        name_of(one, language),
        " · ".join(tags_of(one, language)),
        day_in_words(one.cleared_on, language) if one.cleared_on else "",
    )


def _text(one: Expectation, language: str) -> SheetRow:
    return one.reference, in_language(one.text, language)


def _rows(told: Proceedings) -> tuple[Row, ...]:
    return told.results.rows if told.results else ()


def _votes(told: Proceedings, language: str) -> Iterator[SheetRow]:
    for row in _rows(told):
        for cell, star in zip(row.cells, row.stars, strict=True):
            group = in_language(cell.group.name, language)
            yield (*_text(row.expectation, language), group, *_counts(cell), *_stars(star), _split(cell, language))


def _counts(cell: Cell) -> SheetRow:
    if cell.count is None:
        return (HIDDEN,) * 8
    count = cell.count
    bounds = (cell.share, cell.low, cell.high) if cell.status == "shown" else (HIDDEN,) * 3
    return (count.agree, count.disagree, count.passed, count.seen, *bounds, count.as_of)


def _stars(cell: Cell) -> SheetRow:
    return (HIDDEN, HIDDEN) if cell.count is None else (cell.agree, cell.seen)


def _split(cell: Cell, language: str) -> str:
    """Return whether a group is divided in itself; that it may not be told under eight voters."""
    return HIDDEN if cell.status != "shown" else _word("yes" if cell.is_split else "no", language)


def _shared(told: Proceedings, language: str) -> Iterator[SheetRow]:
    results = told.results
    for row in results.shared if results else ():
        bound = HIDDEN if row.at_least is None else row.at_least
        yield row.rank, *_text(row.expectation, language), bound, ""
    for row in results.unknown if results else ():
        yield None, *_text(row.expectation, language), HIDDEN, why_unknown(row, language)


def _dividing(told: Proceedings, language: str) -> Iterator[SheetRow]:
    results = told.results
    for row in (*results.dividing, *results.not_dividing) if results else ():
        gap = row.divide
        if gap is not None:
            yield (
                *_text(row.expectation, language),
                in_language(gap.more.group.name, language),
                gap.more.share,
                in_language(gap.less.group.name, language),
                gap.less.share,
                gap.difference,
                gap.low,
                gap.high,
                _word("yes" if gap.is_clear else "no", language),
            )


def _mattering(told: Proceedings, language: str) -> Iterator[SheetRow]:
    for row in told.results.mattering if told.results else ():
        bound = HIDDEN if row.stars_at_least is None else row.stars_at_least
        yield row.star_rank, *_text(row.expectation, language), bound


def _answers(told: Proceedings, language: str) -> Iterator[SheetRow]:
    for entry in told.entries:
        due = day_in_words(entry.due_on, language) if entry.due_on else ""
        words = _text(entry.expectation, language)
        if not entry.fates:
            yield (*words, answer_of(entry, told.on, language), "", "", "", due, "", "")
        for fate in entry.fates:
            proof = fate.proof_link or (_word("attached", language) if fate.proof_id else "")
            yield (
                *words,
                answer_words(fate.kind, language),
                in_language(fate.reason, language),
                post_name(fate.signed_by, language),
                day_in_words(fate.signed_on, language),
                due,
                _in_time(entry, language),
                proof,
            )


def _in_time(entry: Entry, language: str) -> str:
    answered = entry.expectation.answered_on
    if answered is None or entry.due_on is None:
        return ""
    return _word("yes" if answered <= entry.due_on else "no", language)


def _solutions(told: Proceedings, language: str) -> Iterator[SheetRow]:
    for entry in told.entries:
        words = _text(entry.expectation, language)
        for cause in entry.causes:
            text, post = in_language(cause.text, language), post_name(cause.by, language)
            yield (*words, _word("cause", language), text, post, *[None] * 4, "")
        for rated in entry.options:
            yield (*words, *_option(rated, language))


def _option(rated: RatedOption, language: str) -> SheetRow:
    option = rated.option
    ratings = {one.side: one for one in rated.seen}
    marks: list[SheetCell] = []
    for side in SIDES:
        found = ratings.get(side)
        marks += [found.effect.mean, found.feasibility.mean] if found else [_word("unseen", language)] * 2
    chosen = day_in_words(option.chosen_on, language) if option.chosen_on else ""
    return (
        _word("option", language),
        in_language(option.text, language),
        post_name(option.by, language),
        *marks,
        chosen,
    )


SHEETS: dict[str, Callable[[Proceedings, str], Iterator[SheetRow]]] = {
    "expectations": _expectations,
    "votes": _votes,
    "shared": _shared,
    "dividing": _dividing,
    "mattering": _mattering,
    "answers": _answers,
    "solutions": _solutions,
}
