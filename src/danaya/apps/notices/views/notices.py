"""One's notices: the list, one of them, marking them as read."""

from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from danaya.apps.notices.actions.mark_read import mark_all_read, mark_read
from danaya.apps.notices.kinds import KINDS
from danaya.apps.notices.models import Notice
from danaya.apps.notices.ready import ready_text
from danaya.apps.people.access import PersonRequest, may, signed_in
from danaya.apps.people.clock import now, today
from danaya.engines.language import Problem

READ_A_PAGE = 30
STALE = {
    "fr": "Retournez à la liste des messages et recommencez : cette page ne disait pas jusqu’à quand marquer.",
    "en": "Go back to the list of notices and try again: this page did not say up to when to mark.",
}


@signed_in
@require_safe
def list_notices(request: PersonRequest) -> HttpResponse:
    """Show what is unread first, by day, then what was read."""
    mine = Notice.objects.of(request.user, today()).select_related("post__organisation")
    unread = list(mine.unread())
    read = Paginator(mine.filter(read_at__isnull=False), READ_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "unread": by_day(unread),
        "count": len(unread),
        "until": unread[0].at.isoformat() if unread else "",
        "read": by_day(list(read)),
        "page": read,
        **mail_facts(request),
    }
    return render(request, "notices/list.html", context)


def by_day(notices: list[Notice]) -> list[tuple[datetime, list[Notice]]]:
    """Return notices under their days, in the order given; a day is told by its first moment shown."""
    groups = groupby(notices, key=lambda notice: timezone.localtime(notice.at).date())
    return [(shown[0].at, shown) for _day, group in groups if (shown := list(group))]


def mail_facts(request: PersonRequest) -> dict[str, object]:
    """Return what pages say about mails: whether any goes from here, to this person, and who looks after it."""
    return {
        "sends_mail": settings.MAIL is not None,
        "has_address": bool(request.user.email),
        "may_see_mail": may(request, "notices.see_mail"),
    }


@signed_in
@require_safe
def show_notice(request: PersonRequest, pk: str) -> HttpResponse:
    """Show one notice, the way to what it is about, and a text to pass on."""
    notice = find_mine(request, pk)
    kind = KINDS.get(notice.kind)
    context = {
        "notice": notice,
        "kind": kind.title if kind else "",
        "ready": ready_text(notice),
        "visibility": _("the holder of the post") if notice.post else _("you alone"),
        **mail_facts(request),
    }
    return render(request, "notices/notice.html", context)


def find_mine(request: PersonRequest, pk: str) -> Notice:
    """Return a notice that the viewer may read; for anyone else it does not exist."""
    mine = Notice.objects.of(request.user, today()).select_related("post__organisation")
    return get_object_or_404(mine, pk=pk)


@signed_in
@require_POST
def read_notice(request: PersonRequest, pk: str) -> HttpResponse:
    """Mark one notice as read; with ``open`` go on to what it is about."""
    notice = find_mine(request, pk)
    mark_read(notice, account=request.user, at=now())
    if "open" in request.POST and notice.url:
        return redirect(notice.url)
    return redirect("notices:list")


@signed_in
@require_POST
def read_all(request: PersonRequest) -> HttpResponse:
    """Mark as read what the list showed."""
    until = _moment(request.POST.get("until", ""))
    if until is None:
        raise Problem("no-moment", STALE)
    mark_all_read(request.user, until=until, at=now())
    return redirect("notices:list")


def _moment(written: str) -> datetime | None:
    try:
        moment = parse_datetime(written)
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
