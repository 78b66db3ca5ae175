"""What notices show in the frame of every page, and on the page of one's account."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from danaya.apps.notices.models import Notice
from danaya.apps.people.clock import today
from danaya.apps.people.models import Account
from danaya.base.slots import LinkCard
from danaya.base.slots.page import FRAME, Inbox


def inbox(subjects: Sequence[str], viewer: Any) -> Mapping[str, Sequence[Inbox]]:
    """The notices of whoever is signed in, and how many are unread: one query."""
    if not isinstance(viewer, Account):
        return {}
    unread = Notice.objects.of(viewer, today()).unread().count()
    said = ngettext("%(count)s unread", "%(count)s unread", unread) % {"count": unread} if unread else ""
    return {FRAME: [Inbox(_("Notices"), reverse("notices:list"), unread, said)]}


def account(accounts: Sequence[Account], viewer: Any) -> Mapping[Account, Sequence[LinkCard]]:
    """The way from one's account to what one chose about mails."""
    card = LinkCard(
        _("Notices and mails"),
        reverse("notices:preferences"),
        _("Which notices come by mail, on which days, and in which language."),
    )
    return {one: [card] for one in accounts if one == viewer}
