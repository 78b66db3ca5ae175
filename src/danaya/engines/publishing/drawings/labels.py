"""Names of groups over the first row's marks: direct labels instead of a legend."""

from dataclasses import dataclass

from danaya.engines.publishing.canvas import Canvas
from danaya.engines.publishing.colours import LABEL


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a group, and the place of its first mark, over which it would stand."""

    role: str
    name: str
    wish: float


def write_labels(canvas: Canvas, labels: list[Label], left: float) -> float:
    """Write the names over the first row's marks, from ``left`` on; return where the rows begin.

    Names that don't fit one line follow each other in the order given, which is that of the marks in a row.
    """
    em = canvas.theme.em
    beside = sorted(labels, key=lambda label: label.wish)
    wide = [canvas.wide(label.name, weight=600) + em(1) for label in beside]
    needed = sum(wide) + em(1) * (len(labels) - 1)
    left = max(0.0, min(left, canvas.width - needed))
    if needed > canvas.width - left:
        return _flow(canvas, labels)
    for label, start in zip(beside, _starts(canvas, beside, wide, left), strict=True):
        _write(canvas, label, start, em(1.1))
    return em(1.8)


def _starts(canvas: Canvas, labels: list[Label], wide: list[float], left: float) -> list[float]:
    """Return where names start on one line, each as near to its mark as its neighbours allow."""
    gap, starts = canvas.theme.em(1), list[float]()
    for place, label in enumerate(labels):
        least = starts[-1] + wide[place - 1] + gap if starts else left
        starts.append(max(least, label.wish - wide[place] / 2))
    limit = canvas.width
    for place in reversed(range(len(labels))):
        starts[place] = min(starts[place], limit - wide[place])
        limit = starts[place] - gap
    return starts


def _flow(canvas: Canvas, labels: list[Label]) -> float:
    """Write names one after the other over as many lines as they need, a long one over several."""
    em = canvas.theme.em
    x, y = 0.0, em(1.1)
    for label in labels:
        width = canvas.wide(label.name, weight=600) + em(1)
        if x and x + width > canvas.width:
            x, y = 0.0, y + em(1.4)
        lines = canvas.wrapped(label.name, canvas.width - em(1), 600)
        _write(canvas, label, x, y, lines)
        y += em(1.4) * (len(lines) - 1)
        x = canvas.width if len(lines) > 1 else x + width + em(1)
    return y + em(0.9)


def _write(canvas: Canvas, label: Label, x: float, y: float, lines: tuple[str, ...] = ()) -> None:
    em = canvas.theme.em
    canvas.mark(label.role, x + canvas.radius, y - em(0.33))
    for place, line in enumerate(lines or (label.name,)):
        canvas.text(x + em(1), y + em(1.4) * place, line, fill=LABEL[label.role], weight=600)
