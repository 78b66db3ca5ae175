"""Whether a promise is worded so that it can be verified: a number, a place or a countable state, and no vague verb alone."""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import compress
from pathlib import Path
from typing import Any

from danaya.engines.followup.remarks import Remark

_TOKENS = re.compile(r"\d+(?:[.,]\d+)?(?:(?:ère|er|re|e|st|nd|rd|th)\b)?|[^\W\d_]+")
_QUANTITY = re.compile(r"\d+(?:[.,]\d+)?")
_FOUND = ("vague", "countable", "places", "numbers", "hollow", "activity")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATES = re.compile(r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b")

_VAGUE = {
    "fr": "« {verbs} » promet un effort, pas un résultat que l'on peut vérifier. Dites ce qui existera : un nombre, un délai, un document publié, un service ouvert.",
    "en": "“{verbs}” promises effort, not a result that can be verified. Say what will exist: a number, a time, a published document, an open service.",
}
_NOTHING = {
    "fr": "Rien ici ne permet de vérifier que c'est fait. Ajoutez un nombre, un lieu ou un état que l'on constate (publié, signé, ouvert, installé).",
    "en": "Nothing here lets anyone verify that it is done. Add a number, a place or a state that can be seen (published, signed, open, installed).",
}
_ACTIVITY = {
    "fr": "« {verbs} » dit ce qui sera fait, pas ce qui aura changé, même avec un nombre. Ajoutez l'effet que l'on constatera "
    "(une part, un délai, un document publié).",
    "en": "“{verbs}” says what will be done, not what will have changed, even with a number. Add the effect that will be seen "
    "(a share, a time, a published document).",
}
_EMPTY = {
    "fr": "Le texte manque. Écrivez ce qui existera quand ce sera fait.",
    "en": "The text is missing. Write what will exist when it is done.",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """What in a text can be verified and what cannot, as the text writes it."""

    vague: tuple[str, ...]
    numbers: tuple[str, ...]
    places: tuple[str, ...]
    states: tuple[str, ...]
    hollow: tuple[str, ...] = ()
    """Promises of effort that no number makes a result."""
    activities: tuple[str, ...] = ()
    """What is done to people, not what comes of it."""

    @property
    def verifiable(self) -> bool:
        """A countable state, whatever the verb; a number unless the promise is hollow; a place only where no verb is vague.

        « Améliorer l'accueil à Kayes » says nothing, nor does « faire de notre mieux dans 12 postes ».
        """
        if self.states:
            return True
        return not self.hollow and bool(self.numbers or (self.places and not self.vague))

    @property
    def only_activity(self) -> bool:
        """Whether it says what is done and nothing that comes of it: no state besides, and no second number."""
        return bool(self.activities) and set(self.states) <= set(self.activities) and len(self.numbers) < 2


def read_wording(text: str, language: str, places: Iterable[str] = ()) -> Wording | None:
    """Return what in ``text`` can be verified; None in a language without a list of words.

    ``places``: names of offices and regions the administration knows, besides the words for such places. Years, dates and references
    (article 10) are no numbers; a verb counts as vague in any form.
    """
    if language not in _data():
        return None
    lists = _lists(language)
    tokens, folded = _counting(_TOKENS.findall(_DATES.sub(" ", text)), lists)
    found = {name: _matches(lists[name], tokens, folded) for name in _FOUND}
    named = [place for words, place in _known(tuple(places)).items() if _holds(folded, words)]
    return Wording(
        found["vague"],
        (*_quantities(tokens, folded, lists), *found["numbers"]),
        (*named, *found["places"], *_after_preposition(tokens, folded, lists)),
        found["countable"],
        found["hollow"],
        found["activity"],
    )


def check_wording(text: str, language: str, where: str, places: Iterable[str] = ()) -> tuple[Remark, ...]:
    """Return what is wrong with the wording of ``text``: nothing, or one remark (``text-missing``, ``vague-verb``, ``nothing-countable``)."""
    if not text.strip():
        return (Remark("text-missing", where, _EMPTY),)
    found = read_wording(text, language, places)
    if found is None or found.verifiable:
        return ()
    if found.hollow or found.vague:
        return (Remark("vague-verb", where, _VAGUE, {"verbs": found.hollow or found.vague}),)
    return (Remark("nothing-countable", where, _NOTHING),)


def check_activity(text: str, language: str, where: str) -> tuple[Remark, ...]:
    """Return one remark (``only-activity``) where a result only says what is done: « sensibiliser 100 % des agents »; else nothing.

    That such a text can be verified is the other check's word: this one is for results, as a milestone may well be an activity.
    """
    found = read_wording(text, language)
    if found is None or not found.only_activity:
        return ()
    return (Remark("only-activity", where, _ACTIVITY, {"verbs": found.activities}),)


def fold(text: str) -> str:
    """Return ``text`` in small letters without accents, œ as oe."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@dataclass(frozen=True, slots=True)
class _Words:
    entries: frozenset[tuple[str, ...]]
    beginnings: Mapping[tuple[str, ...], frozenset[str]]
    """Words before the last one → how the last one begins."""
    openers: frozenset[str]
    """First words of entries of several words: before any other word only that one is looked for."""
    longest: int

    def hold(self, words: Sequence[str]) -> bool:
        if tuple(words) in self.entries:
            return True
        last, begun = words[-1], self.beginnings.get(tuple(words[:-1]), frozenset())
        return bool(begun) and any(last[:cut] in begun for cut in range(len(last), 1, -1))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "wording.toml").read_text("utf-8"))


@cache
def _lists(language: str) -> dict[str, _Words]:
    lists = {}
    for name, written in _data()[language].items():
        words = [tuple(entry.split("_")) for entry in written.split()]
        begun: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for entry in words:
            if entry[-1].endswith("*"):
                begun[entry[:-1]].add(entry[-1].removesuffix("*"))
        whole = frozenset(entry for entry in words if not entry[-1].endswith("*"))
        lists[name] = _Words(
            whole,
            {before: frozenset(last) for before, last in begun.items()},
            frozenset(entry[0] for entry in words if len(entry) > 1),
            max(map(len, words), default=1),
        )
    return lists


@lru_cache(maxsize=8)
def _known(places: tuple[str, ...]) -> dict[tuple[str, ...], str]:
    """Return the words of each place → its name; an administration's are the same for each of a thousand texts."""
    return {tuple(_TOKENS.findall(fold(place))): place for place in places if place.strip()}


def _matches(words: _Words, tokens: Sequence[str], folded: Sequence[str]) -> tuple[str, ...]:
    found, place = [], 0
    while place < len(tokens):
        longest = words.longest if folded[place] in words.openers else 1
        lengths = range(min(longest, len(tokens) - place), 0, -1)
        length = next((each for each in lengths if words.hold(folded[place : place + each])), 0)
        if length:
            found.append(" ".join(tokens[place : place + length]))
        place += length or 1
    return tuple(found)


def _quantities(tokens: Sequence[str], folded: Sequence[str], lists: dict[str, _Words]) -> tuple[str, ...]:
    return tuple(
        token
        for place, token in enumerate(tokens)
        if _QUANTITY.fullmatch(token)
        and not _YEAR.fullmatch(token)
        and not (place and lists["references"].hold(folded[place - 1 : place]))
        and not any(lists["months"].hold([each]) for each in _beside(folded, place))
    )


def _counting(tokens: Sequence[str], lists: dict[str, _Words]) -> tuple[list[str], list[str]]:
    """Return the words, and folded, without those before a noun that nobody can count: « 1 chose », "three things"."""
    folded = [fold(token) for token in tokens]
    counts = [not lists["idle"].hold([word]) for word in folded[1:]] + [True] * bool(folded)
    return list(compress(tokens, counts)), list(compress(folded, counts))


def _beside(folded: Sequence[str], place: int) -> Sequence[str]:
    return [*folded[max(0, place - 1) : place], *folded[place + 1 : place + 2]]


def _after_preposition(tokens: Sequence[str], folded: Sequence[str], lists: dict[str, _Words]) -> tuple[str, ...]:
    """Names after "à", "in" …: a capital letter where the language asks for none, and no abbreviation."""
    return tuple(
        token
        for place, token in enumerate(tokens)
        if place
        and lists["before_places"].hold(folded[place - 1 : place])
        and token.istitle()
        and not lists["months"].hold([folded[place]])
    )


def _holds(folded: Sequence[str], words: tuple[str, ...]) -> bool:
    size = len(words)
    return size > 0 and any(tuple(folded[place : place + size]) == words for place in range(len(folded) - size + 1))
