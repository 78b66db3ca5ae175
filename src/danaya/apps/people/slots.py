"""What people put on every page: whose installation it is, who acts, where one can go."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from danaya.apps.people.acting import tenures_today
from danaya.apps.people.models import Account, Post
from danaya.apps.people.models import Administration as TheAdministration
from danaya.apps.people.rights import allowed
from danaya.base.slots import LinkCard, Slot
from danaya.base.slots.page import FRAME, Administration, Destination, Identity

ACCOUNT: Slot[Account, LinkCard] = Slot("people.account")
"""What later rooms let a person choose about their own account, shown on its page."""

HANDING_OVER: Slot[Post, LinkCard] = Slot("people.post.handing_over")
"""What later rooms know of a post that its next holder must: shown where it is handed over."""


def administration(subjects: Sequence[str], viewer: Any) -> Mapping[str, Sequence[Administration]]:
    """Name and logo of the administration."""
    current = TheAdministration.current()
    if current is None:
        return {}
    return {FRAME: [Administration(str(current), reverse("people:logo") if current.logo_type else "")]}


def identity(subjects: Sequence[str], viewer: Any) -> Mapping[str, Sequence[Identity]]:
    """The post acted under, and the others the same person holds today."""
    if not isinstance(viewer, Account):
        return {}
    account_page = reverse("people:my_account")
    if viewer.acting is None:
        return {FRAME: [Identity(gettext("No post today"), url=account_page)]}
    post = viewer.acting.post
    others = [tenure.post for tenure in tenures_today(viewer) if tenure.post_id != post.pk]
    card = Identity(
        post=str(post),
        organisation=post.organisation.acronym,
        side=post.side,
        url=account_page,
        other_posts=tuple((str(other.pk), str(other)) for other in others),
        switch_url=reverse("people:choose_post"),
    )
    return {FRAME: [card]}


def navigation(subjects: Sequence[str], viewer: Any) -> Mapping[str, Sequence[Destination]]:
    """Where one can go among people."""
    places = (
        ("people.see_organisations", gettext("Who takes part"), "people:organisations", 80),
        ("people.manage_administration", gettext("Administration"), "people:administration", 90),
    )
    return {
        FRAME: [
            Destination(label, reverse(name), order)
            for permission, label, name, order in places
            if allowed(viewer if isinstance(viewer, Account) else None, permission)
        ]
    }
