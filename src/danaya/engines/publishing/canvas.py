"""A small SVG canvas: text, lines, marks and intervals at final size, in the order they are drawn.

The charts are drawn by own code and not by Vega-Lite: names of any length must wrap, columns of figures stand beside the plot, a phone
gets another layout, and a pack of fifty drawings is made in milliseconds. What is drawn is plain shapes and text.
"""

import math
from dataclasses import dataclass, field
from html import escape
from typing import Any

from danaya.engines.publishing.colours import INK, LABEL, MARK, SHAPE, WHITE, lighter
from danaya.engines.publishing.lettering import legible, text_width, wrap


@dataclass(frozen=True, slots=True)
class Theme:
    """Sizes of one medium, in its own unit (px on a screen, pt in print)."""

    name: str
    size: float
    small: float
    family: str
    hair: float = 1
    """Width of a line that has none of its own."""
    least: float = 0
    """Width below which no line is drawn."""
    stacked: bool = False
    """Whether names stand above their marks whatever the width."""

    def em(self, times: float) -> float:
        """Return a length in ems of the base size."""
        return times * self.size


SCREEN = Theme("screen", 14, 12, "Inter, system-ui, sans-serif")
PRINT = Theme("print", 8.5, 8, "Inter")
THEMES = {theme.name: theme for theme in (SCREEN, PRINT)}
ROOM_SIZE, ROOM_HAIR = 0.033, 0.0025
"""Parts of the width of a projected image: what is read from eight metres on an image two metres wide."""


def theme_of(name: str, width: float) -> Theme:
    """Return the theme ``screen``, ``print``, or ``room``, whose sizes follow the width of the image."""
    if name != "room":
        return THEMES[name]
    size = ROOM_SIZE * width
    return Theme("room", size, size, SCREEN.family, ROOM_HAIR * width, ROOM_HAIR * width, stacked=True)


def short(value: float) -> str:
    """Return a coordinate with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _attribute(value: object) -> str:
    return escape(short(value) if isinstance(value, float | int) else str(value))


@dataclass
class Canvas:
    """What has been drawn so far; ``height`` grows by the charts."""

    width: float
    theme: Theme
    parts: list[str] = field(default_factory=list)

    def add(self, tag: str, content: str = "", **attributes: Any) -> None:
        """Add one element; underscores in names become hyphens, numbers are shortened, ``None`` is left out."""
        shown = "".join(
            f' {name.replace("_", "-")}="{_attribute(value)}"'
            for name, value in attributes.items()
            if value is not None
        )
        self.parts.append(f"<{tag}{shown}>{content}</{tag}>" if content else f"<{tag}{shown}/>")

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        fill: str = INK,
        weight: int = 400,
        anchor: str = "start",
        size: float | None = None,
        halo: bool = False,
    ) -> None:
        """Write one line with its baseline at ``y``; ``halo`` clears the ground behind it."""
        size = size or self.theme.size
        self.add(
            "text",
            escape(legible(text)),
            x=x,
            y=y,
            font_size=size if size != self.theme.size else None,
            font_weight=weight if weight != 400 else None,
            fill=fill if fill != INK else None,
            text_anchor=anchor if anchor != "start" else None,
            stroke=WHITE if halo else None,
            stroke_width=size / 3 if halo else None,
            stroke_linejoin="round" if halo else None,
            paint_order="stroke" if halo else None,
        )

    def lines(self, x: float, y: float, lines: tuple[str, ...], *, fill: str = INK, weight: int = 400) -> None:
        """Write lines one under the other, the first baseline at ``y``."""
        for place, line in enumerate(lines):
            self.text(x, y + place * self.leading, line, fill=fill, weight=weight)

    @property
    def leading(self) -> float:
        """Distance of two baselines of wrapped text."""
        return self.theme.em(1.3)

    def wrapped(self, text: str, width: float, weight: int = 400) -> tuple[str, ...]:
        """Break a text at the base size."""
        return wrap(legible(text), width, self.theme.size, weight)

    def wide(self, text: str, *, small: bool = False, weight: int = 400) -> float:
        """Return the width of a line at the base or the small size."""
        return text_width(legible(text), self.theme.small if small else self.theme.size, weight)

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        stroke: str,
        width: float | None = None,
        dash: str | None = None,
    ) -> None:
        """Draw a straight line, thin without a ``width``."""
        pen = max(self.theme.hair if width is None else width, self.theme.least)
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=pen, stroke_dasharray=dash)

    def box(self, x: float, y: float, width: float, height: float, *, fill: str, stroke: str | None = None) -> None:
        """Draw a rectangle."""
        self.add("rect", x=x, y=y, width=width, height=height, fill=fill, stroke=stroke)

    @property
    def radius(self) -> float:
        """Half the size of a mark."""
        return self.theme.em(0.34)

    def mark(self, role: str, x: float, y: float, *, hollow: bool = False, colour: str | None = None) -> None:
        """Draw the mark of a role: shape and colour say the same."""
        colour = colour or MARK[role]
        pen = self.theme.em(0.13) if hollow else self.theme.em(0.07)
        ink: dict[str, Any] = {
            "fill": WHITE if hollow else colour,
            "stroke": colour if hollow else WHITE,
            "stroke_width": pen,
        }
        reach = self.radius * (0.8 if role == "earlier" else 1)
        _SHAPES[SHAPE[role]](self, x, y, reach, ink)

    def interval(self, x1: float, x2: float, y: float, colour: str, *, modelled: bool = False) -> None:
        """Draw an interval without caps; lighter when it rests on a model."""
        stroke = lighter(colour) if modelled else colour
        self.line(x1, y, x2, y, stroke=stroke, width=self.theme.em(0.18))

    def svg(self, height: float, title: str, alt: str) -> str:
        """Return the whole drawing, named for those who listen to the page."""
        named = (f"<title>{escape(title)}</title>" if title else "") + (f"<desc>{escape(alt)}</desc>" if alt else "")
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{short(self.width)}" height="{short(height)}" '
            f'viewBox="0 0 {short(self.width)} {short(height)}" font-family="{self.theme.family}" '
            f'font-size="{short(self.theme.size)}" fill="{INK}">{named}{"".join(self.parts)}</svg>'
        )


def _circle(canvas: Canvas, x: float, y: float, reach: float, ink: dict[str, Any]) -> None:
    canvas.add("circle", cx=x, cy=y, r=reach, **ink)


def _polygon(canvas: Canvas, corners: tuple[tuple[float, float], ...], ink: dict[str, Any]) -> None:
    canvas.add("path", d="M" + "L".join(f"{short(x)},{short(y)}" for x, y in corners) + "Z", **ink)


def _diamond(canvas: Canvas, x: float, y: float, reach: float, ink: dict[str, Any]) -> None:
    far = reach * 1.3
    _polygon(canvas, ((x, y - far), (x + far, y), (x, y + far), (x - far, y)), ink)


def _triangle(canvas: Canvas, x: float, y: float, reach: float, ink: dict[str, Any]) -> None:
    far = reach * 1.25
    _polygon(canvas, ((x, y - far), (x + far * 0.95, y + far * 0.75), (x - far * 0.95, y + far * 0.75)), ink)


def _square(canvas: Canvas, x: float, y: float, reach: float, ink: dict[str, Any]) -> None:
    near = reach * 0.9
    _polygon(canvas, ((x - near, y - near), (x + near, y - near), (x + near, y + near), (x - near, y + near)), ink)


def _cross(canvas: Canvas, x: float, y: float, reach: float, ink: dict[str, Any]) -> None:
    """An X whose arms are as thick as a third of its reach."""
    far, arm = reach * 1.1, reach * 0.33
    corners = [
        (0, -arm), (far - arm, -far), (far, arm - far), (arm, 0), (far, far - arm), (far - arm, far),
        (0, arm), (arm - far, far), (-far, far - arm), (-arm, 0), (-far, arm - far), (arm - far, -far),
    ]  # fmt: skip
    _polygon(canvas, tuple((x + right, y + down) for right, down in corners), ink)


def _plus(canvas: Canvas, x: float, y: float, reach: float, ink: dict[str, Any]) -> None:
    far, arm = reach * 1.25, reach * 0.38
    corners = [
        (-arm, -far), (arm, -far), (arm, -arm), (far, -arm), (far, arm), (arm, arm),
        (arm, far), (-arm, far), (-arm, arm), (-far, arm), (-far, -arm), (-arm, -arm),
    ]  # fmt: skip
    _polygon(canvas, tuple((x + right, y + down) for right, down in corners), ink)


def _star(canvas: Canvas, x: float, y: float, reach: float, ink: dict[str, Any]) -> None:
    """Six points around, as office programs draw a star."""
    corners = []
    for place in range(12):
        far, angle = reach * (1.35 if place % 2 == 0 else 0.55), math.radians(30 * place)
        corners.append((x + far * math.sin(angle), y - far * math.cos(angle)))
    _polygon(canvas, tuple(corners), ink)


def _ring(canvas: Canvas, x: float, y: float, reach: float, ink: dict[str, Any]) -> None:
    """A circle of white in its colour: thick enough to be none of the thin ones that say *reported*."""
    _circle(canvas, x, y, reach, {"fill": WHITE, "stroke": ink["fill"], "stroke_width": reach * 0.6})


_SHAPES = {
    "circle": _circle,
    "diamond": _diamond,
    "triangle": _triangle,
    "square": _square,
    "cross": _cross,
    "plus": _plus,
    "star": _star,
    "ring": _ring,
}


def name_marks(canvas: Canvas, x: float, y: float, names: tuple[tuple[str, str], ...]) -> float:
    """Write ``(role, name)`` pairs on one line, each led by its mark; return where the line ends."""
    for role, name in names:
        canvas.mark(role, x + canvas.radius, y - canvas.theme.em(0.33))
        x += canvas.theme.em(1)
        canvas.text(x, y, name, fill=LABEL[role], weight=600)
        x += canvas.wide(name, weight=600) + canvas.theme.em(1.4)
    return x
