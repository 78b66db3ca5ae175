"""Versions of the text: the list with the register in words, one version whole, two of them word by word."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from danaya.apps.commitments.models import Plan, Version
from danaya.apps.commitments.signing.comparing import compare as compare_texts
from danaya.apps.commitments.signing.comparing import moved_dates
from danaya.apps.commitments.signing.history import history
from danaya.apps.commitments.signing.versions import Standing, apart, references_of, shown, standings
from danaya.apps.commitments.views.frame import frame, page_language
from danaya.apps.commitments.views.lookup import find_plan
from danaya.apps.commitments.views.signing.lookup import find_version
from danaya.apps.people.access import PostRequest, permission_required
from danaya.engines.seals.printed import printed

ARTICLES, ENTRIES = 25, 50
"""Articles of a text, and entries of the register, on one page."""

STANDINGS = {
    Standing.AT_SIGNATURE: ("waiting", gettext_lazy("being signed")),
    Standing.ADOPTED: ("confirmed", gettext_lazy("adopted by both sides")),
    Standing.TAKEN_BACK: ("late", gettext_lazy("taken back")),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A version in the list."""

    version: Version
    state: str
    words: str
    short: str


@permission_required("commitments.see", of=find_plan)
@require_safe
def versions(request: PostRequest, plan: Plan) -> HttpResponse:
    """List the versions and tell the register in words."""
    found = list(plan.versions.defer("content").select_related("put_by__organisation"))
    entries = plan.register.select_related("signature").order_by("place")
    told = Paginator(entries, ENTRIES).get_page(request.GET.get("page"))
    standing = standings(plan, found)
    rows = [
        Row(one, STANDINGS[standing[one.number]][0], str(STANDINGS[standing[one.number]][1]), printed(one.digest))
        for one in found
    ]
    context = {
        **frame(request, plan, "signing"),
        "rows": rows,
        "told": list(history(plan, page_language(), told)),
        "page": told,
    }
    return render(request, "commitments/signing/versions.html", context)


@permission_required("commitments.see", of=find_version)
@require_safe
def version(request: PostRequest, version: Version) -> HttpResponse:
    """Show a version whole, as it was signed."""
    standing = standings(version.plan, list(version.plan.versions.defer("content", "parts")))[version.number]
    page = page_of_text(version, request.GET.get("article", ""), request.GET.get("page", ""))
    context = {
        **frame(request, version.plan, "signing"),
        "edition": version,
        "text": shown(version, page_language(), list(page), whole_journal="journal" in request.GET),
        "page": page,
        "short": printed(version.digest),
        "state": STANDINGS[standing][0],
        "words": STANDINGS[standing][1],
    }
    return render(request, "commitments/signing/version.html", context)


@permission_required("commitments.see", of=find_plan)
@require_safe
def compare(request: PostRequest, plan: Plan) -> HttpResponse:
    """Show two versions word by word; the address names both, so it can be shared and printed."""
    found = {one.number: one for one in plan.versions.defer("content", "parts")}
    before, after = (found.get(_number(request.GET.get(name, ""))) for name in ("from", "to"))
    if before is None or after is None:
        messages.warning(request, _("Choose two versions of the list."))
        return redirect("commitments:versions", plan.pk)
    if before.number > after.number:
        before, after = after, before
    held = apart(before, after)
    page = Paginator(held.names, ARTICLES).get_page(request.GET.get("page"))
    context = {
        **frame(request, plan, "signing"),
        "before": before,
        "after": after,
        "found": compare_texts(*held.texts(list(page)), page_language(), held.same),
        "page": page,
        "query": urlencode({"from": before.number, "to": after.number}),
        "moved": moved_dates(before, after) if page.number == 1 else [],
    }
    return render(request, "commitments/signing/compare.html", context)


def page_of_text(version: Version, reference: str, page: str) -> Page[str]:
    """Return the names of the articles of one page of a version: the page asked for, or that on which an article stands."""
    names = references_of(version)
    pages = Paginator(names, ARTICLES)
    if reference in names:
        return pages.get_page(names.index(reference) // ARTICLES + 1)
    return pages.get_page(page)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 0
