"""How often something may be tried from one connection (``ACCOUNT_RATE_LIMITS`` of the settings); counted in memory only."""

from collections.abc import Callable

from allauth.core import ratelimit
from allauth.core.internal import ratelimit as internal
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def within_limits(request: HttpRequest, action: str, key: str = "") -> bool:
    """Count one try of ``action`` (for ``key``) and tell whether it is still allowed."""
    return bool(ratelimit.consume(request, action=action, key=key))


def too_many(request: HttpRequest, *, back: str = "") -> HttpResponse:
    """Return the page that asks to wait; ``back`` is where to try again, without it the sign-in."""
    return render(request, "429.html", {"back": back}, status=429)


def count_try(request: HttpRequest, action: str, key: str = "") -> Callable[[], None] | None:
    """Count one try of ``action`` (for ``key``), also where a page is only opened; None where there were too many.

    Returns
    -------
    Callable
        What takes the try back, once it turned out to be no guess: a room full of people behind one address is never kept
        waiting, only wrong tries stay counted.
    """
    usage = internal.consume(request, app="allauth.account", action=action, key=key, limit_get=True)
    if usage is None:
        return None
    rollback: Callable[[], None] = usage.rollback
    return rollback
