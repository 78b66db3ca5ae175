"""Who acts, under which post; what a view declared is enforced here, before it runs."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from danaya.apps.people.access import Access, declared_access
from danaya.apps.people.acting import ACTED, ACTING_POST, choose_tenure
from danaya.apps.people.models import Account, Administration
from danaya.apps.people.rights import allowed


class PostMiddleware:
    """Sets ``request.acting``, refuses what was not declared or is not permitted, keeps signed-in pages off disks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the administration's time zone."""
        with timezone.override(time_zone()):
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        """Set who acts; afterwards forbid browsers to keep a page that a signed-in person saw."""
        set_acting(request)
        response = self.get_response(request)
        if request.user.is_authenticated and isinstance(response, HttpResponse) and "Cache-Control" not in response:
            add_never_cache_headers(response)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Enforce what ``view`` declares."""
        access = declared_access(view)
        if access is None:
            raise PermissionDenied("undeclared view")
        return _choose_password_first(request, access) or enforce(request, access)


def set_acting(request: HttpRequest) -> None:
    """Set ``request.acting``, the tenure of the signed-in person; who has left the post this visit was for is signed out."""
    request.acting = None  # type: ignore[attr-defined]
    if not isinstance(request.user, Account):
        return
    acting = choose_tenure(request.user, request.session.get(ACTING_POST))
    request.user.acting = request.acting = acting  # type: ignore[attr-defined]
    if acting is not None and not request.session.get(ACTED):
        request.session[ACTED] = True
    elif acting is None and request.session.get(ACTED):
        logout(request)
        messages.warning(
            request, gettext("Your tenure has ended, and your visit with it. Sign in again for your account.")
        )


def enforce(request: HttpRequest, access: Access) -> HttpResponseBase | None:
    """Return where to go instead, or nothing where the view may run; refuse what the post may not do."""
    if not access.account:
        return None
    account = request.user
    if not isinstance(account, Account):
        return ask_to_sign_in(request)
    if access.permission and not allowed(account, access.permission):
        raise PermissionDenied(access.permission)
    return None


def ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Lead to the sign-in page, and from there to where the visitor wanted to go."""
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    messages.warning(request, gettext("Your visit had ended: nothing was saved. Sign in again, then repeat it."))
    return redirect_to_login(page_before(request))


def page_before(request: HttpRequest) -> str:
    """Return the address of the page a form was on, where the browser says it and it is one of ours; else the home page."""
    told = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(told, {request.get_host()}):
        return "/"
    parts = urlsplit(told)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _choose_password_first(request: HttpRequest, access: Access) -> HttpResponseBase | None:
    """Lead whoever has a password of somebody else's choosing to the page where they choose their own."""
    match = request.resolver_match
    owes = access.account and isinstance(request.user, Account) and request.user.must_change_password
    if not owes or (match and match.view_name == "people:change_password"):
        return None
    return redirect("people:change_password")


def time_zone() -> ZoneInfo:
    """Return the administration's time zone, that of the settings before there is one."""
    named = Administration.objects.values_list("time_zone", flat=True).first()
    return ZoneInfo(named or settings.TIME_ZONE)
