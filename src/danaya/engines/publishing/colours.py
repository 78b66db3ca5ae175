"""The colours of charts and documents, one meaning each: sides, opinions, text. Contrast on white in the comments."""

INK = "#1A1F26"  # 16.6
MUTED = "#4A5563"  # 7.6
LINE = "#8A94A3"  # 3.1
HAIR = "#DDE2E8"
WASH = "#F5F6F8"
WHITE = "#FFFFFF"

CUSTOMS = "#1F4E79"  # 8.7
PRIVATE = "#C8701A"  # 3.6: marks only
PRIVATE_TEXT = "#A65300"  # 5.4

MARK = {
    "customs": CUSTOMS,
    "private": PRIVATE,
    "women": INK,
    "men": MUTED,
    "earlier": LINE,
    "later": INK,
    "single": INK,
    **{f"body{place}": INK if place % 2 else MUTED for place in range(1, 9)},
}
"""Role → colour of mark and interval. Bodies have no colour of their own: blue and ochre are the sides'."""

LABEL = {**MARK, "private": PRIVATE_TEXT, "earlier": MUTED}
"""Role → colour of the words that name it, at least 4.5 on white."""

SHAPE = {
    "customs": "circle",
    "private": "diamond",
    "women": "triangle",
    "men": "square",
    "earlier": "circle",
    "later": "circle",
    "single": "circle",
    "body1": "circle",
    "body2": "diamond",
    "body3": "triangle",
    "body4": "square",
    "body5": "cross",
    "body6": "plus",
    "body7": "star",
    "body8": "ring",
}
"""Role → shape, so that the chart reads in grey and for those who see few colours."""

TONE = {-2: "#5B3A8E", -1: "#C7B5E3", 1: "#8FCBC4", 2: "#0B6B63"}
"""Opinion from most unfavourable to most favourable."""

ON_TONE = {-2: WHITE, -1: INK, 1: INK, 2: WHITE}

NEUTRAL = "#B4BCC7"
NO_ANSWER = "#FFFFFF"

STATE = {
    "confirmed": "#1B6B3A",  # 6.5
    "partly": "#1B6B3A",
    "claimed": MUTED,
    "silent": MUTED,
    "contested": "#A3232C",  # 7.4
    "open": MUTED,
    "late": "#8A5A00",  # 5.9
    "abandoned": MUTED,
}
"""Where a promise stands → its colour; shape and word say the same."""


def lighter(colour: str, part: float = 0.5) -> str:
    """Return ``colour`` mixed with ``part`` of white."""
    channels = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(value + (255 - value) * part):02X}" for value in channels)
