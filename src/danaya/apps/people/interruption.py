"""What somebody sent after their visit had ended: kept while they sign in again, so that nothing typed is lost.

It waits in the session of the same browser and is shown to the same account only. Which account that is, a signed cookie
says that lives as long as the browser's window and goes with signing out. Passwords, codes and files are not kept, and
acts that give rights to somebody are never resumed.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from danaya.apps.people.models import Account

INTERRUPTED = "interrupted"
"""Key of the session."""

SALT = "danaya.people.interruption"
MOST_SIGNS = 200_000
NEVER_KEPT = ("csrfmiddlewaretoken", "code", "pin")


@dataclass(frozen=True, slots=True)
class Interrupted:
    """What was sent, and where to: names and values in their order."""

    path: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool


def keep(request: HttpRequest) -> bool:
    """Keep what ``request`` sends and nobody is signed in for; tell whether it is kept."""
    account = request.get_signed_cookie(settings.VISITOR_COOKIE_NAME, default="", salt=SALT) or ""
    fields = _worth_keeping(request.POST)
    if not account or not fields or _gives_rights(request) or sum(map(len, sum(fields, ()))) > MOST_SIGNS:
        return False
    request.session[INTERRUPTED] = {
        "account": account,
        "path": request.get_full_path(),
        "fields": fields,
        "had_files": bool(request.FILES),
    }
    return True


def _worth_keeping(typed: QueryDict) -> list[tuple[str, str]]:
    return [
        (name, str(value))
        for name, values in typed.lists()
        if name not in NEVER_KEPT and "password" not in name
        for value in values
    ]


def _gives_rights(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is None or match.namespace in ("", "people")


def take(request: HttpRequest, account: Account) -> Interrupted | None:
    """Return what ``account`` had sent, once; what another one had sent in this browser is thrown away."""
    kept = request.session.pop(INTERRUPTED, None)
    if not kept or kept["account"] != str(account.pk):
        return None
    return Interrupted(kept["path"], tuple((name, value) for name, value in kept["fields"]), kept["had_files"])


def remember_visitor(request: HttpRequest, response: HttpResponseBase, account: Account | None) -> None:
    """Let the browser know, until its window closes, whose visit it holds; forget it when that visit was ended."""
    name = settings.VISITOR_COOKIE_NAME
    if account is not None and request.get_signed_cookie(name, default=None, salt=SALT) != str(account.pk):
        response.set_signed_cookie(
            name, str(account.pk), salt=SALT, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )


def forget_visitor(response: HttpResponseBase) -> None:
    """Make the browser forget whose visit it held."""
    response.delete_cookie(settings.VISITOR_COOKIE_NAME, samesite="Lax")


def page_before(request: HttpRequest) -> str:
    """Return the address of the page a form was on, where the browser says it and it is one of ours; else the home page."""
    told = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(told, {request.get_host()}):
        return "/"
    parts = urlsplit(told)
    return parts.path + (f"?{parts.query}" if parts.query else "")
