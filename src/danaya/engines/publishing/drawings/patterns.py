"""How what is confirmed, claimed, contested or still to do looks: a pattern and a shape each, so that grey says the same as colour."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from danaya.engines.publishing.canvas import Canvas, short
from danaya.engines.publishing.colours import INK, LINE, MUTED, STATE, WHITE

PITCH = 0.36
"""Ems between two strokes of a hatched bar."""
DASH = 0.28


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a drawing."""

    x: float
    y: float
    width: float
    height: float

    def part(self, start: float, end: float) -> "Area":
        """Return the part between two shares of its width."""
        return Area(self.x + start * self.width, self.y, (end - start) * self.width, self.height)


def pen(canvas: Canvas, ems: float) -> float:
    """Return the width of a stroke, never thinner than the medium shows."""
    return max(canvas.theme.em(ems), canvas.theme.least)


def draw_bar(canvas: Canvas, area: Area, claimed: float, confirmed: float, contested: float = 0.0) -> None:
    """Draw a whole as an outline; in it what is confirmed solid, what is claimed hatched, what is contested crossed."""
    draw_part(canvas, area, "open")
    if claimed - contested > confirmed:
        draw_part(canvas, area.part(confirmed, claimed - contested), "claimed")
    if contested > 0:
        draw_part(canvas, area.part(claimed - contested, claimed), "contested")
    if confirmed > 0:
        draw_part(canvas, area.part(0, confirmed), "confirmed")


def draw_part(canvas: Canvas, area: Area, look: str) -> None:
    """Draw one part of a bar: ``confirmed`` solid, ``claimed`` hatched, ``contested`` crossed, ``open`` an outline."""
    if look == "confirmed":
        canvas.box(area.x, area.y, area.width, area.height, fill=STATE[look])
        return
    colour = LINE if look == "open" else STATE[look]
    strokes = {"open": (), "claimed": (1,), "contested": (1, -1)}[look]
    canvas.add(
        "rect",
        x=area.x,
        y=area.y,
        width=area.width,
        height=area.height,
        fill=WHITE,
        stroke=colour,
        stroke_width=pen(canvas, 0.07),
    )
    for way in strokes:
        if lines := _hatching(area, canvas.theme.em(PITCH), way):
            canvas.add("path", d=lines, fill="none", stroke=colour, stroke_width=pen(canvas, 0.09))


def _hatching(area: Area, pitch: float, way: int) -> str:
    """Return the diagonals of a rectangle as one path, each cut at its edges; ``way`` 1 rises, −1 falls."""
    found, start = [], -area.height + pitch / 2
    while start < area.width:
        low, high = max(start, 0.0), min(start + area.height, area.width)
        if high > low:
            ends = [(area.x + at, _diagonal(area, at - start, way)) for at in (low, high)]
            found.append("M" + "L".join(f"{short(x)},{short(y)}" for x, y in ends))
        start += pitch
    return "".join(found)


def _diagonal(area: Area, rise: float, way: int) -> float:
    return area.y + (area.height - rise if way > 0 else rise)


def mark_reach(canvas: Canvas) -> float:
    """Return half the size of the mark of a state."""
    return canvas.theme.em(0.42)


def draw_state(canvas: Canvas, state: str, x: float, y: float) -> None:
    """Draw where a promise stands, on clear ground."""
    reach = mark_reach(canvas)
    canvas.add("circle", cx=x, cy=y, r=reach * 1.25, fill=WHITE)
    _STATES[state](canvas, x, y, reach, STATE[state])


def _disc(canvas: Canvas, x: float, y: float, reach: float, colour: str) -> None:
    canvas.add("circle", cx=x, cy=y, r=reach, fill=colour)
    corners = ((-0.5, 0.05), (-0.12, 0.42), (0.5, -0.34))
    tick = "M" + "L".join(f"{short(x + reach * right)},{short(y + reach * down)}" for right, down in corners)
    canvas.add("path", d=tick, fill="none", stroke=WHITE, stroke_width=pen(canvas, 0.11))


def _ring(canvas: Canvas, x: float, y: float, reach: float, colour: str, dash: str | None = None) -> None:
    stroke = pen(canvas, 0.1)
    canvas.add(
        "circle",
        cx=x,
        cy=y,
        r=reach - stroke / 2,
        fill=WHITE,
        stroke=colour,
        stroke_width=stroke,
        stroke_dasharray=dash,
    )


def _half(canvas: Canvas, x: float, y: float, reach: float, colour: str) -> None:
    _ring(canvas, x, y, reach, colour)
    ends = f"M{short(x)},{short(y - reach)}A{short(reach)},{short(reach)} 0 0 0 {short(x)},{short(y + reach)}Z"
    canvas.add("path", d=ends, fill=colour)


def _hatched(canvas: Canvas, x: float, y: float, reach: float, colour: str) -> None:
    """A ring with three rising strokes: what is claimed only, as in a bar."""
    _ring(canvas, x, y, reach, colour)
    found = []
    for offset in (-0.45, 0.0, 0.45):
        half = math.sqrt(1 - offset**2) * reach * 0.85 / math.sqrt(2)
        middle = offset * reach / math.sqrt(2)
        ends = ((x + middle - half, y + middle + half), (x + middle + half, y + middle - half))
        found.append("M" + "L".join(f"{short(across)},{short(down)}" for across, down in ends))
    canvas.add("path", d="".join(found), fill="none", stroke=colour, stroke_width=pen(canvas, 0.09))


def _dashed(canvas: Canvas, x: float, y: float, reach: float, colour: str) -> None:
    _ring(canvas, x, y, reach, colour, short(canvas.theme.em(DASH)))


def _triangle(canvas: Canvas, x: float, y: float, reach: float, colour: str) -> None:
    corners = ((0, -1.0), (1.05, 0.85), (-1.05, 0.85))
    path = "M" + "L".join(f"{short(x + reach * right)},{short(y + reach * down)}" for right, down in corners) + "Z"
    canvas.add("path", d=path, fill=WHITE, stroke=colour, stroke_width=pen(canvas, 0.13))


def _diamond(canvas: Canvas, x: float, y: float, reach: float, colour: str) -> None:
    far = reach * 1.15
    corners = ((x, y - far), (x + far, y), (x, y + far), (x - far, y))
    canvas.add("path", d="M" + "L".join(f"{short(right)},{short(down)}" for right, down in corners) + "Z", fill=colour)


def _cross(canvas: Canvas, x: float, y: float, reach: float, colour: str) -> None:
    far = reach * 0.75
    path = (
        f"M{short(x - far)},{short(y - far)}L{short(x + far)},{short(y + far)}"
        f"M{short(x - far)},{short(y + far)}L{short(x + far)},{short(y - far)}"
    )
    canvas.add("path", d=path, fill="none", stroke=colour, stroke_width=pen(canvas, 0.2))


_STATES: dict[str, Callable[[Canvas, float, float, float, str], None]] = {
    "confirmed": _disc,
    "partly": _half,
    "claimed": _hatched,
    "silent": _dashed,
    "contested": _triangle,
    "open": _ring,
    "late": _diamond,
    "abandoned": _cross,
}


def draw_first_date(canvas: Canvas, x: float, y: float, height: float) -> None:
    """Draw where a date stood at first: a hollow upright, as high as ``height`` around ``y``."""
    wide = canvas.theme.em(0.3)
    canvas.add(
        "rect",
        x=x - wide / 2,
        y=y - height / 2,
        width=wide,
        height=height,
        fill=WHITE,
        stroke=INK,
        stroke_width=pen(canvas, 0.07),
    )


def draw_arrow(canvas: Canvas, places: Sequence[tuple[float, float]], *, dash: str | None = None) -> None:
    """Draw a line through ``places`` that ends in an arrow head."""
    colour, head = (INK, 0.3) if dash else (MUTED, 0.32)
    line = "M" + "L".join(f"{short(x)},{short(y)}" for x, y in places)
    canvas.add("path", d=line, fill="none", stroke=colour, stroke_width=pen(canvas, 0.07), stroke_dasharray=dash)
    (x0, y0), (x, y) = places[-2:]
    length = math.hypot(x - x0, y - y0) or 1.0
    along, across = ((x - x0) / length, (y - y0) / length), (-(y - y0) / length, (x - x0) / length)
    size = canvas.theme.em(head)
    corners = [(x, y)] + [
        (x - size * (1.3 * along[0] + side * 0.6 * across[0]), y - size * (1.3 * along[1] + side * 0.6 * across[1]))
        for side in (1, -1)
    ]
    canvas.add("path", d="M" + "L".join(f"{short(right)},{short(down)}" for right, down in corners) + "Z", fill=colour)


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One entry of a key: its words, how wide its sign is in ems, and what draws the sign at a place."""

    words: str
    wide: float
    draw: Callable[[Canvas, float, float], None]


def state_entry(state: str, words: str) -> KeyEntry:
    """Return the entry of a mark."""
    return KeyEntry(words, 0.9, lambda canvas, x, y: draw_state(canvas, state, x + canvas.theme.em(0.45), y))


def part_entry(look: str, words: str) -> KeyEntry:
    """Return the entry of a part of a bar."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        em = canvas.theme.em
        draw_part(canvas, Area(x, y - em(0.36), em(1.5), em(0.72)), look)

    return KeyEntry(words, 1.5, draw)


def write_key(canvas: Canvas, entries: Sequence[KeyEntry], top: float = 0.0) -> float:
    """Name what is drawn, once, over as many lines as it takes; return where it ends."""
    em = canvas.theme.em
    x, y = 0.0, top + em(1)
    for entry in entries:
        wide = em(entry.wide + 0.4) + canvas.wide(entry.words, small=True)
        if x and x + wide > canvas.width:
            x, y = 0.0, y + canvas.leading
        entry.draw(canvas, x, y - em(0.3))
        canvas.text(x + em(entry.wide + 0.4), y, entry.words, fill=MUTED, size=canvas.theme.small)
        x += wide + em(1.1)
    return y + em(0.6) if entries else top
