"""Texts for the ear: numbers, dates, percentages and signs as words, long sentences cut, in French and English.

Who reads aloud on a market or a radio does not stop at "62 %" or "31/12"; listeners cannot look back.
"""

import re
from collections.abc import Callable

from danaya.engines.publishing.spelling import spell, spell_figures, spell_ordinal, spell_year

_SPACES = "\u202f\u00a0 "
_NUMBER = rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)|\d+"
_ENGLISH_NUMBER = r"\d{1,3}(?:,\d{3})+(?!\d)|\d+"
_MONTHS = {
    "fr": "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "en": "January|February|March|April|May|June|July|August|September|October|November|December",
}
_FEMININE = re.compile(
    r"\s*(?:annonce|année|attente|audience|commande|déclaration|demande|entreprise|fois|femme|formation|heure|journée|ligne|marchandise|"
    r"mesure|minute|note|opératrice|organisation|page|personne|pièce|plainte|procédure|question|région|réponse|réunion|route|seconde|semaine|"
    r"session|société|tonne|visite|voix)",
    re.IGNORECASE,
)
"""Words before which French says *une*: those of our posters."""

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def spoken(text: str, language: str) -> str:
    """Return ``text`` as it is read aloud: figures in words, signs named, semicolons and brackets as sentences of their own.

    A number that is part of a name (``C-01``, ``T3``) stays as it is.
    """
    for pattern, replacement in _RULES.get(language, _RULES["en"]):
        text = pattern.sub(replacement, text)
    return _cut(text)


def _cut(text: str) -> str:
    """Make sentences of what stands after a semicolon or in brackets, and take quotation marks away."""
    text = re.sub(r"[«»“”\"]", " ", text)
    text = re.sub(r"\s*\(([^()]*)\)", r", \1,", text)
    text = re.sub(r"\s*[;\u037e]\s*(\w)", lambda found: f". {found[1].upper()}", text)
    text = re.sub(r"[ \u00a0\u202f]+", " ", text)
    text = re.sub(r",\s*([.,;:!?])", r"\1", text)
    text = re.sub(r"\s+([.,])", r"\1", text).strip()
    text = text.rstrip(",")
    return text[:1].upper() + text[1:]


def _whole(digits: str) -> int:
    return int(re.sub(r"\D", "", digits))


def _value(found: re.Match[str], language: str) -> str:
    """Spell a number with its sign, decimals and what follows it."""
    parts = found.groupdict()
    sign = {"-": "minus", "−": "minus", "+": "plus"}.get(parts.get("sign") or "", "")
    if language == "fr" and sign:
        sign = {"minus": "moins", "plus": "plus"}[sign]
    whole, decimals = _whole(parts["whole"]), parts.get("decimals") or ""
    feminine = language == "fr" and not decimals and bool(_FEMININE.match(found.string, found.end()))
    words = _with_decimals(parts["whole"], whole, decimals, language, feminine=feminine)
    unit = {"fr": " pour cent", "en": " per cent"}[language] if parts.get("percent") else ""
    return f"{sign} {words}{unit}".strip()


def _with_decimals(shown: str, whole: int, decimals: str, language: str, *, feminine: bool) -> str:
    if not decimals and shown.startswith("0") and len(shown) > 1:
        return spell_figures(shown, language)
    if not decimals and language == "en" and len(shown) == 4 and 1100 <= whole <= 2099:
        return spell_year(whole, language)
    words = spell(whole, language, feminine=feminine)
    if not decimals:
        return words
    if language == "fr":
        zeros = "zéro " * (len(decimals) - len(decimals.lstrip("0")))
        rest = decimals.lstrip("0")
        return f"{words} virgule {zeros}{spell(int(rest), language) if rest else ''}".strip()
    return f"{words} point {spell_figures(decimals, language)}"


_FREE = r"(?<![\w\-/.])"
"""What stands before a number that is not part of a name or an address."""

_SHORT_DATE = re.compile(rf"{_FREE}(\d{{1,2}})/(\d{{1,2}})/(\d{{4}})(?![\w/])")

_VERSION = re.compile(rf"{_FREE}\d+(?:\.\d+)+(?![\w/])")
_LONG_VERSION = re.compile(rf"{_FREE}\d+(?:\.\d+){{2,}}(?![\w/])")


_YEARS = re.compile(
    rf"\b(?:(?:[Dd]e|[Ff]rom)[{_SPACES}])?{_FREE}(?P<first>(?:19|20|21)\d\d)[-‐‑–](?P<last>(?:19|20|21)\d\d)(?![\w/\-])"
)


def _range_of_years(found: re.Match[str], language: str) -> str:
    """Return 2024-2026 as *de 2024 à 2026*, its figures for the rules after this one; a later year first is no range."""
    if found["first"] >= found["last"]:
        return found[0]
    head, between = {"fr": ("de", "à"), "en": ("from", "to")}[language]
    return f"{head} {found['first']} {between} {found['last']}"


def _version(figures: str, language: str) -> str:
    """Return 2.1, which is no number in French, as *deux point un*."""
    return " point ".join(spell(int(part), language) for part in figures.split("."))


def _long_date(found: re.Match[str], language: str) -> str:
    """Return 31/12/2026 with the name of its month, day first, for the rules after this one."""
    names, month = _MONTHS[language].split("|"), int(found[2])
    return f"{found[1]} {names[month - 1]} {found[3]}" if 1 <= month <= len(names) else found[0]


def _french() -> tuple[Rule, ...]:
    number = rf"(?P<whole>{_NUMBER})(?:,(?P<decimals>\d+))?"
    months = _MONTHS["fr"]
    return (
        (_SHORT_DATE, lambda found: _long_date(found, "fr")),
        (_YEARS, lambda found: _range_of_years(found, "fr")),
        (_VERSION, lambda found: _version(found[0], "fr")),
        (
            re.compile(rf"{_FREE}(\d{{1,2}})(?:er)?[{_SPACES}]({months})(?:[{_SPACES}](\d{{4}}))?\b"),
            lambda found: " ".join(
                ["premier" if found[1] == "1" else spell(int(found[1]), "fr"), found[2]]
                + ([spell(int(found[3]), "fr")] if found[3] else [])
            ),
        ),
        (re.compile(rf"\[({_bound('fr')})\s*;\s*({_bound('fr')})\]"), lambda found: f"de {found[1]} à {found[2]}"),
        (
            re.compile(rf"{_FREE}(\d{{1,2}})[{_SPACES}]?h(?:[{_SPACES}]?(\d{{2}}))?(?!\w)"),
            lambda found: _hour(found[1], found[2]),
        ),
        (re.compile(rf"{_FREE}(\d+)(?:er|re|e|ème)(?!\w)"), lambda found: _ranked(found[0], int(found[1]))),
        (re.compile(r"n°\s*(?=\d)"), lambda _: "numéro "),
        (
            re.compile(rf"{_FREE}(?P<sign>[+−-])?{number}(?P<percent>[{_SPACES}]?%)?(?![\w/])"),
            lambda found: _value(found, "fr"),
        ),
        (re.compile(r"\s*&\s*"), lambda _: " et "),
        (re.compile(r"\s*→\s*"), lambda _: ", puis "),
    )


def _bound(language: str) -> str:
    mark = "," if language == "fr" else "."
    return rf"[+−-]?\d+(?:\{mark}\d+)?[{_SPACES}]?%?"


def _hour(hour: str, minutes: str | None) -> str:
    number = int(hour)
    words = f"{spell(number, 'fr', feminine=True)} heure{'s' if number > 1 else ''}"
    return f"{words} {spell(int(minutes), 'fr')}" if minutes and int(minutes) else words


def _ranked(shown: str, number: int) -> str:
    return "première" if shown == "1re" else spell_ordinal(number, "fr")


def _english() -> tuple[Rule, ...]:
    number = rf"(?P<whole>{_ENGLISH_NUMBER})(?:\.(?P<decimals>\d+))?"
    months = _MONTHS["en"]
    return (
        (_SHORT_DATE, lambda found: _long_date(found, "en")),
        (_YEARS, lambda found: _range_of_years(found, "en")),
        (_LONG_VERSION, lambda found: _version(found[0], "en")),
        (
            re.compile(rf"{_FREE}(\d{{1,2}})[{_SPACES}]({months})(?:[{_SPACES}](\d{{4}}))?\b"),
            lambda found: " ".join(
                [f"the {spell_ordinal(int(found[1]), 'en')} of {found[2]}"]
                + ([spell_year(int(found[3]), "en")] if found[3] else [])
            ),
        ),
        (re.compile(rf"\[({_bound('en')})\s*,\s*({_bound('en')})\]"), lambda found: f"from {found[1]} to {found[2]}"),
        (re.compile(rf"{_FREE}(\d+)(?:st|nd|rd|th)(?!\w)"), lambda found: spell_ordinal(int(found[1]), "en")),
        (
            re.compile(rf"{_FREE}(?P<sign>[+−-])?{number}(?P<percent>[{_SPACES}]?%)?(?![\w/])"),
            lambda found: _value(found, "en"),
        ),
        (re.compile(r"\s*&\s*"), lambda _: " and "),
        (re.compile(r"\s*→\s*"), lambda _: ", then "),
    )


_RULES: dict[str, tuple[Rule, ...]] = {"fr": _french(), "en": _english()}
