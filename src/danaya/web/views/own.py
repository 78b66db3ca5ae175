"""In the demonstration: begin an administration of one's own."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from danaya.web.own import Own, answers, find_own, start

MOST_LOOKS = 90
"""Looks, one a second, before the page says that something is wrong."""


def own_or_404() -> Own:
    """Return the own installation; there is no such page without one."""
    own = find_own()
    if own is None:
        raise Http404
    return own


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Say what is about to be made, and start it."""
    own = own_or_404()
    if request.method == "POST":
        start(own)
        return redirect("own_opening")
    return render(request, "web/own.html", {"own": own})


@require_safe
def opening(request: HttpRequest) -> HttpResponse:
    """Wait until it answers, then go there."""
    own = own_or_404()
    if answers(own):
        return HttpResponseRedirect(own.address)
    told = request.GET.get("looked", "0")
    looked = int(told) + 1 if told.isdecimal() and len(told) < 4 else 1
    waits = looked < MOST_LOOKS
    response = render(request, "web/own_opening.html", {"own": own, "waits": waits, "page_errors": not waits})
    if waits:
        response["Refresh"] = f"1; url={request.path}?looked={looked}"
    return response
