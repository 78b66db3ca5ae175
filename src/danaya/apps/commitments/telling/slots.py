"""Where pages of what is told show something of later rooms, and what they show on those of lower ones."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from danaya.apps.commitments.models import Plan
from danaya.apps.notices.addresses import absolute
from danaya.apps.people.models import Post
from danaya.apps.people.rights import allowed
from danaya.base.slots import LinkCard, Slot

PUBLIC: Slot[Plan, LinkCard] = Slot("commitments.plan.public")
"""Where everyone reads the authorised edition of a plan."""


def public_path(plan: Plan) -> str:
    """Return the path at which everyone reads the plan; empty where nothing of it is public."""
    cards = PUBLIC.cards_of(plan, None)
    return cards[0].url if cards else ""


def public_address(plan: Plan) -> str:
    """Return the whole address for those outside; empty where nothing is public or the installation does not know where it stands."""
    return absolute(public_path(plan))


def handovers(posts: Sequence[Post], viewer: Any) -> Mapping[Post, Sequence[LinkCard]]:
    """The record of what is open for each post, for whoever may hand it over."""
    if not getattr(viewer, "is_authenticated", False):
        return {}
    return {
        post: [
            LinkCard(
                _("Handover record"),
                reverse("commitments:handover", args=[post.pk]),
                _("What is open for this post in the common action plan, to print and sign by both holders."),
            )
        ]
        for post in posts
        if allowed(viewer, "people.hand_over_post", post)
    }
