"""A report as one HTML page that needs nothing else: style, font and drawings are in it, script and outside requests are not."""

import base64
import hashlib
import re
from html import escape
from pathlib import Path

from danaya.engines.language import typeset
from danaya.engines.publishing.document import Document, Heading
from danaya.engines.publishing.lettering import FONTS
from danaya.engines.publishing.markup import block_css, to_html_fragment
from danaya.engines.publishing.qr import qr_svg
from danaya.engines.publishing.words import say

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_WEIGHTS = (("Inter-Regular", "400"), ("Inter-SemiBold", "600 700"))
CONTENTS_FROM = 3


def to_html(document: Document) -> str:
    """Return ``document`` as a standalone page.

    Readable from 320 px on, by keyboard, by screen reader and printed; it carries its own content security policy.
    """
    language = document.language
    style = f"<style>{_style(document)}</style>"
    policy = escape(page_policy(style), quote=True)
    title = typeset(f"{document.title} – {document.stamp.body}", language)
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n{style}\n</head>\n"
        f'<body class="{escape(document.layout.replace("_", "-"))}">\n<a class="skip" href="#content">{escape(say("skip", language))}</a>\n'
        f'{_head(document)}\n<main id="content" class="wide" tabindex="-1">\n{_opening(document)}\n{_contents(document)}\n'
        f"{to_html_fragment(document.blocks, language)}\n</main>\n{_foot(document)}\n</body>\n</html>\n"
    )


def page_policy(html: str) -> str:
    """Return the content security policy under which a page of ours works: its styles by hash, its font, nothing else."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
        for style in _STYLE.findall(html)
    )
    return f"default-src 'none'; style-src {hashes}; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"


def _style(document: Document) -> str:
    here = Path(__file__).parent
    faces = "".join(_face(name, weight) for name, weight in _WEIGHTS)
    return faces + (here / "page.css").read_text("utf-8") + block_css() + _page_margins(document)


def _face(name: str, weight: str) -> str:
    data = base64.b64encode((FONTS / f"{name}.woff2").read_bytes()).decode()
    return f'@font-face{{font-family:Inter;font-weight:{weight};src:url("data:font/woff2;base64,{data}") format("woff2")}}\n'


def _page_margins(document: Document) -> str:
    """Return the header and footer of printed pages."""
    language, stamp = document.language, document.stamp
    foot = _css_text(typeset(" · ".join(part for part in (stamp.notice, stamp_line(document)) if part), language))
    page = _css_text(say("page", language) + "\u00a0")
    return (
        "@media print{@page{"
        f"@top-left{{content:{_css_text(typeset(document.title, language))}}}@top-right{{content:{_css_text(typeset(stamp.body, language))}}}"
        f'@bottom-left{{content:{foot}}}@bottom-right{{content:{page} counter(page) " / " counter(pages)}}'
        "}}\n"
    )


def _css_text(text: str) -> str:
    safe = "".join(
        mark if mark.isalnum() or mark in " .,:;-–·’'()\u00a0\u202f" else f"\\{ord(mark):x} " for mark in text
    )
    return f'"{safe}"'


def stamp_line(document: Document) -> str:
    """Return version, digest (8 characters) and visibility in one line; what is sealed shows its digest whole, at the head."""
    language, stamp = document.language, document.stamp
    digest = "" if document.sealed else stamp.digest[:8]
    parts = (("version", stamp.version), ("digest", digest), ("visibility", stamp.visibility))
    return " · ".join(f"{say(key, language)} {value}" for key, value in parts if value)


def _head(document: Document) -> str:
    language, stamp = document.language, document.stamp
    notice = f'<p class="notice">{escape(typeset(stamp.notice, language))}</p>' if stamp.notice else ""
    timbre = "<br>".join(escape(typeset(line, language)) for line in document.timbre or (stamp.body,))
    republic = "<br>".join(escape(typeset(line, language)) for line in document.republic)
    opposite = f'<p class="republic">{republic}</p>' if republic else ""
    return (
        f'<header class="wide">{notice}<div class="timbre"><p>{timbre}</p>{opposite}</div>{_sealed(document)}</header>'
    )


def _sealed(document: Document) -> str:
    if document.sealed is None:
        return ""
    language, digest = document.language, document.sealed.digest
    code = qr_svg(document.sealed.qr, title=say("sealed_qr", language).format(digest=digest))
    words = escape(typeset(f"{say('sealed', language)}: {digest}", language))
    return f'<div class="sealed"><p>{words}</p>{code}</div>'


def _opening(document: Document) -> str:
    language, stamp = document.language, document.stamp
    subtitle = f'<p class="subtitle">{escape(typeset(document.subtitle, language))}</p>' if document.subtitle else ""
    line = " · ".join(part for part in (document.place or stamp.date, stamp_line(document)) if part)
    return f'<h1>{escape(typeset(document.title, language))}</h1>{subtitle}<p class="stamp-line">{escape(typeset(line, language))}</p>'


def _contents(document: Document) -> str:
    """List the main sections when there are enough of them."""
    headings = [block for block in document.blocks if isinstance(block, Heading) and block.anchor]
    smallest = min((block.level for block in headings), default=1)
    top = [block for block in headings if block.level == smallest]
    if len(top) < CONTENTS_FROM or document.layout == "one_page":
        return ""
    name = escape(say("contents", document.language))
    links = "".join(
        f'<li><a href="#{escape(block.anchor)}">{escape(typeset(block.text, document.language))}</a></li>'
        for block in top
    )
    return f'<nav class="contents" aria-label="{name}"><p class="contents-name">{name}</p><ol>{links}</ol></nav>'


def _foot(document: Document) -> str:
    language, stamp = document.language, document.stamp
    lines = [stamp.body, stamp_line(document), stamp.date, stamp.notice]
    text = "<br>".join(escape(typeset(line, language)) for line in lines if line)
    return f'<footer class="wide"><p>{text}</p></footer>'
