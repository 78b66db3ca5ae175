"""A report as one page: needs nothing else, works on a phone, by ear and printed."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from danaya.engines.publishing import page_policy, to_html
from danaya.engines.publishing.document import Stamp
from tests import browser
from tests.engines.publishing import samples
from tests.engines.publishing.test_markup import read


def test_page_is_whole_and_asks_for_nothing() -> None:
    html = to_html(samples.document("fr"))
    reader = read(html.removeprefix("<!doctype html>"))
    assert ("html", {"lang": "fr"}) in reader.tags
    assert not {tag for tag, _ in reader.tags} & {"script", "link", "img", "iframe"}
    outside = re.findall(r"(?:href|src|url)[=(]\"?([^\")]+)", html)
    assert all(address.startswith(("#", "data:font/woff2")) for address in outside)
    assert html.count("<h1>") == 1


def test_page_shows_its_stamp() -> None:
    html = to_html(samples.document("fr"))
    for words in (
        "Direction générale des douanes de Tamarie",
        "version 2.1",
        "empreinte 9f86d081",
        "visibilité forum",
        "Démonstration\u00a0: données inventées",
    ):
        assert words in html


def test_page_is_the_same_each_time() -> None:
    assert to_html(samples.document("en")) == to_html(samples.document("en"))


def test_policy_lets_the_styles_of_that_very_page_in() -> None:
    html = to_html(samples.document("fr"))
    assert "default-src 'none'" in page_policy(html)
    assert page_policy(html).replace("'", "&#x27;") in html
    assert page_policy(html) != page_policy(html.replace("<style>", "<style> "))


def test_style_cannot_be_left_through_the_stamp() -> None:
    stamp = Stamp('"}</style><script>alert(1)</script>', "1", "0", "team", "", "")
    html = to_html(replace(samples.document("fr"), stamp=stamp, title='"}</style>'))
    assert html.count("</style>") == 1
    assert "<script>" not in html


def test_css_knows_no_left_or_right() -> None:
    folder = Path(read.__globals__["block_css"].__globals__["__file__"]).parent
    assert re.findall(r"(?<![@-])\b(left|right)\b", (folder / "page.css").read_text("utf-8")) == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", ["document", "director"])
def test_page_in_chromium(chrome: Any, tmp_path: Path, name: str, width: int) -> None:
    for language in ("fr", "en"):
        file = tmp_path / f"{language}.html"
        file.write_text(to_html(getattr(samples, name)(language)), "utf-8")
        context = chrome.new_context(viewport={"width": width, "height": 900})
        page, asked, said = context.new_page(), [], []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("console", lambda message, said=said: said.append(message.text))
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.fonts.check('16px Inter')")
        assert page.evaluate("[...document.querySelectorAll('.drawing')].filter(d => d.offsetParent).length") == len(
            page.query_selector_all("figure")
        )
        assert said == []
        assert browser.violations(page) == []
        assert [address for address in asked if not address.startswith("data:")] == [file.as_uri()]
        context.close()


@pytest.mark.browser
def test_first_tab_skips_to_the_content(chrome: Any, tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(to_html(samples.document("fr")), "utf-8")
    page = chrome.new_page()
    page.goto((tmp_path / "p.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    page.close()
