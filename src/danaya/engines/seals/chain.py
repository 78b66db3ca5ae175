"""A hash chain: each entry seals the one before it, so that none can be changed, dropped or moved unseen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from danaya.engines.seals.canonical import Canonical
from danaya.engines.seals.digests import digest

START = "0" * 64
"""What the first link has for a previous digest."""


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of a chain: its place from 0, the digest of the link before, what it says, and its own digest."""

    place: int
    previous: str
    payload: Canonical
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain at one moment: how many links it has and the digest of the last; printed, it holds all of them."""

    length: int = 0
    digest: str = START


def link_digest(place: int, previous: str, payload: Canonical) -> str:
    """Return the digest that a link at ``place`` after ``previous`` must carry."""
    return digest({"payload": payload, "place": place, "previous": previous})


def append(previous: Link | None, payload: Canonical) -> Link:
    """Return the link that follows ``previous`` (None: the first of its chain) and says ``payload``."""
    place = 0 if previous is None else previous.place + 1
    before = START if previous is None else previous.digest
    return Link(place, before, payload, link_digest(place, before, payload))


def head_of(links: Sequence[Link]) -> Head:
    """Return the end of a chain as it claims to be; nothing is checked."""
    return Head(len(links), links[-1].digest) if links else Head()


def verify(links: Iterable[Link], *, length: int | None = None, last: str | None = None) -> int | None:
    """Return the first place where a chain is broken, or None when it holds.

    Parameters
    ----------
    links
        The whole chain from its first link, in order; read once, so a generator over millions of rows will do.
    length, last
        How many links there should be and the digest of the last, when known from elsewhere (a printed page, another
        installation). Without them a chain cut off at its end still holds: nothing inside it can show that.

    Returns
    -------
    int or None
        The place where a link is missing, moved or changed, from 0; ``length`` or the chain's own length when its end is wrong.

    Notes
    -----
    Linked time-stamping, Haber and Stornetta (1991), J. Cryptology 3, 99–111.
    """
    before, count = START, 0
    for place, link in enumerate(links):
        if link.place != place or link.previous != before:
            return place
        if link.digest != link_digest(place, before, link.payload):
            return place
        before, count = link.digest, place + 1
    if length is not None and count != length:
        return min(count, length)
    return count if last is not None and before != last else None
