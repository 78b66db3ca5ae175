"""QR codes: the modules that segno computes, at their place, with white around them."""

import re
from xml.etree import ElementTree

import pytest
import segno

from danaya.engines.publishing import qr_svg

SVG = "{http://www.w3.org/2000/svg}"
ADDRESS = "http://192.168.8.2:8080/avis/ABCD-EFGH-JKMN-PQRS"


def modules(svg: str) -> set[tuple[int, int]]:
    """Return the dark cells of a drawing, from its bars."""
    path = list(ElementTree.fromstring(svg).iter(f"{SVG}path"))[1].get("d", "")
    bars = [tuple(map(int, found)) for found in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path)]
    assert "".join(f"M{x} {y}h{wide}v1h-{wide}z" for x, y, wide in bars) == path
    return {(x + step, y) for x, y, wide in bars for step in range(wide)}


@pytest.mark.parametrize("quiet", [4, 0])
@pytest.mark.parametrize("text", [ADDRESS, "WIFI:T:WPA;S:Atelier;P:mangue verte;;", "é" * 40, "A"])
def test_code_is_that_of_its_text(text: str, quiet: int) -> None:
    svg = qr_svg(text, quiet=quiet)
    matrix = segno.make(text, error="m", micro=False, boost_error=False).matrix
    dark = {(x + quiet, y + quiet) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert modules(svg) == dark
    size = len(matrix) + 2 * quiet
    assert ElementTree.fromstring(svg).get("viewBox") == f"0 0 {size} {size}"


def test_drawing_is_named_or_hidden_and_needs_nothing_outside() -> None:
    named = ElementTree.fromstring(qr_svg(ADDRESS, title="Code QR <x>"))
    assert named.get("role") == "img"
    assert next(named.iter(f"{SVG}title")).text == "Code QR <x>"
    assert 'aria-hidden="true"' in qr_svg(ADDRESS)
    for element in named.iter():
        assert not {"style", "id", "class", "href"} & set(element.keys())


def test_an_address_with_a_code_stays_small_enough_for_any_camera() -> None:
    assert segno.make(ADDRESS, error="m", micro=False, boost_error=False).version <= 4


def test_same_text_gives_the_same_drawing() -> None:
    assert qr_svg(ADDRESS) == qr_svg(ADDRESS) != qr_svg(ADDRESS + "x")
