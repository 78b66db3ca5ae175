"""The texts of a commitment in the language they are written in: checks read each in its own."""

from danaya.engines.language import LANGUAGES, Text


def said(text: Text, preferred: str = "fr") -> tuple[str, str]:
    """Return language and words of a text: those of ``preferred`` where it has some, else those it has; empty for none."""
    order = dict.fromkeys((preferred, *LANGUAGES, *text))
    return next(((code, text[code]) for code in order if text.get(code, "").strip()), (preferred, ""))


def in_language_of(beside: Text, words: str) -> Text:
    """Return words that are kept once as a text in the language of what they stand beside: pages mark it where it is not theirs."""
    return {said(beside)[0]: words} if words else {}
