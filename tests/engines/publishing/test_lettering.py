"""Widths and line breaks in Inter, and that the font has every character we print."""

import base64
import hashlib
import json
import struct
from pathlib import Path

import pytest

from danaya.engines.publishing.lettering import FONTS, advances, legible, printable, text_width, wrap
from danaya.engines.publishing.words import ODD_CHART, OVERFLOW, WORDS, say
from tests.engines.publishing import samples


def characters_of_font(path: Path) -> set[str]:
    """Read which characters a TrueType font has (cmap, formats 4 and 12)."""
    data = path.read_bytes()
    tables = {
        data[at : at + 4]: struct.unpack(">I", data[at + 8 : at + 12])[0]
        for at in range(12, 12 + 16 * struct.unpack(">H", data[4:6])[0], 16)
    }
    start, found = tables[b"cmap"], set()
    for order in range(struct.unpack(">H", data[start + 2 : start + 4])[0]):
        part = start + struct.unpack(">I", data[start + 8 + 8 * order : start + 12 + 8 * order])[0]
        form = struct.unpack(">H", data[part : part + 2])[0]
        if form == 12:
            for group in range(struct.unpack(">I", data[part + 12 : part + 16])[0]):
                first, last = struct.unpack(">II", data[part + 16 + 12 * group : part + 24 + 12 * group])
                found.update(map(chr, range(first, last + 1)))
        elif form == 4:
            count = struct.unpack(">H", data[part + 6 : part + 8])[0] // 2
            ends = struct.unpack(f">{count}H", data[part + 14 : part + 14 + 2 * count])
            starts = struct.unpack(f">{count}H", data[part + 16 + 2 * count : part + 16 + 4 * count])
            for first, last in zip(starts, ends, strict=True):
                found.update(map(chr, range(first, min(last, 0xFFFE) + 1)))
    return found


@pytest.mark.parametrize("name", ["Inter-Regular", "Inter-SemiBold", "Inter-Bold"])
def test_font_has_every_character_of_our_texts(name: str) -> None:
    texts = [text for words in (*WORDS.values(), OVERFLOW, ODD_CHART) for text in words.values()]
    texts += [say(key, language) for key in WORDS for language in ("fr", "en")]
    texts += [name for names in samples.FACTORS.values() for name in names]
    texts.append("ɛɔɲŋ ƐƆƝŊ éèêàçœŒÀÉ «»’‘“” ‑–—…\u00a0\u202f ≤≥→×±−°№€ ●◆▲■○△✓ 0123456789 +%[];")
    assert set("".join(texts)) - characters_of_font(FONTS / f"{name}.ttf") - {"\n"} == set()


def test_widths_are_of_characters_the_font_has() -> None:
    assert set(advances(400)) <= characters_of_font(FONTS / "Inter-Regular.ttf")
    assert set(advances(600)) <= characters_of_font(FONTS / "Inter-SemiBold.ttf")


def test_font_files_are_those_of_the_manifest() -> None:
    manifest = json.loads((FONTS / "manifest.json").read_text("utf-8"))
    found = {
        path.name: "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()
        for path in FONTS.iterdir()
        if path.suffix in {".ttf", ".woff2"}
    }
    assert manifest["files"] == found
    assert manifest["licence"] == "OFL-1.1"
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text("utf-8")
    assert sum((FONTS / name).stat().st_size for name in found) < 1_500_000


def test_digits_are_as_wide_as_in_tables() -> None:
    assert len({text_width(digit, 10) for digit in "0123456789"}) == 1


def test_wrap_keeps_every_character_and_the_width() -> None:
    text = samples.LONG["fr"]
    lines = wrap(text, 120, 10)
    assert " ".join(lines).replace("- ", "-") == text
    assert all(text_width(line, 10) <= 120 for line in lines)
    assert len(lines) > 5


def test_wrap_breaks_a_word_wider_than_the_line() -> None:
    lines = wrap("x" * 60, 50, 10)
    assert "".join(lines) == "x" * 60
    assert all(text_width(line, 10) <= 50 for line in lines)


def test_wrap_holds_no_break_spaces() -> None:
    assert wrap("aaa 12\u00a0%", text_width("aaa 12", 10), 10) == ("aaa", "12\u00a0%")


def test_wrap_of_nothing_is_one_empty_line() -> None:
    assert wrap("", 50, 10) == ("",)


def test_legible_composes_and_boxes_what_the_font_lacks() -> None:
    assert legible("e\u0301te\u0301") == "été"
    assert legible("ﬁn") == "fin"
    assert legible("مالي") == "□□□□"
    assert legible("a\x00b\u200e") in {"ab", "ab\u200e"}


def test_printable_drops_control_characters_only() -> None:
    assert printable("a\x00\x1fb\nمالي\t") == "ab\nمالي\t"
