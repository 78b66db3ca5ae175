"""Blocks as HTML: escaped, safe under a strict policy, readable by ear."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from danaya.engines.publishing import block_css, to_html_fragment
from danaya.engines.publishing.document import Bullets, Heading, Paragraph
from tests.engines.publishing import samples

EMPTY = {"meta", "br", "link", "hr", "img", "line", "rect", "circle", "path"}


class Reader(HTMLParser):
    """Collects tags and checks that they close."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    return reader


@pytest.mark.parametrize("language", ["fr", "en"])
def test_fragment_is_well_formed_without_script_or_style(language: str) -> None:
    html = to_html_fragment(samples.document(language).blocks, language)
    reader = read(html)
    assert not {tag for tag, _ in reader.tags} & {"script", "style", "link", "img", "iframe"}
    for _, attributes in reader.tags:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]


def test_text_is_escaped_and_typeset() -> None:
    html = to_html_fragment((Paragraph('<script>alert("x")</script> & c\'est 5 % ?'),), "fr")
    assert html == "<p>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; c&#x27;est 5\u00a0%\u202f?</p>"


def test_headings_descend_without_gaps() -> None:
    html = to_html_fragment(samples.document().blocks, "fr", level=3)
    levels = [int(level) for level in re.findall(r"<h(\d)", html)]
    assert levels[0] == 3
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_ids_are_prefixed_and_not_doubled() -> None:
    blocks = (Heading(1, "a", "x"), Heading(1, "b", "x"))
    assert to_html_fragment(blocks, "fr", prefix="p-") == '<h2 id="p-x">a</h2>\n<h2>b</h2>'


def test_table_has_roles_row_heads_and_labels_for_phones() -> None:
    html = to_html_fragment((samples.table("fr"),), "fr")
    tags = read(html).tags
    assert ("th", {"scope": "row", "role": "rowheader"}) in tags
    cells = [attributes for tag, attributes in tags if tag == "td"]
    assert len(cells) == 40
    assert {attributes["data-l"] for attributes in cells} == {"Douane", "Intervalle", "Secteur privé", "n"}
    assert all(attributes["role"] == "cell" and attributes["class"] == "n" for attributes in cells)
    assert "<caption>" in html


def test_figure_has_sentence_subtitle_drawings_notes_and_table_in_order() -> None:
    html = to_html_fragment((samples.figure("fr"),), "fr")
    places = [
        html.index(mark)
        for mark in (
            "<figure",
            "<h2>La douane",
            'class="subtitle"',
            "drawing-wide",
            "drawing-narrow",
            'class="note"',
            "<details>",
            "<table",
        )
    ]
    assert places == sorted(places)
    assert html.count("<svg") == 2
    assert "protégé" in html


def test_figure_in_a_finding_does_not_repeat_its_sentence() -> None:
    finding = samples.finding("fr")
    html = to_html_fragment((finding,), "fr").replace("\u00a0", " ")
    assert html.count(f"</span> {finding.sentence}</h2>") == 1
    assert "<h3>Les entreprises" not in html


def test_bullets_and_decision() -> None:
    assert (
        to_html_fragment((Bullets(("a", "b"), ordered=True),), "en") == '<ol class="bullets"><li>a</li><li>b</li></ol>'
    )
    html = to_html_fragment((samples.decision("fr"),), "fr")
    assert html.count("<li>") == 3
    assert "Visa\u00a0:" in html
    assert "Date\u00a0:" in html


def test_css_knows_no_left_or_right() -> None:
    assert re.findall(r"\b(left|right)\b", block_css()) == []
