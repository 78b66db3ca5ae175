"""The words of a notice."""

from dataclasses import dataclass

from danaya.engines.language import LANGUAGES, Text

LONGEST_SUBJECT = 80
"""Signs of a subject: what a telephone shows of a mail."""


@dataclass(frozen=True, slots=True)
class NoticeText:
    """Subject and body, both in French and English; the body may be empty, and has plain words without markup.

    Both are read on screens of others, in mail boxes and on locked telephones: they name no secret, no code, no personal
    link, and nobody who answered or wrote without a name.
    """

    subject: Text
    body: Text


def shortened(subject: Text) -> dict[str, str]:
    """Return a subject cut after its last whole word within ``LONGEST_SUBJECT`` signs, with "…" where words were cut."""
    return {language: _cut(" ".join(words.split())) for language, words in subject.items()}


def _cut(words: str) -> str:
    if len(words) <= LONGEST_SUBJECT:
        return words
    kept = words[:LONGEST_SUBJECT]
    whole = kept[:-1].rsplit(" ", 1)[0] if " " in kept[:-1] else kept[:-1]
    return f"{whole.rstrip(' ,;:–-')}…"


def complete(text: Text) -> bool:
    """Tell whether a text has words in every language of the product."""
    return all(text.get(language, "").strip() for language in LANGUAGES)
