"""One expectation in the report: its words in both languages, then line by line what was said and decided of it."""

from collections.abc import Iterator
from datetime import date

from danaya.apps.dialogue.documents.proceedings import Entry
from danaya.apps.dialogue.documents.wording import (
    answer_of,
    answer_words,
    name_of,
    post_name,
    say,
    side_name,
    status_of,
    tags_of,
)
from danaya.apps.dialogue.models import Expectation, Fate, Reply
from danaya.apps.dialogue.ratings import RatedOption
from danaya.apps.dialogue.votes.telling import NO_BREAK, cells_in_words, split_in_words
from danaya.apps.dialogue.votes.telling import say as told
from danaya.engines.language import LANGUAGES, Text, day_in_words, in_language, number
from danaya.engines.publishing.document import Block, Bullets, TextIn, TextPair


def entry_blocks(entry: Entry, on: date, language: str) -> Iterator[Block]:
    """Yield the blocks of one expectation."""
    one = entry.expectation
    shown = one.cleared_on
    since = [say("shown_since", language, day=day_in_words(shown, language))] if shown else []
    note = " · ".join([name_of(one, language), *tags_of(one, language), *since])
    yield pair_of(one, note, language)
    for original in entry.merged:
        words = say("original", language, reference=one.reference)
        yield pair_of(original, f"{words} · {name_of(original, language)}", language)
    yield Bullets(tuple(lines_of(entry, on, language)))


def pair_of(one: Expectation, note: str, language: str) -> TextPair:
    """Return the words of an expectation side by side: French, English, and the author's where they are in a third language."""
    codes = dict.fromkeys([*LANGUAGES, *([one.language] if one.language not in LANGUAGES else [])])
    texts = tuple(TextIn(code, one.text.get(code, ""), status_of(one, code, language)) for code in codes)
    return TextPair(one.reference, texts, note)


def lines_of(entry: Entry, on: date, language: str) -> Iterator[str]:
    """Yield what was said of an expectation, a line each."""
    said = entry.reformulation
    if said is not None:
        text, post = quote(said.text, language), post_name(said.by, language)
        reply = say("confirmed" if said.reply == Reply.CONFIRMED else "pending", language)
        yield f"{say('restated', language, post=post, text=text)} {reply}"
    if entry.row is not None:
        yield say("votes", language, cells=cells_in_words(entry.row.cells, language))
        if entry.row.split:
            yield told("row_split", language, groups=split_in_words(entry.row, language))
    for cause in entry.causes:
        yield say("cause", language, post=post_name(cause.by, language), text=ended(cause.text, language))
    for rated in entry.options:
        yield option_line(rated, language)
    if not entry.fates:
        yield say("no_answer", language, words=answer_of(entry, on, language))
    for place, fate in enumerate(entry.fates):
        yield fate_line(fate, "fate" if place == 0 else "earlier_fate", language)


def option_line(rated: RatedOption, language: str) -> str:
    """Return an option with its ratings as far as both sides have rated, and whether it was chosen."""
    option = rated.option
    parts = [say("option", language, post=post_name(option.by, language), text=ended(option.text, language))]
    for side in rated.seen:
        effect, feasibility = (number(mark.mean, language, 1) for mark in (side.effect, side.feasibility))
        name = side_name(side.side, language)
        parts.append(say("rated", language, side=name, effect=effect, feasibility=feasibility))
    if not rated.seen:
        parts.append(say("unrated", language))
    if option.chosen_on is not None:
        parts.append(say("chosen", language, day=day_in_words(option.chosen_on, language)))
    return " ".join(parts)


def fate_line(fate: Fate, key: str, language: str) -> str:
    """Return an answer with its signature, its reason, and where its proof is."""
    # A day is not broken over two lines.
    day, post = day_in_words(fate.signed_on, language).replace(" ", NO_BREAK), post_name(fate.signed_by, language)
    parts = [say(key, language, kind=answer_words(fate.kind, language), post=post, day=day)]
    if fate.reason:
        parts.append(say("reason", language, text=ended(fate.reason, language)))
    if fate.proof_id:
        parts.append(say("proof", language))
    if fate.proof_link:
        parts.append(say("proof_link", language, link=fate.proof_link))
    return " ".join(parts)


def quote(text: Text, language: str) -> str:
    """Return words between the quotation marks of the language."""
    words = in_language(text, language)
    return f"« {words} »" if language == "fr" else f"“{words}”"


def ended(text: Text, language: str) -> str:
    """Return words with a mark at their end, so that another sentence may follow."""
    words = in_language(text, language).strip()
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
