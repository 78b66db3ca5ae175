"""Questions about people that several pages ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from danaya.apps.people.models import Account, Organisation, Post, Role, Side, Tenure


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post and who holds it on a day, if anybody."""

    post: Post
    tenure: Tenure | None


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation with its posts."""

    organisation: Organisation
    posts: tuple[PostRow, ...]


SIDES = tuple(Side)
"""The order in which sides are shown: customs, private sector, observers."""


def organisations_with_posts(day: date) -> list[OrganisationRow]:
    """Return every organisation, its posts and their holders on ``day``, in four queries."""
    holders = {tenure.post_id: tenure for tenure in Tenure.objects.on(day).select_related("account")}
    organisations = list(Organisation.objects.order_by("acronym").prefetch_related("posts"))
    organisations.sort(key=lambda organisation: SIDES.index(Side(organisation.side)))
    return [
        OrganisationRow(organisation, tuple(PostRow(post, holders.get(post.pk)) for post in organisation.posts.all()))
        for organisation in organisations
    ]


def posts_with_holders(organisation: Organisation, day: date) -> list[PostRow]:
    """Return the posts of one organisation and their holders on ``day``."""
    holders = {
        tenure.post_id: tenure
        for tenure in Tenure.objects.on(day).filter(post__organisation=organisation).select_related("account")
    }
    return [PostRow(post, holders.get(post.pk)) for post in organisation.posts.all()]


@dataclass(frozen=True, slots=True)
class HandoverEffect:
    """What changes for whom when a post is handed over."""

    post: Post
    since: date
    until: date | None
    leaving: Tenure | None
    kept: tuple[Post, ...]
    gained_by: Account | None
    already_held: tuple[Post, ...]


def effect_of_handover(post: Post, to: Account | None, since: date, until: date | None) -> HandoverEffect:
    """Return what handing ``post`` to ``to`` (``None``: somebody new) on ``since`` would change."""
    leaving = post.tenures.on(since).select_related("account").first()
    return HandoverEffect(
        post=post,
        since=since,
        until=until,
        leaving=leaving,
        kept=_posts_of(leaving.account, since, besides=post) if leaving else (),
        gained_by=to,
        already_held=_posts_of(to, since, besides=post) if to else (),
    )


def _posts_of(account: Account, day: date, *, besides: Post) -> tuple[Post, ...]:
    tenures: Sequence[Tenure] = list(Tenure.objects.acting_on(day).filter(account=account).exclude(post=besides))
    return tuple(tenure.post for tenure in tenures)


FIRST_VISITED = (Role.COORDINATOR, Role.DIRECTOR, Role.ANALYST)
"""The posts that show most of the application, so that a newcomer finds them first."""


def demonstration_posts(day: date) -> list[OrganisationRow]:
    """Return the organisations whose posts one click signs in as: those with a holder on ``day``."""
    held = [
        OrganisationRow(row.organisation, tuple(post for post in row.posts if post.tenure and post.post.active))
        for row in organisations_with_posts(day)
    ]
    return [OrganisationRow(row.organisation, tuple(sorted(row.posts, key=_visited))) for row in held if row.posts]


def _visited(row: PostRow) -> int:
    role = Role(row.post.role)
    return FIRST_VISITED.index(role) if role in FIRST_VISITED else len(FIRST_VISITED)
