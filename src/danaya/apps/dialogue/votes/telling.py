"""What a vote showed, in sentences made from its figures: the same on pages, in files and in the room, in both languages.

No figure is worked out here: each is read from :mod:`danaya.apps.dialogue.votes.results`, which has none of a hidden group.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from danaya.apps.dialogue.models import Expectation
from danaya.apps.dialogue.votes.results import Cell, DeclaredGroup, Divide, Results, Row
from danaya.engines.language import Text, day_in_words, in_language, interval, number, percent, typeset
from danaya.engines.publishing.agreement import votes_in_words
from danaya.engines.publishing.charts import Votes

NO_BREAK = "\u00a0"
_INTERVAL = re.compile(r"\[[^\]]*\]")

SURE = 0.5
"""An expectation gathers where even the lowest bound is above one half: each group almost certainly has a majority for it."""

WORDS: dict[str, Text] = {
    "shared": {"fr": "Ce qui rassemble", "en": "What is shared"},
    "dividing": {"fr": "Ce qui divise", "en": "What divides"},
    "mattering": {"fr": "Ce qui compte le plus", "en": "What matters most"},
    "unknown": {"fr": "Pas encore connu", "en": "Not yet known"},
    "not_dividing": {"fr": "Pas de différence nette", "en": "No clear difference"},
    "gathers": {
        "fr": "{count} attentes ont presque sûrement la majorité dans chaque groupe.",
        "en": "{count} expectations almost certainly have a majority in each group.",
    },
    "gathers_one": {
        "fr": "Une attente a presque sûrement la majorité dans chaque groupe.",
        "en": "One expectation almost certainly has a majority in each group.",
    },
    "gathers_none": {
        "fr": "Aucune attente n'a presque sûrement la majorité dans chaque groupe.",
        "en": "No expectation almost certainly has a majority in each group.",
    },
    "gathers_unknown": {
        "fr": "On ne sait pas encore ce qui rassemble.",
        "en": "What is shared is not yet known.",
    },
    "first_bound": {
        "fr": "En tête, {named} : au moins {bound} de chaque groupe est d'accord.",
        "en": "First, {named}: at least {bound} of each group agrees.",
    },
    "first_cells": {
        "fr": "La plus partagée, {named} : {cells}.",
        "en": "The most widely shared, {named}: {cells}.",
    },
    "first_unknown": {
        "fr": "Aucune attente n'a été votée par au moins 5 personnes de chaque groupe.",
        "en": "No expectation has the votes of at least 5 people of each group.",
    },
    "divides": {"fr": "{count} attentes divisent nettement.", "en": "{count} expectations clearly divide."},
    "divides_one": {"fr": "Une attente divise nettement.", "en": "One expectation clearly divides."},
    "divides_none": {
        "fr": "Pas de différence nette entre les groupes.",
        "en": "No clear difference between the groups.",
    },
    "divides_unknown": {
        "fr": "Les groupes ne peuvent pas encore être comparés.",
        "en": "The groups cannot be compared yet.",
    },
    "widest": {
        "fr": "La plus grande différence, {named} : {cells}.",
        "en": "The widest difference, {named}: {cells}.",
    },
    "compared": {"fr": "Attentes comparées : {count}.", "en": "Expectations compared: {count}."},
    "comparing_takes": {
        "fr": "Il faut au moins 8 votants de deux groupes sur une attente.",
        "en": "It takes at least 8 voters of two groups on an expectation.",
    },
    "matters": {"fr": "{count} attentes ont reçu des étoiles.", "en": "{count} expectations were given stars."},
    "matters_one": {"fr": "Une attente a reçu des étoiles.", "en": "One expectation was given stars."},
    "matters_unknown": {
        "fr": "On ne sait pas encore ce qui compte le plus pour tous.",
        "en": "What matters most to all is not yet known.",
    },
    "matters_nothing": {"fr": "Aucune attente n'a reçu d'étoile.", "en": "No expectation was given a star."},
    "star_bound": {
        "fr": "En tête, {named} : dans chaque groupe, au moins {bound} de ceux qui ont donné des étoiles lui en ont donné une.",
        "en": "First, {named}: in each group, at least {bound} of those who gave stars gave it one.",
    },
    "star_cells": {
        "fr": "En tête, {named}, parmi ceux qui ont donné des étoiles : {cells}.",
        "en": "First, {named}, among those who gave stars: {cells}.",
    },
    "star_unknown": {
        "fr": "Moins de 5 votants ont donné des étoiles dans : {groups}.",
        "en": "Fewer than 5 voters gave stars in: {groups}.",
    },
    "row_rank": {
        "fr": "Rang {rank} sur {count} parmi les attentes que chaque groupe a vues.",
        "en": "Place {rank} of {count} among the expectations that each group has seen.",
    },
    "row_bound": {
        "fr": "Rang {rank} sur {count} parmi les attentes que chaque groupe a vues : au moins {bound} de chaque groupe est d'accord.",
        "en": "Place {rank} of {count} among the expectations that each group has seen: at least {bound} of each group agrees.",
    },
    "row_unknown": {
        "fr": "Pas encore connu de tous les groupes. {why}.",
        "en": "Not yet known of all groups. {why}.",
    },
    "row_divides": {
        "fr": "Divise nettement : {difference} d'écart ({more} plus d'accord que {less}).",
        "en": "Clearly divides: {difference} apart ({more} agrees more than {less}).",
    },
    "row_alike": {
        "fr": "Pas de différence nette entre les groupes.",
        "en": "No clear difference between the groups.",
    },
    "row_split": {
        "fr": "Avis partagés dans le groupe même : {groups}.",
        "en": "Divided within the group itself: {groups}.",
    },
    "split": {
        "fr": "{group} {agree} d'accord, {against} pas d'accord, n\u00a0=\u00a0{n}",
        "en": "{group} {agree} agree, {against} disagree, n\u00a0=\u00a0{n}",
    },
    "row_stars": {
        "fr": "Étoiles, parmi ceux qui en ont donné : {cells}.",
        "en": "Stars, among those who gave any: {cells}.",
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
    "cell_n": {"fr": "{group} : {votes}, n\u00a0=\u00a0{n}", "en": "{group}: {votes}, n\u00a0=\u00a0{n}"},
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
    "ended": {"fr": "Vote\u00a0{number}, fini le {day}", "en": "Vote {number}, ended on {day}"},
    "quoted": {"fr": "{reference} « {text} »", "en": "{reference} “{text}”"},
    "merged": {"fr": "fusionnée depuis avec {reference}", "en": "since merged with {reference}"},
    "and": {"fr": " ; ", "en": "; "},
}


def say(key: str, language: str, **values: object) -> str:
    """Return the text ``key`` in ``language`` with its places filled, typeset."""
    return typeset(in_language(WORDS[key], language).format(**values), language)


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the three things a vote shows: ``kind`` is its list, ``short`` what is so, ``detail`` the first of the list."""

    kind: str
    title: str
    short: str
    detail: str = ""

    @property
    def sentence(self) -> str:
        """Both together."""
        return f"{self.short} {self.detail}".strip()


def headlines(results: Results, language: str) -> tuple[Headline, ...]:
    """Return what gathers, what divides, what matters most."""
    return tuple(Headline(kind, say(kind, language), *tell(results, language)) for kind, tell in TELL.items())


Told = tuple[str, str]
"""What is so, and the first of the list."""


def tell_shared(results: Results, language: str) -> Told:
    """Say what gathers."""
    if not results.shared:
        return say("gathers_unknown", language), say("first_unknown", language)
    sure = [row for row in results.shared if row.at_least is not None and row.at_least > SURE]
    first = sure[0] if sure else results.shared[0]
    if not sure:
        cells = cells_in_words(first.cells, language)
        return say("gathers_none", language), say("first_cells", language, named=named(first, language), cells=cells)
    bound = percent(first.at_least, language)
    detail = say("first_bound", language, named=named(first, language), bound=bound)
    return counted("gathers", len(sure), language), detail


def tell_dividing(results: Results, language: str) -> Told:
    """Say what divides."""
    clear = results.dividing
    if clear and clear[0].divide:
        cells = cells_in_words((clear[0].divide.more, clear[0].divide.less), language)
        detail = say("widest", language, named=named(clear[0], language), cells=cells)
        return counted("divides", len(clear), language), detail
    compared = len(results.not_dividing)
    if compared:
        return say("divides_none", language), say("compared", language, count=number(compared, language))
    return say("divides_unknown", language), say("comparing_takes", language)


def tell_mattering(results: Results, language: str) -> Told:
    """Say what matters most."""
    if results.hides_stars:
        groups = names_of(results.hides_stars, language)
        return say("matters_unknown", language), say("star_unknown", language, groups=groups)
    if not results.mattering:
        return say("matters_nothing", language), ""
    first = results.mattering[0]
    short = counted("matters", len(results.mattering), language)
    if first.stars_at_least is None:
        cells = cells_in_words(first.stars, language)
        return short, say("star_cells", language, named=named(first, language), cells=cells)
    bound = percent(first.stars_at_least, language)
    return short, say("star_bound", language, named=named(first, language), bound=bound)


TELL: dict[str, Callable[[Results, str], Told]] = {
    "shared": tell_shared,
    "dividing": tell_dividing,
    "mattering": tell_mattering,
}


def counted(key: str, count: int, language: str) -> str:
    """Return a sentence that begins with how many there are, or its form for one."""
    return say(f"{key}_one" if count == 1 else key, language, count=number(count, language))


def named(row: Row, language: str) -> str:
    """Return an expectation by its number and words, to stand inside a sentence."""
    return quoted(row.expectation, language)


def quoted(expectation: Expectation, language: str) -> str:
    """Return ``A-07 « Afficher les frais »``: the words in ``language``, else in one they have."""
    words = in_language(expectation.text, language).strip().rstrip(".")
    return say("quoted", language, reference=expectation.reference, text=words)


def cells_in_words(cells: Iterable[Cell], language: str) -> str:
    """Return ``Douane : 82 % [70 ; 91], n = 38 ; AFCT : 3 sur 6``."""
    said = (
        say(
            "cell_n" if cell.status == "shown" else "cell",
            language,
            group=in_language(cell.group.short, language),
            votes=votes_of(cell, language),
            n=number(cell.seen, language),
        )
        for cell in cells
    )
    return typeset(in_language(WORDS["and"], language).join(said), language)


def votes_of(cell: Cell, language: str) -> str:
    """Return what may be said of a group's votes: a share with its interval, a count, or that there are fewer than five."""
    return unbroken(votes_in_words(drawn(cell), language))


def unbroken(words: str) -> str:
    """Return words in which no line ends inside an interval."""
    return _INTERVAL.sub(lambda found: found[0].replace(" ", NO_BREAK), words)


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


def split_in_words(row: Row, language: str) -> str:
    """Return the groups that are divided in themselves, each with how many agree and disagree; empty where none is."""
    said = [
        say(
            "split",
            language,
            group=in_language(cell.group.short, language),
            agree=percent(cell.share, language),
            against=percent(cell.against, language),
            n=number(cell.seen, language),
        )
        for cell in row.split
    ]
    return in_language(WORDS["and"], language).join(said)


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
    return _counted("givers", [(group, results.tally.star_givers.get(group.key)) for group in results.groups], language)


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


def at_least_in_words(bound: float | None, language: str) -> str:
    """Return the lowest bound of a row as the figure beside it; nothing where none may be told."""
    return "" if bound is None else percent(bound, language)


def difference_in_words(divide: Divide | None, language: str) -> str:
    """Return ``51 points [30 ; 66]``; nothing where no two groups are compared."""
    if divide is None:
        return ""
    between = interval(100 * divide.low, 100 * divide.high, language, 0)
    return unbroken(say("points", language, points=number(100 * divide.difference, language), interval=between))


def tell_row(row: Row, results: Results, language: str) -> list[str]:
    """Return what the vote shows of one expectation, sentence by sentence."""
    said = [_placed(row, results, language)]
    if row.divide is not None and row.divide.is_clear:
        more, less = (names_of([cell.group], language) for cell in (row.divide.more, row.divide.less))
        difference = difference_in_words(row.divide, language)
        said.append(say("row_divides", language, difference=difference, more=more, less=less))
    elif row.is_compared:
        said.append(say("row_alike", language))
    if row.split:
        said.append(say("row_split", language, groups=split_in_words(row, language)))
    if any(star.agree for star in row.stars):
        said.append(say("row_stars", language, cells=cells_in_words(row.stars, language)))
    return said


def _placed(row: Row, results: Results, language: str) -> str:
    if row.rank is None:
        return say("row_unknown", language, why=why_unknown(row, language))
    key = "row_rank" if row.at_least is None else "row_bound"
    bound = at_least_in_words(row.at_least, language)
    return say(key, language, rank=row.rank, count=number(len(results.shared), language), bound=bound)
