"""What cells of the workbook choose from: posts, factors, regions, kinds of evidence, objectives; words and keys both ways."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from danaya.apps.commitments.overviews.workbook.values import Misread, fold, shown
from danaya.apps.indicators.models import Objective
from danaya.apps.people.models import Post, Region, Side
from danaya.engines.framework import load_evidence_kinds, load_factors, load_frequencies
from danaya.engines.language import LANGUAGES, Text, in_language
from danaya.engines.tables.table import Cell

NOT_LISTED: Text = {
    "fr": "« {shown} » n'est pas dans la liste. Choisissez dans la liste de la cellule.",
    "en": "“{shown}” is not in the list. Choose from the list of the cell.",
}
NO_OBJECTIVE: Text = {
    "fr": "L'objectif « {shown} » n'est dans aucun cadre. Écrivez un objectif par ligne, comme « {example} ».",
    "en": "The objective “{shown}” is in no framework. Write one objective a line, such as “{example}”.",
}
YES, NO = "yes", "no"
FLAGS: Mapping[str, Text] = {YES: {"fr": "oui", "en": "yes"}, NO: {"fr": "non", "en": "no"}}
BETTER: Mapping[str, Text] = {"up": {"fr": "monte", "en": "rises"}, "down": {"fr": "baisse", "en": "falls"}}


@dataclass(frozen=True, slots=True)
class Choices:
    """One list: key → words; and every way of saying each, folded → key."""

    words: Mapping[str, str]
    keys: Mapping[str, str]
    offered: tuple[str, ...] = field(default=())
    """What cells offer: what is still in use."""

    def read(self, cell: Cell) -> str | Misread:
        """Return the key of what a cell says."""
        said = shown(cell)
        if not fold(said):
            return ""
        found = self.keys.get(fold(said))
        return Misread(said, filled(NOT_LISTED, shown=said)) if found is None else found


def filled(text: Text, **values: str) -> Text:
    """Return a text with its places filled, in each language."""
    return {code: words.format(**values) for code, words in text.items()}


def listed(texts: Mapping[str, Text], language: str, offered: Iterable[str] | None = None) -> Choices:
    """Return the list of named things in ``language``; they are understood in every language, and by their key."""
    words = {key: in_language(text, language) for key, text in texts.items()}
    keys = {fold(key): key for key in texts}
    for code in LANGUAGES:
        keys |= {fold(in_language(text, code)): key for key, text in texts.items()}
    in_use = texts if offered is None else offered
    return Choices(words, keys, tuple(words[key] for key in in_use))


def posts(language: str) -> Choices:
    """Return the posts of both sides, as ``ACRONYM – title``; two that would be called the same get their sign-in name."""
    rows = Post.objects.filter(organisation__side__in=(Side.CUSTOMS, Side.PRIVATE)).select_related("organisation")
    rows = rows.order_by("organisation__side", "organisation__acronym", "sign_in_name")
    texts = {str(row.pk): _called(row) for row in rows}
    taken: dict[str, int] = {}
    for text in texts.values():
        for code in LANGUAGES:
            taken[fold(text[code])] = taken.get(fold(text[code]), 0) + 1
    for row in rows:
        text = texts[str(row.pk)]
        if any(taken[fold(text[code])] > (2 if len(set(text.values())) == 1 else 1) for code in LANGUAGES):
            texts[str(row.pk)] = {code: f"{words} ({row.sign_in_name})" for code, words in text.items()}
    active = [str(row.pk) for row in rows if row.active and row.organisation.active]
    return listed(texts, language, active)


def _called(row: Post) -> Text:
    return {code: f"{row.organisation.acronym} – {in_language(row.title, code)}" for code in LANGUAGES}


@dataclass(frozen=True, slots=True)
class Objectives:
    """Objectives by ``framework code``, one a line."""

    keys: Mapping[str, str]
    """Folded name → key."""
    names: Mapping[str, str]
    """Key → ``framework code``."""

    def write(self, keys: Iterable[str]) -> str:
        """Return the lines of a cell, in the order of the alphabet."""
        return "\n".join(sorted(self.names[key] for key in keys if key in self.names))

    def read(self, cell: Cell) -> str | Misread:
        """Return the lines of a cell, as they are written."""
        found = set()
        for line in shown(cell).replace(";", "\n").split("\n"):
            if not fold(line):
                continue
            key = self.keys.get(fold(line))
            if key is None:
                example = next(iter(self.names.values()), "plan 1.1")
                return Misread(shown(cell), filled(NO_OBJECTIVE, shown=line.strip(), example=example))
            found.add(key)
        return self.write(found)

    def keys_of(self, written: str) -> list[str]:
        """Return the keys of the lines that :meth:`read` gave."""
        return [self.keys[fold(line)] for line in written.split("\n") if line]


def objectives() -> Objectives:
    """Return the objectives of all frameworks."""
    rows = Objective.objects.select_related("framework")
    names = {str(row.pk): f"{row.framework.code} {row.code}" for row in rows}
    return Objectives({fold(name): key for key, name in names.items()}, names)


@dataclass(frozen=True, slots=True)
class Lists:
    """Everything that cells choose from, in one language."""

    language: str
    choices: Mapping[str, Choices]
    objectives: Objectives


def lists_in(language: str) -> Lists:
    """Return what cells choose from."""
    regions = Region.objects.all()
    return Lists(
        language,
        {
            "post": posts(language),
            "factor": listed({one.key: one.name for one in load_factors()}, language),
            "region": listed(
                {str(one.pk): one.name for one in regions}, language, [str(one.pk) for one in regions if one.active]
            ),
            "evidence": listed({one.key: one.name for one in load_evidence_kinds()}, language),
            "frequency": listed({one.key: one.name for one in load_frequencies()}, language),
            "better": listed(BETTER, language),
            "flag": listed(FLAGS, language),
        },
        objectives(),
    )
