"""What a vote showed, in sentences made from its figures: the same on pages, in files and in the room, in both languages.

No figure is worked out here: each is read from :mod:`danaya.apps.dialogue.results`, which has none of a hidden group.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from danaya.apps.dialogue.models import Expectation
from danaya.apps.dialogue.results import Cell, DeclaredGroup, Divide, Results, Row
from danaya.engines.language import Text, day_in_words, in_language, interval, number, percent, typeset
from danaya.engines.publishing.agreement import votes_in_words
from danaya.engines.publishing.charts import Votes

SURE = 0.5
"""An expectation gathers where even the lowest bound is above one half: each group almost certainly has a majority for it."""

WORDS: dict[str, Text] = {
    "shared": {"fr": "Ce qui rassemble", "en": "What is shared"},
    "dividing": {"fr": "Ce qui divise", "en": "What divides"},
    "mattering": {"fr": "Ce qui compte le plus", "en": "What matters most"},
    "unknown": {"fr": "Pas encore connu", "en": "Not yet known"},
    "not_dividing": {"fr": "Pas de différence nette", "en": "No clear difference"},
    "gathers": {
        "fr": "{count} attentes ont presque sûrement la majorité dans chaque groupe. En tête, {named} : au moins {bound} de "
        "chaque groupe est d'accord.",
        "en": "{count} expectations almost certainly have a majority in each group. First, {named}: at least {bound} of each "
        "group agrees.",
    },
    "gathers_one": {
        "fr": "Une attente a presque sûrement la majorité dans chaque groupe, {named} : au moins {bound} de chaque groupe est "
        "d'accord.",
        "en": "One expectation almost certainly has a majority in each group, {named}: at least {bound} of each group agrees.",
    },
    "gathers_none": {
        "fr": "Aucune attente n'a de façon presque sûre la majorité dans chaque groupe. La plus partagée est {named} : {cells}.",
        "en": "No expectation almost certainly has a majority in each group. The most widely shared is {named}: {cells}.",
    },
    "gathers_unknown": {
        "fr": "On ne sait pas encore ce qui rassemble : aucune attente n'a été votée par au moins 5 personnes de chaque groupe.",
        "en": "What is shared is not yet known: no expectation has votes of at least 5 people of each group.",
    },
    "divides": {
        "fr": "{count} attentes divisent nettement. La plus grande différence, {named} : {cells}.",
        "en": "{count} expectations clearly divide. The widest difference, {named}: {cells}.",
    },
    "divides_one": {
        "fr": "Une attente divise nettement, {named} : {cells}.",
        "en": "One expectation clearly divides, {named}: {cells}.",
    },
    "divides_none": {
        "fr": "Pas de différence nette entre les groupes. Attentes comparées : {count}.",
        "en": "No clear difference between the groups. Expectations compared: {count}.",
    },
    "divides_unknown": {
        "fr": "Les groupes ne peuvent pas encore être comparés : il faut au moins 8 votants de deux groupes sur une attente.",
        "en": "The groups cannot be compared yet: it takes at least 8 voters of two groups on an expectation.",
    },
    "matters": {
        "fr": "{named} : dans chaque groupe, au moins {bound} de ceux qui ont donné des étoiles lui en ont donné une.",
        "en": "{named}: in each group, at least {bound} of those who gave stars gave it one.",
    },
    "matters_counted": {
        "fr": "{named}, parmi ceux qui ont donné des étoiles : {cells}.",
        "en": "{named}, among those who gave stars: {cells}.",
    },
    "matters_unknown": {
        "fr": "On ne sait pas encore ce qui compte le plus pour tous. Moins de 5 votants ont donné des étoiles dans : {groups}.",
        "en": "What matters most to all is not yet known. Fewer than 5 voters gave stars in: {groups}.",
    },
    "matters_nothing": {
        "fr": "Aucune attente n'a reçu d'étoile.",
        "en": "No expectation was given a star.",
    },
    "hidden_group": {
        "fr": "{group} : moins de 5 votants en tout",
        "en": "{group}: fewer than 5 voters in all",
    },
    "unseen": {
        "fr": "{group} : moins de 5 votants sur cette attente",
        "en": "{group}: fewer than 5 voters on this expectation",
    },
    "cell": {"fr": "{group} : {votes}", "en": "{group}: {votes}"},
    "voters": {"fr": "{group} : {count} votants", "en": "{group}: {count} voters"},
    "voters_hidden": {"fr": "{group} : moins de 5 votants", "en": "{group}: fewer than 5 voters"},
    "givers": {
        "fr": "{group} : {count} ont donné des étoiles",
        "en": "{group}: {count} gave stars",
    },
    "givers_hidden": {
        "fr": "{group} : moins de 5 ont donné des étoiles",
        "en": "{group}: fewer than 5 gave stars",
    },
    "as_of": {"fr": "{votes} (vote {number})", "en": "{votes} (vote {number})"},
    "points": {"fr": "{points} points {interval}", "en": "{points} points {interval}"},
    "at_least": {"fr": "au moins {bound}", "en": "at least {bound}"},
    "ended": {"fr": "Vote {number}, fini le {day}", "en": "Vote {number}, ended on {day}"},
    "quoted": {"fr": "{reference} « {text} »", "en": "{reference} “{text}”"},
    "merged": {"fr": "réunie depuis avec {reference}", "en": "since merged with {reference}"},
    "and": {"fr": " ; ", "en": "; "},
}


def say(key: str, language: str, **values: object) -> str:
    """Return the text ``key`` in ``language`` with its places filled, typeset."""
    return typeset(in_language(WORDS[key], language).format(**values), language)


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the three things a vote shows: ``kind`` is its list, ``sentence`` what is so."""

    kind: str
    title: str
    sentence: str


def headlines(results: Results, language: str) -> tuple[Headline, ...]:
    """Return what gathers, what divides, what matters most, each as one sentence."""
    return tuple(Headline(kind, say(kind, language), tell(results, language)) for kind, tell in TELL.items())


def tell_shared(results: Results, language: str) -> str:
    """Say what gathers."""
    if not results.shared:
        return say("gathers_unknown", language)
    sure = [row for row in results.shared if row.at_least is not None and row.at_least > SURE]
    first = sure[0] if sure else results.shared[0]
    if not sure:
        return say("gathers_none", language, named=named(first, language), cells=cells_in_words(first.cells, language))
    key = "gathers" if len(sure) > 1 else "gathers_one"
    bound = floor_percent(first.at_least, language)
    return say(key, language, count=number(len(sure), language), named=named(first, language), bound=bound)


def tell_dividing(results: Results, language: str) -> str:
    """Say what divides."""
    clear = results.dividing
    if clear and clear[0].divide:
        key = "divides" if len(clear) > 1 else "divides_one"
        cells = cells_in_words((clear[0].divide.more, clear[0].divide.less), language)
        count = number(len(clear), language)
        return say(key, language, count=count, named=named(clear[0], language), cells=cells)
    compared = len(results.not_dividing)
    return say("divides_none" if compared else "divides_unknown", language, count=number(compared, language))


def tell_mattering(results: Results, language: str) -> str:
    """Say what matters most."""
    if results.hides_stars:
        return say("matters_unknown", language, groups=names_of(results.hides_stars, language))
    if not results.mattering:
        return say("matters_nothing", language)
    first = results.mattering[0]
    if first.stars_at_least is None:
        cells = cells_in_words(first.stars, language)
        return say("matters_counted", language, named=named(first, language), cells=cells)
    return say("matters", language, named=named(first, language), bound=floor_percent(first.stars_at_least, language))


TELL: dict[str, Callable[[Results, str], str]] = {
    "shared": tell_shared,
    "dividing": tell_dividing,
    "mattering": tell_mattering,
}


def named(row: Row, language: str) -> str:
    """Return an expectation by its number and words, to stand inside a sentence."""
    return quoted(row.expectation, language)


def quoted(expectation: Expectation, language: str) -> str:
    """Return ``A-07 « Afficher les frais »``: the words in ``language``, else in one they have."""
    words = in_language(expectation.text, language).strip().rstrip(".")
    return say("quoted", language, reference=expectation.reference, text=words)


def cells_in_words(cells: Iterable[Cell], language: str) -> str:
    """Return ``Douane : 82 % [70 ; 91] ; AFCT : 3 sur 6``."""
    said = (
        say("cell", language, group=in_language(cell.group.short, language), votes=votes_of(cell, language))
        for cell in cells
    )
    return typeset(in_language(WORDS["and"], language).join(said), language)


def votes_of(cell: Cell, language: str) -> str:
    """Return what may be said of a group's votes: a share with its interval, a count, or that there are fewer than five."""
    return votes_in_words(drawn(cell), language)


def drawn(cell: Cell) -> Votes:
    """Return a cell as a drawing takes it; of a hidden one nothing but that it is hidden."""
    return Votes(cell.agree, cell.seen, cell.low, cell.high)


def votes_as_counted(cell: Cell, results: Results, language: str) -> str:
    """Return a group's votes, with the number of an earlier vote where they were counted then and stand since."""
    words = votes_of(cell, language)
    if cell.count is None or cell.count.as_of == results.poll.number:
        return words
    return say("as_of", language, votes=words, number=cell.count.as_of)


def names_of(groups: Iterable[DeclaredGroup], language: str) -> str:
    """Return the short names of groups, one after the other."""
    return ", ".join(in_language(group.short, language) for group in groups)


def why_unknown(row: Row, language: str) -> str:
    """Return for which groups a row is not known yet: hidden in the whole vote, or on this expectation."""
    reasons = [
        say("hidden_group" if group.is_hidden else "unseen", language, group=in_language(group.short, language))
        for group in row.unknown
    ]
    return typeset(in_language(WORDS["and"], language).join(reasons), language)


def voters_in_words(groups: Sequence[DeclaredGroup], language: str) -> str:
    """Return how many of each group voted, or that they are fewer than five."""
    return _counted("voters", [(group, group.voters) for group in groups], language)


def givers_in_words(results: Results, language: str) -> str:
    """Return how many of each group gave stars, or that they are fewer than five."""
    cells = results.rows[0].stars if results.rows else ()
    return _counted("givers", [(cell.group, cell.seen or None) for cell in cells], language)


def _counted(key: str, counts: Iterable[tuple[DeclaredGroup, int | None]], language: str) -> str:
    said = [
        say(
            f"{key}_hidden" if count is None else key,
            language,
            group=in_language(group.short, language),
            count=number(count, language),
        )
        for group, count in counts
    ]
    return typeset(in_language(WORDS["and"], language).join(said), language)


def ended_in_words(results: Results, language: str) -> str:
    """Return which vote it was and when it ended."""
    return say("ended", language, number=results.poll.number, day=day_in_words(results.ended_on, language))


def floor_percent(share: float | None, language: str) -> str:
    """Return a bound as a whole percentage that is not above it: what is said to be at least so much is."""
    return percent(None if share is None else math.floor(100 * share + 1e-9) / 100, language)


def at_least_in_words(bound: float | None, language: str) -> str:
    """Return the lowest bound of a row as the figure beside it; nothing where none may be told."""
    return "" if bound is None else floor_percent(bound, language)


def difference_in_words(divide: Divide | None, language: str) -> str:
    """Return ``51 points [30 ; 66]``; nothing where no two groups are compared."""
    if divide is None:
        return ""
    between = interval(100 * divide.low, 100 * divide.high, language, 0)
    return say("points", language, points=number(100 * divide.difference, language), interval=between)
