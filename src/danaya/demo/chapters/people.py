"""Chapter one: the administration, its bodies, its posts and who held them when."""

from datetime import date, datetime, time
from typing import TypedDict
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password

from danaya.apps.people.actions.create_administration import create_administration
from danaya.apps.people.actions.hand_over_post import hand_over_post
from danaya.apps.people.actions.open_account import open_account
from danaya.apps.people.models import Post, Region, Tenure
from danaya.apps.people.plans import AdministrationPlan, PlannedBody, PlannedCoordinator, PlannedPost, PlannedRegion
from danaya.demo import tamarie

COORDINATOR = "coordination-integrite"
ZONE = ZoneInfo("Africa/Bamako")


def moment(day: date) -> datetime:
    """Return nine o'clock of a day in Tamarie."""
    return datetime.combine(day, time(9), ZONE)


def tell() -> None:
    """Create the administration and hand every post to its holder."""
    begin = min(tenure.since for tenure in tamarie.TENURES)
    create_administration(plan(), actor=None, at=moment(begin))
    _place_posts()
    for tenure in sorted(tamarie.TENURES, key=lambda tenure: tenure.since):
        if tenure.post != COORDINATOR:
            _take_up(tenure, begin)


def plan() -> AdministrationPlan:
    """Return Tamarie's administration as its coordinator planned it."""
    facts = tamarie.ADMINISTRATION
    acronyms = {body.key: body.acronym for body in tamarie.BODIES} | {"customs": ""}
    return AdministrationPlan(
        name=facts.name,
        short_name=facts.acronym,
        country=facts.country,
        # Nobody can sign in with it: in the demonstration one click does.
        coordinator=PlannedCoordinator(password_hash=make_password(None), sign_in_name=COORDINATOR),
        time_zone=str(ZONE),
        motto=facts.motto,
        letterhead=facts.state,
        alert_channel=facts.alert_channel,
        regions=tuple(PlannedRegion(region.key, region.name) for region in tamarie.REGIONS),
        bodies=tuple(PlannedBody(body.acronym, body.name, body.side, body.umbrella) for body in tamarie.BODIES),
        posts=tuple(
            PlannedPost(post.title, post.key, post.role, acronyms[post.organisation]) for post in tamarie.POSTS
        ),
        demonstration=True,
    )


def _place_posts() -> None:
    for post in tamarie.POSTS:
        if post.region:
            Post.objects.filter(sign_in_name=post.key).update(region=Region.objects.get(code=post.region))


def _take_up(tenure: tamarie.Tenure, begin: date) -> None:
    account = open_account(actor=None, at=moment(begin))
    post = Post.objects.get(sign_in_name=tenure.post)
    # A tenure that another one follows ends by that handing-over, as it would in life.
    follows = any(other.post == tenure.post and other.since == tenure.until for other in tamarie.TENURES)
    until = None if follows else tenure.until
    hand_over_post(post, account, since=tenure.since, until=until, actor=None, at=moment(tenure.since))


def holder(post: str, day: date) -> Tenure:
    """Return who held a post on a day."""
    return Tenure.objects.select_related("post").on(day).get(post__sign_in_name=post)


class On(TypedDict):
    """Who acts and when, as actions ask for it."""

    actor: Tenure
    at: datetime


def on(post: str, day: date) -> On:
    """Return the holder of a post on a day, acting on that day."""
    return {"actor": holder(post, day), "at": moment(day)}


def post_of(key: str) -> Post:
    """Return a post by the name it signs in with."""
    return Post.objects.select_related("organisation").get(sign_in_name=key)
