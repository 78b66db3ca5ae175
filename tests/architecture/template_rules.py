"""What templates and style sheets must keep to. Each rule: house → places where it is broken."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.house import House, Room

_COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", re.DOTALL)
_USES = re.compile(r"\{%\s*(?:extends|include)\s+[\"']([^\"']+)[\"']")
_URLS = re.compile(r"\{%\s*url\s+[\"']([^\"']+)[\"']")
_COTTON = re.compile(r"<c-([a-z0-9][a-z0-9_.-]*)")
_OF_DJANGO = {"set_language", "javascript-catalog"}
_NAMED_URL = re.compile(r"\b(?:re_)?path\(.*?\bname\s*=\s*[\"']([^\"']+)[\"']", re.DOTALL)
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_DATA_SCRIPT = re.compile(r"type\s*=\s*[\"']application/(?:ld\+)?json[\"']", re.IGNORECASE)
_INLINE = re.compile(r"<style\b|<[a-z][^<>]*\s(?:style|on[a-z]+)\s*=\s*[\"']", re.IGNORECASE)
_TITLE = re.compile(r"(?:\{% block title %\}|<title>)(.*?)(?:\{% endblock|</title>)", re.DOTALL)
_MARKED = re.compile(r"\{%\s*words\b|<c-|<span")
_ASSET = re.compile(
    r"<(?:link|script|img|source|iframe|video|audio|embed|object|use|image)\b[^>]*?\b(?:href|src|srcset|data)\s*=\s*[\"']?\s*(?:https?:)?//",
    re.IGNORECASE,
)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_ASSET = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"'])(?:https?:)?//", re.IGNORECASE)
_PHYSICAL = re.compile(
    r"(?:^|[;{\s])(?:[a-z-]+-)?(?:left|right)(?:-[a-z]+)*\s*:|(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)\b",
    re.IGNORECASE,
)


def templates_upwards(house: House) -> list[str]:
    """Templates extend, include and call parts of their own room or of lower ones."""
    owners = {_name(path): house.room_of(path) for path in _templates(house)}
    broken = []
    for path in _templates(house):
        text = _COMMENT.sub(_blank, path.read_text("utf-8"))
        names = [(found.start(), found[1]) for found in _USES.finditer(text)]
        names += [(found.start(), _cotton_file(found[1])) for found in _COTTON.finditer(text)]
        for place, name in names:
            used = owners.get(name) or house.room_named(name.partition("/")[0])
            if used is not None and not house.may_use(house.room_of(path), used):
                broken.append(f"{house.named(path, _line(text, place))} uses {name} of {used}")
    return broken


def links_upwards(house: House) -> list[str]:
    """``{% url %}`` in a template leads to its own room or to a lower one; upwards is a slot's business."""
    owners = _url_owners(house)
    broken = []
    for path in _templates(house):
        text = _COMMENT.sub(_blank, path.read_text("utf-8"))
        for found in _URLS.finditer(text):
            space, colon, _ = found[1].partition(":")
            used = house.room_named(space) if colon else owners.get(found[1])
            if used is not None and not house.may_use(house.room_of(path), used):
                broken.append(f"{house.named(path, _line(text, found.start()))} leads to {found[1]} of {used}")
    return broken


def code_in_templates(house: House) -> list[str]:
    """No script or style inside a page: the content security policy refuses it."""
    broken = []
    for path in _templates(house):
        text = _COMMENT.sub(_blank, path.read_text("utf-8"))
        scripts = [found for found in _SCRIPT.finditer(text) if found[2].strip() and not _DATA_SCRIPT.search(found[1])]
        broken += [house.named(path, _line(text, found.start())) for found in (*scripts, *_INLINE.finditer(text))]
    return broken


def markup_in_titles(house: House) -> list[str]:
    """The title of a page is text: what marks words of another language would be shown as it is written."""
    broken = []
    for path, text in _texts(house, (_templates(house), _COMMENT)):
        titles = [found for found in _TITLE.finditer(text) if _MARKED.search(found[1])]
        broken += [house.named(path, _line(text, found.start())) for found in titles]
    return broken


def assets_from_elsewhere(house: House) -> list[str]:
    """No request leaves the installation: pages and style sheets load nothing by address."""
    broken = []
    for path, text in _texts(house, (_templates(house), _COMMENT), (house.files("*.css"), _CSS_COMMENT)):
        pattern = _CSS_ASSET if path.suffix == ".css" else _ASSET
        broken += [house.named(path, _line(text, found.start())) for found in pattern.finditer(text)]
    return broken


def physical_directions(house: House) -> list[str]:
    """Style sheets know start and end, not left and right: Arabic is to come."""
    return [
        house.named(path, _line(text, found.start()))
        for path, text in _texts(house, (house.files("*.css"), _CSS_COMMENT))
        for found in _PHYSICAL.finditer(text)
    ]


def _texts(house: House, *groups: tuple[Iterator[Path], re.Pattern[str]]) -> Iterator[tuple[Path, str]]:
    for paths, comment in groups:
        for path in paths:
            yield path, comment.sub(_blank, path.read_text("utf-8"))


def _templates(house: House) -> Iterator[Path]:
    return (path for path in house.files("*.html", "*.txt", "*.svg") if "templates" in path.parts)


def _name(path: Path) -> str:
    parts = path.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])


def _cotton_file(tag: str) -> str:
    return f"cotton/{tag.replace('.', '/').replace('-', '_')}.html"


def _url_owners(house: House) -> dict[str, Room]:
    """Names of addresses outside any namespace, and the room whose urls.py gives them; views of Django itself are nobody's."""
    owners = {}
    for path in house.files("urls.py"):
        text = path.read_text("utf-8")
        if not re.search(r"^app_name\s*[:=]", text, re.MULTILINE):
            owners |= dict.fromkeys(set(_NAMED_URL.findall(text)) - _OF_DJANGO, house.room_of(path))
    return owners


def _blank(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
