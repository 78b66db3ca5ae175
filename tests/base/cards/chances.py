"""Chance that is the same each time."""

import hashlib
from collections.abc import Callable


def chance(seed: int = 0) -> Callable[[int], bytes]:
    """Return a source of bytes that depends on ``seed`` alone."""
    drawn = 0

    def random(count: int) -> bytes:
        nonlocal drawn
        drawn += 1
        return hashlib.shake_256(f"{seed} {drawn}".encode()).digest(count)

    return random
