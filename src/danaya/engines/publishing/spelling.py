"""Whole numbers in words, French and English: cardinals, ordinals, years."""

_FRENCH_UNDER_20 = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze",
    "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
_FRENCH_TENS = (
    "",
    "dix",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "soixante",
    "quatre-vingt",
    "quatre-vingt",
)
_ENGLISH_UNDER_20 = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ENGLISH_TENS = ("", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH_RANKS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
MOST = 10**12
"""From here on a number is said figure by figure."""


def spell(number: int, language: str, *, feminine: bool = False) -> str:
    """Return a whole number in words; ``feminine`` for French before a feminine noun (*vingt et une réponses*).

    From 10¹² on it is said figure by figure.
    """
    if number < 0:
        return f"{'moins' if language == 'fr' else 'minus'} {spell(-number, language, feminine=feminine)}"
    if number >= MOST:
        return spell_figures(str(number), language)
    words = _french(number) if language == "fr" else _english(number)
    if feminine and (words == "un" or words.endswith((" un", "-un"))):
        words += "e"
    return words


def spell_figures(figures: str, language: str) -> str:
    """Return figures one by one: ``007`` is *zéro zéro sept*."""
    names = _FRENCH_UNDER_20 if language == "fr" else _ENGLISH_UNDER_20
    return " ".join(names[int(figure)] for figure in figures)


def spell_year(year: int, language: str) -> str:
    """Return a year: English says its two halves, *twenty twenty-six*, but *two thousand and five*."""
    if language != "en" or not 1100 <= year <= 2099 or 2000 <= year <= 2009:
        return spell(year, language)
    century, rest = divmod(year, 100)
    if not rest:
        return f"{_english(century)} hundred"
    return f"{_english(century)} {'oh ' if rest < 10 else ''}{_english(rest)}"


def spell_ordinal(number: int, language: str) -> str:
    """Return *deuxième*, *second*."""
    words = spell(number, language)
    if language == "fr":
        return "premier" if number == 1 else _french_rank(words)
    head, mark, last = _split_last(words)
    rank = _ENGLISH_RANKS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{head}{mark}{rank}"


def _split_last(words: str) -> tuple[str, str, str]:
    place = max(words.rfind("-"), words.rfind(" "))
    return (words[:place], words[place], words[place + 1 :]) if place >= 0 else ("", "", words)


def _french_rank(words: str) -> str:
    if words.endswith("cinq"):
        return f"{words}uième"
    if words.endswith("neuf"):
        return f"{words[:-1]}vième"
    stem = words[:-1] if words.endswith(("e", "cents", "vingts", "millions", "milliards")) else words
    return f"{stem}ième"


def _french(number: int) -> str:
    for size, name in ((10**9, "milliard"), (10**6, "million")):
        if number >= size:
            count, rest = divmod(number, size)
            head = f"{_french(count)} {name}{'s' if count > 1 else ''}"
            return f"{head} {_french(rest)}" if rest else head
    if number >= 1000:
        count, rest = divmod(number, 1000)
        # Before mille, cent and vingt lose their s: deux cent mille, quatre-vingt mille.
        head = f"{_bare(_french(count))} mille" if count > 1 else "mille"
        return f"{head} {_french(rest)}" if rest else head
    if number >= 100:
        count, rest = divmod(number, 100)
        head = f"{_french(count)} cent" if count > 1 else "cent"
        return f"{head} {_french(rest)}" if rest else head + ("s" if count > 1 else "")
    return _french_under_100(number)


def _bare(words: str) -> str:
    return words[:-1] if words.endswith(("cents", "vingts")) else words


def _french_under_100(number: int) -> str:
    if number < 20:
        return _FRENCH_UNDER_20[number]
    tens, rest = divmod(number, 10)
    if tens in {7, 9}:
        rest += 10
    head = _FRENCH_TENS[tens]
    if not rest:
        return head + ("s" if tens == 8 else "")
    joint = " et " if rest in {1, 11} and tens < 8 else "-"
    return f"{head}{joint}{_FRENCH_UNDER_20[rest]}"


def _english(number: int) -> str:
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= size:
            count, rest = divmod(number, size)
            head = f"{_english(count)} {name}"
            if not rest:
                return head
            return f"{head} and {_english(rest)}" if rest < 100 else f"{head} {_english(rest)}"
    if number >= 100:
        count, rest = divmod(number, 100)
        head = f"{_english(count)} hundred"
        return f"{head} and {_english(rest)}" if rest else head
    if number < 20:
        return _ENGLISH_UNDER_20[number]
    tens, rest = divmod(number, 10)
    return _ENGLISH_TENS[tens] + (f"-{_ENGLISH_UNDER_20[rest]}" if rest else "")
