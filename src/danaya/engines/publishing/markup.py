"""Blocks as HTML with the classes of the design system: escaped, without script and without style attributes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from danaya.engines.language import typeset
from danaya.engines.publishing.document import (
    Aside,
    Block,
    Bullets,
    DecisionBlock,
    Figure,
    FindingBlock,
    Heading,
    PageBreak,
    Paragraph,
    SignatureSheet,
    Table,
    TextIn,
    TextPair,
)
from danaya.engines.publishing.drawing import PHONE_WIDTH, SCREEN_WIDTH, chart_svg
from danaya.engines.publishing.outline import decision_letters, figure_notes, level_blocks, text_head
from danaya.engines.publishing.signing import signing_words
from danaya.engines.publishing.words import say

_CAUTION = (
    '<svg class="shape" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
    '<path class="open" d="M8 2 15 14H1Z"/></svg>'
)


@dataclass
class _Page:
    """What one fragment must know: its language, the prefix of its ids, the ids already used."""

    language: str
    prefix: str
    used: set[str] = field(default_factory=set)

    def say(self, text: str) -> str:
        return escape(typeset(text, self.language))

    def own(self, key: str) -> str:
        return escape(say(key, self.language))

    def identify(self, anchor: str) -> str:
        """Return an ``id`` attribute, once for each anchor."""
        name = self.prefix + anchor
        if not anchor or name in self.used:
            return ""
        self.used.add(name)
        return f' id="{escape(name)}"'


def to_html_fragment(blocks: Sequence[Block], language: str, *, level: int = 2, prefix: str = "") -> str:
    """Return blocks as HTML for a page of the application.

    Parameters
    ----------
    blocks
        What is shown, in order.
    language
        Language of their texts.
    level
        Level of the highest heading among the blocks.
    prefix
        Put before every id, where one page holds several fragments.

    Returns
    -------
    str
        Escaped markup that runs under a strict content security policy.
    """
    page = _Page(language, prefix)
    return "\n".join(
        _SHOW[type(leveled.block)](page, leveled.block, min(leveled.level, 6))
        for leveled in level_blocks(blocks, level)
    )


def block_css() -> str:
    """Return the rules of findings, decisions and drawings; they stand on the tokens of the design system."""
    return (Path(__file__).parent / "blocks.css").read_text("utf-8")


def _heading(page: _Page, block: Heading, level: int) -> str:
    return f"<h{level}{page.identify(block.anchor)}>{page.say(block.text)}</h{level}>"


def _paragraph(page: _Page, block: Paragraph, _level: int) -> str:
    if block.role == "caution":
        return f'<p class="caution">{_CAUTION}<span>{page.say(block.text)}</span></p>'
    look = f' class="{escape(block.role)}"' if block.role != "body" else ""
    return f"<p{look}>{page.say(block.text)}</p>"


def _bullets(page: _Page, block: Bullets, _level: int) -> str:
    tag = "ol" if block.ordered else "ul"
    return f'<{tag} class="bullets">{_items(page, block.items)}</{tag}>'


def _items(page: _Page, items: Iterable[str]) -> str:
    return "".join(f"<li>{page.say(item)}</li>" for item in items)


def _table(page: _Page, block: Table, _level: int) -> str:
    """Show a table with its roles by hand: a phone shows rows as blocks, and older Safari drops the roles of blocks."""
    heads = "".join(
        f'<th scope="col" role="columnheader"{_numeric(block, place)}>{page.say(head)}</th>'
        for place, head in enumerate(block.heads)
    )
    rows = "".join(f'<tr role="row">{_cells(page, block, row)}</tr>' for row in block.rows)
    note = f'<p class="note">{page.say(block.note)}</p>' if block.note else ""
    return (
        f'<table class="data" role="table"><caption>{page.say(block.caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>{note}'
    )


def _cells(page: _Page, table: Table, row: tuple[str, ...]) -> str:
    first = f'<th scope="row" role="rowheader">{page.say(row[0])}</th>' if row else ""
    rest = zip(range(1, len(row)), table.heads[1:], row[1:], strict=True)
    return first + "".join(
        f'<td role="cell" data-l="{page.say(head)}"{_numeric(table, place)}><span>{page.say(cell)}</span></td>'
        for place, head, cell in rest
    )


def _numeric(table: Table, place: int) -> str:
    return ' class="n"' if place in table.numeric else ""


def _figure(page: _Page, block: Figure, level: int, *, titled: bool = True) -> str:
    number = f"{page.own('figure')} {page.say(block.number)}. " if block.number else ""
    title = f"<h{level}>{page.say(block.sentence)}</h{level}>" if titled and block.sentence else ""
    subtitle = f'<p class="subtitle">{number}{page.say(block.subtitle)}</p>' if block.subtitle or number else ""
    details = f"<details><summary>{page.own('figure_table')}</summary>{_table(page, block.table, level)}</details>"
    return f'<figure class="chart">{title}{subtitle}{_drawings(block)}{_notes(page, block)}{details}</figure>'


def _drawings(block: Figure) -> str:
    """Draw twice, for a page and for a phone; the style sheet shows one of them, so that text is never scaled."""
    return "".join(
        f'<div class="drawing drawing-{name}">{chart_svg(block.chart, width=width, title=block.sentence, alt=block.alt)}</div>'
        for name, width in (("wide", SCREEN_WIDTH), ("narrow", PHONE_WIDTH))
    )


def _notes(page: _Page, block: Figure) -> str:
    lines = [page.say(note) for note in figure_notes(block, page.language)]
    if block.source:
        lines.append(page.say(f"{say('source', page.language)}: {block.source}"))
    return f'<p class="note">{"<br>".join(lines)}</p>' if lines else ""


def _finding(page: _Page, block: FindingBlock, level: int) -> str:
    below = min(level + 1, 6)
    lines = "".join(f"<p>{page.say(line)}</p>" for line in block.lines)
    figure = _figure(page, block.figure, below, titled=block.figure.sentence != block.sentence) if block.figure else ""
    sides = "".join(_aside(page, aside, below) for aside in block.asides)
    side = f'<div class="finding-side">{sides}</div>' if sides else ""
    return (
        f'<section class="finding"{page.identify(block.anchor)}><h{level}><span class="number">{page.say(block.number)}</span> '
        f'{page.say(block.sentence)}</h{level}><div class="finding-body"><div class="finding-main">{lines}{figure}</div>{side}</div></section>'
    )


def _aside(page: _Page, aside: Aside, level: int) -> str:
    lines = "".join(f"<p>{page.say(line)}</p>" for line in aside.lines)
    return f'<div class="aside"><h{level}>{page.say(aside.title)}</h{level}>{lines}</div>'


def _decision(page: _Page, block: DecisionBlock, level: int) -> str:
    options = "".join(
        f'<li><span class="letter" aria-hidden="true">{letter}</span><div><strong>{page.say(option)}</strong><p>{page.say(consequence)}</p></div></li>'
        for letter, option, consequence in decision_letters(block)
    )
    lines = "".join(
        f"<span>{page.say(say(key, page.language) + ':')}</span>" for key in ("chosen", "signed_on", "visa")
    )
    below = _answers(page, block) if block.answers else f'<p class="visa">{lines}</p>'
    return (
        f'<section class="decision"><h{level}><span class="number">{page.say(block.number)}</span> {page.say(block.question)}</h{level}>'
        f'<ol class="options">{options}</ol>{below}</section>'
    )


def _answers(page: _Page, block: DecisionBlock) -> str:
    """Show what was decided, each with its name."""
    items = "".join(f"<div><dt>{page.say(name)}</dt><dd>{page.say(words)}</dd></div>" for name, words in block.answers)
    return f'<dl class="answers">{items}</dl>'


_TICK = (
    '<svg class="shape" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
    '<path class="open" d="M2 2h12v12H2Z"/></svg>'
)


def _signatures(page: _Page, block: SignatureSheet, level: int) -> str:
    """Show the boxes to sign; they are made to be printed."""
    words = signing_words(block, page.language)
    stances = "".join(f"<li>{_TICK} {page.say(stance)}</li>" for stance in words.stances)
    reserved = f'<p class="ruled">{page.say(words.reservations + ":")}</p>' if block.reservations else ""
    text = f'<p class="note">{page.say(f"{words.text}: {block.digest}")}</p>' if block.digest else ""
    boxes = "".join(
        f'<section class="signature"><h{level}>{page.say(one.organisation)}</h{level}><p>{page.say(one.post)}</p>'
        f'<ul class="stances">{stances}</ul>{reserved}<p class="visa"><span>{page.say(words.name + ":")} {page.say(one.name)}</span>'
        f'<span>{page.say(words.date + ":")}</span></p><p class="stamp">{page.say(words.stamp)}</p>{text}</section>'
        for one in block.signatories
    )
    return f'<p class="note">{page.say(words.how)}</p>{boxes}'


def _pair(page: _Page, block: TextPair, _level: int) -> str:
    head = (
        f'<span class="number">{page.say(block.number)}</span> {page.say(block.note)}'
        if block.number
        else page.say(block.note)
    )
    line = f'<p class="pair-head">{head.strip()}</p>' if block.number or block.note else ""
    texts = "".join(_pair_text(page, part) for part in block.texts)
    return f'<div class="pair"{page.identify(block.anchor)}>{line}<div class="pair-texts">{texts}</div></div>'


def _pair_text(page: _Page, part: TextIn) -> str:
    """Show one text: its language named in itself, its words with ``lang`` and their own direction."""
    name, status = text_head(part, page.language)
    code = escape(part.language)
    after = f" · {escape(status)}" if status else ""
    words = f'<p lang="{code}" dir="auto">{escape(typeset(part.text, part.language))}</p>' if part.text else ""
    return f'<div><p class="pair-language"><span lang="{code}">{escape(name)}</span>{after}</p>{words}</div>'


def _page_break(_page: _Page, _block: PageBreak, _level: int) -> str:
    return '<div class="page-break"></div>'


_SHOW: dict[type, Callable[[_Page, Any, int], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Figure: _figure,
    Table: _table,
    FindingBlock: _finding,
    DecisionBlock: _decision,
    TextPair: _pair,
    SignatureSheet: _signatures,
    PageBreak: _page_break,
}
