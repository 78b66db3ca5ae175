"""Does a text seem to name a person? A hint to its author and to readers; nothing is blocked by it.

Careful rather than complete: a title or a rank before a capitalised word, a chief of a named place, telephone numbers,
plates, addresses of mail. Names without a title are left to the readers.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class HintKind(models.TextChoices):
    """What a piece of a text looks like."""

    PERSON = "person", _("the name of a person")
    TELEPHONE = "telephone", _("a telephone number")
    PLATE = "plate", _("the plate of a vehicle")
    MAIL = "mail", _("an address of mail")


@dataclass(frozen=True, slots=True)
class Hint:
    """A piece of a text that seems to lead to a person."""

    kind: HintKind
    words: str


_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_LETTER = r"[A-Za-zÀ-ÖØ-öø-ÿ'’-]"
_NAME = rf"{_CAPITAL}{_LETTER}+"
_NAMES = rf"(?:{_CAPITAL}\.[ ]?)*{_NAME}(?:[ ]{_NAME}){{0,2}}"

# Titles of courtesy: what follows is a name, also in capitals.
_COURTESY = (
    r"(?:M\.|MM\.|Mr\.?|Mme\.?|Mmes|Mlle|Monsieur|Madame|Mademoiselle|Messieurs|Mesdames"
    r"|Mrs\.?|Ms\.?|Miss|Dr\.?|Pr\.?|Me|Maître|El[ -]?Hadj[ji]?|Hadja)"
)
# Ranks and functions: what follows may also be a service, so its capitals are looked at twice.
_RANK = (
    r"(?:[Cc]olonel|[Cc]ommandant|[Cc]apitaine|[Ll]ieutenant|[Aa]djudant|[Ss]ergent|[Bb]rigadier|[Ii]nspect(?:eur|rice)"
    r"|[Cc]ontrôleu(?:r|se)|[Vv]érificat(?:eur|rice)|[Rr]eceveu(?:r|se)|[Dd]irect(?:eur|rice)|[Dd]ouanier|[Dd]ouanière"
    r"|[Aa]gent|[Cc]hef|[Cc]hief|[Cc]aptain|[Mm]ajor|[Ss]ergeant|[Ii]nspector|[Oo]fficer|[Dd]irector|[Cc]ollector"
    r"|[Cc]ommissioner|[Ss]upervisor)"
)
_CHIEF = r"[Cc]hef(?:fe)?[ ](?:du|de|des|d['’]|à)[ ]?(?:[a-zà-ÿ'’]+[ ]){0,5}?"
_CHIEF_EN = r"(?:[Cc]hief|[Hh]ead)[ ]of[ ](?:[a-z]+[ ]){0,5}?(?:at|in|of)[ ]"
_CERTAIN = r"(?:[Ll]e nommé|[Ll]a nommée|[Ll]e dénommé|[Ll]a dénommée|[Uu]n certain|[Uu]ne certaine|[Aa] certain)"

_PERSONS = (
    re.compile(rf"(?<![\w.]){_COURTESY}[ ](?P<name>{_NAMES})"),
    re.compile(rf"(?<![\w.]){_RANK}[ ](?P<name>{_NAMES})"),
    re.compile(rf"(?<![\w.])(?P<chief>{_CHIEF})(?P<name>{_NAMES})"),
    re.compile(rf"(?<![\w.])(?P<chief>{_CHIEF_EN})(?P<name>{_NAMES})"),
    re.compile(rf"(?<![\w.]){_CERTAIN}[ ](?P<name>{_NAMES})"),
)
_NUMBERS = {
    HintKind.TELEPHONE: (
        re.compile(r"(?<![\w+])(?:\+|00)\d{1,3}(?:[ .-]?\d{2,4}){3,5}(?!\d)"),
        re.compile(r"(?<![\d.,])\d{2}(?:[ .-]\d{2}){3,4}(?![\d.,]\d|\d)"),
        re.compile(
            r"(?i)\b(?:t[ée]l(?:[ée]phone)?|phone|call|appel(?:er|ez)?|whatsapp|num[ée]ro)\b\D{0,12}?\d{8,12}(?!\d)"
        ),
    ),
    HintKind.PLATE: (
        re.compile(r"\b[A-Z]{1,2}[ -]?\d{3,4}[ -]?[A-Z]{1,2}(?:[ -]?\d)?\b"),
        re.compile(r"\b\d{3,4}[ -][A-Z]{2}[ -]\d{2}\b"),
        re.compile(r"\b\d{2}[ -][A-Z]{2}[ -]\d{4}\b"),
    ),
    HintKind.MAIL: (re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]*\w"),),
}

_OTHER_WORDS = """
Général Générale Généraux Regional Régional Régionale National Nationale Adjoint Adjointe Principal Principale Central
Centrale Technique General Deputy Executive Secretary Secrétaire Comptable Customs Douane Douanes Finances Budget Commerce
Transports Administration Clearing Commercial Export Import Port Service Bureau Brigade Direction Directeur Directrice
Inspecteur Inspectrice Chef Receveur Receveuse Colonel Commandant Capitaine Lieutenant Contrôleur Contrôleuse Ministre
Président Présidente Maire Gouverneur Préfet Monsieur Madame
Le La Les Un Une Des Il Ils Elle Elles On Nous Vous The They We He She It
"""
_FUNCTIONS = frozenset(_OTHER_WORDS.split())
"""Capitalised words that follow a title without being a name: functions, services, the beginning of a sentence."""

_SHOUTED = 0.7
_LONGEST_ACRONYM = 6


def find_hints(text: str, bodies: Collection[str] = ()) -> list[Hint]:
    """Return the pieces of a text in French or English that seem to lead to a person, each once, in their order.

    Parameters
    ----------
    bodies
        Names and acronyms of organisations: their words are no names of persons.
    """
    found = [*_persons(text, _words_of(bodies)), *_numbered(text)]
    ordered = sorted(found, key=lambda hint: text.find(hint.words))
    return list(dict.fromkeys(ordered))


def hints_of(texts: Mapping[str, str], bodies: Collection[str] = ()) -> list[Hint]:
    """Return the hints of a text in all its languages, each once."""
    return list(dict.fromkeys(hint for text in texts.values() for hint in find_hints(text, bodies)))


def _persons(text: str, known: Collection[str]) -> Iterator[Hint]:
    shouted = _is_shouted(text)
    for place, pattern in enumerate(_PERSONS):
        for match in pattern.finditer(text):
            courtesy = place == 0
            if (courtesy or not shouted) and _is_name(match["name"], known, courtesy=courtesy):
                yield Hint(HintKind.PERSON, match[0])


def _numbered(text: str) -> Iterator[Hint]:
    for kind, patterns in _NUMBERS.items():
        for pattern in patterns:
            for match in pattern.finditer(text):
                yield Hint(kind, match[0])


def _is_name(words: str, known: Collection[str], *, courtesy: bool) -> bool:
    first = words.split(maxsplit=1)[0]
    if first in _FUNCTIONS or first.casefold() in known:
        return False
    return courtesy or not (first.isupper() and len(first) <= _LONGEST_ACRONYM)


def _words_of(bodies: Collection[str]) -> frozenset[str]:
    return frozenset(word.casefold() for body in bodies for word in re.findall(r"[\w'’-]+", body))


def _is_shouted(text: str) -> bool:
    """Tell whether a text is written in capitals, where they say nothing."""
    letters = [sign for sign in text if sign.isalpha()]
    return bool(letters) and sum(sign.isupper() for sign in letters) / len(letters) > _SHOUTED
