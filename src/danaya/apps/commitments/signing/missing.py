"""Signatures that a version still lacks, and whose sheet of paper they may stand on: of thousands nobody ticks boxes on one page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from danaya.apps.commitments.models import Version
from danaya.apps.commitments.signing.standing import Article, BodyStanding, articles_of, bodies_of, entries_of
from danaya.apps.people.models import Post

MOST_BOXES = 200
"""Signatures that a page offers to tick."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A signature that is missing: of a body (``standing``), or of an owner or counterpart (``commitment``, with its number)."""

    post: Post
    standing: BodyStanding | None = None
    commitment: UUID | None = None
    reference: str = ""
    run: int = 0
    """Which two hundred commitments of the version it is among: the same whatever is signed meanwhile."""

    @property
    def of_body(self) -> str:
        """Name the sheet of its body."""
        return str(self.post.organisation_id)

    @property
    def of_post(self) -> str:
        """Name the sheet of its post, as far as a page offers it."""
        return f"{self.post.pk}.{self.run}"


@dataclass(frozen=True, slots=True)
class Whose:
    """A sheet that can be chosen: its name in an address, whose it is, from which commitment to which; how much is missing of it."""

    key: str
    post: Post | None
    acronym: str
    first: str
    last: str
    count: int


def missing_in(version: Version, enters: Callable[[Post], bool]) -> list[Missing]:
    """Return the missing signatures of the posts that ``enters`` lets through: bodies first, then by number; six queries."""
    stances = [
        Missing(one.body.signatory, one)
        for one in bodies_of(version)
        if one.signature is None and enters(one.body.signatory)
    ]
    places = [
        (key, one, place // MOST_BOXES)
        for place, one in enumerate(entries_of(version))
        for key, signed in zip(one.posts, one.by, strict=True)
        if not signed
    ]
    posts = Post.objects.select_related("organisation").in_bulk({key for key, _one, _run in places})
    boxes = [
        Missing(posts[key], commitment=one.key, reference=one.reference, run=run)
        for key, one, run in places
        if enters(posts[key])
    ]
    return [*stances, *boxes]


def on_sheet_of(missing: Iterable[Missing], key: str) -> list[Missing]:
    """Return what is missing of the sheet that an address names."""
    return [one for one in missing if key in {one.of_body, one.of_post}]


def sheets_to_choose(missing: Iterable[Missing]) -> list[Whose]:
    """Return the sheets among which to choose: one for each body; for a body with more than a page offers, those of its posts."""
    found: list[Whose] = []
    of_bodies = sorted(missing, key=lambda one: (one.post.organisation.acronym, one.of_body))
    for key, held in groupby(of_bodies, lambda one: one.of_body):
        rows = list(held)
        if len(rows) <= MOST_BOXES:
            found.append(_whose(key, rows, None))
            continue
        of_posts = sorted(rows, key=lambda one: (str(one.post), str(one.post.pk), one.run))
        parts = ((name, list(some)) for name, some in groupby(of_posts, lambda one: one.of_post))
        found += [_whose(name, some, some[0].post) for name, some in parts]
    return found


def _whose(key: str, rows: Sequence[Missing], post: Post | None) -> Whose:
    numbers = [one.reference for one in rows if one.reference] or [""]
    return Whose(key, post, rows[0].post.organisation.acronym, numbers[0], numbers[-1], len(rows))


def signers_of(version: Version, missing: Iterable[Missing]) -> list[tuple[Article, Post]]:
    """Return the articles of missing signatures, each with who has not signed it, in the order of numbers."""
    wanted = {(one.commitment, one.post.pk) for one in missing if one.commitment is not None}
    articles = articles_of(version, {key for key, _post in wanted if key is not None})
    return [(one, post) for one in articles for post in one.missing if (one.commitment.pk, post.pk) in wanted]
